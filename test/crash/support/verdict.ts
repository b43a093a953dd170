/** Shows what came of a matrix, and expects that nothing went wrong, hardly a step was missed, and nobody else was touched. */
import { strays } from './ledger';
import { MOST_UNREACHED, printMatrix, shareUnreached, wrongOf, type Result } from './matrix';
import type { Site } from './site';

/** @param startedAt by `performance.now()` */
export function expectNoneWrong(
  title: string,
  results: readonly Result[],
  { sites, startedAt }: { readonly sites: readonly Site[]; readonly startedAt: number },
): void {
  printMatrix(title, results, (performance.now() - startedAt) / 1_000);
  expect(wrongOf(results)).toEqual([]);
  expect(shareUnreached(results)).toBeLessThan(MOST_UNREACHED);
  expect(sites.flatMap(strays)).toEqual([]);
}
