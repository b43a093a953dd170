/**
 * What BigCommerce tells of customers: who to look at is marked in the database, and the store's workflow is poked. When
 * Temporal is away the mark stays; the sender is told to come again, which marks the same customer once more.
 */
import type { CustomerSide } from '../customer-deps';
import type { IntakeOutcome } from './intake-counts';

export async function customerNotice(
  { stores, records, client }: CustomerSide,
  storeHash: string,
  customerId: number,
): Promise<IntakeOutcome> {
  if (!stores.has(storeHash)) return 'ignored';
  await records.changed(storeHash, [customerId], 'webhook');
  await client.changed(storeHash, { reason: 'webhook' });
  return 'accepted';
}
