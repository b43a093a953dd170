/** A row on its way into the document, and what rows are made from. */
import type { SalesOrderRowInput } from '../brightpearl/schemas/sales-order';
import type { Money } from '../domain/money';
import type { Proven } from './proof-types';
import type { OrderSnapshot, ProductRef } from './types';

/** One row with exact or, after quantizing, postable amounts. */
export interface DraftRow {
  readonly row: Omit<SalesOrderRowInput, 'net' | 'tax'>;
  /** For tables: ids and SKUs only. */
  readonly label: string;
  readonly destination: number | undefined;
  readonly net: Money;
  readonly tax: Money;
  /** A stock-tracked product, to be reserved. */
  readonly reserve?: ProductRef;
}

export interface RowsInput {
  readonly snapshot: OrderSnapshot;
  readonly proven: Proven;
  readonly codeOf: (key: string) => string;
  readonly digits: number;
}
