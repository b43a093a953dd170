/** Disturbs every request of some flows, at every site side by side, and shows and expects what came of it. */
import { disturbancesOf, runDisturbance } from './faulting';
import { casesOf } from './flow-cases';
import type { KilledFlow } from './kill-each-step';
import { batchesOf, casesThat, replaced, runOverLanes, selected } from './matrix';
import type { Site } from './site';
import { expectNoneWrong } from './verdict';

export async function disturbEachStep(
  title: string,
  sites: readonly Site[],
  flows: readonly KilledFlow[],
): Promise<void> {
  const startedAt = performance.now();
  const cases = flows.flatMap((flow) => {
    const requests = flow.steps.filter(({ system }) => system !== 'database');
    return selected(casesOf(flow, disturbancesOf(requests)));
  });
  const run = (batches: (typeof cases)[]) =>
    runOverLanes(sites, batches, async (site: Site, [one]) => [await runDisturbance(site, one!, one!.begin)]);
  const first = await run(batchesOf(cases, 1));
  const second = await run(batchesOf(casesThat('unreached', first), 1));
  expectNoneWrong(title, replaced(first, second), { sites, startedAt });
}
