/**
 * What BigCommerce's documentation leaves open, as settings of the simulator: code that talks to it must work with every
 * value. `docs/simulators.md` lists them; the defaults are what the evidence favors.
 */
export interface BigCommerceSwitches {
  /** `store/order/statusUpdated` carries `data.status`: one official page shows it, another does not. Default true. */
  statusUpdatedCarriesStatus: boolean;
  /** A metafield write also bumps `date_modified` and fires `store/order/updated`. Default false. */
  metafieldWritesFireOrderUpdated: boolean;
  /** `min_date_*` and `max_date_*` include the second given. Default true. */
  dateBoundsInclusive: boolean;
  /** Callbacks of hooks made with a store-level API account carry a signature. Default true. */
  signStoreLevelHooks: boolean;
  /** What a callback's `hash` is made of: all of it, with `created_at` in seconds, or only its `data`. Default `event`. */
  webhookHashCovers: 'event' | 'data';
  /** `is_active` of a hook created without that field. Default false, as older documentation says. */
  hooksActiveByDefault: boolean;
  /** Simulated milliseconds until a new hook works ("up to one minute"). Default 0. */
  hookActivationDelayMs: number;
  /** Lines included in a consignment are cut at 50, like the pages of `/products`. Default false. */
  consignmentLinesCutAt50: boolean;
  /** Order lists take the filter `is_deleted`, which the 2021 description had and the 2026 one lacks. Default false: 400. */
  isDeletedFilter: boolean;
  /** Order lists show archived orders when not filtered. Default false. */
  listsArchivedOrders: boolean;
  /** Order lists show orders of status 0 when not filtered by status. Default true. */
  listsIncompleteOrders: boolean;
  /** What an empty V2 collection answers. Default `no-content` (204 without a body). */
  emptyV2List: 'no-content' | 'empty-array';
  /** What a `limit` above the maximum (250, of inventory 1000) does. Default `refused` (413). */
  limitAboveMaximum: 'refused' | 'clamped';
  /** `sku` of the list of all variants finds base variants too. Default true; the documentation sends one to the products. */
  variantSkuFindsBaseVariants: boolean;
  /** Variants included in a product are cut at 50, like the pages of its variants. Default false. */
  includedVariantsCutAt50: boolean;
  /** Variants of a deleted product stay in the list of all variants, with product 0, as they once did. Default false. */
  deletedProductsLeaveOrphans: boolean;
  /** Simulated milliseconds until storefront and reads see an adjustment ("a short delay"). Default 0. */
  inventoryLagMs: number;
  /** What one bad item does to an adjustment. Default `whole-batch`; `partial`: the others are set, and it is refused. */
  inventoryRejection: 'whole-batch' | 'partial';
  /** Which of the bad items a refusal names. Default `all`. */
  inventoryRefusalNames: 'all' | 'first' | 'none';
  /** An absolute quantity below 0. Default `refused`. */
  negativeAbsolute: 'refused' | 'set';
  /** Inventory reads list items whose stock is not tracked. Default false. */
  inventoryListsUntracked: boolean;
  /** The storefront sells from all enabled locations (on request), not only from the default one. Default false. */
  storefrontCountsAllLocations: boolean;
  /** An order that finds too little (by API or hand, or when shipped) takes what is there. Default true; else levels fall below 0. */
  stockStopsAtZero: boolean;
  /** Real milliseconds that a write or read of price records takes, during which it counts as concurrent. Default 5. */
  concurrentRequestMs: number;
  /** What one bad record does to a batch of prices. Default `partial`: the others are set, and it is refused. */
  priceRecordRejection: 'whole-batch' | 'partial';
  /** A price record that is set anew loses what is not sent of it. Default true; else it keeps that. */
  priceUpsertClearsUnsent: boolean;
  /** What one bad product or variant does to a batch. Default `whole-batch`; `partial`: the others are set, and it is refused. */
  catalogBatchRejection: 'whole-batch' | 'partial';
  /** A base variant shows the prices of its product as its own. Default true; else null. */
  baseVariantShowsPrices: boolean;
  /** How sale price, retail price and MAP of a price record show that are not set. Default `absent`. */
  unsetRecordPrices: 'absent' | 'null' | 'zero';
  /** A change of a customer's addresses moves the customer's `date_modified`. Default false: nothing says so. */
  addressChangesModifyCustomer: boolean;
  /** Declined orders give stock back as cancelled and refunded ones do. Default false: no text names them. */
  declinedOrdersRestock: boolean;
  /** Making a shipment brings the order to Partially Shipped or Shipped. Default true; a newer text denies it. */
  shipmentsSetStatus: boolean;
  /** A shipment that changes the status mails for the shipment and for the status. Default false: one mail. */
  shipmentStatusMailsToo: boolean;
  /** A changed tracking mails the customer again. Default false: only making a shipment is said to mail. */
  shipmentUpdatesMail: boolean;
  /** Shipping more than is left of a line. Default `refused`. */
  overShipment: 'refused' | 'accepted';
  /** Refunded units can still be shipped. Default true: nothing says otherwise. */
  refundedUnitsShip: boolean;
  /** `shipping_provider` of a shipment made without one: `` by today's examples, `custom` by older texts. */
  omittedShippingProvider: '' | 'custom';
  /** Deleting a shipment that is not there. Default `not-found`. */
  deletedShipmentAgain: 'not-found' | 'ok';
  /** Setting an order to Shipped by hand marks its lines as shipped. Default false. */
  shippedStatusShipsLines: boolean;
  /** An edit to fewer units of a line than are shipped. Default `refused`. */
  editBelowShipped: 'refused' | 'accepted';
  /** A paid order without any transaction (offline, by hand) can be refunded outside of the store. Default true. */
  unrecordedPaymentsRefund: boolean;
  /** Simulated milliseconds until the gateway answers a capture, void or refund. Default 0: at once. */
  gatewayLagMs: number;
  /** What the gateway then says of them. */
  gatewayAnswers: 'approved' | 'declined';
  /** A capture moves an order from Awaiting Payment to Awaiting Fulfillment. Default true. */
  captureMovesStatus: boolean;
  /** A void cancels the order. Default false. */
  voidCancelsOrder: boolean;
  /** Refunds make an order Refunded or Partially Refunded. Default true: their mails are said to be those of the statuses. */
  refundsSetStatus: boolean;
  /** An order that refunds by API make Refunded gives back its stock, by the store's settings. Default false. */
  apiRefundsRestock: boolean;
  /** A refund asked for while the payment of another is on its way ("not yet supported"). Default `refused`. */
  refundWhilePending: 'refused' | 'accepted';
  /** A refused refund answers its error in a list under `data`, as described; else like all others. Default true. */
  refundRefusalsInList: boolean;
  /** Payments of a refund: one of the quote's methods to the cent, or whatever adds up. Default `as-quoted`. */
  refundPayments: 'as-quoted' | 'any-split';
  /** An amount of shipping, handling or a fee is before tax, if the order's prices are. Default true; else it is of both. */
  refundAmountsAddTax: boolean;
  /** A deduction lowers an item's tax in proportion. Default false: the tax of the whole item is refunded. */
  refundDeductionsLowerTax: boolean;
  /** Items refunded by quantity show their `requested_amount`. Default true; one official example has null. */
  quantityRefundsShowAmount: boolean;
  /** Refunds outside of the gateway make a transaction too. Default true. */
  offlineRefundsMakeTransactions: boolean;
  /** Statuses whose change mails the customer (a setting of the control panel). */
  statusMails: readonly number[];
  /** Labels a merchant renamed, by status id; shown as `custom_status`. */
  customStatusLabels: Readonly<Record<number, string>>;
}

