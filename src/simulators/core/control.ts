import { z } from 'zod';
import type { SimClock } from './clock';
import { faultSchema, type FaultEngine } from './faults';
import { releaseSchema } from './held-webhooks';
import type { Route, SimRequest, SimResponse } from './http';
import type { RequestLog } from './request-log';
import { webhookFaultsSchema, type WebhookDispatcher } from './webhook-dispatcher';

interface Parts {
  readonly name: string;
  readonly clock: SimClock;
  readonly faults: FaultEngine;
  readonly requests: RequestLog;
  readonly webhooks: WebhookDispatcher;
  readonly control: { readonly reset: () => void };
  readonly epoch: { value: number };
}

const clockSchema = z.strictObject({
  advanceMs: z.number().min(0).optional(),
  scale: z.number().positive().optional(),
});

/** The control routes that both simulators have. A body that does not fit is answered 400 with the reason. */
export function controlRoutes(parts: Parts): Route[] {
  return [
    ...faultRoutes(parts.faults),
    ...requestRoutes(parts.requests),
    ...clockRoutes(parts.clock),
    ...webhookRoutes(parts.webhooks),
    { method: 'GET', path: '/_sim/health', handle: () => ok({ name: parts.name, status: 'up' }) },
    { method: 'POST', path: '/_sim/reset', handle: () => reset(parts) },
  ];
}

/** Reads a control request's body; throws with what is wrong, which the control pipeline answers as 400. */
export function readControlBody<Schema extends z.ZodType>(schema: Schema, request: SimRequest): z.output<Schema> {
  if (request.malformed) throw new Error('The body is not JSON');
  const parsed = schema.safeParse(request.body ?? {});
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  return parsed.data;
}

const ok = (body: unknown): SimResponse => ({ status: 200, body });

const faultRoutes = (faults: FaultEngine): Route[] => [
  { method: 'GET', path: '/_sim/faults', handle: () => ok({ faults: faults.list() }) },
  {
    method: 'POST',
    path: '/_sim/faults',
    handle: (request) => ({ status: 201, body: faults.add(readControlBody(faultSchema, request)) }),
  },
  {
    method: 'DELETE',
    path: '/_sim/faults',
    handle: () => {
      faults.clear();
      return { status: 204 };
    },
  },
  {
    method: 'DELETE',
    path: '/_sim/faults/{id}',
    handle: ({ params }) => ({ status: faults.remove(params['id'] ?? '') ? 204 : 404 }),
  },
];

const requestRoutes = (requests: RequestLog): Route[] => [
  {
    method: 'GET',
    path: '/_sim/requests',
    handle: () => ok({ total: requests.total, counts: requests.counts(), requests: requests.entries() }),
  },
  {
    method: 'DELETE',
    path: '/_sim/requests',
    handle: () => {
      requests.clear();
      return { status: 204 };
    },
  },
];

function clockRoutes(clock: SimClock): Route[] {
  const show = (): SimResponse => ok({ now: clock.now().toISOString(), scale: clock.scale });
  return [
    { method: 'GET', path: '/_sim/clock', handle: show },
    {
      method: 'POST',
      path: '/_sim/clock',
      handle: (request) => {
        const { advanceMs, scale } = readControlBody(clockSchema, request);
        if (scale !== undefined) clock.setScale(scale);
        if (advanceMs !== undefined) clock.advance(advanceMs);
        return show();
      },
    },
  ];
}

const webhookRoutes = (webhooks: WebhookDispatcher): Route[] => [
  { method: 'GET', path: '/_sim/webhook-faults', handle: () => ok(webhooks.faults) },
  {
    method: 'POST',
    path: '/_sim/webhook-faults',
    handle: (request) => {
      webhooks.setFaults(readControlBody(webhookFaultsSchema, request));
      return ok(webhooks.faults);
    },
  },
  { method: 'GET', path: '/_sim/webhooks', handle: () => ok({ deliveries: webhooks.deliveries() }) },
  {
    method: 'POST',
    path: '/_sim/webhooks/hold',
    handle: () => {
      webhooks.hold();
      return { status: 204 };
    },
  },
  {
    method: 'POST',
    path: '/_sim/webhooks/release',
    handle: async (request) => {
      await webhooks.release(readControlBody(releaseSchema, request));
      return { status: 204 };
    },
  },
  {
    method: 'POST',
    path: '/_sim/webhooks/flush',
    handle: async () => {
      await webhooks.flush();
      return ok({ deliveries: webhooks.deliveries().length });
    },
  },
];

function reset(parts: Parts): SimResponse {
  parts.epoch.value += 1;
  parts.faults.clear();
  parts.requests.clear();
  parts.webhooks.reset();
  parts.control.reset();
  return { status: 204 };
}
