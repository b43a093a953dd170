/** Names of the holds and skips that no rule of the configuration writes; `release` takes them like any other name. */
export const BUILT_IN_RULES = {
  archived: 'archived',
  beforeCutover: 'before-cutover',
  incomplete: 'incomplete',
  stuckIncomplete: 'stuck-incomplete',
  status: 'status',
  unpaidExpired: 'unpaid-expired',
  testOrder: 'test-order',
  paymentTable: 'payment-table',
} as const;
