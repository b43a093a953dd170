/** Links of products that somebody set by id: a kind of mapping, kept for each pair of a store and an account. */
import { z } from 'zod';
import type { MappingRule, Mappings, MappingVersion } from './mappings';
import type { LinkScope } from './product-links';

const KIND = 'product-link';
const targetSchema = z.object({ productId: z.int().positive() });

const routeOf = ({ storeHash, account }: LinkScope): string => `${storeHash}/${account}`;

export const setLinkRule = (scope: LinkScope, variantId: number): MappingRule => ({
  route: routeOf(scope),
  kind: KIND,
  source: String(variantId),
});

/** Brightpearl product by variant, as they are set now. */
export async function setLinksOf(mappings: Mappings, scope: LinkScope): Promise<ReadonlyMap<number, number>> {
  const rules = (await mappings.current(routeOf(scope))).filter(({ kind }) => kind === KIND);
  return new Map(rules.map(({ source, target }) => [Number(source), targetSchema.parse(target).productId]));
}

/** Who set it and when; undefined where the SKU decides. */
export async function setLinkOf(
  mappings: Mappings,
  scope: LinkScope,
  variantId: number,
): Promise<MappingVersion | undefined> {
  const [newest] = await mappings.history(setLinkRule(scope, variantId));
  return newest?.target ? newest : undefined;
}
