/** Inventory writes (V3): adjustments and item settings. They answer at once and take effect after the lag. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { SimRequest, SimResponse } from '../core/http';
import { v3Problem } from './answers';
import type { StockItem } from './catalog-book';
import { SCOPES, type BigCommerceRoute } from './clients';
import type { SimContext } from './context';
import { availableToSell } from './inventory-book';
import { findItem, hasOneIdentity, identityFields, type Identity } from './inventory-identity';
import { refuseItems, refuseLength, type BadItem, type ItemProblem } from './inventory-refusals';
import { afterLag, changeItemSettings, isTracked, levelOf, setOnHand } from './stock';

/** "The inventory for a variant can reach 2,147,483,647 at each location." */
const HIGHEST = 2_147_483_647;

const whole = z.number().int();
const adjustmentSchema = z
  .object({ ...identityFields, location_id: whole, quantity: whole.min(-HIGHEST).max(HIGHEST) })
  .refine(hasOneIdentity, 'One of sku, variant_id and product_id is required');
type Adjustment = z.output<typeof adjustmentSchema>;
const bodySchema = z.object({ reason: z.string().optional(), items: z.array(adjustmentSchema).min(1) });

const settingsSchema = z
  .object({
    identity: z.object(identityFields).refine(hasOneIdentity, 'One of sku, variant_id and product_id is required'),
    safety_stock: whole.min(0).max(HIGHEST).optional(),
    is_in_stock: z.boolean().optional(),
    warning_level: whole.min(0).max(HIGHEST).optional(),
    bin_picking_number: z.string().max(255).optional(),
  })
  .refine(
    ({ identity: _identity, ...settings }) => Object.values(settings).some((value) => value !== undefined),
    'At least one setting must be specified: warning_level, is_in_stock or safety_stock',
  );
const settingsBodySchema = z.object({ settings: z.array(settingsSchema).min(1) });

export const inventoryWriteRoutes = (context: SimContext): BigCommerceRoute[] => {
  const write = (method: string, path: string, handle: BigCommerceRoute['handle']): BigCommerceRoute => ({
    method,
    path: `/v3/inventory${path}`,
    scopes: SCOPES.inventoryWrite,
    handle,
  });
  return [
    write('PUT', '/adjustments/absolute', (request) => adjust(context, request, ABSOLUTE)),
    write('POST', '/adjustments/relative', (request) => adjust(context, request, RELATIVE)),
    write('PUT', '/locations/{id}/items', (request) => changeSettings(context, request)),
  ];
};

interface Method {
  readonly name: 'absolute' | 'relative';
  readonly refuses: (context: SimContext, item: StockItem, adjustment: Adjustment) => ItemProblem | undefined;
  readonly result: (onHand: number, quantity: number) => number;
}

/** "We never return insufficient stock error in absolute adjustment." */
const ABSOLUTE: Method = {
  name: 'absolute',
  refuses: ({ switches }, _item, { quantity }) =>
    quantity < 0 && switches.negativeAbsolute === 'refused' ? 'negative' : undefined,
  result: (_onHand, quantity) => quantity,
};

/** It may neither start from a level never set nor go below the safety stock. */
const RELATIVE: Method = {
  name: 'relative',
  refuses: (context, item, { location_id: locationId, quantity }) => {
    const level = levelOf(context, item, locationId);
    if (level.onHand === null) return 'never-set';
    return quantity < 0 && availableToSell(level) + quantity < 0 ? 'insufficient' : undefined;
  },
  result: (onHand, quantity) => onHand + quantity,
};

function adjust(context: SimContext, request: SimRequest, method: Method): SimResponse {
  const tooLong = refuseLength((request.body as { items?: unknown }).items);
  if (tooLong) return tooLong;
  const body = bodySchema.safeParse(request.body);
  if (!body.success) return refuseFields(body.error);
  const sorted = sort(context, body.data.items, (item, adjustment) => method.refuses(context, item, adjustment));
  return perform(context, sorted, ({ item, asked }) => {
    const onHand = levelOf(context, item, asked.location_id).onHand ?? 0;
    setOnHand(context, item, asked.location_id, method.result(onHand, asked.quantity), method.name);
  });
}

function changeSettings(context: SimContext, request: SimRequest): SimResponse {
  const locationId = Number(request.params['id']);
  const tooLong = refuseLength((request.body as { settings?: unknown }).settings);
  if (tooLong) return tooLong;
  const body = settingsBodySchema.safeParse(request.body);
  if (!body.success) return refuseFields(body.error);
  const asked = body.data.settings.map(({ identity, ...settings }) => ({
    ...identity,
    ...settings,
    location_id: locationId,
  }));
  return perform(context, sort(context, asked), ({ item, asked: settings }) =>
    changeItemSettings(context, item, locationId, {
      safetyStock: settings.safety_stock,
      isInStock: settings.is_in_stock,
      warningLevel: settings.warning_level,
      binPickingNumber: settings.bin_picking_number,
    }),
  );
}

/** What a request asks of one item. */
type Asked = Identity & { readonly location_id: number };

interface Found<T> {
  readonly item: StockItem;
  readonly asked: T;
}

interface Sorted<T> {
  readonly good: readonly Found<T>[];
  readonly bad: readonly BadItem[];
}

function sort<T extends Asked>(
  context: SimContext,
  all: readonly T[],
  refuses: (item: StockItem, asked: T) => ItemProblem | undefined = () => undefined,
): Sorted<T> {
  const good: Found<T>[] = [];
  const bad: BadItem[] = [];
  for (const asked of all) {
    const item = findItem(context, asked);
    const problem =
      typeof item === 'string' ? item : (refuseLocation(context, asked.location_id) ?? refuses(item, asked));
    if (typeof item === 'string' || problem) bad.push({ identity: asked, problem: problem ?? 'unknown' });
    else good.push({ item, asked });
  }
  return { good, bad };
}

function refuseLocation({ state }: SimContext, locationId: number): ItemProblem | undefined {
  const location = state.inventory.location(locationId);
  if (!location) return 'unknown-location';
  return location.enabled ? undefined : 'disabled-location';
}

/** Does what is good, unless a bad item spoils it all. */
function perform<T>(context: SimContext, { good, bad }: Sorted<T>, act: (found: Found<T>) => void): SimResponse {
  const [first, ...others] = bad;
  if (!first || context.switches.inventoryRejection === 'partial') {
    afterLag(context, () => good.filter(({ item }) => isTracked(context, item)).forEach(act));
  }
  return first ? refuseItems(context, [first, ...others]) : { status: 200, body: { transaction_id: randomUUID() } };
}

const refuseFields = (error: z.ZodError): SimResponse =>
  v3Problem(
    422,
    'Payload contains invalid fields',
    Object.fromEntries(error.issues.map(({ path, message }) => [path.join('.') || 'body', message])),
  );
