/** How long the steps of the workflows of new products may take, from the configuration. */
import type { Config } from '../../config/config';
import type { NewProductTimings } from '../../domain/new-product-types';

/** A handful of requests are made between two signs of life. */
const REQUESTS_A_HEARTBEAT = 4;
/** Of a step of the account where the configuration does not say. */
const STEP_MS = 120_000;
/** A pass that began before a product was there has ended by then, short of an account that hardly answers. */
const SECOND_LOOK_MS = 60_000;

export const newProductTimings = ({ timings }: Pick<Config, 'timings'>): NewProductTimings => ({
  secondLookMs: SECOND_LOOK_MS,
  retryInitialMs: timings.order.retryInitialMs,
  retryMaxMs: timings.order.retryMaxMs,
  stepTimeoutMs: timings.order.activityTimeoutMs ?? STEP_MS,
  heartbeatTimeoutMs: REQUESTS_A_HEARTBEAT * timings.requestTimeoutMs,
});
