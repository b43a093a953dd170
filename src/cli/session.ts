/** What every command that talks to the API shares: its options, its connection, its two ways of printing. */
import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { stateAnswer } from '../api/answers';
import { loadCliSettings } from '../config/cli-settings';
import { ApiClient } from './api-client';
import { CliError, EXIT } from './exit-codes';
import type { CliIo } from './io';
import { plain } from './text';

export interface ApiOptions {
  readonly api?: string;
  readonly token?: string;
  readonly json?: boolean;
}

export const withApiOptions = (command: Command): Command =>
  command
    .option('--api <url>', "address of the connector's API (CONNECTOR_API_URL)")
    .option('--token <token>', 'its token (CONNECTOR_API_TOKEN, which keeps it out of the list of processes)')
    .option('--json', 'print the answer as JSON');

export interface OrderRef {
  readonly store: string;
  readonly orderId: number;
}

export class Session {
  readonly api: ApiClient;

  constructor(
    private readonly io: CliIo,
    private readonly options: ApiOptions,
  ) {
    const overrides = { CONNECTOR_API_URL: options.api, CONNECTOR_API_TOKEN: options.token };
    const { apiUrl, apiToken } = loadCliSettings({ ...(io.env ? { env: io.env } : {}), overrides });
    if (!URL.canParse(apiUrl))
      throw new CliError(EXIT.usage, `Not an address: ${apiUrl}. Write it like http://127.0.0.1:8080`);
    this.api = new ApiClient({ url: apiUrl, token: apiToken.reveal() });
  }

  /** The answer as one JSON document, or as `human` writes it. */
  print(answer: unknown, human: (columns: number | undefined) => string): void {
    this.io.out(this.options.json ? `${JSON.stringify(answer, null, 2)}\n` : human(this.io.columns));
  }

  /** `10423` where one store is configured, `storeHash/10423` anywhere. */
  async order(text: string): Promise<OrderRef> {
    const match = /^(?:([a-z0-9]{1,40})\/)?([1-9]\d{0,14})$/.exec(text);
    if (!match?.[2]) throw new CliError(EXIT.usage, `Not an order: ${plain(text)}. Write 10423 or storeHash/10423`);
    return { store: match[1] ?? (await this.onlyStore('write storeHash/10423')), orderId: Number(match[2]) };
  }

  /** The one that is named, else the only one. */
  async store(named: string | undefined): Promise<string> {
    return named ?? this.onlyStore('name one with --store');
  }

  async stores(): Promise<readonly string[]> {
    return (await this.api.get('/state', stateAnswer)).stores;
  }

  private async onlyStore(advice: string): Promise<string> {
    const stores = await this.stores();
    const [only] = stores;
    if (only !== undefined && stores.length === 1) return only;
    throw new CliError(EXIT.usage, `Several stores are configured (${stores.join(', ')}): ${advice}`);
  }
}

/** Who is at the terminal, for the record. */
export function actor(given: string | undefined): string {
  if (given !== undefined) return given;
  try {
    return userInfo().username;
  } catch {
    // In a container the user may have no name.
    return 'cli';
  }
}
