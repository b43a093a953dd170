/** As much of PostgreSQL's wire protocol as it takes to see a statement go by, and its answer end. */

/** `type` is the message's letter; empty for the first message of a client, which has none. */
export interface Frame {
  readonly type: string;
  readonly bytes: Buffer;
}

const LENGTH_BYTES = 4;

/** Cuts one direction of a connection into messages. */
export class FrameReader {
  private rest = Buffer.alloc(0);

  constructor(private untyped: 'none' | 'first') {}

  push(chunk: Buffer): Frame[] {
    this.rest = Buffer.concat([this.rest, chunk]);
    const frames: Frame[] = [];
    for (;;) {
      const header = this.untyped === 'first' ? 0 : 1;
      if (this.rest.length < header + LENGTH_BYTES) return frames;
      const end = header + this.rest.readInt32BE(header);
      if (this.rest.length < end) return frames;
      frames.push({ type: this.rest.toString('latin1', 0, header), bytes: this.rest.subarray(0, end) });
      this.rest = this.rest.subarray(end);
      this.untyped = 'none';
    }
  }
}

/** The statement of a Query or Parse message; undefined for every other message. */
export function sqlOf({ type, bytes }: Frame): string | undefined {
  const start = 1 + LENGTH_BYTES;
  if (type === 'Q') return textAt(bytes, start);
  // Parse: the name of the prepared statement, then its text.
  if (type === 'P') return textAt(bytes, bytes.indexOf(0, start) + 1);
  return undefined;
}

/** Its parameters follow in the next message. */
export const isParse = ({ type }: Frame): boolean => type === 'P';

/** The server has done what it was asked, and waits for more. */
export const isReady = ({ type }: Frame): boolean => type === 'Z';

const textAt = (bytes: Buffer, start: number): string => bytes.toString('utf8', start, bytes.indexOf(0, start));

const WRITE = /^\s*(?:with\b[^;]*?\b)?(insert\s+into|update|delete\s+from|commit)\b(?:\s+(?:only\s+)?"?(\w+)"?)?/i;

/** `insert exchanges`, `update orders`, `commit`; undefined for what changes nothing by itself. */
export function writeOf(sql: string): string | undefined {
  const match = WRITE.exec(sql);
  const verb = match?.[1]?.toLowerCase().split(/\s/)[0];
  if (!verb) return undefined;
  return verb === 'commit' ? verb : `${verb} ${match?.[2] ?? '?'}`;
}
