/**
 * Why a customer has the contacts it has, and what would be done now: by ids, rules and comparisons. What a field says is a
 * person's own and stands in both systems; of terms, which come from the configuration, the values are given.
 */

export interface ExplainCustomerInput {
  readonly storeHash: string;
  readonly account: string;
  readonly customerId: number;
}

/** Of the workflow. */
export interface ExplainCustomerJob {
  readonly taskQueuePrefix: string;
  readonly storeHash: string;
  readonly customerId: number;
  readonly accounts: readonly string[];
}

/** `unknown`: the store has no such field of the customer. `unread`: no rule asks for it. */
export type FieldSide = 'value' | 'empty' | 'unknown' | 'unread';

export interface ExplainedField {
  readonly field: string;
  readonly rule: string;
  readonly store: FieldSide;
  readonly contact: FieldSide;
  /** Whether both mean the same. */
  readonly isSame: boolean;
  /** Of terms alone. */
  readonly values?: { readonly store: string; readonly contact: string };
  /** Whether the store's value would be written. */
  readonly writes: boolean;
  readonly why: string;
  readonly what: string;
}

/** `GONE`: deleted in Brightpearl, or merged into another. */
export type ContactStanding = 'THERE' | 'NONE' | 'GONE' | 'STAFF_OR_SUPPLIER';

export interface ExplainedContact {
  readonly contactId: number | null;
  readonly standing: ContactStanding;
  /** When it was linked to the customer, and by which order; null: by the customer alone. */
  readonly linked: { readonly at: string; readonly orderId: number | null } | null;
  /** When the connector made it; null: it was found in Brightpearl. */
  readonly madeAt: string | null;
  /** The contact that orders under the customer's e-mail address go to, where that is another one. */
  readonly byEmail: number | null;
  /** Whom it follows; null: nobody yet. */
  readonly follows: { readonly storeHash: string; readonly customerId: number } | null;
  /** It waits to be looked at, or an issue keeps it from that. */
  readonly waiting: {
    readonly reason: string;
    readonly since: string;
    readonly issue: { readonly code: string; readonly message: string } | null;
  } | null;
  readonly next: { readonly code: string; readonly what: string; readonly contactIds: readonly number[] };
  readonly fields: readonly ExplainedField[];
}

export type ExplainedAccount = { readonly account: string } & (
  | { readonly contact: ExplainedContact; readonly failure: null }
  /** The account or the store could not be asked: the name of the failure. */
  | { readonly contact: null; readonly failure: string }
);

export interface ExplainedCustomer {
  readonly accounts: readonly ExplainedAccount[];
}
