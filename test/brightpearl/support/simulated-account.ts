/** A client of a simulated account. */
import { createBrightpearlClient, type BrightpearlClient } from '../../../src/brightpearl/client';
import { createBrightpearlSimulator, type BrightpearlSimulator } from '../../../src/simulators/brightpearl/simulator';

export interface ClientOfSimulator {
  readonly simulator: BrightpearlSimulator;
  readonly client: BrightpearlClient;
  /** How many requests the client has made. */
  requests(): number;
  control<T>(method: string, path: string, body?: unknown): Promise<T>;
  close(): Promise<void>;
}

export async function aClientOf(): Promise<ClientOfSimulator> {
  const simulator = createBrightpearlSimulator({ quotaPerMinute: 10_000 });
  const { url, close } = await simulator.listen(0);
  const { appRef, token } = simulator.app;
  const client = createBrightpearlClient({
    apiUrl: url,
    account: simulator.accountCode,
    auth: { kind: 'private-app', appRef, accountToken: token },
    observe: () => undefined,
  });
  return {
    simulator,
    client,
    requests: () => Object.values(simulator.core.requests.counts()).reduce((sum, count) => sum + count, 0),
    control: async <T>(method: string, path: string, body?: unknown) => {
      const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
      const answer = await fetch(`${url}/_sim/${path}`, init);
      if (!answer.ok) throw new Error(await answer.text());
      return (answer.status === 204 ? undefined : await answer.json()) as T;
    },
    close,
  };
}