export const DEFAULT_SWITCHES: Readonly<BigCommerceSwitches> = {
  statusUpdatedCarriesStatus: true,
  metafieldWritesFireOrderUpdated: false,
  dateBoundsInclusive: true,
  signStoreLevelHooks: true,
  webhookHashCovers: 'event',
  hooksActiveByDefault: false,
  hookActivationDelayMs: 0,
  consignmentLinesCutAt50: false,
  isDeletedFilter: false,
  listsArchivedOrders: false,
  listsIncompleteOrders: true,
  emptyV2List: 'no-content',
  limitAboveMaximum: 'refused',
  variantSkuFindsBaseVariants: true,
  includedVariantsCutAt50: false,
  deletedProductsLeaveOrphans: false,
  inventoryLagMs: 0,
  inventoryRejection: 'whole-batch',
  inventoryRefusalNames: 'all',
  negativeAbsolute: 'refused',
  inventoryListsUntracked: false,
  storefrontCountsAllLocations: false,
  stockStopsAtZero: true,
  concurrentRequestMs: 5,
  priceRecordRejection: 'partial',
  priceUpsertClearsUnsent: true,
  catalogBatchRejection: 'whole-batch',
  baseVariantShowsPrices: true,
  unsetRecordPrices: 'absent',
  addressChangesModifyCustomer: false,
  declinedOrdersRestock: false,
  shipmentsSetStatus: true,
  shipmentStatusMailsToo: false,
  shipmentUpdatesMail: false,
  overShipment: 'refused',
  refundedUnitsShip: true,
  omittedShippingProvider: '',
  deletedShipmentAgain: 'not-found',
  shippedStatusShipsLines: false,
  editBelowShipped: 'refused',
  unrecordedPaymentsRefund: true,
  gatewayLagMs: 0,
  gatewayAnswers: 'approved',
  captureMovesStatus: true,
  voidCancelsOrder: false,
  refundsSetStatus: true,
  apiRefundsRestock: false,
  refundWhilePending: 'refused',
  refundRefusalsInList: true,
  refundPayments: 'as-quoted',
  refundAmountsAddTax: true,
  refundDeductionsLowerTax: false,
  quantityRefundsShowAmount: true,
  offlineRefundsMakeTransactions: true,
  statusMails: [2, 3, 4, 5, 10, 14],
  customStatusLabels: {},
};
