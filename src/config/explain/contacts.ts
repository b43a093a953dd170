/** Rules of a route and of its store's customers that write the same field of a contact. */
import type { Landscape } from './landscape';

/** An order and a change of the customer would each take what the other wrote for the work of staff, or write over it. */
export const deliveryAddressNotes = ({ stores, routes }: Pick<Landscape, 'stores' | 'routes'>): string[] =>
  stores.flatMap(({ hash, customers }) => {
    const rule = customers?.fields.deliveryAddress;
    if (rule !== 'ours' && rule !== 'always') return [];
    return routes
      .filter(({ store, rules }) => store === hash && rules.contact.differentAddress === 'update-delivery')
      .map(
        ({ name }) =>
          `Route ${name} keeps the delivery address of a contact as the last order has it, and customers of store ${hash} have "deliveryAddress: ${rule}": ${RESULTS[rule]} Choose one of them.`,
      );
  });

const RESULTS = {
  ours: 'after the first such order the customer changes it no more.',
  always: 'the next change of the customer takes it back.',
} as const;
