/**
 * The `inventory` workflow: the only writer of one store's stock. What changed is marked in the database; a signal says that
 * something did. It gathers changes for a moment, writes what differs, checks what it wrote when the store shows it, and
 * closes when nothing is left to do. A full compare goes page by page, and changed levels are served between its pages.
 */
import { condition, continueAsNew, setCurrentDetails, setHandler, sleep, workflowInfo } from '@temporalio/workflow';
import { compareStockSignal, inventoryStatusQuery, stockMovedSignal } from '../domain/stock-messages';
import type { CompareProgress, CompareRequest, InventoryInput, InventoryStatus } from '../domain/stock-messages';
import { Absences } from './steps/absences';
import { comparePage, inputOfNow, runCycle, verify } from './steps/stock-cycle';

/** The server suggests a fresh history later; a smaller one is easier to read. */
const MAX_EVENTS = 2_000;

export async function inventory(given: InventoryInput): Promise<void> {
  const desk = new Desk(given);
  const absences = new Absences();
  const { maxEvents = MAX_EVENTS } = given;
  let input = given;
  let step = 'Gathering changes';
  let written = 0;
  const show = (text: string): void => {
    step = text;
    setCurrentDetails(text);
  };
  const status = (): InventoryStatus => ({
    storeHash: input.storeHash,
    step,
    written,
    ...(desk.compare ? { compare: desk.compare } : {}),
  });
  setHandler(stockMovedSignal, () => desk.moved(), { description: 'Look at what changed' });
  setHandler(compareStockSignal, (request) => desk.asked(request), { description: 'Compare every level' });
  setHandler(inventoryStatusQuery, status, { description: 'What it is doing' });

  let isBusy = false;
  for (;;) {
    // In the middle of something, what comes is served with the next batch or page anyway.
    if (!isBusy) await desk.settle(input);
    desk.take();
    const configured = await inputOfNow(input);
    if (!configured) return;
    input = configured;
    show('Comparing what changed with the store');
    const cycle = await runCycle(input, absences, desk.fallSince);
    written += cycle.written;
    show(`${written} levels written`);
    // Also after the last page: what it found wrong is marked, and nobody else tells of that.
    isBusy = cycle.more || desk.compare !== undefined;
    if (cycle.isStalled) {
      show('No account answers');
      await sleep(input.timings.leftOutMs, { summary: 'Until the accounts are asked again' });
    } else if (desk.compare) {
      const { compare } = desk;
      show(`Full compare, page ${compare.page}: ${compare.different} of ${compare.compared} differ`);
      desk.advance(compare, await comparePage(input, absences, compare));
    }
    if (!isBusy) desk.fallSince = undefined;
    if (workflowInfo().historyLength > maxEvents || workflowInfo().continueAsNewSuggested) {
      return continueAsNew<typeof inventory>({
        ...input,
        ...desk.unfinished(),
        ...(given.maxEvents === undefined ? {} : { maxEvents }),
      });
    }
    if (isBusy || desk.hasNews()) continue;

    let check = await verify(input);
    while (check.different === 0 && check.nextInMs !== undefined && !desk.hasNews()) {
      show(`${written} levels written; waiting until the store shows them`);
      await condition(() => desk.hasNews(), check.nextInMs, { summary: 'Until the store shows what was written' });
      if (!desk.hasNews()) check = await verify(input);
    }
    if (check.different > 0) desk.moved();
    // No await may stand between this check and the return: a change arriving there would be lost.
    if (!desk.hasNews()) return;
  }
}

/** What was asked for since the loop last looked. A run begins with something to do, whoever started it. */
class Desk {
  compare: CompareProgress | undefined;
  /** When the compare began whose findings are being written: all that falls to 0 over it is one fall. */
  fallSince: number | undefined;
  private news = true;
  private version = 0;
  /** The report of whoever asked for corrections while a compare ran that only reports. */
  private correction: string | undefined;

  constructor({ compare, fallSince }: InventoryInput) {
    this.compare = compare;
    this.fallSince = fallSince;
  }

  /** What the next run takes over. */
  unfinished(): Pick<InventoryInput, 'compare' | 'fallSince'> {
    const { compare, fallSince } = this;
    return { ...(compare ? { compare } : {}), ...(fallSince === undefined ? {} : { fallSince }) };
  }

  moved(): void {
    this.news = true;
    this.version += 1;
  }

  /** One compare at a time: another one that is asked for meanwhile is this one, which then corrects if either is to. */
  asked({ reportId, correct }: CompareRequest): void {
    if (!this.compare) this.begin({ reportId, correct });
    else if (correct && !this.compare.correct) {
      this.correction = reportId;
      this.compare = { ...this.compare, correct };
    }
    this.moved();
  }

  /** @param next undefined when `from` was the last page */
  advance(from: CompareProgress, next: CompareProgress | undefined): void {
    const isCorrecting = this.compare?.correct ?? from.correct;
    if (next) this.compare = { ...next, correct: isCorrecting };
    else {
      this.compare = undefined;
      // Asked for too late for the last page: it is done once more.
      if (isCorrecting && !from.correct) this.begin({ reportId: this.correction ?? from.reportId, correct: true });
    }
  }

  private begin(request: CompareRequest): void {
    this.compare = { ...request, startedAt: Date.now(), page: 1, compared: 0, different: 0, toZero: 0 };
    this.fallSince ??= this.compare.startedAt;
  }

  hasNews(): boolean {
    return this.news;
  }

  take(): void {
    this.news = false;
  }

  /** Waits until no change came for a moment, but no longer than the ceiling. */
  async settle({ timings }: InventoryInput): Promise<void> {
    const deadline = Date.now() + timings.ceilingMs;
    for (;;) {
      const seen = this.version;
      const restMs = Math.min(timings.debounceMs, deadline - Date.now());
      if (restMs <= 0) return;
      if (!(await condition(() => this.version !== seen, restMs, { summary: 'Gather changes' }))) return;
    }
  }
}
