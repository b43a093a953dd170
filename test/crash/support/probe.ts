/**
 * Numbers what the connector does to the outside while it handles one order: every request to either vendor, every write
 * to its database. A step is named by what it is and how often that came before, so that it is the same step in another
 * run, where what runs side by side may come in another order.
 */
import type { SimulatorHooks } from '../../../src/simulators/core/pipeline';
import type { DatabaseHooks } from './pg-proxy';

type System = 'bigcommerce' | 'brightpearl' | 'database';

export interface Step {
  readonly system: System;
  /** `POST /v3/orders/{orderId}/metafields`, `insert intents`. */
  readonly action: string;
  /** From 1. */
  readonly nth: number;
}

export const nameOf = ({ system, action, nth }: Step): string => `${system} ${action} #${nth}`;

/** Of a vendor: it changes nothing there. */
export const isRead = ({ system, action }: Step): boolean => system !== 'database' && /^(GET|OPTIONS) /.test(action);

/** `before`: it arrived and nothing of it was done. `after`: it was done, and the answer was not sent. */
export type Moment = 'before' | 'after';

interface Ambush {
  readonly step: string;
  readonly moment: Moment;
  readonly strike: () => Promise<void>;
}

type Verdict = void | 'drop';

export class Probe {
  private counts = new Map<string, number>();
  private seen: Step[] = [];
  private ambush: Ambush | undefined;
  private readonly open = new Map<string, Step>();
  private lastEvent = Date.now();

  /** Counts from 1 again. */
  begin(): void {
    this.counts = new Map();
    this.seen = [];
    this.ambush = undefined;
  }

  steps(): readonly Step[] {
    return this.seen;
  }

  quietForMs(): number {
    return Date.now() - this.lastEvent;
  }

  /** Runs `strike` once, at that moment of that step; what is held back then is lost. Resolves when it has run. */
  lieInWait(step: Step, moment: Moment, strike: () => Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      const once = async (): Promise<void> => {
        await strike();
        resolve();
      };
      this.ambush = { step: nameOf(step), moment, strike: once };
    });
  }

  /** Whoever was waited for has not come. */
  standDown(): void {
    this.ambush = undefined;
  }

  simulatorHooks(system: System): Required<SimulatorHooks> {
    const keyOf = (n: number): string => `${system}/${n}`;
    return {
      beforeRequest: ({ n, method, template }) => {
        const step = this.arrived(system, `${method} ${template}`);
        this.open.set(keyOf(n), step);
        return this.reached(step, 'before');
      },
      afterApplied: ({ n }) => {
        const step = this.open.get(keyOf(n));
        this.open.delete(keyOf(n));
        return step && this.reached(step, 'after');
      },
    };
  }

  /** Counts it, and says what step it is. */
  arrived(system: System, action: string): Step {
    const key = `${system} ${action}`;
    const nth = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, nth);
    const step = { system, action, nth };
    this.seen.push(step);
    return step;
  }

  /** Strikes if this is the moment waited for. */
  async reached(step: Step, moment: Moment): Promise<Verdict> {
    this.lastEvent = Date.now();
    const { ambush } = this;
    if (!ambush || ambush.moment !== moment || ambush.step !== nameOf(step)) return undefined;
    this.ambush = undefined;
    await ambush.strike();
    return 'drop';
  }
}

interface Watched {
  /** Stands in the parameters of every write about the site, or of the one that made what is written about. */
  readonly key: string;
  readonly probe: Probe;
}

interface Write {
  readonly probe: Probe;
  readonly step: Step;
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Sorts the writes of one connector by the sites that they are about. */
export function databaseHooks(sites: readonly Watched[], unattributed: string[]): Required<DatabaseHooks> {
  /** By the ids of rows that were written with its key. */
  const owners = new Map<string, Watched>();
  const ownerOf = (parameters: string): Watched | undefined => {
    const ids = parameters.match(UUID) ?? [];
    const owner =
      sites.find(({ key }) => parameters.includes(key)) ?? owners.get(ids.find((id) => owners.has(id)) ?? '');
    if (owner) for (const id of ids) owners.set(id, owner);
    return owner;
  };
  return {
    beforeWrite: async (action, parameters) => {
      const probe = ownerOf(parameters)?.probe;
      if (!probe) {
        unattributed.push(action);
        return { verdict: undefined, token: undefined };
      }
      const write: Write = { probe, step: probe.arrived('database', action) };
      return { token: write, verdict: await probe.reached(write.step, 'before') };
    },
    afterApplied: async (token) => {
      const write = token as Write | undefined;
      return write?.probe.reached(write.step, 'after');
    },
  };
}
