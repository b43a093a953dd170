/** What Brightpearl puts into one notice has no documented end; a stranger's range must have one. */
const MAX_IDS = 100_000;

/**
 * Reads Brightpearl's id sets (`1,4,7-9`), without duplicates, ascending as written. Undefined when the text is no id set
 * or holds more than 100,000 ids.
 */
export function parseIdSet(text: string): number[] | undefined {
  const ids = new Set<number>();
  for (const part of text.split(',')) {
    const range = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(part.trim());
    if (!range?.[1]) return undefined;
    const first = Number(range[1]);
    const last = Number(range[2] ?? range[1]);
    if (last < first || last - first >= MAX_IDS) return undefined;
    for (let id = first; id <= last; id += 1) ids.add(id);
    if (ids.size > MAX_IDS) return undefined;
  }
  return [...ids];
}
