import type { Row } from './columns';

interface Version {
  readonly visibleAt: number;
  /** Absent: the record was deleted. */
  readonly row: Row | undefined;
}

/**
 * What searches see: not the records but rows written down at each change, which come into view a lag later. A record
 * that changed twice within the lag shows its older state first.
 */
export class SearchIndex {
  #versions = new Map<string, Map<number, Version[]>>();

  /** Notes the state of a record at `now`, to be seen from `now + lagMs` on. */
  write(search: string, id: number, row: Row | undefined, now: number, lagMs: number): void {
    const records = this.#recordsOf(search);
    const versions = settled(records.get(id) ?? [], now);
    records.set(id, [...versions, { visibleAt: now + lagMs, row }]);
  }

  /** The rows in view at `now`, by id. */
  rows(search: string, now: number): Row[] {
    return [...this.#recordsOf(search)]
      .sort(([a], [b]) => a - b)
      .map(([, versions]) => versions.findLast((version) => version.visibleAt <= now)?.row)
      .filter((row) => row !== undefined);
  }

  clear(): void {
    this.#versions = new Map();
  }

  #recordsOf(search: string): Map<number, Version[]> {
    const records = this.#versions.get(search) ?? new Map<number, Version[]>();
    this.#versions.set(search, records);
    return records;
  }
}

/** Drops what later versions in view have replaced. */
function settled(versions: readonly Version[], now: number): readonly Version[] {
  const current = versions.findLastIndex((version) => version.visibleAt <= now);
  return current > 0 ? versions.slice(current) : versions;
}
