import { money, ZERO, type Money } from '../../domain/money';
import type { BuiltLine } from './order-builder-lines';
import { taxRowsOf } from './order-builder-lines';
import type { Discounts } from './order-discounts';
import type { AddressInput, CostInput, MoneyAssumptions, OrderInput } from './order-input';
import {
  addSides,
  costSides,
  fourPlaces,
  NO_SIDES,
  sideFields,
  taxesOf,
  taxParts,
  taxTotal,
  type Sides,
  type TaxPart,
} from './order-money';
import type { Fields } from './state';

export interface BuiltCosts {
  /** Of all addresses. */
  readonly shipping: Sides;
  readonly handling: Sides;
  /** Shipping by address. */
  readonly byAddress: readonly Sides[];
  readonly taxRows: readonly Fields[];
}

interface TaxedCost {
  readonly sides: Sides;
  readonly parts: readonly TaxPart[];
}

/** Shipping and handling; a coupon on shipping lowers the first address's cost, or, by assumption, only its tax. */
export function costsOf(
  input: OrderInput,
  discounts: Discounts,
  assumptions: MoneyAssumptions,
  digits: number,
): BuiltCosts {
  const keptInCost = assumptions.shippingCoupon === 'coupon-discount';
  const shipping = addressesOf(input).map((address, index) =>
    taxed(input, address.shipping, digits, index === 0 ? discounts.shipping : ZERO, keptInCost),
  );
  const handling = taxed(input, input.handling, digits);
  return {
    shipping: addSides(shipping.map(({ sides }) => sides)),
    handling: handling.sides,
    byAddress: shipping.map(({ sides }) => sides),
    taxRows: [
      ...shipping.flatMap(({ parts }, index) =>
        taxRowsOf(parts, { type: 'shipping', address: index + 1, lineId: null }),
      ),
      ...taxRowsOf(handling.parts, { type: 'handling', address: 1, lineId: null }),
    ],
  };
}

/** Fees in the order's tax mode, with their sum. `/taxes` lists no tax of fees. */
export function feesOf(input: OrderInput, digits: number): { readonly sides: Sides; readonly rows: Fields[] } {
  const fees = (input.fees ?? []).map((fee) => ({ fee, ...taxed(input, fee, digits) }));
  return {
    sides: addSides(fees.map(({ sides }) => sides)),
    rows: fees.map(({ fee, sides }, index) => ({
      id: index + 1,
      type: 'custom_fee',
      display_name_customer: fee.name,
      display_name_merchant: fee.name,
      source: 'manual',
      base_cost: fourPlaces(money(fee.cost)),
      ...sideFields('cost', sides),
      tax_class_id: null,
    })),
  };
}

/** The lines in their consignments: shipped, collected, downloaded, or sent by mail as gift certificates. */
export function consignmentsOf(input: OrderInput, billing: Fields, lines: readonly BuiltLine[], costs: BuiltCosts) {
  const fieldsOf = (type: BuiltLine['type']) => lines.filter((line) => line.type === type).map(({ fields }) => fields);
  const mailed = { recipient_email: billing['email'] };
  const [digital, certificates] = [fieldsOf('digital'), fieldsOf('giftcertificate')];
  return {
    pickups: input.pickup ? [pickupOf(input.pickup, fieldsOf('physical'))] : [],
    shipping: input.pickup ? [] : shippingConsignments(input, billing, lines, costs),
    downloads: digital.length > 0 ? [{ ...mailed, line_items: digital }] : [],
    email: { gift_certificates: certificates.map((line) => ({ ...mailed, line_items: [line] })) },
  };
}

function shippingConsignments(input: OrderInput, billing: Fields, lines: readonly BuiltLine[], costs: BuiltCosts) {
  const physical = lines.filter((line) => line.type === 'physical');
  if (physical.length === 0) return [];
  return addressesOf(input).map(({ address, shipping }, index) => {
    const cost = costs.byAddress[index] ?? NO_SIDES;
    const handling = index === 0 ? costs.handling : NO_SIDES;
    return {
      ...billing,
      ...address,
      id: index + 1,
      shipping_method: shipping?.method ?? 'Flat Rate',
      base_cost: trueSide(input, cost).toNumber(),
      ...numberFields('cost', cost),
      base_handling_cost: trueSide(input, handling).toNumber(),
      ...numberFields('handling_cost', handling),
      line_items: physical.filter((line) => line.address === index).map(({ fields }) => fields),
    };
  });
}

const pickupOf = ({ name, location }: NonNullable<OrderInput['pickup']>, lines: readonly Fields[]): Fields => ({
  id: 1,
  pickup_method_id: 1,
  pickup_method_display_name: name,
  collection_instructions: '',
  collection_time_description: '',
  location,
  line_items: lines,
});

/** The order's own shipping is that of the first address. */
function addressesOf(input: OrderInput): AddressInput[] {
  const addresses = input.addresses ?? [{}];
  const { shipping } = input;
  return addresses.map((address, index) => (index === 0 && shipping ? { shipping, ...address } : address));
}

function taxed(
  input: OrderInput,
  given: CostInput | undefined,
  digits: number,
  off: Money = ZERO,
  keptInCost = false,
): TaxedCost {
  if (!given) return { sides: NO_SIDES, parts: [] };
  const cost = money(given.cost);
  const parts = taxParts(input.taxMode, cost.minus(off), taxesOf(given), digits);
  return { sides: costSides(input.taxMode, keptInCost ? cost : cost.minus(off), taxTotal(parts)), parts };
}

const trueSide = ({ taxMode }: OrderInput, { ex, inc }: Sides): Money => (taxMode === 'inclusive' ? inc : ex);

const numberFields = (name: string, { ex, inc, tax }: Sides): Fields => ({
  [`${name}_ex_tax`]: ex.toNumber(),
  [`${name}_inc_tax`]: inc.toNumber(),
  [`${name}_tax`]: tax.toNumber(),
});
