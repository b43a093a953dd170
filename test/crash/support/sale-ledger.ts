/** The expected ledgers after the sale are themselves checked, in plain figures. */
import type { Ledger } from './ledger';

const CHECKS: Readonly<Record<string, (ledger: Ledger) => void>> = {
  shipping: ({ bigcommerce, brightpearl }) => {
    expect(bigcommerce).toMatchObject({ statusId: 2, shipments: ['2 by 1Z999'] });
    expect(brightpearl.salesOrders).toMatchObject([{ isInvoiced: true }]);
  },
  'two parcels': ({ bigcommerce }) => {
    expect(bigcommerce).toMatchObject({ statusId: 2, shipments: ['1 by ', '1 by '] });
  },
  editing: ({ brightpearl }) => {
    expect(brightpearl.salesOrders).toHaveLength(1);
    expect(brightpearl.salesOrders[0]?.rows[0]?.quantity).toBe('3');
    expect(brightpearl.salesOrders[0]?.reservations).toMatchObject([{ rows: [{ quantity: 3 }] }]);
  },
  refunding: ({ brightpearl }) => {
    const [salesOrder, ...others] = brightpearl.salesOrders;
    expect(others).toEqual([]);
    expect(salesOrder?.rows[0]?.quantity).toBe('1');
    expect(salesOrder?.paid).toBe(salesOrder?.total);
    expect(paidOut(salesOrder)).toHaveLength(1);
  },
  crediting: ({ brightpearl }) => {
    const [salesOrder, credit, ...others] = brightpearl.salesOrders;
    expect(others).toEqual([]);
    expect(salesOrder?.rows[0]?.quantity).toBe('2');
    expect(credit?.type).toBe('SC');
    expect(paidOut(credit)).toHaveLength(1);
    expect(paidOut(salesOrder)).toEqual([]);
  },
  replacing: ({ brightpearl, board }) => {
    const [before, now, credit, ...others] = brightpearl.salesOrders;
    expect(others).toEqual([]);
    expect(before).toMatchObject({ isInvoiced: true, paid: before?.total, reservations: [] });
    expect(before?.rows[0]?.quantity).toBe('2');
    expect(credit).toMatchObject({ type: 'SC', total: before?.total, tax: before?.tax, reservations: [] });
    expect(paidOut(credit).map(({ amountPaid }) => amountPaid)).toEqual(before?.payments.map((one) => one.amountPaid));
    expect(now).toMatchObject({ externalRef: 'STORE-ORDER-r2', isInvoiced: false, paid: before?.paid });
    expect(now?.rows[0]?.quantity).toBe('3');
    expect(now?.reservations).toMatchObject([{ rows: [{ quantity: 3 }] }]);
    expect(board).toEqual({ state: 'SYNCED', issue: null, salesOrders: 'SALES-ORDER-2' });
  },
  cancelling: ({ brightpearl, board }) => {
    const [salesOrder, ...others] = brightpearl.salesOrders;
    expect(others).toEqual([]);
    expect(salesOrder).toMatchObject({ statusId: CANCELLED, paid: '0.00', reservations: [] });
    expect(board.state).toBe('CANCELLED');
  },
  'moving by staff': ({ bigcommerce, brightpearl }) => {
    expect(bigcommerce.statusId).toBe(9);
    expect(brightpearl.salesOrders).toMatchObject([{ statusId: 20 }]);
  },
  'moving by the store': ({ bigcommerce, brightpearl }) => {
    expect(bigcommerce.statusId).toBe(12);
    expect(brightpearl.salesOrders).toMatchObject([{ statusId: 21 }]);
  },
  capturing: ({ bigcommerce, brightpearl: { salesOrders } }) => {
    const total = salesOrders[0]?.total;
    expect(salesOrders).toMatchObject([{ isInvoiced: true, paid: total }]);
    expect(salesOrders[0]?.payments.map(({ type, amountPaid }) => [type, amountPaid])).toEqual([
      ['AUTH', '0.00'],
      ['CAPTURE', total],
    ]);
    expect(eventsOf(bigcommerce)).toEqual(['authorization', 'capture']);
    expect(bigcommerce.shipments).toEqual(['2 by 1Z999']);
  },
  'cancelling by staff': ({ bigcommerce, brightpearl, board }) => {
    expect(bigcommerce.statusId).toBe(5);
    expect(eventsOf(bigcommerce)).toEqual(['authorization', 'void']);
    expect(brightpearl.salesOrders).toMatchObject([{ statusId: CANCELLED, paid: '0.00', reservations: [] }]);
    expect(board.state).toBe('CANCELLED');
  },
  'crediting by staff': ({ bigcommerce, brightpearl }) => {
    const [, credit, ...others] = brightpearl.salesOrders;
    expect(others).toEqual([]);
    expect(credit).toMatchObject({ type: 'SC', externalRef: '', isInvoiced: true });
    expect(eventsOf(bigcommerce).filter((event) => event === 'refund')).toHaveLength(1);
    expect(paidOut(credit).map(({ amountPaid }) => amountPaid)).toEqual([credit?.total]);
  },
};

const eventsOf = ({ transactions }: Ledger['bigcommerce']): string[] =>
  transactions.map((transaction) => transaction.split(' ')[0]!);

/** Of a new simulated account. */
const CANCELLED = 5;

export function expectRightAfterwards(name: string, ledger: Ledger): void {
  const check = CHECKS[name];
  if (!check) throw new Error(`Nobody says how ${name} must end`);
  check(ledger);
  expect(ledger.unsettledIntents).toEqual([]);
}

const paidOut = (document: Ledger['brightpearl']['salesOrders'][number] | undefined) =>
  (document?.payments ?? []).filter(({ type }) => type === 'PAYMENT');
