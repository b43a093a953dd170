import type { z } from 'zod';
import {
  planAccountCreations,
  type AccountCreation,
  type VariantFacts,
} from '../../../../src/mapping/catalog/fields/account-creation';
import { accountCreationSchema } from '../../../../src/mapping/catalog/fields/account-creation-rules';
import { matchInput, type Catalogs } from '../matching/support/catalogs';

interface Case extends Catalogs {
  readonly aliases?: Readonly<Record<string, string>>;
  /** Of every variant. */
  readonly facts?: Partial<VariantFacts>;
  readonly creation?: Partial<z.input<typeof accountCreationSchema>>;
  readonly named?: readonly string[];
  readonly taxCode?: null;
}

const FACTS: VariantFacts = { name: 'Mug', choices: [], gtin: '', upc: '', mpn: '', weight: '0', brand: '' };

function planned({ aliases = {}, facts, creation = {}, named, taxCode, ...catalogs }: Case): AccountCreation[] {
  const match = { ...matchInput({ products: [], ...catalogs }), aliases };
  const rules = accountCreationSchema.parse({
    brandId: 74,
    productTypeId: 1,
    categoryCodes: ['296'],
    taxCodeId: 2,
    ...creation,
  });
  return planAccountCreations({
    match,
    facts: new Map(match.variants.map(({ variantId }) => [variantId, { ...FACTS, ...facts }])),
    rules,
    account: {
      code: 'acme',
      taxCode: taxCode === null ? undefined : { id: 2, code: 'T20' },
      brands: [{ id: 75, name: 'Northwind' }],
    },
    ...(named ? { named: new Set(named) } : {}),
  });
}

/** `A create`, `A cannot: why`, `A linked 1`. */
const words = (creation: AccountCreation): string => {
  const { sku, action } = creation;
  if (creation.action === 'linked') return `${sku} linked ${creation.productId}`;
  return creation.action === 'cannot' ? `${sku} ${action}: ${creation.reasons.join(' ')}` : `${sku} ${action}`;
};

const made = (input: Case) => {
  const [creation] = planned(input);
  if (creation?.action !== 'create') throw new Error(`not made: ${creation && words(creation)}`);
  return creation;
};

it('makes a product of a variant, by the rules', () => {
  const facts = { name: ' Enamel  mug ', choices: ['Blue', 'Large'], gtin: '4006381333931', upc: '036000291452' };
  expect(made({ facts: { ...facts, mpn: 'EM-9', weight: '250' }, creation: { weightFactor: '0.001' } })).toEqual({
    variantId: 101,
    sku: 'A',
    action: 'create',
    notices: [],
    product: {
      brandId: 74,
      productTypeId: 1,
      identity: { sku: 'A', ean: '4006381333931', upc: '036000291452', mpn: 'EM-9' },
      stock: { stockTracked: true, weight: { magnitude: 0.25 } },
      financialDetails: { taxCode: { id: 2, code: 'T20' } },
      salesChannels: [
        {
          salesChannelName: 'Brightpearl',
          productName: 'Enamel mug, Blue, Large',
          categories: [{ categoryCode: '296' }],
        },
      ],
    },
  });
});

it.each<[string, Case, object]>([
  ['the brand of the same name', { facts: { brand: 'northwind' } }, { brandId: 75 }],
  ['no weight where nobody weighed it', {}, { stock: { stockTracked: true } }],
  ['no stock where the store keeps none', { variants: [{ tracking: 'none' }] }, { stock: { stockTracked: false } }],
  [
    'stock by rule',
    { variants: [{ tracking: 'none' }], creation: { stockTracked: true } },
    { stock: { stockTracked: true } },
  ],
  ['its SKU without outer spaces', { variants: [{ sku: ' A ' }] }, { identity: { sku: 'A' } }],
  ['its SKU for a name where it has none', { facts: { name: '' } }, { salesChannels: [{ productName: 'A' }] }],
])('gives it %s', (_what, input, product) => {
  expect(made(input).product).toMatchObject(product);
});

