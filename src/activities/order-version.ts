/** Which version of an order was read, by the store's own dates. */

/** The store's dates have whole seconds: within one that is hardly over, another change may follow under the same date. */
const SAME_SECOND_MS = 2_000;

/** For a sweep to compare; a moment earlier than the store says where the same date may yet hide a change. */
export function versionOf(order: { readonly date_modified: string; readonly date_created: string }): Date {
  const changedAt = Date.parse(order.date_modified || order.date_created);
  return new Date(Date.now() - changedAt < SAME_SECOND_MS ? changedAt - 1_000 : changedAt);
}
