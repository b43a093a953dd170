/** The demo's live table: one row per order, redrawn in place on a terminal and printed once at the end elsewhere. */
import Table from 'cli-table3';
import type { CliIo } from './io';

export interface DemoRow {
  readonly orderId: number;
  readonly what: string;
  readonly total: string;
  readonly currency: string;
  readonly salesOrderId: number | null;
  readonly salesOrderTotal: string | null;
  readonly state: string;
  /** From the shopper's order to the verified and linked sales order; null while it is on its way. */
  readonly seconds: number | null;
}

export interface DemoScreen {
  show(rows: readonly DemoRow[], below: string): void;
  /** Leaves the last picture standing. */
  end(): void;
}

export async function createScreen(io: CliIo): Promise<DemoScreen> {
  if (io.columns === undefined) return plainScreen(io);
  const { default: logUpdate } = await import('log-update');
  return { show: (rows, below) => logUpdate(`${tableOf(rows)}\n${below}`), end: () => logUpdate.done() };
}

/** Without a terminal each change of state is a line, and the whole table comes at the end. */
function plainScreen(io: CliIo): DemoScreen {
  const told = new Map<number, string>();
  let last = '';
  return {
    show(rows, below) {
      for (const row of rows) {
        if (told.get(row.orderId) === row.state) continue;
        told.set(row.orderId, row.state);
        io.out(`order ${row.orderId} (${row.what}): ${row.state}\n`);
      }
      last = `${tableOf(rows)}\n${below}\n`;
    },
    end: () => io.out(last),
  };
}

const tableOf = (rows: readonly DemoRow[]): string =>
  sceneTable(
    ['Order', 'What', 'Total', 'Sales order', 'Total', 'State', 'Seconds'],
    ['right', 'left', 'right', 'right', 'right', 'left', 'right'],
    rows.map((row) => [
      row.orderId,
      row.what,
      `${row.total} ${row.currency}`,
      row.salesOrderId ?? '',
      row.salesOrderTotal ?? '',
      row.state,
      row.seconds === null ? '' : row.seconds.toFixed(1),
    ]),
  );

/** @param aligns of its columns */
export function sceneTable(
  head: readonly string[],
  aligns: readonly ('left' | 'right')[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const table = new Table({ head: [...head], style: { head: [], border: [] }, colAligns: [...aligns] });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}
