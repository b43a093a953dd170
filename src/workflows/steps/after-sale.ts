/** Carries out what was planned after the sale. Steps of one kind wait for nothing of another that failed for good. */
import type { AfterSalePlan } from '../../domain/after-sale-types';
import type { Issue } from '../../domain/issues';
import type { OrderWorkflowInput } from '../../domain/messages';
import { amendOrders } from './amend-orders';
import { cancelOrders } from './cancel-orders';
import { carryOutRefunds } from './refunds';
import { shipNotes } from './shipments';
import { mirrorChanges } from './brightpearl-changes';

/** What every step knows. */
export interface AfterSaleRun {
  readonly input: OrderWorkflowInput;
  /** Absent where the order as it is now cannot be mapped. */
  readonly planId?: string;
  readonly account: string;
  readonly step: (text: string) => void;
  /** From now on our own writes may change the order's status in the store, and come back as events. */
  readonly expectEchoes: () => void;
  /** We changed the status and nothing else: this is the hash of the order's document since. */
  readonly statusChanged: (orderHash: string) => void;
}

/** Gives what a person has to look at; nothing when all is done. */
export async function afterSale(run: AfterSaleRun, { steps, issues }: AfterSalePlan): Promise<readonly Issue[]> {
  const amended = await amendOrders(run, steps);
  const refunded = await carryOutRefunds(run, steps.refunds ?? []);
  const cancelled = await cancelOrders(run, steps);
  const mirrored = steps.mirror ? await mirrorChanges(run, steps.mirror) : [];
  const shipped = await shipNotes(run, steps.notes ?? []);
  return [...issues, ...amended, ...refunded, ...cancelled, ...mirrored, ...shipped];
}
