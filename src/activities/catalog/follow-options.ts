/**
 * Makes the options of a store's products those of an account. A product is looked at when Brightpearl's side of it, or a rule, is
 * another than the last time; once a day all are, since what is edited in the store is told by nobody.
 */
import { Context } from '@temporalio/activity';
import type { BcOption } from '../../bigcommerce/product-options';
import type { FollowOptionsInput, FollowOptionsResult } from '../../domain/catalog-types';
import { RemoteError } from '../../domain/remote-error';
import { planAttributes } from '../../mapping/catalog/attributes/plan';
import type { AttributeRules } from '../../mapping/catalog/attributes/rule-schema';
import type { AccountOption, AttributeCall, StoreOption, TwinLink } from '../../mapping/catalog/attributes/types';
import { grouped } from '../../mapping/stock/grouped';
import type { NewCatalogIssue } from '../../store/catalog-issues';
import { hashOf } from '../hash';
import { optionsOfProduct } from './account-options-of';
import { attributesConfigOf } from './deps';
import type { CatalogDeps } from './deps';

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
    const result = await followProduct(deps, input, product, before?.twins ?? []);
    done = {
      products: done.products + 1,
      written: done.written + result.written,
      issues: done.issues + result.issues,
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

async function followProduct(
  deps: CatalogDeps,
  { storeHash, account }: FollowOptionsInput,
  { productId, options, rules, seen }: WantedOptions,
  links: readonly TwinLink[],
): Promise<{ readonly written: number; readonly issues: number }> {
  const scope = { storeHash, account };
  const { productOptions } = deps.bigcommerce(storeHash);
  const shown = await orRefusal(() => productOptions.list(productId));
  // Deleted: the next reading of the catalogs takes its links away.
  if (typeof shown === 'string') return { written: 0, issues: 0 };
  const plan = planAttributes({ productId, account: options, store: shown.map(storeOption), links, rules });
  let written = 0;
  let refused: NewCatalogIssue | undefined;
  for (const call of plan.calls) {
    const refusal = await orRefusal(() => set(deps, storeHash, call));
    if (typeof refusal === 'string') {
      refused = refusedIssue(call, refusal);
      break;
    }
    written += 1;
    Context.current().heartbeat();
  }
  const issues = [...plan.issues.map((issue) => issueOf(productId, issue)), ...(refused ? [refused] : [])];
  await deps.store.catalogIssues.replace(storeHash, scopeOf(account, productId), issues);
  // What was refused is tried again with the next look, and by the links of before.
  const row = refused ? { seen: '', twins: links } : { seen, twins: plan.links };
  await deps.store.followedOptions.put(scope, { productId, ...row, followedAt: new Date() });
  return { written, issues: issues.length };
}

const storeOption = ({ optionId, displayName, sortOrder, values }: BcOption): StoreOption => ({
  id: optionId,
  name: displayName,
  sortOrder,
  values: values.map(({ valueId, label, sortOrder: place }) => ({ id: valueId, name: label, sortOrder: place })),
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
