/** A webhook on its way: what is sent, and what became of it so far. */

export interface WebhookMessage {
  readonly url: string;
  readonly method?: string;
  /** The vendor's own id of the registration, for its bookkeeping. */
  readonly hookId?: string;
  /** Asked at every attempt, as a signature carries the time of sending. */
  readonly headers: (attempt: number) => Readonly<Record<string, string>>;
  readonly body: string;
}

export interface WebhookAttempt {
  readonly at: string;
  /** Null when nobody answered. */
  readonly status: number | null;
}

export interface Delivery {
  readonly n: number;
  readonly url: string;
  readonly method: string;
  readonly hookId: string | undefined;
  readonly body: string;
  state: 'held' | 'queued' | 'delivered' | 'dropped' | 'retrying' | 'given-up';
  readonly attempts: WebhookAttempt[];
}
