/**
 * Kills one connector at a step of several errands at once: each is of another site and is held at its own step, before it
 * is done or before its answer is sent, until all are; then the process dies, and is started again.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Begin, Errand } from './errand';
import type { Lane } from './lane';
import type { Case, Outcome } from './matrix';
import { nameOf, type Moment, type Step } from './probe';
import { PATIENCE_MS } from './settling';
import type { Site } from './site';
import { REQUEST_TIMEOUT_MS } from './timings';

export interface Kill extends Case<Moment> {
  readonly at: Step;
  /** Needs a connector that has just been started. */
  readonly cold: boolean;
}

/** Who is held at a step must not give up waiting for the answer before the process dies. */
const HOLD_LIMIT_MS = REQUEST_TIMEOUT_MS * 0.7;
/** Whoever works on an errand, however slowly, shows it before. */
const SILENCE_MS = 10 * REQUEST_TIMEOUT_MS;
const POLL_MS = 10;

/** @param cold whether they are steps of a connector that has just been started */
export function killsOf(steps: readonly Step[], cold: boolean): Kill[] {
  return steps.flatMap((at) =>
    (['before', 'after'] as const).map((mode) => ({
      step: `${cold ? '(just started) ' : ''}${nameOf(at)}`,
      mode,
      at,
      cold,
    })),
  );
}

interface Held {
  readonly site: Site;
  readonly kill: Kill;
  readonly errand: Errand;
  /** When it came to its step. */
  heldAt: number | undefined;
}

/** @param kills at most as many as the lane has sites */
export async function runKills(
  lane: Lane,
  kills: readonly Kill[],
  begin: Begin,
  holdLimitMs = HOLD_LIMIT_MS,
): Promise<Outcome[]> {
  if (kills.some(({ cold }) => cold)) await lane.connector.restart();
  await Promise.all(kills.map(async (_kill, index) => begin.prepare?.(siteOf(lane, index))));
  let die = (): void => undefined;
  const death = new Promise<void>((resolve) => (die = resolve));
  const round = kills.map((kill, index) => ambush(siteOf(lane, index), kill, death, begin));
  await untilHeld(round, holdLimitMs);
  await lane.connector.kill();
  for (const { site } of round) site.probe.standDown();
  die();
  const killedAt = performance.now();
  await lane.connector.start();
  return Promise.all(round.map((held) => outcomeOf(held, killedAt)));
}

function siteOf({ sites }: Lane, index: number): Site {
  const site = sites[index];
  if (!site) throw new Error('There are more kills than sites');
  return site;
}

function ambush(site: Site, kill: Kill, death: Promise<void>, begin: Begin): Held {
  site.probe.begin();
  const strike = (): Promise<void> => {
    held.heldAt = performance.now();
    return death;
  };
  void site.probe.lieInWait(kill.at, kill.mode, strike);
  const held: Held = { site, kill, errand: begin(site), heldAt: undefined };
  return held;
}

/** Or until the first one has been held as long as it may; or nobody comes to a step, and nothing happens any more. */
async function untilHeld(round: readonly Held[], limitMs: number): Promise<void> {
  const startedAt = performance.now();
  const since = (time: number): number => performance.now() - time;
  for (;;) {
    const times = round.flatMap(({ heldAt }) => heldAt ?? []);
    if (times.length === round.length) return;
    if (times.length > 0 && since(Math.min(...times)) > limitMs) return;
    const silentForMs = Math.min(since(startedAt), ...round.map(({ site }) => site.probe.quietForMs()));
    if (silentForMs > SILENCE_MS || since(startedAt) > PATIENCE_MS) return;
    await pause(POLL_MS);
  }
}

async function outcomeOf({ errand, heldAt }: Held, killedAt: number): Promise<Outcome> {
  const unrest = await errand.rest();
  const seconds = (performance.now() - killedAt) / 1_000;
  const why = unrest ?? (await errand.difference());
  if (why !== undefined) return { kind: 'wrong', why };
  return heldAt === undefined ? { kind: 'unreached' } : { kind: 'right', seconds };
}
