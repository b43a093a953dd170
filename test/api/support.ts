/** The API over real HTTP, with everything behind it replaced by plain objects that a test can look into. */
import { randomUUID } from 'node:crypto';
import pino from 'pino';
import type { BoardDetail, BoardRow, ShownDecision } from '../../src/api/answers';
import { createApp } from '../../src/api/app';
import type { ApiDeps, OperatorAction, Records } from '../../src/api/deps';
import { listen } from '../../src/api/server';
import { signWebhook } from '../../src/bigcommerce/webhook-signature';
import type { OrderKey } from '../../src/domain/ids';
import type { NotesChanged } from '../../src/domain/note-messages';
import type { OperatorCommand, OrderChanged } from '../../src/domain/messages';
import { fakeMappings } from './mapping-support';
import type { FakeMappings } from './mapping-support';
import { fakeStock } from './stock-support';
import type { SeenStock } from './stock-support';

export const TOKEN = 'a-token-of-thirty-two-characters';
export const CLIENT_SECRET = 'client-secret-of-the-store';
export const ACCOUNT_SECRET = 'secret-of-the-account';

export interface TestApi {
  readonly url: string;
  readonly changes: (OrderChanged & { readonly key: OrderKey })[];
  readonly commands: OperatorCommand[];
  readonly actions: OperatorAction[];
  readonly decisions: ShownDecision[];
  readonly stock: SeenStock;
  /** Stores whose catalogs were asked to be compared. */
  readonly audits: string[];
  /** What was noted of customers, and the pokes. */
  readonly customers: string[];
  readonly mappings: FakeMappings;
  readonly notes: (NotesChanged & { readonly account: string })[];
  readonly log: string[];
  /** With the token. */
  call(method: string, path: string, options?: { body?: unknown; headers?: Record<string, string> }): Promise<Answer>;
  webhook(payload: unknown, options?: { store?: string; secret?: string; raw?: string }): Promise<Answer>;
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // Answers are looked into freely; their shapes are the schemas' business.
  readonly json: Record<string, never>;
}

export const aBoardRow = (more: Partial<BoardRow> = {}): BoardRow => ({
  store: 'abc123',
  orderId: 10423,
  state: 'NEEDS_ATTENTION',
  step: 'Waiting for a person',
  route: 'uk',
  account: 'acme',
  total: '120.00',
  currency: 'GBP',
  salesOrderIds: [],
  salesOrderTotal: null,
  issue: { code: 'UNKNOWN_SKU', title: 'A line has an unknown SKU', message: 'line-537: SKU X', fix: 'Amend the line' },
  holdUntil: null,
  retryingSince: null,
  lastError: null,
  knownAt: '2026-11-01T10:00:00.000Z',
  changedAt: null,
  stateSince: '2026-11-01T10:00:00.000Z',
  syncedAt: null,
  ...more,
});

