/**
 * BigCommerce's webhooks: proves the sender, finds the order, the level or the customer, and leaves "look again" with Temporal. Nothing
 * else happens while BigCommerce waits; what changed is read later, by the workflow that is poked.
 */
import { Router } from 'express';
import { customerIdOf, levelChangeOf, orderIdOf, parseWebhook } from '../../bigcommerce/webhook';
import type { BcWebhook } from '../../bigcommerce/webhook';
import { verifyWebhook } from '../../bigcommerce/webhook-signature';
import type { OrderChanged } from '../../domain/messages';
import type { ApiDeps } from '../deps';
import { HttpProblem } from '../http-problem';
import type { IntakeCounts, IntakeOutcome } from './intake-counts';
import { rawBody, rawBodyOf } from './raw-body';
import { customerNotice } from './customer-notices';
import { levelNotice } from './stock-notices';

export function bigcommerceWebhook(
  deps: Pick<ApiDeps, 'stores' | 'orders' | 'stock' | 'customers'>,
  counts: IntakeCounts,
): Router {
  const { stores } = deps;
  const router = Router();
  router.post('/:store', (request, _response, next) => {
    // Before the body is read: a stranger's megabytes are not worth reading.
    if (!stores.has(request.params.store))
      throw new HttpProblem(404, `No store "${request.params.store}" is configured`);
    next();
  });
  router.post('/:store', rawBody<{ store: string }>(), async (request, response) => {
    const storeHash = request.params.store;
    const raw = rawBodyOf(request);
    if (!verifyWebhook({ rawBody: raw, headers: request.headers }, stores.get(storeHash) ?? {}).ok) {
      counts.add('refused');
      throw new HttpProblem(401, 'The webhook does not carry the signature or secret of this store');
    }
    counts.add(await taken(deps, storeHash, understood(raw, storeHash), request.header('webhook-id')));
    response.status(200).end();
  });
  return router;
}

async function taken(
  { orders, stock, customers }: Pick<ApiDeps, 'orders' | 'stock' | 'customers'>,
  storeHash: string,
  payload: BcWebhook,
  messageId: string | undefined,
): Promise<IntakeOutcome> {
  const level = levelChangeOf(payload);
  if (level) return levelNotice(stock, storeHash, level);
  const customerId = customerIdOf(payload);
  if (customerId !== undefined) return customerNotice(customers, storeHash, customerId);
  const orderId = orderIdOf(payload);
  if (orderId === undefined) return 'ignored';
  await orders.changed({ storeHash, orderId }, changeOf(payload, messageId));
  return 'accepted';
}

function understood(raw: Buffer, storeHash: string): BcWebhook {
  const payload = parseWebhook(raw.toString('utf8'));
  if (!payload) throw new HttpProblem(400, 'The body is not the JSON of a BigCommerce webhook: it must have a scope');
  if (payload.producer !== '' && payload.producer !== `stores/${storeHash}`) {
    throw new HttpProblem(400, `The webhook is of another store than ${storeHash}`);
  }
  return payload;
}

/** The id of a signed callback is the same at every delivery, and another one for every event; a hash may not be. */
function changeOf({ scope, hash }: BcWebhook, messageId = hash): OrderChanged {
  return { reason: 'webhook', scope, ...(messageId === '' ? {} : { eventId: messageId }) };
}
