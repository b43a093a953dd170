/** The steps of the `catalog` workflow about prices: one account after the other, from its price lists to the store's records. */
import { condition, proxyActivities } from '@temporalio/workflow';
import type { ActivityOptions } from '@temporalio/workflow';
import type { CatalogInput } from '../../domain/catalog-messages';
import type {
  AccountCatalogActivities,
  CatalogAccountStep,
  ReadPricesResult,
  StoreCatalogActivities,
  WritePricesResult,
} from '../../domain/catalog-types';
import { bigcommerceQueue, brightpearlQueue } from '../../domain/queues';
import type { Absences } from './absences';

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
      const { readAt: shownAt } = await this.atStore("Read the store's prices").readRecords(step);
      this.show(`Writing the prices of ${account} that differ`);
      const result = await this.atStore(`Write the prices of ${account} that differ`).writePrices({
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
      const check = await this.atStore('Check what the store shows').checkPrices({ ...step, isLast });
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
      await this.atStore(summary, hasOthers).refreshCatalogLinks(step);
      return this.atAccount(step.account, hasOthers).readPrices(step);
    };
    if (!hasOthers) return ask();
    return (await this.absences.unlessAbsent(`account ${step.account}`, timings.leftOutMs, ask))?.answer;
  }

  private atStore(summary: string, hasPatience = false) {
    const { taskQueuePrefix, storeHash } = this.input;
    return proxyActivities<StoreCatalogActivities>({
      ...this.options(bigcommerceQueue(taskQueuePrefix, storeHash), hasPatience),
      summary,
    });
  }

  private atAccount(account: string, hasPatience: boolean) {
    return proxyActivities<AccountCatalogActivities>({
      ...this.options(brightpearlQueue(this.input.taskQueuePrefix, account), hasPatience),
      summary: `Prices of ${account}`,
    });
  }

  private options(taskQueue: string, hasPatience: boolean): ActivityOptions {
    const { timings } = this.input;
    return {
      taskQueue,
      startToCloseTimeout: timings.activityTimeoutMs,
      heartbeatTimeout: timings.heartbeatTimeoutMs,
      ...(hasPatience ? { scheduleToCloseTimeout: timings.accountPatienceMs } : {}),
      retry: { initialInterval: timings.retryInitialMs, maximumInterval: timings.retryMaxMs, backoffCoefficient: 2 },
    };
  }
}

function wordsOf(account: string, { written, deleted, unchanged, held, refused }: WritePricesResult): string {
  const parts = [`${written} set`, `${deleted} deleted`, `${unchanged} as they ought to be`];
  if (held > 0) parts.push(`${held} wait for a person`);
  if (refused > 0) parts.push(`${refused} refused`);
  return `Prices of ${account}: ${parts.join(', ')}`;
}
