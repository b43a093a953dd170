import { z } from 'zod';
import { matchesText } from '../../src/mapping/rule-values';
import { routeRulesSchema } from '../../src/mapping/rules';

const MINIMAL = {
  brightpearl: { channelId: 1, warehouseId: 2 },
  statuses: { hold: 9 },
  tax: { zeroRated: 'T0', outOfScope: 'T9' },
};

describe('routeRulesSchema', () => {
  it('needs only where orders belong, the hold status and the tax codes', () => {
    expect(routeRulesSchema.parse(MINIMAL)).toMatchObject({
      reference: '{prefix}{orderId}',
      discounts: 'spread',
      unknownSku: 'hold',
      severalAddresses: 'hold',
      allocation: 'connector',
      closedPeriod: 'hold',
      shippingMethods: { map: [], unmapped: 'hold' },
      paymentMethods: { map: [], unmapped: 'hold' },
      contact: { matchBy: ['link', 'email'], differentAddress: 'order-only' },
      import: { statusIds: [2, 3, 8, 9, 10, 11, 14] },
      exchangeRateTolerancePercent: 10,
      roundingMaxUnits: 5,
    });
  });

  it('takes nominal codes and rates as numbers too, as YAML gives them', () => {
    const rules = routeRulesSchema.parse({
      ...MINIMAL,
      nominals: { shipping: 4040 },
      tax: { ...MINIMAL.tax, rules: [{ when: { rate: 8.25 }, code: 'TX' }] },
    });
    expect(rules.nominals.shipping).toBe('4040');
    expect(rules.tax.rules[0]?.when.rate).toBe('8.25');
  });

  it.each<[string, object, string]>([
    ['an unknown key', { chanel: 1 }, 'chanel'],
    ['an unknown key deep down', { tax: { ...MINIMAL.tax, rules: [{ when: { rates: '20' }, code: 'T20' }] } }, 'rates'],
    [
      'a regular expression that is none',
      { shippingMethods: { map: [{ when: { matches: '(' }, id: 1 }] } },
      'regular expression',
    ],
    ['a placeholder rule without its SKU', { unknownSku: 'placeholder' }, 'placeholderSku'],
    ['a create rule without what products are made with', { unknownSku: 'create' }, 'brandId, productTypeId'],
    ['a create rule without all of it', { unknownSku: 'create', newProduct: { brandId: 1 } }, 'taxCodeId'],
    ['products made of lines typed by hand', { customLines: 'create' }, 'customLines'],
    ['an unknown part of the reference', { reference: '{order}' }, '{orderId}'],
    ['more rounding than five units', { roundingMaxUnits: 6 }, 'roundingMaxUnits'],
    ['a status that BigCommerce does not have', { import: { statusIds: [15] } }, 'statusIds'],
  ])('refuses %s', (_, more, words) => {
    const result = routeRulesSchema.safeParse({ ...MINIMAL, ...more });
    expect(JSON.stringify(result.error?.issues)).toContain(words);
  });

  it('describes every field in the JSON Schema that editors use', () => {
    const schema = z.toJSONSchema(routeRulesSchema, { io: 'input' });
    const undescribed = fieldsOf(schema, '').filter(({ described }) => !described);
    expect(undescribed.map(({ path }) => path)).toEqual([]);
  });
});

interface SchemaNode {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
}

function fieldsOf(schema: unknown, path: string): { path: string; described: boolean }[] {
  const node = schema as SchemaNode;
  const own = Object.entries(node.properties ?? {}).flatMap(([name, field]) => [
    { path: `${path}.${name}`, described: field.description !== undefined },
    ...fieldsOf(field, `${path}.${name}`),
  ]);
  return node.items ? [...own, ...fieldsOf(node.items, `${path}[]`)] : own;
}

describe('matchesText', () => {
  it.each<[string | { matches: string }, string, boolean]>([
    ['Free Shipping', ' free shipping ', true],
    ['Free Shipping', 'Free Shipping Plus', false],
    [{ matches: '^ups' }, 'UPS Ground', true],
    [{ matches: '^ups$' }, 'UPS Ground', false],
    [{ matches: 'ß|é' }, 'Café', true],
  ])('%j and %j: %s', (match, text, expected) => {
    expect(matchesText(match, text)).toBe(expected);
  });
});
