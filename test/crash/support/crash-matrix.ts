/** The two tests of a matrix: its connectors are killed at each step of some flows, and whatever may befall a request does. */
import { crashLanes, type LanesOptions } from './crash-lanes';
import { disturbEachStep } from './disturb-each-step';
import { killEachStep, type KilledFlow } from './kill-each-step';
import type { Lane } from './lane';
import type { Step } from './probe';
import type { Site } from './site';
import { triesAll } from './tried';

/** Errands that are held when a connector is killed. */
const SITES = 6;
/** Many times what the slowest matrix takes: it ends what hangs. */
const LIMIT_MS = (triesAll ? 60 : 20) * 60_000;

export interface CrashMatrix extends Omit<LanesOptions, 'lanes' | 'sites' | 'limitMs'> {
  /** @default 2 */
  readonly lanes?: number;
  /** What each case must come to: `the right prices`. */
  readonly outcome: string;
  /** In the titles of its tables: `prices`. */
  readonly subject: string;
  /** The undisturbed flows, which its cases are made of. */
  readonly record: (opened: Recording) => Promise<readonly KilledFlow[]>;
  /** Of the steps of the flows. @default each */
  readonly isDisturbed?: (step: Step) => boolean;
}

interface Recording {
  readonly lanes: readonly Lane[];
  /** Of all lanes. */
  readonly sites: readonly Site[];
  readonly besides: readonly Site[];
}

export interface OpenMatrix {
  /** None before the tests begin. */
  readonly lanes: readonly Lane[];
  readonly limitMs: number;
}

export function crashMatrix({
  lanes: count = 2,
  outcome,
  subject,
  record,
  isDisturbed = () => true,
  ...options
}: CrashMatrix): OpenMatrix {
  const { lanes, recorded } = crashLanes(
    { ...options, lanes: count, sites: SITES, limitMs: LIMIT_MS },
    ({ lanes: opened, besides }) => record({ lanes: opened, sites: sitesOf(opened), besides }),
  );

  it(
    `comes to ${outcome} wherever the connector is killed`,
    () => killEachStep(`Killed at each step of ${subject}`, lanes, recorded()),
    LIMIT_MS,
  );

  it(
    `comes to ${outcome} whatever befalls a request`,
    () => {
      const flows = recorded().map((flow) => ({ ...flow, steps: flow.steps.filter(isDisturbed) }));
      return disturbEachStep(`Disturbed at each step of ${subject}`, sitesOf(lanes), flows);
    },
    LIMIT_MS,
  );

  return { lanes, limitMs: LIMIT_MS };
}

const sitesOf = (lanes: readonly Lane[]): Site[] => lanes.flatMap(({ sites }) => sites);
