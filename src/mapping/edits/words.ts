/** A change in plain words: ids, SKUs and amounts, and never what an address says. */
import { money } from '../../domain/money';
import type { HeaderChange, RowChanges, RowState, StaffChange, StoreChange } from './types';

const HEADER: Readonly<Record<HeaderChange, string>> = {
  deliveryAddress: 'delivery address changed',
  billingAddress: 'billing address changed',
  shippingMethod: 'shipping method changed',
  texts: 'options of lines changed',
  customFields: 'custom fields changed',
};

/** Names a row for people, like its SKU. */
export type NameRow = (row: { readonly id?: number | undefined; readonly ref?: string | undefined }) => string;

/** What the store changed: `line-7 (MUG): quantity 2 to 3, total 25.90 to 38.85`. */
export const storeWords = (
  changes: readonly StoreChange[],
  header: readonly HeaderChange[],
  name: NameRow,
): string[] => [...changes.map((change) => rowWords(change, name)), ...header.map((change) => HEADER[change])];

export const staffWords = (changes: readonly StaffChange[], name: NameRow): string[] =>
  changes.map((change) => rowWords(change, name));

export const conflictWords = ({ conflicts }: Pick<RowChanges, 'conflicts'>, name: NameRow): string[] =>
  conflicts.map(({ store, staff }) => `store: ${rowWords(store, name)}; Brightpearl: ${rowWords(staff, name)}`);

function rowWords({ kind, id, ref, from, to }: StoreChange | StaffChange, name: NameRow): string {
  const row = name({ id, ref });
  if (kind === 'added' && to) return `${row} added: quantity ${plain(to.quantity)}, total ${grossOf(to)}`;
  if (kind === 'removed' && from) return `${row} removed: quantity ${plain(from.quantity)}, total ${grossOf(from)}`;
  if (!from || !to) return `${row} ${kind}`;
  const parts = [
    money(from.quantity).equals(to.quantity) ? '' : `quantity ${plain(from.quantity)} to ${plain(to.quantity)}`,
    grossOf(from) === grossOf(to) ? '' : `total ${grossOf(from)} to ${grossOf(to)}`,
    money(from.tax).equals(to.tax) ? '' : `tax ${plain(from.tax)} to ${plain(to.tax)}`,
    from.productId && to.productId && from.productId !== to.productId
      ? `product ${from.productId} to ${to.productId}`
      : '',
    from.taxCode && to.taxCode && from.taxCode !== to.taxCode ? `tax code ${from.taxCode} to ${to.taxCode}` : '',
  ].filter((part) => part !== '');
  return `${row}: ${parts.length === 0 ? 'text changed' : parts.join(', ')}`;
}

const plain = (amount: string): string => money(amount).toFixed();
const grossOf = ({ net, tax }: RowState): string => money(net).plus(tax).toFixed(2);
