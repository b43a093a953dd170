/** `connector attributes …`: how options stand, which are whose twins, and comparing them now. */
import type { Command } from 'commander';
import { attributeExplainAnswer, attributesAnswer } from '../../api/attribute-answers';
import { CliError, EXIT } from '../exit-codes';
import type { ExitCode } from '../exit-codes';
import type { CliIo } from '../io';
import { Session } from '../session';
import { plain } from '../text';
import { showAttributes, showTwins } from './attribute-views';
import { registerPush, registerStatus } from './part-commands';
import { ofStore, pathsOf } from './store-options';
import type { StoreOptions } from './store-options';

export function registerAttributes(program: Command, io: CliIo, finish: (code: ExitCode) => void): void {
  const attributes = program
    .command('attributes')
    .description('Options of products: how they stand, and whose twins they are');

  const status = {
    description: "How the options of a store's products stand, and what is wrong with some",
    answer: attributesAnswer,
    show: showAttributes,
  };
  registerStatus(attributes, status, io, finish);

  ofStore(attributes, 'explain', 'Show which options and values of a product are whose twins in Brightpearl')
    .requiredOption('--sku <sku>', 'of one of its variants, as the store writes it')
    .action(async ({ store, sku, ...options }: StoreOptions & { readonly sku: string }) => {
      const session = new Session(io, options);
      const answer = await session.api.get(await pathOf(session, store, '/explain'), attributeExplainAnswer, { sku });
      if (answer.products.length === 0) {
        throw new CliError(
          EXIT.notFound,
          `No variant is known with the SKU ${plain(sku)}; "attributes push" looks anew`,
        );
      }
      session.print(answer, (columns) => showTwins(answer, columns));
      if (answer.products.some(({ issues }) => issues.length > 0)) finish(EXIT.needsAttention);
    });

  registerPush(attributes, 'options', 'Compare all options now, and set those that differ', io);
}

const pathOf = pathsOf('attributes');
