import { existingDevSecrets } from './dev-secrets';
import { DEFAULT_DATA_DIR } from './env-schema';
import { effectiveEnvironment, type Environment } from './environment';
import { Secret } from './secret';

/** What the command line needs to talk to a running connector. */
export interface CliSettings {
  /** Without trailing slash. */
  readonly apiUrl: string;
  readonly apiToken: Secret;
}

/**
 * CONNECTOR_API_URL and CONNECTOR_API_TOKEN; without them, the connector on this machine and the token that
 * `connector dev` keeps in its data directory. Throws when there is no token at all.
 */
export function loadCliSettings(
  source: { readonly env?: Environment; readonly overrides?: Environment } = {},
): CliSettings {
  const env = effectiveEnvironment(source);
  const kept = existingDevSecrets(env['CONNECTOR_DATA_DIR'] ?? DEFAULT_DATA_DIR);
  const token = env['CONNECTOR_API_TOKEN'] ?? kept?.CONNECTOR_API_TOKEN;
  if (token === undefined) {
    throw new Error('CONNECTOR_API_TOKEN is not set. Set it to the token of the connector that you want to talk to.');
  }
  const url = env['CONNECTOR_API_URL'] ?? `http://127.0.0.1:${env['API_PORT'] ?? 8080}`;
  return { apiUrl: url.replace(/\/+$/, ''), apiToken: new Secret(token) };
}
