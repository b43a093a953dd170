import { remoteErrorOf } from '../http/support/remote-errors';
import { anAccount, anOrderRow, searchAnswer } from './support/account';

const search = { orderTypeId: 1, externalRef: 'abc123-100', installedIntegrationInstanceId: 13 } as const;

it('asks with the filters given', async () => {
  const { client, asked } = await anAccount((_, answer) => answer.json(200, searchAnswer([anOrderRow()])));
  await client.orders.search({
    ...search,
    createdOn: { from: new Date(0) },
    updatedOn: { from: new Date(0), to: new Date(1) },
  });
  expect(Object.fromEntries(asked[0]?.query ?? [])).toEqual({
    orderTypeId: '1',
    externalRef: 'abc123-100',
    installedIntegrationInstanceId: '13',
    createdOn: '1970-01-01T00:00:00.000Z/',
    updatedOn: '1970-01-01T00:00:00.000Z/1970-01-01T00:00:00.001Z',
  });
});

it('reads rows by the names of columns, whatever their order and whatever is added', async () => {
  const columns = ['brandNew', ...Object.keys(anOrderRow()).reverse()];
  const { client } = await anAccount((_, answer) =>
    answer.json(200, searchAnswer([anOrderRow({ brandNew: 'x' })], { columns })),
  );
  const [row] = await client.orders.search(search);
  expect(row).toMatchObject({ orderId: 322, externalRef: 'abc123-100', channelId: 4, updatedOn: null });
});

it('finds none in an answer without rows', async () => {
  const { client } = await anAccount((_, answer) =>
    answer.json(200, searchAnswer([], { columns: Object.keys(anOrderRow()) })),
  );
  expect(await client.orders.search(search)).toEqual([]);
});

it('drops rows that are not what was asked for, as filters have been ignored in silence', async () => {
  const rows = [
    anOrderRow(),
    anOrderRow({ orderId: 323, externalRef: 'abc123-1001' }),
    anOrderRow({ orderId: 324, installedIntegrationInstanceId: 14 }),
    anOrderRow({ orderId: 325, orderTypeId: 3 }),
    anOrderRow({ orderId: 326, externalRef: null }),
  ];
  const { client } = await anAccount((_, answer) => answer.json(200, searchAnswer(rows)));
  expect((await client.orders.search(search)).map(({ orderId }) => orderId)).toEqual([322]);
});

it('fails rather than find nothing when the column we filter by is missing', async () => {
  const { externalRef: _, ...row } = anOrderRow();
  const { client } = await anAccount((__, answer) => answer.json(200, searchAnswer([row])));
  const error = await remoteErrorOf(client.orders.search(search));
  expect([error.kind, error.fields.vendorMessage]).toEqual(['unexpected-body', expect.stringContaining('externalRef')]);
});

it('reads further pages from the row after the last', async () => {
  const { client, asked } = await anAccount((_, answer, number) =>
    answer.json(200, searchAnswer([anOrderRow({ orderId: number })], { more: number < 3, available: 3 })),
  );
  expect((await client.orders.search(search)).map(({ orderId }) => orderId)).toEqual([1, 2, 3]);
  expect(asked.map(({ query }) => query.get('firstResult'))).toEqual([null, '2', '3']);
});

it('gives up on a lookup that finds the whole account', async () => {
  const page = Array.from({ length: 500 }, (_, orderId) => anOrderRow({ orderId }));
  const { client, asked } = await anAccount((_, answer) =>
    answer.json(200, searchAnswer(page, { more: true, available: 90_000 })),
  );
  const error = await remoteErrorOf(client.orders.search(search));
  expect([error.kind, error.fields.scope, error.fields.vendorMessage]).toEqual([
    'unexpected-body',
    'acme',
    expect.stringContaining('90000 rows'),
  ]);
  expect(asked).toHaveLength(10);
});
