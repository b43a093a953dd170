/**
 * BigCommerce's webhooks: proves the sender, finds the order, and leaves "look again" with Temporal. Nothing else happens
 * while BigCommerce waits; what changed is read later, by the order's workflow.
 */
import { Router } from 'express';
import { orderIdOf, parseWebhook } from '../../bigcommerce/webhook';
import type { BcWebhook } from '../../bigcommerce/webhook';
import { verifyWebhook } from '../../bigcommerce/webhook-signature';
import type { OrderChanged } from '../../domain/messages';
import type { ApiDeps } from '../deps';
import { HttpProblem } from '../http-problem';
import type { IntakeCounts } from './intake-counts';
import { rawBody, rawBodyOf } from './raw-body';

export function bigcommerceWebhook(
  { stores, orders }: Pick<ApiDeps, 'stores' | 'orders'>,
  counts: IntakeCounts,
): Router {
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
    const payload = understood(raw, storeHash);
    const orderId = orderIdOf(payload);
    if (orderId !== undefined) await orders.changed({ storeHash, orderId }, changeOf(payload));
    counts.add(orderId === undefined ? 'ignored' : 'accepted');
    response.status(200).end();
  });
  return router;
}

function understood(raw: Buffer, storeHash: string): BcWebhook {
  const payload = parseWebhook(raw.toString('utf8'));
  if (!payload) throw new HttpProblem(400, 'The body is not the JSON of a BigCommerce webhook: it must have a scope');
  if (payload.producer !== '' && payload.producer !== `stores/${storeHash}`) {
    throw new HttpProblem(400, `The webhook is of another store than ${storeHash}`);
  }
  return payload;
}

const changeOf = ({ scope, hash }: BcWebhook): OrderChanged => ({
  reason: 'webhook',
  scope,
  ...(hash === '' ? {} : { eventId: hash }),
});
