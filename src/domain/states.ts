/** Where an order stands between the two systems. Shown on the board, and as search attribute `SyncState`. */
export const SYNC_STATES = ['PENDING', 'HELD', 'SYNCING', 'SYNCED', 'NEEDS_ATTENTION', 'SKIPPED', 'CANCELLED'] as const;

export type SyncState = (typeof SYNC_STATES)[number];

/** States in which nothing more is expected to happen unless the order changes. */
export const SETTLED_STATES: readonly SyncState[] = ['SYNCED', 'SKIPPED', 'CANCELLED'];

export const isSettled = (state: SyncState): boolean => SETTLED_STATES.includes(state);
