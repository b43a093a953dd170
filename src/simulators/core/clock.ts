interface Timer {
  readonly dueAt: number;
  readonly run: () => void;
}

/** The longest a real timer is set for; setTimeout overflows above 2^31 − 1 ms. */
const LONGEST_REAL_WAIT_MS = 60_000;

/**
 * Simulated time: starts at the real now and runs `scale` times as fast. Advancing it, or changing the scale, moves the
 * timers set with {@link SimClock.after} along, so that a vendor's day-long retry schedule passes in moments.
 */
export class SimClock {
  #scale: number;
  #anchorReal = Date.now();
  #anchorSimulated = Date.now();
  #timers = new Set<Timer>();
  #wakeUp: NodeJS.Timeout | undefined;

  constructor(scale = 1) {
    this.#scale = positive(scale);
  }

  get scale(): number {
    return this.#scale;
  }

  now(): Date {
    return new Date(this.#nowMs());
  }

  /** Jumps `ms` simulated milliseconds ahead and runs what became due. */
  advance(ms: number): void {
    if (!(ms >= 0)) throw new RangeError(`A clock cannot be advanced by ${ms} ms: give 0 or more`);
    this.#anchorSimulated += ms;
    this.#runDue();
  }

  /** From now on time runs `scale` times as fast as real time; it does not jump. */
  setScale(scale: number): void {
    positive(scale);
    this.#anchorSimulated = this.#nowMs();
    this.#anchorReal = Date.now();
    this.#scale = scale;
    this.#arm();
  }

  /** Runs `run` once, `delayMs` simulated milliseconds from now. Returns the cancellation. Keeps no process alive. */
  after(delayMs: number, run: () => void): () => void {
    const timer: Timer = { dueAt: this.#nowMs() + Math.max(0, delayMs), run };
    this.#timers.add(timer);
    this.#arm();
    return () => {
      this.#timers.delete(timer);
      this.#arm();
    };
  }

  #nowMs(): number {
    return this.#anchorSimulated + (Date.now() - this.#anchorReal) * this.#scale;
  }

  #arm(): void {
    clearTimeout(this.#wakeUp);
    if (this.#timers.size === 0) return;
    const next = Math.min(...[...this.#timers].map((timer) => timer.dueAt));
    const wait = Math.max(0, Math.ceil((next - this.#nowMs()) / this.#scale));
    this.#wakeUp = setTimeout(() => this.#runDue(), Math.min(wait, LONGEST_REAL_WAIT_MS));
    this.#wakeUp.unref();
  }

  #runDue(): void {
    const now = this.#nowMs();
    const due = [...this.#timers].filter((timer) => timer.dueAt <= now).sort((a, b) => a.dueAt - b.dueAt);
    for (const timer of due) {
      if (this.#timers.delete(timer)) timer.run();
    }
    this.#arm();
  }
}

function positive(scale: number): number {
  if (!(scale > 0 && Number.isFinite(scale))) throw new RangeError(`A clock cannot run ${scale} times as fast`);
  return scale;
}
