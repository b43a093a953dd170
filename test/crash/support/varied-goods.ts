/**
 * What a store sells whose catalog is Brightpearl's: things that are described there, and a tee that varies by the two options with
 * which an account begins.
 */
import type { SimulatedWorld } from '../../../src/cli/simulated-world';
import type { Product } from '../../../src/simulators/bigcommerce/catalog-book';
import { choiceKey } from '../../../src/simulators/bigcommerce/products/option-book';
import { purchase, type Purchase } from './shopping';

/** As connector.yaml has them. Once a day: what a schedule does in between would be no step of the flow. */
export const ATTRIBUTES = { everyMinutes: 1_440 };
export const PRODUCTS = {
  everyMinutes: 1_440,
  visibilityLagSeconds: 0.3,
  fields: [
    { field: 'name', from: 'name', owner: 'brightpearl' },
    { field: 'description', from: 'description', owner: 'brightpearl' },
    { field: 'weight', from: 'weight', owner: 'brightpearl' },
    { field: 'brand', from: 'brand', owner: 'brightpearl' },
    { field: 'mpn', from: 'mpn', owner: 'brightpearl' },
    ...[
      ['Title', 'PCF_WEBTITLE'],
      ['Care', 'PCF_CARE'],
      ['Pack size', 'PCF_PACKSIZE'],
    ].map(([name, code]) => ({
      field: { customField: name },
      from: { customField: code },
      owner: 'brightpearl',
      whenEmpty: 'clear',
    })),
  ],
};

/** By the names of the store; what Brightpearl does not have is not there. */
export const CUSTOM_FIELDS = { Title: 'PCF_WEBTITLE', Care: 'PCF_CARE', 'Pack size': 'PCF_PACKSIZE' } as const;

export const lampOf = ({ tag }: Purchase): string => `LAMP-${tag}`;
export const guideOf = ({ tag }: Purchase): string => `GUIDE-${tag}`;

/** What no rule is about: nobody writes it. */
export const MERCHANTS_OWN = { search_keywords: 'picked by hand', price: 24.95 };

/** Both sides say the same of a lamp and a guide, but for the brand, which the store does not have yet. */
export function describedPurchase(tag: string, { simulator }: SimulatedWorld['bigcommerce']): Purchase {
  const plain = purchase(tag);
  const described = { description: 'As new', weight: 1.5 };
  const products = plain.products.map((product) => ({
    ...product,
    ...described,
    mpn: `MPN-${product.sku}`,
    customFields: { PCF_WEBTITLE: 'The one', PCF_PACKSIZE: 6 },
  }));
  for (const { sku, name, mpn } of products) {
    const custom_fields = [
      { name: 'Title', value: 'The one' },
      { name: 'Pack size', value: '6' },
    ];
    simulator.control.addProduct({ sku, name, mpn, ...described, ...MERCHANTS_OWN, custom_fields });
  }
  return { ...plain, products };
}

export const COLOR = 1;
export const SIZE = 2;
const TEES = [
  { sku: 'TEE-1', color: 'Black', size: 'S' },
  { sku: 'TEE-2', color: 'Blue', size: 'M' },
  { sku: 'TEE-3', color: 'Red', size: 'L' },
];

export const TEE_SKUS = TEES.map(({ sku }) => sku);

/** Who is whose twin, by Brightpearl's ids. */
export interface Tee {
  readonly product: Product;
  readonly options: ReadonlyMap<number, number>;
  readonly values: ReadonlyMap<number, number>;
  /** As the store had them at first. */
  readonly variants: string;
}

/** All variants of one product of the store; each is a product of Brightpearl. */
export function addTee({ bigcommerce, brightpearl }: SimulatedWorld): Tee {
  const { attributes } = brightpearl.simulator.state();
  const idOf = (optionId: number, label: string): number =>
    [...attributes.optionValues.values()].find((value) => value.optionId === optionId && value.name === label)?.id ?? 0;
  const same = { name: 'Tee', description: 'Cotton', weight: 0.25, mpn: 'MPN-TEE' };
  brightpearl.simulator.seedCatalog(
    TEES.map(({ sku, color, size }) => ({
      ...same,
      sku,
      variations: [
        { optionId: COLOR, optionValueId: idOf(COLOR, color) },
        { optionId: SIZE, optionValueId: idOf(SIZE, size) },
      ],
    })),
  );
  const { control, state } = bigcommerce.simulator;
  const inOrder = (labels: readonly string[]) => labels.map((label, place) => ({ label, sort_order: place }));
  const productId = control.addProduct({
    ...same,
    ...MERCHANTS_OWN,
    options: [
      { display_name: 'Color', sort_order: 0, option_values: inOrder(TEES.map(({ color }) => color)) },
      { display_name: 'Size', sort_order: 1, option_values: inOrder(TEES.map(({ size }) => size)) },
    ],
    variants: TEES.map(({ sku, color, size }) => ({
      sku,
      option_values: [
        { option_display_name: 'Color', label: color },
        { option_display_name: 'Size', label: size },
      ],
    })),
  });
  const product = state.catalog.product(productId)!;
  const optionsByName = new Map(product.options.map(({ id, displayName }) => [displayName, id]));
  const valuesByLabel = new Map(
    product.options.flatMap(({ values }) => values).map(({ id, label }) => [label, id] as const),
  );
  return {
    product,
    options: new Map([...attributes.options.values()].map(({ id, name }) => [id, optionsByName.get(name)!])),
    values: new Map([...attributes.optionValues.values()].map(({ id, name }) => [id, valuesByLabel.get(name)!])),
    variants: variantsOf(product),
  };
}

/** Which variants there are, and what each is chosen by, by ids. */
export const variantsOf = ({ variants }: Product): string =>
  variants.map(({ id, sku, choices }) => `${id} ${sku} ${choiceKey(choices)}`).join('; ');
