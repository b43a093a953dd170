import { MAPPING_KINDS, readScope, scopesOver, scopeText, sourceKey } from '../../src/domain/mapping-kinds';
import { skuAliasesOf, withMappings } from '../../src/mapping/operator-mappings/apply';
import { shadowedBy } from '../../src/mapping/operator-mappings/shadowed';
import { routeRulesSchema } from '../../src/mapping/rules';
import { shellWord } from '../../src/mapping/shell-word';

const RULES = routeRulesSchema.parse({
  brightpearl: { channelId: 1, warehouseId: 2 },
  statuses: { hold: 3 },
  skuAliases: { OLD: 'NEW', KEPT: 'KEPT-2' },
  shippingMethods: { map: [{ when: { matches: '^ground' }, id: 4 }] },
  paymentMethods: { map: [{ when: { paymentMethod: 'Cheque' }, code: 'CHQ' }] },
  tax: { rules: [{ when: { taxClass: 'Reduced' }, code: 'T5' }], zeroRated: 'T0', outOfScope: 'T9' },
});

const MAPPINGS = [
  { kind: 'product', source: 'OLD', target: { sku: 'NEWEST' } },
  { kind: 'shipping-method', source: 'ground', target: { id: 9 } },
  { kind: 'payment-method', source: 'cheque', target: { code: 'BANK' } },
  { kind: 'tax-class', source: 'reduced', target: { code: 'T1' } },
] as const;

it('what operators mapped goes before the rules of the file, which stay behind it', () => {
  const { skuAliases, shippingMethods, paymentMethods, tax } = withMappings(RULES, MAPPINGS);
  expect(skuAliases).toEqual({ OLD: 'NEWEST', KEPT: 'KEPT-2' });
  expect(shippingMethods.map).toEqual([{ when: 'ground', id: 9 }, ...RULES.shippingMethods.map]);
  expect(paymentMethods.map.map(({ code }) => code)).toEqual(['BANK', 'BANK', 'CHQ']);
  expect(tax.rules).toEqual([{ when: { taxClass: 'reduced' }, code: 'T1' }, ...RULES.tax.rules]);
  expect(withMappings(RULES, [])).toBe(RULES);
  expect(skuAliasesOf(MAPPINGS)).toEqual({ OLD: 'NEWEST' });
});

it('the rules of the file that are shadowed are found, of the routes that the mapping covers', () => {
  const routes = [
    { name: 'uk', store: 'a', account: 'x', rules: RULES },
    { name: 'us', store: 'b', account: 'y', rules: RULES },
  ];
  expect(shadowedBy({ kind: 'product', source: 'OLD', store: 'a' }, routes)).toEqual([
    { route: 'uk', rule: 'skuAliases.OLD', target: 'NEW' },
  ]);
  expect(shadowedBy({ kind: 'shipping-method', source: 'Ground' }, routes)).toHaveLength(2);
  expect(shadowedBy({ kind: 'payment-method', source: 'cheque', account: 'y' }, routes)).toEqual([
    { route: 'us', rule: 'paymentMethods.map.0', target: 'CHQ' },
  ]);
  expect(shadowedBy({ kind: 'tax-class', source: 'Other' }, routes)).toEqual([]);
});

it('each kind takes its own target and no other', () => {
  expect(MAPPING_KINDS.product.target.safeParse({ sku: ' ' }).success).toBe(false);
  expect(MAPPING_KINDS.product.target.safeParse({ sku: 'A', more: 1 }).success).toBe(false);
  expect(MAPPING_KINDS['shipping-method'].target.safeParse({ id: -1 }).success).toBe(false);
  expect(MAPPING_KINDS['tax-class'].target.parse({ code: ' T20 ' })).toEqual({ code: 'T20' });
});

it('scopes go from the narrowest to all, and are read back as they were written', () => {
  expect(scopesOver('s', 'a')).toEqual(['s/a', 's/*', '*/a', '*/*']);
  for (const scope of [{ store: 's', account: 'a' }, { store: 's' }, { account: 'a' }, {}]) {
    expect(readScope(scopeText(scope))).toEqual(scope);
  }
});

it('a SKU is one by its letters, a name whatever its case', () => {
  expect(sourceKey('product', ' Mug ')).toBe('Mug');
  expect(sourceKey('shipping-method', ' Ground ')).toBe('ground');
});

it('a word of a command is quoted where a shell would read it otherwise', () => {
  expect(shellWord('MUG-BLUE/2')).toBe('MUG-BLUE/2');
  expect(shellWord("Ann's mug; $(x)")).toBe(`'Ann'\\''s mug; $(x)'`);
});
