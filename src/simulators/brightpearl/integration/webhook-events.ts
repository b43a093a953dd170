/** What can be subscribed to on a live account. Neither `order.created` nor any contact event is among them. */
const EVENTS: readonly string[] = [
  'order.modified',
  'order.modified.order-status',
  'order.modified.fully-shipped',
  'sales-order.created',
  'product.created',
  'product.modified',
  'product.modified.on-hand-modified',
  'product.destroyed',
  'goods-out-note.created',
  'goods-out-note.destroyed',
  'goods-out-note.modified',
  'goods-out-note.modified.printed',
  'goods-out-note.modified.picked',
  'goods-out-note.modified.packed',
  'goods-out-note.modified.un-printed',
  'goods-out-note.modified.un-picked',
  'goods-out-note.modified.un-packed',
  'goods-out-note.modified.shipped',
  'drop-ship-note.created',
  'drop-ship-note.destroyed',
  'drop-ship-note.modified.shipped',
  'goods-in-note.created',
  'quarantine-release.created',
];

/** An event's full name, or a resource alone for all of its events. */
export const isSubscribable = (subscribeTo: string): boolean =>
  EVENTS.some((event) => event === subscribeTo || resourceOf(event) === subscribeTo);

export const matchesSubscription = (subscribeTo: string, event: string): boolean =>
  subscribeTo === event || subscribeTo === resourceOf(event);

/** `goods-out-note` of `goods-out-note.modified.shipped`. */
export const resourceOf = (event: string): string => event.split('.')[0] ?? event;

/** `modified.shipped` of `goods-out-note.modified.shipped`. */
export const lifecycleOf = (event: string): string => event.split('.').slice(1).join('.');
