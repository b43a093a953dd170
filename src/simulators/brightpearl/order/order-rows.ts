import type { Account } from '../account';
import { round2, ZERO, type Decimal } from '../decimals';
import { badRequest } from '../failure';
import type { Product } from '../product/records';
import type { OrderRow, OrderType } from '../records';
import type { TaxCode } from '../seeds/books';
import type { RowBody } from './order-input';

/** Where Brightpearl files a row without a product. */
const FREE_TEXT_PRODUCT_ID = 1000;

const DEFAULT_NOMINAL = '4000';
const SEQUENCE_STEP = 10;

/**
 * New rows of an order. A bundle's row brings one row for each component, without money; suppliers are sent no bundles.
 */
export function newRows(account: Account, bodies: readonly RowBody[], type: OrderType = 'SO'): OrderRow[] {
  const checked = bodies.map((body) => checkedRow(account, body));
  const bundle = checked.find(({ product }) => product && product.bundle.length > 0)?.product;
  if (bundle && (type === 'PO' || type === 'PC')) {
    throw badRequest('ORDC-915', `The bundle ${bundle.id} cannot be on a purchase order or purchase credit`);
  }
  return checked.flatMap((row, index) => withComponents(account, row, (index + 1) * SEQUENCE_STEP));
}

/**
 * A row that is there, as PUT has it now. It keeps its id and its product; the components of a bundle are left to
 * whoever changes its quantity.
 */
export function replacedRow(account: Account, row: OrderRow, body: RowBody): OrderRow {
  const productId = row.productId === FREE_TEXT_PRODUCT_ID ? undefined : row.productId;
  if (body.productId && body.productId !== row.productId) {
    throw badRequest('ORDC-939', `The row ${row.id} is of product ${row.productId} and stays so`);
  }
  const { net, tax, nominalCode } = checkedRow(account, { ...body, productId, name: body.name ?? row.name });
  return {
    ...row,
    name: body.name ?? row.name,
    quantity: body.quantity,
    taxCode: body.taxCode,
    net,
    tax,
    taxCalculator: undefined,
    nominalCode,
    externalRef: body.externalRef ?? undefined,
    sequence: body.sequence ?? row.sequence,
  };
}

interface CheckedRow {
  readonly body: RowBody;
  readonly product: Product | undefined;
  readonly net: Decimal;
  readonly tax: Decimal;
  readonly nominalCode: string;
}

/** Everything that can be refused, refused before the first id is taken. */
function checkedRow(account: Account, body: RowBody): CheckedRow {
  const product = hasProduct(body) ? productOf(account, body.productId) : undefined;
  if (!product && !body.name) throw badRequest('ORDC-910', 'A row needs a productId or a name');
  checkQuantity(body.quantity, product);
  const taxCode = taxCodeOf(account, body.taxCode);
  const net = amountOf(account, body.net, 'net');
  const tax = body.tax ? amountOf(account, body.tax, 'tax') : taxAt(taxCode, net);
  return { body, product, net, tax, nominalCode: nominalOf(account, body.nominalCode ?? product?.nominalCodeSales) };
}

/** The id that readings show for free text names no product. */
const hasProduct = (body: RowBody): body is RowBody & { readonly productId: number } =>
  Boolean(body.productId) && body.productId !== FREE_TEXT_PRODUCT_ID;

function productOf(account: Account, id: number): Product {
  const product = account.state.products.get(id);
  if (!product) throw badRequest('ORDC-911', `There is no product ${id}`);
  return product;
}

export function taxCodeOf(account: Account, code: string): TaxCode {
  const taxCode = account.state.lists.taxCodes.find((candidate) => candidate.code === code);
  if (!taxCode) throw badRequest('ORDC-912', `There is no tax code ${code}`);
  return taxCode;
}

export function nominalOf(account: Account, code: string | undefined): string {
  if (code === undefined) return DEFAULT_NOMINAL;
  if (account.state.lists.nominals.some((nominal) => nominal.code === code)) return code;
  throw badRequest('ORDC-913', `There is no nominal code ${code}`);
}

/** Whole numbers of what is counted in stock, up to 4 decimals of everything else. */
export function checkQuantity(quantity: Decimal, product: Product | undefined): void {
  const whole = product !== undefined && (product.stockTracked || product.bundle.length > 0);
  if (quantity.lte(0) || quantity.decimalPlaces() > (whole ? 0 : 4)) {
    throw badRequest('ORDC-024', `Invalid quantity ${quantity.toFixed()}`);
  }
}

const DIGITS = { net: 4, tax: 2 } as const;

/** Throws for an amount with more decimals than a row keeps, or rounds it. */
export function amountOf(account: Account, amount: Decimal, field: keyof typeof DIGITS): Decimal {
  const digits = DIGITS[field];
  if (amount.decimalPlaces() <= digits) return amount;
  if (account.switches.excessDecimals === 'rounded') return amount.toDecimalPlaces(digits);
  throw badRequest('ORDC-914', `The ${field} ${amount.toFixed()} of a row has more than ${digits} decimals`);
}

/** What Brightpearl's own calculator makes of a net amount. */
export const taxAt = (taxCode: TaxCode, net: Decimal): Decimal => round2(net.times(taxCode.rate).div(100));

function withComponents(account: Account, row: CheckedRow, sequence: number): OrderRow[] {
  const { body, product } = row;
  const parent: OrderRow = {
    id: account.state.nextId('row'),
    productId: product?.id ?? FREE_TEXT_PRODUCT_ID,
    sku: product?.sku,
    name: body.name ?? product?.name ?? '',
    quantity: body.quantity,
    taxCode: body.taxCode,
    net: row.net,
    tax: row.tax,
    nominalCode: row.nominalCode,
    externalRef: body.externalRef ?? undefined,
    sequence: body.sequence ?? sequence,
    bundleParent: (product?.bundle.length ?? 0) > 0,
    bundleChild: false,
    parentRowId: 0,
    clonedFromId: 0,
  };
  return [parent, ...componentRows(account, parent, product)];
}

function componentRows(account: Account, parent: OrderRow, bundle: Product | undefined): OrderRow[] {
  return (bundle?.bundle ?? []).map(({ productId, quantity }, index) => {
    const component = productOf(account, productId);
    return {
      ...parent,
      id: account.state.nextId('row'),
      productId,
      sku: component.sku,
      name: component.name,
      quantity: parent.quantity.times(quantity),
      net: ZERO,
      tax: ZERO,
      nominalCode: component.nominalCodeSales,
      externalRef: undefined,
      sequence: parent.sequence + index + 1,
      bundleParent: false,
      bundleChild: true,
      parentRowId: parent.id,
    };
  });
}
