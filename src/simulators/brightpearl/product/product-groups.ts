/** The variants of one thing are products of their own, with one name; their group has no record. */
import type { Account } from '../account';
import { indexProduct } from './product-search';
import type { Product } from './records';

/** Others with this name. Looks at every product, which only the API and variants ask for. */
export const namesakes = (account: Account, name: string, of: Product): Product[] =>
  [...account.state.products.values()].filter((other) => other !== of && other.name === name);

/** Puts a product into the group of its namesakes, which is made for the second of them. */
export function joinGroup(account: Account, product: Product, others: readonly Product[]): void {
  const [first] = others;
  if (!first) return;
  const productGroupId =
    others.find(({ details }) => details.productGroupId !== undefined)?.details.productGroupId ??
    account.state.nextId('productGroup');
  for (const member of [product, ...others]) member.details = { ...member.details, productGroupId };
  for (const member of others) indexProduct(account, member);
}
