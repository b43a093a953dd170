/**
 * Custom fields of sales orders are set once, with the sales order: what staff type there later is theirs, whatever else is
 * written of the order.
 */
import { z } from 'zod';
import type { OrderKey } from '../domain/ids';
import { fieldsOf } from '../mapping/order-fields';
import type { OrderField } from '../mapping/types';
import type { Link } from '../store/links';
import type { ActivityDeps } from './deps';
import { keepWithSalesOrder } from './keep-with-sales-order';
import { refOf } from './sales-order';
import type { StoredPlan } from './stored-plan';

/** Nobody has typed anything yet into a sales order that is not older: its fields are set without a look. */
const JUST_MADE_MS = 60_000;

/** Kept with the link of the sales order; absent where nothing of them was sent. A plan without any settles them as well. */
const metaSchema = z.object({ fields: z.enum(['sent', 'settled']).optional().catch(undefined) });

/** After an answer that was lost, or late, only what is still empty is set. */
export async function setFieldsOnce(deps: ActivityDeps, key: OrderKey, stored: StoredPlan): Promise<void> {
  const { plan, account } = stored;
  const links = await deps.store.links.getMany(
    'sales-order',
    account,
    plan.salesOrders.map((mapped) => refOf(key, mapped)),
  );
  for (const [part, mapped] of plan.salesOrders.entries()) {
    const link = links.get(refOf(key, mapped));
    if (link) await setFieldsOf(deps, { key, link, lookFirst: stored.lookFirst }, fieldsOf(plan, part));
  }
}

interface OfSalesOrder {
  readonly key: OrderKey;
  readonly link: Link;
  readonly lookFirst: boolean;
}

async function setFieldsOf(
  deps: ActivityDeps,
  { key, link, lookFirst }: OfSalesOrder,
  fields: readonly OrderField[],
): Promise<void> {
  const state = metaSchema.parse(link.meta).fields;
  if (fields.length === 0 || state === 'settled') return;
  const { account, localKey: externalRef } = link;
  const salesOrderId = Number(link.remoteId);
  const { orders } = deps.brightpearl(account);
  const isNew = !lookFirst && state === undefined && Date.now() - link.createdAt.getTime() < JUST_MADE_MS;
  const present = isNew ? {} : await orders.customFields(salesOrderId);
  const due = fields.filter(({ code }) => isEmpty(present[code]));
  const keep = (meta: z.infer<typeof metaSchema>) =>
    keepWithSalesOrder(deps, { key, account, externalRef, salesOrderId }, meta);
  if (due.length > 0) {
    await keep({ fields: 'sent' });
    await orders.setCustomFields(salesOrderId, Object.fromEntries(due.map(({ code, value }) => [code, value])));
  }
  await keep({ fields: 'settled' });
}

export const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';
