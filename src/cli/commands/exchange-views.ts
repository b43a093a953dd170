import type { ShownExchange } from '../../api/answers';
import { table, time } from '../text';

/** One line a request; the bodies are for `--json`. */
export function exchangeTable(exchanges: readonly ShownExchange[], columns: number | undefined): string {
  if (exchanges.length === 0) return 'No exchanges.\n';
  const rows = exchanges.map((exchange) => [
    time(exchange.startedAt),
    exchange.scope,
    exchange.method,
    exchange.path,
    exchange.status ?? exchange.error,
    exchange.durationMs,
    exchange.attempt,
    exchange.subjects.join(' '),
  ]);
  const head = ['When (UTC)', 'Scope', 'Method', 'Path', 'Status', 'ms', 'Try', 'About'];
  return table(head, rows, { columns, wide: 3 });
}
