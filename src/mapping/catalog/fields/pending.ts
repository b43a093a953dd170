/** What was sent and not looked at since: what the store made of it, and what may still arrive of earlier attempts. */
import { fieldName } from './rule-schema';
import type { FieldPlan, FieldValue, FieldValues, WrittenFields } from './types';

export interface PendingField {
  readonly sent: FieldValue;
  /** What the store showed before. */
  readonly before: FieldValue;
  /** What attempts sent that were not looked at: it may arrive after what was sent last. */
  readonly earlier: readonly FieldValue[];
  /** The store said that it took it; absent: not yet, or its answer was lost. */
  readonly isTaken?: true;
}

/** By `fieldName`. */
export type PendingFields = Readonly<Record<string, PendingField>>;

/**
 * What is the store's by us, once it shows what it made of what was sent. Where it still shows what was there before, nothing arrived,
 * unless it took it: then it makes the same of both, and sending it again would change nothing. What an earlier attempt sent is no edit
 * either.
 */
export function adopted(written: WrittenFields, pending: PendingFields, shown: FieldValues): WrittenFields {
  const arrived = Object.entries(pending).flatMap(([field, { sent, before, earlier, isTaken }]) => {
    const now = shown[field] ?? null;
    if (!isAmong(now, [sent]) && isAmong(now, earlier)) return [[field, { sent: now, shown: now }] as const];
    return isAmong(now, [before]) && !isTaken ? [] : [[field, { sent, shown: now }] as const];
  });
  return { ...written, ...Object.fromEntries(arrived) };
}

/** What is to be looked at after this plan is sent, with what is open since before. */
export function pendingAfter({ changes, written }: FieldPlan, open: PendingFields, shown: FieldValues): PendingFields {
  const kept = Object.keys(open).map((field): [string, PendingField] => {
    const before = shown[field] ?? null;
    return [field, { sent: written[field]?.sent ?? before, before, earlier: earlierOf(open[field]) }];
  });
  const sent = changes.map(({ field, variantId, from, to }): [string, PendingField] => {
    const name = fieldName(field, variantId);
    return [name, { sent: to, before: from, earlier: earlierOf(open[name]) }];
  });
  return Object.fromEntries([...kept, ...sent]);
}

/** @param fields those that the store took, by `fieldName` */
export const taken = (pending: PendingFields, fields: ReadonlySet<string>): PendingFields =>
  Object.fromEntries(
    Object.entries(pending).map(([field, one]) => [field, fields.has(field) ? { ...one, isTaken: true } : one]),
  );

function earlierOf(open: PendingField | undefined): readonly FieldValue[] {
  if (!open) return [];
  return isAmong(open.sent, open.earlier) ? open.earlier : [...open.earlier, open.sent];
}

const isAmong = (value: FieldValue, all: readonly FieldValue[]): boolean =>
  all.some((one) => JSON.stringify(one) === JSON.stringify(value));
