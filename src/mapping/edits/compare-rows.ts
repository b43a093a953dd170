/** The three-way comparison of the rows of one sales order. */
import { money } from '../../domain/money';
import { isRefundRow } from '../refunds/items';
import type {
  BaseRow,
  PresentRow,
  RowChanges,
  RowConflict,
  RowState,
  StaffChange,
  StoreChange,
  WantedRow,
} from './types';

/** `reworded`: our keys of rows whose text alone is another one in the store. */
export interface RowSides {
  readonly base: readonly BaseRow[];
  readonly ours: readonly WantedRow[];
  readonly theirs: readonly PresentRow[];
  readonly reworded?: readonly string[];
}

/** What the store changed, without a look at Brightpearl. */
export function storeChanges({ base, ours, reworded = [] }: Omit<RowSides, 'theirs'>): StoreChange[] {
  const known = new Map(base.flatMap((row) => (row.ref === undefined ? [] : [[row.ref, row] as const])));
  const wanted = new Map(ours.map((row) => [row.externalRef, row]));
  return [...new Set([...known.keys(), ...wanted.keys()])].flatMap((ref) => {
    const change = storeChange(ref, known.get(ref), wanted.get(ref), reworded.includes(ref));
    return change ? [change] : [];
  });
}

export function compareRows(sides: RowSides): RowChanges {
  const { base, theirs } = sides;
  const present = theirs.filter(({ bundleChild }) => !bundleChild);
  const store: StoreChange[] = [];
  const conflicts: RowConflict[] = [];
  const staff = staffChanges(base, present);
  for (const change of storeChanges(sides)) {
    const there = rowOf(present, change);
    if (isThere(change, there, sides.reworded)) continue;
    const other = staff.find(({ id, ref }) => id === change.id || ref === change.ref);
    if (other) conflicts.push({ ref: change.ref, store: change, staff: other });
    else store.push(change);
  }
  const settled = new Set(storeChanges(sides).map(({ ref }) => ref));
  return { store, conflicts, staff: staff.filter(({ ref }) => ref === undefined || !settled.has(ref)) };
}

/** A row is found by the id that it had, or by our key where it is newer than what we remember. */
const rowOf = (present: readonly PresentRow[], { id, ref }: { readonly id?: number; readonly ref?: string }) =>
  present.find((row) => row.id === id) ?? present.find((row) => row.externalRef === ref && ref !== undefined);

function storeChange(
  ref: string,
  from: BaseRow | undefined,
  to: WantedRow | undefined,
  isReworded: boolean,
): StoreChange | undefined {
  if (!from) return to && { kind: 'added', ref, to };
  if (!to) return { kind: 'removed', ref, id: from.id, from };
  return isReworded || differs(from, to) ? { kind: 'changed', ref, id: from.id, from, to } : undefined;
}

/** What is in Brightpearl already is no change any more, whoever entered it. */
function isThere({ kind, ref, to }: StoreChange, there: PresentRow | undefined, reworded: readonly string[] = []) {
  if (kind === 'removed') return there === undefined;
  if (!there || !to || differs(there, to)) return false;
  return !reworded.includes(ref) || there.name === to.name;
}

function staffChanges(base: readonly BaseRow[], present: readonly PresentRow[]): StaffChange[] {
  const known = new Set(base.map(({ id }) => id));
  const ours = base.flatMap((row): StaffChange[] => {
    const { id, ref } = row;
    if (ref === undefined) return [];
    const there = rowOf(present, { id, ref });
    if (!there) return [{ kind: 'removed', id, ref, from: row }];
    return differs(row, there) ? [{ kind: 'changed', id, ref, from: row, to: there }] : [];
  });
  const added = present.filter(({ id }) => !known.has(id));
  return [
    ...ours,
    ...added.flatMap((row): StaffChange[] => {
      const ref = row.externalRef ?? undefined;
      if (ref !== undefined && base.some((one) => one.ref === ref)) return [];
      return [{ kind: 'added', id: row.id, to: row, ...(ref === undefined ? {} : { ref }) }];
    }),
  ];
}

const isOther = (one: string | null | undefined, other: string | null | undefined): boolean =>
  Boolean(one) && Boolean(other) && one !== other;

/** What one side does not name is left to the other. */
function differs(one: RowState, other: RowState): boolean {
  const amounts = (['quantity', 'net', 'tax'] as const).some((key) => !money(one[key]).equals(money(other[key])));
  return (
    amounts ||
    isOtherProduct(one, other) ||
    isOther(one.taxCode, other.taxCode) ||
    isOther(one.nominalCode, other.nominalCode)
  );
}

/** Another product needs a row of its own: a row keeps the product that it was made for. */
export const isOtherProduct = (one: RowState, other: RowState): boolean =>
  Boolean(one.productId) && Boolean(other.productId) && one.productId !== other.productId;

/** A refund takes quantity or money off rows, and adds none but its own: of an amount, of tax, of what was kept back. */
export const isReduction = ({ kind, ref, from, to }: StoreChange): boolean => {
  if (kind === 'removed') return true;
  if (kind === 'added') return isRefundRow(ref);
  if (!from || !to || isOtherProduct(from, to)) return false;
  const [quantity, before] = [money(to.quantity), money(from.quantity)];
  const [gross, was] = [money(to.net).plus(to.tax), money(from.net).plus(from.tax)];
  return quantity.lessThan(before) || (quantity.equals(before) && gross.abs().lessThan(was.abs()));
};
