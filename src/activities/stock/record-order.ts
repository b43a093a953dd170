/** Records what an order that was just read takes of the stock. */
import type { BcOrder } from '../../bigcommerce/schemas/order';
import type { RouteConfig } from '../../config/config';
import type { OrderKey } from '../../domain/ids';
import { skuAliasesOf } from '../../mapping/operator-mappings/apply';
import { effectiveSku } from '../../mapping/products';
import { chooseRoute } from '../../mapping/routing';
import type { RouteRules } from '../../mapping/rules';
import { demandFactsOf } from '../../mapping/stock/order-facts';
import { versionOf } from '../order-version';
import { readRulings } from '../rulings';
import type { StockDeps } from './deps';
import { learnProducts } from './line-products';
import { recordFacts } from './record-demand';

/** Where an order draws on the stock, and what its SKUs are called there. */
interface DrawnOn {
  readonly account: string;
  readonly rules: Pick<RouteRules, 'skuAliases'>;
}

/** An order without a route draws on nobody's stock. */
export async function recordNewOrder(deps: StockDeps, key: OrderKey, order: BcOrder): Promise<void> {
  const drawnOn = await drawnOnBy(deps, key, order);
  if (drawnOn) await recordOrder(deps, key, drawnOn, order);
}

export async function recordOrder(deps: StockDeps, key: OrderKey, drawnOn: DrawnOn, order: BcOrder): Promise<void> {
  const { account, rules } = drawnOn;
  const mapped = skuAliasesOf(await deps.store.mappings.applying(key.storeHash, account));
  const skuAliases = { ...rules.skuAliases, ...mapped };
  const [row, { amendments }] = await Promise.all([deps.store.orders.get(key), readRulings(deps, key)]);
  const facts = demandFactsOf(order, {
    skipped: row?.state === 'SKIPPED',
    skuOf: (line) => effectiveSku(line, amendments, { skuAliases }),
  });
  await learnProducts(deps, { storeHash: key.storeHash, account, lines: facts.lines });
  await recordFacts(deps, key, account, versionOf(order), facts);
}

/** By the route that was chosen at import, or the one that will be. */
async function drawnOnBy(deps: StockDeps, key: OrderKey, order: BcOrder): Promise<DrawnOn | undefined> {
  const row = await deps.store.orders.get(key);
  if (!row?.account) return routeToBe(deps, key, order);
  const { account, route: name } = row;
  const kept = deps.config.routes.find((route) => route.name === name && route.account === account);
  return kept ?? { account, rules: { skuAliases: {} } };
}

function routeToBe({ config }: StockDeps, { storeHash }: OrderKey, order: BcOrder): RouteConfig | undefined {
  const choice = chooseRoute(config.routes, {
    storeHash,
    order,
    taxes: [],
    coupons: [],
    transactions: [],
    customer: null,
    readAt: new Date().toISOString(),
  });
  if (choice.ok) return choice.route;
  return config.routes.find((route) => route.store === storeHash && route.default === true);
}
