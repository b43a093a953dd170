import { brightpearlChangeRulesSchema, leavesHoldAlone } from '../../src/mapping/rules-brightpearl-changes';
import { decideStatus } from '../../src/mapping/status-map';
import type { StatusPair } from '../../src/mapping/status-map';

const MAPS = { statuses: { '20': 9, '21': 8 }, storeStatuses: { '12': 21, '9': 20 } };

const decide = (now: StatusPair, last: { bp: number; bc?: number }) => decideStatus({ now, last }, MAPS);

describe('a status that changed', () => {
  it.each([
    [
      'moves the order as the sales order',
      { bp: 20, bc: 11 },
      { bp: 3, bc: 11 },
      { to: 'store', statusId: 9, overruled: false },
    ],
    ['moves the sales order as the order', { bp: 3, bc: 12 }, { bp: 3, bc: 11 }, { to: 'brightpearl', statusId: 21 }],
    ['moves nothing where it is not listed', { bp: 7, bc: 1 }, { bp: 3, bc: 11 }, { to: 'nothing' }],
    ['moves nothing where both agree', { bp: 20, bc: 9 }, { bp: 3, bc: 11 }, { to: 'nothing' }],
    [
      'on both sides goes by Brightpearl, which is told',
      { bp: 20, bc: 12 },
      { bp: 3, bc: 11 },
      { to: 'store', statusId: 9, overruled: true },
    ],
    [
      'to one that is not listed leaves the word to the store',
      { bp: 7, bc: 12 },
      { bp: 3, bc: 11 },
      { to: 'brightpearl', statusId: 21 },
    ],
    ['long ago moves nothing again', { bp: 20, bc: 11 }, { bp: 20, bc: 11 }, { to: 'nothing' }],
    [
      'of a store that nothing is known of yet is passed on',
      { bp: 3, bc: 12 },
      { bp: 3 },
      { to: 'brightpearl', statusId: 21 },
    ],
  ] as const)('%s', (_what, now, last, decision) => {
    expect(decide(now, last)).toEqual(decision);
  });

  it.each([2, 3, 4, 5, 6, 13, 14])('never moves an order away from status %i', (bc) => {
    expect(decide({ bp: 20, bc }, { bp: 3, bc })).toEqual({ to: 'nothing' });
  });
});

/** Two sides that people change at any moment, and a connector that may die between a write and its memory of it. */
function settle(random: () => number): { readonly writes: number; readonly state: StatusPair } {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
  const maps = {
    statuses: Object.fromEntries([3, 20, 21, 23].map((bp) => [bp, pick([1, 7, 8, 9, 11, 12])])),
    storeStatuses: Object.fromEntries([7, 8, 9, 11, 12].map((bc) => [bc, pick([3, 20, 21, 23])])),
  };
  let state = { bp: 3, bc: 11 };
  let last: { bp: number; bc?: number } = { bp: 3 };
  let writes = 0;
  const look = (dies: boolean): void => {
    const decision = decideStatus({ now: state, last }, maps);
    if (decision.to === 'store') state = { ...state, bc: decision.statusId };
    if (decision.to === 'brightpearl') state = { ...state, bp: decision.statusId };
    if (decision.to !== 'nothing') writes += 1;
    if (!dies) last = state;
  };
  for (let step = 0; step < 30; step += 1) {
    const what = random();
    if (what < 0.3) state = { ...state, bp: pick([3, 20, 21, 23, 99]) };
    else if (what < 0.6) state = { ...state, bc: pick([1, 7, 8, 9, 11, 12]) };
    else look(what > 0.85);
  }
  writes = 0;
  for (let step = 0; step < 10; step += 1) look(random() > 0.7);
  return { writes, state };
}

function randomOf(seed: number): () => number {
  let value = seed;
  return () => {
    value = (value * 1_103_515_245 + 12_345) % 2_147_483_648;
    return value / 2_147_483_648;
  };
}

it('comes to rest after at most two writes, whatever people do and wherever the connector dies', () => {
  for (let seed = 1; seed <= 2_000; seed += 1) {
    const { writes } = settle(randomOf(seed));
    expect({ seed, isQuiet: writes <= 2 }).toEqual({ seed, isQuiet: true });
  }
});

describe('the rules', () => {
  it.each([0, 2, 3, 4, 5, 14])('refuse BigCommerce status %i on both sides, and say why', (statusId) => {
    for (const given of [{ statuses: { 20: statusId } }, { storeStatuses: { [statusId]: 20 } }]) {
      const { error } = brightpearlChangeRulesSchema.safeParse(given);
      expect(error?.issues[0]?.message).toMatch(new RegExp(`^Cannot map status ${statusId}, .+: .+`));
    }
  });

  it('leave the hold status alone', () => {
    const rules = (given: object) => ({
      statuses: { hold: 2 },
      brightpearlChanges: brightpearlChangeRulesSchema.parse(given),
    });
    expect(leavesHoldAlone(rules({ statuses: { 20: 9 } }))).toBe(true);
    expect(leavesHoldAlone(rules({ statuses: { 2: 12 } }))).toBe(false);
    expect(leavesHoldAlone(rules({ storeStatuses: { 12: 2 } }))).toBe(false);
  });
});
