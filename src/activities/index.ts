/** All activities, made of their dependencies. Names are those the workflows call. */
import type {
  BigCommerceOrderActivities,
  BrightpearlOrderActivities,
  OrchestrateActivities,
} from '../domain/activity-types';
import type { FreeingActivities } from '../domain/freeing-types';
import type { OrderKey } from '../domain/ids';
import type {
  AccountMaintenanceActivities,
  ConnectorMaintenanceActivities,
  StoreMaintenanceActivities,
  SweepInput,
} from '../domain/maintenance-types';
import { amendSalesOrder } from './after-sale/amend-sales-order';
import { cancelSalesOrder } from './after-sale/cancel-sales-order';
import { creditSalesOrder } from './replace/credit-sales-order';
import { retireSalesOrder } from './replace/retire-sales-order';
import { recordDecision, saveState } from './board';
import { checkOrders } from './check-orders';
import { examine, forgetOldRecords } from './doctor';
import { createCustomerActivities } from './customers';
import type { CustomerActivities } from './customers';
import { ensureContact } from './ensure-contact';
import { finishLevels, freeOrders, planFreeing } from './free-waiting';
import { linkBack } from './link-back';
import { createNewProductActivities } from './new-products';
import type { NewProductActivities } from './new-products';
import { createNoteActivities } from './notes';
import type { NoteActivities } from './notes';
import { unlessPaused } from './pauses';
import { planOrder } from './plan-order';
import { readOrder } from './read-order';
import { reconcileRoute } from './reconcile';
import { recordPayment } from './record-payment';
import { closeCredit } from './refunds/close-credit';
import { createCredit } from './refunds/create-credit';
import { payRefund } from './refunds/pay-refund';
import { refundStaffCredit } from './staff-credits/refund-staff-credit';
import { takeGoodsIn } from './refunds/take-goods-in';
import { inLane } from './request-room';
import { reserveStock } from './reserve-stock';
import { createSalesOrder } from './sales-order';
import { ensureSchedules } from './schedules';
import { ensureAccountHooks, ensureSearchAttributes, ensureStoreHooks } from './setup';
import type { SetupDeps } from './setup';
import { sweepPage } from './sweep';
import { createFulfillmentActivities } from './shipments';
import type { FulfillmentActivities } from './shipments';
import { sweepRefunds } from './sweep-refunds';
import { createCatalogActivities } from './catalog';
import type { CatalogActivities } from './catalog';
import { createStockActivities } from './stock';
import type { StockActivities } from './stock';
import { actOnPayment } from './mirror/act-on-payment';
import { cancelInStore } from './mirror/cancel-in-store';
import { closeSalesOrder } from './mirror/close-sales-order';
import { moveInBrightpearl, moveInStore } from './mirror/move-status';
import { sweepSalesOrders } from './sweep-sales-orders';
import { writeNotes } from './write-notes';

type Activities = OrchestrateActivities &
  BigCommerceOrderActivities &
  BrightpearlOrderActivities &
  StoreMaintenanceActivities &
  AccountMaintenanceActivities &
  ConnectorMaintenanceActivities &
  FreeingActivities &
  FulfillmentActivities &
  StockActivities &
  CatalogActivities &
  NewProductActivities &
  CustomerActivities &
  NoteActivities;

/** Somebody waits before the screen for a check of so many orders at most; a larger one makes way for imports. */
const A_LOOK = 20;

export function createActivities(deps: SetupDeps): Activities {
  const atStore =
    <Input, Result>(storeHashOf: (input: Input) => string, run: (deps: SetupDeps, input: Input) => Promise<Result>) =>
    (input: Input): Promise<Result> =>
      unlessPaused(deps.store, { system: 'bigcommerce', scope: storeHashOf(input) }, () => run(deps, input));
  const atAccount =
    <Input extends { readonly account: string }, Result>(run: (deps: SetupDeps, input: Input) => Promise<Result>) =>
    (input: Input): Promise<Result> =>
      unlessPaused(deps.store, { system: 'brightpearl', scope: input.account }, () => run(deps, input));
  const ofOrder = ({ key }: { readonly key: OrderKey }): string => key.storeHash;
  const ofStore = ({ storeHash }: { readonly storeHash: string }): string => storeHash;

  return {
    saveState: (input) => saveState(deps, input),
    recordDecision: (input) => recordDecision(deps, input),
    readOrder: atStore(ofOrder, readOrder),
    linkBack: atStore(ofOrder, linkBack),
    planOrder: atAccount(planOrder),
    ensureContact: atAccount(ensureContact),
    createSalesOrder: atAccount(createSalesOrder),
    reserveStock: atAccount(reserveStock),
    recordPayment: atAccount(recordPayment),
    amendSalesOrder: atAccount(amendSalesOrder),
    cancelSalesOrder: atAccount(cancelSalesOrder),
    creditSalesOrder: atAccount(creditSalesOrder),
    retireSalesOrder: atAccount(retireSalesOrder),
    writeNotes: atAccount(writeNotes),
    createCredit: atAccount(createCredit),
    payRefund: atAccount(payRefund),
    takeGoodsIn: atAccount(takeGoodsIn),
    closeCredit: atAccount(closeCredit),
    cancelInStore: atStore(ofOrder, cancelInStore),
    moveInStore: atStore(ofOrder, moveInStore),
    actOnPayment: atStore(ofOrder, actOnPayment),
    refundStaffCredit: atStore(ofOrder, refundStaffCredit),
    moveInBrightpearl: atAccount(moveInBrightpearl),
    closeSalesOrder: atAccount(closeSalesOrder),
    sweepPage: atStore(ofStore, (own, input: SweepInput) => sweepPage(inLane(own, 'backfill'), input)),
    sweepRefunds: atStore(ofStore, (own, input: { readonly storeHash: string }) =>
      sweepRefunds(inLane(own, 'backfill'), input),
    ),
    ensureStoreHooks: atStore(ofStore, (own, input) => ensureStoreHooks(inLane(own, 'operator'), input)),
    ensureAccountHooks: atAccount((own, input) => ensureAccountHooks(inLane(own, 'operator'), input)),
    sweepSalesOrders: atAccount((own, input) => sweepSalesOrders(inLane(own, 'backfill'), input)),
    reconcileRoute: atAccount((own, input) => reconcileRoute(inLane(own, 'backfill'), input)),
    ensureSearchAttributes: () => ensureSearchAttributes(deps),
    ensureSchedules: () => ensureSchedules(deps),
    examine: () => examine(deps),
    checkOrders: (input) => checkOrders(inLane(deps, input.orders > A_LOOK ? 'backfill' : 'operator'), input),
    forgetOldRecords: () => forgetOldRecords(deps),
    planFreeing: (input) => planFreeing(deps, input),
    freeOrders: (input) => freeOrders(deps, input),
    finishLevels: (input) => finishLevels(deps, input),
    ...createFulfillmentActivities(deps),
    ...createStockActivities(deps),
    ...createCatalogActivities(deps),
    ...createNewProductActivities(deps),
    ...createNoteActivities(deps),
    ...createCustomerActivities(deps),
  };
}
