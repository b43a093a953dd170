import { draftProduct, newProductsOf, standInsOf, withStandIns } from '../../src/mapping/new-products';
import { mapOrder } from '../../src/mapping/order';
import type { MappingContext } from '../../src/mapping/types';
import { aContext, aSnapshot } from './support/a-snapshot';
import { documentOf, issuesOf, type Case } from './support/documents';

const newProduct = { brandId: 74, productTypeId: 1, categoryCodes: [296], taxCodeId: 1, stockTracked: true };
const CREATE = { unknownSku: 'create' as const, newProduct };

const contextOf = ({ rules, ...input }: Case): MappingContext => aContext({ ...input, rules: { ...CREATE, ...rules } });
const wantedOf = (input: Case) => newProductsOf(aSnapshot(input), contextOf(input));

describe('products to make', () => {
  it('are one for each unknown SKU, named after its first line without the options chosen', () => {
    const lines = [
      { sku: ' NEW-1 ', name: 'Mug,\n green', product_options: [{ display_name: 'Text', display_value: 'For A.' }] },
      { sku: 'NEW-1', name: 'Mug, otherwise' },
      { sku: 'SKU-1', name: 'A known one' },
      { sku: 'NEW-2', name: '' },
      { sku: 'NEW-3', name: 'x'.repeat(300), type: 'digital' as const },
      { sku: 'G', type: 'giftcertificate' as const },
    ];
    expect(wantedOf({ order: { lines } })).toEqual([
      { sku: 'NEW-1', name: 'Mug, green' },
      { sku: 'NEW-2', name: 'NEW-2' },
      { sku: 'NEW-3', name: 'x'.repeat(250) },
    ]);
  });

  it.each<[string, Case]>([
    ['of lines without a SKU', { order: { lines: [{ sku: '' }, { sku: ' ', product_id: 0 }] } }],
    ['of a SKU that a person amended', { amendments: { skuByLine: { '11': 'TYPO' } } }],
    ['of a SKU that an alias gave', { rules: { skuAliases: { 'SKU-1': 'TYPO' } } }],
    ['of a SKU that no product can have', { order: { lines: [{ sku: 'S'.repeat(33) }] } }],
    ['of a SKU that several products have', { products: [1, 2].map((id) => aProduct(id)) }],
    ['by another rule', { order: { lines: [{ sku: 'NEW' }] }, rules: { unknownSku: 'hold' } }],
  ])('are none %s', (_, input) => {
    expect(wantedOf(input)).toEqual([]);
  });

  it('are none for an order that is in Brightpearl already', () => {
    const input: Case = { order: { lines: [{ sku: 'NEW' }] } };
    expect(newProductsOf(aSnapshot(input), { ...contextOf(input), posted: ['abc123-100'] })).toEqual([]);
  });

  it('are only those that a row stands on: the part of a bundle has none', () => {
    const input: Case = {
      order: {
        lines: [
          { price: '30', sku: 'KIT' },
          { price: '0', sku: 'NEW-PART', parent_order_product_id: 11 },
          { price: '4', sku: 'NEW-1' },
        ],
      },
      products: [{ productId: 1500, sku: 'KIT', stockTracked: false, bundle: true }],
      transactions: [{}],
    };
    const ctx = contextOf(input);
    const wanted = newProductsOf(aSnapshot(input), ctx);
    const mapped = mapOrder(aSnapshot(input), { ...ctx, products: withStandIns(ctx.products, wanted, ctx.rules) });
    expect(wanted.map(({ sku }) => sku)).toEqual(['NEW-PART', 'NEW-1']);
    expect(mapped.ok && standInsOf(mapped.plan, wanted).map(({ sku }) => sku)).toEqual(['NEW-1']);
  });

  it('are sent with what the rule says, and the code of their tax', () => {
    const input: Case = { rules: { newProduct: { ...newProduct, categoryCodes: ['296', 7], stockTracked: false } } };
    expect(draftProduct({ sku: 'NEW', name: 'Mug' }, contextOf(input))).toEqual({
      ok: true,
      product: {
        brandId: 74,
        productTypeId: 1,
        identity: { sku: 'NEW' },
        stock: { stockTracked: false },
        financialDetails: { taxCode: { id: 1, code: 'T20' } },
        salesChannels: [
          {
            salesChannelName: 'Brightpearl',
            productName: 'Mug',
            categories: [{ categoryCode: '296' }, { categoryCode: '7' }],
          },
        ],
      },
    });
  });

  it('are not made under a tax code that the account does not have', () => {
    const input: Case = { rules: { newProduct: { ...newProduct, taxCodeId: 99 } } };
    expect(draftProduct({ sku: 'NEW', name: 'Mug' }, contextOf(input))).toMatchObject({
      ok: false,
      issue: { code: 'NO_TAX_CODE', message: expect.stringContaining('no tax code with the id 99') },
    });
  });
});

describe('an unknown SKU under the rule create', () => {
  it.each<[string, Case, string]>([
    ['has none', { order: { lines: [{ sku: '' }] } }, 'line 11 has no SKU. Create'],
    [
      'is amended',
      { amendments: { skuByLine: { '11': 'TYPO' } } },
      "and products are made of the store's own SKUs only",
    ],
    ['is too long', { order: { lines: [{ sku: 'S'.repeat(33) }] } }, 'no new product can have more than 32 characters'],
  ])('stops the order where it %s', (_, { rules, ...input }, words) => {
    const [first] = issuesOf({ ...input, rules: { ...CREATE, ...rules } });
    expect(first).toMatchObject({ code: 'UNKNOWN_SKU', subject: 'line-11' });
    expect(first?.message).toContain(words);
  });

  it('is told of once its product was made for the order', () => {
    const input: Case = { order: { lines: [{ sku: 'SKU-1' }, { sku: 'SKU-2' }] } };
    const mapped = mapOrder(aSnapshot({ ...input, transactions: [{}] }), { ...contextOf(input), created: ['SKU-2'] });
    expect(mapped.ok && mapped.plan.notices).toContain(
      'the SKU SKU-2 of line 12 was not in Brightpearl: created as a new product',
    );
    expect(documentOf(input).notices).toEqual([]);
  });
});

function aProduct(productId: number) {
  return { productId, sku: 'SKU-1', stockTracked: true, bundle: false };
}
