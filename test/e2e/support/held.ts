/** Webhooks that a side holds back, by what caused them: to be told in any order, twice, late or never. */
import { setTimeout as pause } from 'node:timers/promises';
import { eventually, must } from './http';

interface Delivery {
  readonly n: number;
  readonly state: string;
}

/** The account gathers what one request touches before it tells. */
const GATHERED_MS = 400;

export class Held {
  readonly #causes = new Map<string, readonly number[]>();

  private constructor(private readonly url: string) {}

  static async hold({ url }: { readonly url: string }): Promise<Held> {
    await must('POST', `${url}/_sim/webhooks/hold`);
    return new Held(url);
  }

  /** Does something, and remembers what the side would tell of it. */
  async causing<T>(cause: string, act: () => Promise<T>): Promise<T> {
    const before = (await this.#numbers()).at(-1) ?? 0;
    const result = await act();
    const caused = async () => (await this.#numbers()).filter((n) => n > before);
    await eventually(`webhooks of ${cause}`, async () => (await caused()).length > 0);
    await pause(GATHERED_MS);
    this.#causes.set(cause, await caused());
    return result;
  }

  /** Tells all of each cause, one after the other; of a cause that is named again, again. The others stay held. */
  async tell(...causes: readonly string[]): Promise<void> {
    const told = causes.filter((cause) => this.#causes.has(cause));
    await this.#release(
      told.flatMap((cause) => this.#causes.get(cause) ?? []),
      'keep',
    );
  }

  /** What was not told is lost, and from now on all is told at once. */
  loseTheRest(): Promise<void> {
    return this.#release([], 'drop');
  }

  #release(order: readonly number[], rest: string): Promise<void> {
    return must('POST', `${this.url}/_sim/webhooks/release`, { body: { order, rest } });
  }

  async #numbers(): Promise<readonly number[]> {
    const { deliveries } = await must<{ deliveries: Delivery[] }>('GET', `${this.url}/_sim/webhooks`);
    return deliveries.filter(({ state }) => state === 'held').map(({ n }) => n);
  }
}
