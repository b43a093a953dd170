/** The order of twins: a number is changed only where the order is another one, and of as few as possible. */
import type { StoreName } from './types';

/** New numbers by id, for those that change. What has no twin keeps its number, and its place among the others. */
export function sortOrders(inOrder: readonly StoreName[]): ReadonlyMap<number, number> {
  const shown = [...inOrder].sort((one, two) => one.sortOrder - two.sortOrder || one.id - two.id);
  if (shown.every(({ id }, index) => id === inOrder[index]?.id)) return new Map();
  const numbers = shown.map(({ sortOrder }) => sortOrder);
  const isDistinct = new Set(numbers).size === numbers.length;
  const numberAt = (index: number): number => (isDistinct ? (numbers[index] ?? index) : index);
  return new Map(
    inOrder.flatMap(({ id, sortOrder }, index): [number, number][] =>
      sortOrder === numberAt(index) ? [] : [[id, numberAt(index)]],
    ),
  );
}
