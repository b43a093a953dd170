import type { Row } from './columns';

interface Version {
  readonly visibleAt: number;
  /** Absent: the record was deleted. */
  readonly row: Row | undefined;
}

/** What a search saw last, for as long as nothing is written and nothing more comes into view. */
interface View {
  readonly rows: readonly Row[];
  readonly until: number;
}

/**
 * What searches see: not the records but rows written down at each change, which come into view a lag later. A record
 * that changed twice within the lag shows its older state first.
 */
export class SearchIndex {
  #versions = new Map<string, Map<number, readonly Version[]>>();
  #views = new Map<string, View>();

  /** Notes the state of a record at `now`, to be seen from `now + lagMs` on. */
  write(search: string, id: number, row: Row | undefined, now: number, lagMs: number): void {
    const records = this.#recordsOf(search);
    const versions = settled(records.get(id) ?? [], now);
    records.set(id, [...versions, { visibleAt: now + lagMs, row }]);
    this.#views.delete(search);
  }

  /** The rows in view at `now`, by id. */
  rows(search: string, now: number): readonly Row[] {
    const seen = this.#views.get(search);
    if (seen && now < seen.until) return seen.rows;
    const view = viewOf(this.#recordsOf(search), now);
    this.#views.set(search, view);
    return view.rows;
  }

  clear(): void {
    this.#versions = new Map();
    this.#views = new Map();
  }

  #recordsOf(search: string): Map<number, readonly Version[]> {
    const records = this.#versions.get(search) ?? new Map<number, readonly Version[]>();
    this.#versions.set(search, records);
    return records;
  }
}

/** Kept, because an account can have so many products that looking at all of them for each page takes its time. */
function viewOf(records: ReadonlyMap<number, readonly Version[]>, now: number): View {
  const rows: Row[] = [];
  let until = Number.POSITIVE_INFINITY;
  for (const [, versions] of [...records].sort(([a], [b]) => a - b)) {
    const row = versions.findLast((version) => version.visibleAt <= now)?.row;
    if (row) rows.push(row);
    for (const { visibleAt } of versions) if (visibleAt > now) until = Math.min(until, visibleAt);
  }
  return { rows, until };
}

/** Drops what later versions in view have replaced. */
function settled(versions: readonly Version[], now: number): readonly Version[] {
  const current = versions.findLastIndex((version) => version.visibleAt <= now);
  return current > 0 ? versions.slice(current) : versions;
}