it.each<[string, Case, string]>([
  [
    'a brand that Brightpearl does not have',
    { facts: { brand: 'Acme' } },
    'Brightpearl has no brand Acme: the product gets brand 74.',
  ],
  [
    'a number that is too long',
    { facts: { gtin: '1'.repeat(15) } },
    'Its EAN is left out: it has 15 characters, and Brightpearl takes 14.',
  ],
  ['a name that is too long', { facts: { name: 'N'.repeat(251) } }, 'The name is cut to 250 characters.'],
])('tells of %s', (_what, input, notice) => {
  expect(made(input).notices).toEqual([notice]);
});

it.each<[string, Case, string]>([
  ['a blank SKU', { variants: [{ sku: ' ' }] }, 'Give variant 101 the SKU of its Brightpearl product.'],
  ['a SKU twice in the store', { variants: [{}, {}], named: ['A'] }, 'Keep the SKU A for one of the variants 101, 102'],
  [
    'a SKU in another case',
    { products: [{ sku: 'a' }] },
    'Write the SKU of variant 101 ("A") as Brightpearl has it: "a"',
  ],
  ['a SKU with other spaces', { variants: [{ sku: 'A B' }], products: [{ sku: 'AB' }] }, 'as Brightpearl has it: "AB"'],
  [
    'two new SKUs that differ in case',
    { variants: [{}, { sku: 'a' }] },
    'The SKU A differs in case or spaces only from that of variant 102',
  ],
  [
    'a space that Brightpearl would drop',
    { variants: [{ sku: 'A ' }], rules: { skuMatch: 'exact' } },
    'begins or ends with a space',
  ],
  ['a SKU that is too long', { variants: [{ sku: 'S'.repeat(33) }] }, 'has 33 characters, and Brightpearl takes 32'],
  ['a mapped SKU', { aliases: { A: 'X' } }, 'A mapping makes the SKU A X, which Brightpearl does not have'],
  ['a link that was set by id', { set: { 101: 9 } }, 'Product 9, which was set for variant 101, is gone'],
  ['a SKU that several products have', { products: [{}, {}] }, 'Keep the SKU A for one of the products 1, 2'],
  ['an archived product', { products: [{ status: 'ARCHIVED' }] }, 'make product 1 live again'],
  [
    'an archived one that is hidden, too',
    { variants: [{ isForSale: false }], products: [{ status: 'ARCHIVED' }] },
    'is archived in Brightpearl',
  ],
  [
    'a product by its EAN',
    {
      variants: [{ identifiers: { ean: '4006381333931' } }],
      products: [{ sku: 'Z', identifiers: { ean: '4006381333931' } }],
    },
    'EAN or UPC of variant 101 is that of product 1',
  ],
  [
    'a product that was renamed',
    { products: [{ sku: 'Z' }], stored: [{ variantId: 101, productId: 1, sku: 'A' }] },
    '"A" was renamed in Brightpearl to "Z"',
  ],
  ['a hidden variant that nobody named', { variants: [{ isForSale: false }] }, 'Variant 101 is hidden in the store'],
  ['a tax code that is not there', { taxCode: null }, 'Account acme has no tax code with the id 2: correct taxCodeId'],
])('cannot for %s', (_what, input, reason) => {
  const [first] = planned(input);
  expect(first && words(first)).toContain(`cannot: `);
  expect(first && words(first)).toContain(reason);
});

it('makes a hidden one that somebody names', () => {
  expect(planned({ variants: [{ isForSale: false }], named: ['A'] }).map(words)).toEqual(['A create']);
});

it('makes one again whose product is gone for good', () => {
  expect(planned({ stored: [{ variantId: 101, productId: 9, sku: 'A' }] }).map(words)).toEqual(['A create']);
});

it('leaves what is linked alone, and says so of what is named', () => {
  const both = { variants: [{}, { sku: 'B' }], products: [{}] };
  expect(planned(both).map(words)).toEqual(['B create']);
  expect(planned({ ...both, named: ['A'] }).map(words)).toEqual(['A linked 1']);
});
