/** Webhooks that were not sent yet, so that a test can say which of them arrive, in which order and how often. */
import { z } from 'zod';
import type { Delivery, WebhookMessage } from './webhook-delivery';

export const releaseSchema = z.strictObject({
  /** Numbers of deliveries that were held since the hold began; one that is named again, or was sent before, is sent again. */
  order: z.array(z.number().int()).default([]),
  /** What becomes of those that are not named: sent after the others, lost, or held on, with what comes later. */
  rest: z.enum(['send', 'drop', 'keep']).default('send'),
});

export type Release = z.output<typeof releaseSchema>;

export interface HeldWebhook {
  readonly message: WebhookMessage;
  readonly delivery: Delivery;
}

export class HeldWebhooks {
  /** Everything since the hold began, also what was sent meanwhile. */
  readonly #held = new Map<number, HeldWebhook>();
  readonly #waiting = new Set<number>();

  keep(message: WebhookMessage, delivery: Delivery): void {
    delivery.state = 'held';
    this.#held.set(delivery.n, { message, delivery });
    this.#waiting.add(delivery.n);
  }

  /** What is to be sent now, in this order; `again` records one that is sent once more. */
  take({ order, rest }: Release, again: (message: WebhookMessage) => Delivery): readonly HeldWebhook[] {
    const unknown = order.filter((n) => !this.#held.has(n));
    if (unknown.length > 0) throw new Error(`Not held: ${unknown.join(', ')}`);
    const find = (n: number): readonly HeldWebhook[] => [this.#held.get(n)].filter((one) => one !== undefined);
    const taken = order.flatMap(find).map((one) => {
      const isFirst = this.#waiting.delete(one.delivery.n);
      return isFirst ? one : { message: one.message, delivery: again(one.message) };
    });
    const others = [...this.#waiting].flatMap(find);
    if (rest === 'send') taken.push(...others);
    if (rest !== 'keep') this.#waiting.clear();
    if (rest === 'drop') for (const { delivery } of others) delivery.state = 'dropped';
    for (const { delivery } of taken) delivery.state = 'queued';
    return taken;
  }
}
