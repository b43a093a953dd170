/** The simulator's answers about price lists against BigCommerce's own API description. */
import { startStore, type Store } from '../simulators/bigcommerce/support';
import { describeWithSpecs, loadContract, specPath, type Contract } from './vendor-specs';

const LISTS = '/pricelists';
const LIST = '/pricelists/{price_list_id}';
const RECORDS = `${LIST}/records`;
const BY_VARIANT = `${RECORDS}/{variant_id}`;
const BY_CURRENCY = `${BY_VARIANT}/{currency_code}`;
const ASSIGNMENTS = '/pricelists/assignments';

const TIER = { quantity_min: 5, quantity_max: 10, type: 'percent', amount: 1 };
const RECORD = { variant_id: 1, currency: 'usd', price: 10, sale_price: 8, bulk_pricing_tiers: [TIER] };
const INCLUDE = '?include=bulk_pricing_tiers,sku';

interface Asked {
  readonly method: string;
  /** As the description has it. */
  readonly path: string;
  readonly status: number;
  readonly query?: string;
  readonly body?: unknown;
}

/** In this order, on one store. */
const STEPS: readonly Asked[] = [
  { method: 'POST', path: LISTS, status: 200, body: { name: 'Trade' } },
  { method: 'POST', path: LISTS, status: 409, body: { name: 'Trade' } },
  { method: 'POST', path: LISTS, status: 422, body: {} },
  { method: 'GET', path: LISTS, status: 200 },
  { method: 'GET', path: LIST, status: 200 },
  { method: 'PUT', path: LIST, status: 200, body: { name: 'Trade', active: false } },
  { method: 'PUT', path: RECORDS, status: 200, body: [RECORD, { sku: 'CAP', currency: 'USD', price: 5 }] },
  { method: 'PUT', path: RECORDS, status: 422, body: [RECORD, { sku: 'NONE', currency: 'usd', price: 5 }] },
  { method: 'GET', path: RECORDS, status: 200, query: INCLUDE },
  { method: 'GET', path: RECORDS, status: 200, query: '?after=MQ==' },
  { method: 'GET', path: BY_VARIANT, status: 200, query: INCLUDE },
  { method: 'GET', path: BY_CURRENCY, status: 200, query: INCLUDE },
  { method: 'PUT', path: BY_CURRENCY, status: 200, body: { price: 9 } },
  { method: 'PUT', path: BY_CURRENCY, status: 422, body: { price: null } },
  { method: 'DELETE', path: BY_CURRENCY, status: 204 },
  { method: 'GET', path: ASSIGNMENTS, status: 200 },
  { method: 'DELETE', path: LIST, status: 204 },
];

describeWithSpecs('bigcommerce', 'BigCommerce price lists V3', () => {
  let store: Store;
  let contract: Contract;

  beforeAll(async () => {
    // Pages of every other V3 list have links; this description leaves them out.
    contract = loadContract(specPath('bigcommerce', 'price_lists.v3.yml'), ['links']);
    store = await startStore();
    store.simulator.control.addProducts({ count: 2, skuPrefix: 'P-', tracking: 'none' });
    store.simulator.control.addProduct({ sku: 'CAP' });
    const other = store.simulator.control.addPriceList({ id: 7, name: 'Other' });
    store.simulator.control.assignPriceList(other, { customer_group_id: 2, channel_id: 1 });
  });
  afterAll(() => store.close());

  it.each(STEPS.map((step) => [`${step.method} ${step.path} ${step.status}`, step] as const))(
    '%s',
    async (_title, { method, path, status, query = '', body }) => {
      const asked = path.replace(/\{\w+\}/g, (name) => PLACES[name] ?? name);
      const answer = await store.api(method, `/v3${asked}${query}`, body);
      expect([answer.status, answer.body]).toEqual([status, answer.body]);
      expect(contract.problems(method, path, status, answer.body)).toEqual([]);
    },
  );

  it('429', async () => {
    store.simulator.control.setSwitches({ concurrentRequestMs: 50 });
    const path = '/v3/pricelists/7/records';
    const answers = await Promise.all([1, 2, 3].map(() => store.api('PUT', path, [RECORD])));
    const refused = answers.find(({ status }) => status === 429);
    expect(contract.problems('PUT', RECORDS, 429, refused?.body)).toEqual([]);
  });
});

const PLACES: Readonly<Record<string, string>> = {
  '{price_list_id}': '1',
  '{variant_id}': '1',
  '{currency_code}': 'usd',
};
