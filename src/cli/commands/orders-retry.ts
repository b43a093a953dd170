/** `connector orders retry --issue`: all orders that wait over one issue, once its cause was corrected. */
import type { z } from 'zod';
import { commandAnswer, orderList } from '../../api/answers';
import { CliError, EXIT } from '../exit-codes';
import type { CliIo } from '../io';
import type { Session } from '../session';
import { headersOf } from './store-options';
import type { ActingOptions } from './store-options';

type Row = z.output<typeof orderList>['orders'][number];

interface RetryAllOptions extends ActingOptions {
  readonly issue: string;
  readonly account?: string;
}

export interface RetriedOrders {
  readonly issue: string;
  readonly retried: readonly string[];
  readonly failed: readonly { readonly order: string; readonly why: string }[];
}

const PAGE = 200;
/** Each is answered once its workflow has recorded it: a few at once leave the API to others. */
const AT_ONCE = 5;

/** Each order is a command of its own, on record with who asked. Interrupted, it is simply asked for again. */
export async function retryAll(io: CliIo, session: Session, options: RetryAllOptions): Promise<RetriedOrders> {
  const { issue, store, account } = options;
  const retried: string[] = [];
  const failed: { order: string; why: string }[] = [];
  let cursor: string | null = null;
  do {
    const query = {
      state: 'NEEDS_ATTENTION',
      issue,
      store,
      account,
      limit: PAGE,
      ...(cursor === null ? {} : { cursor }),
    };
    const page: z.output<typeof orderList> = await session.api.get('/orders', orderList, query);
    for (let start = 0; start < page.orders.length; start += AT_ONCE) {
      const some = page.orders.slice(start, start + AT_ONCE);
      const answers = await Promise.all(some.map((row) => retry(session, row, options)));
      some.forEach((row, index) => {
        const why = answers[index];
        if (why === undefined) retried.push(nameOf(row));
        else failed.push({ order: nameOf(row), why });
      });
    }
    cursor = page.next;
    if (cursor !== null) io.err(`${retried.length + failed.length} orders so far\n`);
  } while (cursor !== null);
  return { issue, retried, failed };
}

/** Why it was refused: one order must not keep the others from their turn. */
async function retry(session: Session, { store, orderId }: Row, options: RetryAllOptions): Promise<string | undefined> {
  try {
    const headers = headersOf(options);
    await session.api.post(`/orders/${store}/${orderId}/retry`, commandAnswer, { body: {}, headers });
    return undefined;
  } catch (error) {
    if (error instanceof CliError && error.exitCode === EXIT.usage) throw error;
    return (error as Error).message;
  }
}

const nameOf = ({ store, orderId }: Row): string => `${store}/${orderId}`;

export function showRetried({ issue, retried, failed }: RetriedOrders): string {
  if (retried.length + failed.length === 0) return `No order waits over ${issue}.\n`;
  const refused = failed.map(({ order, why }) => `${order} was not retried: ${why}\n`).join('');
  return `${retried.length} orders that waited over ${issue} are tried again.\n${refused}`;
}
