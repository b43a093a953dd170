/** What merchants do to the catalog by hand, in the control panel or by import. */
import { z } from 'zod';
import { readControlBody } from '../core/control';
import type { Route, SimRequest } from '../core/http';
import { TRACKINGS, type Product, type Variant } from './catalog-book';
import {
  addProduct,
  addProducts,
  addVariant,
  changeProduct,
  changeVariant,
  deleteProduct,
  deleteVariant,
  type BulkProducts,
} from './catalog-changes';
import type { SimContext } from './context';
import { controlPost } from './control-routes';
import type { Fields } from './state';

export interface CatalogControl {
  /** Answers the product's id. */
  readonly addProduct: (product: Fields) => number;
  /** Many plain products at once, without events; answers the ids of the first and the last. */
  readonly addProducts: (bulk: BulkProducts) => { readonly firstId: number; readonly lastId: number };
  /** `sku` and `inventory_tracking` too. */
  readonly changeProduct: (id: number, fields: Fields) => void;
  readonly deleteProduct: (id: number) => void;
  /** To a product that has options; answers the variant's id. */
  readonly addVariant: (productId: number, variant: Fields) => number;
  readonly changeVariant: (id: number, fields: Fields) => void;
  readonly deleteVariant: (id: number) => void;
}

const fields = z.record(z.string(), z.unknown());
const bulkSchema = z.strictObject({
  count: z.number().int().positive(),
  skuPrefix: z.string().default('SKU-'),
  tracking: z.enum(TRACKINGS).default('product'),
  quantity: z.number().int().optional(),
  fields: fields.optional(),
});

export function createCatalogControl(context: SimContext): CatalogControl {
  const { events } = context;
  return {
    addProduct: (given) => {
      const product = addProduct(context, given);
      events.product(product.id, 'created');
      return product.id;
    },
    addProducts: (bulk) => {
      const products = addProducts(context, bulk);
      return { firstId: products[0]?.id ?? 0, lastId: products.at(-1)?.id ?? 0 };
    },
    changeProduct: (id, given) => {
      changeProduct(context, theProduct(context, id), given);
      events.product(id, 'updated');
    },
    deleteProduct: (id) => {
      const product = theProduct(context, id);
      deleteProduct(context, product);
      for (const variant of product.variants) events.sku(variant, 'deleted');
      events.product(id, 'deleted');
    },
    addVariant: (productId, given) => {
      const variant = addVariant(context, theProduct(context, productId), given);
      events.sku(variant, 'created');
      return variant.id;
    },
    changeVariant: (id, given) => {
      const variant = theVariant(context, id);
      changeVariant(context, variant, given);
      events.sku(variant, 'updated');
    },
    deleteVariant: (id) => {
      const variant = theVariant(context, id);
      deleteVariant(context, variant);
      events.sku(variant, 'deleted');
    },
  };
}

export function catalogControlRoutes(control: CatalogControl): Route[] {
  const idOf = ({ params }: SimRequest): number => Number(params['id']);
  const given = (request: SimRequest): Fields => readControlBody(fields, request);
  return [
    controlPost('products', (request) => ({ id: control.addProduct(given(request)) })),
    controlPost('products/bulk', (request) => control.addProducts(readControlBody(bulkSchema, request))),
    controlPost('products/{id}', (request) => control.changeProduct(idOf(request), given(request))),
    controlPost('products/{id}/delete', (request) => control.deleteProduct(idOf(request))),
    controlPost('products/{id}/variants', (request) => ({ id: control.addVariant(idOf(request), given(request)) })),
    controlPost('variants/{id}', (request) => control.changeVariant(idOf(request), given(request))),
    controlPost('variants/{id}/delete', (request) => control.deleteVariant(idOf(request))),
  ];
}

function theProduct({ state }: SimContext, id: number): Product {
  const product = state.catalog.product(id);
  if (!product) throw new Error(`There is no product ${id}`);
  return product;
}

function theVariant({ state }: SimContext, id: number): Variant {
  const variant = state.catalog.variant(id);
  if (!variant) throw new Error(`There is no variant ${id}`);
  return variant;
}
