/** Decisions as the requests that carry them out. */
import type { ContactChanges } from '../../brightpearl/contact-changes';
import type { BpAddress } from '../../brightpearl/schemas/sales-order';
import type { FieldDecision } from './decide';
import { addressOf, isCustomField, type CustomerField } from './fields';

export interface PlannedChanges {
  /** Undefined: nothing of the contact itself is written. */
  readonly contact: ContactChanges | undefined;
  readonly billingAddress: BpAddress | undefined;
  readonly deliveryAddress: BpAddress | undefined;
  /** By code; empty where none is written. */
  readonly customFields: Readonly<Record<string, string>>;
  /** All that is written, by field. */
  readonly texts: ReadonlyMap<CustomerField, string>;
}

/** Undefined: there is nothing to write. */
export function plannedChanges(decisions: readonly FieldDecision[]): PlannedChanges | undefined {
  const texts = new Map(decisions.flatMap((one) => ('write' in one ? [[one.field, one.write] as const] : [])));
  if (texts.size === 0) return undefined;
  const address = (field: CustomerField): BpAddress | undefined => {
    const text = texts.get(field);
    return text === undefined ? undefined : addressOf(text);
  };
  const contact = contactChanges(texts);
  const custom = [...texts].filter(([field]) => isCustomField(field));
  return {
    contact: Object.keys(contact).length > 0 ? contact : undefined,
    billingAddress: address('billingAddress'),
    deliveryAddress: address('deliveryAddress'),
    customFields: Object.fromEntries(custom),
    texts,
  };
}

function contactChanges(texts: ReadonlyMap<CustomerField, string>): ContactChanges {
  const text = (field: CustomerField, name: string) => {
    const value = texts.get(field);
    return value === undefined ? {} : { [name]: value };
  };
  const number = (field: CustomerField, name: string) => {
    const value = texts.get(field);
    return value === undefined ? {} : { [name]: Number(value) };
  };
  const newsletter = texts.get('newsletter');
  const financialDetails = {
    ...text('taxNumber', 'taxNumber'),
    ...number('priceList', 'priceListId'),
    ...number('taxCode', 'taxCodeId'),
    ...number('creditTermDays', 'creditTermDays'),
    ...number('discountPercentage', 'discountPercentage'),
  };
  return {
    ...text('firstName', 'firstName'),
    ...text('lastName', 'lastName'),
    ...text('email', 'email'),
    ...text('telephone', 'telephone'),
    ...text('company', 'companyName'),
    ...(newsletter === undefined ? {} : { isReceiveEmailNewsletter: newsletter === 'yes' }),
    ...(Object.keys(financialDetails).length > 0 && { financialDetails }),
  };
}
