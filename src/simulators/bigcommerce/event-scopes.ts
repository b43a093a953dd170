/**
 * The events a hook can be made for. Each family also has a wildcard (`store/order/*`), and order and inventory events a
 * form per channel (`store/channel/{channel_id}/order/created`).
 */
const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  'store/order': [
    'created',
    'updated',
    'archived',
    'statusUpdated',
    'message/created',
    'refund/created',
    'transaction/created',
    'transaction/updated',
    'metafield/created',
    'metafield/updated',
    'metafield/deleted',
  ],
  'store/shipment': ['created', 'updated', 'deleted'],
  'store/customer': [
    'created',
    'updated',
    'deleted',
    'address/created',
    'address/updated',
    'address/deleted',
    'channel/login/access/updated',
    'payment/instrument/default/updated',
  ],
  'store/product': [
    'created',
    'updated',
    'deleted',
    'inventory/updated',
    'inventory/order/updated',
    'metafield/created',
    'metafield/updated',
    'metafield/deleted',
  ],
  'store/sku': ['created', 'updated', 'deleted', 'inventory/updated', 'inventory/order/updated'],
  'store/category': ['created', 'updated', 'deleted'],
  'store/subscriber': ['created', 'updated', 'deleted'],
  'store/cart': ['created', 'updated', 'deleted', 'abandoned', 'converted', 'couponApplied'],
  'store/metafield': ['created', 'updated', 'deleted'],
  'store/priceList': [
    'created',
    'updated',
    'deleted',
    'activated',
    'deactivated',
    'assignment/updated',
    'record/created',
    'record/updated',
    'record/deleted',
    'records/created',
    'records/updated',
    'records/deleted',
  ],
  'store/inventory/location': ['created', 'updated', 'deleted'],
};

const SINGLE_SCOPES: readonly string[] = [
  // The asterisk is part of the name: all channels share the inventory, and a change fires once.
  'store/channel/*/inventory/product/stock_changed',
  'store/channel/*/inventory/product/low_stock_reached',
  'store/channel/*/inventory/product/out_of_stock_reached',
  'store/channel/*/inventory/product/settings_changed',
  'store/app/uninstalled',
  'store/information/updated',
  'store/hook/deliveryException',
];

const KNOWN = new Set([
  ...SINGLE_SCOPES,
  ...Object.entries(FAMILIES).flatMap(([family, events]) => [
    `${family}/*`,
    ...events.map((event) => `${family}/${event}`),
  ]),
]);

/** Whether a hook may be made for it; the spelling must be exact. */
export const isKnownScope = (scope: string): boolean =>
  KNOWN.has(scope.replace(/^store\/channel\/\d+\/(?=order\/|cart\/|inventory\/)/, 'store/'));

/** Whether a hook's scope takes an event that happened, `channelId` being where. */
export function scopeTakes(hookScope: string, event: string, channelId: number | undefined): boolean {
  const channelForm = channelId === undefined ? event : event.replace(/^store\//, `store/channel/${channelId}/`);
  return [event, channelForm].some((form) =>
    hookScope.endsWith('/*') ? form.startsWith(hookScope.slice(0, -1)) : form === hookScope,
  );
}
