/** A sales credit of staff with its sales order, and its order as the store has it now. */
import type { BcRefund } from '../../bigcommerce/refunds';
import type { BcOrder, BcTransaction } from '../../bigcommerce/schemas/order';
import type { BpSalesOrder } from '../../brightpearl/schemas/sales-order';
import type { RefundStaffCreditInput } from '../../domain/brightpearl-change-types';
import { issue } from '../../domain/issues';
import type { ActivityDeps } from '../deps';
import { issueFailure } from '../failures';

export interface CreditRead {
  readonly credit: BpSalesOrder;
  readonly salesOrder: BpSalesOrder;
}

export interface StoreRead {
  readonly order: BcOrder;
  readonly transactions: readonly BcTransaction[];
  readonly refunds: readonly BcRefund[];
}

export async function readCredit(
  deps: ActivityDeps,
  { key, account, creditId, salesOrderId }: RefundStaffCreditInput,
): Promise<CreditRead> {
  const { salesCredits, salesOrders } = deps.brightpearl(account);
  const credit = (await salesCredits.readMany([creditId])).get(creditId);
  const salesOrder = (await salesOrders.readMany([salesOrderId])).get(salesOrderId);
  if (credit && salesOrder) return { credit, salesOrder };
  throw issueFailure(
    issue('VERSION_GONE', `Order ${key.orderId}: sales credit ${creditId} or its sales order is gone; retry the order`),
  );
}

export async function readStore(deps: ActivityDeps, { key }: RefundStaffCreditInput): Promise<StoreRead> {
  const { orders, transactions, refunds } = deps.bigcommerce(key.storeHash);
  return {
    order: await orders.get(key.orderId),
    transactions: await transactions.list(key.orderId),
    refunds: await refunds.list(key.orderId),
  };
}
