/** Everything an order charges for, as the store printed it: the lines, and what comes on top of them. */
import type { BcFee, BcOrder, BcOrderProduct, BcOrderTax } from '../bigcommerce/schemas/order';
import { money, sum, ZERO, type Money } from '../domain/money';

type ChargeKind = 'line' | 'giftCertificate' | 'shipping' | 'handling' | 'wrapping' | 'fee';

export interface Charge {
  /** Reference of the row that it becomes, e.g. `line-537`. */
  readonly key: string;
  readonly kind: ChargeKind;
  /** For tables and messages: ids and SKUs only, never a name. */
  readonly label: string;
  /** Text of a free-text row. */
  readonly name: string;
  readonly quantity: string;
  /** Shipping address or pickup it belongs to; undefined for what has none (downloads, gift certificates, fees). */
  readonly destination: number | undefined;
  readonly line?: BcOrderProduct;
  /** Before discounts, both sides as printed: one is exact, the other the store's estimate. */
  readonly ex: Money;
  readonly inc: Money;
  readonly tax: Money;
  /** Σ `applied_discounts`, off the side of the order's tax mode. */
  readonly discount: Money;
  /** `discounted_total_inc_tax`; older orders lack it. */
  readonly discounted: Money | undefined;
  /** Set on the parts of a charge that was split per tax rate. */
  readonly taxRows?: readonly BcOrderTax[];
}

/** A line together with where it goes. */
export interface PlacedLine {
  readonly line: BcOrderProduct;
  readonly destination: number | undefined;
}

/** All sold lines (shipped, picked up, downloaded, and gift certificates), in the order in which they were put in the cart. */
export function placedLines(order: BcOrder): PlacedLine[] {
  const { shipping, pickups, downloads, email } = order.consignments;
  const to = (destination: number | undefined, lines: readonly BcOrderProduct[]): PlacedLine[] =>
    lines.map((line) => ({ line, destination }));
  return [
    ...shipping.flatMap((consignment) => to(consignment.id, consignment.line_items)),
    ...pickups.flatMap((pickup) => to(pickup.id, pickup.line_items)),
    ...downloads.flatMap((download) => to(undefined, download.line_items)),
    ...email.gift_certificates.flatMap((certificate) => to(undefined, certificate.line_items)),
  ].sort((a, b) => a.line.id - b.line.id);
}

/** The charges in the order of the document: lines, wrapping, shipping, handling, fees. Zero charges on top are left out. */
export function chargesOf(order: BcOrder): Charge[] {
  const lines = placedLines(order);
  const onTop = [
    ...wrappingCharges(order, lines),
    ...consignmentCharges(order, 'shipping'),
    ...consignmentCharges(order, 'handling'),
    ...order.fees.map(feeCharge),
  ];
  const sold = lines.map(lineCharge).filter((charge) => charge.line?.quantity !== 0 || !isNothing(charge));
  return [...sold, ...onTop.filter((charge) => !isNothing(charge))];
}

const isNothing = (charge: Charge): boolean => charge.ex.isZero() && charge.inc.isZero() && charge.tax.isZero();

function lineCharge({ line, destination }: PlacedLine): Charge {
  const giftCertificate = line.type === 'giftcertificate';
  return {
    key: `line-${line.id}`,
    kind: giftCertificate ? 'giftCertificate' : 'line',
    label: `line ${line.id}${line.sku.trim() ? ` (SKU ${line.sku.trim()})` : ''} × ${line.quantity}`,
    name: line.name || (giftCertificate ? 'Gift certificate' : 'Custom item'),
    quantity: String(line.quantity),
    destination,
    line,
    ex: money(line.total_ex_tax),
    inc: money(line.total_inc_tax),
    tax: money(line.total_tax),
    discount: sum(line.applied_discounts.map((discount) => money(discount.amount))),
    discounted: optional(line.discounted_total_inc_tax),
  };
}

const optional = (amount: string | null | undefined): Money | undefined =>
  amount === null || amount === undefined ? undefined : money(amount);

interface Figures {
  readonly ex: Money;
  readonly inc: Money;
  readonly tax: Money;
}

