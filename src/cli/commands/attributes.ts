/** `connector attributes …`: how options stand, which are whose twins, and comparing them now. */
import type { Command } from 'commander';
import { attributeExplainAnswer, attributePushAnswer, attributesAnswer } from '../../api/attribute-answers';
import { CliError, EXIT } from '../exit-codes';
import type { ExitCode } from '../exit-codes';
import type { CliIo } from '../io';
import { Session } from '../session';
import { plain } from '../text';
import { showAttributes, showTwins } from './attribute-views';
import { acting, headersOf, ofStore, pathsOf } from './inventory-options';
import type { ActingOptions, StoreOptions } from './inventory-options';

export function registerAttributes(program: Command, io: CliIo, finish: (code: ExitCode) => void): void {
  const attributes = program
    .command('attributes')
    .description('Options of products: how they stand, and whose twins they are');

  ofStore(attributes, 'status', "How the options of a store's products stand, and what is wrong with some").action(
    async ({ store, ...options }: StoreOptions) => {
      const session = new Session(io, options);
      const answer = await session.api.get(await pathOf(session, store), attributesAnswer);
      session.print(answer, (columns) => showAttributes(answer, columns));
      if (Object.keys(answer.issueCounts).length > 0) finish(EXIT.needsAttention);
    },
  );

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

  acting(ofStore(attributes, 'push', 'Compare all options now, and set those that differ')).action(
    async ({ store, ...options }: ActingOptions) => {
      const session = new Session(io, options);
      const path = await pathOf(session, store, '/push');
      const answer = await session.api.post(path, attributePushAnswer, { headers: headersOf(options) });
      session.print(
        answer,
        () => `The options of store ${answer.store} are being compared: connector attributes status\n`,
      );
    },
  );
}

const pathOf = pathsOf('attributes');
