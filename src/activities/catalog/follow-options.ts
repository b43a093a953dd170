/**
 * Makes the options of a store's products those of an account. A product is looked at when Brightpearl's side of it, or a rule, is
 * another than the last time; once a day all are, since what is edited in the store is told by nobody.
 */
import { Context } from '@temporalio/activity';
import type { FollowOptionsInput, FollowOptionsResult } from '../../domain/catalog-types';
import { RemoteError } from '../../domain/remote-error';
import { planAttributes } from '../../mapping/catalog/attributes/plan';
import type { AttributeRules } from '../../mapping/catalog/attributes/rule-schema';
import type { AccountOption, AttributeCall, SentName } from '../../mapping/catalog/attributes/types';
import { grouped } from '../../mapping/stock/grouped';
import type { NewCatalogIssue } from '../../store/catalog-issues';
import type { FollowedOptionsRow } from '../../store/followed-options';
import { believableAfterMs } from '../believable';
import { hashOf } from '../hash';
import { optionsOfProduct } from './account-options-of';
import { attributesConfigOf } from './deps';
import type { CatalogDeps } from './deps';
import { storeOption } from './store-option';

const STREAM = 'options';
const WHOLE_EVERY_MS = 20 * 60 * 60_000;

export async function followOptions(deps: CatalogDeps, input: FollowOptionsInput): Promise<FollowOptionsResult> {
  const { storeHash, account } = input;
  const config = attributesConfigOf(deps, storeHash);
  let done: FollowOptionsResult = { products: 0, written: 0, issues: 0 };
  if (!config) return done;
  const readAt = new Date(input.readAt);
  const position = `${storeHash}/${account}`;
  const wholeAt = await deps.store.watermarks.get(position, STREAM);
  const isWhole = wholeAt === undefined || readAt.getTime() - wholeAt.getTime() > WHOLE_EVERY_MS;
  const wanted = await wantedOf(deps, input, config.rules);
  const known = new Map((await deps.store.followedOptions.all(input)).map((row) => [row.productId, row]));
  for (const product of wanted) {
    const before = known.get(product.productId);
    if (before?.seen === product.seen && !(isWhole && before.followedAt < readAt)) continue;
    const { written, issues, settlesInMs } = await followProduct(deps, input, product, before);
    const waits = [done.lookAgainInMs, settlesInMs].flatMap((ms) => ms ?? []);
    done = {
      products: done.products + 1,
      written: done.written + written,
      issues: done.issues + issues,
      ...(waits.length > 0 ? { lookAgainInMs: Math.max(...waits) } : {}),
    };
    Context.current().heartbeat(done);
  }
  const kept = new Set(wanted.map(({ productId }) => productId));
  await forget(
    deps,
    input,
    [...known.keys()].filter((productId) => !kept.has(productId)),
  );
  if (isWhole) await deps.store.watermarks.advance(position, STREAM, readAt);
  return done;
}

interface WantedOptions {
  /** Of the store. */
  readonly productId: number;
  readonly options: readonly AccountOption[];
  readonly rules: AttributeRules;
  /** A hash of all of this. */
  readonly seen: string;
}

/** Of the products that vary in Brightpearl, in the order of their ids. An order that it does not say is not followed. */
async function wantedOf(
  deps: CatalogDeps,
  { storeHash, account, readAt }: FollowOptionsInput,
  rules: AttributeRules,
): Promise<WantedOptions[]> {
  const all = await deps.store.accountOptions.all(account);
  const variations = await deps.store.accountOptions.variations(account, new Date(readAt));
  const links = await deps.store.productLinks.linked({ storeHash, account });
  const products = [...grouped(links, ({ productId }) => productId)].sort(([one], [other]) => one - other);
  return products.flatMap(([productId, variants]) => {
    const varied = variants.flatMap(({ brightpearlId }) => {
      const own = variations.get(brightpearlId ?? 0);
      return own ? [own] : [];
    });
    const { options, isOrdered } = optionsOfProduct(varied, all);
    if (options.length === 0) return [];
    const own: AttributeRules = isOrdered ? rules : { ...rules, sortOrder: 'keep' };
    return [{ productId, options, rules: own, seen: hashOf({ options, rules: own }) }];
  });
}

interface FollowedNow {
  readonly written: number;
  readonly issues: number;
  /** Milliseconds until nothing can come any more of what was not answered. */
  readonly settlesInMs?: number;
}

