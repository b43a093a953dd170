/** What is written of a store's prices: only records that differ, never one whose price falls too far, nor too few of them. */
import { printed, ZERO } from '../../domain/money';
import { grouped } from '../stock/grouped';
import { isTooMuch } from '../stock/mass-fall';
import { largestFall, type Fall } from './falls';
import { readFeeds, type Feed } from './feeds';
import { planRecord, type RecordResult } from './record';
import {
  recordKey,
  targetName,
  type HeldPrice,
  type HoldReason,
  type PriceDelete,
  type PriceInput,
  type PricePlan,
  type PriceUpsert,
  type ShownRecord,
} from './types';
import { wantedPrice } from './wanted';

export function planPrices(input: PriceInput): PricePlan {
  const { feeds, issues } = readFeeds(input);
  const context: Context = {
    input,
    shownByKey: new Map(input.shown.map((record) => [recordKey(record), record])),
    shownByTarget: grouped(input.shown, ({ target }) => targetName(target)),
    answers: new Map(input.prices.map((price) => [answerKey(price), price])),
  };
  const parts = [...grouped(feeds, ({ target }) => targetName(target)).values()].map((ofTarget) =>
    planTarget(ofTarget, context),
  );
  return {
    upserts: parts.flatMap(({ upserts }) => upserts),
    deletes: parts.flatMap(({ deletes }) => deletes),
    held: parts.flatMap(({ held }) => held),
    unchanged: parts.reduce((total, { unchanged }) => total + unchanged, 0),
    issues: [...issues, ...parts.flatMap((part) => part.issues)],
  };
}

interface Context {
  readonly input: PriceInput;
  readonly shownByKey: ReadonlyMap<string, ShownRecord>;
  readonly shownByTarget: ReadonlyMap<string, readonly ShownRecord[]>;
  readonly answers: ReadonlyMap<string, PriceInput['prices'][number]>;
}

const answerKey = ({ productId, priceListId }: { productId: number; priceListId: number }): string =>
  `${productId}/${priceListId}`;

function planTarget(feeds: readonly Feed[], context: Context): PricePlan {
  const records = context.input.variants.map((variant) => {
    const wanted = feeds.map((feed) => {
      const answer = context.answers.get(answerKey({ ...variant, priceListId: feed.list.priceListId }));
      return { feed, wanted: wantedPrice(feed, variant, answer, context.input.rules) };
    });
    return planRecord(variant, wanted, context.shownByKey);
  });
  const changes = records.flatMap(({ change }) => change ?? []);
  const upserts = judgeFalls(changes.filter(isUpsert), context);
  const deletes = judgeDeletes(changes.filter(isDelete), context);
  return {
    upserts: upserts.written,
    deletes: deletes.written,
    held: [...upserts.held, ...deletes.held],
    unchanged: records.filter(isUnchanged).length,
    issues: records.flatMap(({ issues }) => issues),
  };
}

const isUnchanged = ({ change, issues }: RecordResult): boolean => change === undefined && issues.length === 0;

const isUpsert = (change: PriceUpsert | PriceDelete): change is PriceUpsert => change.kind === 'upsert';

const isDelete = (change: PriceUpsert | PriceDelete): change is PriceDelete => change.kind === 'delete';

interface Judged<T> {
  readonly written: readonly T[];
  readonly held: readonly HeldPrice[];
}

/** What was decided about exactly this change before. */
const rulingOn = (change: PriceUpsert | PriceDelete, { input }: Context): 'held' | 'released' | undefined => {
  const ruling = input.rulings?.get(recordKey(change));
  return ruling?.source === change.source ? ruling.ruling : undefined;
};

/** What was held stays so until it is released or Brightpearl says something else, whatever the store shows meanwhile. */
function judgeFalls(upserts: readonly PriceUpsert[], context: Context): Judged<PriceUpsert> {
  const limitPercent = context.input.rules.fallPercent;
  const judged = upserts.map((change) => {
    const fall = largestFall(context.shownByKey.get(recordKey(change)), change.record);
    const ruling = rulingOn(change, context);
    const isHeld = ruling === 'held' || (ruling === undefined && (fall?.percent.gt(limitPercent) ?? false));
    return { change, isHeld, reason: fallReason(fall, change, limitPercent) };
  });
  return {
    written: judged.flatMap(({ change, isHeld }) => (isHeld ? [] : [change])),
    held: judged.flatMap(({ change, isHeld, reason }) => (isHeld ? [{ change, reason }] : [])),
  };
}

/** Without a fall, it was held when the store showed more. */
const fallReason = (fall: Fall | undefined, { target }: PriceUpsert, limitPercent: number): HoldReason => ({
  kind: 'fall',
  percent: (fall?.percent ?? ZERO).toDecimalPlaces(2).toFixed(),
  ...(fall ? { from: printed(fall.from, target.currency), to: printed(fall.to, target.currency) } : {}),
  limitPercent,
});

/** As for levels that fall to 0 (`../stock/changes`): what a person let through is neither held nor counted. */
function judgeDeletes(deletes: readonly PriceDelete[], context: Context): Judged<PriceDelete> {
  const [first] = deletes;
  if (!first) return { written: [], held: [] };
  const { vanish } = context.input.rules;
  const shown = context.shownByTarget.get(targetName(first.target))?.length ?? 0;
  const judged = deletes.map((change) => ({ change, ruling: rulingOn(change, context) }));
  const counted = judged.filter(({ ruling }) => ruling !== 'released').length;
  const isMass = isTooMuch(counted, shown, vanish);
  const isHeld = ({ ruling }: (typeof judged)[number]) => ruling === 'held' || (isMass && ruling === undefined);
  const reason = { kind: 'vanish', deletes: counted, shown, limitPercent: vanish.percent } as const;
  return {
    written: judged.filter((one) => !isHeld(one)).map(({ change }) => change),
    held: judged.filter(isHeld).map(({ change }) => ({ change, reason })),
  };
}
