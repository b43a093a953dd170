/** The simulated vendors of the demo, and what people do there. */
import type { EmbeddedConnector } from './embedded-connector';
import { CliError, EXIT } from './exit-codes';
import type { SimulatedWorld } from './simulated-world';

export function worldOf({ world }: Pick<EmbeddedConnector, 'world'>): SimulatedWorld {
  if (!world) throw new Error('The demo runs against simulators: start it with simulate');
  return world;
}

/** @param what of it is named where it is refused */
export async function actInBrightpearl(
  running: EmbeddedConnector,
  action: string,
  body: object,
  what: string,
): Promise<void> {
  const response = await fetch(`${worldOf(running).brightpearl.url}/_sim/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new CliError(EXIT.failure, `${what} was answered ${response.status}.`);
}

/** Hash of the demo's one store. */
export const storeOf = ({ config }: Pick<EmbeddedConnector, 'config'>): string => config.stores[0]?.hash ?? '';

/** As the console does it, in the name of the demo. */
export async function askApi({ apiUrl, apiToken }: EmbeddedConnector, path: string): Promise<void> {
  const response = await fetch(`${apiUrl}/api/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json', 'x-actor': 'demo' },
    body: '{}',
  });
  if (!response.ok) throw new CliError(EXIT.failure, `${path} was answered ${response.status}.`);
}

/** What Brightpearl can still reserve of a product. */
export async function onHandOf(running: EmbeddedConnector, sku: string, warehouseId: number): Promise<number> {
  type Stock = { readonly levels: readonly { readonly warehouses: Readonly<Record<number, { onHand: number }>> }[] };
  const response = await fetch(`${worldOf(running).brightpearl.url}/_sim/stock?sku=${encodeURIComponent(sku)}`);
  const { levels } = (await response.json()) as Stock;
  return levels[0]?.warehouses[warehouseId]?.onHand ?? 0;
}
