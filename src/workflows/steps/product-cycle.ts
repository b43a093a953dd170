/** The steps of the `catalog` workflow about products: from what the account says of them to the fields that the rules name. */
import { sleep } from '@temporalio/workflow';
import type { CatalogInput } from '../../domain/catalog-messages';
import type { CatalogAccountStep } from '../../domain/catalog-types';
import type { Absences } from './absences';
import { atAccount, atStore, unlessAway } from './catalog-activities';

export class ProductCycle {
  /** Products of which something was set, and those that were made. */
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
    const made = productsFrom.missing ? await this.make(step, read.readAt) : 0;
    this.written += written + made;
    this.show(`Products of ${account}: ${written} of ${products} set, ${made} made, ${issues} issues`);
    if (toCheck + made === 0) return;
    await sleep(visibilityLagMs, { summary: 'Until the store shows what was written' });
    await atStore(this.input, 'What the store made of what was written').noteShownProducts(step);
  }

  /** Gives how many were made. @param readAt when the reading of the products began that the store has */
  private async make(step: CatalogAccountStep, readAt: number): Promise<number> {
    const { account } = step;
    this.show(`Reading the products of ${account} that the store does not have`);
    const missing = await unlessAway(this.input, this.absences, account, (isPatient) =>
      atAccount(this.input, account, 'Products that the store does not have', isPatient).readMissing(step),
    );
    if (!missing) return 0;
    this.show(`Making the products of ${account} that the store does not have, by rule`);
    const summary = 'Make the products that the store does not have, by rule';
    const { made } = await atStore(this.input, summary).createMissing({
      ...step,
      readAt,
      missing: { readAt: missing.readAt, lists: missing.lists },
    });
    return made;
  }
}
