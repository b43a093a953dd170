/**
 * The `catalog` workflow: the only writer of one store's prices. It links the catalogs, reads what Brightpearl asks, writes the
 * records that differ, looks once more when the store shows what was written, and closes. Handlers only record.
 */
import { setCurrentDetails, setHandler, sleep } from '@temporalio/workflow';
import { catalogStatusQuery, catalogWantedSignal } from '../domain/catalog-messages';
import type { CatalogInput, CatalogStatus } from '../domain/catalog-messages';
import { Absences } from './steps/absences';
import { PriceCycle } from './steps/price-cycle';

export async function catalog(input: CatalogInput): Promise<void> {
  let isWanted = true;
  let step = 'Gathering';
  const show = (text: string): void => {
    step = text;
    setCurrentDetails(text);
  };
  const prices = new PriceCycle(input, new Absences(), show);
  const status = (): CatalogStatus => ({ storeHash: input.storeHash, step, written: prices.written });
  setHandler(catalogWantedSignal, () => void (isWanted = true), { description: 'Look at the prices' });
  setHandler(catalogStatusQuery, status, { description: 'What it is doing' });
  for (;;) {
    await sleep(input.timings.gatherMs, { summary: 'Gather what changed' });
    isWanted = false;
    await prices.run(() => isWanted);
    // No await may stand between this check and the return: a request arriving there would be lost.
    if (!isWanted) return;
  }
}
