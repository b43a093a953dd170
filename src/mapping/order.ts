/** A BigCommerce order, with everything read of it, as the plan of what should stand in Brightpearl. */
import type { Issue } from '../domain/issues';
import { salesOrderRef } from '../domain/ids';
import { minorUnits, money } from '../domain/money';
import type { AccountFacts } from './account-facts';
import { orderAttributes, type OrderAttributes, type Reporting } from './catalog/attributes/reporting';
import { mapContact } from './contacts';
import { currencyOf } from './currency';
import { orderDates } from './dates';
import { proveDocument, type ProvenDocument } from './document';
import type { DraftRow } from './draft-row';
import { collectNotes } from './notes';
import { optionTexts } from './option-texts';
import { planPayments } from './payments';
import { placesOf, type PlacesResult } from './places';
import { generationIn, partOf, payableParts, salesOrderDraft } from './sales-order-draft';
import type { BasisProof, MappedSalesOrder, MappingContext, MappingResult, OrderSnapshot } from './types';

/** Gives the whole plan, or every issue found, worst first. Throws nothing; sends nothing. */
export function mapOrder(snapshot: OrderSnapshot, ctx: MappingContext): MappingResult {
  const { order } = snapshot;
  const currency = currencyOf(order, ctx);
  const digits = minorUnits(order.default_currency_code) ?? 2;
  const document = proveDocument(snapshot, ctx, digits);
  const places = placesOf(snapshot, ctx);
  const contact = mapContact(snapshot, ctx);
  const dates = orderDates(order, booksFor(places, ctx), ctx.rules);
  const parts = document.ok && places.ok ? payableParts(places.places, document.rows) : [];
  const payments = planPayments(document.ok ? withTotalOf(document, snapshot) : snapshot, ctx, parts);
  if (!document.ok || !currency.ok || !places.ok || !contact.ok || !dates.ok || !payments.ok) {
    const issues = [document, currency, places, contact, dates, payments].flatMap(issuesOf);
    return { ok: false, issues: unique(issues) };
  }

  const shared = { document, digits, currency: currency.currency, dates, billingAddress: contact.contact.address };
  const ids = places.places.map(({ destination }) => destination.id);
  const { notices: reportingNotices, ...reporting } = reportingOf(document.rows, ctx);
  const salesOrders = places.places.map((place, index) =>
    withAssignment(salesOrderDraft(place, { index, ids }, shared, snapshot, ctx), reporting),
  );
  const { notes, customFields } = collectNotes(snapshot, ctx);
  const options = optionTexts(snapshot, ctx.rules);
  const notices = [
    document.notices,
    places.notices,
    contact.notices,
    dates.notices,
    payments.notices,
    reportingNotices,
  ];
  return {
    ok: true,
    plan: {
      salesOrders,
      contact: contact.contact,
      payments: payments.payments,
      proof: proofOf(document, digits),
      notices: [...new Set(notices.flat())],
      notes: [...notes, ...options.notes],
      customFields: [...customFields, ...options.customFields],
      ...(ctx.rules.reporting ? { reporting } : {}),
    },
  };
}

/** All sales orders of one order are reported alike: it was sold as one. */
function reportingOf(rows: readonly DraftRow[], { rules, reported }: MappingContext): OrderAttributes {
  if (!rules.reporting || !reported) return { customFields: [], notices: [] };
  const products = rows.flatMap(({ row }) => (row.productId === undefined ? [] : (reported.get(row.productId) ?? [])));
  return orderAttributes(products, rules.reporting);
}

/** What the products say goes before what the route says of all its orders. */
const withAssignment = (made: MappedSalesOrder, { projectId, leadSourceId }: Reporting): MappedSalesOrder => ({
  ...made,
  draft: {
    ...made.draft,
    ...(projectId === undefined ? {} : { projectId }),
    ...(leadSourceId === undefined ? {} : { leadSourceId }),
  },
});

/** A closed period stops no order whose sales orders exist: their dates were settled when they were made. */
function booksFor(found: PlacesResult, ctx: MappingContext): AccountFacts {
  const { key, account, posted = [] } = ctx;
  const places = found.ok ? found.places : [];
  const ids = places.map(({ destination }) => destination.id);
  const exist = places.every((place) =>
    posted.includes(salesOrderRef(key, { ...partOf(place, ids), ...generationIn(ctx) })),
  );
  if (places.length === 0 || !exist) return account;
  const { closedUntil: _closedUntil, ...open } = account;
  return open;
}

type Part =
  | { readonly ok: true }
  | { readonly ok: false; readonly issue: Issue }
  | { readonly ok: false; readonly issues: readonly Issue[] };

const issuesOf = (part: Part): readonly Issue[] => {
  if (part.ok) return [];
  return 'issues' in part ? part.issues : [part.issue];
};

/** The same address can be the delivery's and the buyer's: one thing to fix. */
const unique = (issues: readonly Issue[]): Issue[] => [
  ...new Map(issues.map((one) => [`${one.code} ${one.message}`, one])).values(),
];

/** Payments are held against what the document comes to, which is more where the store took a tender off its total. */
function withTotalOf({ proven }: ProvenDocument, snapshot: OrderSnapshot): OrderSnapshot {
  if (proven.basis.deducted.isZero()) return snapshot;
  const total = money(snapshot.order.total_inc_tax).plus(proven.basis.deducted);
  return { ...snapshot, order: { ...snapshot.order, total_inc_tax: total.toFixed() } };
}

function proofOf({ rows, proven, taxMode }: ProvenDocument, digits: number): BasisProof {
  return {
    taxMode,
    basis: proven.basis.name,
    table: rows.map((row) => ({
      row: row.label,
      net: row.net.toFixed(digits),
      tax: row.tax.toFixed(digits),
      gross: row.net.plus(row.tax).toFixed(digits),
    })),
  };
}
