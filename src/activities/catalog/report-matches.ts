/** The conflict report of a store and an account: kept in place of the one before. Asks nobody. */
import type { CatalogAccountStep, ReportedMatches } from '../../domain/catalog-types';
import { matchCatalogs } from '../../mapping/catalog/matching/report';
import { FINDINGS } from '../../mapping/catalog/matching/types';
import type { Finding } from '../../mapping/catalog/matching/types';
import type { FormerLink } from '../../store/former-links';
import { skuMatchOf } from '../stock/deps';
import type { CatalogDeps } from './deps';
import { matchInputOf } from './match-input';

/** Kind of the report. */
const AUDIT = 'catalog-audit';

export async function reportMatches(deps: CatalogDeps, scope: CatalogAccountStep): Promise<ReportedMatches> {
  const { store, config } = deps;
  const startedAt = new Date();
  const input = await matchInputOf(config, store, scope, skuMatchOf(deps, scope.storeHash) ?? 'trim', 'report');
  const stored = await store.formerLinks.all(scope);
  const { findings, links } = matchCatalogs({ ...input, stored });
  const blocks = findings.filter(({ severity }) => severity === 'blocks').length;
  await store.reports.replace({
    kind: AUDIT,
    scope: `${scope.storeHash}/${scope.account}`,
    startedAt,
    finishedAt: new Date(),
    summary: { variants: input.variants.length, products: input.products.length, findings: findings.length, blocks },
    rows: findings.map(rowOf),
  });
  const linked = links.variants.flatMap((link): FormerLink[] =>
    link.kind === 'unlinked'
      ? []
      : [{ variantId: link.variant.variantId, productId: link.product.productId, sku: link.variant.sku }],
  );
  await store.formerLinks.put(scope, linked);
  return { variants: input.variants.length, products: input.products.length, findings: findings.length, blocks };
}

const rowOf = ({ kind, severity, variants, products, next }: Finding) => ({
  kind,
  severity,
  title: FINDINGS[kind].title,
  variants: variants.map(({ variantId, sku }) => ({ variantId, sku })),
  products: products.map(({ productId, sku }) => ({ productId, sku })),
  next,
});
