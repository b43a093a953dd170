/** Whether what the store changed may be carried out in Brightpearl, or a person has to decide. */
import type { HeaderChange, RowChanges, StoreChange } from './types';
import { isReduction } from './compare-rows';
import type { EditRules } from '../rules-edits';

/** What is known of a sales order beside its rows. */
export interface EditFacts {
  /** Ids of its goods-out notes. */
  readonly notes: readonly number[];
  /** Something of it left, by whatever note. */
  readonly shipped: boolean;
  readonly invoice?: string | undefined;
  readonly cancelled: boolean;
  readonly otherCurrency: boolean;
  /** The order is several sales orders. */
  readonly split: boolean;
  /** It is not known what was written to it. */
  readonly unknownBase: boolean;
}

export interface Edit {
  readonly rows: RowChanges;
  readonly header: readonly HeaderChange[];
  /** The order itself was not changed: what its rows lack was refunded. */
  readonly refundsOnly: boolean;
}

/** What a person ruled about a version: as much as possible is to be applied, or the sales order to be made anew. */
export type EditRuling = 'possible' | 'replace';

/** Why the change must not be carried out, in plain words; empty when it may. */
export function reasonsAgainst(
  edit: Edit,
  facts: EditFacts,
  rules: EditRules,
  ruling: EditRuling | undefined,
): string[] {
  const never = [
    facts.invoice ? `it is invoiced (${facts.invoice}): book a sales credit and a new order` : undefined,
    facts.cancelled ? 'it is cancelled in Brightpearl' : undefined,
    facts.otherCurrency ? 'it is in another currency' : undefined,
    facts.unknownBase ? 'it is not known what was written to it, and its total is not what it was' : undefined,
  ];
  if (edit.refundsOnly) return never.filter((reason) => reason !== undefined);
  const always = [
    ...never,
    facts.split ? 'the order is several sales orders' : undefined,
    facts.notes.length > 0 ? `goods-out note ${facts.notes.join(', ')} exists` : undefined,
    facts.shipped && facts.notes.length === 0 ? 'goods of it were shipped' : undefined,
    edit.header.includes('texts')
      ? 'texts of its lines that went along as notes or custom fields were changed'
      : undefined,
  ];
  const unlessRuled = ruling === 'possible' ? [] : [...conflicts(edit), ...ruledOut(edit, rules)];
  return [...always, ...unlessRuled].filter((reason) => reason !== undefined);
}

const conflicts = ({ rows }: Edit): string[] =>
  rows.conflicts.length === 0
    ? []
    : [`row ${rows.conflicts.map(({ ref }) => ref).join(', ')} was changed in Brightpearl as well`];

function ruledOut({ rows, header }: Edit, rules: EditRules): string[] {
  if (rules.apply === 'ask') return ['the route asks before it applies changes'];
  const changesAddress = header.includes('deliveryAddress') || header.includes('billingAddress');
  return [
    ...(rows.store.length > 0 && !rules.rows ? ['the route does not apply changes of rows'] : []),
    ...(changesAddress && !rules.address ? ['the route does not apply changes of addresses'] : []),
    ...(header.includes('shippingMethod') && !rules.shippingMethod
      ? ['the route does not apply changes of the shipping method']
      : []),
  ];
}

/** Rows that differ of an unchanged order: only what a refund can have done is a difference, not what our rules do anew. */
export const reductions = (changes: readonly StoreChange[]): StoreChange[] => changes.filter(isReduction);
