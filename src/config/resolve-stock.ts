import type { StockConfig } from './config';
import { resolveTimeOfDay } from './fields';
import type { FileStock } from './stock-schema';

/** The units that the rest of the connector counts in, and the words that the arithmetic uses. */
export function resolveStock(stock: FileStock): StockConfig {
  return {
    feeds: stock.feeds.map(({ location, ...feed }) => ({ locationId: location, ...feed })),
    skuMatch: stock.skuMatch,
    rules: stock.rules,
    demand: stock.demand,
    massFall: { percent: stock.massFallPercent, atLeast: stock.massFallAtLeast },
    debounceMs: stock.debounceSeconds * 1_000,
    debounceCeilingMs: stock.debounceCeilingSeconds * 1_000,
    deltaIntervalMs: stock.deltaMinutes * 60_000,
    visibilityLagMs: stock.visibilityLagSeconds * 1_000,
    ...(stock.staleAfterMinutes === undefined ? {} : { staleAfterMs: stock.staleAfterMinutes * 60_000 }),
    compareAt: resolveTimeOfDay(stock.compareAt),
  };
}
