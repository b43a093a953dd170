/** Requests that a store works on only so many of at a time, for all of its clients together. */
import type { SimHandler, SimRequest, SimResponse } from '../core/http';
import type { SimContext } from './context';

/** As documented of price records. It is no matter of the quota, and carries none of its headers. */
const TOO_MANY: SimResponse = {
  status: 429,
  body: {
    status: 429,
    title: 'Too many requests',
    type: '/api-docs/getting-started/api-status-codes',
    errors: {},
  },
};

/** Each request takes `concurrentRequestMs`, as otherwise none would ever meet another. */
export function limited(
  { switches }: SimContext,
  most: number,
  handle: (request: SimRequest) => SimResponse,
): SimHandler {
  let running = 0;
  return async (request) => {
    if (running >= most) return TOO_MANY;
    running += 1;
    try {
      await new Promise((resolve) => setTimeout(resolve, switches.concurrentRequestMs));
      return handle(request);
    } finally {
      running -= 1;
    }
  };
}
