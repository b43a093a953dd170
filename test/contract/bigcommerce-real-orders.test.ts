/** Real orders from public repositories, pasted into the simulator: it shows them as they were. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { startStore, type Store } from '../simulators/bigcommerce/support';
import { describeWithSpecs, specPath } from './vendor-specs';

type Fields = Record<string, unknown>;

const FOLDER = specPath('bigcommerce-orders');
const FILES = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.endsWith('.json')) : [];

const read = (name: string) =>
  JSON.parse(readFileSync(specPath('bigcommerce-orders', name), 'utf8')) as { order?: Fields; products?: Fields[] };

/** Shown in the form of today's API, and, `status`, from the status id, which these files lack. */
const REPHRASED = ['id', 'order_id', 'status', 'date_created'];

/** One file is a checkout of the V3 API. */
const isOrder = (name: string): boolean => read(name).order?.['kind'] === undefined;

describeWithSpecs('bigcommerce-orders', 'A real order pasted into the simulator', () => {
  let store: Store;
  beforeEach(async () => {
    store = await startStore();
  });
  afterEach(() => store.close());

  it.each(FILES.filter(isOrder))('%s is shown as it was', async (name) => {
    const { order = {}, products = [] } = read(name);
    const { body } = await store.sim('POST', 'orders', { order, products });
    const { id } = body as { id: number };
    const path = `/v2/orders/${id}`;
    const shown = (await store.api('GET', `${path}?include=fees`)).body as Fields;
    expect(shown).toMatchObject(without(order, REPHRASED));
    if (order['date_created']) expect(instant(shown)).toBe(instant(order));
    const lines = (await store.api('GET', `${path}/products`)).body ?? [];
    expect(lines).toMatchObject(products.map((line) => without(line, REPHRASED)));
  });
});

const instant = (order: Fields): number => Date.parse(order['date_created'] as string);

const without = (fields: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
