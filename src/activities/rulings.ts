/** What people ruled about an order, folded into what the mapping takes. The newest ruling about a thing wins. */
import type { OrderKey } from '../domain/ids';
import type { EditRuling } from '../mapping/edits/judge';
import type { AcceptedTotals, Amendments } from '../mapping/types';
import type { Decision } from '../store/decisions';
import type { ActivityDeps } from './deps';

export interface Rulings {
  /** The reason somebody gave, when the order is to be left alone. */
  readonly skipped?: string;
  readonly amendments: Amendments;
  /** Hashes of the versions whose edit after the import somebody accepted; a later edit is another question. */
  readonly acceptedVersions: readonly string[];
  /** What somebody ruled about the edit that made a version, by the version's hash. */
  readonly edits: ReadonlyMap<string, EditRuling>;
  /** By the same hash, the decision that had a sales order replaced: it holds for one replacement. */
  readonly replacements: ReadonlyMap<string, string>;
  /** When somebody last ruled about the order: what they put right before must be seen. */
  readonly ruledAt?: Date;
}

export async function readRulings(deps: ActivityDeps, key: OrderKey): Promise<Rulings> {
  return foldRulings(await deps.store.decisions.list(key));
}

/** A skip stays a skip until somebody retries or releases the order. */
export function foldRulings(decisions: readonly Decision[]): Rulings {
  let skipped: string | undefined;
  let amendments: Amendments = {};
  const acceptedVersions: string[] = [];
  const edits = new Map<string, EditRuling>();
  const replacements = new Map<string, string>();
  for (const { id, verb, arguments: given, sourceHash } of decisions) {
    switch (verb) {
      case 'skip':
        skipped = textOf(given['reason']) ?? 'skipped by a person';
        break;
      case 'retry':
        skipped = undefined;
        break;
      case 'release':
        skipped = undefined;
        amendments = { ...amendments, released: [...(amendments.released ?? []), ...releasedBy(given)] };
        if (sourceHash && releasedBy(given).includes('CHANGED_AFTER_IMPORT')) acceptedVersions.push(sourceHash);
        break;
      case 'amend':
        amendments = amend(amendments, given);
        if (sourceHash && isEditRuling(given['applyEdit'])) edits.set(sourceHash, given['applyEdit']);
        if (sourceHash && given['applyEdit'] === 'replace') replacements.set(sourceHash, id);
        break;
    }
  }
  const ruledAt = decisions.at(-1)?.createdAt;
  return {
    amendments,
    acceptedVersions,
    edits,
    replacements,
    ...(skipped === undefined ? {} : { skipped }),
    ...(ruledAt === undefined ? {} : { ruledAt }),
  };
}

const isEditRuling = (given: unknown): given is EditRuling => given === 'possible' || given === 'replace';

/** Without a rule's name a release covers whatever held the order at that time. */
const releasedBy = (given: Readonly<Record<string, unknown>>): string[] =>
  [given['rule'], given['heldBy']].flatMap((name) => textOf(name) ?? []);

function amend(known: Amendments, given: Readonly<Record<string, unknown>>): Amendments {
  const line = textOf(given['line']);
  const sku = textOf(given['sku']);
  const taxCode = textOf(given['taxCode']);
  const { line: _line, sku: _sku, taxCode: _taxCode, applyEdit: _edit, acceptedDifference, ...rest } = given;
  return {
    ...known,
    ...(rest as Amendments),
    ...accepted(known, acceptedDifference as AcceptedDifference | undefined),
    ...(line !== undefined && sku !== undefined ? { skuByLine: { ...known.skuByLine, [line]: sku } } : {}),
    ...(line !== undefined && taxCode !== undefined
      ? { taxCodeByLine: { ...known.taxCodeByLine, [line]: taxCode } }
      : {}),
  };
}

interface AcceptedDifference extends AcceptedTotals {
  readonly nominal?: string;
  readonly salesOrderId?: number;
}

/** One about the order's own figures stands beside those about its sales orders. */
function accepted(
  { acceptedBySalesOrder }: Amendments,
  given: AcceptedDifference | undefined,
): Pick<Amendments, 'acceptedDifference' | 'acceptedBySalesOrder'> {
  if (given === undefined) return {};
  const { gross, tax, nominal, salesOrderId } = given;
  return {
    ...(nominal === undefined ? {} : { acceptedDifference: { gross, tax, nominal } }),
    ...(salesOrderId === undefined
      ? {}
      : { acceptedBySalesOrder: { ...acceptedBySalesOrder, [salesOrderId]: { gross, tax } } }),
  };
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
