/** Requests that go on, or arrive, when something else has come about, however long that takes. */
import type { HookInfo, SimulatorHooks } from '../../../src/simulators/core/pipeline';
import type { ActivityWorld } from './activity-world';

interface Wanted {
  readonly method: string;
  /** A regular expression for the path and query. */
  readonly path: string;
}

interface Held {
  readonly arrived: Promise<void>;
  readonly release: () => void;
}

/** The next such request waits, before anything of it is done, until it is released. */
export function hold({ hooks }: { readonly hooks: SimulatorHooks }, { method, path }: Wanted): Held {
  const { beforeRequest } = hooks;
  let arrive: () => void = () => undefined;
  let release: () => void = () => undefined;
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  const released = new Promise<void>((resolve) => (release = resolve));
  let isHeld = false;
  hooks.beforeRequest = async (request) => {
    if (isHeld || request.method !== method || !new RegExp(path).test(request.path)) return beforeRequest?.(request);
    isHeld = true;
    arrive();
    return released;
  };
  return { arrived, release };
}

/** What became of all that run at once, of which one holds the others up: its request goes on once another was refused. */
export async function settledBeside<T>(held: Held, runs: readonly Promise<T>[]): Promise<PromiseSettledResult<T>[]> {
  for (const run of runs) run.catch(held.release);
  return Promise.allSettled(runs);
}

/** The nth such request to the store is lost on the way, and arrives when it is told to. */
export function lose({ bigcommerce, config }: ActivityWorld, { method, path }: Wanted, nth = 1) {
  let seen = 0;
  let lost: HookInfo | undefined;
  bigcommerce.hooks.beforeRequest = (request) => {
    if (lost || request.method !== method || !new RegExp(path).test(request.path)) return undefined;
    seen += 1;
    if (seen < nth) return undefined;
    lost = request;
    return 'drop';
  };
  return {
    async arrives(): Promise<void> {
      const answer = await fetch(`${config.stores[0]?.apiUrl}${lost?.path}`, {
        method,
        headers: { 'content-type': 'application/json', 'x-auth-token': bigcommerce.token },
        body: JSON.stringify(lost?.body),
      });
      // The store may refuse by now what it would have taken then.
      expect([200, 409, 422]).toContain(answer.status);
    },
  };
}
