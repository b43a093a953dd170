export interface RequestEntry {
  /** Counts from 1 since the start or the last reset. */
  readonly n: number;
  /** Simulated ISO time of arrival. */
  readonly at: string;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly template: string;
  /** Null when no answer was sent. */
  status: number | null;
  /** The route ran: whatever the client saw, the request took effect (or was refused by the route itself). */
  applied: boolean;
  /** Real milliseconds until the answer or the drop. */
  durationMs: number;
}

/** The last requests, and how many there were per method and path template. */
export class RequestLog {
  readonly #limit: number;
  #entries: RequestEntry[] = [];
  #counts = new Map<string, number>();
  #total = 0;

  /** @param limit how many entries are kept; the counters count all. */
  constructor(limit = 10_000) {
    this.#limit = limit;
  }

  open(entry: Pick<RequestEntry, 'at' | 'method' | 'path' | 'template'>): RequestEntry {
    const opened: RequestEntry = { n: (this.#total += 1), ...entry, status: null, applied: false, durationMs: 0 };
    const key = `${entry.method} ${entry.template}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    this.#entries.push(opened);
    if (this.#entries.length > this.#limit) this.#entries.shift();
    return opened;
  }

  get total(): number {
    return this.#total;
  }

  entries(): readonly RequestEntry[] {
    return this.#entries;
  }

  /** Requests by `METHOD template`. */
  counts(): Record<string, number> {
    return Object.fromEntries([...this.#counts].sort(([a], [b]) => a.localeCompare(b)));
  }

  clear(): void {
    this.#entries = [];
    this.#counts = new Map();
    this.#total = 0;
  }
}
