/** The steps of the `catalog` workflow about options: from those of the account to those of each product that varies by them. */
import { sleep } from '@temporalio/workflow';
import type { CatalogInput } from '../../domain/catalog-messages';
import type { Absences } from './absences';
import { atAccount, atStore, unlessAway } from './catalog-activities';

/** What is not answered again and again is looked at by the next schedule. */
const MAX_ROUNDS = 3;

export class AttributeCycle {
  /** Options and values set. */
  written = 0;

  constructor(
    private readonly input: CatalogInput,
    private readonly absences: Absences,
    private readonly show: (text: string) => void,
  ) {}

  async run(): Promise<void> {
    const { storeHash, attributesFrom: account } = this.input;
    if (account === undefined) return;
    const step = { storeHash, account };
    this.show(`Reading the options of ${account}`);
    const read = await unlessAway(this.input, this.absences, account, async (isPatient) => {
      const summary = `Link the catalogs of ${storeHash} and ${account}`;
      await atStore(this.input, summary, isPatient).refreshCatalogLinks(step);
      return atAccount(this.input, account, `Options of ${account}`, isPatient).readOptions(step);
    });
    if (!read) return;
    for (let round = 1; round <= MAX_ROUNDS; round += 1) {
      this.show(`Comparing the options of the store with those of ${account}`);
      const { products, written, issues, lookAgainInMs } = await atStore(
        this.input,
        `Options that differ from those of ${account}`,
      ).followOptions({ ...step, readAt: read.readAt });
      this.written += written;
      this.show(`Options of ${account}: ${written} set at ${products} products that were looked at, ${issues} issues`);
      if (lookAgainInMs === undefined) return;
      await sleep(lookAgainInMs, { summary: 'Until nothing can come of what was not answered' });
    }
  }
}
