/** The connector looks at a catalog, as its schedules do, and comes to rest. */
import { ScheduleOverlapPolicy } from '@temporalio/client';
import type { CatalogPart } from '../../../src/domain/catalog-messages';
import { catalogWorkflowId, sweepScheduleId } from '../../../src/domain/ids';
import { isRead, nameOf, type Step } from './probe';
import { patiently, quietAt, runs } from './settling';
import type { Site } from './site';

/** Each part begins with a read that no other one needs. */
const BEGINNINGS = { products: /product-service\/brand/, attributes: /product-service\/option/ };

export async function lookAt(site: Site, parts: readonly CatalogPart[]): Promise<void> {
  for (const part of parts) {
    const schedule = site.temporal().schedule.getHandle(sweepScheduleId(site.key, part));
    // One of a killed connector may still have to end.
    await schedule.trigger(ScheduleOverlapPolicy.ALLOW_ALL);
  }
}

/** Undefined when its `catalog` workflow has come to rest. */
export async function standingOfCatalog(site: Site): Promise<string | undefined> {
  return (await runs(site, catalogWorkflowId(site.key))) ? 'its workflow runs' : quietAt(site);
}

/** What is as it must be costs no write: gives the first one, or what was never read. */
export async function lookedAtAgain(
  site: Site,
  parts: readonly (keyof typeof BEGINNINGS)[],
): Promise<string | undefined> {
  site.probe.begin();
  await lookAt(site, parts);
  const beginnings = parts.map((part) => BEGINNINGS[part]);
  const unrest = await patiently(async () => missingRead(site.probe.steps(), beginnings) ?? standingOfCatalog(site));
  if (unrest !== undefined) return `looked at again, ${unrest}`;
  const written = site.probe.steps().find((step) => step.system !== 'database' && !isRead(step));
  return written && `looked at again, ${nameOf(written)}`;
}

function missingRead(steps: readonly Step[], beginnings: readonly RegExp[]): string | undefined {
  const missing = beginnings.find((read) => !steps.some(({ action }) => read.test(action)));
  return missing && `${missing.source} was not read`;
}
