/** The store's price rules held against the price lists as they are: which may write, and why the others may not. */
import { minorUnits } from '../../domain/money';
import type { AccountPriceList } from '../../domain/catalog-types';
import type { PriceRule } from './rule-schema';
import {
  targetName,
  type PriceInput,
  type PriceIssue,
  type PriceIssueCode,
  type PriceListAssignment,
  type PriceTarget,
} from './types';

/** A rule that may write. */
export interface Feed {
  readonly rule: PriceRule;
  /** As a person finds it in the file: `rules[2]`. */
  readonly name: string;
  readonly list: AccountPriceList;
  readonly target: PriceTarget;
  /** Digits after the point of the currency's smallest unit. */
  readonly digits: number;
  readonly tax: 'same' | 'add' | 'take off';
  readonly hasTiers: boolean;
}

type Facts = Pick<
  PriceInput,
  'rules' | 'account' | 'storeCurrency' | 'storeTaxBasis' | 'storeLists' | 'lists' | 'assignments'
>;

export function readFeeds(facts: Facts): { readonly feeds: readonly Feed[]; readonly issues: readonly PriceIssue[] } {
  const read = facts.rules.rules.flatMap((rule, index) =>
    facts.account === undefined || rule.account === facts.account ? [readFeed(rule, `rules[${index}]`, facts)] : [],
  );
  return {
    feeds: read.flatMap(({ feed }) => feed ?? []),
    issues: read.flatMap(({ issue }) => issue ?? []),
  };
}

interface ReadFeed {
  readonly feed?: Feed;
  readonly issue?: PriceIssue;
}

function readFeed(rule: PriceRule, name: string, facts: Facts): ReadFeed {
  const refused = (code: PriceIssueCode, message: string): ReadFeed => ({
    issue: { code, subject: name, message: `${name}: ${message}` },
  });
  const list = facts.lists.find(({ priceListId }) => priceListId === rule.from);
  if (!list) {
    return refused('PRICE_LIST_MISSING', `Brightpearl has no price list ${rule.from}. Correct \`from\`.`);
  }
  const source = `the Brightpearl price list ${list.priceListId} (${list.name})`;
  if (list.type !== 'SELL') {
    return refused('PRICE_LIST_NOT_FOR_SALES', `${source} holds cost prices. Name a list for sales in \`from\`.`);
  }
  const target = targetOf(rule, facts.storeCurrency);
  if (list.currency.toUpperCase() !== target.currency) {
    const message = `${source} is in ${list.currency}, ${targetName(target)} is not. Prices are never converted: name a list in ${target.currency}.`;
    return refused('CURRENCY_DIFFERS', message);
  }
  if (target.kind === 'list' && !facts.storeLists.some(({ priceListId }) => priceListId === target.priceListId)) {
    return refused(
      'STORE_LIST_MISSING',
      `the store has no price list ${target.priceListId}. Correct \`to\`, or take the rule away.`,
    );
  }
  const digits = minorUnits(target.currency);
  if (digits === undefined) {
    return refused(
      'CURRENCY_UNKNOWN',
      `ISO 4217 has no currency ${target.currency}, so that nobody knows how to round.`,
    );
  }
  const wrongBasis = wrongBasisWords(rule, facts);
  if (wrongBasis !== undefined) return refused('TAX_BASIS_WRONG', wrongBasis);
  const tax = taxStep(rule, list, facts);
  if (tax !== 'same' && rule.convertTax === 'refuse') {
    const [has, wants] = list.gross ? ['with', 'without'] : ['without', 'with'];
    const message = `${source} is ${has} tax, ${targetName(target)} ${wants}. Name another list, or set \`convertTax: byTaxClass\`.`;
    return refused('TAX_BASIS_DIFFERS', message);
  }
  const audience = audienceIssue(rule, name, facts);
  if (audience?.code === 'ASSIGNED_ELSEWHERE') return { issue: audience };
  const hasTiers = rule.breaks ?? (target.kind === 'list' && rule.field === 'price');
  return { feed: { rule, name, list, target, digits, tax, hasTiers }, ...(audience ? { issue: audience } : {}) };
}

const targetOf = ({ to }: PriceRule, storeCurrency: string): PriceTarget =>
  to === 'catalog'
    ? { kind: 'catalog', currency: storeCurrency.toUpperCase() }
    : { kind: 'list', priceListId: to.priceList, currency: to.currency };

function taxStep({ to }: PriceRule, { gross }: AccountPriceList, { rules }: Facts): Feed['tax'] {
  const basis = to === 'catalog' ? rules.taxBasis : (to.taxBasis ?? rules.taxBasis);
  if (gross === (basis === 'inclusive')) return 'same';
  return gross ? 'take off' : 'add';
}

/** Every price would be wrong by the tax. A basis that the rule of a list says itself is taken at its word. */
function wrongBasisWords({ to }: PriceRule, { rules, storeTaxBasis }: Facts): string | undefined {
  const isOfStore = to === 'catalog' || to.taxBasis === undefined;
  if (!isOfStore || storeTaxBasis === undefined || storeTaxBasis === rules.taxBasis) return undefined;
  return `the store says that its prices are entered ${storeTaxBasis} of tax, and \`taxBasis\` is ${rules.taxBasis}. Correct \`taxBasis\`.`;
}

/** A trade price shown to everybody cannot be taken back, so one audience too many stops the list. */
function audienceIssue({ to }: PriceRule, name: string, { assignments, storeLists }: Facts): PriceIssue | undefined {
  if (to === 'catalog' || to.for === undefined) return undefined;
  const { channels, customerGroups } = to.for;
  const own = assignments.filter(({ priceListId }) => priceListId === to.priceList);
  const others = own.filter(
    ({ channelId, customerGroupId }) => !isAmong(channelId, channels) || !isAmong(customerGroupId, customerGroups),
  );
  const list = `price list ${to.priceList}`;
  if (others.length > 0) {
    const message = `${name}: the store shows ${list} to ${others.map(audienceWords).join(' and ')}, whom the rule does not name. Take the assignment away in BigCommerce, or add them to \`for\`.`;
    return { code: 'ASSIGNED_ELSEWHERE', subject: name, message };
  }
  const isActive = storeLists.some(({ priceListId, active }) => priceListId === to.priceList && active);
  if (own.length > 0 && isActive) return undefined;
  const what = isActive
    ? 'Assign it in BigCommerce to the channels and groups it is for'
    : 'Activate it in BigCommerce';
  return { code: 'NOT_ASSIGNED', subject: name, message: `${name}: the store shows ${list} to nobody. ${what}.` };
}

const isAmong = (one: number | null, wanted: readonly number[] | undefined): boolean =>
  wanted === undefined || (one !== null && wanted.includes(one));

const audienceWords = ({ channelId, customerGroupId }: PriceListAssignment): string =>
  `${customerGroupId === null ? 'every group' : `group ${customerGroupId}`} of ${channelId === null ? 'every channel' : `channel ${channelId}`}`;
