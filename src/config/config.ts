/** The configuration as the rest of the connector sees it: checked, complete, frozen, secrets wrapped. */
import type { OrderTimings } from '../domain/messages';
import type { AccountCreationRules } from '../mapping/catalog/fields/account-creation-rules';
import type { AttributeRules } from '../mapping/catalog/attributes/rule-schema';
import type { FieldRules } from '../mapping/catalog/fields/rule-schema';
import type { PriceRules } from '../mapping/prices/rule-schema';
import type { CustomerRules } from '../mapping/customers/rule-schema';
import type { RouteRules } from '../mapping/rules';
import type { RouteSelector } from '../mapping/routing';
import type { SkuMatch } from '../mapping/stock/link-types';
import type { MassFallRules } from '../mapping/stock/mass-fall';
import type { DemandRules, StockRule } from '../mapping/stock/rule-schema';
import type { StockFeed } from '../mapping/stock/types';
import type { MatchingRules } from '../mapping/catalog/matching/rule-schema';
import type { ConnectorEnv } from './env-schema';
import type { TimeOfDay } from './fields';
import type { HostPaths } from './host';
import type { KeyRing } from './key-ring';
import type { Secret } from './secret';

export interface StoreConfig {
  readonly hash: string;
  readonly name: string;
  /** Without trailing slash. */
  readonly apiUrl: string;
  readonly token: Secret;
  readonly clientSecret?: Secret;
  /** What BigCommerce sends along with webhooks; without it the connector derives one. */
  readonly webhookSecret?: Secret;
  /** ISO time, UTC: orders created before it are not imported. */
  readonly cutover: string;
  /** Requests of each quota window left to other apps. */
  readonly quotaReserve: number;
  /** Absent: the store's stock is left alone. */
  readonly stock?: StockConfig;
  /** Absent: the store's prices are left alone. */
  readonly prices?: PricesConfig;
  /** Absent: the fields of the store's products are left alone. */
  readonly products?: ProductsConfig;
  /** One for each account that may get products from the store; absent: none may. */
  readonly newProducts?: readonly NewProductsConfig[];
  /** Absent: the options of the store's products are left alone. */
  readonly attributes?: AttributesConfig;
  /** Absent: products are told apart by their SKUs, and both catalogs are compared on demand. */
  readonly matching?: MatchingConfig;
  /** Absent: only orders touch contacts. */
  readonly customers?: CustomersConfig;
}

export interface MatchingConfig extends Omit<MatchingRules, 'skuMatch'> {
  /** Name of the store's custom field that holds a Brightpearl product id. */
  readonly productIdField?: string;
  /** Or the metafield that does. */
  readonly productIdMetafield?: { readonly namespace: string; readonly key: string };
  readonly auditAt: TimeOfDay;
}

/** Durations in milliseconds. */
export interface PricesConfig {
  /** Every rule has its account. */
  readonly rules: PriceRules;
  /** Whose price lists are read, each once. */
  readonly accounts: readonly string[];
  readonly skuMatch: SkuMatch;
  readonly intervalMs: number;
  /** How long the store may show an old price after a write. */
  readonly visibilityLagMs: number;
}

/** Durations in milliseconds. */
export interface ProductsConfig {
  readonly rules: FieldRules;
  readonly account: string;
  readonly intervalMs: number;
  /** How long the store may show an old field after a write. */
  readonly visibilityLagMs: number;
}

export interface NewProductsConfig {
  readonly account: string;
  readonly rules: AccountCreationRules;
}

export interface AttributesConfig {
  readonly rules: AttributeRules;
  readonly account: string;
  /** Milliseconds. */
  readonly intervalMs: number;
}

export interface CustomersConfig extends CustomerRules {
  /** Milliseconds to wait for more changes after one. */
  readonly gatherMs: number;
}

/** Durations in milliseconds. */
export interface StockConfig {
  /** Each location once. */
  readonly feeds: readonly StockFeed[];
  readonly skuMatch: SkuMatch;
  readonly rules: readonly StockRule[];
  readonly demand: DemandRules;
  readonly massFall: MassFallRules;
  readonly debounceMs: number;
  readonly debounceCeilingMs: number;
  readonly deltaIntervalMs: number;
  /** How long the store may show the old level after a write. */
  readonly visibilityLagMs: number;
  /** Absent: found from the usual gaps between stock events. */
  readonly staleAfterMs?: number;
  /** The nightly compare, in an IANA zone. */
  readonly compareAt: TimeOfDay;
}

export type AccountAuth =
  | { readonly kind: 'private-app'; readonly appRef: Secret; readonly token: Secret }
  | {
      readonly kind: 'oauth';
      readonly appRef: string;
      readonly devRef: string;
      readonly clientId: string;
      readonly clientSecret?: Secret;
      /** The first refresh token; newer ones are in the database. */
      readonly refreshToken: Secret;
      readonly tokenUrl: string;
    };

export interface AccountConfig {
  readonly code: string;
  readonly name: string;
  /** Without trailing slash. */
  readonly apiUrl: string;
  readonly auth: AccountAuth;
  readonly instanceId?: number;
  /** Last closed day, `YYYY-MM-DD`. */
  readonly closedUntil?: string;
  readonly quotaReserve: number;
}

export interface RouteConfig extends RouteSelector {
  readonly rules: RouteRules;
}

/** Milliseconds. */
export interface TimingsConfig {
  readonly order: OrderTimings;
  readonly notes: {
    /** How long ids are gathered before they are read. */
    readonly gatherMs: number;
    /** For how long a note that was shipped is read again. */
    readonly shippedAgainMs: number;
  };
  readonly sweepIntervalMs: number;
  readonly sweepOverlapMs: number;
  readonly searchLagMs: number;
  readonly requestTimeoutMs: number;
  /** Of workflow tasks: after this long without an answer they go to another process. */
  readonly takeoverMs: number;
}

export interface Config {
  readonly stores: readonly StoreConfig[];
  readonly accounts: readonly AccountConfig[];
  readonly routes: readonly RouteConfig[];
  readonly timings: TimingsConfig;
  readonly taskQueuePrefix: string;
  readonly audit: { readonly retentionDays: number; readonly maxBodyBytes: number };
  readonly webhooks: { readonly publicUrl?: string };
  readonly api: {
    /** 0: any free port. */
    readonly port: number;
    readonly token: Secret;
    /** Opens the payload codec endpoint and nothing else; derived from the API token. */
    readonly codecToken: Secret;
  };
  /** No URL: an embedded PostgreSQL under `dataDir`. */
  readonly database: { readonly url?: Secret };
  readonly keys: { readonly data: KeyRing; readonly payload: KeyRing; readonly hash: Secret };
  /** Address of Temporal's web interface, for links and for the codec endpoint's CORS; embedded, it is known at run time. */
  readonly temporalUiUrl?: string;
  readonly logLevel: ConnectorEnv['LOG_LEVEL'];
  readonly gitSha?: string;
  /** Worker versioning is on only where a deployment is named. */
  readonly deployment?: { readonly name: string; readonly buildId: string };
  readonly dataDir: string;
  readonly host: HostPaths;
  /** See `configHash`. */
  readonly hash: string;
}
