/** The conflict report of both catalogs, as the API shows it. */
import { z } from 'zod';
import type { Store } from '../store/store';
import type { ShownAudit, ShownFinding } from './catalog-answers';

/** The reports that `reportMatches` makes. */
const AUDIT = 'catalog-audit';

const summarySchema = z.object({ variants: z.int(), products: z.int(), findings: z.int(), blocks: z.int() });
const rowSchema = z.object({
  kind: z.string(),
  severity: z.enum(['blocks', 'warns']),
  title: z.string(),
  variants: z.array(z.object({ variantId: z.int(), sku: z.string() })),
  products: z.array(z.object({ productId: z.int(), sku: z.string() })),
  next: z.string(),
});

export interface Audit extends ShownAudit {
  readonly rows: readonly ShownFinding[];
}

export interface CatalogRecords {
  /** The newest of each account that has one. */
  audits(storeHash: string, accounts: readonly string[]): Promise<readonly Audit[]>;
}

export const catalogRecords = ({ reports }: Pick<Store, 'reports'>): CatalogRecords => ({
  audits: async (storeHash, accounts) => {
    const found = await Promise.all(
      accounts.map(async (account) => {
        const newest = await reports.newest(AUDIT, `${storeHash}/${account}`);
        const whole = newest && (await reports.get(newest.id));
        if (!whole) return [];
        const rows = z.array(rowSchema).parse(whole.rows);
        return [
          {
            account,
            finishedAt: whole.finishedAt.toISOString(),
            ...summarySchema.parse(whole.summary),
            rows: rows.map((row) => ({ account, ...row })),
          },
        ];
      }),
    );
    return found.flat();
  },
});
