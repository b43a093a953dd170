/**
 * Sets the prices of a plan, in as few requests as the store takes. Prices are absolute: a batch whose answer was lost is sent
 * again by the next try, and what was surely set is noted after every request, so that it is not.
 */
import { Context } from '@temporalio/activity';
import type { Refused } from '../../bigcommerce/batches';
import type { ProductPriceWrite, VariantPriceWrite } from '../../bigcommerce/catalog-prices';
import { MAX_PRICE_RECORDS } from '../../bigcommerce/price-upsert';
import { MAX_PRODUCT_WRITES, MAX_VARIANT_WRITES } from '../../bigcommerce/product-batch';
import { RemoteError } from '../../domain/remote-error';
import type { WritePricesInput } from '../../domain/catalog-types';
import { grouped } from '../../mapping/stock/grouped';
import { targetName } from '../../mapping/prices/types';
import type { PriceDelete, PricePlan, PriceTarget, PriceUpsert } from '../../mapping/prices/types';
import type { ShownPriceRow } from '../../store/shown-prices';
import { inChunks } from '../../store/chunks';
import type { CatalogDeps } from './deps';
import { loses, refusedOf, toProduct, toRecord, toVariant } from './price-writes';

export interface SentPrices {
  readonly written: number;
  readonly deleted: number;
  readonly refused: readonly Refused<PriceUpsert>[];
  readonly isStale: boolean;
}

/** A price that was taken back meanwhile must not be written hours later, when the store answers again. */
const MAX_AGE_MS = 30 * 60_000;

export const isTooOld = ({ prices, shownAt }: WritePricesInput): boolean =>
  Date.now() - Math.min(prices.readAt, shownAt) > MAX_AGE_MS;

export async function sendPrices(
  deps: CatalogDeps,
  input: WritePricesInput,
  plan: PricePlan,
  shown: readonly ShownPriceRow[],
): Promise<SentPrices> {
  const sender = new Sender(deps, input, shown);
  for (const upserts of grouped(plan.upserts, ({ target }) => targetName(target)).values()) {
    const [first] = upserts;
    if (first?.target.kind === 'list') await sender.toList(first.target, upserts);
    else await sender.toCatalog(upserts);
  }
  for (const deletes of grouped(plan.deletes, ({ target }) => targetName(target)).values()) {
    const [first] = deletes;
    if (first?.target.kind === 'list') await sender.remove(first.target, deletes);
  }
  return sender.sent;
}

type ListTarget = Extract<PriceTarget, { kind: 'list' }>;

class Sender {
  private written = 0;
  private deleted = 0;
  private isStale = false;
  private readonly refused: Refused<PriceUpsert>[] = [];
  private readonly rows: ReadonlyMap<string, ShownPriceRow>;

  constructor(
    private readonly deps: CatalogDeps,
    private readonly input: WritePricesInput,
    shown: readonly ShownPriceRow[],
  ) {
    this.rows = new Map(shown.map((row) => [rowKey(row.target, row.variantId), row]));
  }

  get sent(): SentPrices {
    const { written, deleted, refused, isStale } = this;
    return { written, deleted, refused, isStale };
  }

  async toList(target: ListTarget, upserts: readonly PriceUpsert[]): Promise<void> {
    const { priceListId, currency } = target;
    for (const some of inChunks(upserts, MAX_PRICE_RECORDS)) {
      if (this.mayNot()) return;
      // Whether a record keeps what is not sent of it is not documented: one that loses something is made anew.
      const losing = some.filter((one) => loses(this.rowOf(one), one)).map(({ variantId }) => variantId);
      if (losing.length > 0) await this.client.priceRecords.delete(priceListId, currency, losing);
      await this.setInList(target, some);
    }
  }

  /** Of a batch that is refused in part the others, which may be set or not, are sent again; of one as a whole, its halves. */
  private async setInList(target: ListTarget, upserts: readonly PriceUpsert[]): Promise<void> {
    if (upserts.length === 0 || this.mayNot()) return;
    const answer = await unlessInvalid(this.client.priceRecords.upsert(target.priceListId, upserts.map(toRecord)));
    this.alive();
    if (typeof answer === 'string') return this.setInHalves(target, upserts, answer);
    const named = refusedOf(upserts, answer.refused, ({ variantId }) => variantId);
    this.refused.push(...named.values());
    const others = upserts.filter(({ variantId }) => !named.has(variantId));
    return answer.othersSet ? this.note(others) : this.setInList(target, others);
  }

