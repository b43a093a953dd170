/** Reports as spreadsheets read them. */
import { z } from 'zod';
import type { MissingProductRow } from '../store/missing-products';
import { csvOf, type Columns } from './csv';
import type { ShownDuplicates } from './customer-answers';
import { DUPLICATE_COLUMNS } from './duplicate-columns';
import type { HeldPriceAnswer } from './price-answers';
import { driftRow } from './stock-answers';
import type { DriftRow } from './stock-answers';
import type { ShownFinding } from './catalog-answers';

const COLUMNS: Columns<DriftRow> = [
  ['SKU', ({ sku }) => sku],
  ['Location', ({ locationId }) => locationId],
  ['Brightpearl', ({ brightpearl }) => figure(brightpearl)],
  ['Demand', ({ demand }) => figure(demand)],
  ['Expected', ({ expected }) => expected],
  ['Store', ({ store }) => store],
  ['Cause', ({ cause }) => cause],
  ['Corrected', ({ corrected }) => (corrected ? 'yes' : 'no')],
];

/** @throws where a row is not one of a stock compare */
export function stockCompareCsv(rows: readonly unknown[]): string {
  return csvOf(COLUMNS, z.array(driftRow).parse(rows));
}

/** A plain figure is a number, so that a negative one is not taken for a formula; a bundle's `2 + 3` stays a text. */
const figure = (text: string | undefined): unknown =>
  text !== undefined && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;

const FINDING: Columns<ShownFinding> = [
  ['Finding', ({ kind }) => kind],
  ['Severity', ({ severity }) => severity],
  ['Account', ({ account }) => account],
  ['SKUs in the store', ({ variants }) => variants.map(({ sku }) => sku).join(' | ')],
  ['Variants', ({ variants }) => variants.map(({ variantId }) => variantId).join(' ')],
  ['SKUs in Brightpearl', ({ products }) => products.map(({ sku }) => sku).join(' | ')],
  ['Products', ({ products }) => products.map(({ productId }) => productId).join(' ')],
  ['What it is', ({ title }) => title],
  ['What to do', ({ next }) => next],
];

export const findingsCsv = (findings: readonly ShownFinding[]): string => csvOf(FINDING, findings);

const MISSING: Columns<MissingProductRow> = [
  ['SKU', ({ sku }) => sku],
  ['Product', ({ productId }) => productId],
  ['Outcome', ({ outcome }) => outcome],
  ['Variant of', ({ becomes }) => becomes?.variantOf],
  ['Price', ({ becomes }) => (becomes ? figure(becomes.price) : undefined)],
  ['Options', ({ becomes }) => becomes?.choices.map(({ option, value }) => `${option}: ${value}`).join(' | ')],
  ['Fields', ({ becomes }) => (becomes ? JSON.stringify(becomes.fields) : undefined)],
  ['What to do', ({ reasons }) => reasons.join(' | ')],
];

export const missingProductsCsv = (rows: readonly MissingProductRow[]): string => csvOf(MISSING, rows);

const HELD: Columns<HeldPriceAnswer> = [
  ['SKU', ({ sku }) => sku],
  ['Record', ({ record }) => record],
  ['Would be', ({ wanted }) => wanted],
  ['From', ({ reason }) => figureOf(reason['from'])],
  ['To', ({ reason }) => figureOf(reason['to'])],
  ['Falls by %', ({ reason }) => figureOf(reason['percent'])],
  ['Records that would vanish', ({ reason }) => reason['deletes']],
  ['Since', ({ since }) => since],
];

export const heldPricesCsv = (rows: readonly HeldPriceAnswer[]): string => csvOf(HELD, rows);

const figureOf = (value: unknown): unknown => (typeof value === 'string' ? figure(value) : value);

export const duplicatesCsv = (rows: ShownDuplicates['duplicates']): string => csvOf(DUPLICATE_COLUMNS, rows);
