/** One running connector with both its vendors, seen from outside. */
import { rmSync } from 'node:fs';
import type { z } from 'zod';
import type { commandAnswer, orderDetail, stateAnswer } from '../../../src/api/answers';
import type { inventoryAnswer } from '../../../src/api/stock-answers';
import { connector, type CommandRun } from './built-connector';
import { DevProcess, type Addresses } from './dev-process';
import { eventually, must, send, type Answer, type Sent } from './http';
import { AccountSide, StoreSide, type LedgerOrder } from './sides';

export type OrderDetail = z.infer<typeof orderDetail>;
export type State = z.infer<typeof stateAnswer>;
export type Inventory = z.infer<typeof inventoryAnswer>;
type SyncState = OrderDetail['order']['state'];

export class World {
  readonly store: StoreSide;
  readonly account: AccountSide;

  private constructor(
    readonly dev: DevProcess,
    readonly where: Addresses,
  ) {
    this.store = new StoreSide(where.bigcommerce);
    this.account = new AccountSide(where.brightpearl.url);
  }

  /** On an empty data directory, or on the one given. */
  static async start(dataDir?: string, rules?: object): Promise<World> {
    const dev = DevProcess.launch(dataDir, rules);
    return new World(dev, await dev.ready());
  }

  /** For many lives one after the other, none of which is about the account's quota. */
  static async roomy(rules?: object): Promise<World> {
    const world = await World.start(undefined, rules);
    await world.account.setSwitches({ quotaPerMinute: 2_000 });
    return world;
  }

  get storeHash(): string {
    return this.where.bigcommerce.storeHash;
  }

  /** Stops it and removes what it wrote. */
  async end(): Promise<void> {
    await this.dev.stop();
    rmSync(this.dev.dataDir, { recursive: true, force: true });
  }

  /** The operations API, with its token. */
  ask<Body>(method: string, path: string, { headers, ...sent }: Sent = {}): Promise<Answer<Body>> {
    const { url, token } = this.where.api;
    return send(method, `${url}/api${path}`, { ...sent, headers: { authorization: `Bearer ${token}`, ...headers } });
  }

  /** A command about an order. */
  rule(orderId: number, verb: string, body: unknown = {}, headers: Readonly<Record<string, string>> = {}) {
    type Command = z.infer<typeof commandAnswer>;
    return this.ask<Command & { readonly detail?: string }>('POST', `/orders/${this.storeHash}/${orderId}/${verb}`, {
      body,
      headers,
    });
  }

  /** The command line against this connector. */
  cli(...args: string[]): Promise<CommandRun> {
    const { url, token } = this.where.api;
    return connector(args, { CONNECTOR_API_URL: url, CONNECTOR_API_TOKEN: token });
  }

  async state(): Promise<State> {
    return (await this.ask<State>('GET', '/state')).body;
  }

  async inventory(): Promise<Inventory> {
    return (await this.ask<Inventory>('GET', `/inventory/${this.storeHash}`)).body;
  }

  async detail(orderId: number, query = ''): Promise<OrderDetail | undefined> {
    const answer = await this.ask<OrderDetail>('GET', `/orders/${this.storeHash}/${orderId}${query}`);
    return answer.status === 200 ? answer.body : undefined;
  }

  /** The order once it is in one of the states and fits. */
  async until(
    orderId: number,
    state: SyncState,
    fits: (detail: OrderDetail) => boolean = () => true,
    limitMs?: number,
  ): Promise<OrderDetail> {
    let seen: OrderDetail | undefined;
    const look = async (): Promise<OrderDetail | false> => {
      seen = await this.detail(orderId);
      return seen?.order.state === state && fits(seen) ? seen : false;
    };
    const last = (): unknown =>
      seen && { state: seen.order.state, step: seen.order.step, issue: seen.order.issue, error: seen.order.lastError };
    return eventually(`Order ${orderId} ${state}`, look, { last, ...(limitMs === undefined ? {} : { limitMs }) });
  }

  synced(orderId: number, limitMs?: number): Promise<OrderDetail> {
    return this.until(orderId, 'SYNCED', () => true, limitMs);
  }

  /** After the echoes of our own writes: no run of the order is open any more. */
  quiet(orderId: number): Promise<OrderDetail> {
    return this.until(orderId, 'SYNCED', ({ workflow }) => workflow?.status === 'COMPLETED');
  }

  /** All that was told of it so far is read, and it waits for a person: it is not about to be read once more. */
  async waits(orderId: number): Promise<OrderDetail> {
    await this.store.flushWebhooks();
    return this.until(orderId, 'NEEDS_ATTENTION', ({ workflow }) => workflow?.step === 'Waiting for a person');
  }

  /** The one sales order of an order that is in Brightpearl; an error when there is none or several. */
  async salesOrderOf(orderId: number): Promise<LedgerOrder> {
    const [only, ...others] = await this.account.salesOrdersOf(this.storeHash, orderId);
    if (!only || others.length > 0)
      throw new Error(`Order ${orderId} has ${others.length + (only ? 1 : 0)} sales orders`);
    return only;
  }

  /** Whether the process answers. */
  async serves(): Promise<boolean> {
    return (await send('GET', `${this.where.api.url}/readyz`)).status === 200;
  }

  sweep(): Promise<unknown> {
    const { url, token } = this.where.api;
    return must('POST', `${url}/api/stores/${this.storeHash}/sweep`, { headers: { authorization: `Bearer ${token}` } });
  }
}
