/** What options are planned from, and what comes of it. Brightpearl's are the account's; the store has them per product. */
import type { AttributeRules } from './rule-schema';

/** An option or a value of Brightpearl. */
export interface AccountName {
  readonly id: number;
  readonly name: string;
}

/** Values are those that variants of the product have. Both in Brightpearl's order. */
export interface AccountOption extends AccountName {
  readonly values: readonly AccountName[];
}

/** An option (`display_name`) or a value (`label`) of the store. */
export interface StoreName {
  readonly id: number;
  readonly name: string;
  readonly sortOrder: number;
}

export interface StoreOption extends StoreName {
  readonly values: readonly StoreName[];
}

/** Twins as they were stored. Without `valueId`, of the options themselves. */
export interface TwinLink {
  readonly account: { readonly optionId: number; readonly valueId?: number };
  readonly store: { readonly optionId: number; readonly valueId?: number };
  /** Brightpearl's name when the store last had it. */
  readonly name: string;
}

/** A name that was sent and may arrive late. Without `valueId`, of the option itself. */
export interface SentName {
  readonly optionId: number;
  readonly valueId?: number;
  readonly name: string;
}

export interface AttributeInput {
  /** Of the store. */
  readonly productId: number;
  readonly account: readonly AccountOption[];
  readonly store: readonly StoreOption[];
  readonly links: readonly TwinLink[];
  /** By attempts that were not answered: what the store has of these is no edit. */
  readonly sent: readonly SentName[];
  readonly rules: AttributeRules;
}

/** One PUT. Both fields are sent as they are to be, since BigCommerce wants both of a value. */
export interface AttributeCall {
  readonly productId: number;
  readonly optionId: number;
  /** Absent: about the option. */
  readonly valueId?: number;
  readonly name: string;
  readonly sortOrder: number;
  readonly changed: readonly ('name' | 'sortOrder')[];
}

export type AttributeIssueCode =
  /** Brightpearl has it and the store does not; nothing is created. */
  | 'OPTION_WITHOUT_TWIN'
  | 'VALUE_WITHOUT_TWIN'
  /** The store has it and Brightpearl does not. */
  | 'STORE_OPTION_WITHOUT_TWIN'
  | 'STORE_VALUE_WITHOUT_TWIN'
  /** Two would have one name. */
  | 'NAME_CLASH'
  | 'NAME_TOO_LONG'
  /** Renamed in Brightpearl, and edited in the store. */
  | 'EDITED_ON_BOTH_SIDES';

export interface AttributeIssue {
  readonly code: AttributeIssueCode;
  /** `option 3`, or `value 12 of option 3`: the store's ids, or Brightpearl's where the store has no twin. */
  readonly subject: string;
  readonly message: string;
}

export interface AttributePlan {
  /** In the order of making them. None for what is as it ought to be. */
  readonly calls: readonly AttributeCall[];
  /** To be stored once the calls are made. */
  readonly links: readonly TwinLink[];
  readonly issues: readonly AttributeIssue[];
}
