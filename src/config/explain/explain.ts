/** Where orders go, where stock comes from, and what about it is doubtful or surprising, for whoever wrote the file. */
import { stockNotes } from '../stock-notes';
import { accountWarnings } from './accounts';
import { deliveryAddressNotes } from './contacts';
import { followsInWords } from './follows';
import { gapNotes } from './gaps';
import { storeLabel, type Landscape } from './landscape';
import { overlapWarnings } from './overlaps';
import { referenceWarnings } from './references';
import { routesInWords } from './routes';
import { fedWithoutOrders, loweredFromElsewhere, stockInWords } from './stock';
import type { Explanation } from './types';
import { unreachableWarnings } from './unreachable';
import { all } from './words';

export const explain = (landscape: Landscape): Explanation => ({
  stores: landscape.stores.map((store) => ({
    store: storeLabel(store),
    routes: routesInWords(landscape, store.hash),
    stock: stockInWords(landscape, store),
    follows: followsInWords(landscape, store),
  })),
  warnings: [
    ...overlapWarnings(landscape),
    ...unreachableWarnings(landscape),
    ...referenceWarnings(landscape),
    ...accountWarnings(landscape),
  ],
  notes: [
    ...landscape.stores.flatMap((store) => [
      ...noDefault(landscape, store.hash),
      ...gapNotes(landscape, store),
      ...severalCountries(landscape, store.hash),
    ]),
    ...stockNotes(landscape),
    ...loweredFromElsewhere(landscape),
    ...fedWithoutOrders(landscape),
    ...deliveryAddressNotes(landscape),
    ...sharedNamespace(landscape),
  ],
});

const noDefault = ({ routes }: Landscape, storeHash: string): string[] =>
  routes.some((route) => route.store === storeHash && route.default)
    ? []
    : [`Store ${storeHash} has no default route: an order that fits none of its routes stops with NO_ROUTE.`];

/** An order has to be shipped to countries of one route alone. */
function severalCountries({ routes }: Landscape, storeHash: string): string[] {
  const ofStore = routes.filter(({ store }) => store === storeHash);
  const regions = ofStore.flatMap(({ match }) => (match.shipToCountries ? [match.shipToCountries] : []));
  const rest = ofStore.find((route) => route.default);
  const countries = [...new Set(regions.flat())];
  const [one] = countries;
  if (one === undefined) return [];
  const together = (two: string): boolean => regions.some((region) => region.includes(one) && region.includes(two));
  const example = all([one, countries.find((two) => !together(two)) ?? 'another country']);
  return [
    `An order of store ${storeHash} that is shipped to several countries takes a route only where that has all of them: one to ${example} ${rest ? `takes the default, ${rest.name}` : 'stops with NO_ROUTE'}.`,
  ];
}

/** Nobody chose it, so that another connector most likely has the same. */
const sharedNamespace = ({ taskQueuePrefix }: Landscape): string[] =>
  taskQueuePrefix === DEFAULT_PREFIX
    ? [
        `Queues begin with "${taskQueuePrefix}": another connector in the same Temporal namespace needs a taskQueuePrefix.`,
      ]
    : [];

const DEFAULT_PREFIX = 'connector';
