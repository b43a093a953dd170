/** What the operations of stock answer, as `answers.ts` has the others. Brightpearl's figures are decimal strings. */
import { z } from 'zod';
import { reportList } from './answers';

const instant = z.string().describe('ISO 8601, UTC');
const store = z.string().describe('Store hash');

const stockIssue = z.object({
  code: z.string(),
  title: z.string(),
  message: z.string().describe('With what to do'),
  fix: z.string(),
  variantId: z.int().nullable().describe('Null: about the store as a whole'),
  since: instant,
  details: z.record(z.string(), z.unknown()).describe('Figures and ids'),
});

const runningCompare = z.object({
  reportId: z.string(),
  correct: z.boolean().describe('Whether wrong levels are written, or only reported'),
  page: z.int().describe("Of the store's levels, from 1"),
  compared: z.int(),
  different: z.int(),
});

const comparedReport = z.object({
  id: z.string(),
  finishedAt: instant,
  compared: z.int(),
  different: z.int(),
  correct: z.boolean().describe('Whether wrong levels were written, or only reported'),
});

export const inventoryAnswer = z.object({
  store,
  linked: z.int().describe('Variants with a level'),
  linkProblems: z.int().describe('Variants that could not be linked, or have no level'),
  waiting: z.int().describe('Levels that are about to be looked at'),
  parked: z.int().describe('Levels that an issue keeps back'),
  running: z
    .object({ step: z.string(), written: z.int().describe('Levels'), compare: runningCompare.nullable() })
    .nullable()
    .describe('Null when nothing runs, or Temporal does not answer'),
  issueCounts: z.record(z.string(), z.int()).describe('Open issues by code'),
  issues: z.array(stockIssue).describe('The newest, those about the store as a whole first'),
  accounts: z.array(
    z.object({ account: z.string(), lastEventAt: instant.nullable().describe('When it last told of stock by itself') }),
  ),
  lastCompare: comparedReport.nullable(),
});

const linkProblem = z.object({
  code: z.string(),
  title: z.string(),
  fix: z.string(),
  account: z.string(),
  sku: z.string(),
  variantId: z.int(),
  productId: z.int().describe("BigCommerce's id"),
  brightpearlId: z.int().nullable(),
  setProductId: z.int().nullable().describe('The Brightpearl product that somebody set for it'),
});

export const problemList = z.object({
  store,
  total: z.int().describe('Of all kinds'),
  problems: z.array(linkProblem),
});

export const pushAnswer = z.object({ store, marked: z.int().describe('Levels that will be looked at') });

export const compareAnswer = z.object({
  store,
  reportId: z.string().describe('Of the report that will be made; asked for by GET /reports/{id}'),
  started: z.boolean().describe('False: one was under way, and this is its report'),
});

export const setLinkAnswer = z.object({
  store,
  account: z.string(),
  variantId: z.int(),
  productId: z.int().nullable().describe('Null: the SKU decides. The links are worked out anew in a moment'),
});
export const releaseAnswer = z.object({ store, released: z.int().describe('Levels that are written now') });

const decimal = z.string().describe('Decimal');

const explainedLevel = z.object({
  locationId: z.int(),
  expected: z.int().optional().describe('Absent where Brightpearl did not answer'),
  decidedBy: z.string().optional(),
  warehouses: z.array(z.object({ warehouseId: z.int(), onHand: decimal })).readonly(),
  pool: decimal.optional(),
  demand: decimal.optional(),
  left: decimal.optional(),
  buffer: decimal.optional(),
  rules: z.array(z.object({ sets: z.string(), rule: z.string(), value: z.string() })).readonly(),
  written: z
    .object({ quantity: z.int(), at: instant })
    .optional()
    .describe('What we wrote, absent where the store shows what somebody else set'),
  onHandInStore: z.int().optional(),
  availableToSell: z.int().optional(),
  safetyStock: z.int().optional(),
});

const explainedDemand = z.object({
  storeHash: z.string(),
  orderId: z.int(),
  productId: z.int().describe("Brightpearl's id"),
  ordered: decimal,
  covered: decimal.describe('Reserved, on a goods-out note or shipped'),
  outstanding: decimal,
  reason: z.string(),
});

const explainedVariant = z.object({
  variantId: z.int(),
  sku: z.string(),
  account: z.string(),
  brightpearlId: z.int().nullable(),
  problem: z.string().nullable().describe('Why it has no link or no level'),
  setLink: z
    .object({ productId: z.int(), actor: z.string(), at: instant })
    .nullable()
    .describe('Who set its product by id; null: it was found by its SKU'),
  components: z
    .array(z.object({ productId: z.int(), quantity: decimal }))
    .readonly()
    .describe('Of a bundle'),
  levels: z.array(explainedLevel).readonly(),
  demand: z.array(explainedDemand).readonly(),
  issues: z.array(z.object({ code: z.string(), message: z.string() })).readonly(),
});

export const explainAnswer = z.object({
  sku: z.string(),
  variants: z.array(explainedVariant).readonly().describe('None: no variant of the store has the SKU'),
});

export const reportAnswer = reportList.shape.reports.element;

/** A row of a report of the kind `stock-compare`. */
export const driftRow = z.object({
  sku: z.string(),
  variantId: z.int(),
  locationId: z.int(),
  brightpearl: decimal.optional().describe('What the warehouses leave before demand and buffers'),
  demand: z.string().optional(),
  expected: z.int(),
  store: z.int().nullable().describe('Null: the store lists no level'),
  cause: z.string(),
  corrected: z.boolean(),
});

export type ShownStockIssue = z.infer<typeof stockIssue>;
export type ShownLinkProblem = z.infer<typeof linkProblem>;
export type ShownCompare = z.infer<typeof comparedReport>;
export type InventoryAnswer = z.infer<typeof inventoryAnswer>;
export type ExplainAnswer = z.infer<typeof explainAnswer>;
export type DriftRow = z.infer<typeof driftRow>;
