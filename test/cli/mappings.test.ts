import { startTestApi, TOKEN } from '../api/support';
import type { TestApi } from '../api/support';
import { cli } from './support';

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi();
});
afterEach(() => api.close());

const run = (...args: string[]) =>
  cli(['mappings', ...args], { env: { CONNECTOR_API_URL: api.url, CONNECTOR_API_TOKEN: TOKEN }, columns: 160 });

describe('connector mappings', () => {
  it('set says what waits and how to see the rest; --wait says when it is done', async () => {
    const set = await run('set', 'product', 'MUG', '--to', 'MUG-BLUE', '--actor', 'ann', '--reason', 'renamed');
    expect(set.err).toBe('');
    expect(set.out).toContain('product MUG is MUG-BLUE: every store, every account.');
    expect(set.out).toContain('Waiting for it: 40 orders, 10 levels. "connector mappings show 1"');
    expect((await run('show', '1')).out).toContain('Under way: 0 of 40 orders told');
    const waited = await run('set', 'product', 'OLD', '--to', 'MUG-RED', '--store', 'abc123', '--wait');
    expect(waited.out).toContain('Before skuAliases.OLD of route uk in the file, which says NEWER.');
    expect(waited.out).toContain('Done at 2026-11-01 10:00:01: 40 of 40 orders told to look again, 10 levels linked');
    expect(waited.code).toBe(0);
  });

  it('each kind has its own target', async () => {
    expect((await run('set', 'shipping-method', 'Ground', '--to', '7')).code).toBe(0);
    expect((await run('set', 'tax-class', 'Reduced', '--to', 'T5')).code).toBe(0);
    const targets = (await run('list', '--json')).out;
    expect(JSON.parse(targets)).toMatchObject({ mappings: [{ target: { id: 7 } }, { target: { code: 'T5' } }] });
    const wrong = await run('set', 'shipping-method', 'Ground', '--to', 'Royal Mail');
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining("Brightpearl's id of the shipping method")]);
    expect((await run('set', 'colour', 'Red', '--to', 'x')).code).toBe(2);
  });

  it('lists, removes and tells the history', async () => {
    expect((await run('list')).out).toBe("No mappings are set: the configuration file's rules apply.\n");
    await run('set', 'product', 'MUG', '--to', 'MUG-BLUE', '--actor', 'ann');
    expect((await run('list')).out).toMatch(/1 +│ product +│ MUG +│ MUG-BLUE +│ every store, every account +│ ann/);
    expect((await run('unset', 'product', 'MUG', '--actor', 'bo')).out).toContain('product MUG is mapped no more');
    expect((await run('history', 'product', 'MUG')).out).toMatch(/2 +│ removed +│ bo[^]*1 +│ MUG-BLUE +│ ann/);
    const again = await run('unset', 'product', 'MUG');
    expect([again.code, again.err]).toEqual([3, expect.stringContaining('No such mapping')]);
  });
});
