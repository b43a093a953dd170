import { reasonsAgainstReplacing } from '../../../src/mapping/edits/replaceable';
import { FREE } from './free-facts';

describe('whether a sales order may be credited and made anew', () => {
  it('may be when it is invoiced, and when nothing stands in the way', () => {
    expect(reasonsAgainstReplacing({ ...FREE, invoice: 'SI-1' })).toEqual([]);
    expect(reasonsAgainstReplacing({ ...FREE, unknownBase: true })).toEqual([]);
  });

  it.each([
    [{ notes: [7] }, 'goods-out note 7 exists and is not shipped'],
    [{ notes: [7], shipped: true }, 'goods of it were shipped'],
    [{ shipped: true }, 'goods of it were shipped'],
    [{ split: true }, 'several sales orders'],
    [{ cancelled: true }, 'cancelled in Brightpearl'],
    [{ otherCurrency: true }, 'another currency'],
  ])('may not be with %j', (given, reason) => {
    expect(reasonsAgainstReplacing({ ...FREE, ...given })).toEqual([expect.stringContaining(reason)]);
  });
});
