/**
 * The conflict report: what keeps a variant and its Brightpearl product apart, and what is doubtful about those that are
 * together. Each mistake is told once, by the finding that says most about it.
 */
import { matchContext, type MatchContext } from './context';
import { brokenBundles, duplicateIdentifiers, orphanLinks, productsLeft } from './leftovers';
import { linkedFindings } from './linked';
import type { Finding, MatchInput, MatchReport } from './types';
import { unlinkedFinding } from './unlinked';

export function matchCatalogs(input: MatchInput): MatchReport {
  const context = matchContext(input);
  const ofVariants = once(context.links.variants.flatMap((link) => variantFindings(link, context)));
  const known = [...ofVariants, ...orphanLinks(context), ...brokenBundles(context)];
  const named = new Set(known.flatMap(({ products }) => products.map(({ productId }) => productId)));
  const findings = [...known, ...productsLeft(context, named), ...duplicateIdentifiers(context, known)];
  return { links: context.links, findings };
}

function variantFindings(link: MatchContext['links']['variants'][number], context: MatchContext): Finding[] {
  const variant = context.variantById.get(link.variant.variantId);
  if (!variant) return [];
  if (link.kind === 'unlinked') {
    const found = unlinkedFinding(link, variant, context);
    return found ? [found] : [];
  }
  const product = context.productById.get(link.product.productId);
  return product ? linkedFindings(link, { variant, product }, context) : [];
}

/** Each variant of a duplicate SKU says the same of the group. */
function once(findings: readonly Finding[]): Finding[] {
  const keyOf = ({ kind, variants, products }: Finding) =>
    [kind, ...variants.map(({ variantId }) => variantId), '/', ...products.map(({ productId }) => productId)].join(' ');
  return [...new Map(findings.map((one) => [keyOf(one), one])).values()];
}
