import type { SimClock } from '../../core/clock';
import type { Delivery, WebhookAttempt, WebhookMessage } from '../../core/webhook-delivery';
import type { WebhookDispatcher } from '../../core/webhook-dispatcher';
import type { Account } from '../account';
import { formatIdSet } from '../id-set';
import type { Webhook } from '../records';
import { lifecycleOf, matchesSubscription, resourceOf } from './webhook-events';

/** Simulated waits before each further attempt. Brightpearl does not tell its own. */
const RETRY_DELAYS_MS = [5_000, 30_000, 120_000, 600_000, 3_600_000];

const BRIGHTPEARL_VERSION = '5.0.0-simulated';

interface Gathering {
  readonly hook: Webhook;
  readonly event: string;
  readonly raisedOn: number;
  readonly ids: Set<number>;
}

interface Underway {
  readonly hook: Webhook;
  readonly message: WebhookMessage;
  readonly attempt: number;
}

/**
 * Sends events to the webhooks subscribed to them: an id at a time, or, where id sets are accepted, the ids of one moment
 * together. There is no signature. Retries go by the webhook's quality of service.
 */
export class WebhookSender {
  readonly #dispatcher: WebhookDispatcher;
  readonly #clock: SimClock;
  #gathering = new Map<string, Gathering>();
  #underway = new Map<string, Underway>();
  #sent = 0;
  #generation = 0;

  constructor(dispatcher: WebhookDispatcher, clock: SimClock) {
    this.#dispatcher = dispatcher;
    this.#clock = clock;
  }

  /** Forgets what is gathered, underway or waiting for a retry. */
  reset(): void {
    this.#generation += 1;
    this.#gathering.clear();
    this.#underway.clear();
  }

  raise(account: Account, event: string, id: number): void {
    for (const hook of account.state.webhooks.values()) {
      if (!matchesSubscription(hook.subscribeTo, event)) continue;
      if (hook.idSetAccepted) this.#gather(account, hook, event, id);
      else this.#send(hook, expand(account, { hook, event, raisedOn: account.now(), ids: new Set([id]) }), 0);
    }
  }

  /** For the dispatcher, which makes one attempt: what did not get through may be tried again. */
  attempted(delivery: Delivery, { status }: WebhookAttempt): void {
    const sent = this.#underway.get(delivery.hookId ?? '');
    if (!sent) return;
    this.#underway.delete(delivery.hookId ?? '');
    const delay = RETRY_DELAYS_MS[sent.attempt];
    if (delay === undefined || !isRetried(sent.hook, status)) return;
    const generation = this.#generation;
    this.#clock.after(delay, () => {
      if (generation === this.#generation) this.#send(sent.hook, sent.message, sent.attempt + 1);
    });
  }

  /** One request can touch several records: their ids go out together when it is done. */
  #gather(account: Account, hook: Webhook, event: string, id: number): void {
    const key = `${hook.id} ${event}`;
    const begun = this.#gathering.get(key);
    if (begun) {
      begun.ids.add(id);
      return;
    }
    const gathering = { hook, event, raisedOn: account.now(), ids: new Set([id]) };
    this.#gathering.set(key, gathering);
    this.#clock.after(account.switches.webhookGatherMs, () => {
      if (this.#gathering.get(key) !== gathering) return;
      this.#gathering.delete(key);
      this.#send(hook, expand(account, gathering), 0);
    });
  }

  #send(hook: Webhook, message: WebhookMessage, attempt: number): void {
    this.#sent += 1;
    const hookId = `${hook.id}/${this.#sent}`;
    this.#underway.set(hookId, { hook, message, attempt });
    this.#dispatcher.send({ ...message, hookId });
  }
}

/** Quality 0 is tried again after a 503 alone; quality 1 after everything but an answer in the 400s. */
function isRetried(hook: Webhook, status: number | null): boolean {
  if (status !== null && status >= 200 && status < 300) return false;
  if (hook.qualityOfService === 0) return status === 503;
  return status === null || status < 400 || status >= 500;
}

function expand(account: Account, { hook, event, raisedOn, ids }: Gathering): WebhookMessage {
  const values: Readonly<Record<string, string>> = {
    'account-code': account.code,
    'resource-type': resourceOf(event),
    'resource-id': formatIdSet([...ids]),
    'lifecycle-event': lifecycleOf(event),
    'full-event': event,
    'raised-on': account.time(raisedOn),
    'brightpearl-version': BRIGHTPEARL_VERSION,
  };
  const filled = (template: string): string =>
    template.replace(/\$\{([\w-]+)\}/g, (variable, name: string) => values[name] ?? variable);
  return {
    url: filled(hook.uriTemplate),
    method: hook.httpMethod,
    headers: () => ({ 'content-type': hook.contentType ?? 'application/json' }),
    body: filled(hook.bodyTemplate ?? ''),
  };
}
