import type { Account } from '../account';
import type { Decimal } from '../decimals';
import { decimalField } from '../endpoint';
import { badRequest, invalidPatch } from '../failure';
import type { Order, OrderRow } from '../records';
import type { PatchOperation } from './order-patch';
import { amountOf, checkQuantity, nominalOf, taxAt, taxCodeOf } from './order-rows';
import { checkClaims, setQuantity } from './row-claims';
import { taxCalculator } from './sales-order-view';

/** Applies a JSON Patch to a row, in its order. Nothing is applied before every operation was checked. */
export function patchRow(account: Account, order: Order, row: OrderRow, operations: readonly PatchOperation[]): void {
  const changes = operations.map((operation) => changeOf(account, order, row, operation));
  for (const apply of changes) apply();
}

function changeOf(account: Account, order: Order, row: OrderRow, operation: PatchOperation): () => void {
  const { op, path, value } = operation;
  if (op !== 'replace') throw invalidPatch(op, path);
  switch (path) {
    case '/quantity/magnitude':
      return quantityChange(account, order, row, numberIn(operation));
    case '/rowValue/rowNet/value':
      return netChange(account, row, amountOf(account, numberIn(operation), 'net'));
    case '/rowValue/rowTax/value': {
      const tax = amountOf(account, numberIn(operation), 'tax');
      return () => void (row.tax = tax);
    }
    case '/rowValue/taxCalculator':
      return calculatorChange(account, row, value);
    case '/nominalCode': {
      const nominalCode = nominalOf(account, String(value));
      return () => void (row.nominalCode = nominalCode);
    }
    case '/orderRowSequence': {
      const sequence = numberIn(operation).toNumber();
      return () => void (row.sequence = sequence);
    }
    default:
      throw invalidPatch(op, path);
  }
}

function numberIn({ op, path, value }: PatchOperation): Decimal {
  const amount = decimalField.safeParse(value).data;
  if (amount === undefined) throw invalidPatch(op, path);
  return amount;
}

function quantityChange(account: Account, order: Order, row: OrderRow, quantity: Decimal): () => void {
  checkQuantity(quantity, account.state.products.get(row.productId));
  checkClaims(account, order, row, quantity);
  return () => setQuantity(order, row, quantity);
}

/** A new net lets Brightpearl's own calculator work out the tax. */
function netChange(account: Account, row: OrderRow, net: Decimal): () => void {
  return () => {
    const keepsTax = account.switches.netPatchOnManualTax === 'keeps' && taxCalculator(account, row) === 'manual';
    row.net = net;
    if (!keepsTax) row.tax = taxAt(taxCodeOf(account, row.taxCode), net);
  };
}

function calculatorChange(account: Account, row: OrderRow, value: unknown): () => void {
  if (value !== 'brightpearl' && value !== 'manual') {
    throw badRequest('ORDC-938', `${String(value)} is no tax calculator of this account`);
  }
  return () => {
    row.taxCalculator = value;
    if (value === 'brightpearl') row.tax = taxAt(taxCodeOf(account, row.taxCode), row.net);
  };
}
