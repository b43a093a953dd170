/** What the events of a goods-out note come to. */
import type { GoodsOutEvent, GoodsOutEventCode, GoodsOutNote } from '../records';

export type Milestone = 'PRI' | 'PIC' | 'PAC' | 'SHW';

const UNDONE_BY: Readonly<Record<Milestone, GoodsOutEventCode | undefined>> = {
  PRI: 'UPR',
  PIC: 'UPI',
  PAC: 'UPA',
  SHW: undefined,
};

/** The event that printed, picked, packed or shipped a note; undefined where none did, or it was undone. */
export function milestone({ events }: GoodsOutNote, code: Milestone): GoodsOutEvent | undefined {
  const last = events.findLast((event) => event.code === code || event.code === UNDONE_BY[code]);
  return last?.code === code ? last : undefined;
}

export const isShipped = (note: GoodsOutNote): boolean => milestone(note, 'SHW') !== undefined;

export const isTransfer = (note: GoodsOutNote): boolean => note.targetWarehouseId !== undefined;

export const lastEventVersion = ({ events }: GoodsOutNote): number => events.at(-1)?.version ?? 0;

/** As in `goods-out-note.modified.printed`. */
export const EVENT_NAMES: Readonly<Record<Exclude<GoodsOutEventCode, 'PLA'>, string>> = {
  PRI: 'printed',
  UPR: 'un-printed',
  PIC: 'picked',
  UPI: 'un-picked',
  PAC: 'packed',
  UPA: 'un-packed',
  SHW: 'shipped',
};

/** Any event but the note's creation. */
export type LaterEvent = Omit<GoodsOutEvent, 'version'> & { readonly code: keyof typeof EVENT_NAMES };
