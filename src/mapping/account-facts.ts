/** What the mapping knows of a Brightpearl account. Plain data, read by the activities. */

/** Of each only where a rule of one of the account's routes names one, and the credentials may list them. */
export interface OrderLists {
  readonly projects?: readonly { readonly id: number; readonly name: string }[];
  readonly leadSources?: readonly { readonly id: number; readonly name: string }[];
  /** Custom fields of sales orders; `type` as Brightpearl calls it: `TEXT`, `SELECT`, … */
  readonly orderFields?: readonly { readonly code: string; readonly name: string; readonly type: string }[];
}

/** The account's own settings, read from `account-configuration` and the reference lists. */
export interface AccountFacts {
  readonly code: string;
  readonly baseCurrency: string;
  /** IANA zone. */
  readonly timeZone: string;
  readonly instanceId?: number;
  readonly newOrderStatusId: number;
  /** Absent where the account has none: nothing can be cancelled then. */
  readonly cancelledStatusId?: number;
  readonly nominals: {
    readonly sales?: string;
    readonly shipping?: string;
    readonly discount?: string;
    readonly rounding?: string;
  };
  /** Codes with their rate in percent. */
  readonly taxCodes: readonly { readonly id: number; readonly code: string; readonly rate: string }[];
  readonly currencies: readonly { readonly code: string; readonly exchangeRate: string }[];
  readonly paymentMethods: readonly { readonly code: string; readonly active: boolean }[];
  readonly shippingMethods: readonly { readonly id: number; readonly name: string }[];
  readonly orderStatuses: readonly {
    readonly id: number;
    readonly name: string;
    readonly orderTypeCode: string;
    readonly disabled: boolean;
  }[];
  readonly channels: readonly { readonly id: number; readonly name: string }[];
  readonly warehouses: readonly { readonly id: number; readonly name: string }[];
  readonly priceLists: readonly { readonly id: number; readonly currencyCode: string; readonly gross: boolean }[];
  readonly orderLists?: OrderLists;
  /** Last closed day (ISO date) in the account's zone, if the books are closed up to one. */
  readonly closedUntil?: string;
}
