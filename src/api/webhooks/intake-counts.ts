/** What became of the webhooks of this process, for `connector state` and for tests. */
export type IntakeOutcome = 'accepted' | 'ignored' | 'refused';

export class IntakeCounts {
  private readonly counts: Record<IntakeOutcome, number> = { accepted: 0, ignored: 0, refused: 0 };

  add(outcome: IntakeOutcome): void {
    this.counts[outcome] += 1;
  }

  snapshot(): Readonly<Record<IntakeOutcome, number>> {
    return { ...this.counts };
  }
}
