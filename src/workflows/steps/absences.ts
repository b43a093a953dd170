/**
 * Accounts and stores that keep a cycle waiting although it can go on without them: each is waited for once, then left out
 * for a while. The first that is asked again and answers is back.
 */
import { ActivityFailure, isCancellation } from '@temporalio/workflow';

export class Absences {
  private readonly untilOf = new Map<string, number>();

  /** Undefined: it did not answer in the time that its activity had, or lately. */
  async unlessAbsent<T>(name: string, leftOutMs: number, ask: () => Promise<T>): Promise<{ answer: T } | undefined> {
    if ((this.untilOf.get(name) ?? 0) > Date.now()) return undefined;
    try {
      const answer = await ask();
      this.untilOf.delete(name);
      return { answer };
    } catch (error) {
      if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
      this.untilOf.set(name, Date.now() + leftOutMs);
      return undefined;
    }
  }
}
