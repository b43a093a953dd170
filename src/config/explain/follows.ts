/** What else of a store follows an account, or goes there: nothing of it happens unless the file says so. */
import { fieldName } from '../../mapping/catalog/fields/rule-schema';
import type { PriceRule } from '../../mapping/prices/rule-schema';
import { accountLabel, type Landscape, type StorePlace } from './landscape';
import { all } from './words';

/** One sentence for each; one that says so where nothing does. */
export function followsInWords(landscape: Landscape, store: StorePlace): string[] {
  const label = (code: string): string => accountLabel(landscape, code);
  const sentences = [
    ...(store.prices?.rules.rules ?? []).map((rule) => price(rule, label(rule.account ?? ''))),
    ...products(store, label),
    ...(store.attributes ? [`options of products, from ${label(store.attributes.account)}`] : []),
    ...(store.newProducts ?? []).map(
      ({ account }) => `products that ${label(account)} does not have, made there on demand`,
    ),
    ...contacts(store, label),
  ];
  return sentences.length === 0 ? ['nothing: prices, products and contacts stay as they are'] : sentences;
}

const FIELDS = { price: 'prices', salePrice: 'sale prices', retailPrice: 'retail prices' } as const;

function price({ field, from, to }: PriceRule, account: string): string {
  const where = to === 'catalog' ? 'of the catalog' : `of price list ${to.priceList} in ${to.currency}`;
  return `${FIELDS[field]} ${where}, from price list ${from} of ${account}`;
}

function products({ products: followed }: StorePlace, label: (code: string) => string): string[] {
  if (!followed) return [];
  const { account, rules } = followed;
  const fields = rules.fields.map(({ field, owner }) => `${fieldName(field)}${OWNED[owner]}`);
  const sentences = fields.length === 0 ? [] : [`${all(fields)} of products, from ${label(account)}`];
  const made = MADE[rules.create];
  return made === undefined
    ? sentences
    : [...sentences, `products of ${label(account)} that it does not have, ${made}`];
}

const OWNED = { store: ' (when made)', once: ' (once)', brightpearl: '' } as const;
const MADE = { off: undefined, 'dry-run': 'shown and not made', on: 'made here' } as const;

function contacts({ customers }: StorePlace, label: (code: string) => string): string[] {
  if (!customers) return [];
  const { create, createIn } = customers;
  if (create === 'withOrder') return ['contacts of customers who have ordered, in Brightpearl'];
  const where = createIn === undefined ? 'every account of its routes' : all(createIn.map(label));
  return [`contacts of all customers, in ${where}`];
}
