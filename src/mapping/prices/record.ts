/** One record of the store: what the rules want of it, held against what the store shows. */
import { money } from '../../domain/money';
import type { Feed } from './feeds';
import {
  recordKey,
  targetName,
  type PriceDelete,
  type PricedVariant,
  type PriceField,
  type PriceIssue,
  type PriceIssueCode,
  type PriceTier,
  type PriceUpsert,
  type RecordPrices,
  type ShownRecord,
} from './types';
import type { Wanted } from './wanted';

/** Without change and issues, the record is as it ought to be. */
export interface RecordResult {
  readonly change?: PriceUpsert | PriceDelete;
  readonly issues: readonly PriceIssue[];
}

export interface FedField {
  readonly feed: Feed;
  readonly wanted: Wanted;
}

const EMPTY: RecordPrices = { price: null, salePrice: null, retailPrice: null, tiers: [] };

/** All rules given are about one target. */
export function planRecord(
  variant: PricedVariant,
  given: readonly FedField[],
  shownByKey: ReadonlyMap<string, ShownRecord>,
): RecordResult {
  const [first] = given;
  if (!first) return { issues: [] };
  const { target } = first.feed;
  const { variantId, sku } = variant;
  const key = recordKey({ target, variantId });
  const shown = shownByKey.get(key);
  const fields = withoutSaleAbovePrice(variant, given, shown);
  const issues = fields.flatMap(({ wanted }) => (wanted.kind === 'unknown' ? [wanted.issue] : []));
  const problem = (code: PriceIssueCode, message: string): RecordResult => ({
    issues: [...issues, { code, subject: key, message: `SKU ${sku} (variant ${variantId}): ${message}` }],
  });
  if (target.kind === 'catalog' && !shown) {
    return problem(
      'NOT_SHOWN',
      'the store does not show the variant, so that nothing can be compared. Check its link.',
    );
  }
  if (fields.some(isReasonToDelete)) {
    return shown ? { change: { kind: 'delete', target, variantId, sku, source: 'no price' }, issues } : { issues };
  }
  const record = fields.reduce(withField, pricesOf(shown));
  const changed = changedFields(pricesOf(shown), record);
  if (changed.length === 0) return { issues };
  if (target.kind === 'list' && record.price === null) {
    const message = `${targetName(target)} would get a record without a price, which BigCommerce refuses. Add a rule for its price, or a price in Brightpearl.`;
    return issues.length > 0 ? { issues } : problem('RECORD_WITHOUT_PRICE', message);
  }
  return { change: { kind: 'upsert', target, variantId, sku, source: sourceWords(fields), record, changed }, issues };
}

/** A shopper pays the sale price, also where it is the higher one. */
function withoutSaleAbovePrice(
  { variantId, sku }: PricedVariant,
  fields: readonly FedField[],
  shown: ShownRecord | undefined,
): readonly FedField[] {
  const price = fields.reduce(withField, pricesOf(shown)).price ?? shown?.calculated;
  return fields.map((field) => {
    const { feed, wanted } = field;
    const isSale = feed.rule.field === 'salePrice' && wanted.kind === 'price';
    if (!isSale || price === undefined || money(wanted.price).lte(price)) return field;
    const { target, list } = feed;
    const message = `SKU ${sku} (variant ${variantId}), salePrice of ${targetName(target)}: ${wanted.price} in the Brightpearl price list ${list.priceListId} (${list.name}) is more than the price, ${price}. Correct one of the two; the store's sale price stays until then.`;
    const issue = { code: 'SALE_ABOVE_PRICE', subject: recordKey({ target, variantId }), message } as const;
    return { feed, wanted: { kind: 'unknown', issue } };
  });
}

const isReasonToDelete = ({ feed, wanted }: FedField): boolean =>
  wanted.kind === 'none' && feed.rule.noPrice === 'delete';

const pricesOf = ({ price, salePrice, retailPrice, tiers }: RecordPrices = EMPTY): RecordPrices => ({
  price,
  salePrice,
  retailPrice,
  tiers: [...tiers].sort((one, two) => one.from - two.from),
});

function withField(record: RecordPrices, { feed, wanted }: FedField): RecordPrices {
  const { field, noPrice } = feed.rule;
  switch (wanted.kind) {
    case 'unknown':
      return record;
    case 'none':
      return noPrice === 'clear' ? { ...record, [field]: null } : record;
    case 'price':
      return { ...record, [field]: wanted.price, ...(wanted.tiers ? { tiers: wanted.tiers } : {}) };
  }
}

const FIELDS = ['price', 'salePrice', 'retailPrice'] as const satisfies readonly PriceField[];

/** What differs, by value. */
export function changedFields(from: RecordPrices, to: RecordPrices): PriceUpsert['changed'] {
  const fields = FIELDS.filter((field) => !sameAmount(from[field], to[field]));
  return sameTiers(from.tiers, to.tiers) ? fields : [...fields, 'tiers'];
}

const sameAmount = (one: string | null, other: string | null): boolean =>
  one === null || other === null ? one === other : money(one).eq(other);

const sameTiers = (one: readonly PriceTier[], other: readonly PriceTier[]): boolean =>
  one.length === other.length &&
  one.every((tier, index) => {
    const twin = other[index];
    return (
      twin !== undefined &&
      tier.from === twin.from &&
      tier.kind === twin.kind &&
      upperEnd(tier) === upperEnd(twin) &&
      sameAmount(tier.amount, twin.amount)
    );
  });

/** BigCommerce prints "no limit" as null or as the largest number it keeps. */
const LARGEST = 2_147_483_647;

const upperEnd = ({ to }: PriceTier): number => (to === null ? LARGEST : to);

/** `price 10.00, from 5 9.00; salePrice none`. */
const sourceWords = (fields: readonly FedField[]): string =>
  fields.map(({ feed, wanted }) => `${feed.rule.field} ${wantedWords(wanted)}`).join('; ');

function wantedWords(wanted: Wanted): string {
  if (wanted.kind !== 'price') return wanted.kind;
  return [wanted.price, ...(wanted.tiers ?? []).map(({ from, amount }) => `from ${from} ${amount}`)].join(', ');
}
