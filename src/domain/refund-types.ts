/** What is still to be written of refunds, and the activities that write it. Part of the replayed contract. */
import type { PlanStep } from './activity-types';
import type { Issue } from './issues';

/** One refund of which something is missing in Brightpearl. Indexes are those of the stored plan. */
export interface RefundStep {
  readonly refundId: number;
  readonly refund: number;
  readonly credits: readonly CreditStep[];
  /** Payments out on sales orders: they wait for no credit. */
  readonly payments: readonly number[];
}

/** One sales credit, with what depends on it. */
export interface CreditStep {
  readonly credit: number;
  readonly payments: readonly number[];
  readonly goodsIn: boolean;
  readonly close: boolean;
}

export interface RefundInput extends PlanStep {
  readonly refund: number;
}

export interface CreditInput extends RefundInput {
  readonly credit: number;
}

/** `mismatch`: its figures are not the refund's; nothing else is to be done with it. */
export interface CreateCreditResult {
  readonly creditId: number;
  readonly mismatch?: Issue;
}

/** Queue: the account's. */
export interface RefundActivities {
  createCredit(input: CreditInput): Promise<CreateCreditResult>;
  payRefund(input: RefundInput & { readonly payment: number }): Promise<void>;
  takeGoodsIn(input: CreditInput): Promise<void>;
  closeCredit(input: CreditInput): Promise<void>;
}
