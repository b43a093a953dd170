/** The undisturbed flows after the sale: what happens, the steps that follow, and the ledger that all must come to. */
import type { Begin } from './errand';
import type { Lane } from './lane';
import { differenceOf, strays, type Ledger } from './ledger';
import { has, isAudit } from './recording';
import type { Step } from './probe';
import { happening } from './sale-errands';
import { SALE_EVENTS, type Event } from './sale-events';
import type { Site } from './site';
import { STAFF_EVENTS } from './staff-events';

export interface SaleFlow {
  readonly name: string;
  readonly begin: Begin;
  readonly steps: readonly Step[];
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
  const runs = await Promise.all(
    sites.map(async (site) => {
      let ledger: Ledger | undefined;
      const begin = happening(event, undefined, (ended) => (ledger = ended));
      await begin.prepare?.(site);
      site.probe.begin();
      const errand = begin(site);
      expect(await errand.rest()).toBeUndefined();
      await errand.difference();
      return { steps: [...site.probe.steps()], ledger: ledger! };
    }),
  );
  const [first] = runs;
  if (!first) throw new Error('A lane has at least one site');
  for (const { ledger } of runs) expect(differenceOf(first.ledger, ledger)).toBeUndefined();
  const steps = first.steps.filter((step) => !isAudit(step) && runs.every((run) => has(run, step)));
  return { name: event.name, begin: happening(event, first.ledger), steps, ledger: first.ledger };
}
