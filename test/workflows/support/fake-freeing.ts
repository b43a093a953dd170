/** Activities of freeing that remember what they were asked. */
import type { FreeingActivities, FreeOrdersInput } from '../../../src/domain/freeing-types';

export interface FreeingFakes {
  readonly activities: FreeingActivities;
  readonly calls: string[];
  readonly looks: FreeOrdersInput[];
}

/** The first look has two pages, the second one as well. `onCall` runs inside each activity, before it answers. */
export function fakeFreeing(onCall: (name: string) => Promise<void> = async () => undefined): FreeingFakes {
  const calls: string[] = [];
  const looks: FreeOrdersInput[] = [];
  let pages = 0;
  const seen = async (name: string): Promise<void> => {
    calls.push(name);
    await onCall(name);
  };
  return {
    calls,
    looks,
    activities: {
      async planFreeing() {
        await seen('planFreeing');
        return { links: [{ storeHash: 'abc123', account: 'acme', whole: false }] };
      },
      async freeOrders(input) {
        await seen('freeOrders');
        looks.push(input);
        pages += 1;
        return pages % 2 === 1 ? { told: 25, next: { storeHash: 'abc123', orderId: pages } } : { told: 3 };
      },
      async finishLevels() {
        await seen('finishLevels');
        return { levels: 10 };
      },
    },
  };
}
