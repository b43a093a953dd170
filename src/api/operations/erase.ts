/** Erasure on a person's demand: personal data out, ids and amounts stay. */
import { z } from 'zod';
import { eraseAnswer } from '../answers';
import type { ApiDeps } from '../deps';
import { endpoint } from '../endpoint';
import type { Endpoint } from '../endpoint';
import { actorOf, recorded } from './actions';

const eraseBody = z.strictObject({
  email: z.email().max(254).describe('Of the customer; matched by a keyed hash, whatever its case'),
});

export const eraseOperations = (deps: ApiDeps): Endpoint[] => [
  endpoint({
    method: 'post',
    path: '/erase',
    summary: "Take a customer's personal data out of the database; ids, amounts and states stay",
    body: eraseBody,
    answer: eraseAnswer,
    // The record of the action names nobody: that would keep what is being erased.
    handle: ({ body, header }) =>
      recorded(deps, { actor: actorOf(header('x-actor')), action: 'erase', subject: 'customer', details: {} }, () =>
        deps.records.eraseCustomer(body.email),
      ),
  }),
];