const figures = (
  ex: string | null | undefined,
  inc: string | null | undefined,
  tax: string | null | undefined,
): Figures => ({ ex: money(ex ?? '0'), inc: money(inc ?? '0'), tax: money(tax ?? '0') });

const times = (one: Figures, factor: number): Figures => ({
  ex: one.ex.times(factor),
  inc: one.inc.times(factor),
  tax: one.tax.times(factor),
});

function addUp(parts: readonly Figures[], total: Figures): boolean {
  return (['ex', 'inc', 'tax'] as const).every((side) => sum(parts.map((part) => part[side])).eq(total[side]));
}

const charge = (
  from: Pick<Charge, 'key' | 'kind' | 'label' | 'name' | 'destination'>,
  { ex, inc, tax }: Figures,
): Charge => ({ ...from, quantity: '1', ex, inc, tax, discount: ZERO, discounted: undefined });

/** The vendor does not say whether a line's wrapping cost is for the line or a unit: the header's figure decides. */
function wrappingCharges(order: BcOrder, lines: readonly PlacedLine[]): Charge[] {
  const header = figures(order.wrapping_cost_ex_tax, order.wrapping_cost_inc_tax, order.wrapping_cost_tax);
  const wrapped = lines.map((placed) => ({
    ...placed,
    cost: figures(placed.line.wrapping_cost_ex_tax, placed.line.wrapping_cost_inc_tax, placed.line.wrapping_cost_tax),
  }));
  const perUnit = wrapped.map((one) => ({ ...one, cost: times(one.cost, one.line.quantity) }));
  const fitting = [wrapped, perUnit].find((all) =>
    addUp(
      all.map((one) => one.cost),
      header,
    ),
  );
  if (!fitting) {
    return [
      charge(
        { key: 'wrapping', kind: 'wrapping', label: 'gift wrapping', name: 'Gift wrapping', destination: undefined },
        header,
      ),
    ];
  }
  return fitting.map(({ line, destination, cost }) =>
    charge(
      {
        key: `wrapping-${line.id}`,
        kind: 'wrapping',
        label: `gift wrapping of line ${line.id}`,
        name: line.wrapping_name || 'Gift wrapping',
        destination,
      },
      cost,
    ),
  );
}

/** One charge per shipping address when they add up to the header; an order edited in the header has only the header's. */
function consignmentCharges(order: BcOrder, kind: 'shipping' | 'handling'): Charge[] {
  const header = figures(order[`${kind}_cost_ex_tax`], order[`${kind}_cost_inc_tax`], order[`${kind}_cost_tax`]);
  const consignments = order.consignments.shipping.map((consignment) => ({
    id: consignment.id,
    name: kind === 'shipping' ? consignment.shipping_method || 'Shipping' : 'Handling',
    cost:
      kind === 'shipping'
        ? figures(consignment.cost_ex_tax, consignment.cost_inc_tax, consignment.cost_tax)
        : figures(consignment.handling_cost_ex_tax, consignment.handling_cost_inc_tax, consignment.handling_cost_tax),
  }));
  const [only, ...others] = consignments;
  const useHeader =
    others.length === 0 &&
    !addUp(
      consignments.map((one) => one.cost),
      header,
    );
  if (!only || useHeader) {
    const key = only ? `${kind}-${only.id}` : kind;
    const name = only?.name ?? (kind === 'shipping' ? 'Shipping' : 'Handling');
    return [charge({ key, kind, label: kind, name, destination: only?.id }, header)];
  }
  return consignments.map(({ id, name, cost }) =>
    charge({ key: `${kind}-${id}`, kind, label: `${kind} to address ${id}`, name, destination: id }, cost),
  );
}

function feeCharge(fee: BcFee): Charge {
  const name = fee.display_name_customer || fee.display_name_merchant || fee.name || 'Fee';
  return charge(
    { key: `fee-${fee.id}`, kind: 'fee', label: `fee ${fee.id}`, name, destination: undefined },
    figures(fee.cost_ex_tax, fee.cost_inc_tax, fee.cost_tax),
  );
}
