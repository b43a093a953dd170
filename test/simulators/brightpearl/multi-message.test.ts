import { aSalesOrder } from './support/bodies';
import { startSimulator, type StartedSimulator } from './support/a-simulator';

let sim: StartedSimulator;
beforeEach(async () => {
  sim = await startSimulator();
});
afterEach(() => sim.close());

const order = (label: string, order: Record<string, unknown> = {}) => ({
  label,
  uri: '/order-service/sales-order',
  httpMethod: 'POST',
  body: aSalesOrder({ externalRef: label, ...order }),
});
const send = (messages: object[], mode: Record<string, unknown> = {}) =>
  sim.api('POST', '/multi-message', { processingMode: 'SEQUENTIAL', onFail: 'CONTINUE', ...mode, messages });
const bad = (label: string) => order(label, { channelId: 99 });

describe('a multi-message', () => {
  it('counts once, and answers each message with JSON inside a text', async () => {
    const before = Number((await send([])).headers.get('brightpearl-requests-remaining'));
    const { status, headers, body } = await send([order('a'), order('b')]);
    expect(Number(headers.get('brightpearl-requests-remaining'))).toBe(before - 1);
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        response: {
          processedMessages: [
            { label: 'a', statusCode: 200, body: { content: '{"response":501}' } },
            { label: 'b', statusCode: 200, body: { content: '{"response":502}' } },
          ],
          unprocessedMessages: [],
        },
      },
    });
  });

  it('goes on after a failure, or stops and names what it left', async () => {
    const going = await send([bad('a'), order('b')]);
    expect(going.status).toBe(207);
    expect(going.body).toMatchObject({
      response: {
        processedMessages: [
          { label: 'a', statusCode: 400 },
          { label: 'b', statusCode: 200 },
        ],
      },
    });
    const stopped = await send([order('c'), bad('d'), order('e'), order('f')], { onFail: 'STOP' });
    expect(stopped.body).toMatchObject({
      response: {
        processedMessages: [{ label: 'c' }, { label: 'd', statusCode: 400 }],
        unprocessedMessages: ['e', 'f'],
      },
    });
    expect(sim.simulator.ledger().salesOrders.map(({ externalRef }) => externalRef)).toEqual(['b', 'c']);
  });

  it('answers {} for a PUT and reads queries and ids in the uri', async () => {
    await send([order('a')]);
    const put = { label: 's', uri: '/order-service/order/501/status', httpMethod: 'PUT', body: { orderStatusId: 2 } };
    expect((await send([put])).body).toMatchObject({
      response: { processedMessages: [{ label: 's', statusCode: 200, body: { content: '{}' } }] },
    });
  });

  it('runs in any order when parallel', async () => {
    const labels = Array.from({ length: 10 }, (_, n) => `m${n}`);
    const { body } = await send(
      labels.map((label) => order(label)),
      { processingMode: 'PARALLEL' },
    );
    const { response } = body as { response: { processedMessages: { label: string }[] } };
    const processed = response.processedMessages.map(({ label }) => label);
    expect(processed).not.toEqual(labels);
    expect([...processed].sort()).toEqual(labels);
  });

  it.each([
    ['eleven messages', Array.from({ length: 11 }, (_, n) => order(`m${n}`)), {}, '400 CMNC-921'],
    ['a GET', [{ ...order('a'), httpMethod: 'GET' }], {}, '400 CMNC-921'],
    ['STOP in parallel', [order('a')], { processingMode: 'PARALLEL', onFail: 'STOP' }, '400 CMNC-922'],
  ])('refuses %s as a whole', async (_case, messages, mode, refusal) => {
    const body = { processingMode: 'SEQUENTIAL', onFail: 'CONTINUE', ...mode, messages };
    expect(await sim.refusal('POST', '/multi-message', body)).toBe(refusal);
    expect(sim.simulator.ledger().salesOrders).toEqual([]);
  });
});
