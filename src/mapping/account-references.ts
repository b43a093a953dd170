/** Projects, lead sources and order custom fields that a route's rules name, held against what its account has. */
import { issue, type Issue } from '../domain/issues';
import type { OrderLists } from './account-facts';
import type { RouteRules } from './rules';

type Kind = 'project' | 'lead source' | 'custom field';

interface Reference {
  /** Below the route's `rules`, as a person writes it. */
  readonly path: string;
  readonly kind: Kind;
  /** An id, or the code of a field. */
  readonly name: string;
  /** Of a field: what is written is words, and never a number, a date or the like. */
  readonly isWords?: boolean;
}

/** What has to be read of an account to know whether the rules can be carried out. */
export const kindsNamed = (rules: readonly RouteRules[]): ReadonlySet<Kind> =>
  new Set(rules.flatMap((one) => referencesOf(one).map(({ kind }) => kind)));

/** In sentences that name the rule and what to do. Of a list that could not be read nothing is said. */
export function lackingReferences(
  { name, account, rules }: { readonly name: string; readonly account: string; readonly rules: RouteRules },
  lists: OrderLists,
): string[] {
  return referencesOf(rules).flatMap((reference) => {
    const fault = faultOf(reference, lists, account);
    return fault === undefined ? [] : [`Route ${name}, ${reference.path}: ${fault}`];
  });
}

/** Before anything of an order is sent: a sales order without what its route wants on it would be half of one. */
export const lackingIssue = (orderId: number, lacking: readonly string[]): Issue =>
  issue('NOT_IN_ACCOUNT', `Order ${orderId}: ${lacking.join(' ')}`);

function referencesOf({ brightpearl, customFields, giftMessage, options, reporting }: RouteRules): Reference[] {
  const { assign = [], customFields: reported = [] } = reporting ?? {};
  const words: readonly (readonly [string, string | undefined])[] = [
    ['giftMessage.customField', typeof giftMessage === 'object' ? giftMessage.customField : undefined],
    ['options.customField', typeof options === 'object' ? options.customField : undefined],
    ...reported.map(({ code }, index) => [`reporting.customFields[${index}].code`, code] as const),
  ];
  return [
    ...idsOf('brightpearl', brightpearl),
    ...assign.flatMap((rule, index) => idsOf(`reporting.assign[${index}]`, rule)),
    ...customFields.map(({ code }, index) => ({ path: `customFields[${index}].code`, kind: FIELD, name: code })),
    ...words.flatMap(([path, name]) => (name === undefined ? [] : [{ path, kind: FIELD, name, isWords: true }])),
  ];
}

const FIELD = 'custom field' as const;

/** 0 names nothing. */
const idsOf = (
  place: string,
  { projectId, leadSourceId }: { readonly projectId?: number | undefined; readonly leadSourceId?: number | undefined },
): Reference[] => [
  ...(projectId ? [{ path: `${place}.projectId`, kind: 'project' as const, name: String(projectId) }] : []),
  ...(leadSourceId
    ? [{ path: `${place}.leadSourceId`, kind: 'lead source' as const, name: String(leadSourceId) }]
    : []),
];

function faultOf({ kind, name, isWords = false }: Reference, lists: OrderLists, account: string): string | undefined {
  const known = namesOf(kind, lists);
  if (!known) return undefined;
  if (!known.has(name)) {
    return (
      `account ${account} has no ${kind} ${name}; it has ${listed(known)}. ` +
      `Correct the rule, or add the ${kind} in Brightpearl.`
    );
  }
  const type = kind === FIELD ? lists.orderFields?.find(({ code }) => code === name)?.type : undefined;
  if (type === undefined || !(isWords ? NO_WORDS : NO_TEXT).includes(type)) return undefined;
  return `custom field ${name} of account ${account} is of type ${type}, which does not take its text. Name a text field.`;
}

/** A select takes the id of one of its options. */
const NO_TEXT = ['SELECT'];
const NO_WORDS = [...NO_TEXT, 'INTEGER', 'DATE', 'YES_NO', 'BOOLEAN'];

const SHOWN = 20;

function listed(names: ReadonlyMap<string, string>): string {
  if (names.size === 0) return 'none';
  const all = [...names].sort(([one], [two]) => one.localeCompare(two, 'en', { numeric: true }));
  const shown = all.slice(0, SHOWN).map(([name, words]) => `${name} (${words})`);
  return [...shown, ...(all.length > SHOWN ? [`${all.length - SHOWN} more`] : [])].join(', ');
}

function namesOf(
  kind: Kind,
  { projects, leadSources, orderFields }: OrderLists,
): ReadonlyMap<string, string> | undefined {
  if (kind === 'custom field') return orderFields && new Map(orderFields.map(({ code, name }) => [code, name]));
  const rows = kind === 'project' ? projects : leadSources;
  return rows && new Map(rows.map(({ id, name }) => [String(id), name]));
}
