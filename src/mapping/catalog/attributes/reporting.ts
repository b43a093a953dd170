/** What reports group sales orders by (brand, category, season, project, lead source), from the products that were sold. */
import { sameText } from '../../rule-values';
import { grouped } from '../../stock/grouped';
import { cutText } from '../../text-limits';
import type { ReportingRule, ReportingRules } from './reporting-schema';

/** A Brightpearl product, with the names of what it belongs to. */
export interface ReportedProduct {
  readonly productId: number;
  readonly sku: string;
  readonly brand?: string;
  readonly categories: readonly string[];
  readonly seasons: readonly string[];
}

/** What the rules make of one row's product. */
export interface RowAttributes {
  readonly brand?: string;
  readonly category?: string;
  readonly season?: string;
  readonly projectId?: number;
  readonly leadSourceId?: number;
}

/** What a sales order has of it. */
export interface Reporting {
  readonly projectId?: number;
  readonly leadSourceId?: number;
  readonly customFields: readonly { readonly code: string; readonly value: string }[];
}

export interface OrderAttributes extends Reporting {
  /** Why an order has none although its rows have, and what was cut. */
  readonly notices: readonly string[];
}

/** Each attribute is the first rule's that fits and sets it. */
export function rowAttributes(product: ReportedProduct, { assign }: ReportingRules): RowAttributes {
  const fitting = assign.filter(({ when }) => fits(when, product));
  const projectId = fitting.find((rule) => rule.projectId !== undefined)?.projectId;
  const leadSourceId = fitting.find((rule) => rule.leadSourceId !== undefined)?.leadSourceId;
  const [category] = product.categories;
  const [season] = product.seasons;
  return {
    ...(product.brand === undefined ? {} : { brand: product.brand }),
    ...(category === undefined ? {} : { category }),
    ...(season === undefined ? {} : { season }),
    ...(projectId === undefined ? {} : { projectId }),
    ...(leadSourceId === undefined ? {} : { leadSourceId }),
  };
}

function fits(when: ReportingRule['when'], { brand, categories, seasons }: ReportedProduct): boolean {
  return (
    (when.brand === undefined || sameText(when.brand, brand ?? '')) &&
    (when.category === undefined || hasName(categories, when.category)) &&
    (when.season === undefined || hasName(seasons, when.season))
  );
}

const hasName = (names: readonly string[], wanted: string): boolean => names.some((name) => sameText(name, wanted));

/** An order has one project and one lead source: those that all its rows agree in, or that most rows have, by rule. */
export function orderAttributes(products: readonly ReportedProduct[], rules: ReportingRules): OrderAttributes {
  const rows = products.map((product) => rowAttributes(product, rules));
  const project = oneOf(
    'project',
    rows.map(({ projectId }) => projectId),
    rules,
  );
  const leadSource = oneOf(
    'lead source',
    rows.map(({ leadSourceId }) => leadSourceId),
    rules,
  );
  const listed = rules.customFields.map((field) => listedIn(field, products));
  return {
    ...(project.id === undefined ? {} : { projectId: project.id }),
    ...(leadSource.id === undefined ? {} : { leadSourceId: leadSource.id }),
    customFields: listed.flatMap(({ code, value }) => (value === '' ? [] : [{ code, value }])),
    notices: [...project.notices, ...leadSource.notices, ...listed.flatMap(({ notices }) => notices)],
  };
}

function listedIn({ code, from, limit }: ReportingRules['customFields'][number], products: readonly ReportedProduct[]) {
  const names = [...new Set(products.flatMap((product) => namesOf(product, from)))].sort();
  const { text, cut } = cutText(names.join(', '), limit);
  const notices = cut
    ? [`custom field ${code}: the ${PLURAL[from]} of its products were cut to ${limit} characters`]
    : [];
  return { code, value: text, notices };
}

const PLURAL = { brand: 'brands', category: 'categories', season: 'seasons' } as const;

function namesOf(
  { brand, categories, seasons }: ReportedProduct,
  from: 'brand' | 'category' | 'season',
): readonly string[] {
  switch (from) {
    case 'brand':
      return brand === undefined ? [] : [brand];
    case 'category':
      return categories;
    case 'season':
      return seasons;
  }
}

interface Chosen {
  readonly id?: number;
  readonly notices: readonly string[];
}

/** Rows without one have no say. Of as many rows each, the first wins. */
function oneOf(what: string, ids: readonly (number | undefined)[], { severalProducts }: ReportingRules): Chosen {
  const given = ids.filter((id) => id !== undefined);
  const [most, ...others] = [...grouped(given, (id) => id).values()].sort((one, two) => two.length - one.length);
  const id = most?.[0];
  if (id === undefined) return { notices: [] };
  if (others.length === 0 || severalProducts === 'most') return { id, notices: [] };
  const all = [id, ...others.flatMap(([other]) => other ?? [])].join(', ');
  return { notices: [`its products belong to several ${what}s (${all}): none is set from them`] };
}
