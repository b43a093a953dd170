/** Disturbs every request of some flows, at every site side by side, and shows and expects what came of it. */
import { disturbancesOf, runDisturbance, type Disturbance } from './faulting';
import { casesOf, type OfFlow } from './flow-cases';
import type { KilledFlow } from './kill-each-step';
import { batchesOf, runOverLanes, selected, untilReached, type Result } from './matrix';
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
  expectNoneWrong(title, await disturb(sites, cases), { sites, startedAt });
}

/** Each at a site; where their step is not come to, at fewer of them at once. */
export function disturb(
  sites: readonly Site[],
  disturbances: readonly OfFlow<Disturbance>[],
): Promise<readonly Result[]> {
  const over = (count: number) => (cases: readonly OfFlow<Disturbance>[]) =>
    runOverLanes(sites.slice(0, count), batchesOf(cases, 1), async (site, [one]) => [
      await runDisturbance(site, one!, one!.begin),
    ]);
  return untilReached(disturbances, [sites.length, Math.ceil(sites.length / 2), 1].map(over));
}
