/** What is to be done about an imported order after the sale. Each concern has a planner of its own. */
import type { BpGoodsOutNote } from '../../brightpearl/goods-out-notes';
import type { BpSalesOrder } from '../../brightpearl/schemas/sales-order';
import type { PlanOrderInput } from '../../domain/activity-types';
import type { AfterSalePlan, AfterSaleSteps } from '../../domain/after-sale-types';
import type { Issue } from '../../domain/issues';
import type { OrderSnapshot } from '../../mapping/types';
import type { Link } from '../../store/links';
import type { ActivityDeps } from '../deps';
import { rememberNotes } from '../notes/remember-notes';
import type { KnownPart } from '../planned-parts';
import type { Rulings } from '../rulings';
import type { StoredPlan } from '../stored-plan';
import { findCancellation } from './cancellation';
import { findBrightpearlChanges } from './brightpearl-changes';
import { findEdits } from './edits';
import { findRefunds } from './refunds';
import { findPendingNotes } from './pending-notes';
import { findWrittenTwice } from './written-twice';

/** What planners look at. Brightpearl's documents are read at most once a pass, and only when a planner asks. */
export interface AfterSale {
  readonly deps: ActivityDeps;
  readonly input: PlanOrderInput;
  readonly snapshot: OrderSnapshot;
  readonly rulings: Rulings;
  /** The order's sales orders, by the links of this database. */
  readonly links: readonly Link[];
  /** The plan of the order as the store has it now, and its parts; absent where that cannot be mapped. */
  readonly stored?: StoredPlan;
  readonly parts?: readonly KnownPart[];
  /** The order's sales orders as they are now, by id. */
  readonly salesOrders: () => Promise<ReadonlyMap<number, BpSalesOrder>>;
  /** The goods-out notes of those, shipped or not. */
  readonly notes: () => Promise<readonly BpGoodsOutNote[]>;
}

/** What one concern adds. */
export interface Finding {
  readonly steps?: AfterSaleSteps;
  readonly issues?: readonly Issue[];
}

type Planner = (afterSale: AfterSale) => Promise<Finding>;

/** In the order in which their issues are shown. */
const PLANNERS: readonly Planner[] = [
  findEdits,
  findCancellation,
  findRefunds,
  findBrightpearlChanges,
  findPendingNotes,
  findWrittenTwice,
];

export async function planAfterSale(
  deps: ActivityDeps,
  known: Omit<AfterSale, 'deps' | 'salesOrders' | 'notes'>,
): Promise<AfterSalePlan> {
  const ids = known.links.map(({ remoteId }) => Number(remoteId));
  const client = deps.brightpearl(known.input.account);
  const afterSale: AfterSale = {
    deps,
    ...known,
    salesOrders: once(() => client.salesOrders.readMany(ids)),
    notes: once(async () =>
      rememberNotes(deps, known.input.account, known.input.key, await client.stock.notesOfOrders(ids)),
    ),
  };
  const findings: Finding[] = [];
  for (const planner of PLANNERS) {
    const finding = await planner(afterSale);
    const { replace } = finding.steps ?? {};
    if (replace) return { steps: { replace }, issues: [] };
    findings.push(finding);
  }
  return {
    steps: Object.assign({}, ...findings.map(({ steps }) => steps)) as AfterSaleSteps,
    issues: findings.flatMap(({ issues }) => issues ?? []),
  };
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => (reading ??= read());
}
