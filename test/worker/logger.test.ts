import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Runtime } from '@temporalio/worker';
import { Secret } from '../../src/config/secret';
import { RemoteError } from '../../src/domain/remote-error';
import { createLogger, installRuntime } from '../../src/worker/logger';
import type { Logger } from '../../src/worker/logger';

const TOKEN = 'planted-token-4711';
const EMAIL = 'planted.name@example.com';

describe('the log', () => {
  let folder: string;
  let logger: Logger;
  /** The file is opened and written in the background. */
  const lines = async (): Promise<Record<string, unknown>[]> => {
    for (;;) {
      const text = existsSync(file()) ? readFileSync(file(), 'utf8') : '';
      if (text.endsWith('\n'))
        return text
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as Record<string, unknown>);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const file = () => join(folder, 'connector.log');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'connector-log-'));
    logger = createLogger('info', { file: file() });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is one line of JSON per entry, from its level on', async () => {
    logger.debug('not this one');
    logger.info({ orders: 3 }, 'swept');
    expect(await lines()).toEqual([expect.objectContaining({ service: 'connector', orders: 3, msg: 'swept' })]);
  });

  it.each<[string, object]>([
    ['a token', { token: TOKEN }],
    ['the token of something', { store: { token: TOKEN } }],
    ['a token deep down', { config: { store: { token: TOKEN, hash: 'abc' } } }],
    ['headers', { request: { headers: { 'x-auth-token': TOKEN } } }],
    ['an authorization header', { authorization: `Bearer ${TOKEN}` }],
    ['OAuth tokens', { answer: { accessToken: TOKEN, refreshToken: TOKEN } }],
    ['a wrapped secret', { apiKey: new Secret(TOKEN) }],
    ['an e-mail address', { email: EMAIL }],
    ['the e-mail address of a contact', { contact: { email: EMAIL, id: 5 } }],
    ['an address', { order: { address: { street: EMAIL } } }],
  ])('never shows %s', async (_what, entry) => {
    logger.warn(entry, 'something to look at');
    const [line] = await lines();
    expect(line).toMatchObject({ msg: 'something to look at' });
    expect(JSON.stringify(line)).not.toMatch(/planted/);
  });

  it('shows of a remote error what was asked, without credentials', async () => {
    const error = new RemoteError({
      system: 'bigcommerce',
      scope: 'abc123',
      kind: 'unauthorized',
      method: 'GET',
      path: '/v2/orders/1',
      status: 401,
    });
    logger.error({ err: error }, 'refused');
    expect(JSON.stringify(await lines())).toContain('GET /v2/orders/1: 401');
  });

  it("holds the SDK's own lines, without the credential of the running task", async () => {
    installRuntime(logger);
    installRuntime(logger);
    Runtime.instance().logger.warn('Activity failed', { taskToken: TOKEN, workflowId: 'order/abc123/1' });
    const [line] = await lines();
    expect(line).toMatchObject({ msg: 'Activity failed', workflowId: 'order/abc123/1', level: 40 });
    expect(JSON.stringify(line)).not.toMatch(/planted/);
  });
});
