/**
 * What the operations API answers. One set of schemas for the server's types, the OpenAPI document and the CLI. Amounts are
 * decimal strings, times ISO 8601 in UTC. No personal data, except where somebody asked for decisions or exchanges.
 */
import { z } from 'zod';
import { OPERATOR_VERBS } from '../domain/messages';
import { SYNC_STATES } from '../domain/states';

const instant = z.string().describe('ISO 8601, UTC');
const orderRef = { store: z.string(), orderId: z.int() };

const shownIssue = z.object({
  code: z.string(),
  title: z.string(),
  message: z.string(),
  fix: z.string(),
  subject: z.string().optional().describe('The line, address or method it is about'),
  details: z.record(z.string(), z.unknown()).optional().describe('Figures and ids'),
});

const boardRow = z.object({
  ...orderRef,
  state: z.enum(SYNC_STATES),
  step: z.string(),
  route: z.string().nullable(),
  account: z.string().nullable(),
  total: z.string().nullable(),
  currency: z.string().nullable(),
  salesOrderIds: z.array(z.int()),
  salesOrderTotal: z.string().nullable().describe("Brightpearl's own gross, read back; of all parts together"),
  issue: shownIssue.nullable(),
  holdUntil: instant.nullable(),
  retryingSince: instant.nullable().describe('Since when a step fails and is tried again'),
  lastError: z.string().nullable(),
  knownAt: instant.describe('When the connector first heard of it'),
  changedAt: instant.nullable().describe("The store's own date of change"),
  stateSince: instant,
  syncedAt: instant.nullable().describe('When it was first in Brightpearl with equal totals'),
});

export const orderList = z.object({
  orders: z.array(boardRow),
  next: z.string().nullable().describe('Pass as `cursor` for the next page; null on the last one'),
});

const exchange = z.object({
  id: z.string(),
  startedAt: instant,
  durationMs: z.number(),
  system: z.string(),
  scope: z.string().describe('Store hash or account code'),
  method: z.string(),
  path: z.string(),
  status: z.int().nullable().describe('Null when no answer came'),
  error: z.string().nullable(),
  attempt: z.int().nullable(),
  activity: z.string().nullable(),
  requestId: z.string().nullable(),
  workflowId: z.string().nullable(),
  runId: z.string().nullable(),
  subjects: z.array(z.string()).describe('Orders it concerns, as store/order'),
  requestHeaders: z.record(z.string(), z.string()),
  responseHeaders: z.record(z.string(), z.string()),
  requestBody: z.unknown(),
  responseBody: z.unknown(),
  erased: z.boolean().describe('Query and bodies are gone'),
  truncated: z.boolean().describe('A body was longer than what is kept'),
});

const decision = z.object({
  id: z.string(),
  verb: z.enum(OPERATOR_VERBS),
  arguments: z.record(z.string(), z.unknown()).nullable().describe('Null when erased'),
  actor: z.string(),
  commandId: z.string(),
  decidedAt: instant,
});

const link = z.object({
  kind: z.string(),
  account: z.string(),
  localKey: z.string(),
  remoteId: z.string(),
  createdAt: instant,
});

const note = z.object({
  kind: z.enum(['goods-out', 'drop-ship']),
  noteId: z.int(),
  salesOrderId: z.int(),
  state: z.enum(['made', 'packed', 'shipped', 'destroyed']),
  shippedAt: instant.nullable(),
  shown: z.boolean().describe('The store shows it in its newest version'),
  shipments: z.array(
    z.object({
      id: z.int(),
      tracked: z.boolean().describe('A tracking number or link came with it'),
      mail: z
        .boolean()
        .nullable()
        .describe('Whether the store was set to mail the customer when it was made; null when nobody knows'),
    }),
  ),
});

const run = z.object({
  workflowId: z.string(),
  runId: z.string(),
  status: z.string(),
  startedAt: instant,
  historyLength: z.int(),
  step: z.string().nullable().describe('What it does now; null when no worker answered'),
  url: z.string().nullable().describe('In the Temporal UI'),
});

export const orderDetail = z.object({
  order: boardRow.extend({ details: z.record(z.string(), z.unknown()).describe('Figures and ids behind the state') }),
  decisions: z.array(decision),
  links: z.array(link),
  notes: z.array(note).describe('Goods-out and drop-ship notes of Brightpearl, with the shipments made of them'),
  workflow: run.nullable().describe('Null when Temporal keeps no run of it, or cannot be reached'),
  exchanges: z.array(exchange).optional(),
});

export const commandAnswer = z.object({
  ...orderRef,
  accepted: z.literal(true),
  verb: z.enum(OPERATOR_VERBS),
  decisionId: z.string(),
  idempotencyKey: z.string().describe('Sent again as Idempotency-Key, it repeats the command without a second effect'),
});

export const syncAnswer = z.object({ ...orderRef, accepted: z.literal(true) });
/** Of what goes on by itself, and shows later what came of it. */
export const begunAnswer = z.object({ store: z.string().describe('Store hash'), started: z.literal(true) });
export const auditPage = z.object({ exchanges: z.array(exchange), next: z.string().nullable() });

export const stateAnswer = z.object({
  stores: z.array(z.string()).describe('Hashes of the configured stores'),
  accounts: z.array(z.string()).describe('Codes of the configured accounts'),
  orders: z.record(z.string(), z.int()).describe('Number of orders in each state'),
  paused: z
    .array(z.object({ system: z.string(), scope: z.string(), since: instant, reason: z.string() }))
    .describe('Stores and accounts whose credentials are refused'),
  webhooks: z
    .object({ accepted: z.int(), ignored: z.int(), refused: z.int() })
    .describe('Of the answering process, since its start'),
});

export const reportList = z.object({
  reports: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      scope: z.string(),
      startedAt: instant,
      finishedAt: instant,
      summary: z.record(z.string(), z.unknown()),
      rows: z.array(z.unknown()),
    }),
  ),
});

export const setupAnswer = z.object({ done: z.array(z.string()).describe('What was made, repaired or found right') });

export const eraseAnswer = z.object({
  orders: z.int().describe('Orders of the customer'),
  snapshots: z.int().describe('Stored versions deleted'),
  exchanges: z.int().describe('Audited requests whose bodies were deleted'),
  decisions: z.int().describe('Decisions whose arguments were deleted'),
  links: z.int().describe('Links of the contact deleted'),
});

export const checkAnswer = z.object({
  addUp: z.int().describe('Orders whose figures add up'),
  notes: z.array(z.string()).describe('What the configuration means for these orders'),
  orders: z.array(
    z.object({
      orderId: z.int(),
      route: z.string().optional(),
      addsUp: z.boolean(),
      decision: z.enum(['import', 'hold', 'skip', 'issue']),
      basis: z.string().optional(),
      total: z.string(),
      currency: z.string(),
      problems: z.array(z.string()),
    }),
  ),
});

export type ShownIssue = z.infer<typeof shownIssue>;
export type BoardRow = z.infer<typeof boardRow>;
export type BoardDetail = z.infer<typeof orderDetail>['order'];
export type ShownDecision = z.infer<typeof decision>;
export type ShownLink = z.infer<typeof link>;
export type ShownNote = z.infer<typeof note>;
export type ShownRun = z.infer<typeof run>;
export type ShownExchange = z.infer<typeof exchange>;
export type ShownReport = z.infer<typeof reportList>['reports'][number];
export type PausedScope = z.infer<typeof stateAnswer>['paused'][number];
