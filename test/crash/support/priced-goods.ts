/** A store whose prices come from Brightpearl: its catalog from one list, its own price list from another. */
import type { BigCommerceSimulator } from '../../../src/simulators/bigcommerce/simulator';

/** Of Brightpearl: retail and trade. */
export const RETAIL = 2;
export const TRADE = 3;
/** Of BigCommerce. */
export const LIST = 7;

/** As connector.yaml has them. */
export const PRICES = {
  taxBasis: 'exclusive',
  // Once a day: what a schedule does in between would be no step of the flow.
  everyMinutes: 1_440,
  visibilityLagSeconds: 0.3,
  rules: [
    { from: RETAIL, to: 'catalog' },
    { from: TRADE, to: { priceList: LIST, currency: 'USD' }, noPrice: 'delete' },
  ],
};

export function addPriceList({ control }: BigCommerceSimulator): void {
  control.addPriceList({ id: LIST, name: 'Trade' });
  control.assignPriceList(LIST, { channel_id: 1 });
}
