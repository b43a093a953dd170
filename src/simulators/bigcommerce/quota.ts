import type { SimClock } from '../core/clock';
import type { SimRequest, SimResponse } from '../core/http';
import { errorOf } from './answers';

/** https://developer.bigcommerce.com/docs/start/best-practices/api-rate-limits: windows of 30 s, shared by all clients. */
const WINDOW_MS = 30_000;

/** Counts the requests of a store in fixed windows of simulated time. */
export class Quota {
  readonly #clock: SimClock;
  readonly #quota: number;
  #windowStart: number;
  #used = 0;

  /** @param quota requests per 30 s. */
  constructor(clock: SimClock, quota: number) {
    this.#clock = clock;
    this.#quota = quota;
    this.#windowStart = clock.now().getTime();
  }

  /** Counts one request; false when the window had none left. */
  take(): boolean {
    this.#roll();
    if (this.#used >= this.#quota) return false;
    this.#used += 1;
    return true;
  }

  headers(): Record<string, string> {
    this.#roll();
    return {
      'X-Rate-Limit-Time-Window-Ms': String(WINDOW_MS),
      'X-Rate-Limit-Time-Reset-Ms': String(this.#resetMs()),
      'X-Rate-Limit-Requests-Quota': String(this.#quota),
      'X-Rate-Limit-Requests-Left': String(Math.max(0, this.#quota - this.#used)),
    };
  }

  /** The 429 of a spent quota. */
  refuse(request: SimRequest): SimResponse {
    const seconds = String(Math.max(1, Math.ceil(this.#resetMs() / 1000)));
    return { ...errorOf(request, 429, 'Too many requests'), headers: { ...this.headers(), 'X-Retry-After': seconds } };
  }

  reset(): void {
    this.#used = 0;
    this.#windowStart = this.#clock.now().getTime();
  }

  /** In real milliseconds: the client that waits lives in real time, however fast the simulated clock runs. */
  #resetMs(): number {
    const left = this.#windowStart + WINDOW_MS - this.#clock.now().getTime();
    return Math.max(0, Math.ceil(left / this.#clock.scale));
  }

  #roll(): void {
    const now = this.#clock.now().getTime();
    if (now < this.#windowStart + WINDOW_MS) return;
    this.#windowStart = now;
    this.#used = 0;
  }
}
