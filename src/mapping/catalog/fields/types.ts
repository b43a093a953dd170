/** What the fields of products are planned from, and what comes of it. */
import type { StoreField } from './rule-schema';

/** Texts and measures (decimal strings), a switch, or category ids as texts; null: empty. */
export type FieldValue = string | boolean | readonly string[] | null;

/** A Brightpearl product, with names for ids. Measures are decimal strings. */
export interface ProductFacts {
  readonly productId: number;
  readonly sku: string;
  readonly status: string;
  readonly name: string;
  readonly description: string;
  readonly shortDescription: string;
  readonly weight: string;
  readonly width: string;
  readonly height: string;
  readonly length: string;
  readonly brand: string;
  readonly ean: string;
  readonly upc: string;
  readonly mpn: string;
  readonly isbn: string;
  readonly barcode: string;
  /** Codes. */
  readonly categories: readonly string[];
  readonly customFields: Readonly<Record<string, string>>;
  /** Of products with options only: those of one group are variants of one store product. */
  readonly groupId?: number;
  /** What it varies by, by names; absent: by nothing. */
  readonly choices?: readonly AccountChoice[];
}

export interface NamedChoice {
  readonly option: string;
  readonly value: string;
}

/** With Brightpearl's ids, which twins are known by. */
export interface AccountChoice extends NamedChoice {
  readonly optionId: number;
  readonly valueId: number;
}

/** By `fieldName`; what is missing is empty. */
export type FieldValues = Readonly<Record<string, FieldValue>>;

/** What this connector sent, and what the store made of it: it tidies up HTML, for one. */
export interface WrittenField {
  readonly sent: FieldValue;
  readonly shown: FieldValue;
}

/** By `fieldName`; a field that was never written is missing. */
export type WrittenFields = Readonly<Record<string, WrittenField>>;

export interface FieldInput {
  readonly product: ProductFacts;
  /** What the store shows of its product. */
  readonly shown: FieldValues;
  readonly written: WrittenFields;
}

/** Of which record a field is. */
interface OfRecord {
  /** Absent: of the product. */
  readonly variantId?: number;
}

export interface FieldChange extends OfRecord {
  readonly field: StoreField;
  readonly from: FieldValue;
  readonly to: FieldValue;
}

/** Why a field that differs stays. */
export type KeptReason = 'edited' | 'not-ours' | 'too-long' | 'not-a-number' | 'no-category';

export interface KeptField extends OfRecord {
  readonly field: StoreField;
  readonly reason: KeptReason;
  /** What is wrong and what to do, in a sentence. */
  readonly message: string;
}

export interface FieldPlan {
  readonly changes: readonly FieldChange[];
  readonly kept: readonly KeptField[];
  /** What the store has of us before the changes: what was written, and what agrees. */
  readonly written: WrittenFields;
}
