/** Whether a sales order may be credited as a whole and made anew, when a person chose so. */
import type { EditFacts } from './judge';

/** Why not, and what to do then, in plain words; empty when it may. An invoice is no reason: it is what this is for. */
export function reasonsAgainstReplacing({ notes, shipped, cancelled, otherCurrency, split }: EditFacts): string[] {
  const reasons = [
    shipped ? 'goods of it were shipped: accept the change, or credit it by hand' : undefined,
    notes.length > 0 && !shipped
      ? `goods-out note ${notes.join(', ')} exists and is not shipped: delete the note in Brightpearl, then choose again`
      : undefined,
    split ? 'the order is several sales orders: credit it by hand, then accept the change' : undefined,
    cancelled ? 'it is cancelled in Brightpearl' : undefined,
    otherCurrency ? 'it is in another currency' : undefined,
  ];
  return reasons.filter((reason) => reason !== undefined);
}
