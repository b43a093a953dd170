/** The simulator's answers about stock against BigCommerce's own API descriptions. */
import { readFileSync } from 'node:fs';
import { startStore, type Store } from '../simulators/bigcommerce/support';
import { describeWithSpecs, loadContract, specPath, type Contract } from './vendor-specs';

let store: Store;

/** 1 is a mug tracked as a whole, 2 a shirt tracked by its variants 2 and 3, 4 a cap whose level was never set. */
async function setUp(): Promise<void> {
  store = await startStore();
  const { control } = store.simulator;
  control.addProduct({ sku: 'MUG', inventory_tracking: 'product', inventory_level: 4 });
  control.addProduct({ name: 'Shirt', inventory_tracking: 'variant', variants: [{ sku: 'S' }, { sku: 'M' }] });
  control.addProduct({ name: 'Hat', sku: 'HAT', inventory_tracking: 'variant', inventory_level: 2 });
  control.addProduct({ name: 'Cap', sku: 'CAP', inventory_tracking: 'product' });
  control.setLocation({ id: 2, label: 'Shop', enabled: false });
}

interface Asked {
  readonly method: string;
  /** As the description has it. */
  readonly path: string;
  readonly status: number;
  /** Default: the path, with location 1. */
  readonly asked?: string;
  readonly body?: unknown;
}

function itAnswersAs(file: string, rows: readonly Asked[], defects: readonly RegExp[] = []): void {
  let contract: Contract;
  beforeAll(async () => {
    contract = loadContract(specPath('bigcommerce', file), [], defects);
    await setUp();
  });
  afterAll(() => store.close());

  it.each(rows.map((row) => [`${row.method} ${row.asked ?? row.path} ${row.status}`, row] as const))(
    '%s',
    async (_title, { method, path, status, asked = path.replace('{location_id}', '1'), body }) => {
      const answer = await store.api(method, `/v3${asked}`, body);
      expect([answer.status, answer.body]).toEqual([status, answer.body]);
      expect(contract.problems(method, path, status, answer.body)).toEqual([]);
    },
  );
}

const ABSOLUTE = { method: 'PUT', path: '/inventory/adjustments/absolute' };
const RELATIVE = { method: 'POST', path: '/inventory/adjustments/relative' };
const ITEMS = '/inventory/items';
const AT_LOCATION = '/inventory/locations/{location_id}/items';

const of = (identity: object, quantity: number) => ({ items: [{ location_id: 1, ...identity, quantity }] });

describeWithSpecs('bigcommerce', 'BigCommerce inventory V3', () => {
  itAnswersAs(
    'inventory.v3.yml',
    [
      { ...ABSOLUTE, status: 200, body: { reason: 'Correction', ...of({ variant_id: 2 }, 5) } },
      { ...ABSOLUTE, status: 200, body: of({ product_id: 1 }, 5) },
      { ...ABSOLUTE, status: 422, body: of({ variant_id: 1 }, 5) },
      { ...ABSOLUTE, status: 422, body: of({ variant_id: 2 }, 1.5) },
      { ...RELATIVE, status: 200, body: of({ sku: 'MUG' }, -1) },
      { ...RELATIVE, status: 422, body: of({ variant_id: 3 }, 1) },
      { method: 'GET', path: ITEMS, status: 200 },
      { method: 'GET', path: ITEMS, status: 200, asked: `${ITEMS}?variant_id:in=2&location_id:in=1&limit=1000` },
      { method: 'GET', path: AT_LOCATION, status: 200 },
      { method: 'GET', path: AT_LOCATION, status: 404, asked: '/inventory/locations/9/items' },
      {
        method: 'PUT',
        path: AT_LOCATION,
        status: 200,
        body: { settings: [{ identity: { sku: 'S' }, safety_stock: 1 }] },
      },
      { method: 'PUT', path: AT_LOCATION, status: 422, body: { settings: [{ identity: { sku: 'S' } }] } },
    ],
    // "`null` if the item is a base variant", says the text of an integer that is not nullable.
    [/\/identity\/sku_id must be integer$/],
  );
});

describeWithSpecs('bigcommerce', 'BigCommerce locations V3', () => {
  itAnswersAs('locations.v3.yml', [{ method: 'GET', path: '/inventory/locations', status: 200 }]);
});

const SETTINGS = '/settings/inventory';

describeWithSpecs('bigcommerce', 'BigCommerce inventory settings V3', () => {
  itAnswersAs('settings.v3.yml', [
    { method: 'GET', path: SETTINGS, status: 200 },
    { method: 'PUT', path: SETTINGS, status: 200, body: { update_stock_behavior: 'order_completed_or_shipped' } },
  ]);
});

describeWithSpecs('bigcommerce', 'BigCommerce inventory settings V3 of a channel', () => {
  const asked = `${SETTINGS}?channel_id=1`;
  itAnswersAs(
    'settings.v3.yml',
    [
      { method: 'GET', path: SETTINGS, status: 200, asked },
      { method: 'PUT', path: SETTINGS, status: 200, asked, body: { stock_level_display: 'show' } },
    ],
    // "null indicates that a particular field has not been overridden on a channel level", of fields that are not nullable.
    [/^\/data\/\w+ must be (string|boolean|equal to one of the allowed values)$/],
  );
});

describeWithSpecs('bigcommerce', 'BigCommerce refusals of stock', () => {
  beforeAll(setUp);
  afterAll(() => store.close());

  it.each([
    [ABSOLUTE, { variant_id: 1 }],
    [RELATIVE, { variant_id: 1 }],
    [RELATIVE, { product_id: 4 }],
  ])('%j of %j has the words of an example', async ({ method, path }, identity) => {
    const text = readFileSync(specPath('bigcommerce', 'inventory.v3.yml'), 'utf8');
    const { body } = await store.api(method, `/v3${path}`, of(identity, 1));
    const { title } = body as { title: string };
    expect(withoutNumbers(text)).toContain(`title: '${withoutNumbers(title)}'`);
  });
});

const withoutNumbers = (text: string): string => text.replace(/\d+/g, '#');
