/** The undisturbed flows after the sale: what happens, the steps that follow, and the ledger that all must come to. */
import type { KilledFlow } from './kill-each-step';
import type { Lane } from './lane';
import { differenceOf, strays, type Ledger } from './ledger';
import { undisturbed } from './recording';
import { happening } from './sale-errands';
import { SALE_EVENTS, type Event } from './sale-events';
import type { Site } from './site';
import { STAFF_EVENTS } from './staff-events';

export interface SaleFlow extends KilledFlow {
  readonly ledger: Ledger;
}

/** Each event by itself, at every site of a lane: echoes come to some and not to others. */
export async function recordSaleFlows(lane: Lane): Promise<SaleFlow[]> {
  const flows: SaleFlow[] = [];
  for (const event of [...SALE_EVENTS, ...STAFF_EVENTS]) flows.push(await recordSaleFlow(lane.sites, event));
  expect(lane.sites.flatMap(strays)).toEqual([]);
  return flows;
}

async function recordSaleFlow(sites: readonly Site[], event: Event): Promise<SaleFlow> {
  const ledgers: Ledger[] = [];
  const ended = (ledger: Ledger): void => void ledgers.push(ledger);
  const steps = await undisturbed(sites, happening(event, undefined, ended));
  const [expected] = ledgers;
  if (!expected) throw new Error('A lane has at least one site');
  for (const ledger of ledgers) expect(differenceOf(expected, ledger)).toBeUndefined();
  return { name: event.name, begin: happening(event, expected), steps, ledger: expected };
}
