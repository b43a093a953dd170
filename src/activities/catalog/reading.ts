/** A reading that tells how far it came: an attempt that was ended by a throttle or a restart is followed by one that goes on there. */
import { Context } from '@temporalio/activity';
import { z } from 'zod';
import { MAX_IDS } from '../../brightpearl/id-set';
import { inChunks } from '../../store/chunks';

const progressSchema = z.object({
  /** Milliseconds: before the first was asked for, by whichever attempt. */
  readAt: z.number(),
  /** The last product that was read. */
  after: z.int(),
  records: z.int(),
});

export interface Reading {
  readonly readAt: Date;
  /** The last product that an attempt before has read. */
  readonly after: number;
  done(after: number, records: number): void;
  /** Of all attempts. */
  records(): number;
  /** What is left of these, in their order, as many at once as a request takes. @param read gives how many records it found */
  byIds(productIds: readonly number[], read: (ids: readonly number[]) => Promise<number>): Promise<void>;
}

export function beginReading(): Reading {
  const former = progressSchema.safeParse(Context.current().info.heartbeatDetails);
  let progress = former.data ?? { readAt: Date.now(), after: 0, records: 0 };
  const { readAt, after } = progress;
  const done = (last: number, records: number): void => {
    progress = { ...progress, after: last, records: progress.records + records };
    Context.current().heartbeat(progress);
  };
  return {
    readAt: new Date(readAt),
    after,
    done,
    records: () => progress.records,
    async byIds(productIds, read) {
      const left = productIds.filter((id) => id > after).sort((one, other) => one - other);
      for (const ids of inChunks(left, MAX_IDS)) done(ids.at(-1) ?? after, await read(ids));
    },
  };
}
