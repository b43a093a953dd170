import { decideImport } from '../../src/mapping/import-decision';
import type { ImportDecision } from '../../src/mapping/types';
import { aSnapshot, anAccount, someRules, type ContextInput, type SnapshotInput } from './support/a-snapshot';

type ImportRules = NonNullable<NonNullable<ContextInput['rules']>['import']>;
type HoldRule = NonNullable<ImportRules['hold']>[number];

/** The order was placed at 15:04:05 UTC; this is 20 minutes later. */
const NOW = '2026-11-10T15:24:05Z';

interface Case extends SnapshotInput {
  readonly rules?: ImportRules;
  readonly table?: NonNullable<NonNullable<ContextInput['rules']>['payments']>['table'];
  readonly released?: readonly string[];
  readonly now?: string;
  readonly cutover?: string;
}

function decide({ rules = {}, table, released = [], now = NOW, cutover, ...snapshot }: Case): ImportDecision {
  return decideImport(aSnapshot(snapshot), {
    rules: someRules({ import: rules, ...(table ? { payments: { table } } : {}) }),
    account: anAccount(),
    amendments: { released },
    now,
    ...(cutover === undefined ? {} : { cutover }),
  });
}

/** `action rule until`, without the words. */
const brief = (given: Case): string => {
  const decision = decide(given);
  if (decision.action === 'import') return 'import';
  const until = decision.action === 'hold' ? ` until ${decision.until ?? 'changed'}` : '';
  return `${decision.action} ${decision.rule}${until}`;
};

const reasonOf = (given: Case): string => {
  const decision = decide(given);
  return decision.action === 'import' ? 'import' : decision.reason;
};

const status = (status_id: number, more: Record<string, unknown> = {}) => ({ order: { status_id, ...more } });
const unpaid = { payment_status: '', payment_method: 'Bank Deposit' };

describe('the status of an order', () => {
  it.each([
    [0, 'Incomplete', 'hold incomplete until changed'],
    [1, 'Pending', 'hold status until changed'],
    [2, 'Shipped', 'import'],
    [3, 'Partially Shipped', 'import'],
    [4, 'Refunded', 'skip status'],
    [5, 'Cancelled', 'skip status'],
    [6, 'Declined', 'skip status'],
    [7, 'Awaiting Payment', 'hold status until changed'],
    [8, 'Awaiting Pickup', 'import'],
    [9, 'Awaiting Shipment', 'import'],
    [10, 'Completed', 'import'],
    [11, 'Awaiting Fulfillment', 'import'],
    [12, 'Manual Verification Required', 'hold status until changed'],
    [13, 'Disputed', 'hold status until changed'],
    [14, 'Partially Refunded', 'import'],
  ])('%i (%s), unpaid, by default: %s', (id, name, expected) => {
    expect(brief(status(id, { status: name, ...unpaid }))).toBe(expected);
  });

  it('counts by id, whatever the merchant calls it, and is shown by the merchant’s name', () => {
    expect(brief(status(11, { status: 'Cancelled', custom_status: 'Storniert' }))).toBe('import');
    expect(reasonOf(status(12, { custom_status: 'Prüfen' }))).toBe(
      'Order 100 is at status 12 ("Prüfen"); the route imports statuses 2, 3, 8, 9, 10, 11, 14. Ends when the order changes or is released.',
    );
  });

  it('is imported where the route lists it', () => {
    expect(brief({ ...status(7, unpaid), rules: { statusIds: [7] } })).toBe('import');
  });

  it('no longer matters once released', () => {
    expect(brief({ ...status(12), released: ['status'] })).toBe('import');
    expect(brief({ ...status(5), released: ['status'] })).toBe('import');
  });
});

