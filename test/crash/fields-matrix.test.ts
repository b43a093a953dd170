/**
 * Kills the connector, and disturbs every request, between the sales order of an order and its custom fields, which are set
 * once: those that tell of the order itself, and those that reports group it by.
 */
import { crashLanes } from './support/crash-lanes';
import { disturbEachStep } from './support/disturb-each-step';
import { importing } from './support/errand';
import { recordFlow, warmUp } from './support/flow';
import { killEachStep, type KilledFlow } from './support/kill-each-step';
import { isRead, type Step } from './support/probe';

const LIMIT_MS = 10 * 60_000;

const RULES = {
  customFields: [{ code: 'PCF_GIFTMSG', from: 'orderSource' }],
  reporting: {
    assign: [{ when: { brand: 'own brand' }, projectId: 2 }],
    customFields: [{ code: 'PCF_WEBORDER', from: 'brand' }],
  },
};

const { lanes, recorded } = crashLanes(
  { name: 'fields', lanes: 1, sites: 6, options: { rules: RULES }, limitMs: LIMIT_MS },
  async ({ lanes: [lane] }) => {
    await warmUp(lane!);
    return recordFlow(lane!);
  },
);

it('has the fields when nothing is in the way', () => {
  const [salesOrder] = recorded().ledger.brightpearl.salesOrders;
  expect(salesOrder).toMatchObject({ projectId: 2 });
  expect(Object.fromEntries(salesOrder!.customFields)).toEqual({ PCF_GIFTMSG: 'www', PCF_WEBORDER: 'Own brand' });
});

const isFields = ({ action }: Step): boolean => /^PATCH .*custom-field$/.test(action);

/** What was written of the order just before its fields, and right after. */
function aroundFields(): KilledFlow {
  const flow = recorded();
  const writes = flow.warm.filter((step) => !isRead(step));
  const at = writes.findIndex(isFields);
  expect(at).toBeGreaterThan(0);
  return { name: 'import', begin: importing(flow), steps: writes.slice(Math.max(0, at - 4), at + 4) };
}

it(
  'comes to the same ledger wherever the connector is killed',
  () => killEachStep('Killed around the fields', lanes, [aroundFields()]),
  LIMIT_MS,
);

it(
  'comes to the same ledger whatever befalls the request',
  () =>
    disturbEachStep('Disturbed fields', lanes[0]!.sites, [
      { ...aroundFields(), steps: recorded().warm.filter(isFields) },
    ]),
  LIMIT_MS,
);
