import type { SimClock } from '../core/clock';
import type { ApiClients } from './clients';
import type { EventSender } from './events';
import type { StoreState } from './state';
import type { BigCommerceSwitches } from './switches';

/** What every resource of the simulated store works on. */
export interface SimContext {
  readonly storeHash: string;
  readonly clock: SimClock;
  readonly clients: ApiClients;
  readonly state: StoreState;
  readonly switches: BigCommerceSwitches;
  readonly events: EventSender;
  readonly profile: StoreProfile;
  /** `destination` may be plain http to loopback on any port. */
  readonly allowHttpWebhooks: boolean;
}

export interface StoreCurrency {
  readonly code: string;
  /** Units of this currency per unit of the store's default one. */
  readonly rate: string;
  readonly isTransactional: boolean;
}

export interface StoreProfile {
  readonly name: string;
  /** The store's number in callbacks; not its hash. */
  readonly storeId: number;
  readonly timeZone: string;
  readonly countryCode: string;
  readonly pricesIncludeTax: boolean;
  /** The first is the store's default. */
  readonly currencies: readonly [StoreCurrency, ...StoreCurrency[]];
}

/** Links of V2 documents point at the real API, as those of a captured order do. */
export const linkTo = (context: SimContext, resource: string) => ({
  url: `https://api.bigcommerce.com/stores/${context.storeHash}/v2${resource}`,
  resource,
});
