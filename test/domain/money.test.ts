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
  it('refuses a total that parts of these sizes cannot add up to', () => {
    expect(() => allocate(money('9.00'), [money('3.33'), money('3.33')], 2)).toThrow(RangeError);
  });
});
