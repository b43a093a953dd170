/**
 * Kills the connector, and disturbs every request, between the sales order of an order and its custom fields, which are set
 * once: those that tell of the order itself, and those that reports group it by.
 */
import { ensureBuilt } from './support/build';
import { disturbEachStep } from './support/disturb-each-step';
import { importing } from './support/errand';
import { recordFlow, warmUp, type Flow } from './support/flow';
import { startInfrastructure, type Infrastructure } from './support/infrastructure';
import { killEachStep, type KilledFlow } from './support/kill-each-step';
import { openLane, type Lane } from './support/lane';
import { isRead, type Step } from './support/probe';

/** Orders that are held when a connector is killed. */
const SITES = 6;
const LIMIT_MS = 10 * 60_000;

const RULES = {
  customFields: [{ code: 'PCF_GIFTMSG', from: 'orderSource' }],
  reporting: {
    assign: [{ when: { brand: 'own brand' }, projectId: 2 }],
    customFields: [{ code: 'PCF_WEBORDER', from: 'brand' }],
  },
};

let infrastructure: Infrastructure;
let lane: Lane;
let flow: Flow;

beforeAll(async () => {
  ensureBuilt();
  infrastructure = await startInfrastructure();
  lane = await openLane(
    infrastructure,
    'fields',
    Array.from({ length: SITES }, () => ({ rules: RULES })),
  );
  await warmUp(lane);
  flow = await recordFlow(lane);
}, LIMIT_MS);

afterAll(async () => {
  await lane?.close();
  await infrastructure?.stop();
}, 60_000);

it('has the fields when nothing is in the way', () => {
  const [salesOrder] = flow.ledger.brightpearl.salesOrders;
  expect(salesOrder).toMatchObject({ projectId: 2 });
  expect(Object.fromEntries(salesOrder!.customFields)).toEqual({ PCF_GIFTMSG: 'www', PCF_WEBORDER: 'Own brand' });
});

const isFields = ({ action }: Step): boolean => /^PATCH .*custom-field$/.test(action);

/** What was written of the order just before its fields, and right after. */
function aroundFields(): KilledFlow {
  const writes = flow.warm.filter((step) => !isRead(step));
  const at = writes.findIndex(isFields);
  expect(at).toBeGreaterThan(0);
  return { name: 'import', begin: importing(flow), steps: writes.slice(Math.max(0, at - 4), at + 4) };
}

it(
  'comes to the same ledger wherever the connector is killed',
  () => killEachStep('Killed around the fields', [lane], [aroundFields()]),
  LIMIT_MS,
);

it(
  'comes to the same ledger whatever befalls the request',
  () => disturbEachStep('Disturbed fields', lane.sites, [{ ...aroundFields(), steps: flow.warm.filter(isFields) }]),
  LIMIT_MS,
);
