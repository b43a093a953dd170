/** Asks Brightpearl to invoice a sales order. The invoice comes later, and its event has the order looked at. */
import type { CloseSalesOrderInput } from '../../domain/brightpearl-change-types';
import { RemoteError } from '../../domain/remote-error';
import type { ActivityDeps } from '../deps';
import { isInvoiced } from '../invoice-of';
import { keepWithSalesOrder } from '../keep-with-sales-order';

/** Safe to repeat: one that is there is not asked for, and a second request while it is being made changes nothing. */
export async function closeSalesOrder(deps: ActivityDeps, input: CloseSalesOrderInput): Promise<void> {
  const { account, salesOrder } = input;
  const { salesOrders } = deps.brightpearl(account);
  const isMade = async (): Promise<boolean> =>
    isInvoiced((await salesOrders.readMany([salesOrder.salesOrderId])).get(salesOrder.salesOrderId) ?? {});
  if (await isMade()) return;
  try {
    await salesOrders.close(salesOrder.salesOrderId);
  } catch (error) {
    // What it refuses may be that somebody was quicker.
    const isRefused = error instanceof RemoteError && error.kind === 'invalid';
    if (!isRefused || !(await isMade())) throw error;
  }
  await noteAsked(deps, input);
}

const noteAsked = (deps: ActivityDeps, { key, asOf, account, salesOrder }: CloseSalesOrderInput): Promise<void> =>
  keepWithSalesOrder(deps, { key, account, ...salesOrder }, { invoiceAskedAt: new Date(asOf).toISOString() });
