/**
 * Makes the product of a SKU that Brightpearl does not have, once: nothing makes a SKU unique there, and creating is not
 * idempotent. One lease per account and SKU keeps two orders, or an order and a job, from making two.
 */
import type { ProductInput } from '../brightpearl/schemas/product';
import { salesOrderRef, type OrderKey } from '../domain/ids';
import { issue } from '../domain/issues';
import type { ProductRef } from '../mapping/types';
import type { ActivityDeps } from './deps';
import { issueFailure, tryAgain } from './failures';
import { underLease } from './lease';
import { rememberProduct } from './product-lookup';
import { withRoom } from './request-room';
import { writeOnce } from './write-once';

/** Look, send, look again, and read what was made. */
const MAX_REQUESTS = 4;

/** Who wants a product. */
interface Wanting {
  /** As messages name it: `Order 5`. */
  readonly name: string;
  /** Has the lease, in all of its attempts. */
  readonly owner: string;
  /** What to do once what keeps the product from being made is put right: `retry`. */
  readonly again: string;
  readonly order?: OrderKey;
}

interface ProductWanted {
  readonly by: Wanting;
  readonly account: string;
  readonly product: ProductInput;
  /** Before the request that makes it leaves. */
  readonly onSend?: () => Promise<void>;
}

export const wantedByOrder = (order: OrderKey): Wanting => ({
  name: `Order ${order.orderId}`,
  owner: salesOrderRef(order),
  again: 'retry',
  order,
});

export const createProduct = (deps: ActivityDeps, wanted: ProductWanted): Promise<ProductRef> =>
  withRoom(deps, wanted.account, MAX_REQUESTS, (own) => createOnce(own, wanted));

async function createOnce(deps: ActivityDeps, wanted: ProductWanted): Promise<ProductRef> {
  const { by, account, product, onSend } = wanted;
  const { sku } = product.identity;
  const { products } = deps.brightpearl(account);
  const lease = {
    name: `product:${account}:${sku}`,
    owner: by.owner,
    busy: { type: 'ProductBusy', message: `Somebody else is making the product ${sku}` },
  } as const;
  await underLease(deps, lease, (claim) =>
    writeOnce(deps, {
      kind: 'new-product',
      account,
      localKey: sku,
      order: by.order,
      body: product,
      // Staff, or somebody before, may have made it: it is always looked for first.
      lookFirst: true,
      find: async () => {
        const [only, ...others] = await products.findBySku(sku);
        if (only && others.length > 0) throw issueFailure(duplicates(by, sku, [only, ...others]));
        return only && String(only.productId);
      },
      send: async ({ beforeSend }) => {
        const tellOfIt = async (): Promise<void> => {
          await beforeSend?.();
          await onSend?.();
        };
        return String(await products.create(product, { beforeSend: tellOfIt }));
      },
      claim,
    }),
  );
  return readMade(deps, wanted);
}

/** By its id, which does not lag. A product that lost the SKU since, or is gone, is not made again behind staff's back. */
async function readMade(deps: ActivityDeps, { by, account, product }: ProductWanted): Promise<ProductRef> {
  const { sku } = product.identity;
  const link = await deps.store.links.get({ kind: 'new-product', account, localKey: sku });
  const id = Number(link?.remoteId);
  const found = (await deps.brightpearl(account).products.readMany([id])).get(id);
  if (found?.identity.sku === sku) {
    const { stock, composition } = found;
    return rememberProduct(deps, account, {
      productId: id,
      sku,
      stockTracked: stock.stockTracked,
      bundle: composition.bundle,
    });
  }
  const isYoung = Date.now() - (link?.createdAt.getTime() ?? 0) < deps.config.timings.searchLagMs;
  if (!found && isYoung) throw tryAgain('NotYetReadable', `Product ${id} was made and cannot be read yet`, 1_000);
  throw issueFailure(
    issue(
      'UNKNOWN_SKU',
      `${by.name}: product ${id} was made for the SKU ${sku}, and was deleted or renamed in Brightpearl since. ${by.order ? 'Create the product, or amend the line to a known SKU' : 'Create the product in Brightpearl, or correct its SKU'}, then ${by.again}.`,
      { details: { sku, productId: id } },
    ),
  );
}

const duplicates = (by: Wanting, sku: string, products: readonly Pick<ProductRef, 'productId'>[]) =>
  issue(
    'DUPLICATE_SKU',
    `${by.name}: ${products.length} Brightpearl products have the SKU ${sku}. Make the SKU unique, then ${by.again}.`,
    { details: { sku, count: products.length, productIds: products.map(({ productId }) => productId) } },
  );
