/** Orders that reports group by what was sold. */
import type { z } from 'zod';
import type { OrderKey } from '../../../src/domain/ids';
import { reportingRulesSchema } from '../../../src/mapping/catalog/attributes/reporting-schema';
import type { ActivityWorld } from './activity-world';
import { staff } from './after-sale';

/** Projects of the simulated account. */
export const SPRING = 2;
export const OUTLET = 1;
/** A text field of its sales orders. */
export const FIELD = 'PCF_WEBORDER';

/** Rules of a route. */
export const reporting = (rules: z.input<typeof reportingRulesSchema>) => ({
  reporting: reportingRulesSchema.parse(rules),
});

export const BY_BRAND = {
  assign: [
    { when: { brand: 'Northwind' }, projectId: SPRING, leadSourceId: 5 },
    { when: { brand: 'Southwind' }, projectId: OUTLET },
  ],
  customFields: [{ code: FIELD, from: 'brand' as const }],
};

/** Makes a brand and gives it to products. */
export async function branded(world: ActivityWorld, name: string, skus: readonly string[]): Promise<void> {
  const { id } = await staff<{ id: number }>(world, 'attributes/brands', { name, description: '' });
  for (const product of world.brightpearl.state().products.values()) {
    if (skus.includes(product.sku)) await staff(world, `products/${product.id}`, { brandId: id });
  }
}

/** As products are that were made before the account had brands. */
export function unbranded(world: ActivityWorld, sku: string): void {
  const product = [...world.brightpearl.state().products.values()].find((one) => one.sku === sku);
  Object.assign(product!, { brandId: 0 });
}

export const sold = (...skus: string[]) => ({ lines: skus.map((sku) => ({ sku, name: sku, price: '5.00' })) });

/** What reports see of a sales order, and what is told of it. */
export async function reportedOf(world: ActivityWorld, key: OrderKey, salesOrderId: number) {
  const { projectId, leadSourceId, customFields } = world.brightpearl.state().orders.get(salesOrderId)!;
  const notices = (await world.store.orders.get(key))?.details?.['notices'] as readonly string[];
  return { projectId, leadSourceId, field: customFields.get(FIELD), notices };
}

/** What staff type into a field. */
export const typed = (world: ActivityWorld, salesOrderId: number, text: string, code = FIELD): Promise<void> =>
  world.deps.brightpearl(world.account).orders.setCustomFields(salesOrderId, { [code]: text });