export async function startTestApi(change: (deps: ApiDeps) => ApiDeps = (deps) => deps): Promise<TestApi> {
  const seen = {
    changes: [] as TestApi['changes'],
    commands: [] as OperatorCommand[],
    notes: [] as TestApi['notes'],
  };
  const actions: OperatorAction[] = [];
  const decisions: ShownDecision[] = [];
  const log: string[] = [];
  const customers: string[] = [];
  const audits: string[] = [];
  const mappings = fakeMappings();
  const stock: SeenStock = { moved: [], compares: [], links: [] };
  const deps: ApiDeps = {
    logger: pino({ level: 'info' }, { write: (line: string) => void log.push(line) }),
    token: TOKEN,
    stores: new Map([['abc123', { clientSecret: CLIENT_SECRET }]]),
    accounts: new Map([['acme', { webhookSecret: ACCOUNT_SECRET }]]),
    orders: {
      changed: async (key, event) => void seen.changes.push({ ...event, key }),
      command: async (_key, command) => {
        seen.commands.push(command);
        decisions.push(decisionOf(command));
        return { accepted: true, state: 'NEEDS_ATTENTION', decisionId: decisions.at(-1)!.id };
      },
      status: async () => undefined,
      describe: async () => undefined,
    },
    jobs: {
      setup: async () => ({ done: ['Hook store/order/* of store abc123: registered'] }),
      check: async (_store, orders) => ({ orders: [], notes: [], addUp: orders }),
      sweep: async () => undefined,
    },
    records: fakeRecords(actions, decisions),
    stock: fakeStock(stock),
    catalog: {
      records: { audits: async () => [] },
      accountsOf: () => ['acme'],
      begin: async (storeHash) => void audits.push(storeHash),
    },
    products: {
      accounts: new Map(),
      creates: new Map(),
      client: { wanted: async () => undefined, status: async () => undefined },
      records: {} as never,
    },
    newProducts: {
      accounts: new Map(),
      client: {
        wanted: async () => undefined,
        unknown: async () => ({ variants: 0, creatable: 0 }),
        status: async () => undefined,
      },
      records: {} as never,
    },
    attributes: {
      accounts: new Map(),
      client: { wanted: async () => undefined, status: async () => undefined },
      records: {} as never,
    },
    prices: {
      stores: new Map(),
      client: { wanted: async () => undefined, status: async () => undefined },
      records: {} as never,
    },
    customers: {
      stores: new Map([['abc123', ['acme']]]),
      creating: new Set(),
      client: {
        changed: async (storeHash, { reason }) => void customers.push(`${storeHash}: ${reason}`),
        explain: async () => ({ accounts: [] }),
        readAll: async (storeHash, reason) => void customers.push(`${storeHash} reads all: ${reason}`),
        findDuplicates: async (storeHash) => void customers.push(`${storeHash}: duplicates`),
      },
      records: {
        changed: async (storeHash, ids, reason) => void customers.push(`${storeHash} ${ids.join(',')}: ${reason}`),
        allChanged: async (storeHash, reason) => {
          customers.push(`${storeHash} all: ${reason}`);
          return 120;
        },
        standing: async () => ({
          waiting: 3,
          late: 0,
          parked: 0,
          accounts: [{ account: 'acme', waiting: 3, late: 0, parked: 0 }],
          issues: [],
        }),
        duplicates: async () => null,
      },
    },
    notes: { changed: async (account, change) => void seen.notes.push({ ...change, account }) },
    mappings,
    health: { temporal: async () => true, database: async () => true },
  };
  const server = await listen(createApp(change(deps)), 0);
  return {
    url: server.url,
    ...seen,
    actions,
    decisions,
    stock,
    customers,
    audits,
    mappings,
    log,
    ...callers(server.url),
    close: () => server.close(),
  };
}

const fakeRecords = (actions: OperatorAction[], decisions: ShownDecision[]): Records => ({
  listOrders: async () => ({ rows: [aBoardRow()], next: null }),
  findOrder: async ({ orderId }): Promise<BoardDetail | undefined> =>
    orderId === 10423 ? { ...aBoardRow(), details: {} } : undefined,
  countOrders: async () => ({ SYNCED: 3, NEEDS_ATTENTION: 1 }),
  decisionsOf: async () => decisions,
  linksOf: async () => [],
  notesOf: async () => [],
  ordersOfSalesOrders: async (_account, ids) =>
    ids.filter((id) => id < 100).map((id) => ({ storeHash: 'abc123', orderId: 10_000 + Math.floor(id / 2) })),
  listExchanges: async () => ({ rows: [], next: null }),
  listReports: async () => [],
  findReport: async () => undefined,
  pausedScopes: async () => [],
  recordAction: async (action) => void actions.push(action),
  detailsOfKey: async (action, subject, key) =>
    actions.find((one) => one.action === action && one.subject === subject && one.details['idempotencyKey'] === key)
      ?.details,
  eraseCustomer: async () => ({ orders: 2, snapshots: 3, exchanges: 14, decisions: 0, links: 1 }),
});

const decisionOf = ({ verb, actor, commandId, arguments: args }: OperatorCommand): ShownDecision => ({
  id: randomUUID(),
  verb,
  actor,
  commandId,
  arguments: { ...args },
  decidedAt: new Date().toISOString(),
});

function callers(url: string): Pick<TestApi, 'call' | 'webhook'> {
  return {
    call: (method, path, { body, headers = {} } = {}) =>
      send(url + path, {
        method,
        headers: { authorization: `Bearer ${TOKEN}`, ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    webhook: (payload, { store = 'abc123', secret = CLIENT_SECRET, raw } = {}) => {
      const body = raw ?? JSON.stringify(payload);
      const headers = {
        'content-type': 'application/json',
        ...signWebhook(body, { clientSecret: secret, id: 'msg_1' }),
      };
      return send(`${url}/webhooks/bigcommerce/${store}`, { method: 'POST', headers, body });
    },
  };
}

export async function send(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  const json = (isJson ? JSON.parse(text) : {}) as Answer['json'];
  return { status: response.status, headers: response.headers, text, json };
}
