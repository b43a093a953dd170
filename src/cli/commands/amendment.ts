/** The options of `orders amend`, and what they mean as arguments of the command. */
import type { Command } from 'commander';
import { CliError, EXIT } from '../exit-codes';
import { integer } from './arguments';

export interface AmendmentOptions {
  readonly line?: string;
  readonly sku?: string;
  readonly taxCode?: string;
  readonly shippingMethod?: number;
  readonly paymentMethod?: string;
  readonly contact?: number;
  readonly address?: string;
  readonly acceptGross?: string;
  readonly acceptTax?: string;
  readonly nominal?: string;
  readonly salesOrder?: number;
  readonly basis?: string;
  readonly applyEdit?: string;
}

export const withAmendmentOptions = (command: Command): Command =>
  command
    .option('--line <id>', 'the line that --sku or --tax-code is for, like 537 or line-537')
    .option('--sku <sku>', 'SKU to use for the line')
    .option('--tax-code <code>', 'tax code to use for the line')
    .option('--shipping-method <id>', 'Brightpearl shipping method', integer(1))
    .option('--payment-method <code>', 'Brightpearl payment method')
    .option('--contact <id>', 'Brightpearl contact', integer(1))
    .option('--address <json>', 'fields of the delivery address to replace, like \'{"postalCode":"BS1 4DJ"}\'')
    .option('--accept-gross <amount>', 'accept this difference of the total …')
    .option('--accept-tax <amount>', '… of which this much is tax …')
    .option('--nominal <code>', '… and post it on this nominal code, where the order itself does not add up')
    .option('--sales-order <id>', '… or of this sales order, where Brightpearl came to another total', integer(1))
    .option('--basis <name>', 'the basis that is right of those that an ambiguous order names')
    .option(
      '--apply-edit <how>',
      'of a change after the import: apply what is "possible", or "replace" the sales order',
    );

export function readAmendment(options: AmendmentOptions): Readonly<Record<string, unknown>> {
  return {
    line: options.line,
    sku: options.sku,
    taxCode: options.taxCode,
    shippingMethodId: options.shippingMethod,
    paymentMethodCode: options.paymentMethod,
    contactId: options.contact,
    ...(options.address === undefined ? {} : { address: addressOf(options.address) }),
    ...acceptedDifference(options),
    basis: options.basis,
    applyEdit: options.applyEdit,
  };
}

function acceptedDifference({
  acceptGross: gross,
  acceptTax: tax,
  nominal,
  salesOrder: salesOrderId,
}: AmendmentOptions) {
  if ([gross, tax, nominal, salesOrderId].every((part) => part === undefined)) return {};
  const isWhole = gross !== undefined && tax !== undefined && (nominal === undefined) !== (salesOrderId === undefined);
  if (isWhole) return { acceptedDifference: { gross, tax, nominal, salesOrderId } };
  throw new CliError(
    EXIT.usage,
    'To accept a difference give all of --accept-gross, --accept-tax and --nominal; or --sales-order instead of --nominal',
  );
}

function addressOf(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new CliError(EXIT.usage, '--address is not JSON. Write it like \'{"postalCode":"BS1 4DJ"}\'');
  }
}
