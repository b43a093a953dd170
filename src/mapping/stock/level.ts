/**
 * The level that a store may show: what the warehouses hold, less what is sold already, less the buffer. Never more than can
 * ship, unless a rule says that the units come from elsewhere.
 */
import { bundleStock, type ComponentLimit } from './bundle';
import { onHandIn, pooled } from './pool';
import { atLeastNone, NONE, type Quantity } from './quantity';
import { HIGHEST_LEVEL, UNLIMITED_LEVEL, type StockRule } from './rule-schema';
import { levelRules, type Buffer, type LevelRules, type Supply } from './rules';
import type { DemandByProduct, ProductStock, StockFeed, StockProduct } from './types';

export interface LevelInput {
  readonly product: StockProduct;
  readonly feed: StockFeed;
  /** Of the product, or of a bundle's components; what Brightpearl did not answer is missing. */
  readonly stock: ReadonlyMap<number, ProductStock>;
  readonly demand: DemandByProduct;
  readonly rules: readonly StockRule[];
}

/** What the warehouses and the demand leave. Decimal strings; of a bundle, whole bundles. */
export interface StockArithmetic {
  /** In the order of the feed. */
  readonly warehouses: readonly { readonly warehouseId: number; readonly onHand: string }[];
  readonly pool: string;
  /** "0" for a bundle: demand lessens its components. */
  readonly demand: string;
  /** Of a bundle only. */
  readonly components: readonly {
    readonly productId: number;
    readonly perBundle: string;
    readonly pool: string;
    readonly demand: string;
    readonly bundles: string;
  }[];
  /** What can ship. Negative where more is sold than there is. */
  readonly left: string;
  /** Kept back. */
  readonly buffer: string;
}

/** What the level came from; `stock` is the plain case. */
export type DecidedBy = 'stock' | 'buffer' | 'hideBelow' | 'cap' | 'fixed' | 'unlimited' | 'highest level';

export interface LevelArithmetic {
  /** Absent where a rule stands in for the warehouses. */
  readonly stock?: StockArithmetic;
  readonly rules: LevelRules;
  readonly decidedBy: DecidedBy;
}

/** A level to show. */
export interface LevelPlan {
  readonly kind: 'level';
  /** Whole units, from 0 to what BigCommerce saves. */
  readonly quantity: number;
  readonly arithmetic: LevelArithmetic;
}

/** Whatever is not a level is never written. */
export type LevelResult =
  | LevelPlan
  | { readonly kind: 'untracked' }
  /** Brightpearl did not answer for these products. */
  | { readonly kind: 'unknown'; readonly productIds: readonly number[] };

export function planLevel(input: LevelInput): LevelResult {
  const { product, feed } = input;
  const available = availabilityOf(input);
  if (available.kind === 'untracked') return available;
  const rules = levelRules(input.rules, { ...product, locationId: feed.locationId });
  const supply = rules.supply?.value ?? 'warehouses';
  if (supply !== 'warehouses') return suppliedLevel(supply, rules);
  return available.kind === 'unknown' ? available : stockLevel(available, rules);
}

interface Available {
  readonly kind: 'known';
  readonly left: Quantity;
  readonly arithmetic: Omit<StockArithmetic, 'left' | 'buffer'>;
}

function availabilityOf(input: LevelInput): Available | Exclude<LevelResult, LevelPlan> {
  const { product, feed, stock, demand } = input;
  if (product.bundle) return bundleAvailability(product.productId, product.bundle, input);
  const held = stock.get(product.productId);
  // Looked at before anything else: a product that is not tracked is in no answer, which would read as none left.
  if (!product.stockTracked || held?.stockTracked === false) return { kind: 'untracked' };
  if (!held) return { kind: 'unknown', productIds: [product.productId] };
  const byWarehouse = onHandIn(feed, held);
  const pool = pooled(feed.pool, byWarehouse);
  const sold = demand.get(product.productId) ?? NONE;
  const warehouses = listed(feed, byWarehouse);
  return {
    kind: 'known',
    left: pool.minus(sold),
    arithmetic: { warehouses, pool: pool.toFixed(), demand: sold.toFixed(), components: [] },
  };
}

function bundleAvailability(
  productId: number,
  components: NonNullable<StockProduct['bundle']>,
  { feed, stock, demand }: LevelInput,
): Available | Exclude<LevelResult, LevelPlan> {
  if (components.length === 0) return { kind: 'unknown', productIds: [productId] };
  const found = bundleStock(components, feed, stock, demand);
  if (found.kind !== 'known') return found;
  return {
    kind: 'known',
    left: found.left,
    arithmetic: {
      warehouses: listed(feed, found.byWarehouse),
      pool: pooled(feed.pool, found.byWarehouse).toFixed(),
      demand: '0',
      components: found.components.map(printedLimit),
    },
  };
}

const listed = ({ warehouses }: StockFeed, byWarehouse: readonly Quantity[]): StockArithmetic['warehouses'] =>
  warehouses.map((warehouseId, index) => ({ warehouseId, onHand: (byWarehouse[index] ?? NONE).toFixed() }));

const printedLimit = (limit: ComponentLimit): StockArithmetic['components'][number] => ({
  productId: limit.productId,
  perBundle: limit.perBundle.toFixed(),
  pool: limit.pool.toFixed(),
  demand: limit.demand.toFixed(),
  bundles: limit.bundles.toFixed(),
});

/** Somebody else ships, so neither the warehouses nor what was sold count, nor a buffer. A cap does: it is about what is shown. */
function suppliedLevel(supply: Exclude<Supply, 'warehouses'>, rules: LevelRules): LevelPlan {
  const [units, decidedBy] = supply === 'unlimited' ? [UNLIMITED_LEVEL, supply] : [supply.fixed, 'fixed' as const];
  return levelPlan(units, { rules, decidedBy });
}

function stockLevel({ left, arithmetic }: Available, rules: LevelRules): LevelPlan {
  const buffer = bufferOf(left, rules.buffer?.value);
  const offered = atLeastNone(left.minus(buffer).floor()).toNumber();
  const stock = { ...arithmetic, left: left.toFixed(), buffer: buffer.toFixed() };
  // Held against what could be offered, not against the cap: a low cap must not hide everything.
  if (offered > 0 && offered < (rules.hideBelow?.value ?? 0)) {
    return levelPlan(0, { stock, rules, decidedBy: 'hideBelow' });
  }
  const tookAll = offered === 0 && left.gte(1);
  return levelPlan(offered, { stock, rules, decidedBy: tookAll ? 'buffer' : 'stock' });
}

/** A share of what can ship, not of what is held: so it stays the same when an order that was counted is reserved. */
function bufferOf(left: Quantity, buffer: Buffer | undefined): Quantity {
  if (!buffer) return NONE;
  return 'units' in buffer ? NONE.plus(buffer.units) : atLeastNone(left).times(buffer.percent).div(100);
}

function levelPlan(units: number, arithmetic: LevelArithmetic): LevelPlan {
  const cap = arithmetic.rules.cap?.value ?? HIGHEST_LEVEL;
  if (units <= Math.min(cap, HIGHEST_LEVEL)) return { kind: 'level', quantity: units, arithmetic };
  const decidedBy = cap < HIGHEST_LEVEL ? 'cap' : 'highest level';
  return { kind: 'level', quantity: Math.min(cap, HIGHEST_LEVEL), arithmetic: { ...arithmetic, decidedBy } };
}
