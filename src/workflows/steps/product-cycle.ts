/** The steps of the `catalog` workflow about products: from what the account says of them to the fields that the rules name. */
import { sleep } from '@temporalio/workflow';
import type { CatalogInput } from '../../domain/catalog-messages';
import type { CatalogAccountStep, ReadProductsResult } from '../../domain/catalog-types';
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
    let toCheck = await this.compare(step, read);
    if (productsFrom.missing && (await this.make(step, read.readAt))) {
      // What was made is a product as any other: what it was not made with is set now.
      await this.noteShown(step, visibilityLagMs);
      toCheck = await this.compare(step, read);
    }
    if (toCheck > 0) await this.noteShown(step, visibilityLagMs);
  }

  /** Gives how many products are to be looked at once the store shows what was written. */
  private async compare(step: CatalogAccountStep, read: ReadProductsResult): Promise<number> {
    const { readAt, unknownFields = [] } = read;
    const { account } = step;
    this.show(`Comparing the products of the store with those of ${account}`);
    const summary = `Fields that differ from those of ${account}`;
    const result = await atStore(this.input, summary).writeProducts({
      ...step,
      readAt,
      ...(unknownFields.length > 0 ? { unknownFields } : {}),
    });
    const { products, written, issues, toCheck = written } = result;
    this.written += written;
    this.show(`Products of ${account}: ${written} of ${products} set, ${issues} issues`);
    return toCheck;
  }

  private async noteShown(step: CatalogAccountStep, visibilityLagMs: number): Promise<void> {
    await sleep(visibilityLagMs, { summary: 'Until the store shows what was written' });
    await atStore(this.input, 'What the store made of what was written').noteShownProducts(step);
  }

  /** Gives whether products are to be compared once the store shows them. @param readAt of those that the store has */
  private async make(step: CatalogAccountStep, readAt: number): Promise<boolean> {
    const { account } = step;
    this.show(`Reading the products of ${account} that the store does not have`);
    const missing = await unlessAway(this.input, this.absences, account, (isPatient) =>
      atAccount(this.input, account, 'Products that the store does not have', isPatient).readMissing(step),
    );
    if (!missing) return false;
    this.show(`Making the products of ${account} that the store does not have, by rule`);
    const summary = 'Make the products that the store does not have, by rule';
    const { made, toCheck } = await atStore(this.input, summary).createMissing({
      ...step,
      readAt,
      missing: { readAt: missing.readAt, lists: missing.lists },
    });
    this.written += made;
    return made + toCheck > 0;
  }
}
