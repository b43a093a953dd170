/** Which custom fields each sales order of a plan has. */
import type { OrderField, OrderPlan } from './types';

/** Reports count every sales order; the other texts belong to the order as a whole, and the first carries them. */
export const fieldsOf = ({ customFields, reporting }: OrderPlan, part: number): OrderField[] => [
  ...(part === 0 ? customFields : []),
  ...(reporting?.customFields ?? []),
];
