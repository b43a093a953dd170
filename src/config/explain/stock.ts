/** Where the levels of each location come from, and whose orders lower them. */
import { warehousesDrawnOn } from '../../mapping/stock/pool';
import type { StockFeed } from '../../mapping/stock/types';
import { accountLabel, type Landscape, type StorePlace } from './landscape';
import { all } from './words';

/** One sentence per location; one that says so where the store's stock is left alone. */
export function stockInWords(landscape: Landscape, { stock }: StorePlace): string[] {
  if (!stock) return ['no feed: levels stay as they are'];
  return stock.feeds.map(
    (feed) => `location ${feed.locationId}: ${source(feed)} of ${accountLabel(landscape, feed.account)}`,
  );
}

function source(feed: StockFeed): string {
  const drawn = warehousesDrawnOn(feed);
  if (drawn.length === 1) return `warehouse ${drawn[0]}`;
  return `${feed.pool === 'max' ? 'the fullest' : 'the sum'} of warehouses ${all(drawn)}`;
}

/** Orders of other stores that are reserved in what feeds a location, while their own store draws nothing from there. */
export function loweredFromElsewhere({ stores, routes }: Landscape): string[] {
  return stores.flatMap(({ hash, stock }) =>
    (stock?.feeds ?? []).flatMap((feed) =>
      routes
        .filter(
          ({ store, account, rules }) => store !== hash && reservesIn(feed, account, rules.brightpearl.warehouseId),
        )
        .filter(({ store, account, rules }) => {
          const own = stores.find((other) => other.hash === store)?.stock?.feeds ?? [];
          return !own.some(
            (other) => other.account === account && reservesIn(other, account, rules.brightpearl.warehouseId),
          );
        })
        .map(
          ({ name, store, rules }) =>
            `Orders of store ${store} by route ${name} are reserved in warehouse ${rules.brightpearl.warehouseId} of ${feed.account} and lower location ${feed.locationId} of store ${hash}.`,
        ),
    ),
  );
}

const reservesIn = (feed: StockFeed, account: string, warehouseId: number): boolean =>
  feed.account === account && warehousesDrawnOn(feed).includes(warehouseId);

/** A feed of an account that the store's own orders never reach: what is sold here is never reserved there. */
export const fedWithoutOrders = ({ stores, routes }: Landscape): string[] =>
  stores.flatMap(({ hash, stock }) =>
    (stock?.feeds ?? []).flatMap(({ account, locationId }) =>
      routes.some((route) => route.store === hash && route.account === account)
        ? []
        : `Location ${locationId} of store ${hash} is fed from ${account}, where no route of the store goes: its orders are never reserved there.`,
    ),
  );
