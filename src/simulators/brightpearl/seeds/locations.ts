/** Where goods are within a warehouse. */
export interface Location {
  readonly id: number;
  readonly warehouseId: number;
  /** Aisle, bay and so on; the quarantine location has its name there. */
  readonly groupings: readonly string[];
  /** Every warehouse has one of each of the first two. */
  readonly kind: 'default' | 'quarantine' | 'shelf';
}

const DEFAULT_GROUPINGS: readonly string[] = ['0', '0', '0', '0'];
const QUARANTINE_GROUPINGS: readonly string[] = ['QUARANTINE'];

const pair = (warehouseId: number, id: number): readonly Location[] => [
  { id, warehouseId, groupings: DEFAULT_GROUPINGS, kind: 'default' },
  { id: id + 1, warehouseId, groupings: QUARANTINE_GROUPINGS, kind: 'quarantine' },
];

export const LOCATIONS: readonly Location[] = [
  ...pair(2, 2),
  ...pair(3, 4),
  ...pair(4, 6),
  { id: 12, warehouseId: 2, groupings: ['A', '1'], kind: 'shelf' },
  { id: 13, warehouseId: 2, groupings: ['A', '2'], kind: 'shelf' },
];
