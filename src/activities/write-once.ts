/**
 * The kernel of exactly-once: every write that is not idempotent by nature goes through here (design §7).
 *
 * An intent is stored before the request and settled together with its link after the answer. An open intent means the
 * outcome is unknown: the request may have been applied, and may yet be applied. Then we look, until a look-up that finds
 * nothing can be believed, and only then send again.
 */
import type { SendOptions } from '../brightpearl/transport';
import type { OrderKey } from '../domain/ids';
import { issue } from '../domain/issues';
import { RemoteError } from '../domain/remote-error';
import type { RemoteErrorKind } from '../domain/remote-error';
import { IntentConflictError } from '../store/intents';
import type { Intent, OpenedIntent } from '../store/intents';
import { LinkConflictError } from '../store/links';
import type { LinkKey, LinkKind } from '../store/links';
import { believableAfterMs } from './believable';
import type { ActivityDeps } from './deps';
import { issueFailure, tryAgain } from './failures';
import { hashOf } from './hash';

export interface OnceWrite {
  /** What is written: `intentKeyOf` these is the intent's key, these three are the link's. */
  readonly kind: Extract<
    LinkKind,
    | 'sales-order'
    | 'contact'
    | 'new-product'
    | 'payment'
    | 'reservation'
    | 'note'
    | 'sales-credit'
    | 'refund-payment'
    | 'goods-in'
    | 'shipment'
    | 'payment-action'
    | 'store-refund'
    | 'carried-payment'
  >;
  readonly account: string;
  readonly localKey: string;
  /** Absent: it is made for no order. */
  readonly order?: OrderKey | undefined;
  /** The request, to tell two intents of one key apart; only its hash is stored. */
  readonly body: unknown;
  /** Looks before the very first try, too: an earlier database may have sent it. */
  readonly lookFirst: boolean;
  /** The remote id, if the remote already has it. */
  readonly find: () => Promise<string | undefined>;
  /**
   * Sends it, and hands `once` on to the request that must not be sent twice. Gives the remote id, or undefined when the
   * answer does not tell (then it is looked up).
   */
  readonly send: (once: SendOptions) => Promise<string | undefined>;
  /** The lease under which it is written: when it was lost, nothing is stored. */
  readonly claim?: { readonly name: string; readonly fence: number };
  /** Kept with the link, as it was when the request was sent that made the record. */
  readonly meta?: Readonly<Record<string, unknown>>;
}

/** Nothing was done at the remote: the next try may send without looking. */
const SURELY_NOT_DONE: readonly RemoteErrorKind[] = [
  'throttled',
  'unavailable',
  'unauthorized',
  'forbidden',
  'invalid',
  'not-found',
  'conflict',
];

/** Gives the remote id of the one record that the write is about, sending it only if it surely is not there. */
export async function writeOnce(deps: ActivityDeps, write: OnceWrite): Promise<string> {
  const linked = await deps.store.links.get(linkKeyOf(write));
  if (linked) return linked.remoteId;

  const intentKey = intentKeyOf(write);
  const opened = await deps.store.intents.open({
    key: intentKey,
    kind: write.kind,
    order: write.order,
    account: write.account,
    bodyHash: hashOf(write.body),
    meta: write.meta,
  });
  if (!opened.fresh || write.lookFirst) {
    const found = await lookUp(deps, write, opened);
    if (found !== undefined) return settle(deps, write, opened.intent, found);
  }
  const intent = opened.fresh ? opened.intent : await takeOver(deps, write, opened.intent);
  const remoteId = (await sendNow(deps, write, intent)) ?? (await write.find());
  if (remoteId === undefined) {
    throw tryAgain(
      'OutcomeUnknown',
      `${intentKey} was accepted and is not yet to be found`,
      deps.config.timings.searchLagMs,
    );
  }
  return settle(deps, write, intent, remoteId);
}

/**
 * Gives the remote id of what an attempt without an answer, or an earlier database, made; never sends. For a record that
 * is no longer to be made: undefined is believed only when nothing can come of an earlier request any more.
 */
