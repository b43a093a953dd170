/** What the operations of the catalog answer, as `answers.ts` has the others. */
import { z } from 'zod';

const instant = z.string().describe('ISO 8601, UTC');
const store = z.string().describe('Store hash');

const finding = z.object({
  account: z.string(),
  kind: z.string(),
  severity: z.enum(['blocks', 'warns']).describe('blocks: the record is linked with nothing'),
  title: z.string(),
  variants: z.array(z.object({ variantId: z.int(), sku: z.string() })),
  products: z.array(z.object({ productId: z.int(), sku: z.string() })),
  next: z.string().describe('What to do'),
});

const audited = z.object({
  account: z.string(),
  finishedAt: instant,
  variants: z.int(),
  products: z.int(),
  findings: z.int(),
  blocks: z.int(),
});

export const auditAnswer = z.object({
  store,
  accounts: z.array(z.string()).describe('Brightpearl accounts that the store is compared with'),
  audits: z.array(audited).describe('The newest of each account; none: no comparison has ended yet'),
  counts: z.record(z.string(), z.int()).describe('Findings by kind'),
  findings: z.array(finding),
});

export type AuditAnswer = z.output<typeof auditAnswer>;
export type ShownFinding = z.output<typeof finding>;
export type ShownAudit = z.output<typeof audited>;
