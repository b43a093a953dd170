/**
 * Brightpearl's webhooks. They carry no signature, so a long secret of ours comes back in the query or the body; and they
 * tell of every order of the account, so sales orders that are not ours are dropped here.
 */
import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import type { OrderKey } from '../../domain/ids';
import { orderWorkflowId } from '../../domain/ids';
import type { ApiDeps } from '../deps';
import { HttpProblem } from '../http-problem';
import { parseIdSet } from '../id-set';
import { sameSecret } from '../secrets';
import type { IntakeCounts, IntakeOutcome } from './intake-counts';
import { rawBody, rawBodyOf } from './raw-body';
import { productNotice } from './stock-notices';

/** What our body template fills in. */
const noticeSchema = z.object({
  fullEvent: z.string().max(100),
  /** One id or an id set. */
  id: z.union([z.int().positive(), z.string().max(1_000_000)]).transform(String),
});

/** `order.modified…`, `sales-order.created`: what can change one of our sales orders. */
const ABOUT_ORDERS = /^(order|sales-order)\./;
const ABOUT_PRODUCTS = /^product\./;
/** `goods-out-note.created`, `drop-ship-note.modified.shipped`. */
const ABOUT_NOTES = /^(goods-out|drop-ship)-note\./;
/** Ids in one signal. */
const NOTES_AT_ONCE = 500;

export function brightpearlWebhook(
  deps: Pick<ApiDeps, 'accounts' | 'records' | 'orders' | 'stock' | 'notes'>,
  counts: IntakeCounts,
): Router {
  const router = Router();
  router.post('/:account', (request, _response, next) => {
    const { account } = request.params;
    if (!deps.accounts.has(account)) throw new HttpProblem(404, `No account "${account}" is configured`);
    next();
  });
  router.post('/:account', rawBody<{ account: string }>(), async (request, response) => {
    const { account } = request.params;
    const body = jsonOf(rawBodyOf(request));
    if (!carriesSecret(request, body, deps.accounts.get(account)?.webhookSecret ?? '')) {
      counts.add('refused');
      throw new HttpProblem(401, 'The webhook does not carry the secret of this account');
    }
    counts.add(await taken(deps, account, understood(body)));
    response.status(200).end();
  });
  return router;
}

async function taken(
  deps: Pick<ApiDeps, 'records' | 'orders' | 'stock' | 'notes'>,
  account: string,
  { fullEvent, id }: z.output<typeof noticeSchema>,
): Promise<IntakeOutcome> {
  if (ABOUT_PRODUCTS.test(fullEvent)) return productNotice(deps.stock, account, fullEvent, idsOf(id));
  if (ABOUT_NOTES.test(fullEvent)) return notesChanged(deps, account, fullEvent, idsOf(id));
  if (!ABOUT_ORDERS.test(fullEvent)) return 'ignored';
  const keys = await ordersOf(deps, account, idsOf(id));
  await Promise.all(keys.map((key) => deps.orders.changed(key, { reason: 'brightpearl', scope: fullEvent })));
  return keys.length === 0 ? 'ignored' : 'accepted';
}

/** Whose they are is found out when they are read, also where this database does not know their sales orders. */
async function notesChanged(
  { notes }: Pick<ApiDeps, 'notes'>,
  account: string,
  fullEvent: string,
  ids: readonly number[],
): Promise<IntakeOutcome> {
  const kind = fullEvent.startsWith('drop-ship') ? 'dropShip' : 'goodsOut';
  for (let at = 0; at < ids.length; at += NOTES_AT_ONCE) {
    await notes.changed(account, { [kind]: ids.slice(at, at + NOTES_AT_ONCE), reason: fullEvent });
  }
  return 'accepted';
}

/** In the query where the registration's address has it, otherwise in the body, where its template has it. */
function carriesSecret({ query }: { readonly query: Request['query'] }, body: unknown, expected: string): boolean {
  const inQuery = query['secret'];
  if (typeof inQuery === 'string') return sameSecret(inQuery, expected);
  const inBody = z.object({ secret: z.string() }).safeParse(body);
  return inBody.success && sameSecret(inBody.data.secret, expected);
}

function jsonOf(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch {
    return undefined;
  }
}

function understood(body: unknown): z.output<typeof noticeSchema> {
  const parsed = noticeSchema.safeParse(body);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => ({ path: ['body', ...path].join('.'), message }));
  throw new HttpProblem(400, 'The body is not JSON with fullEvent and id, as our registration asks for', { errors });
}

function idsOf(text: string): number[] {
  const ids = parseIdSet(text);
  if (!ids) throw new HttpProblem(400, 'body.id is not an id or a set of at most 100,000 ids, like 1,4,7-9');
  return ids;
}

/** The orders that the sales orders belong to, each once; strangers are left out. */
async function ordersOf(
  { records }: Pick<ApiDeps, 'records'>,
  account: string,
  salesOrderIds: readonly number[],
): Promise<OrderKey[]> {
  const keys = await records.ordersOfSalesOrders(account, salesOrderIds);
  return [...new Map(keys.map((key) => [orderWorkflowId(key), key])).values()];
}
