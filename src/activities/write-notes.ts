/** Adds the texts of an order to its sales order: notes by marker, so that none is written twice, and custom fields. */
import type { PartStep } from '../domain/activity-types';
import { loadPlan } from './stored-plan';
import type { ActivityDeps } from './deps';
import { setFieldsOnce } from './order-fields';
import { writeOnce } from './write-once';

/** Ends each note of ours: by it one whose answer was lost is found again, and none that staff typed is taken for ours. */
const markOf = ({ marker }: { readonly marker: string }): string => `[BigCommerce ${marker}]`;

export async function writeNotes(
  deps: ActivityDeps,
  input: PartStep & { readonly salesOrderId: number },
): Promise<void> {
  const stored = await loadPlan(deps, input.key, input.planId);
  const { orders } = deps.brightpearl(stored.account);
  for (const note of stored.plan.notes) {
    await writeOnce(deps, {
      kind: 'note',
      account: stored.account,
      localKey: `${input.salesOrderId}/${note.marker}`,
      order: input.key,
      body: note,
      lookFirst: stored.lookFirst,
      find: async () => {
        const found = await orders.notes(input.salesOrderId);
        const ours = found.find(({ text }) => text.includes(markOf(note)));
        return ours ? String(ours.noteId) : undefined;
      },
      send: async (once) =>
        String(await orders.addNote(input.salesOrderId, { text: `${note.text}\n\n${markOf(note)}` }, once)),
    });
  }
  await setFieldsOnce(deps, input.key, stored);
}
