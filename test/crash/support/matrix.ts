/** Runs cases over lanes side by side, and shows what came out as a table: a row per step, a column per mode. */
import Table from 'cli-table3';

export interface Case<Mode extends string = string> {
  readonly step: string;
  readonly mode: Mode;
}

/** `unreached`: the order went well, but not through that step. */
export type Outcome =
  | { readonly kind: 'right'; readonly seconds: number }
  | { readonly kind: 'unreached' }
  | { readonly kind: 'wrong'; readonly why: string };

export interface Result<C extends Case = Case> {
  readonly case: C;
  readonly outcome: Outcome;
}

/** Each lane takes the next batch when it has finished one. */
export async function runOverLanes<Lane, C extends Case>(
  lanes: readonly Lane[],
  batches: readonly (readonly C[])[],
  run: (lane: Lane, batch: readonly C[]) => Promise<readonly Outcome[]>,
): Promise<Result<C>[]> {
  const queue = [...batches];
  const results: Result<C>[] = [];
  const work = async (lane: Lane): Promise<void> => {
    for (let batch = queue.shift(); batch; batch = queue.shift()) {
      const outcomes = await outcomesOf(lane, batch, run);
      results.push(...batch.map((one, index) => ({ case: one, outcome: outcomes[index]! })));
    }
  };
  await Promise.all(lanes.map(work));
  const order = new Map(batches.flat().map((one, index) => [one, index]));
  return results.sort((a, b) => order.get(a.case)! - order.get(b.case)!);
}

async function outcomesOf<Lane, C extends Case>(
  lane: Lane,
  batch: readonly C[],
  run: (lane: Lane, batch: readonly C[]) => Promise<readonly Outcome[]>,
): Promise<readonly Outcome[]> {
  try {
    return await run(lane, batch);
  } catch (error) {
    const why = `the harness failed: ${error instanceof Error ? error.stack : String(error)}`;
    return batch.map(() => ({ kind: 'wrong', why }));
  }
}

export const batchesOf = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));

/**
 * Runs all cases as the first one of `ways` does, and what was not reached as the next one does. What comes together when little
 * goes on comes apart when much does, and the other way round.
 */
export async function untilReached<C extends Case>(
  cases: readonly C[],
  ways: readonly ((cases: readonly C[]) => Promise<readonly Result<C>[]>)[],
): Promise<readonly Result<C>[]> {
  let results: readonly Result<C>[] | undefined;
  for (const way of ways) {
    results = results ? replaced(results, await way(casesThat('unreached', results))) : await way(cases);
  }
  return results ?? [];
}

/** The later results in place of the earlier ones of the same cases. */
const replaced = <C extends Case>(results: readonly Result<C>[], later: readonly Result<C>[]): Result<C>[] =>
  results.map((result) => later.find((other) => other.case === result.case) ?? result);

export const casesThat = <C extends Case>(kind: Outcome['kind'], results: readonly Result<C>[]): C[] =>
  results.filter(({ outcome }) => outcome.kind === kind).map((result) => result.case);

/** A sentence per case that ended wrong. */
export const wrongOf = (results: readonly Result[]): string[] =>
  results.flatMap(({ case: { step, mode }, outcome }) =>
    outcome.kind === 'wrong' ? [`${step}, ${mode}: ${outcome.why}`] : [],
  );

/** Share of the cases whose step was never come to: some steps belong to echoes, which not every order gets. */
export const shareUnreached = (results: readonly Result[]): number =>
  casesThat('unreached', results).length / Math.max(1, results.length);

export const MOST_UNREACHED = 0.05;

/** All of them, or those that `CRASH_ONLY` (a regular expression) finds by step or mode. */
export function selected<C extends Case>(cases: readonly C[]): C[] {
  const only = new RegExp(process.env['CRASH_ONLY'] ?? '');
  return cases.filter(({ step, mode }) => only.test(`${step}, ${mode}`));
}

/** Prints past jest, which would put a stack under it. */
export function printMatrix(title: string, results: readonly Result[], seconds: number): void {
  const modes = [...new Set(results.map(({ case: { mode } }) => mode))];
  const steps = [...new Set(results.map(({ case: { step } }) => step))];
  const table = new Table({ head: ['step', ...modes], style: { head: [], border: [], compact: true } });
  const cells = new Map(results.map(({ case: one, outcome }) => [`${one.step}|${one.mode}`, textOf(outcome)]));
  for (const step of steps) table.push([step, ...modes.map((mode) => cells.get(`${step}|${mode}`) ?? '')]);
  const sum =
    `${title}: ${results.length} cases at ${steps.length} steps, ` +
    `wrong outcomes ${casesThat('wrong', results).length}, not reached ${casesThat('unreached', results).length}, ` +
    `${Math.round(seconds)} s`;
  process.stderr.write(`\n${table.toString()}\n${sum}\n`);
}

const textOf = (outcome: Outcome): string =>
  outcome.kind === 'right' ? `${outcome.seconds.toFixed(1)} s` : outcome.kind === 'wrong' ? 'WRONG' : 'not reached';
