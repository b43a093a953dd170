/** Activities of notes that remember what they were asked. */
import type { AccountNoteActivities, ConnectorNoteActivities, ReadNotesInput } from '../../../src/domain/note-types';

type Notes = AccountNoteActivities & ConnectorNoteActivities;

export interface NoteFakes {
  readonly activities: Notes;
  readonly reads: ReadNotesInput[];
  readonly calls: string[];
}

/** `onCall` runs inside each activity, before it answers. `more`: how often orders have to wait. */
export function fakeNotes(
  onCall: (name: string, n: number) => Promise<void> = async () => undefined,
  { more = 0 }: { readonly more?: number } = {},
): NoteFakes {
  const reads: ReadNotesInput[] = [];
  const calls: string[] = [];
  let waits = more;
  const seen = async (name: string): Promise<void> => {
    calls.push(name);
    await onCall(name, calls.length);
  };
  const activities: Notes = {
    async readNotes(input) {
      reads.push(input);
      await seen('readNotes');
      const read = input.goodsOut.length + input.dropShip.length;
      return { read, ours: read, destroyed: 0 };
    },
    async tellOrders() {
      await seen('tellOrders');
      waits -= 1;
      return { told: 1, more: waits >= 0 };
    },
    async sweepNotes() {
      await seen('sweepNotes');
      return { goodsOut: 3, dropShip: 1, whole: false };
    },
  };
  return { activities, reads, calls };
}