describe('an Incomplete order', () => {
  const paid = { payment_status: 'captured' };
  const authorization = { transactions: [{ event: 'authorization' }], order: { status_id: 0, ...unpaid } };

  it('waits while the shopper may still be paying, then for its change', () => {
    expect(brief(status(0, unpaid))).toBe('hold incomplete until changed');
    expect(brief({ ...status(0, paid), now: '2026-11-10T15:10:00Z' })).toBe(
      'hold incomplete until 2026-11-10T15:19:05.000Z',
    );
  });

  it('becomes an order at Awaiting Fulfillment', () => {
    expect(brief(status(11, paid))).toBe('import');
  });

  it.each<[string, Case, string]>([
    ['is shown to a person by default', {}, 'hold stuck-incomplete until changed'],
    ['waits silently by rule', { rules: { stuckIncomplete: 'wait' } }, 'hold incomplete until changed'],
    ['is imported by rule', { rules: { stuckIncomplete: 'import' } }, 'import'],
    ['is imported after a release', { released: ['stuck-incomplete'] }, 'import'],
  ])('that is paid but stuck %s', (_case, more, expected) => {
    expect(brief({ ...status(0, paid), ...more })).toBe(expected);
    expect(brief({ ...authorization, ...more })).toBe(expected);
  });

  it('whose payment failed is not paid', () => {
    const failed = { transactions: [{ status: 'error' }], order: { status_id: 0, ...unpaid } };
    expect(brief(failed)).toBe('hold incomplete until changed');
  });
});

describe('an unpaid order', () => {
  const rules = { unpaidExpireDays: 7 };

  it.each([0, 1, 7])('at status %i waits as long as the route says, then is left alone', (id) => {
    const rule = id === 0 ? 'incomplete' : 'status';
    expect(brief({ ...status(id, unpaid), rules })).toBe(`hold ${rule} until 2026-11-17T15:04:05.000Z`);
    expect(brief({ ...status(id, unpaid), rules, now: '2026-11-17T15:04:04Z' })).toMatch(/^hold/);
    expect(brief({ ...status(id, unpaid), rules, now: '2026-11-17T15:04:05Z' })).toBe('skip unpaid-expired');
  });

  it('that is paid in the end is imported, however late', () => {
    expect(brief({ ...status(11, { payment_status: 'paid' }), rules, now: '2027-01-01T00:00:00Z' })).toBe('import');
  });

  it('that was released does not expire', () => {
    const late = { ...status(7, unpaid), rules, now: '2027-01-01T00:00:00Z' };
    expect(brief({ ...late, released: ['unpaid-expired'] })).toBe('import');
    expect(brief({ ...late, released: ['status'] })).toBe('import');
  });
});

describe('an order that is left alone', () => {
  it('is archived', () => {
    expect(decide({ order: { is_deleted: true } })).toEqual({
      action: 'skip',
      rule: 'archived',
      reason: 'Order 100 is archived in BigCommerce.',
    });
    expect(brief({ order: { is_deleted: true }, released: ['archived'] })).toBe('import');
  });

  it('was placed before the cutover, to the second', () => {
    expect(brief({ cutover: '2026-11-10T15:04:06Z' })).toBe('skip before-cutover');
    expect(brief({ cutover: '2026-11-10T15:04:05Z' })).toBe('import');
    expect(brief({ cutover: '2026-11-10T10:04:05-06:00' })).toBe('skip before-cutover');
    expect(reasonOf({ cutover: '2026-11-11T00:00:00Z' })).toBe(
      'Order 100 was placed before the cutover, 2026-11-10 18:00 (America/Chicago).',
    );
  });

  it('matches a skip rule that nobody released', () => {
    const rules = { skip: [{ name: 'amazon', when: { channels: [5] }, reason: 'Amazon ships these.' }] };
    const given = { order: { channel_id: 5 }, rules };
    expect(decide(given)).toEqual({ action: 'skip', rule: 'amazon', reason: 'Rule "amazon": Amazon ships these.' });
    expect(brief({ ...given, released: ['amazon'] })).toBe('import');
    expect(brief({ order: { channel_id: 1 }, rules })).toBe('import');
  });
});