  /** @param reason why all of them are refused, without a word of which is at fault */
  private async setInHalves(target: ListTarget, upserts: readonly PriceUpsert[], reason: string): Promise<void> {
    const [write, ...others] = upserts;
    if (write && others.length === 0) {
      this.refused.push({ write, reason });
      return;
    }
    const half = Math.ceil(upserts.length / 2);
    await this.setInList(target, upserts.slice(0, half));
    await this.setInList(target, upserts.slice(half));
  }

  /** A variant without siblings is its product's other face, and has the product's prices. */
  async toCatalog(upserts: readonly PriceUpsert[]): Promise<void> {
    const isBase = (upsert: PriceUpsert): boolean => this.rowOf(upsert)?.isBase === true;
    const { catalogPrices } = this.client;
    await this.inBatches(
      upserts.filter((one) => !isBase(one)),
      MAX_VARIANT_WRITES,
      (some) => catalogPrices.setOfVariants(some.map(toVariant)),
      ({ variantId }: VariantPriceWrite) => upserts.find((one) => one.variantId === variantId),
    );
    await this.inBatches(
      upserts.filter(isBase),
      MAX_PRODUCT_WRITES,
      (some) => catalogPrices.setOfProducts(some.map((one) => toProduct(this.rowOf(one), one))),
      ({ productId }: ProductPriceWrite) => upserts.find((one) => this.rowOf(one)?.productId === productId),
    );
  }

  async remove({ priceListId, currency, ...target }: ListTarget, deletes: readonly PriceDelete[]): Promise<void> {
    for (const some of inChunks(deletes, MAX_PRICE_RECORDS)) {
      if (this.mayNot()) return;
      const variantIds = some.map(({ variantId }) => variantId);
      await this.client.priceRecords.delete(priceListId, currency, variantIds);
      const name = targetName({ ...target, priceListId, currency });
      await this.deps.store.shownPrices.remove(this.input.storeHash, name, variantIds);
      this.deleted += some.length;
      this.alive();
    }
  }

  private async inBatches<Write>(
    upserts: readonly PriceUpsert[],
    size: number,
    send: (some: readonly PriceUpsert[]) => Promise<readonly Refused<Write>[]>,
    upsertOf: (write: Write) => PriceUpsert | undefined,
  ): Promise<void> {
    for (const some of inChunks(upserts, size)) {
      if (this.mayNot()) return;
      const refused = (await send(some)).flatMap(({ write, reason }) => {
        const upsert = upsertOf(write);
        return upsert ? [{ write: upsert, reason }] : [];
      });
      const named = new Set(refused.map(({ write }) => write));
      this.refused.push(...refused);
      await this.note(some.filter((one) => !named.has(one)));
    }
  }

  private async note(upserts: readonly PriceUpsert[]): Promise<void> {
    this.written += upserts.length;
    const rows = upserts.map(({ target, variantId, record }) => {
      const { productId = 0, isBase = false, taxClassId = 0 } = this.rowOf({ target, variantId }) ?? {};
      return { target: targetName(target), variantId, productId, isBase, taxClassId, prices: record };
    });
    await this.deps.store.shownPrices.wrote(this.input.storeHash, rows);
    this.alive();
  }

  private mayNot(): boolean {
    this.isStale ||= isTooOld(this.input);
    return this.isStale;
  }

  private alive(): void {
    Context.current().heartbeat({ written: this.written, deleted: this.deleted });
  }

  private rowOf({ target, variantId }: Pick<PriceUpsert, 'target' | 'variantId'>): ShownPriceRow | undefined {
    return this.rows.get(rowKey(targetName(target), variantId));
  }

  private get client() {
    return this.deps.bigcommerce(this.input.storeHash);
  }
}

/** The store's words where it does not take what is sent. That there is no such list is said of no record. */
async function unlessInvalid<T>(sent: Promise<T>): Promise<T | string> {
  try {
    return await sent;
  } catch (error) {
    if (!(error instanceof RemoteError) || !['invalid', 'conflict'].includes(error.kind)) throw error;
    return error.fields.vendorMessage ?? error.message;
  }
}

const rowKey = (target: string, variantId: number): string => `${variantId} ${target}`;
