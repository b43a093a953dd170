/** What a store sells whose stock is kept: what every store sells, and levels that hang together with it, or do not. */
import { storeProduct, type SimulatedWorld } from '../../../src/cli/simulated-world';
import { purchase, type Purchase } from './shopping';

/** Both by SKU; what is not named here has no level. */
export const lampOf = ({ tag }: Purchase): string => `LAMP-${tag}`;
/** A lamp in a box: nobody buys it, but it sells out with the lamps. */
export const setOf = ({ tag }: Purchase): string => `SET-${tag}`;
export const bulbOf = ({ tag }: Purchase): string => `BULB-${tag}`;

/** Puts them into the store's catalog; the purchase names them by the store's ids. */
export function stockedPurchase(tag: string, { simulator }: SimulatedWorld['bigcommerce']): Purchase {
  const plain = purchase(tag);
  const products = [
    ...plain.products,
    { sku: setOf(plain), name: 'Desk lamp, boxed', components: [{ sku: lampOf(plain), quantity: 1 }] },
    { sku: bulbOf(plain), name: 'Bulb', onHand: { '2': 8 } },
  ];
  for (const product of products) simulator.control.addProduct(storeProduct(product));
  const idsOf = (sku: string) => {
    const [variant] = simulator.state.catalog.variantsBySku(sku);
    return variant ? { productId: variant.product.id, variantId: variant.id } : {};
  };
  return { ...purchase(tag, idsOf), products };
}
