/**
 * Writes, as messages: the form in which Brightpearl takes them one by one and, up to ten, in one multi-message. Resources
 * submit; whether a message travels alone is decided here, without their knowing.
 */
import { z, type ZodType } from 'zod';
import type { HttpClient } from '../http/http-client';
import type { SendOptions } from './transport';

export interface Message<T> {
  /** Multi-messages take these three only. */
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly answer: ZodType<T>;
  /** Beside those of every request; a message that has some travels alone. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Its body holds a secret: the audit gets none. */
  readonly secret?: boolean;
}

export async function submit<T>(http: HttpClient, message: Message<T>, options: SendOptions = {}): Promise<T> {
  const { signal, beforeSend } = options;
  return (await http.request({ ...message, signal, beforeSend })).body;
}

/** Digits in a string have been seen where numbers belong; nothing else is taken for an id. */
export const recordId: ZodType<number> = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .pipe(z.number().int().positive());

/** A POST answers 200 (never 201) with just the id. */
export const newId: ZodType<number> = z.object({ response: recordId }).transform(({ response }) => response);

/** A PUT or DELETE answers `{}`. */
export const nothing: ZodType<void> = z.unknown().transform(() => undefined);