export async function findOnce(
  deps: ActivityDeps,
  write: Omit<OnceWrite, 'body' | 'send'>,
): Promise<string | undefined> {
  const linked = await deps.store.links.get(linkKeyOf(write));
  if (linked) return linked.remoteId;
  const intent = await deps.store.intents.get(intentKeyOf(write));
  if (!intent && !write.lookFirst) return undefined;
  const found = await write.find();
  if (found !== undefined) return settle(deps, write, intent, found);
  if (intent) believe(deps, intent);
  return undefined;
}

const linkKeyOf = ({ kind, account, localKey }: LinkKey): LinkKey => ({ kind, account, localKey });

/** Names the write for all time. */
export const intentKeyOf = ({ kind, account, localKey }: Pick<OnceWrite, 'kind' | 'account' | 'localKey'>): string =>
  `${kind}:${account}:${localKey}`;

/** What its key was made of, beside its kind and account. */
export const localKeyOf = ({ key, kind, account }: Pick<Intent, 'key' | 'kind' | 'account'>): string =>
  key.slice(`${kind}:${account}:`.length);

/** A look-up that fails before the first sending leaves nothing open: the next try need not wait for what was never sent. */
async function lookUp(
  deps: ActivityDeps,
  write: OnceWrite,
  { fresh, intent }: OpenedIntent,
): Promise<string | undefined> {
  try {
    return await write.find();
  } catch (error) {
    if (fresh) await deps.store.intents.withdraw(intent);
    throw error;
  }
}

/** An open intent may be sent again only once a look-up that found nothing can be believed, and by one attempt alone. */
async function takeOver(deps: ActivityDeps, write: OnceWrite, open: Intent): Promise<Intent> {
  believe(deps, open);
  const ours = await deps.store.intents.resend(open, { bodyHash: hashOf(write.body), meta: write.meta });
  if (ours) return ours;
  throw sentByAnother(open);
}

const sentByAnother = ({ key }: Intent) => tryAgain('OutcomeUnknown', `${key} is being sent by another attempt`, 1_000);

/** @throws while a look-up that found nothing may still be wrong. */
function believe(deps: ActivityDeps, { key, ageMs }: Intent): void {
  const wait = believableAfterMs(deps) - ageMs;
  if (wait <= 0) return;
  throw tryAgain('OutcomeUnknown', `${key} was sent and not answered; looking again`, Math.min(wait, 5_000));
}

/** Marks the intent where the request leaves: an attempt may have waited for long, and another one have taken over. */
async function sendNow(deps: ActivityDeps, write: OnceWrite, intent: Intent): Promise<string | undefined> {
  let isSent = false;
  let remoteId: string | undefined;
  const beforeSend = async (): Promise<void> => {
    isSent = await deps.store.intents.markSent(intent);
    if (!isSent) throw sentByAnother(intent);
  };
  try {
    remoteId = await write.send({ beforeSend });
  } catch (error) {
    const kind = error instanceof RemoteError ? error.kind : undefined;
    // A refusal can mean that the remote has it already, as for a transactionRef that must be unique.
    const isRefused = isSent && (kind === 'invalid' || kind === 'conflict');
    const found = isRefused ? await write.find() : undefined;
    if (found !== undefined) return found;
    if (!isSent || (kind && SURELY_NOT_DONE.includes(kind))) await deps.store.intents.withdraw(intent);
    throw error;
  }
  // Unmarked, nothing would have kept another attempt from sending it as well.
  if (!isSent) throw new Error(`${intent.key} was sent unmarked: its send() must hand "once" on to the request`);
  return remoteId;
}

/** Without an intent, where an earlier database sent it, the link alone is stored. */
async function settle(
  deps: ActivityDeps,
  write: Omit<OnceWrite, 'body' | 'send'>,
  intent: Intent | undefined,
  remoteId: string,
): Promise<string> {
  const { order, claim, meta } = write;
  const link = { ...linkKeyOf(write), remoteId, order, meta: { ...meta, ...intent?.meta } };
  try {
    if (!intent) await deps.store.links.put(link);
    else await deps.store.settleWrite({ intentKey: intent.key, remoteId, link, ...(claim ? { claim } : {}) });
  } catch (error) {
    if (!(error instanceof LinkConflictError) && !(error instanceof IntentConflictError)) throw error;
    const subject = order ? `Order ${order.orderId}: ` : '';
    throw issueFailure(issue('ALREADY_IN_BRIGHTPEARL', `${subject}${error.message}`));
  }
  return remoteId;
}
