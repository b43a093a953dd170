/** A configuration of two stores and two accounts, of which a test names only what it is about. */
import { parse } from 'yaml';
import { explain } from '../../../src/config/explain/explain';
import { landscapeOf } from '../../../src/config/explain/landscape';
import type { ConfigWarning, Explanation } from '../../../src/config/explain/types';
import { fileSchema } from '../../../src/config/file-schema';

const RULES = {
  brightpearl: { channelId: 4, warehouseId: 2 },
  statuses: { hold: 30 },
  tax: { default: 'T20', zeroRated: 'T0', outOfScope: 'T9' },
};

interface Written {
  /** Of the store aaa111. */
  readonly routes?: readonly object[];
  /** Of the store bbb222, whose default goes to the account other. */
  readonly others?: readonly object[];
  readonly stock?: string;
  /** More of the store aaa111, as the file has it. */
  readonly store?: string;
  readonly otherStock?: string;
  readonly accounts?: readonly object[];
  readonly more?: object;
}

/** A route to acme by the name given; `rules` are merged over those that are needed. */
export const aRoute = (
  name: string,
  { rules, ...route }: { readonly rules?: object; readonly [key: string]: unknown } = {},
) => ({
  name,
  store: 'aaa111',
  account: 'acme',
  ...route,
  rules: { ...RULES, ...rules },
});

export const THE_DEFAULT = aRoute('all', { default: true });

export function explained(written: Written = {}): Explanation {
  const { routes = [THE_DEFAULT], others = [], stock, store, otherStock, accounts = [], more } = written;
  return explain(
    landscapeOf(
      fileSchema.parse({
        version: 1,
        taskQueuePrefix: 'ours',
        stores: [{ ...aStore('aaa111', 'Main', stock), ...inYaml(store) }, aStore('bbb222', 'Second', otherStock)],
        accounts: [anAccount('acme', 'Acme'), anAccount('other', 'Other'), ...accounts],
        routes: [...routes, aRoute('second', SECOND), ...others],
        ...more,
      }),
    ),
  );
}

const SECOND = { store: 'bbb222', account: 'other', default: true, rules: { referencePrefix: 'B-' } };

const aStore = (hash: string, name: string, stock: string | undefined): object => ({
  hash,
  name,
  tokenEnv: 'TOKEN',
  cutover: '2026-01-01T00:00:00Z',
  ...(stock === undefined ? {} : { stock: inYaml(stock) }),
});

const inYaml = (text = ''): object => parse(`{ ${text} }`) as object;

export const anAccount = (code: string, name: string, more: object = {}): object => ({
  code,
  name,
  apiUrl: 'https://euw1.brightpearlconnect.com',
  auth: { kind: 'private-app', appRefEnv: 'APP', tokenEnv: 'TOKEN' },
  ...more,
});

/** The warnings of one kind, as they are shown. */
export const warnings = (kind: ConfigWarning['kind'], written?: Written): string[] =>
  explained(written)
    .warnings.filter((warning) => warning.kind === kind)
    .map(({ message, fix }) => `${message}. ${fix}.`);
