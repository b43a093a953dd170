/** Activities of the `fulfillment` workflow. */
import type { BrightpearlNoteActivities, NoteStep, ShipmentActivities } from '../../domain/fulfillment-types';
import type { ActivityDeps } from '../deps';
import { unlessPaused } from '../pauses';
import { planShipments } from './plan-shipments';
import { readNote } from './read-note';
import { settleNote } from './settle-note';
import { changeShipment, createShipment } from './write-shipment';

export type FulfillmentActivities = BrightpearlNoteActivities & ShipmentActivities;

export function createFulfillmentActivities(deps: ActivityDeps): FulfillmentActivities {
  const atStore =
    <Input extends NoteStep, Result>(run: (deps: ActivityDeps, input: Input) => Promise<Result>) =>
    (input: Input): Promise<Result> =>
      unlessPaused(deps.store, { system: 'bigcommerce', scope: input.key.storeHash }, () => run(deps, input));
  return {
    readNote: (input) =>
      unlessPaused(deps.store, { system: 'brightpearl', scope: input.note.account }, () => readNote(deps, input)),
    planShipments: atStore(planShipments),
    createShipment: atStore(createShipment),
    changeShipment: atStore(changeShipment),
    settleNote: atStore(settleNote),
  };
}
