import express from 'express';
import { pino } from 'pino';
import { codecRoutes } from '../../src/api/codec-routes';
import { notFound, problemHandler, requestId, requestLog } from '../../src/api/middleware';
import { listen, type RunningServer } from '../../src/api/server';
import { EncryptionKey } from '../../src/config/key-ring';
import { EncryptionCodec } from '../../src/worker/codec/encryption-codec';

const API_TOKEN = 'token-of-the-api';
const CODEC_TOKEN = 'token-of-the-codec';
const UI = 'http://localhost:8233';
const SECRET = '"12 Sample Street"';

const codec = new EncryptionCodec([new EncryptionKey('k1', Buffer.alloc(32, 1))]);
const plain = { metadata: { encoding: base64('json/plain') }, data: base64(SECRET) };

let server: RunningServer;
let logged: string[];

beforeEach(async () => {
  logged = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  const app = express().use(requestId(), requestLog(logger));
  app.use('/codec', codecRoutes({ codec, apiToken: API_TOKEN, codecToken: CODEC_TOKEN, uiUrl: UI }));
  server = await listen(app.use(notFound, problemHandler(logger)), 0);
});

afterEach(() => server.close());

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/codec${path}`, { method: 'POST', body: JSON.stringify(body), headers });

interface Answer {
  readonly payloads: readonly { metadata: Record<string, string>; data: string }[];
}
const answerOf = async (response: Response): Promise<Answer> => (await response.json()) as Answer;

const encrypted = async (text = SECRET) =>
  (await answerOf(await post('/encode', { payloads: [{ ...plain, data: base64(text) }] }, bearer(API_TOKEN))))
    .payloads[0]!;

it('gives an operator back what was encrypted, with the token in the header or in the path', async () => {
  const sealed = await encrypted();
  const byHeader = await post('/decode', { payloads: [sealed, plain] }, bearer(API_TOKEN));
  const byPath = await post(
    `/${CODEC_TOKEN}/decode`,
    { payloads: [sealed, plain] },
    { origin: UI, 'x-namespace': 'default' },
  );

  expect(Buffer.from(sealed.data, 'base64').toString()).not.toContain('Sample Street');
  expect(await answerOf(byHeader)).toEqual({ payloads: [plain, plain] });
  expect(await answerOf(byPath)).toEqual({ payloads: [plain, plain] });
  expect(byPath.headers.get('cache-control')).toBe('no-store');
});

it.each<[string, string, Record<string, string>]>([
  ['no token', '/decode', {}],
  ['a wrong token', '/decode', bearer('wrong')],
  ['a wrong token in the path', '/wrong/decode', {}],
  ['the token of the path in the header', '/decode', bearer(CODEC_TOKEN)],
  ['the token of the API in the path', `/${API_TOKEN}/decode`, {}],
  ['a page from elsewhere, even with the token', `/${CODEC_TOKEN}/decode`, { origin: 'https://evil.example.com' }],
  ['a page without an origin of its own', `/${CODEC_TOKEN}/decode`, { origin: 'null' }],
])('tells a stranger nothing (%s)', async (_what, path, headers) => {
  const response = await post(path, { payloads: [await encrypted()] }, headers);

  expect(response.status).toBe(401);
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
  expect(await response.text()).not.toContain('Sample Street');
});

it('lets the web interface ask first, under any name of this machine, and nobody else', async () => {
  const ask = (origin: string) =>
    fetch(`${server.url}/codec/${CODEC_TOKEN}/decode`, { method: 'OPTIONS', headers: { origin } });

  for (const origin of [UI, 'http://127.0.0.1:8233']) {
    const response = await ask(origin);
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
    expect(response.headers.get('access-control-allow-headers')).toContain('x-namespace');
  }
  expect((await ask('http://localhost:9999')).status).toBe(401);
  expect((await ask('https://localhost:8233')).status).toBe(401);
});

it('says why one payload cannot be read, and decodes the others', async () => {
  const retired = new EncryptionCodec([new EncryptionKey('old', Buffer.alloc(32, 9))]);
  const [sealed] = await retired.encode([{ metadata: {}, data: Buffer.from(SECRET) }]);
  const foreign = {
    metadata: { encoding: base64('binary/encrypted'), 'encryption-key-id': base64('old') },
    data: Buffer.from(sealed!.data!).toString('base64'),
  };
  const { payloads } = await answerOf(
    await post('/decode', { payloads: [foreign, await encrypted()] }, bearer(API_TOKEN)),
  );

  expect(Buffer.from(payloads[0]!.data, 'base64').toString()).toContain(
    'key \\"old\\", which is not in PAYLOAD_ENCRYPTION',
  );
  expect(payloads[1]).toEqual(plain);
});

it.each([
  ['text', 'hello'],
  ['payloads of another form', { payloads: [{ data: { bytes: [1] } }] }],
  ['bytes that are not base64', { payloads: [{ data: '***' }] }],
])('refuses %s without repeating it', async (_what, body) => {
  const response = await post('/decode', body, bearer(API_TOKEN));

  expect(response.status).toBe(400);
  expect(await response.text()).not.toMatch(/hello|bytes"|\*\*\*/);
});

it('answers an empty request', async () => {
  expect(await answerOf(await post('/decode', {}, bearer(API_TOKEN)))).toEqual({ payloads: [] });
});

it('logs neither payloads nor tokens', async () => {
  const sealed = await encrypted();
  await post(`/${CODEC_TOKEN}/decode`, { payloads: [sealed] });
  await post(`/${CODEC_TOKEN}/other`, {});
  await fetch(`${server.url}/codec/${CODEC_TOKEN}`);
  await post('/decode', 'not an object', bearer(API_TOKEN));
  await server.close();

  expect(logged.join('')).toContain('/codec/***/decode');
  for (const secret of [CODEC_TOKEN, API_TOKEN, 'Sample Street', base64(SECRET), sealed.data, 'not an object']) {
    expect(logged.join('')).not.toContain(secret);
  }
});
