/** What happens when the figures do not quite add up: rounding within a cap, an accepted difference, or a stop. */
import { documentOf, issuesOf, rowsOf, type Case } from './support/documents';
import type { TaxInput } from './support/pricing';

const VAT: readonly TaxInput[] = [{ name: 'VAT', rate: '20' }];
const order = { defaultTaxes: VAT, lines: [{ price: '10' }, { price: '10' }] };
const ROWS = ['line-11 | 1001 | 1 | T20 | 10.00 | 2.00', 'line-12 | 1002 | 1 | T20 | 10.00 | 2.00'];

describe('a residue', () => {
  it.each<[string, Partial<Case['order']>, string]>([
    [
      'of a cent in the net is outside the scope of tax',
      { total_inc_tax: '24.01' },
      'rounding | Rounding | 1 | T9 | 0.01 | 0.00 | 7990',
    ],
    ['may be negative', { total_inc_tax: '23.98' }, 'rounding | Rounding | 1 | T9 | -0.02 | 0.00 | 7990'],
    [
      'of tax goes under the code that most tax is under',
      { total_inc_tax: '24.01', total_tax: '4.01' },
      'rounding | Rounding | 1 | T20 | 0.00 | 0.01 | 7990',
    ],
    ['of tax alone keeps the gross', { total_tax: '4.01' }, 'rounding | Rounding | 1 | T20 | -0.01 | 0.01 | 7990'],
  ])('%s', (_, totals, row) => {
    expect(rowsOf({ order: { ...order, ...totals } })).toEqual([...ROWS, row]);
  });

  it('goes to the nominal of the route, and is told', () => {
    const input: Case = { order: { ...order, total_inc_tax: '24.01' }, rules: { nominals: { rounding: '7991' } } };
    expect(rowsOf(input).at(-1)).toBe('rounding | Rounding | 1 | T9 | 0.01 | 0.00 | 7991');
    expect(documentOf(input).notices).toEqual(['rounding of 0.01 (tax 0) was added']);
  });

  it.each<[string, Case, string]>([
    ['more than a cent per row', { order: { ...order, total_inc_tax: '24.03' } }, 'TOTALS_DO_NOT_ADD_UP'],
    ['more tax than a cent per row', { order: { ...order, total_tax: '4.03' } }, 'TOTALS_DO_NOT_ADD_UP'],
    [
      'a route that allows no rounding',
      { order: { ...order, total_inc_tax: '24.01' }, rules: { roundingMaxUnits: 0 } },
      'TOTALS_DO_NOT_ADD_UP',
    ],
    [
      'no nominal code for it',
      { order: { ...order, total_inc_tax: '24.01' }, account: { nominals: {} } },
      'NO_NOMINAL_CODE',
    ],
  ])('stops: %s', (_, input, code) => {
    expect(issuesOf(input)[0]?.code).toBe(code);
  });

  it('stops above five cents however many rows there are', () => {
    const lines = Array.from({ length: 8 }, () => ({ price: '1' }));
    expect(rowsOf({ order: { lines, total_inc_tax: '8.05' } })).toHaveLength(9);
    expect(issuesOf({ order: { lines, total_inc_tax: '8.06' } })[0]?.code).toBe('TOTALS_DO_NOT_ADD_UP');
  });

  it('is not allowed in the tax mode that the order does not declare', () => {
    // Exclusive: 10 - 0.10 + 1.98 = 11.88. Read as inclusive it would lack a cent.
    const lines = [{ price: '10', discounts: [{ amount: '0.10' }], discounted_total_inc_tax: null }];
    const off = { order: { defaultTaxes: VAT, lines, total_inc_tax: '11.91' } };
    expect(issuesOf(off)[0]).toMatchObject({ code: 'TOTALS_DO_NOT_ADD_UP', details: { mode: 'exclusive' } });
  });
});

describe('order of rounding', () => {
  const thirds = { lines: ['3.3333', '3.3333', '3.3333'].map((price) => ({ price })) };

  it('adds up first: the rows are quantized so that they come to the rounded sum', () => {
    const input: Case = { order: { ...thirds, total_inc_tax: '10.00', total_ex_tax: '10.00' } };
    expect(rowsOf(input).map((row) => row.split(' | ')[4])).toEqual(['3.34', '3.33', '3.33']);
  });

  it('rounds each row first where that is what reaches the total', () => {
    const input: Case = { order: { ...thirds, total_inc_tax: '9.99', total_ex_tax: '9.99' } };
    expect(rowsOf(input).map((row) => row.split(' | ')[4])).toEqual(['3.33', '3.33', '3.33']);
    expect(documentOf(input).proven).toMatchObject({ roundedEach: true });
  });

  it('rounds each row first with discounts as rows too', () => {
    const lines = thirds.lines.map((line) => ({ ...line, discounts: [{ amount: '1.1111' }] }));
    const input: Case = { order: { lines, total_inc_tax: '6.66', total_ex_tax: '6.66' }, rules: { discounts: 'rows' } };
    expect(rowsOf(input).map((row) => row.split(' | ')[4])).toEqual(['3.33', '3.33', '3.33', '-3.33']);
  });
});

