/** The control routes of what products are sorted and varied by: staff make, rename and re-order it. */
import { z } from 'zod';
import { readControlBody } from '../../core/control';
import type { Route, SimRequest } from '../../core/http';
import type { Account } from '../account';
import { indexCollection } from './attribute-routes';
import type { Attributes, Dated } from './attributes';
import { productModified } from './products';
import type { Product } from './records';

const id = z.number().int();
const name = z.string().min(1);

interface Attribute extends Dated {
  readonly id: number;
}

type Fields<T extends Attribute> = Omit<T, 'id' | keyof Dated>;

interface Kind<T extends Attribute> {
  /** Below `/_sim/attributes`. */
  readonly path: string;
  readonly records: (attributes: Attributes) => Map<number, T>;
  readonly fields: z.ZodType<Fields<T>>;
  readonly changes: z.ZodType<{ readonly [Field in keyof Fields<T>]?: Fields<T>[Field] | undefined }>;
  readonly isOf: (product: Product, id: number) => boolean;
  readonly index?: (account: Account, id: number) => void;
}

const brand = z.strictObject({ name, description: z.string() });
const category = z.strictObject({ name, parentId: id, active: z.boolean() });
const option = z.strictObject({ name, sortOrder: id });
const optionValue = z.strictObject({ optionId: id, name, sortOrder: id });
const season = z.strictObject({ name, description: z.string() });
const collection = z.strictObject({ name, brandId: id });
const productType = z.strictObject({ name, optionIds: z.array(id) });

export const attributeControl = (account: Account): Route[] => [
  ...routesOf(account, {
    path: 'brands',
    records: ({ brands }) => brands,
    fields: brand,
    changes: brand.partial(),
    isOf: (product, brandId) => product.brandId === brandId,
  }),
  ...routesOf(account, {
    path: 'categories',
    records: ({ categories }) => categories,
    fields: category,
    changes: category.partial(),
    isOf: ({ categories }, categoryId) => categories.includes(categoryId),
  }),
  ...routesOf(account, {
    path: 'options',
    records: ({ options }) => options,
    fields: option,
    changes: option.partial(),
    isOf: ({ details }, optionId) => details.variations.some((variation) => variation.optionId === optionId),
  }),
  ...routesOf(account, {
    path: 'option-values',
    records: ({ optionValues }) => optionValues,
    fields: optionValue,
    changes: optionValue.omit({ optionId: true }).partial(),
    isOf: ({ details }, valueId) => details.variations.some(({ optionValueId }) => optionValueId === valueId),
  }),
  ...routesOf(account, {
    path: 'seasons',
    records: ({ seasons }) => seasons,
    fields: season,
    changes: season.partial(),
    isOf: ({ details }, seasonId) => details.seasonIds.includes(seasonId),
  }),
  ...routesOf(account, {
    path: 'collections',
    records: ({ collections }) => collections,
    fields: collection,
    changes: collection.omit({ brandId: true }).partial(),
    isOf: ({ details }, collectionId) => details.collectionId === collectionId,
    index: indexCollection,
  }),
  ...routesOf(account, {
    path: 'product-types',
    records: ({ productTypes }) => productTypes,
    fields: productType,
    changes: productType.partial(),
    isOf: (product, typeId) => product.productTypeId === typeId,
  }),
];

function routesOf<T extends Attribute>(account: Account, kind: Kind<T>): Route[] {
  const path = `/_sim/attributes/${kind.path}`;
  const records = () => kind.records(account.state.attributes);
  const products = (id: number) => [...account.state.products.values()].filter((product) => kind.isOf(product, id));
  return [
    {
      method: 'POST',
      path,
      handle: (request) => {
        const now = account.now();
        const created = Math.max(0, ...records().keys()) + 1;
        const fields = readControlBody(kind.fields, request);
        records().set(created, { ...fields, id: created, createdOn: now, updatedOn: now } as unknown as T);
        kind.index?.(account, created);
        return { status: 200, body: { id: created } };
      },
    },
    {
      method: 'POST',
      path: `${path}/{id}`,
      handle: (request) => {
        const record = recordIn(records(), kind.path, request);
        Object.assign(record, readControlBody(kind.changes, request), { updatedOn: account.now() });
        kind.index?.(account, record.id);
        if (account.switches.attributesModifyProducts) {
          for (const product of products(record.id)) productModified(account, product);
        }
        return { status: 204 };
      },
    },
  ];
}

function recordIn<T>(records: ReadonlyMap<number, T>, path: string, { params }: SimRequest): T {
  const record = records.get(Number(params['id']));
  if (!record) throw new Error(`There is no ${path} ${params['id']}`);
  return record;
}
