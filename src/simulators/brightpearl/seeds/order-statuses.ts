import type { OrderType } from '../records';

export interface OrderStatus {
  readonly statusId: number;
  readonly name: string;
  readonly orderTypeCode: OrderType;
  readonly state: string;
  /** No order can be moved to it. */
  readonly disabled: boolean;
}

const status = (
  statusId: number,
  name: string,
  orderTypeCode: OrderType,
  state: string,
  disabled = false,
): OrderStatus => ({ statusId, name, orderTypeCode, state, disabled });

export const ORDER_STATUSES: readonly OrderStatus[] = [
  status(1, 'Draft / Quote', 'SO', 'draft'),
  status(2, 'On hold', 'SO', 'active'),
  status(3, 'New web order', 'SO', 'active'),
  status(4, 'Invoiced', 'SO', 'closed'),
  status(5, 'Cancelled', 'SO', 'cancelled'),
  status(6, 'Pending PO', 'PO', 'active'),
  status(7, 'Placed with supplier', 'PO', 'active'),
  status(10, 'Sales credit', 'SC', 'active'),
  status(12, 'Purchase credit', 'PC', 'active'),
  status(20, 'Ready to ship', 'SO', 'active'),
  status(21, 'Back order', 'SO', 'active'),
  status(22, 'Old web shop order', 'SO', 'active', true),
];
