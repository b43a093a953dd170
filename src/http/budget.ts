/**
 * How many requests an account or store still allows, by what its last answer said, and whose turn it is. Pure but for
 * the clock and the dice, which are given. It is one process's view: other processes and the customer's other apps show
 * up in the next answer.
 */

/** By priority. */
const LANES = ['operator', 'orders', 'shipments', 'stock', 'prices', 'customers', 'backfill'] as const;
export type Lane = (typeof LANES)[number];

/** Share of the quota that a lane leaves to those above it, shrinking to nothing as the window runs out. */
const HELD_BACK: Readonly<Record<Lane, number>> = {
  operator: 0,
  orders: 0.03,
  shipments: 0.06,
  stock: 0.15,
  prices: 0.25,
  customers: 0.32,
  backfill: 0.4,
};

/** Requests per window kept for a lane that was turned away, so that a busy lane above it cannot starve it. */
const TRICKLE = 4;
/** The vendor's clock and ours differ by the way there and back. */
const RESET_MARGIN_MS = 50;
const SAME_WINDOW_TOLERANCE_MS = 1_000;

/** What an answer says about the quota. */
export interface QuotaReading {
  readonly left: number;
  readonly resetsInMs: number;
  /** Requests per window, where the answer tells it. */
  readonly quota?: number;
}

export interface BudgetOptions {
  /** Length of the vendor's window. */
  readonly windowMs: number;
  /** Requests per window as the vendor documents it; answers correct it. */
  readonly quota: number;
  /** Requests of each window that are left to the customer's other apps. @default 0 */
  readonly reserve?: number;
  readonly now?: () => number;
  /** A number in [0, 1). */
  readonly random?: () => number;
}

export interface Turn {
  /** Milliseconds until asking again makes sense; 0 = go ahead, the requests are counted. */
  readonly waitMs: number;
  /** When not waiting in process: the same, spread over the whole next window, so that not all come back at once. */
  readonly retryAfterMs: number;
}

interface Window {
  left: number;
  resetsAt: number;
}

interface Want {
  requests: number;
  until: number;
}

const GO: Turn = { waitMs: 0, retryAfterMs: 0 };

export class RateBudget {
  private quota: number;
  /** Unknown until the first answer; until then everyone goes, because nothing says how much is left. */
  private window: Window | undefined;
  /** Granted and not answered: the vendor's last figure does not contain them. */
  private inFlight = 0;
  private readonly taken = new Map<Lane, number>();
  private readonly wanted = new Map<Lane, Want>();
  private readonly now: () => number;
  private readonly random: () => number;

  constructor(private readonly options: BudgetOptions) {
    this.quota = options.quota;
    this.now = options.now ?? Date.now;
    this.random = options.random ?? Math.random;
  }

  /** Asks for `requests` at once, an activity's worst case: either all are granted or none. */
  acquire(lane: Lane, requests: number): Turn {
    const now = this.now();
    const window = this.currentWindow(now);
    const asked = Math.min(requests, this.ours());
    if (!window || this.mayGo(lane, asked, window, now)) return this.grant(lane, requests);
    this.wanted.set(lane, { requests: asked, until: now + 2 * this.options.windowMs });
    const waitMs = window.resetsAt - now + RESET_MARGIN_MS;
    return { waitMs, retryAfterMs: waitMs + Math.floor(this.random() * this.options.windowMs) };
  }

  /** Places of a grant that were not used after all. */
  giveBack(lane: Lane, requests: number): void {
    this.inFlight = Math.max(0, this.inFlight - requests);
    this.taken.set(lane, Math.max(0, (this.taken.get(lane) ?? 0) - requests));
  }

  /** After every granted request, with what its answer said; without a reading the request counts as spent. */
  answered(reading?: QuotaReading): void {
    this.inFlight = Math.max(0, this.inFlight - 1);
    const now = this.now();
    const window = this.currentWindow(now);
    if (!reading) {
      if (window) window.left = Math.max(0, window.left - 1);
      return;
    }
    // What was left of a smaller quota says nothing about the raised one.
    const isRaised = reading.left > this.quota;
    this.quota = reading.quota ?? Math.max(this.quota, reading.left);
    const resetsAt = now + reading.resetsInMs;
    const isSame = window !== undefined && resetsAt <= window.resetsAt + SAME_WINDOW_TOLERANCE_MS;
    if (!isSame) this.taken.clear();
    // Answers overtake each other: within one window the lowest figure is the newest.
    this.window = { left: isSame && !isRaised ? Math.min(window.left, reading.left) : reading.left, resetsAt };
  }

  private mayGo(lane: Lane, requests: number, window: Window, now: number): boolean {
    const rest = window.left - (this.quota - this.ours()) - this.inFlight - requests;
    const windowLeft = Math.min(1, (window.resetsAt - now) / this.options.windowMs);
    const heldBack = HELD_BACK[lane] * this.ours() * windowLeft;
    if (
      rest >=
      heldBack +
        this.promisedTo(
          LANES.filter((other) => other !== lane),
          now,
        )
    )
      return true;
    const isTrickle = (this.taken.get(lane) ?? 0) < TRICKLE;
    return isTrickle && rest >= this.promisedTo(LANES.slice(0, LANES.indexOf(lane)), now);
  }

  /** What is left of a window's requests after the reserve; one at least, or nothing would ever go on. */
  private ours(): number {
    return Math.max(1, this.quota - (this.options.reserve ?? 0));
  }

  /** What the lanes that were turned away are still owed in this window. */
  private promisedTo(lanes: readonly Lane[], now: number): number {
    return lanes.reduce((sum, lane) => {
      const want = this.wanted.get(lane);
      if (!want || want.until < now) return sum;
      return sum + Math.max(0, Math.max(TRICKLE, want.requests) - (this.taken.get(lane) ?? 0));
    }, 0);
  }

  private grant(lane: Lane, requests: number): Turn {
    this.inFlight += requests;
    this.taken.set(lane, (this.taken.get(lane) ?? 0) + requests);
    this.wanted.delete(lane);
    return GO;
  }

  private currentWindow(now: number): Window | undefined {
    const window = this.window;
    if (!window || now < window.resetsAt) return window;
    // Grants of the old window that were never used die with it.
    this.inFlight = 0;
    this.taken.clear();
    const passed = Math.floor((now - window.resetsAt) / this.options.windowMs) + 1;
    this.window = { left: this.quota, resetsAt: window.resetsAt + passed * this.options.windowMs };
    return this.window;
  }
}
