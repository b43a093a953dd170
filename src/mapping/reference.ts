/** The customer reference of a sales order: what people in Brightpearl see of the order's number. */
import type { RouteRules } from './rules';

/** Brightpearl takes 64 characters. */
const REFERENCE_LIMIT = 64;

/** What of an order a reference may be made of. */
export interface ReferenceFacts {
  readonly orderId: number;
  /** Empty where the order came from no other system. */
  readonly externalOrderId: string;
  readonly channelId: number;
}

/** It is for people alone: what the connector finds its own documents by is `salesOrderRef`. */
export function customerReference(
  { reference, referencePrefix }: Pick<RouteRules, 'reference' | 'referencePrefix'>,
  { orderId, externalOrderId, channelId }: ReferenceFacts,
): string {
  const values: Readonly<Record<string, string>> = {
    prefix: referencePrefix,
    orderId: String(orderId),
    externalOrderId,
    channelId: String(channelId),
  };
  const text = reference.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
  return text.slice(0, REFERENCE_LIMIT);
}