describe('an accepted difference', () => {
  const off: Case = { order: { ...order, total_inc_tax: '25.50', total_tax: '4.50' } };

  it('is asked for with the amounts to accept', () => {
    expect(issuesOf(off)[0]).toMatchObject({
      code: 'TOTALS_DO_NOT_ADD_UP',
      details: { off: { gross: '1.5', tax: '0.5' } },
    });
  });

  it('is posted on the nominal that the person named', () => {
    const acceptedDifference = { gross: '1.50', tax: '0.50', nominal: '8200' };
    expect(rowsOf({ ...off, amendments: { acceptedDifference } })).toEqual([
      ...ROWS,
      'accepted-difference | Accepted difference | 1 | T20 | 1.00 | 0.50 | 8200',
    ]);
  });

  it('of another amount than the order lacks still stops', () => {
    const acceptedDifference = { gross: '1.49', tax: '0.50', nominal: '8200' };
    expect(issuesOf({ ...off, amendments: { acceptedDifference } })[0]?.code).toBe('TOTALS_DO_NOT_ADD_UP');
  });

  it('is not posted once the order was corrected and adds up', () => {
    const acceptedDifference = { gross: '1.50', tax: '0.50', nominal: '8200' };
    expect(rowsOf({ order, amendments: { acceptedDifference } })).toEqual(ROWS);
  });
});

describe('contradicting lines', () => {
  // discounted_total_inc_tax and applied_discounts tell of different lines.
  const lines = [
    { price: '10', discounts: [{ amount: '2' }], discounted_total_inc_tax: '10.0000', total_tax: '0.0000' },
    { price: '10', discounted_total_inc_tax: '8.0000', total_tax: '0.0000' },
  ];
  const amendments = { taxCodeByLine: { '11': 'T5' } };
  const input: Case = { order: { lines, total_inc_tax: '18.00', total_ex_tax: '18.00' }, amendments };

  it('stop when two readings reach the total with different tax per row, and name both', () => {
    const [first] = issuesOf(input);
    expect(first?.code).toBe('AMBIGUOUS_BASIS');
    expect(first?.message).toContain('("exclusive: line-discounted-total" and "exclusive: line-applied-discounts")');
  });

  it.each([
    ['exclusive: line-discounted-total', ['10.00', '8.00']],
    ['exclusive: line-applied-discounts', ['8.00', '10.00']],
  ])('are read as a person rules: %s', (basis, nets) => {
    const rows = rowsOf({ ...input, amendments: { ...amendments, basis } });
    expect(rows.map((row) => row.split(' | ')[4])).toEqual(nets);
  });

  it('still stop when the reading named is none of theirs, with those to choose from', () => {
    const [first] = issuesOf({ ...input, amendments: { ...amendments, basis: 'inclusive: line-discounted-total' } });
    expect(first).toMatchObject({ code: 'TOTALS_DO_NOT_ADD_UP', details: { table: [] } });
    expect(first?.message).toContain(`"inclusive: line-discounted-total", is not one of this order's`);
    expect(first?.message).toContain('exclusive: line-discounted-total; exclusive: line-applied-discounts');
  });

  it('still stop when the reading named does not reach the total', () => {
    const off: Case = {
      order: { ...order, total_inc_tax: '25.50' },
      amendments: { basis: 'exclusive: line-discounted-total' },
    };
    const [first] = issuesOf(off);
    expect(first).toMatchObject({
      code: 'TOTALS_DO_NOT_ADD_UP',
      details: { named: 'exclusive: line-discounted-total' },
    });
    expect(first?.message).toContain('lacks 1.5 of the total 25.50 and 0 of the tax 4.00');
  });
});

describe('one reading under both orders of rounding', () => {
  it('is one reading, and stops nothing', () => {
    // Summed first the rows lack a cent, each rounded they lack two.
    const lines = ['3.3333', '3.3333', '3.3333'].map((price) => ({ price }));
    expect(rowsOf({ order: { lines, total_inc_tax: '10.01', total_ex_tax: '10.01' } }).at(-1)).toContain('0.01');
  });
});

describe('the table of a stopped order', () => {
  it('names ids and SKUs, never what the shopper wrote', () => {
    const lines = [{ name: 'For Ada', product_options: [{ display_name: 'Engraving', display_value: 'Ada' }] }];
    const [first] = issuesOf({ order: { lines, total_inc_tax: '99' } });
    expect(JSON.stringify(first)).not.toContain('Ada');
    expect(first?.details?.['table']).toEqual([
      { row: 'line 11 (SKU SKU-1) × 1', net: '10.0000', tax: '0.0000', gross: '10.0000' },
    ]);
  });
});
