/**
 * Who really called. BigCommerce signs callbacks after the Standard Webhooks scheme with the API account's client secret,
 * and echoes custom headers given at registration. Whether hooks of store-level accounts are signed is not documented,
 * so our own secret header can stand alone.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/**
 * Deliveries are retried for about 48 hours, and nothing says that a retry is signed anew. An old one is no danger: it
 * only makes us read an order again.
 */
const MAX_AGE_MS = 72 * 3_600_000;
const MAX_AHEAD_MS = 5 * 60_000;

export interface WebhookSecrets {
  /** Of the API account that registered the hook. */
  readonly clientSecret?: string | undefined;
  /** The header we had BigCommerce send along. */
  readonly header?: { readonly name: string; readonly value: string } | undefined;
  /** Refuses callbacks without a signature even when the header is right. @default false */
  readonly requireSignature?: boolean | undefined;
}

export interface WebhookCall {
  /** The body as it was received, byte for byte. */
  readonly rawBody: Buffer | string;
  /** Names in lower case, as Node gives them. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

export type WebhookVerdict =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason: 'no secret configured' | 'wrong secret header' | 'wrong signature' | 'stale';
    };

/** Every proof that is configured and present must hold, and at least one must be. */
export function verifyWebhook(call: WebhookCall, secrets: WebhookSecrets, now = Date.now()): WebhookVerdict {
  const { clientSecret, header, requireSignature } = secrets;
  if (!clientSecret && !header) return { ok: false, reason: 'no secret configured' };
  if (header && !sameText(textOf(call, header.name.toLowerCase()), header.value)) {
    return { ok: false, reason: 'wrong secret header' };
  }
  const isSigned = textOf(call, 'webhook-signature') !== '';
  if (!isSigned && header && !requireSignature) return { ok: true };
  if (!clientSecret && !requireSignature) return { ok: true };
  return clientSecret ? verifySignature(call, clientSecret, now) : { ok: false, reason: 'wrong signature' };
}

/** The headers BigCommerce sends with `body`: for simulators and tests. */
export function signWebhook(
  body: string,
  { clientSecret, id, at = new Date() }: { clientSecret: string; id: string; at?: Date },
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': signer(clientSecret).sign(id, at, body),
  };
}

function verifySignature(call: WebhookCall, clientSecret: string, now: number): WebhookVerdict {
  const id = textOf(call, 'webhook-id');
  const timestamp = textOf(call, 'webhook-timestamp');
  if (!id || !/^\d{1,12}$/.test(timestamp)) return { ok: false, reason: 'wrong signature' };
  const at = new Date(Number(timestamp) * 1_000);
  const expected = signer(clientSecret).sign(id, at, call.rawBody);
  // Several signatures while a secret is being changed; any may match.
  const given = textOf(call, 'webhook-signature').split(' ').slice(0, 5);
  if (!given.some((signature) => sameText(signature, expected))) return { ok: false, reason: 'wrong signature' };
  const age = now - at.getTime();
  return age > MAX_AGE_MS || age < -MAX_AHEAD_MS ? { ok: false, reason: 'stale' } : { ok: true };
}

/** The key is the client secret's own bytes; the library takes them in base64. */
const signer = (clientSecret: string): Webhook => new Webhook(Buffer.from(clientSecret).toString('base64'));

function textOf({ headers }: WebhookCall, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

/** In constant time, whatever the lengths. */
const sameText = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
