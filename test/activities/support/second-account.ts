/** Another Brightpearl account that a world's first store sells into as well, by a route that no order of a test takes. */
import type { Config } from '../../../src/config/config';
import { Secret } from '../../../src/config/secret';
import { createBrightpearlSimulator } from '../../../src/simulators/brightpearl/simulator';
import type { BrightpearlSimulator } from '../../../src/simulators/brightpearl/simulator';

interface SecondAccount {
  readonly simulator: BrightpearlSimulator;
  readonly url: string;
  close(): Promise<void>;
}

export async function startSecondAccount(quotaPerMinute: number): Promise<SecondAccount> {
  const simulator = createBrightpearlSimulator({ account: 'overseas', seed: 2, indexLagMs: 0, quotaPerMinute });
  const server = await simulator.core.listen(0);
  return { simulator, url: server.url, close: () => server.close() };
}

export function withSecondAccount(config: Config, second: SecondAccount | undefined): Config {
  const [account] = config.accounts;
  const [route] = config.routes;
  if (!second || !account || !route) return config;
  const { appRef, token } = second.simulator.app;
  const code = second.simulator.accountCode;
  const auth = { kind: 'private-app', appRef: new Secret(appRef), token: new Secret(token) } as const;
  const { default: _default, ...special } = route;
  return {
    ...config,
    accounts: [...config.accounts, { ...account, code, apiUrl: second.url, auth }],
    routes: [...config.routes, { ...special, name: 'overseas', account: code, match: { shipToCountries: ['AU'] } }],
  };
}
