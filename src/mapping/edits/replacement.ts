/** The message that brings a sales order level with the store and leaves everything else as it was read. */
import type {
  BpSalesOrderDocument,
  ReplacementRow,
  SalesOrderReplacement,
} from '../../brightpearl/schemas/sales-order-document';
import type { SalesOrderRowInput } from '../../brightpearl/schemas/sales-order';
import { money } from '../../domain/money';
import type { SalesOrderDraft } from '../types';
import { isOtherProduct } from './compare-rows';
import { asRead, withoutNulls, type ReadRow } from './read-rows';
import type { HeaderChange, StoreChange } from './types';

export interface Wanted {
  readonly draft: SalesOrderDraft;
  readonly rows: readonly StoreChange[];
  readonly header: readonly HeaderChange[];
}

export function replacementOf(document: BpSalesOrderDocument, wanted: Wanted): SalesOrderReplacement {
  const { total: _total, isCanceled: _cancelled, invoice: _invoice, ...read } = document;
  const { customer, billing, delivery, rows, ...header } = read;
  const has = (change: HeaderChange): boolean => wanted.header.includes(change);
  const { billingAddress, delivery: to } = wanted.draft;
  const payer = has('billingAddress') ? { address: billingAddress } : {};
  return withoutNulls({
    ...writable(header),
    customer: { ...customer, ...payer },
    ...(billing ? { billing: { ...billing, ...payer } } : {}),
    delivery: {
      ...delivery,
      ...(has('deliveryAddress') ? { address: to.address } : {}),
      ...(has('shippingMethod') ? { shippingMethodId: to.shippingMethodId } : {}),
    },
    rows: replacedRows(rows, wanted),
  }) as SalesOrderReplacement;
}

type Header = Omit<
  BpSalesOrderDocument,
  'total' | 'isCanceled' | 'invoice' | 'customer' | 'billing' | 'delivery' | 'rows'
>;

/** Without what Brightpearl works out itself. */
function writable(header: Header) {
  const {
    id: _id,
    version: _version,
    createdOn: _created,
    updatedOn: _updated,
    orderPaymentStatus: _payment,
    allocationStatusCode: _allocation,
    stockStatusCode: _stock,
    shippingStatusCode: _shipping,
    ...rest
  } = header;
  return rest;
}

function replacedRows(present: BpSalesOrderDocument['rows'], { draft, rows }: Wanted): ReplacementRow[] {
  const drafts = new Map(draft.rows.map((row) => [row.externalRef, row]));
  const changeOf = ({ id, externalRef }: BpSalesOrderDocument['rows'][number]) =>
    rows.find((change) => change.id === id || (change.id === undefined && change.ref === externalRef));
  const kept = present.flatMap((row): ReplacementRow[] => {
    const parent = row.bundleChild ? present.find(({ id }) => id === row.parentRowId) : row;
    const change = parent && changeOf(parent);
    if (!change) return [asRead(row)];
    const wanted = drafts.get(change.ref);
    if (
      change.kind === 'removed' ||
      !wanted ||
      isOtherProduct(row.bundleChild ? { ...row, productId: null } : row, wanted)
    )
      return [];
    return [row.bundleChild ? scaled(row, parent, wanted) : { ...asRead(row), ...wanted, id: row.id }];
  });
  const ids = new Set(kept.map(({ id }) => id));
  const added = rows.flatMap(({ ref, id, kind }) => {
    const wanted = drafts.get(ref);
    const isNew = kind !== 'removed' && (id === undefined || !ids.has(id));
    return isNew && wanted ? [wanted] : [];
  });
  return [...kept, ...added];
}

/** A component keeps its share of the bundle that it belongs to. */
const scaled = (row: ReadRow, bundle: ReadRow, { quantity }: SalesOrderRowInput): ReplacementRow => ({
  ...asRead(row),
  quantity: money(row.quantity).div(bundle.quantity).times(quantity).toFixed(),
});
