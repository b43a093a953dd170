/** Prices as people read them in a terminal. */
import type { z } from 'zod';
import type { heldList, priceExplainAnswer, priceReleaseAnswer, pricesAnswer } from '../../api/price-answers';
import { pairs, table, time } from '../text';
import { issueTable } from './catalog-issue-view';

type Explained = z.output<typeof priceExplainAnswer>;
type ExplainedRecord = Explained['variants'][number]['records'][number];

export function showPrices(answer: z.output<typeof pricesAnswer>, columns: number | undefined): string {
  const { store, accounts, running, held, issues, issueCounts } = answer;
  const head = pairs([
    ['Store', store],
    ['Prices of', accounts.join(', ')],
    ['Running', running ? `${running.step}; ${running.written} records written` : 'nothing'],
    ['Waiting', held === 0 ? null : `${held} for a person: connector prices held`],
  ]);
  return head + issueTable({ issues, issueCounts }, columns);
}

export function showHeld({ held, total }: z.output<typeof heldList>, columns: number | undefined): string {
  if (held.length === 0) return 'Nothing waits.\n';
  const rows = held.map(({ sku, record, wanted, reason, since }) => [
    sku,
    record,
    wanted,
    reasonWords(reason),
    time(since),
  ]);
  const more = held.length < total ? `${total} in all.\n` : '';
  return table(['SKU', 'Record', 'Would be', 'Why it waits', 'Since (UTC)'], rows, { columns, wide: 2 }) + more;
}

export function showReleased(
  { released, prices }: z.output<typeof priceReleaseAnswer>,
  columns: number | undefined,
): string {
  const count = `Records released: ${released}.\n`;
  if (prices.length === 0) return count;
  const rows = prices.map(({ sku, record, wanted }) => [sku, record, wanted]);
  return table(['SKU', 'Record', 'Becomes'], rows, { columns, wide: 2 }) + count;
}

function reasonWords(reason: Readonly<Record<string, unknown>>): string {
  const { kind, percent, from, to, limitPercent, deletes, shown } = reason;
  if (kind !== 'fall') return `${String(deletes)} of ${String(shown)} records would vanish`;
  const amounts = typeof from === 'string' && typeof to === 'string' ? ` (${from} to ${to})` : '';
  return `falls by ${String(percent)} %${amounts}, more than ${String(limitPercent)} %`;
}

export const showExplainedPrices = ({ variants }: Explained, columns: number | undefined): string =>
  variants
    .map((variant) => {
      const head = pairs([
        ['Variant', String(variant.variantId)],
        ['Product', variant.brightpearlId === null ? null : `${variant.brightpearlId} in ${variant.account}`],
        ['Not linked', variant.problem],
      ]);
      const rows = variant.records.flatMap((record) => recordRows(record));
      const issues = variant.issues.map(({ code, message }) => `${code}: ${message}\n`).join('');
      return head + table(['Record', 'From', 'In Brightpearl', 'In the store'], rows, { columns, wide: 0 }) + issues;
    })
    .join('\n');

const recordRows = ({ record, rules, shown, shownAt, held }: ExplainedRecord): string[][] =>
  rules.map(({ rule, field, priceList, inBrightpearl }) => [
    held ? `${record} (held)` : record,
    `${rule}: ${field} from list ${priceList}`,
    breaksWords(inBrightpearl),
    shown ? `${shownWords(field, shown)}${shownAt === null ? '' : ` (${time(shownAt)})`}` : 'no record',
  ]);

function breaksWords(breaks: Readonly<Record<string, string>> | null): string {
  if (breaks === null) return 'not read yet';
  const words = Object.entries(breaks).map(([from, price]) => (from === '1' ? price : `from ${from} ${price}`));
  return words.length === 0 ? 'no price' : words.join(', ');
}

function shownWords(field: string, shown: NonNullable<ExplainedRecord['shown']>): string {
  if (field === 'salePrice') return shown.salePrice ?? 'none';
  if (field === 'retailPrice') return shown.retailPrice ?? 'none';
  return [shown.price ?? "the product's", ...shown.tiers.map(({ from, amount }) => `from ${from} ${amount}`)].join(
    ', ',
  );
}
