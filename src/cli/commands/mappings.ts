/** `connector mappings …`: what a SKU, method or class of the store is in Brightpearl, over the configuration file's rules. */
import { Argument } from 'commander';
import type { Command } from 'commander';
import { changedMapping, mappingAnswer, mappingHistory, mappingList } from '../../api/mapping-answers';
import { MAPPING_KINDS } from '../../domain/mapping-kinds';
import type { MappingKind } from '../../domain/mapping-kinds';
import { CliError, EXIT } from '../exit-codes';
import type { CliIo } from '../io';
import { Session, withApiOptions } from '../session';
import type { ApiOptions } from '../session';
import { waitFor } from '../wait';
import { showChanged, showHistory, showMappings, showProgress } from './mapping-views';
import { acting, headersOf } from './store-options';
import type { ActingOptions } from './store-options';

interface ScopeOptions extends ActingOptions {
  readonly account?: string;
}

interface ChangeOptions extends ScopeOptions {
  readonly reason?: string;
  readonly wait?: boolean;
}

const LOOK_EVERY_MS = 500;
const WAIT_LIMIT_MS = 10 * 60_000;

export function registerMappings(program: Command, io: CliIo): void {
  const mappings = program
    .command('mappings')
    .description(
      "What the store's SKUs, methods and tax classes are in Brightpearl, over the configuration file's rules",
    );

  withApiOptions(mappings.command('list').description('List the mappings that apply'))
    .option('--kind <kind>', `only of one kind: ${KINDS.join(', ')}`)
    .action(async ({ kind, ...options }: ApiOptions & { readonly kind?: string }) => {
      const session = new Session(io, options);
      const answer = await session.api.get('/mappings', mappingList, { kind });
      session.print(answer, (columns) => showMappings(answer, columns));
    });

  withApiOptions(
    mappings.command('show <id>').description('Show how far the freeing of what waited for a mapping is'),
  ).action(async (id: string, options: ApiOptions) => {
    const session = new Session(io, options);
    const answer = await session.api.get(`/mappings/${encodeURIComponent(id)}`, mappingAnswer);
    session.print(answer, () => showProgress(answer));
  });

  scoped(mappings, 'history', 'Show every version of a mapping').action(
    async (kind: MappingKind, source: string, { store, account, ...options }: ScopeOptions) => {
      const session = new Session(io, options);
      const answer = await session.api.get('/mappings/history', mappingHistory, { kind, source, store, account });
      session.print(answer, (columns) => showHistory(answer, columns));
    },
  );

  changing(scoped(mappings, 'set', 'Set a mapping, and free all orders and levels that wait for it'))
    .requiredOption('--to <value>', "Brightpearl's SKU, shipping method id, payment method code or tax code")
    .action((kind: MappingKind, source: string, options: ChangeOptions & { readonly to: string }) =>
      send(io, { kind, source, options, target: targetOf(kind, options.to) }),
    );

  changing(scoped(mappings, 'unset', "Remove a mapping: the configuration file's rule applies again")).action(
    (kind: MappingKind, source: string, options: ChangeOptions) => send(io, { kind, source, options }),
  );
}

const KINDS = Object.keys(MAPPING_KINDS) as MappingKind[];

const scoped = (mappings: Command, name: string, description: string): Command =>
  withApiOptions(mappings.command(name).description(description))
    .addArgument(new Argument('<kind>', 'what is mapped').choices(KINDS))
    .argument('<source>', 'as the store writes it')
    .option('--store <hash>', 'of one store only')
    .option('--account <code>', 'for one Brightpearl account only');

const changing = (command: Command): Command =>
  acting(command)
    .option('--reason <text>', 'why, for the record')
    .option('--idempotency-key <key>', 'the same key twice is one change')
    .option('--wait', 'until all that waited was told');

interface Change {
  readonly kind: MappingKind;
  readonly source: string;
  readonly options: ChangeOptions;
  /** Absent: it is removed. */
  readonly target?: Readonly<Record<string, unknown>>;
}

async function send(io: CliIo, { kind, source, options, target }: Change): Promise<void> {
  const { store, account, reason, wait } = options;
  const session = new Session(io, options);
  const body = { kind, source, store, account, reason, ...(target ? { target } : {}) };
  const given = { body, headers: headersOf(options) };
  const answer = await session.api.change(target ? 'PUT' : 'DELETE', '/mappings', changedMapping, given);
  if (!wait) {
    session.print(answer, () => showChanged(answer));
    return;
  }
  const ended = await freed(session, answer.mapping.id);
  session.print(ended, () => `${showChanged(answer)}${showProgress(ended)}`);
}

const freed = (session: Session, id: number) =>
  waitFor(
    async () => {
      const answer = await session.api.get(`/mappings/${id}`, mappingAnswer);
      return answer.freeing?.finishedAt ? answer : undefined;
    },
    {
      everyMs: LOOK_EVERY_MS,
      limitMs: WAIT_LIMIT_MS,
      orElse: `It goes on: "connector mappings show ${id}" says how far it is`,
    },
  );

function targetOf(kind: MappingKind, to: string): Readonly<Record<string, unknown>> {
  if (kind === 'product') return { sku: to };
  if (kind !== 'shipping-method') return { code: to };
  if (/^\d{1,9}$/.test(to)) return { id: Number(to) };
  throw new CliError(EXIT.usage, "--to must be Brightpearl's id of the shipping method, a whole number");
}
