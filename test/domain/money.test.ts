import { Decimal } from 'decimal.js';
import * as fc from 'fast-check';
import { allocate, minorUnits, money, quantize, roundTo, sum } from '../../src/domain/money';

describe('money', () => {
  it.each([
    ['62.6793', '62.6793'],
    ['8', '8'],
    [' -0.0100 ', '-0.01'],
    [5.1, '5.1'],
    [1e-7, '0.0000001'],
    ['1e-7', '0.0000001'],
    ['0.1', '0.1'],
  ])('reads %j exactly', (given, exact) => {
    expect(money(given).toFixed()).toBe(exact);
  });

  it.each(['', ' ', '1,50', '$5', 'NaN', 'Infinity', '0x10', '1.', '.5'])('refuses %j', (given) => {
    expect(() => money(given)).toThrow('Not a decimal amount');
  });
});

describe('minorUnits', () => {
  it.each([
    ['USD', 2],
    ['JPY', 0],
    ['KWD', 3],
    ['ZZZ', undefined],
  ])('%s has %s', (currency, digits) => {
    expect(minorUnits(currency)).toBe(digits);
  });
});

describe('roundTo', () => {
  it.each([
    ['2.345', 2, '2.35'],
    ['-2.345', 2, '-2.35'],
    ['2.5', 0, '3'],
    ['0.0615', 3, '0.062'],
  ])('rounds %s to %d digits half up, away from zero: %s', (amount, digits, rounded) => {
    expect(roundTo(money(amount), digits).toFixed()).toBe(rounded);
  });
});

describe('quantize', () => {
  it('gives what is missing to the largest remainders, ties to the earlier', () => {
    expect(quantize([money('3.3333'), money('3.3333'), money('3.3334')], 2).map(String)).toEqual([
      '3.33',
      '3.33',
      '3.34',
    ]);
    expect(quantize([money('0.005'), money('0.005')], 2).map(String)).toEqual(['0.01', '0']);
  });

  it('adds up to the rounded sum, moves no part by a unit or more, and leaves whole amounts alone', () => {
    const amount = fc
      .integer({ min: -1_000_000, max: 1_000_000 })
      .map((tenThousandths) => money(tenThousandths).div(10_000));
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 30 }), fc.constantFrom(0, 2, 3), (amounts, digits) => {
        const parts = quantize(amounts, digits);
        expect(sum(parts).eq(roundTo(sum(amounts), digits))).toBe(true);
        const unit = money(10).pow(-digits);
        parts.forEach((part, index) => {
          const exact = amounts[index]!;
          expect(part.minus(exact).abs().lt(unit)).toBe(true);
          if (exact.eq(roundTo(exact, digits))) expect(part.eq(exact)).toBe(true);
        });
      }),
    );
  });
});

describe('allocate', () => {
  const digits = fc.constantFrom(0, 2, 3);
  const parts = fc.array(
    fc.integer({ min: -1_000_000, max: 1_000_000 }).map((units) => money(units).div(10_000)),
    { minLength: 1, maxLength: 30 },
  );

  it('reaches every total that is within reach, and moves no part by more than a unit', () => {
    fc.assert(
      fc.property(parts, digits, fc.nat(30), (amounts, places, steps) => {
        const unit = money(10).pow(-places);
        const floors = amounts.map((amount) => amount.toDecimalPlaces(places, Decimal.ROUND_FLOOR));
        const total = sum(floors).plus(unit.times(Math.min(steps, amounts.length)));
        const allocated = allocate(total, amounts, places);
        expect(sum(allocated).eq(total)).toBe(true);
        allocated.forEach((part, index) => expect(part.minus(amounts[index]!).abs().lte(unit)).toBe(true));
      }),
    );
  });

  it('gives nothing to a smaller remainder before a larger one', () => {
    fc.assert(
      fc.property(parts, digits, (amounts, places) => {
        const floorOf = (amount: Decimal) => amount.toDecimalPlaces(places, Decimal.ROUND_FLOOR);
        const remainders = (raised: boolean) =>
          quantize(amounts, places).flatMap((part, index) => {
            const exact = amounts[index]!;
            return part.gt(floorOf(exact)) === raised ? [exact.minus(floorOf(exact)).toNumber()] : [];
          });
        expect(Math.min(...remainders(true))).toBeGreaterThanOrEqual(Math.max(...remainders(false)));
      }),
    );
  });

  it('does not depend on the currency of the amounts: it is the same in thousandths and in whole units', () => {
    fc.assert(
      fc.property(parts, (amounts) => {
        const thousandfold = amounts.map((amount) => amount.times(1_000));
        const scaled = quantize(thousandfold, 0).map((part) => part.div(1_000).toFixed(3));
        expect(quantize(amounts, 3).map((part) => part.toFixed(3))).toEqual(scaled);
      }),
    );
  });

  it('refuses a total that parts of these sizes cannot add up to', () => {
    expect(() => allocate(money('9.00'), [money('3.33'), money('3.33')], 2)).toThrow(RangeError);
  });
});
