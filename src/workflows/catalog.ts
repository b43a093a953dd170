/**
 * The `catalog` workflow: the only writer of one store's products and prices. It looks at the parts that are asked for, writes what
 * differs, looks once more when the store shows what was written, and closes. Handlers only record.
 */
import { setCurrentDetails, setHandler, sleep } from '@temporalio/workflow';
import { CATALOG_PARTS, catalogStatusQuery, catalogWantedSignal } from '../domain/catalog-messages';
import type { CatalogInput, CatalogPart, CatalogStatus } from '../domain/catalog-messages';
import { Absences } from './steps/absences';
import { AttributeCycle } from './steps/attribute-cycle';
import { PriceCycle } from './steps/price-cycle';
import { ProductCycle } from './steps/product-cycle';

export async function catalog(input: CatalogInput): Promise<void> {
  const wanted = new Set<CatalogPart>();
  let step = 'Gathering';
  const show = (text: string): void => {
    step = text;
    setCurrentDetails(text);
  };
  const absences = new Absences();
  const cycles = {
    products: new ProductCycle(input, absences, show),
    attributes: new AttributeCycle(input, absences, show),
    prices: new PriceCycle(input, absences, show),
  };
  const written = (): number => Object.values(cycles).reduce((sum, cycle) => sum + cycle.written, 0);
  const status = (): CatalogStatus => ({ storeHash: input.storeHash, step, written: written() });
  const want = (part: CatalogPart | undefined): void =>
    (part ? [part] : CATALOG_PARTS).forEach((one) => wanted.add(one));
  setHandler(catalogWantedSignal, ({ part }) => want(part), { description: 'Look at the catalog, or at a part of it' });
  setHandler(catalogStatusQuery, status, { description: 'What it is doing' });
  for (;;) {
    await sleep(input.timings.gatherMs, { summary: 'Gather what changed' });
    // Somebody started it by hand.
    if (wanted.size === 0) want(undefined);
    for (const part of CATALOG_PARTS) {
      if (wanted.delete(part)) await cycles[part].run(() => wanted.has(part));
    }
    // No await may stand between this check and the return: a request arriving there would be lost.
    if (wanted.size === 0) return;
  }
}
