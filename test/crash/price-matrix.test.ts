/** Kills the connector, and disturbs every request, at every step by which it keeps a store's prices. */
import { crashMatrix } from './support/crash-matrix';
import { pricing } from './support/price-errands';
import { repeated } from './support/recording';
import { firstSync } from './support/stock-flows';
import { triedOf } from './support/tried';

crashMatrix({
  name: 'prices',
  options: { stock: true, prices: true },
  outcome: 'the right prices',
  subject: 'prices',
  record: async ({ lanes }) => {
    await Promise.all(lanes.map(firstSync));
    // The first look is at all prices.
    return [{ name: 'pricing', begin: pricing, steps: triedOf(await repeated(lanes[0]!.sites, pricing)) }];
  },
});
