import { z } from 'zod';
import type { Message } from '../../src/brightpearl/messages';
import { newId } from '../../src/brightpearl/messages';
import { remoteErrorOf } from '../http/support/remote-errors';
import { anAccount } from './support/account';

const aBrand = (name: string): Message<number> => ({
  method: 'POST',
  path: '/product-service/brand',
  body: { name },
  answer: newId,
});
const sequential = { mode: 'SEQUENTIAL', onFail: 'STOP' } as const;
const processed = (label: string, statusCode: number, content: unknown) => ({
  label,
  statusCode,
  body: { content: typeof content === 'string' ? content : JSON.stringify(content) },
});
const answerOf = (processedMessages: unknown[], unprocessedMessages: string[] = []) => ({
  response: { processedMessages, unprocessedMessages },
});

it('sends several writes in one request and gives each its answer, in the order given', async () => {
  const { client, asked, calls } = await anAccount((_, answer) =>
    answer.json(207, answerOf([processed('1', 200, { response: 2 }), processed('0', 200, { response: 1 })])),
  );
  const outcomes = await client.submitTogether([aBrand('A'), aBrand('B')], { mode: 'PARALLEL', onFail: 'CONTINUE' });
  expect(outcomes).toEqual([
    { ok: true, body: 1 },
    { ok: true, body: 2 },
  ]);
  expect(calls()).toEqual(['POST /multi-message']);
  expect(asked[0]?.json).toEqual({
    processingMode: 'PARALLEL',
    onFail: 'CONTINUE',
    messages: [
      { label: '0', uri: '/product-service/brand', httpMethod: 'POST', body: { name: 'A' } },
      { label: '1', uri: '/product-service/brand', httpMethod: 'POST', body: { name: 'B' } },
    ],
  });
});

it('says of each message whether it failed, was never sent, or is unknown', async () => {
  const { client } = await anAccount((_, answer) =>
    answer.json(
      200,
      answerOf(
        [
          processed('0', 400, { errors: [{ code: 'PRDC-024', message: 'Brand name is required' }] }),
          processed('1', 200, '{}'),
          processed('2', 200, '{'),
          processed('3', 200, { response: true }),
        ],
        ['4'],
      ),
    ),
  );
  const messages = ['', 'B', 'C', 'D', 'E', 'F'].map(aBrand);
  const kinds = (await client.submitTogether(messages, sequential)).map((outcome) =>
    outcome.ok ? 'ok' : outcome.error.kind,
  );
  expect(kinds).toEqual([
    'invalid',
    'unexpected-body',
    'unexpected-body',
    'unexpected-body',
    'unavailable',
    'unknown-outcome',
  ]);
});

it('is unknown as a whole when the answer is lost', async () => {
  const { client } = await anAccount((_, answer) => answer.drop());
  expect((await remoteErrorOf(client.submitTogether([aBrand('A')], sequential))).kind).toBe('unknown-outcome');
});

it('takes no more than ten messages', async () => {
  const { client, asked } = await anAccount((_, answer) => answer.json(200, {}));
  await expect(
    client.submitTogether(
      Array.from({ length: 11 }, () => aBrand('A')),
      sequential,
    ),
  ).rejects.toThrow(RangeError);
  expect(asked).toHaveLength(0);
});

it('has the single form for one message', async () => {
  const { client, calls } = await anAccount((_, answer) => answer.json(200, {}));
  await client.submit({ method: 'DELETE', path: '/accounting-service/customer-payment/5', answer: z.unknown() });
  expect(calls()).toEqual(['DELETE /accounting-service/customer-payment/5']);
});
