/**
 * What people may rule about an order: the arguments of each operator verb, a closed set. Checked where they come in and
 * again before they are stored.
 */
import { z } from 'zod';
import type { OperatorVerb } from './messages';

/** Rules, codes and reasons are words, not documents. */
const words = (max: number) => z.string().trim().min(1).max(max);
const id = z.int().positive();
const amount = z.string().regex(/^-?\d{1,12}(\.\d{1,4})?$/, 'must be a decimal amount in quotes, like "-0.01"');

/** A row of the sales order by its key: `line-537` for the order's product line 537 (also written 537), or `shipping-12`. */
const line = z
  .union([id, z.string().regex(/^(\d{1,12}|[a-z]+(-[a-z0-9]+)*)$/, 'must be a line, like 537 or "line-537"')])
  .transform((value) => (/^\d+$/.test(String(value)) ? `line-${value}` : String(value)));

/** Fields of a Brightpearl address; what is left out stays as the order has it. Line 3 is the city, line 4 the state. */
const address = z.strictObject({
  addressFullName: words(100).optional(),
  companyName: words(100).optional(),
  addressLine1: words(100).optional(),
  addressLine2: words(100).optional(),
  addressLine3: words(100).optional(),
  addressLine4: words(100).optional(),
  postalCode: words(20).optional(),
  countryIsoCode: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be three capital letters (ISO 3166 alpha-3), like GBR')
    .optional(),
  telephone: words(40).optional(),
  mobileTelephone: words(40).optional(),
  email: z.email().max(254).optional(),
});

/**
 * The store's total and tax less those of the rows (then it is posted on `nominal`), or less those of the sales order that
 * Brightpearl made of them (then nothing is posted).
 */
const acceptedDifference = z
  .strictObject({ gross: amount, tax: amount, nominal: words(20).optional(), salesOrderId: id.optional() })
  .refine(
    ({ nominal, salesOrderId }) => (nominal === undefined) !== (salesOrderId === undefined),
    'needs either the nominal to post it on, or the salesOrderId whose total differs',
  );

/** One reading of the order's figures, as `AMBIGUOUS_BASIS` names it: the tax mode, then the basis. */
const basis = z
  .string()
  .trim()
  .max(300)
  .regex(
    /^(inclusive|exclusive): [a-z][a-z-]*(, [a-z][a-z-]*)*$/,
    'must be a basis as the issue names it, like "exclusive: line-applied-discounts"',
  );

const amendments = z
  .strictObject({
    line: line.optional(),
    sku: words(250).optional(),
    taxCode: words(20).optional(),
    shippingMethodId: id.optional(),
    paymentMethodCode: words(40).optional(),
    contactId: id.optional(),
    address: address.refine(notEmpty, 'must name at least one field').optional(),
    acceptedDifference: acceptedDifference.optional(),
    basis: basis.optional(),
    /**
     * Of a change after the import: what does not conflict with Brightpearl is applied; or the sales order is credited as a
     * whole and made anew.
     */
    applyEdit: z.enum(['possible', 'replace']).optional(),
  })
  .superRefine((given, context) => {
    const aboutLine = given.sku !== undefined || given.taxCode !== undefined;
    if (!notEmpty(given)) context.addIssue({ code: 'custom', message: `must amend something: ${AMENDABLE}` });
    else if (aboutLine && given.line === undefined) {
      context.addIssue({ code: 'custom', path: ['line'], message: 'sku and taxCode need the line that they are for' });
    } else if (!aboutLine && given.line !== undefined) {
      context.addIssue({ code: 'custom', path: ['line'], message: 'a line needs the sku or taxCode to give it' });
    }
  });

const AMENDABLE =
  'sku or taxCode with line, shippingMethodId, paymentMethodCode, contactId, address, acceptedDifference, basis, applyEdit';

function notEmpty(given: object): boolean {
  return Object.values(given).some((value) => value !== undefined);
}

/** Arguments of each verb. */
export const DECISION_ARGUMENTS = {
  retry: z.strictObject({}),
  skip: z.strictObject({ reason: words(200).optional() }),
  /** Without `rule`: every rule that holds the order now. */
  release: z.strictObject({ rule: words(100).optional() }),
  amend: amendments,
} as const satisfies Record<OperatorVerb, z.ZodType>;
