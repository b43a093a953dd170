import type { SimResponse, SimRequest } from '../core/http';
import { SimClock } from '../core/clock';
import { createRng, type Rng } from '../core/rng';
import { createSimulatorApp, type RunningSimulator, type SimulatorApp } from '../core/server';
import { WebhookDispatcher } from '../core/webhook-dispatcher';
import { Account } from './account';
import { controlRoutes } from './control';
import { quotaPool, type AppIdentity } from './credentials';
import { WebhookSender } from './integration/webhook-sender';
import { ledger } from './ledger';
import { AccessTokens } from './oauth/access-tokens';
import { createPublicApi } from './public-api';
import { Quota, throttled } from './quota';
import type { TaxScheme } from './reference-lists';
import { seedMany, type BulkSeed, type IdRange } from './seeds/bulk-catalog';
import { seedCatalog, type ProductSeed } from './seeds/catalog';
import { seedAccount } from './seeds/seed-account';
import type { AccountState } from './state';
import type { SwitchChanges, Switches } from './switches';

export interface BrightpearlSimulatorOptions {
  /** Account code. Default `simulated`. */
  readonly account?: string;
  readonly appRef?: string;
  /** Account token of the private app. */
  readonly token?: string;
  /** Of the OAuth app with the same app ref. */
  readonly devRef?: string;
  /** Default 13. */
  readonly instanceId?: number;
  readonly seed?: number;
  readonly clock?: SimClock;
  readonly quotaPerMinute?: number;
  /** Simulated milliseconds until a write shows in searches. Default 0. */
  readonly indexLagMs?: number;
  /** IANA name. Default `America/Chicago`. */
  readonly timeZone?: string;
  /** USD, EUR, GBP, JPY, KWD, CAD or AUD. Default USD. */
  readonly baseCurrency?: string;
  /** Default `SALES TAX`. */
  readonly taxScheme?: TaxScheme;
  readonly switches?: Partial<Switches>;
}

export interface BrightpearlSimulator {
  readonly accountCode: string;
  readonly app: AppIdentity;
  /** Faults, request log, webhooks and the hooks of a test harness. */
  readonly core: SimulatorApp;
  readonly clock: SimClock;
  /** The records themselves, to look at; a reset replaces them. */
  state(): AccountState;
  switches(): Readonly<Switches>;
  setSwitches(changes: SwitchChanges): void;
  /** What `GET /_sim/ledger` answers. */
  ledger(): ReturnType<typeof ledger>;
  seedCatalog(products: readonly ProductSeed[]): void;
  /** One product many times over, under numbered SKUs; answers the ids, which follow one another. */
  seedMany(seed: BulkSeed): IdRange;
  /** Port 0 takes a free one. */
  listen(port: number, host?: string): Promise<RunningSimulator>;
}

/** One Brightpearl account as an HTTP server, seeded with the lists a merchant sets up, and with no orders or products. */
export function createBrightpearlSimulator(options: BrightpearlSimulatorOptions = {}): BrightpearlSimulator {
  const clock = options.clock ?? new SimClock();
  const rng = createRng(options.seed ?? 1);
  const app = identityOf(options);
  const { account, webhooks, sender } = createAccount(options, clock, rng);
  const tokens = new AccessTokens(clock, () => account.switches);
  const quota = new Quota(clock, () => account.switches.quotaPerMinute);
  const core = createSimulatorApp({
    name: 'brightpearl',
    clock,
    rng,
    webhooks,
    throttleAnswer: (request) => injectedThrottle(account, quota, request),
    router: createPublicApi({ account, app, tokens, quota }),
    control: {
      routes: controlRoutes({ account, tokens, quota }),
      reset: () => {
        for (const part of [account, tokens, quota, sender]) part.reset();
        seedAccount(account);
      },
    },
  });
  return { ...surfaceOf(account), app, core, clock, listen: (port, host) => core.listen(port, host) };
}

/** The account with the webhooks that its events go to. */
function createAccount(options: BrightpearlSimulatorOptions, clock: SimClock, rng: Rng) {
  const webhooks = new WebhookDispatcher({
    clock,
    rng,
    retryDelaysMs: [],
    onAttempt: (delivery, attempt) => sender.attempted(delivery, attempt),
  });
  const sender = new WebhookSender(webhooks, clock);
  const account: Account = new Account({
    code: options.account ?? 'simulated',
    timeZone: options.timeZone ?? 'America/Chicago',
    baseCurrency: options.baseCurrency ?? 'USD',
    taxScheme: options.taxScheme ?? 'SALES TAX',
    switches: startingSwitches(options),
    clock,
    rng,
    onEvent: (event, id) => sender.raise(account, event, id),
  });
  seedAccount(account);
  return { account, webhooks, sender };
}

const surfaceOf = (account: Account) => ({
  accountCode: account.code,
  state: () => account.state,
  switches: () => account.switches,
  setSwitches: (changes: SwitchChanges) => account.setSwitches(changes),
  ledger: () => ledger(account),
  seedCatalog: (products: readonly ProductSeed[]) => void seedCatalog(account, products),
  seedMany: (seed: BulkSeed) => seedMany(account, seed),
});

const identityOf = (options: BrightpearlSimulatorOptions): AppIdentity => ({
  appRef: options.appRef ?? 'simulated_connector',
  token: options.token ?? 'simulated-account-token',
  devRef: options.devRef ?? 'simulated-developer',
  instanceId: options.instanceId ?? 13,
});

const startingSwitches = (options: BrightpearlSimulatorOptions): Partial<Switches> => ({
  ...(options.quotaPerMinute !== undefined && { quotaPerMinute: options.quotaPerMinute }),
  ...(options.indexLagMs !== undefined && { indexLagMs: options.indexLagMs }),
  ...options.switches,
});

/** A throttle out of turn: the quota is not spent, but the answer says so. */
function injectedThrottle(account: Account, quota: Quota, request: SimRequest): SimResponse {
  const headers = { ...quota.headers(quotaPool(request)), 'brightpearl-requests-remaining': '0' };
  return { ...throttled(account.switches.throttleStatus), headers };
}
