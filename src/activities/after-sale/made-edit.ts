/** What the store changed of one imported sales order, by what was last written to it, and whether it may be applied. */
import type { BpGoodsOutNote } from '../../brightpearl/goods-out-notes';
import type { BpSalesOrder } from '../../brightpearl/schemas/sales-order';
import { compareRows, storeChanges } from '../../mapping/edits/compare-rows';
import { reasonsAgainst, reductions, type Edit, type EditFacts, type EditRuling } from '../../mapping/edits/judge';
import { reasonsAgainstReplacing } from '../../mapping/edits/replaceable';
import type { BaseRow, HeaderChange, StoreChange } from '../../mapping/edits/types';
import { conflictWords, staffWords, storeWords, type NameRow } from '../../mapping/edits/words';
import type { EditRules } from '../../mapping/rules-edits';
import type { MappedSalesOrder } from '../../mapping/types';
import type { Link } from '../../store/links';
import type { BoardRow } from '../../store/orders';
import type { ActivityDeps } from '../deps';
import { invoiceOf } from '../invoice-of';
import type { StoredPlan } from '../stored-plan';
import { changedHeader, headerMarks, headerMarksOf, rewordedRows } from './edit-base';
import { writtenRows, writtenRowsOf } from './written-rows';

/** What the store did, without a look at Brightpearl. */
export interface StoreEdit {
  /** Absent where rows were not kept when it was written. */
  readonly base?: readonly BaseRow[];
  readonly rows: readonly StoreChange[];
  readonly header: readonly HeaderChange[];
  readonly reworded: readonly string[];
  /** The order is the version that the sales order was made of: what its rows lack was refunded. */
  readonly refundsOnly: boolean;
  /** It is another version, whether or not anything of it stands in the sales order. */
  readonly isOtherVersion: boolean;
}

type Versions = Pick<StoredPlan, 'plan' | 'sourceHash' | 'refunds'>;

export function storeEditOf(deps: ActivityDeps, stored: Versions, mapped: MappedSalesOrder, link: Link): StoreEdit {
  const base = writtenRowsOf(link.meta);
  const isOtherVersion = link.meta['sourceHash'] !== stored.sourceHash;
  const marks = isOtherVersion ? headerMarksOf(link.meta) : undefined;
  const now = headerMarks(deps.protection, stored.plan, mapped);
  const reworded = marks ? rewordedRows(marks, now) : [];
  const all = base ? storeChanges({ base, ours: mapped.draft.rows, reworded }) : [];
  const refunded = (stored.refunds ?? []).length > 0 ? reductions(all) : [];
  return {
    ...(base ? { base } : {}),
    // Of an unchanged order only a refund makes a difference: other ones come from rules that were changed since.
    rows: isOtherVersion ? all : refunded,
    header: marks ? changedHeader(marks, now) : [],
    reworded,
    refundsOnly: !isOtherVersion,
    isOtherVersion,
  };
}

/** Whether there is anything to carry out, or it is not known. */
export const isToBeApplied = ({ base, rows, header, isOtherVersion }: StoreEdit): boolean =>
  rows.length > 0 || header.length > 0 || (isOtherVersion && !base);

/** What is known of the sales order itself. */
export interface Present {
  readonly document: BpSalesOrder;
  readonly notes: readonly BpGoodsOutNote[];
  readonly split: boolean;
  /** What the board says that the order's sales orders came to when they were proved. */
  readonly provedTotal?: string | null | undefined;
}

export interface JudgedEdit extends Edit {
  readonly base: readonly BaseRow[];
  readonly reasons: readonly string[];
  /** Why the sales order may not be credited and made anew either. */
  readonly againstReplacing: readonly string[];
  readonly words: { readonly store: string[]; readonly staff: string[]; readonly conflicts: string[] };
}

export function judgeEdit(
  made: StoreEdit,
  mapped: MappedSalesOrder,
  present: Present,
  { rules, ruling }: { readonly rules: EditRules; readonly ruling: EditRuling | undefined },
): JudgedEdit {
  const { document } = present;
  const base = made.base ?? writtenRows(document);
  const compared = compareRows({ base, ours: mapped.draft.rows, theirs: document.rows, reworded: made.reworded });
  const applied = new Set(made.rows.map(({ ref }) => ref));
  const isMeant = ({ ref }: { readonly ref: string }): boolean => !made.refundsOnly || applied.has(ref);
  const rows = {
    ...compared,
    store: compared.store.filter(isMeant),
    conflicts: compared.conflicts.filter(isMeant),
  };
  const edit = { rows, header: made.header, refundsOnly: made.refundsOnly };
  const name = nameRows(document);
  const facts = factsOf(made, mapped, present);
  return {
    ...edit,
    base,
    reasons: reasonsAgainst(edit, facts, rules, ruling),
    againstReplacing: reasonsAgainstReplacing(facts),
    words: {
      store: storeWords([...rows.store, ...rows.conflicts.map(({ store }) => store)], made.header, name),
      staff: staffWords(rows.staff, name),
      conflicts: conflictWords(rows, name),
    },
  };
}

function factsOf(made: StoreEdit, mapped: MappedSalesOrder, present: Present): EditFacts {
  const { document, notes, split, provedTotal } = present;
  return {
    notes: notes.filter(({ orderId }) => orderId === document.id).map(({ id }) => id),
    shipped: isShipped(document),
    invoice: invoiceOf(document),
    cancelled: document.isCanceled === true,
    otherCurrency: document.currency.code !== mapped.expected.currency,
    split,
    unknownBase: made.base === undefined && provedTotal !== document.total.gross,
  };
}

/** Only what was proved says what the order came to when it was written. */
export const provedTotalOf = ({ meta }: Pick<Link, 'meta'>, board: Pick<BoardRow, 'salesOrderTotal'> | undefined) =>
  meta['verified'] === true ? board?.salesOrderTotal : undefined;

const SHIPPED = ['SPS', 'ASS'];

/** Something of it left, on a goods-out note or from a supplier. */
export const isShipped = ({ shippingStatusCode }: Pick<BpSalesOrder, 'shippingStatusCode'>): boolean =>
  SHIPPED.includes(shippingStatusCode ?? '');

const nameRows = ({ rows }: BpSalesOrder): NameRow => {
  return ({ id, ref }) => {
    const row = rows.find((one) => one.id === id) ?? rows.find((one) => one.externalRef === ref && ref !== undefined);
    const name = ref ?? `row ${id}`;
    return row?.sku ? `${name} (${row.sku})` : name;
  };
};
