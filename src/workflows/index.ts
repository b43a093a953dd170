/** The registration list: what the worker's bundle contains. */
export { check, doctor, reconcile, setup, sweep } from './maintenance';
export { order } from './order';
export { inventory } from './inventory';
export { stockCompare, stockExplain, stockLinks, stockSweep } from './stock-jobs';
