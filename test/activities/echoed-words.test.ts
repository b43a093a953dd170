/** A vendor's refusal can echo the shopper. It reaches neither failures nor the board, and stays readable in the audit. */
import { activityWorlds } from './support/activity-world';
import type { ActivityWorld } from './support/activity-world';
import { planImport, postSalesOrder, stepOf } from './support/steps';
import { sql } from 'kysely';
import type { OrderKey } from '../../src/domain/ids';
import { orderSubject } from '../../src/store/exchanges';

const open = activityWorlds();

const SHOPPER = {
  first_name: 'Quillonia',
  last_name: 'Vexworth',
  company: 'Brandywhizco',
  street_1: '77 Zanzibarquay Crescent',
  city: 'Plantedville',
  zip: '78799',
  phone: '512 555 01879',
  email: 'quillonia.vexworth@plantedmail.example',
};
const { first_name, last_name, company, street_1, city, zip, phone, email } = SHOPPER;

const echo = {
  errors: [
    {
      code: 'Vexworth',
      message: `Contact ${first_name} ${last_name} (${email}, ${phone}) of ${company.toUpperCase()}, ${street_1}, ${zip} ${city} is not valid`,
    },
  ],
};

const found = (text: string): string[] =>
  Object.values(SHOPPER).filter((value) => text.toLowerCase().includes(value.toLowerCase()));

interface Failure {
  readonly message: string;
  readonly type: string;
}

async function failureOf(run: Promise<unknown>): Promise<Failure> {
  const error = await run.then(
    () => new Error('The step was expected to fail'),
    (reason: unknown) => reason,
  );
  expect(found(JSON.stringify(error, Object.getOwnPropertyNames(error)))).toEqual([]);
  return error as Failure;
}

/** All that is stored in clear. */
async function clearText({ db }: ActivityWorld): Promise<string> {
  const tables = ['orders', 'intents', 'links', 'claims', 'account_status'];
  const rows = await Promise.all(
    tables.map((table) => sql<{ row: string }>`select t::text as row from ${sql.table(table)} t`.execute(db)),
  );
  return JSON.stringify(rows.map((answer) => answer.rows));
}

async function planned(world: ActivityWorld): Promise<{ key: OrderKey; step: ReturnType<typeof stepOf> }> {
  const key = world.place({ billing: SHOPPER });
  return { key, step: stepOf(world, key, await planImport(world, key)) };
}

it('of a request that holds it: the refusal still says what is wrong', async () => {
  const world = await open();
  const { key, step } = await planned(world);
  world.brightpearl.core.faults.add({ method: 'POST', path: 'contact$', mode: 'status', status: 400, body: echo });
  const failure = await failureOf(world.attempt({ number: 3, of: key }, 'ensureContact', step));
  expect(failure.type).toBe('REJECTED_BY_BRIGHTPEARL');
  expect(failure.message).toBe(
    'brightpearl POST /contact-service/contact: 400 (invalid): Contact [removed] ([e-mail], [removed]) of [removed] is not valid',
  );
  expect(await clearText(world)).toContain('is not valid');
  expect(found(await clearText(world))).toEqual([]);
});

it('of a request that does not: a payment names nobody', async () => {
  const world = await open();
  const key = world.place({ billing: SHOPPER });
  const { planned: plan, salesOrderId } = await postSalesOrder(world, key);
  const fault = { method: 'POST', path: 'customer-payment$', mode: 'status', status: 502, body: echo } as const;
  world.brightpearl.core.faults.add(fault);
  const step = { ...stepOf(world, key, plan), payment: 0, salesOrderIds: [salesOrderId] };
  await failureOf(world.attempt({ number: 3, of: key }, 'recordPayment', step));
  expect((await world.store.orders.get(key))?.lastError).toContain('is not valid');
  expect(found(await clearText(world))).toEqual([]);
});

it('stays whole in the audit trail, which is encrypted', async () => {
  const world = await open();
  const { key, step } = await planned(world);
  world.brightpearl.core.faults.add({ method: 'POST', path: 'contact$', mode: 'status', status: 400, body: echo });
  await failureOf(world.attempt({ of: key }, 'ensureContact', step));
  const { rows } = await world.store.exchanges.list({ subject: orderSubject(key) }, { limit: 20 });
  expect(rows.some(({ responseBody }) => JSON.stringify(responseBody) === JSON.stringify(echo))).toBe(true);
});
