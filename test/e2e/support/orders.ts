/** Orders of the simulated store's catalog, as shoppers place them. */
import { buildOrder, type BuiltOrder } from '../../../src/simulators/bigcommerce/order-builder';
import type { LineInput, OrderInput } from '../../../src/simulators/bigcommerce/order-input';

const TAX = '8.25';

export const mug = (more: Partial<LineInput> = {}): LineInput => ({
  sku: 'MUG-BLUE',
  name: 'Enamel mug, blue',
  price: '12.95',
  quantity: 2,
  taxRate: TAX,
  ...more,
});

export const notebook = (more: Partial<LineInput> = {}): LineInput => ({
  sku: 'NOTE-A5',
  name: 'Notebook A5',
  price: '5.01',
  taxRate: TAX,
  ...more,
});

let shoppers = 0;

/** Somebody who never bought before. */
export const newShopper = (): Record<string, string> => {
  shoppers += 1;
  return {
    first_name: 'Max',
    last_name: `Example ${shoppers}`,
    email: `max${shoppers}@example.com`,
    street_1: `${shoppers} Sample Street`,
  };
};

/** Two lines, taxed, shipped; by a new shopper unless the order says otherwise. */
export const anOrder = (input: Partial<OrderInput> = {}): BuiltOrder =>
  buildOrder({
    taxMode: 'exclusive',
    lines: [mug(), notebook()],
    shipping: { cost: '7.95', method: 'Ground', taxRate: TAX },
    billing: newShopper(),
    ...input,
  });
