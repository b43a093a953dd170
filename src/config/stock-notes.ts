/** What is right about the stock settings, and may still surprise: said by the check of the configuration. */
import { warehousesDrawnOn } from '../mapping/stock/pool';
import type { RouteConfig } from './config';
import type { Landscape, StorePlace } from './explain/landscape';

export const stockNotes = ({ stores, routes }: Pick<Landscape, 'stores' | 'routes'>): string[] => [
  ...sharedWarehouses(stores),
  ...stores.flatMap((store) => [
    ...safetyStock(store),
    ...channels(store, routes),
    ...unseenReservations(store, routes),
  ]),
];

/** All places that draw on one warehouse. */
function sharedWarehouses(stores: readonly StorePlace[]): string[] {
  const draws = stores.flatMap(({ hash, stock }) =>
    (stock?.feeds ?? []).flatMap((feed) =>
      warehousesDrawnOn(feed).map((warehouse) => ({
        warehouse: `Warehouse ${warehouse} of ${feed.account}`,
        place: `store ${hash} location ${feed.locationId}`,
      })),
    ),
  );
  return [...new Set(draws.map(({ warehouse }) => warehouse))].flatMap((warehouse) => {
    const places = draws.filter((draw) => draw.warehouse === warehouse).map(({ place }) => place);
    return places.length < 2
      ? []
      : `${warehouse} feeds ${places.join(' and ')}: each shows all of it, and an order in one lowers the others.`;
  });
}

const safetyStock = ({ hash, stock }: StorePlace): string[] =>
  stock?.rules.some(({ buffer, bufferPercent }) => (buffer ?? bufferPercent ?? 0) > 0)
    ? [`Store ${hash}: buffers come off on top of the safety stock that is set in BigCommerce.`]
    : [];

const channels = ({ hash, stock }: StorePlace, routes: readonly RouteConfig[]): string[] =>
  stock && routes.some(({ store, match }) => store === hash && match.channels !== undefined)
    ? [`Store ${hash}: BigCommerce keeps stock per location, so all its channels show the same levels.`]
    : [];

/** What is reserved in a warehouse that no level comes from lowers no level. */
function unseenReservations({ hash, stock }: StorePlace, routes: readonly RouteConfig[]): string[] {
  if (!stock) return [];
  return routes
    .filter(({ store }) => store === hash)
    .flatMap(({ name, account, rules: { brightpearl } }) =>
      stock.feeds.some((feed) => feed.account === account && warehousesDrawnOn(feed).includes(brightpearl.warehouseId))
        ? []
        : `Route ${name} reserves in warehouse ${brightpearl.warehouseId} of ${account}, which feeds no location of store ${hash}: its orders lower the levels there only until they are reserved.`,
    );
}
