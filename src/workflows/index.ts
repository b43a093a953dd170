/** The registration list: what the worker's bundle contains. */
export { check, doctor, reconcile, refundSweep, salesOrderSweep, setup, sweep } from './maintenance';
export { catalog } from './catalog';
export { catalogAudit } from './catalog-audit';
export { catalogSweep } from './catalog-sweep';
export { freeWaiting } from './free-waiting';
export { fulfillment } from './fulfillment';
export { order } from './order';
export { customerDuplicates, customerExplain, customers, customersSweep } from './customers';
export { inventory } from './inventory';
export { newProducts, unknownProducts } from './new-products';
export { notes } from './notes';
export { notesSweep } from './notes-sweep';
export { stockCompare, stockExplain, stockLinks, stockSweep } from './stock-jobs';
