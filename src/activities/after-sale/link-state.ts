/** What is kept with the link of a sales order about where it stands. */
import type { Link } from '../../store/links';

type WithMeta = Pick<Link, 'meta'>;

/** It was cancelled in Brightpearl: nothing edits, reserves or pays it any more. */
export const isCancelledLink = ({ meta }: WithMeta): boolean => meta['cancelled'] === true;

/** How the order ended in the store, of a sales order that waits for its money to go back before it is cancelled. */
export const calledOffWith = ({ meta }: WithMeta): string | undefined => wordOf(meta['calledOff']);

/** Its reservation was given back for an edit, and is to be made anew. */
export const isReserving = ({ meta }: WithMeta): boolean => meta['reserving'] === true;

/** Credited as a whole: another sales order stands for the order since, or is about to. */
export const isReplacedLink = ({ meta }: WithMeta): boolean => meta['replaced'] === true;

/** Which reservation of the sales order is the one to make: an edit gives one back and makes another. */
export const reservationOf = ({ meta }: WithMeta): number => {
  const generation = meta['reservation'];
  return typeof generation === 'number' ? generation : 1;
};

/** How the order ended in the store with which it was cancelled; undefined for one that was cancelled otherwise. */
export const endedWith = ({ meta }: WithMeta): string | undefined => wordOf(meta['endedWith']);

const wordOf = (word: unknown): string | undefined => (typeof word === 'string' ? word : undefined);
