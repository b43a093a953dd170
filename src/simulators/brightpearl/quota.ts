import type { SimClock } from '../core/clock';
import type { SimResponse } from '../core/http';

const WINDOW_MS = 60_000;

interface Window {
  readonly endsAt: number;
  used: number;
}

/** The requests per minute of each pool, in fixed windows that begin with a pool's first request. */
export class Quota {
  readonly #clock: SimClock;
  readonly #limit: () => number;
  #windows = new Map<string, Window>();

  constructor(clock: SimClock, limit: () => number) {
    this.#clock = clock;
    this.#limit = limit;
  }

  reset(): void {
    this.#windows.clear();
  }

  /** Counts `requests`, by default one. False when there were not so many left; then the rest is spent. */
  take(pool: string, requests = 1): boolean {
    const window = this.#windowOf(pool);
    const admitted = window.used + requests <= this.#limit();
    window.used = Math.min(this.#limit(), window.used + requests);
    return admitted;
  }

  /** What every answer says, refusals included. The time is what the caller must really wait, however fast the clock. */
  headers(pool: string): Record<string, string> {
    const window = this.#windowOf(pool);
    const left = (window.endsAt - this.#clock.now().getTime()) / this.#clock.scale;
    return {
      'brightpearl-requests-remaining': String(Math.max(0, this.#limit() - window.used)),
      'brightpearl-next-throttle-period': String(Math.max(0, Math.ceil(left))),
    };
  }

  #windowOf(pool: string): Window {
    const now = this.#clock.now().getTime();
    const current = this.#windows.get(pool);
    if (current && current.endsAt > now) return current;
    const opened = { endsAt: now + WINDOW_MS, used: 0 };
    this.#windows.set(pool, opened);
    return opened;
  }
}

/** Not an errors list but a text; and 503 unless switched. */
export const throttled = (status: number): SimResponse => ({
  status,
  body: { response: 'You have sent too many requests. Please wait before sending another request' },
});
