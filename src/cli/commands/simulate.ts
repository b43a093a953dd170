/** `connector simulate`: both simulators as servers, until stopped. */
import type { Command } from 'commander';
import type * as BigCommerce from '../../simulators/bigcommerce/simulator';
import type * as Brightpearl from '../../simulators/brightpearl/simulator';
import type { CliIo } from '../io';
import { pairs } from '../text';
import { integer, port } from './arguments';

interface SimulateOptions {
  readonly bigcommercePort: number;
  readonly brightpearlPort: number;
  readonly seed: number;
  readonly json?: boolean;
}

export function registerSimulate(program: Command, io: CliIo): void {
  program
    .command('simulate')
    .description('Run a simulated BigCommerce store and Brightpearl account (see docs/simulators.md)')
    .option('--bigcommerce-port <n>', 'port of the store; 0 takes a free one', port, 0)
    .option('--brightpearl-port <n>', 'port of the account; 0 takes a free one', port, 0)
    .option('--seed <n>', 'of everything random', integer(0), 1)
    .option('--json', 'say where they are as one line of JSON')
    .action((options: SimulateOptions) => simulate(io, options));
}

async function simulate(io: CliIo, { bigcommercePort, brightpearlPort, seed, json }: SimulateOptions): Promise<void> {
  // Only here: no other command pays for loading the simulators.
  const { createBigCommerceSimulator } = require('../../simulators/bigcommerce/simulator') as typeof BigCommerce;
  const { createBrightpearlSimulator } = require('../../simulators/brightpearl/simulator') as typeof Brightpearl;
  const store = createBigCommerceSimulator({ seed, allowHttpWebhooks: true });
  const account = createBrightpearlSimulator({ seed });
  const storeServer = await store.listen(bigcommercePort);
  const accountServer = await account.listen(brightpearlPort).catch(async (error: unknown) => {
    await storeServer.close();
    throw error;
  });
  const where = {
    bigcommerce: { url: storeServer.url, storeHash: store.storeHash, token: store.token },
    brightpearl: {
      url: accountServer.url,
      account: account.accountCode,
      appRef: account.app.appRef,
      token: account.app.token,
    },
  };
  io.out(json ? `${JSON.stringify(where)}\n` : describe(where));
  await io.stopped();
  await Promise.all([storeServer.close(), accountServer.close()]);
}

function describe({ bigcommerce, brightpearl }: Record<'bigcommerce' | 'brightpearl', Record<string, string>>): string {
  return [
    `BigCommerce store\n${pairs(Object.entries(bigcommerce))}`,
    `Brightpearl account\n${pairs(Object.entries(brightpearl))}`,
    'Ctrl-C stops both.\n',
  ].join('\n');
}
