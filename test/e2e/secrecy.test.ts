/** Personal data and secrets of several orders are nowhere but in the two vendors' systems. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { storedRuns } from './support/histories';
import { anOrder, mug } from './support/orders';
import { World } from './support/world';

/** Words that are in no program: whoever finds one has found the shopper. */
const SHOPPER = {
  first_name: 'Quilloniafirst',
  last_name: 'Vexworthlast',
  company: 'Brandywhizco Ltd',
  email: 'quillonia.vexworth@plantedmail.example',
  street_1: '77 Zanzibarquay Crescent',
  street_2: 'Flatnumber Ninetyseven',
  city: 'Plantedville',
  zip: 'ZQ9 7XX',
  phone: '+1 512 555 01879',
};
const AMENDED = 'Amendedstreet 12';
const MESSAGE = 'Leave it with Mrs Neighbourella';
const VENDOR_WORDS = 'refused.person@plantedmail.example';
/** What a vendor may say of the shopper: once to a request that holds all of it, once to one that holds none. */
const ECHO = `${VENDOR_WORDS} (${SHOPPER.first_name} ${SHOPPER.last_name}, ${SHOPPER.company}, ${SHOPPER.street_1}, ${SHOPPER.zip}, ${SHOPPER.phone}) is not wanted here`;

let world: World;
let planted: readonly string[];

beforeAll(async () => {
  world = await World.roomy();
  const { bigcommerce, brightpearl, api, temporal } = world.where;
  const codecToken = temporal.codec.split('/').at(-1) ?? '';
  planted = [
    ...Object.values(SHOPPER),
    AMENDED,
    MESSAGE,
    VENDOR_WORDS,
    bigcommerce.token,
    brightpearl.token,
    api.token,
    codecToken,
  ];
  await happyOrders();
  await troubledOrders();
}, 180_000);

afterAll(() => world.end());

async function happyOrders(): Promise<void> {
  const withMessage = anOrder({ billing: SHOPPER, fields: { customer_message: MESSAGE } });
  await world.quiet(await world.store.place(withMessage));
  await world.quiet(await world.store.place(anOrder({ billing: SHOPPER })));
}

/** What goes wrong is written down in more places than what goes right. */
async function troubledOrders(): Promise<void> {
  const held = await world.store.place(anOrder({ billing: SHOPPER, lines: [mug({ sku: 'NOWHERE' })] }));
  await world.until(held, 'NEEDS_ATTENTION');
  const address = { addressFullName: SHOPPER.first_name, addressLine1: AMENDED, email: SHOPPER.email };
  expect((await world.rule(held, 'amend', { address })).status).toBe(200);
  await world.until(held, 'NEEDS_ATTENTION', ({ decisions }) => decisions.length === 1);

  const refused = { errors: [{ code: 'CMNC-008', message: ECHO }] };
  // Until a person was asked, however often it is tried before.
  const refusal = { mode: 'status', status: 400, body: refused } as const;
  for (const path of ['/order-service/sales-order$', '/accounting-service/customer-payment$']) {
    await world.account.fault({ method: 'POST', path, ...refusal });
    const rejected = await world.store.place(anOrder({ billing: SHOPPER }));
    const { order } = await world.until(rejected, 'NEEDS_ATTENTION');
    expect(order.issue).toMatchObject({ code: 'REJECTED_BY_BRIGHTPEARL' });
    expect(order.issue?.message).toContain('is not wanted here');
    await world.account.clearFaults();
    await world.rule(rejected, 'retry');
    await world.quiet(rejected);
  }
}

/** In clear, in the letters of the other encodings that our files use, and as PostgreSQL shows bytes. */
const hits = (bytes: Buffer): string[] =>
  planted.filter((text) =>
    [
      text,
      text.toLowerCase(),
      Buffer.from(text).toString('hex'),
      Buffer.from(text).toString('base64').slice(0, -4),
    ].some((form) => bytes.includes(form)),
  );

test('Brightpearl has what was planted, so that the searches below look for the right thing', async () => {
  const ledger = JSON.stringify(await world.account.ledger());
  for (const text of [SHOPPER.last_name, SHOPPER.email, SHOPPER.street_1, MESSAGE]) expect(ledger).toContain(text);
  expect(hits(Buffer.from(JSON.stringify(SHOPPER)))).toHaveLength(Object.keys(SHOPPER).length);
});

test('no workflow history holds any of it', async () => {
  const runs = await storedRuns(world.where);
  expect(runs.length).toBeGreaterThan(5);
  expect(runs.some(({ bytes }) => bytes.includes(`order/${world.storeHash}/`))).toBe(true);
  expect(runs.flatMap(({ workflowId, bytes }) => hits(bytes).map((hit) => ({ workflowId, hit })))).toEqual([]);
});

test('no file of the data directory holds any of it: not the log, not Temporal’s database, not PostgreSQL’s', async () => {
  const { dataDir } = world.dev;
  const files = readdirSync(dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    // The owner's own keys, readable by the owner alone.
    .filter((file) => file !== join(dataDir, 'secrets.json'));
  const named = (name: string): Buffer => readFileSync(join(dataDir, name));
  expect(named('connector.log').includes(world.storeHash)).toBe(true);
  expect(named('temporal/temporal.db').includes(`order/${world.storeHash}`)).toBe(true);
  expect(files.length).toBeGreaterThan(500);
  expect(files.flatMap((file) => hits(bytesOf(file)).map((hit) => ({ file, hit })))).toEqual([]);
});

/** The servers work on meanwhile: what they removed since it was listed holds nothing any more. */
function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

test('no row of the database holds any of it', async () => {
  const tables = await dumpTables(world.dev.dataDir);
  expect(tables.get('orders')?.includes(world.storeHash)).toBe(true);
  expect(tables.get('exchanges')?.includes('/sales-order')).toBe(true);
  expect([...tables].flatMap(([table, rows]) => hits(rows).map((hit) => ({ table, hit })))).toEqual([]);
});

test('no answer of the API holds any of it, unless somebody asks for decisions or exchanges', async () => {
  const orders = JSON.stringify((await world.ask('GET', '/orders?limit=50')).body);
  expect(orders).toContain(world.storeHash);
  const state = JSON.stringify(await world.state());
  expect(hits(Buffer.from(orders + state))).toEqual([]);
});

test('the audit trail shows bodies to those who may read it, and never a token', async () => {
  const { body } = await world.ask('GET', '/audit?limit=500');
  const audit = JSON.stringify(body);
  expect(audit).toContain(SHOPPER.last_name);
  const { bigcommerce, brightpearl } = world.where;
  for (const secret of [bigcommerce.token, brightpearl.token]) expect(audit).not.toContain(secret);
});

/** Every row of every table as text, by the way an administrator of this machine has. */
async function dumpTables(dataDir: string): Promise<Map<string, Buffer>> {
  const place = join(dataDir, 'postgres');
  const port = Number(readFileSync(join(place, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[3]);
  const password = readFileSync(join(place, 'password'), 'utf8');
  const client = new Client({ host: '127.0.0.1', port, user: 'connector', password, database: 'connector' });
  await client.connect();
  try {
    const listed = await client.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
    );
    const tables = new Map<string, Buffer>();
    for (const { name } of listed.rows) {
      const { rows } = await client.query<{ text: string }>(`select t::text as text from "${name}" t`);
      tables.set(name, Buffer.from(rows.map(({ text }) => text).join('\n')));
    }
    return tables;
  } finally {
    await client.end();
  }
}
