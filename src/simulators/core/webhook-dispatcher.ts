import { z } from 'zod';
import type { SimClock } from './clock';
import { HeldWebhooks, type Release } from './held-webhooks';
import type { Rng } from './rng';
import type { Delivery, WebhookAttempt, WebhookMessage } from './webhook-delivery';

/** Chances (0 to 1) that a delivery is lost, sent twice, overtaken by later ones, or late by `delayMs` (simulated). */
export const webhookFaultsSchema = z.strictObject({
  drop: z.number().min(0).max(1).default(0),
  duplicate: z.number().min(0).max(1).default(0),
  reorder: z.number().min(0).max(1).default(0),
  delay: z.number().min(0).max(1).default(0),
  delayMs: z.number().min(0).default(5_000),
});

export type WebhookFaults = z.output<typeof webhookFaultsSchema>;

/** How long a reordered delivery is held back at most, so that later ones overtake it; simulated. */
const REORDER_WINDOW_MS = 2_000;

export interface DispatcherOptions {
  readonly clock: SimClock;
  readonly rng: Rng;
  /** The vendor's retry schedule: simulated milliseconds before each further attempt; empty: one attempt only. */
  readonly retryDelaysMs: readonly number[];
  /** Real milliseconds one attempt may take. Default 10,000. */
  readonly timeoutMs?: number;
  /** The last attempt failed as well. */
  readonly onGivenUp?: (delivery: Delivery) => void;
  readonly onAttempt?: (delivery: Delivery, attempt: WebhookAttempt) => void;
  /** How many deliveries are kept on record. Default 10,000. */
  readonly limit?: number;
}

/** Sends webhooks as a vendor does: later than the cause, retried on its schedule, and, with faults, not faithfully. */
export class WebhookDispatcher {
  readonly #options: DispatcherOptions;
  #faults: WebhookFaults = webhookFaultsSchema.parse({});
  #deliveries: Delivery[] = [];
  #sent = 0;
  #pending = 0;
  #generation = 0;
  #held: HeldWebhooks | undefined;
  #idle: (() => void)[] = [];

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  get faults(): WebhookFaults {
    return this.#faults;
  }

  setFaults(faults: z.input<typeof webhookFaultsSchema>): void {
    this.#faults = webhookFaultsSchema.parse(faults);
  }

  /** Queues one delivery; returns at once. */
  send(message: WebhookMessage): void {
    if (this.#chance(this.#faults.drop)) {
      this.#record(message).state = 'dropped';
      return;
    }
    if (this.#held) {
      this.#held.keep(message, this.#record(message));
      return;
    }
    const copies = this.#chance(this.#faults.duplicate) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) this.#queue(message, this.#record(message), this.#lateness());
  }

  /** The deliveries on record, oldest first. */
  deliveries(): readonly Delivery[] {
    return this.#deliveries;
  }

  /** From now on what is not lost waits for its release; it is neither sent twice nor late by the faults. */
  hold(): void {
    this.#held ??= new HeldWebhooks();
  }

  /** Sends what is held as told, each once the one before it was answered; throws when a number is of nothing held. */
  async release(release: Release): Promise<void> {
    const held = this.#held;
    if (!held) throw new Error('No webhooks are held');
    const toSend = held.take(release, (message) => this.#record(message));
    if (release.rest !== 'keep') this.#held = undefined;
    const generation = this.#generation;
    this.#pending += toSend.length;
    for (const { message, delivery } of toSend) await this.#first(message, delivery, generation);
  }

  /** Resolves when every delivery had its first attempt; does not wait for the retries of failed ones. */
  flush(): Promise<void> {
    if (this.#pending === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  /** Forgets deliveries, held ones too, retries and faults. */
  reset(): void {
    this.#generation += 1;
    this.#deliveries = [];
    this.#held = undefined;
    this.#sent = 0;
    this.#pending = 0;
    this.#faults = webhookFaultsSchema.parse({});
    this.#resolveIdle();
  }

  #queue(message: WebhookMessage, delivery: Delivery, lateMs: number): void {
    const generation = this.#generation;
    this.#pending += 1;
    const start = (): void => void this.#first(message, delivery, generation);
    if (lateMs > 0) this.#options.clock.after(lateMs, start);
    else setImmediate(start);
  }

  async #first(message: WebhookMessage, delivery: Delivery, generation: number): Promise<void> {
    await this.#attempt(message, delivery, generation);
    if (generation !== this.#generation) return;
    this.#pending -= 1;
    if (this.#pending === 0) this.#resolveIdle();
  }

  async #attempt(message: WebhookMessage, delivery: Delivery, generation: number): Promise<void> {
    if (generation !== this.#generation) return;
    const at = this.#options.clock.now().toISOString();
    const status = await this.#post(message, delivery.attempts.length);
    if (generation !== this.#generation) return;
    const attempt: WebhookAttempt = { at, status };
    delivery.attempts.push(attempt);
    this.#options.onAttempt?.(delivery, attempt);
    if (status !== null && status >= 200 && status < 300) delivery.state = 'delivered';
    else this.#retry(message, delivery, generation);
  }

  #retry(message: WebhookMessage, delivery: Delivery, generation: number): void {
    const delay = this.#options.retryDelaysMs[delivery.attempts.length - 1];
    if (delay === undefined) {
      delivery.state = 'given-up';
      this.#options.onGivenUp?.(delivery);
      return;
    }
    delivery.state = 'retrying';
    this.#options.clock.after(delay, () => void this.#attempt(message, delivery, generation));
  }

  async #post(message: WebhookMessage, attempt: number): Promise<number | null> {
    try {
      const method = message.method ?? 'POST';
      const response = await fetch(message.url, {
        method,
        headers: message.headers(attempt),
        body: method === 'GET' ? null : message.body,
        redirect: 'manual',
        signal: AbortSignal.timeout(this.#options.timeoutMs ?? 10_000),
      });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return null;
    }
  }

  #record(message: WebhookMessage): Delivery {
    const { url, method = 'POST', hookId, body } = message;
    this.#sent += 1;
    const delivery: Delivery = { n: this.#sent, url, method, hookId, body, state: 'queued', attempts: [] };
    this.#deliveries.push(delivery);
    if (this.#deliveries.length > (this.#options.limit ?? 10_000)) this.#deliveries.shift();
    return delivery;
  }

  #lateness(): number {
    const held = this.#chance(this.#faults.reorder) ? this.#options.rng() * REORDER_WINDOW_MS : 0;
    return held + (this.#chance(this.#faults.delay) ? this.#faults.delayMs : 0);
  }

  #chance(probability: number): boolean {
    return probability > 0 && this.#options.rng() < probability;
  }

  #resolveIdle(): void {
    for (const resolve of this.#idle.splice(0)) resolve();
  }
}
