/** What the operations of customers answer, as `answers.ts` has the others. Ids alone: nothing of a person. */
import { z } from 'zod';

const instant = z.string().describe('ISO 8601, UTC');
const store = z.string().describe('Store hash');

const counts = {
  waiting: z.int().describe('Customers whose contacts are still to be looked at, each once for an account'),
  late: z.int().describe('Those of them that `sync --all` noted: in turn when no other waits'),
  parked: z.int().describe('Those that an issue keeps until the customer changes'),
};

export const customersAnswer = z.object({
  store,
  ...counts,
  accounts: z
    .array(z.object({ account: z.string(), ...counts }))
    .describe("The same for each account of the store's routes"),
  issues: z.array(
    z.object({
      customerId: z.int(),
      account: z.string(),
      code: z.string(),
      message: z.string(),
      since: instant,
    }),
  ),
});

export type CustomersAnswer = z.infer<typeof customersAnswer>;

export const syncAnswer = z.object({
  store,
  marked: z.int().describe('Customers that will be looked at, each once for an account'),
  reading: z
    .boolean()
    .describe('Whether all customers of the store are read as well, since those without a contact get one'),
});

const duplicate = z.object({
  side: z.enum(['store', 'brightpearl']),
  account: z.string().nullable().describe('Of contacts'),
  cause: z.string(),
  what: z.string(),
  ids: z.array(z.int()).describe('Customer ids or contact ids'),
  keep: z.int().describe('Which of them to keep: a suggestion; nothing is merged'),
  why: z.string(),
});

export const duplicatesAnswer = z.object({
  store,
  report: z
    .object({
      finishedAt: instant,
      customers: z.int(),
      contacts: z.int(),
      leftOut: z.array(z.string()).describe('Accounts that did not answer: their contacts were not compared'),
      duplicates: z.array(duplicate),
    })
    .nullable()
    .describe('Null: none was made yet'),
});

export type DuplicatesAnswer = z.infer<typeof duplicatesAnswer>;
export type ShownDuplicates = NonNullable<DuplicatesAnswer['report']>;

/** Of a stored report. */
export const duplicatesReport = z.object({
  finishedAt: z.date().transform((at) => at.toISOString()),
  summary: z.object({ customers: z.int(), contacts: z.int(), leftOut: z.array(z.string()).default([]) }),
  rows: z.array(duplicate),
});
