/** Which Brightpearl products would be made of variants that the account does not have, and why the others cannot be. */
import type { ProductInput } from '../../../brightpearl/schemas/product';
import { NEW_SKU_LIMIT } from '../../products';
import { grouped } from '../../stock/grouped';
import type { VariantLink } from '../../stock/link-types';
import { aliasOf, isBlank } from '../../stock/linking';
import { looseSku, matchContext, type MatchContext } from '../matching/context';
import type { CatalogVariant, MatchInput } from '../matching/types';
import { unlinkedFinding } from '../matching/unlinked';
import { draftOfVariant } from './account-draft';
import type { AccountCreationRules } from './account-creation-rules';

/** What a variant says of itself in the store; what it has not of its own is its product's. */
export interface VariantFacts {
  /** Of its product. */
  readonly name: string;
  /** Values of its options, in their order. */
  readonly choices: readonly string[];
  readonly gtin: string;
  readonly upc: string;
  readonly mpn: string;
  /** Decimal string in the store's unit; `0`: nobody weighed it. */
  readonly weight: string;
  /** Name; empty: it has none. */
  readonly brand: string;
}

export interface AccountCreationInput {
  readonly match: MatchInput;
  /** By variant id; variants that were not read are left out of the answer. */
  readonly facts: ReadonlyMap<number, VariantFacts>;
  readonly rules: AccountCreationRules;
  readonly account: {
    readonly code: string;
    /** Of the rules; undefined: the account has no such tax code. */
    readonly taxCode: { readonly id: number; readonly code: string } | undefined;
    readonly brands: readonly { readonly id: number; readonly name: string }[];
  };
  /** SKUs that somebody named, trimmed; undefined: every variant that is linked with nothing. */
  readonly named?: ReadonlySet<string>;
}

export type AccountCreation = {
  readonly variantId: number;
  /** Of the store, trimmed. */
  readonly sku: string;
} & (
  | {
      readonly action: 'create';
      readonly product: ProductInput;
      /** What of the variant the product does not get, in sentences. */
      readonly notices: readonly string[];
    }
  | { readonly action: 'cannot'; /** Each with what to do. */ readonly reasons: readonly string[] }
  | { readonly action: 'linked'; readonly productId: number }
);

/** In the order of the variants. */
export function planAccountCreations(input: AccountCreationInput): AccountCreation[] {
  const context = matchContext(input.match);
  const alike = grouped(
    input.match.variants.filter(({ sku }) => !isBlank(sku)),
    ({ sku }) => looseSku(sku),
  );
  return context.links.variants.flatMap((link): AccountCreation[] => {
    const variant = context.variantById.get(link.variant.variantId);
    const sku = variant?.sku.trim() ?? '';
    if (!variant || (input.named && !input.named.has(sku))) return [];
    const about = { variantId: variant.variantId, sku };
    if (link.kind !== 'unlinked') {
      return input.named ? [{ ...about, action: 'linked', productId: link.product.productId }] : [];
    }
    const facts = input.facts.get(variant.variantId);
    if (!facts) return [];
    const reasons = obstacles(link, variant, context, input, alike.get(looseSku(sku)) ?? []);
    if (reasons.length > 0) return [{ ...about, action: 'cannot', reasons }];
    return [{ ...about, action: 'create', ...draftOfVariant(variant, facts, input) }];
  });
}

function obstacles(
  link: VariantLink & { readonly kind: 'unlinked' },
  variant: CatalogVariant,
  context: MatchContext,
  { rules, account, named }: AccountCreationInput,
  alike: readonly CatalogVariant[],
): string[] {
  const mistaken = whyLinkedWithNothing(link, variant, context);
  if (mistaken !== undefined) return [mistaken];
  const { variantId } = variant;
  const sku = variant.sku.trim();
  const others = alike.filter((other) => other.variantId !== variantId);
  const checks: [boolean, string][] = [
    [
      others.length > 0,
      `The SKU ${sku} differs in case or spaces only from that of variant ${idsOf(others)}: give each a SKU of its own in BigCommerce.`,
    ],
    [
      context.keyOf(variant.sku) !== context.keyOf(sku),
      `The SKU of variant ${variantId} begins or ends with a space: take it away in BigCommerce.`,
    ],
    [
      sku.length > NEW_SKU_LIMIT,
      `The SKU ${sku} has ${sku.length} characters, and Brightpearl takes ${NEW_SKU_LIMIT}: shorten it in BigCommerce.`,
    ],
    [
      !variant.isForSale && !named,
      `Variant ${variantId} is hidden in the store: show it, or name its SKU to have the product made all the same.`,
    ],
    [
      account.taxCode === undefined,
      `Account ${account.code} has no tax code with the id ${rules.taxCodeId}: correct taxCodeId in the store's newProducts.`,
    ],
  ];
  return checks.flatMap(([isSo, reason]) => (isSo ? [reason] : []));
}

/** Undefined for a SKU that is simply not there. One that seems to be there in another way is not made a second time. */
function whyLinkedWithNothing(
  link: VariantLink & { readonly kind: 'unlinked' },
  variant: CatalogVariant,
  context: MatchContext,
): string | undefined {
  const sku = variant.sku.trim();
  const alias = aliasOf(variant, context.input.aliases ?? {});
  if (link.code === 'NOT_IN_BRIGHTPEARL' && alias !== undefined) {
    return `A mapping makes the SKU ${sku} ${alias}, which Brightpearl does not have: create that product, or remove the mapping.`;
  }
  const found = unlinkedFinding(link, variant, context);
  if (!found) return `A product with the SKU ${sku} is archived in Brightpearl: make it live again to sell it.`;
  const isMissing = found.kind === 'NOT_IN_BRIGHTPEARL';
  // Its product is gone for good, and nothing else has its SKU.
  const isGone = found.kind === 'ORPHAN_LINK' && link.code === 'NOT_IN_BRIGHTPEARL';
  return isMissing || isGone ? undefined : found.next;
}

const idsOf = (variants: readonly CatalogVariant[]): string => variants.map(({ variantId }) => variantId).join(', ');
