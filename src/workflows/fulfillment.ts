/**
 * The `fulfillment` workflow: one goods-out or drop-ship note becomes its shipments, and the order's status follows. A child
 * of its order's workflow, which runs one at a time and lets no other write about the order.
 */
import { ActivityFailure, isCancellation, setCurrentDetails } from '@temporalio/workflow';
import type { FulfillmentInput, FulfillmentResult } from '../domain/fulfillment-types';
import { noteActivities, shipmentActivities } from './steps/activity-proxies';
import { issueOfFailure } from './steps/failed-step';

/** A step that failed for good is an issue of the order: it fails no workflow. */
export async function fulfillment(input: FulfillmentInput): Promise<FulfillmentResult> {
  try {
    return await ship(input);
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    return { issues: [issueOfFailure(error, input.key)] };
  }
}

async function ship(input: FulfillmentInput): Promise<FulfillmentResult> {
  const { key, note } = input;
  const name = `${note.kind} note ${note.noteId}`;
  const step = () => ({ key, note, asOf: Date.now() });
  setCurrentDetails(`Reading ${name} of order ${key.orderId}`);
  const { readingId } = await noteActivities(input, note.account, `Read ${name} and its sales order`).readNote(step());
  const plan = await shipmentActivities(input, `Plan the shipments of ${name}`).planShipments({ ...step(), readingId });
  const { planId, issues } = plan;
  if (planId === undefined) return { issues };
  for (const index of plan.create) {
    setCurrentDetails(`Making shipment ${index + 1} of ${plan.create.length} of ${name}`);
    await shipmentActivities(input, `Make a shipment of ${name}`).createShipment({ ...step(), planId, index });
  }
  for (const index of plan.change) {
    await shipmentActivities(input, `Pass on the tracking of ${name}`).changeShipment({ ...step(), planId, index });
  }
  const settled = await shipmentActivities(input, `Settle ${name}`).settleNote({ ...step(), planId });
  setCurrentDetails(`The store shows ${name}`);
  return { issues: [], ...settled };
}
