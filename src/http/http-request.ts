/** What a client asks for, and how it is put on the wire. */
import type { ZodType } from 'zod';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** Of a write that must not be sent twice. */
export interface SendOptions extends CallOptions {
  /** Awaited when nothing is left but to send it; what it throws keeps it from being sent. */
  readonly beforeSend?: (() => Promise<void>) | undefined;
}

export interface HttpRequest<T> extends SendOptions {
  readonly method: Method;
  /** Below the base URL, with its leading slash, without query: it appears in errors. */
  readonly path: string;
  readonly query?: Query;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent form-encoded instead. */
  readonly form?: Readonly<Record<string, string>>;
  /** What a success must look like; an empty body is `undefined`. */
  readonly answer: ZodType<T>;
  /** A refusal that is an answer too, where its body fits: one that tells what of a batch was done. */
  readonly partial?: { readonly status: number; readonly answer: ZodType<T> };
  /** Beside those of every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether it may change something. @default true for everything but GET and OPTIONS */
  readonly write?: boolean;
  /** Bodies hold credentials: the audit gets neither. */
  readonly secret?: boolean;
}

export const isWrite = <T>({ method, write }: HttpRequest<T>): boolean =>
  write ?? (method !== 'GET' && method !== 'OPTIONS');

export function pathWithQuery<T>({ path, query = {} }: HttpRequest<T>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
  );
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}

export function payloadOf<T>({ body, form }: HttpRequest<T>, headers: Record<string, string>): RequestInit {
  if (form) return { headers, body: new URLSearchParams(form) };
  if (body === undefined) return { headers };
  return { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** JSON whatever the content type says; other text as it is; nothing as undefined. */
export function parseBody(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
