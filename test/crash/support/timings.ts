/** Short enough for hundreds of orders, long enough for a busy machine. Milliseconds, as the tests need them. */

/** Until a Brightpearl search shows what was written. */
export const INDEX_LAG_MS = 400;
/**
 * What the connector is told about that lag: longer by what is applied after its request was given up, and by what a busy machine adds.
 */
export const SEARCH_LAG_MS = 2_000;
/** A request is given up after this long; nothing may be held back for longer. */
export const REQUEST_TIMEOUT_MS = 1_500;

/** As connector.yaml has them. */
export const TIMINGS = {
  // Echoes of our own writes join the run that made them, as they do in production.
  settleSeconds: 0.6,
  recheckSeconds: 0.1,
  retryInitialMs: 100,
  retryMaxMs: 1_000,
  searchLagSeconds: SEARCH_LAG_MS / 1_000,
  requestTimeoutSeconds: REQUEST_TIMEOUT_MS / 1_000,
  activityTimeoutSeconds: (4 * REQUEST_TIMEOUT_MS) / 1_000,
  takeoverSeconds: 1,
  // Once a day: what a schedule does in between would be no step of the flow.
  sweepMinutes: 1_440,
};

/** As `stores[].stock` of connector.yaml has them. */
export const STOCK_TIMINGS = {
  debounceSeconds: 0.05,
  debounceCeilingSeconds: 0.5,
  visibilityLagSeconds: 0.5,
  deltaMinutes: 1_440,
};
/** Until a read of the store shows what was written. */
export const INVENTORY_LAG_MS = 200;
/**
 * Of the store's callbacks: nobody gets one before the request that caused it was answered. What is told back of a write comes
 * after it was noted then, as it nearly always does, and not as the dice fall.
 */
export const CALLBACKS = { delay: 1, delayMs: 200 };
