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
  /** What a `limit` above 250 does. Default `refused` (413). */
  limitAboveMaximum: 'refused' | 'clamped';
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
  hooksActiveByDefault: false,
  hookActivationDelayMs: 0,
  consignmentLinesCutAt50: false,
  isDeletedFilter: false,
  listsArchivedOrders: false,
  listsIncompleteOrders: true,
  emptyV2List: 'no-content',
  limitAboveMaximum: 'refused',
  statusMails: [2, 3, 4, 5, 10, 14],
  customStatusLabels: {},
};
