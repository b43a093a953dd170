import { aRoute, explained } from './support';

const follows = (store?: string): readonly string[] =>
  explained(store === undefined ? {} : { store }).stores[0]!.follows;

it('of a store that rules nothing, nothing does', () => {
  expect(follows()).toEqual(['nothing: prices, products and contacts stay as they are']);
});

it('prices have a sentence for each price list', () => {
  const rules = '[{ from: 2, to: catalog }, { from: 3, field: salePrice, to: { priceList: 11, currency: eur } }]';
  expect(follows(`prices: { taxBasis: exclusive, rules: ${rules} }`)).toEqual([
    'prices of the catalog, from price list 2 of Acme (acme)',
    'sale prices of price list 11 in EUR, from price list 3 of Acme (acme)',
  ]);
});

const FIELDS = `fields: [
  { field: name, from: name, owner: once },
  { field: weight, from: weight, owner: brightpearl },
  { field: { customField: Material }, from: { customField: PCF_MAT }, owner: store }]`;

it.each([
  ['off', []],
  ['dry-run', ['products of Acme (acme) that it does not have, shown and not made']],
  ['on', ['products of Acme (acme) that it does not have, made here']],
])('fields say whose they are, and missing products what becomes of them (%s)', (create, made) => {
  expect(follows(`products: { create: ${create}, ${FIELDS} }`)).toEqual([
    'name (once), weight and custom field Material (when made) of products, from Acme (acme)',
    ...made,
  ]);
});

it('options, products made in Brightpearl, and contacts are told', () => {
  const made = '{ brandId: 74, productTypeId: 1, categoryCodes: [296], taxCodeId: 7, weightFactor: "0.001" }';
  expect(follows(`attributes: {}, newProducts: [${made}], customers: {}`)).toEqual([
    'options of products, from Acme (acme)',
    'products that Acme (acme) does not have, made there on demand',
    'contacts of customers who have ordered, in Brightpearl',
  ]);
});

it.each([
  ['', 'every account of its routes'],
  [', createIn: [acme]', 'Acme (acme)'],
])('contacts of all customers are made somewhere (%s)', (more, where) => {
  expect(follows(`customers: { create: always${more} }`)).toEqual([`contacts of all customers, in ${where}`]);
});

it.each([
  ['always', 1],
  ['ours', 1],
  ['ifEmpty', 0],
  ['never', 0],
])('a delivery address that orders and customers both write is told of (%s)', (rule, notes) => {
  const routes = [aRoute('all', { default: true, rules: { contact: { differentAddress: 'update-delivery' } } })];
  const store = `customers: { fields: { deliveryAddress: ${rule} } }`;
  const found = explained({ routes, store }).notes.filter((note) => note.includes('delivery address'));
  expect(found).toHaveLength(notes);
  expect(explained({ store }).notes.filter((note) => note.includes('delivery address'))).toEqual([]);
});
