import type { Route, SimRequest } from '../core/http';

/** A control route that acts and answers 200, with what the act gives back. */
export const controlPost = (path: string, act: (request: SimRequest) => unknown): Route => ({
  method: 'POST',
  path: `/_sim/${path}`,
  handle: (request) => ({ status: 200, body: act(request) ?? {} }),
});