describe('an order of a test gateway', () => {
  it.each<[string, Case]>([
    ['by its transaction', { transactions: [{ test: true }] }],
    ['by its gateway', { transactions: [{ gateway: 'testgateway' }] }],
    ['by its payment method', { order: { payment_method: 'Test Payment Gateway' } }],
  ])('known %s follows the rule', (_case, given) => {
    expect(brief(given)).toBe('hold test-order until changed');
    expect(brief({ ...given, released: ['test-order'] })).toBe('import');
    expect(brief({ ...given, rules: { testOrders: 'skip' } })).toBe('skip test-order');
    expect(brief({ ...given, rules: { testOrders: 'import' } })).toBe('import');
  });
});

describe('the payment table', () => {
  it('holds a payment that the gateway reviews, by default', () => {
    const given = { order: { payment_status: 'held for review' } };
    expect(reasonOf(given)).toBe(
      'Order 100: The gateway holds the payment for review. Ends when the order changes or is released.',
    );
    expect(brief({ ...given, released: ['payment-table'] })).toBe('import');
  });

  it('holds by order status, payment status and method together', () => {
    const when = { statusIds: [11], paymentStatuses: ['Authorized'], methods: [{ matches: 'klarna' }] };
    const table = [{ when, payments: 'hold' as const }];
    const given = { order: { payment_status: 'authorized', payment_method: 'Klarna Pay Later' } };
    expect(reasonOf({ ...given, table })).toMatch(/^Order 100: The payment status is "authorized"\./);
    expect(brief({ order: { ...given.order, payment_method: 'PayPal' }, table })).toBe('import');
    expect(brief({ order: { ...given.order, status_id: 9 }, table })).toBe('import');
  });

  it('takes the first row that fits', () => {
    const table = [
      { when: { methods: ['Credit Card'] }, payments: 'import' as const },
      { when: {}, payments: 'hold' as const },
    ];
    expect(brief({ table })).toBe('import');
    expect(brief({ order: { payment_method: 'Cash' }, table })).toBe('hold payment-table until changed');
  });
});

