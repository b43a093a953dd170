/** Links of products that people set by id, for variants whose SKU cannot tell. */
import { z } from 'zod';
import type { LinkScope } from '../../store/product-links';
import type { ApiDeps } from '../deps';
import { endpoint } from '../endpoint';
import type { Call, Endpoint } from '../endpoint';
import { HttpProblem } from '../http-problem';
import { setLinkAnswer } from '../stock-answers';
import type { KnownVariant } from '../stock-deps';
import { ACTOR_HEADER, actorOf, recorded } from './actions';
import { sku, storeParams } from './common';
import { stockedStore } from './inventory';

const which = {
  sku: sku.optional(),
  variantId: z.int().positive().optional().describe("BigCommerce's id; needed where several variants have the SKU"),
  account: z.string().max(40).optional().describe('Of Brightpearl; not needed where one feeds the store'),
};
const isOne = (body: { readonly sku?: unknown; readonly variantId?: unknown }) =>
  (body.sku === undefined) !== (body.variantId === undefined);
const ONE = 'must have either sku or variantId';

const unlinkBody = z.strictObject(which).refine(isOne, ONE);
const linkBody = z
  .strictObject({ ...which, productId: z.int().positive().describe("Brightpearl's id") })
  .refine(isOne, ONE);

export const inventoryLinks = (deps: ApiDeps): Endpoint[] => [
  endpoint({
    method: 'post',
    path: '/inventory/:store/link',
    summary: 'Set which Brightpearl product a variant is, whatever its SKU says',
    params: storeParams,
    body: linkBody,
    headers: ACTOR_HEADER,
    answer: setLinkAnswer,
    handle: (call) => setLink(deps, call, 'link', call.body.productId),
  }),
  endpoint({
    method: 'post',
    path: '/inventory/:store/unlink',
    summary: 'Take back the product that was set for a variant: its SKU decides again',
    params: storeParams,
    body: unlinkBody,
    headers: ACTOR_HEADER,
    answer: setLinkAnswer,
    handle: (call) => setLink(deps, call, 'unlink', null),
  }),
];

type LinkCall = Call<z.output<typeof storeParams>, undefined, z.output<typeof unlinkBody>>;

async function setLink(
  deps: ApiDeps,
  { params: { store }, body, header }: LinkCall,
  verb: 'link' | 'unlink',
  productId: number | null,
): Promise<z.input<typeof setLinkAnswer>> {
  const scope = { storeHash: store, account: accountOf(deps, store, body.account) };
  const actor = actorOf(header('x-actor'));
  const action = { actor, action: verb, subject: store, details: { ...body, account: scope.account } };
  const { records, jobs } = deps.stock;
  const { variantId } = await recorded(deps, action, async () => {
    const variant = await variantOf(deps, scope, body);
    const isChanged = await records.setLink(scope, variant, productId, actor);
    if (!isChanged) throw new HttpProblem(409, `No product is set for variant ${variant.variantId}: its SKU decides`);
    await jobs.linksNow(store);
    return variant;
  });
  return { store, account: scope.account, variantId, productId };
}

function accountOf(deps: ApiDeps, store: string, given: string | undefined): string {
  const { accounts } = stockedStore(deps, store);
  const [only, ...others] = accounts;
  if (given === undefined && only !== undefined && others.length === 0) return only;
  if (given !== undefined && accounts.includes(given)) return given;
  throw new HttpProblem(400, `body.account must be one of the accounts that feed the store: ${accounts.join(', ')}`);
}

async function variantOf(
  { stock }: ApiDeps,
  scope: LinkScope,
  given: z.output<typeof unlinkBody>,
): Promise<KnownVariant> {
  const [variant, ...others] = await stock.records.variants(scope, given);
  const name = given.sku === undefined ? `variant ${given.variantId}` : `SKU ${given.sku}`;
  if (!variant) {
    throw new HttpProblem(404, `Store ${scope.storeHash} is not known to have ${name}: work out the links anew first`);
  }
  if (others.length === 0) return variant;
  const ids = [variant, ...others].map(({ variantId }) => variantId).join(', ');
  throw new HttpProblem(409, `Several variants have the ${name}: give variantId, one of ${ids}`);
}
