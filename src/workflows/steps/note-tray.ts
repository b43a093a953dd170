import { condition } from '@temporalio/workflow';
import type { NoteIds, NotesChanged } from '../../domain/note-messages';

/** What one reading takes of each kind: one request, as far as the ids fit into an address. */
const AT_ONCE = { goodsOut: 500, dropShip: 200 } as const;
/** Ids that keep coming put a reading off for so many times the wait for one. */
const CEILING = 5;

/** Ids that wait to be read. The handler only adds; the loop takes. */
export class NoteTray {
  private readonly goodsOut: Set<number>;
  private readonly dropShip: Set<number>;
  /** A run begins with something to do, whoever started it. */
  private news = true;
  private version = 0;

  constructor({ goodsOut, dropShip }: NoteIds = { goodsOut: [], dropShip: [] }) {
    this.goodsOut = new Set(goodsOut);
    this.dropShip = new Set(dropShip);
  }

  add({ goodsOut = [], dropShip = [] }: NotesChanged): void {
    for (const id of goodsOut) this.goodsOut.add(id);
    for (const id of dropShip) this.dropShip.add(id);
    this.news = true;
    this.version += 1;
  }

  /** Something was signaled since the last pass began, or waits still. */
  hasNews(): boolean {
    return this.news || this.goodsOut.size > 0 || this.dropShip.size > 0;
  }

  beginPass(): void {
    this.news = false;
  }

  /** Removes what one reading takes, oldest first; undefined when nothing waits. */
  take(): NoteIds | undefined {
    if (this.goodsOut.size === 0 && this.dropShip.size === 0) return undefined;
    return { goodsOut: taken(this.goodsOut, AT_ONCE.goodsOut), dropShip: taken(this.dropShip, AT_ONCE.dropShip) };
  }

  /** What the next run takes over. */
  unread(): NoteIds {
    return { goodsOut: [...this.goodsOut], dropShip: [...this.dropShip] };
  }

  /** Waits until nothing came for a moment; not where more than one reading waits anyway. */
  async settle(gatherMs: number): Promise<void> {
    const deadline = Date.now() + CEILING * gatherMs;
    while (this.goodsOut.size < AT_ONCE.goodsOut && this.dropShip.size < AT_ONCE.dropShip) {
      const seen = this.version;
      const restMs = Math.min(gatherMs, deadline - Date.now());
      if (restMs <= 0) return;
      if (!(await condition(() => this.version !== seen, restMs, { summary: 'Gather notes' }))) return;
    }
  }
}

function taken(ids: Set<number>, count: number): number[] {
  const some = [...ids].slice(0, count);
  for (const id of some) ids.delete(id);
  return some;
}
