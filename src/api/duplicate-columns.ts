/** Customers and contacts that are there more than once, as a terminal and spreadsheets show them. */
import type { ShownDuplicates } from './customer-answers';

type Duplicate = ShownDuplicates['duplicates'][number];

/** Titles, and what stands under each. */
export const DUPLICATE_COLUMNS: readonly (readonly [string, (row: Duplicate) => string | number | null])[] = [
  ['Side', ({ side }) => side],
  ['Account', ({ account }) => account],
  ['Ids', ({ ids }) => ids.join(' ')],
  ['Keep', ({ keep }) => keep],
  ['What they share', ({ what }) => what],
  ['Why that one', ({ why }) => why],
];
