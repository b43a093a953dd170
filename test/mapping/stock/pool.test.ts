import { onHandIn, pooled, warehousesDrawnOn } from '../../../src/mapping/stock/pool';
import type { StockFeed } from '../../../src/mapping/stock/types';
import { aFeed, held, type Amounts } from './support/stock';

const pool = (how: StockFeed['pool'], onHand: Amounts, warehouses = [2, 3, 4]): string =>
  pooled(how, onHandIn(aFeed({ warehouses }), held(onHand))).toFixed();

it.each<[string, StockFeed['pool'], Amounts, string]>([
  ['sum adds up', 'sum', { 2: 5, 3: 7, 4: 1 }, '13'],
  ['sum takes off what one warehouse owes', 'sum', { 2: 5, 3: -7 }, '-2'],
  ['sum keeps fractions', 'sum', { 2: '0.5', 3: '0.25' }, '0.75'],
  ['max is the best warehouse', 'max', { 2: 5, 3: 7, 4: 1 }, '7'],
  ['max of warehouses that owe, with one that holds nothing', 'max', { 2: -5, 3: -7 }, '0'],
  ['max of warehouses that all owe', 'max', { 2: -5, 3: -7, 4: -1 }, '-1'],
  ['primary is the first, not the lowest id', 'primary', { 2: 5, 3: 7 }, '5'],
  ['primary may owe', 'primary', { 2: -1, 3: 7 }, '-1'],
  ['a warehouse that is not listed holds nothing', 'primary', { 3: 7 }, '0'],
  ['a warehouse outside the feed does not count', 'sum', { 2: 5, 9: 100 }, '5'],
  ['nothing anywhere', 'sum', {}, '0'],
])('%s', (_, how, onHand, expected) => {
  expect(pool(how, onHand)).toBe(expected);
});

it('is as the order of the feed says', () => {
  expect(onHandIn(aFeed({ warehouses: [4, 2] }), held({ 2: 1, 4: 3 })).map(Number)).toEqual([3, 1]);
  expect(pool('primary', { 2: 1, 4: 3 }, [4, 2])).toBe('3');
});

it('draws on the first warehouse only where it is the primary one', () => {
  expect(warehousesDrawnOn(aFeed({ pool: 'primary' }))).toEqual([2]);
  expect(warehousesDrawnOn(aFeed({ pool: 'max' }))).toEqual([2, 3]);
});

it('of no warehouse is nothing', () => {
  expect(['sum', 'max', 'primary'].map((how) => pooled(how as StockFeed['pool'], []).toNumber())).toEqual([0, 0, 0]);
});