describe('a hold rule', () => {
  const rule = (when: HoldRule['when'], more: Partial<HoldRule> = {}): { rules: ImportRules } => ({
    rules: { hold: [{ name: 'look', when, reason: 'Somebody should look', ...more }] },
  });
  const total = (total_inc_tax: string, more: Record<string, unknown> = {}) => ({ order: { total_inc_tax, ...more } });

  it.each<[string, HoldRule['when'], SnapshotInput, SnapshotInput]>([
    ['status', { statusIds: [9] }, { order: { status_id: 9 } }, {}],
    ['payment status', { paymentStatuses: ['authorized'] }, { order: { payment_status: 'Authorized' } }, {}],
    ['payment method', { paymentMethods: ['cash on delivery'] }, { order: { payment_method: 'Cash on Delivery' } }, {}],
    ['country', { countries: ['gb'] }, { order: { shipTo: [{ country_iso2: 'GB' }] } }, {}],
    [
      'any of several countries',
      { countries: ['RU'] },
      { order: { shipTo: [{}, { country_iso2: 'RU' }], lines: [{ address: 501 }, { address: 502 }] } },
      {},
    ],
    ['customer group', { customerGroups: [4] }, { customer: { groupId: 4 } }, { customer: { groupId: 5 } }],
    ['being a guest', { customerGroups: [0] }, {}, { customer: { groupId: 5 } }],
    ['channel', { channels: [2] }, { order: { channel_id: 2 } }, {}],
    ['a total above, by a hundredth of a cent', { totalAbove: '500' }, total('500.0001'), total('500.0000')],
    [
      'a total above, in the order’s own currency',
      { totalAbove: '5000' },
      total('5001', { default_currency_code: 'JPY' }),
      total('5000'),
    ],
    ['a total that binary fractions cannot write', { totalAbove: '0.3' }, total('0.3001'), total('0.3000')],
    [
      'the customer message',
      { noteMatches: { matches: 'call (me|us)' } },
      { order: { customer_message: 'Please CALL ME' } },
      {},
    ],
    ['the staff notes', { noteMatches: { matches: 'fraud' } }, { order: { staff_notes: 'possible fraud' } }, {}],
    ['a test gateway', { testGateway: true }, { transactions: [{ test: true }] }, {}],
    ['no test gateway', { testGateway: false }, {}, { transactions: [{ test: true }] }],
    [
      'SKU',
      { skus: [{ matches: '^PRE-' }] },
      { order: { lines: [{}, { sku: 'PRE-7' }] } },
      { order: { lines: [{ sku: 'NOT-PRE-7' }] } },
    ],
    ['SKU of a download', { skus: ['E-1'] }, { order: { lines: [{}, { sku: 'e-1', type: 'digital' }] } }, {}],
    ['all of several conditions', { countries: ['US'], totalAbove: '100' }, total('101'), total('99')],
  ])('by %s holds the orders that match, and no others', (_case, when, matching, other) => {
    const more = { testOrders: 'import' as const };
    const { rules } = rule(when);
    expect(brief({ ...matching, rules: { ...rules, ...more } })).toBe('hold look until changed');
    expect(brief({ ...other, rules: { ...rules, ...more } })).toBe('import');
  });

  it('by age holds the order until it is old enough', () => {
    const given = rule({ minAgeMinutes: 30 });
    expect(brief(given)).toBe('hold look until 2026-11-10T15:34:05.000Z');
    expect(brief({ ...given, now: '2026-11-10T15:34:05Z' })).toBe('import');
  });

  it('with a timer ends by itself, and says when in the time of the account', () => {
    const given = rule({ countries: ['US'] }, { forMinutes: 60 });
    expect(reasonOf(given)).toBe(
      'Rule "look": Somebody should look. Ends 2026-11-10 10:04 (America/Chicago), or when the order changes or is released.',
    );
    expect(brief(given)).toBe('hold look until 2026-11-10T16:04:05.000Z');
    expect(brief({ ...given, now: '2026-11-10T16:04:05Z' })).toBe('import');
  });

  it('with a timer and an age ends with the earlier', () => {
    expect(brief(rule({ minAgeMinutes: 90 }, { forMinutes: 60 }))).toBe('hold look until 2026-11-10T16:04:05.000Z');
    expect(brief(rule({ minAgeMinutes: 30 }, { forMinutes: 60 }))).toBe('hold look until 2026-11-10T15:34:05.000Z');
  });

  it('that was released or has ended lets the next rule speak', () => {
    const hold = [
      { name: 'first', when: { minAgeMinutes: 30 }, reason: 'Shoppers change their minds' },
      { name: 'second', when: { countries: ['US'] }, reason: 'Look at it' },
    ];
    expect(brief({ rules: { hold } })).toMatch(/^hold first/);
    expect(brief({ rules: { hold }, released: ['first'] })).toBe('hold second until changed');
    expect(brief({ rules: { hold }, now: '2026-11-10T18:00:00Z' })).toBe('hold second until changed');
    expect(brief({ rules: { hold }, released: ['first', 'second'] })).toBe('import');
  });

  it('says what holds, why, and how it ends', () => {
    expect(decide(rule({ channels: [1] }))).toEqual({
      action: 'hold',
      rule: 'look',
      reason: 'Rule "look": Somebody should look. Ends when the order changes or is released.',
      until: null,
    });
  });
});

it('lets an order whose date cannot be read go on to the mapping, which reports it', () => {
  expect(brief({ order: { date_created: 'yesterday' }, cutover: '2026-11-11T00:00:00Z' })).toBe('import');
});
