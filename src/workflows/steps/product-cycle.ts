/** The steps of the `catalog` workflow about products: from what the account says of them to the fields that the rules name. */
import { sleep } from '@temporalio/workflow';
import type { CatalogInput } from '../../domain/catalog-messages';
import type { Absences } from './absences';
import { atAccount, atStore, unlessAway } from './catalog-activities';

export class ProductCycle {
  /** Products of which something was set. */
  written = 0;

  constructor(
    private readonly input: CatalogInput,
    private readonly absences: Absences,
    private readonly show: (text: string) => void,
  ) {}

  async run(): Promise<void> {
    const { storeHash, productsFrom } = this.input;
    if (!productsFrom) return;
    const { account, visibilityLagMs } = productsFrom;
    const step = { storeHash, account };
    this.show(`Reading the products of ${account}`);
    const read = await unlessAway(this.input, this.absences, account, async (isPatient) => {
      const summary = `Link the catalogs of ${storeHash} and ${account}`;
      await atStore(this.input, summary, isPatient).refreshCatalogLinks(step);
      return atAccount(this.input, account, `Products of ${account}`, isPatient).readProducts(step);
    });
    if (!read) return;
    this.show(`Comparing the products of the store with those of ${account}`);
    const {
      products,
      written,
      issues,
      toCheck = written,
    } = await atStore(this.input, `Fields that differ from those of ${account}`).writeProducts({
      ...step,
      readAt: read.readAt,
    });
    this.written += written;
    this.show(`Products of ${account}: ${written} of ${products} set, ${issues} issues`);
    if (toCheck === 0) return;
    await sleep(visibilityLagMs, { summary: 'Until the store shows what was written' });
    await atStore(this.input, 'What the store made of what was written').noteShownProducts(step);
  }
}
