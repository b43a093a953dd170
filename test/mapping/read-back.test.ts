/** What Brightpearl made of a sales order, against what the store has. */
import { salesOrderSchema } from '../../src/brightpearl/schemas/sales-order';
import { compareWithStore, type ReadBackRulings } from '../../src/mapping/read-back';
import type { MappedSalesOrder } from '../../src/mapping/types';
import { anAccount, someRules, STORE } from './support/a-snapshot';

const KEY = { storeHash: STORE, orderId: 100 };

interface Answer {
  readonly id?: number;
  readonly gross?: string;
  readonly tax?: string;
  readonly baseGross?: string;
  readonly currency?: string;
}

/** The code of the issue for a sales order of 120.00 with 20.00 tax, or "fine". */
function verdict(answer: Answer, rulings?: ReadBackRulings, currency = 'USD'): string {
  return compare(answer, rulings, currency)?.code ?? 'fine';
}

function compare(answer: Answer, rulings?: ReadBackRulings, currency = 'USD') {
  const { id = 322, gross = '120.00', tax = '20.00', baseGross = '120.00' } = answer;
  const total = { net: '100.00', gross, tax, baseNet: '0', baseTax: '0', baseGross };
  const salesOrder = salesOrderSchema.parse({
    id,
    customer: { id: 7 },
    statusId: 3,
    total,
    currency: { code: answer.currency ?? currency },
    rows: [],
  });
  const mapped = { expected: { gross: '120.00', tax: '20.00', currency } } as MappedSalesOrder;
  return compareWithStore(KEY, mapped, salesOrder, anAccount(), someRules(), rulings);
}

describe('a sales order read back', () => {
  it.each<[string, Answer, string]>([
    ['with the figures of the store is fine', {}, 'fine'],
    ['a cent off stops', { gross: '119.99' }, 'BRIGHTPEARL_TOTAL_DIFFERS'],
    ['with other tax stops', { tax: '19.99' }, 'BRIGHTPEARL_TOTAL_DIFFERS'],
    ['in another currency stops', { currency: 'EUR' }, 'BRIGHTPEARL_TOTAL_DIFFERS'],
  ])('%s', (_case, answer, expected) => {
    expect(verdict(answer)).toBe(expected);
  });

  it('tells by how much it is off, as it can be accepted', () => {
    expect(compare({ gross: '119.99', tax: '20.01' })).toMatchObject({
      message: expect.stringContaining('accept the difference of sales order 322'),
      details: { salesOrderId: 322, off: { gross: '0.01', tax: '-0.01' } },
    });
  });
});

describe('a difference that a person accepted', () => {
  const rulings = { acceptedBySalesOrder: { 322: { gross: '0.01', tax: '-0.01' } } };

  it.each<[string, Answer, string]>([
    ['is no issue', { gross: '119.99', tax: '20.01' }, 'fine'],
    ['does not cover another', { gross: '119.98', tax: '20.01' }, 'BRIGHTPEARL_TOTAL_DIFFERS'],
    ['does not cover another of tax', { gross: '119.99' }, 'BRIGHTPEARL_TOTAL_DIFFERS'],
    [
      'does not cover another currency',
      { gross: '119.99', tax: '20.01', currency: 'EUR' },
      'BRIGHTPEARL_TOTAL_DIFFERS',
    ],
    ['does not cover another sales order', { id: 323, gross: '119.99', tax: '20.01' }, 'BRIGHTPEARL_TOTAL_DIFFERS'],
    ['does not matter once the figures are right', {}, 'fine'],
  ])('%s', (_case, answer, expected) => {
    expect(verdict(answer, rulings)).toBe(expected);
  });

  it('leaves the base total to be checked', () => {
    const answer = { gross: '119.99', tax: '20.01', baseGross: '10' };
    expect(verdict(answer, rulings, 'EUR')).toBe('BASE_TOTAL_IMPLAUSIBLE');
  });
});

describe('a base total', () => {
  it.each<[string, string, ReadBackRulings | undefined, string]>([
    // 120 EUR at 0.9 EUR per USD.
    ['by the table is fine', '133.33', undefined, 'fine'],
    ['within the tolerance is fine', '125.00', undefined, 'fine'],
    ['upside down stops', '108.00', undefined, 'BASE_TOTAL_IMPLAUSIBLE'],
    ['that a person released is fine', '108.00', { released: ['BASE_TOTAL_IMPLAUSIBLE'] }, 'fine'],
    ['is not released by another rule', '108.00', { released: ['OVERPAID'] }, 'BASE_TOTAL_IMPLAUSIBLE'],
  ])('%s', (_case, baseGross, rulings, expected) => {
    expect(verdict({ baseGross }, rulings, 'EUR')).toBe(expected);
  });

  it('of a difference is not released by it', () => {
    const released = { released: ['BASE_TOTAL_IMPLAUSIBLE'] };
    expect(verdict({ gross: '119.99', baseGross: '133.33' }, released, 'EUR')).toBe('BRIGHTPEARL_TOTAL_DIFFERS');
  });
});