/** What is sent is noted before: a call that was not answered may arrive after the one that was sent in its place. */
async function followProduct(
  deps: CatalogDeps,
  { storeHash, account }: FollowOptionsInput,
  { productId, options, rules, seen }: WantedOptions,
  before: FollowedOptionsRow | undefined,
): Promise<FollowedNow> {
  const scope = { storeHash, account };
  const { twins: links = [], sent = [] } = before ?? {};
  const shown = await orRefusal(() => deps.bigcommerce(storeHash).productOptions.list(productId));
  // Deleted: the next reading of the catalogs takes its links away.
  if (typeof shown === 'string') return { written: 0, issues: 0 };
  const plan = planAttributes({ productId, account: options, store: shown.map(storeOption), links, sent, rules });
  const sentNow = [...sent, ...plan.calls.map(sentName)];
  const put = (row: Pick<FollowedOptionsRow, 'seen' | 'twins' | 'sent' | 'followedAt'>) =>
    deps.store.followedOptions.put(scope, { productId, ...row });
  const { written, refused } = await make(deps, storeHash, plan.calls, () =>
    put({ seen: '', twins: links, sent: sentNow, followedAt: new Date() }),
  );
  const issues = [...plan.issues.map((issue) => issueOf(productId, issue)), ...(refused ? [refused] : [])];
  await deps.store.catalogIssues.replace(storeHash, scopeOf(account, productId), issues);
  const sentAt = plan.calls.length > 0 || !before ? new Date() : before.followedAt;
  const settlesInMs = sent.length > 0 ? sentAt.getTime() + believableAfterMs(deps) - Date.now() : 0;
  if (settlesInMs > 0) await put({ seen: '', twins: refused ? links : plan.links, sent: sentNow, followedAt: sentAt });
  // What was refused is tried again with the next look, and by the links of before.
  else if (refused) await put({ seen: '', twins: links, sent: [], followedAt: new Date() });
  else await put({ seen, twins: plan.links, sent: [], followedAt: new Date() });
  return { written, issues: issues.length, ...(settlesInMs > 0 ? { settlesInMs } : {}) };
}

/** In their order, until one is refused. */
async function make(
  deps: CatalogDeps,
  storeHash: string,
  calls: readonly AttributeCall[],
  beforeSend: () => Promise<void>,
) {
  let written = 0;
  for (const call of calls) {
    await beforeSend();
    const refusal = await orRefusal(() => set(deps, storeHash, call));
    if (typeof refusal === 'string') return { written, refused: refusedIssue(call, refusal) };
    written += 1;
    Context.current().heartbeat();
  }
  return { written, refused: undefined };
}

const sentName = ({ optionId, valueId, name }: AttributeCall): SentName => ({
  optionId,
  ...(valueId === undefined ? {} : { valueId }),
  name,
});

async function set(
  deps: CatalogDeps,
  storeHash: string,
  { productId, optionId, valueId, name, sortOrder }: AttributeCall,
): Promise<void> {
  const { productOptions } = deps.bigcommerce(storeHash);
  if (valueId === undefined) await productOptions.update(productId, optionId, { displayName: name, sortOrder });
  else await productOptions.updateValue(productId, optionId, { valueId, label: name, sortOrder });
}

/** In the store's words, what is wrong for this product alone. */
async function orRefusal<T>(ask: () => Promise<T>): Promise<T | string> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof RemoteError && REFUSALS.includes(error.kind)) return error.message;
    throw error;
  }
}

const REFUSALS: readonly RemoteError['kind'][] = ['invalid', 'conflict', 'not-found'];

const issueOf = (
  productId: number,
  { code, subject, message }: { readonly code: string; readonly subject: string; readonly message: string },
): NewCatalogIssue => ({ code, subject: `product ${productId}: ${subject}`, message: `${message}.` });

function refusedIssue({ productId, optionId, valueId, name }: AttributeCall, reason: string): NewCatalogIssue {
  const subject = valueId === undefined ? `option ${optionId}` : `value ${valueId} of option ${optionId}`;
  return issueOf(productId, {
    code: 'OPTION_REFUSED',
    subject,
    message: `Product ${productId}: the store does not take "${name}" for ${subject}: ${reason}`,
  });
}

const scopeOf = (account: string, productId: number): string => `attributes/${account}/${productId}`;

/** Products that no longer vary, or are linked no more. */
async function forget(deps: CatalogDeps, scope: FollowOptionsInput, productIds: readonly number[]): Promise<void> {
  const { storeHash, account } = scope;
  for (const productId of productIds) {
    await deps.store.catalogIssues.replace(storeHash, scopeOf(account, productId), []);
  }
  await deps.store.followedOptions.forget({ storeHash, account }, productIds);
}
