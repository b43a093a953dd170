/** The steps of the `catalog` workflow about prices: one account after the other, from its price lists to the store's records. */
import { condition } from '@temporalio/workflow';
import type { CatalogInput } from '../../domain/catalog-messages';
import type { CatalogAccountStep, ReadPricesResult, WritePricesResult } from '../../domain/catalog-types';
import type { Absences } from './absences';
import { atAccount, atStore } from './catalog-activities';

/** What another app keeps changing back is written so often, then named. */
const MAX_ROUNDS = 3;

export class PriceCycle {
  /** Records set or deleted. */
  written = 0;

  constructor(
    private readonly input: CatalogInput,
    private readonly absences: Absences,
    private readonly show: (text: string) => void,
  ) {}

  /** @param isWanted whether somebody asked for another look meanwhile: that one checks what this one wrote */
  async run(isWanted: () => boolean): Promise<void> {
    for (const account of this.input.priceAccounts) await this.ofAccount(account, isWanted);
  }

  private async ofAccount(account: string, isWanted: () => boolean): Promise<void> {
    const step = { storeHash: this.input.storeHash, account };
    for (let round = 1; round <= MAX_ROUNDS; round += 1) {
      const prices = await this.read(step);
      if (!prices) return;
      this.show(`Reading what the store asks for what ${account} sells`);
      const { readAt: shownAt } = await atStore(this.input, "Read the store's prices").readRecords(step);
      this.show(`Writing the prices of ${account} that differ`);
      const result = await atStore(this.input, `Write the prices of ${account} that differ`).writePrices({
        ...step,
        prices: { readAt: prices.readAt, lists: prices.lists },
        shownAt,
      });
      this.written += result.written + result.deleted;
      if (result.isStale) continue;
      this.show(wordsOf(account, result));
      if (result.toCheck === 0) return;
      const { visibilityLagMs } = this.input.timings;
      await condition(isWanted, visibilityLagMs, { summary: 'Until the store shows what was written' });
      if (isWanted()) return;
      const isLast = round === MAX_ROUNDS;
      const check = await atStore(this.input, 'Check what the store shows').checkPrices({ ...step, isLast });
      if (check.different === 0) return;
    }
  }

  /** Undefined: the account does not answer, and the others are not to wait for it. */
  private async read(step: CatalogAccountStep): Promise<ReadPricesResult | undefined> {
    const { priceAccounts, timings } = this.input;
    const hasOthers = priceAccounts.length > 1;
    this.show(`Reading the prices of ${step.account}`);
    const ask = async (): Promise<ReadPricesResult> => {
      const summary = `Link the catalogs of ${step.storeHash} and ${step.account}`;
      await atStore(this.input, summary, !hasOthers).refreshCatalogLinks(step);
      return atAccount(this.input, step.account, `Prices of ${step.account}`, !hasOthers).readPrices(step);
    };
    if (!hasOthers) return ask();
    return (await this.absences.unlessAbsent(`account ${step.account}`, timings.leftOutMs, ask))?.answer;
  }
}

function wordsOf(account: string, { written, deleted, unchanged, held, refused }: WritePricesResult): string {
  const parts = [`${written} set`, `${deleted} deleted`, `${unchanged} as they ought to be`];
  if (held > 0) parts.push(`${held} wait for a person`);
  if (refused > 0) parts.push(`${refused} refused`);
  return `Prices of ${account}: ${parts.join(', ')}`;
}
