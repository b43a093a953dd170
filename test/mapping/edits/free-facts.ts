import type { EditFacts } from '../../../src/mapping/edits/judge';

/** Of a sales order that nothing stands in the way of. */
export const FREE: EditFacts = {
  notes: [],
  shipped: false,
  cancelled: false,
  otherCurrency: false,
  split: false,
  unknownBase: false,
};
