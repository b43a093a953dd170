/** What staff, shoppers and gateways do to an order after the sale. */
import { z } from 'zod';
import { money } from '../../domain/money';
import { readControlBody } from '../core/control';
import type { Route, SimRequest } from '../core/http';
import type { SimContext } from './context';
import { controlPost } from './control-routes';
import { recalculatedSchema } from './edits/edit-input';
import { applyEdit, refuseEdit } from './edits/edit-order';
import { changeOrder } from './order-changes';
import { addTransaction } from './payments/ledger';
import { captureAtGateway } from './payments/payment-actions';
import { refundByStaff, staffRefundSchema } from './payments/refund-by-staff';
import { linesOf, textOf, type Fields, type StoredOrder } from './state';

const CANCELLED = 5;

/** Beside the fields of a PUT that recalculate the order. */
const staffEditSchema = z.looseObject({
  /** As in a PUT; a line can be named by `sku` alone: one of the order's, else a new one of that variant. */
  products: z.array(z.record(z.string(), z.unknown())).optional(),
  billing_address: z.record(z.string(), z.unknown()).optional(),
  staff_notes: z.string().optional(),
  customer_message: z.string().optional(),
  /** Discounts of changed lines are dropped, as by the API. */
  dropDiscounts: z.boolean().default(false),
});
const cancelSchema = z.strictObject({
  /** Whether its stock comes back; by the store's settings when left out. */
  restock: z.boolean().optional(),
});
const captureSchema = z.strictObject({ amount: z.union([z.string(), z.number()]).optional() });
const transactionSchema = z.looseObject({ event: z.string(), payment_status: z.string().optional() });

export interface OrderControl {
  /** Staff edit the order in the control panel: ids are kept, totals calculated anew. Throws when it cannot be. */
  readonly changeOrder: (id: number, edit: z.input<typeof staffEditSchema>) => void;
  readonly cancelOrder: (id: number, rules?: z.input<typeof cancelSchema>) => void;
  /** Staff refund, or a shopper's return is refunded. Answers the refund. */
  readonly refundOrder: (id: number, refund: z.input<typeof staffRefundSchema>) => Fields;
  /** A part of what was authorized (default: the rest) is captured in the gateway's own panel. */
  readonly captureOrder: (id: number, amount?: string | number) => Fields;
  /** Anything else a gateway reports, in the fields of a transaction; `payment_status` becomes the order's. */
  readonly addTransaction: (id: number, transaction: z.input<typeof transactionSchema>) => Fields;
}

export function createOrderControl(context: SimContext): OrderControl {
  return {
    changeOrder: (id, edit) => editByStaff(context, existingOrder(context, id), staffEditSchema.parse(edit)),
    cancelOrder: (id, rules = {}) => {
      const { restock } = cancelSchema.parse(rules);
      changeOrder(context, existingOrder(context, id), { status_id: CANCELLED }, { restock });
    },
    refundOrder: (id, refund) => refundByStaff(context, existingOrder(context, id), refund),
    captureOrder: (id, amount) =>
      captureAtGateway(context, existingOrder(context, id), amount === undefined ? undefined : money(amount)),
    addTransaction: (id, given) => {
      const { payment_status: status, ...transaction } = transactionSchema.parse(given);
      const order = existingOrder(context, id);
      const added = addTransaction(context, order, transaction);
      changeOrder(context, order, status === undefined ? {} : { payment_status: status });
      return added;
    },
  };
}

export function existingOrder({ state }: SimContext, id: number): StoredOrder {
  const order = state.orders.get(id);
  if (!order) throw new Error(`There is no order ${id}`);
  return order;
}

function editByStaff(context: SimContext, order: StoredOrder, given: z.output<typeof staffEditSchema>): void {
  const { billing_address: billing, staff_notes, customer_message, dropDiscounts, products: lines, ...rest } = given;
  const edit = recalculatedSchema.parse({
    ...rest,
    ...(lines ? { products: lines.map((line) => withLine(context, order, line)) } : {}),
  });
  const refusal = refuseEdit(context, order, edit);
  if (refusal) throw new Error(`Order ${order.id} cannot be edited so (${refusal.field}): ${refusal.reason}`);
  applyEdit(context, order, edit, { keepsDiscounts: !dropDiscounts });
  const texts = Object.entries({ staff_notes, customer_message }).filter(([, value]) => value !== undefined);
  const address = { ...(order.header['billing_address'] as Fields), ...billing };
  changeOrder(context, order, { ...Object.fromEntries(texts), billing_address: address });
}

/** The line of the order that a SKU alone means, or the variant of the catalog. */
function withLine({ state }: SimContext, order: StoredOrder, line: Fields): Fields {
  const { sku, ...fields } = line;
  if ('id' in fields || 'product_id' in fields || 'name' in fields || textOf(sku) === '') return line;
  const known = linesOf(order).find((candidate) => candidate['sku'] === sku);
  if (known) return { ...fields, id: known.id };
  const [variant] = state.catalog.variantsBySku(textOf(sku));
  if (!variant) throw new Error(`There is no line and no variant with the SKU ${textOf(sku)}`);
  return { ...fields, product_id: variant.product.id, variant_id: variant.id };
}

export function orderControlRoutes(control: OrderControl): Route[] {
  const idOf = ({ params }: SimRequest): number => Number(params['id']);
  return [
    controlPost('orders/{id}/edit', (request) =>
      control.changeOrder(idOf(request), readControlBody(staffEditSchema, request)),
    ),
    controlPost('orders/{id}/cancel', (request) =>
      control.cancelOrder(idOf(request), readControlBody(cancelSchema, request)),
    ),
    controlPost('orders/{id}/refund', (request) =>
      control.refundOrder(idOf(request), readControlBody(staffRefundSchema, request)),
    ),
    controlPost('orders/{id}/capture', (request) =>
      control.captureOrder(idOf(request), readControlBody(captureSchema, request).amount),
    ),
    controlPost('orders/{id}/transactions', (request) =>
      control.addTransaction(idOf(request), readControlBody(transactionSchema, request)),
    ),
  ];
}
