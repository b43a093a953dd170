/** `connector inventory link` and `unlink`: which product a variant is, where its SKU cannot tell. */
import type { Command } from 'commander';
import { setLinkAnswer } from '../../api/stock-answers';
import { CliError, EXIT } from '../exit-codes';
import type { CliIo } from '../io';
import { Session } from '../session';
import { integer } from './arguments';
import { acting, headersOf, ofStore, pathsOf } from './store-options';
import type { ActingOptions } from './store-options';

interface LinkOptions extends ActingOptions {
  readonly sku?: string;
  readonly variant?: number;
  readonly product?: number;
  readonly account?: string;
}

export function registerLink(inventory: Command, io: CliIo): void {
  const chosen = (name: 'link' | 'unlink', description: string): Command =>
    acting(ofStore(inventory, name, description))
      .option('--sku <sku>', 'as the store writes it')
      .option('--variant <id>', "BigCommerce's id, where several variants have the SKU", integer(1))
      .option('--account <code>', 'of Brightpearl; not needed where one feeds the store');

  chosen('link', 'Set which Brightpearl product a variant is, whatever its SKU says')
    .requiredOption('--product <id>', "Brightpearl's id", integer(1))
    .action((options: LinkOptions) => send(io, options, 'link'));

  chosen('unlink', 'Take back the product that was set for a variant: its SKU decides again').action(
    (options: LinkOptions) => send(io, options, 'unlink'),
  );
}

async function send(
  io: CliIo,
  { store, sku, variant: variantId, product: productId, account, ...options }: LinkOptions,
  verb: 'link' | 'unlink',
): Promise<void> {
  if ((sku === undefined) === (variantId === undefined))
    throw new CliError(EXIT.usage, 'Give either --sku or --variant');
  const session = new Session(io, options);
  const path = await pathOf(session, store, `/${verb}`);
  const body = { sku, variantId, productId, account };
  const answer = await session.api.post(path, setLinkAnswer, { body, headers: headersOf(options) });
  const what = answer.productId === null ? 'what its SKU says' : `product ${answer.productId}`;
  session.print(answer, () => `Variant ${answer.variantId} becomes ${what} of ${answer.account} in a moment.\n`);
}

const pathOf = pathsOf('inventory');
