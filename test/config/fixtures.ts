import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A key ring of one key; the content does not matter. */
export const KEY = Buffer.alloc(32, 7).toString('base64');

export const ENV = {
  CONNECTOR_API_TOKEN: 'an-api-token-of-enough-length',
  CONNECTOR_DATA_KEYS: `k1:${KEY}`,
  PAYLOAD_ENCRYPTION_KEYS: `k1:${KEY}`,
  CONNECTOR_HASH_KEY: KEY,
  STORE_A_TOKEN: 'token-of-store-a',
  STORE_A_HOOK: 'hook-secret-of-store-a',
  STORE_B_TOKEN: 'token-of-store-b',
  ACCOUNT_APP: 'acme_connector',
  ACCOUNT_TOKEN: 'token-of-account',
  OTHER_REFRESH: 'refresh-token-of-other',
  HOME: '/home/someone',
  PATH: '/usr/local/bin:/usr/bin',
};

/** Two stores, two accounts of both kinds, three routes. */
export const YAML = `version: 1
webhooks:
  publicUrl: https://connector.example.com/
stores:
  - hash: aaa111
    name: Store A
    tokenEnv: STORE_A_TOKEN
    webhookSecretEnv: STORE_A_HOOK
    clientSecretEnv: STORE_A_HOOK
    cutover: 2026-01-01T00:00:00+01:00
  - hash: bbb222
    name: Store B
    apiUrl: http://localhost:4001/
    tokenEnv: STORE_B_TOKEN
    webhookSecretEnv: STORE_A_HOOK
    cutover: 2026-02-01T00:00:00Z
    quota: { reserve: 20 }
accounts:
  - code: acme
    name: Acme
    apiUrl: https://euw1.brightpearlconnect.com
    auth: { kind: private-app, appRefEnv: ACCOUNT_APP, tokenEnv: ACCOUNT_TOKEN }
    closedUntil: 2025-12-31
  - code: other
    name: Other
    apiUrl: https://use1.brightpearlconnect.com
    auth:
      kind: oauth
      appRef: app
      devRef: dev
      clientId: client
      refreshTokenEnv: OTHER_REFRESH
      tokenUrl: https://oauth.brightpearl.com/token/other
    instanceId: 13
routes:
  - name: a-default
    store: aaa111
    account: acme
    default: true
    rules: &rules
      brightpearl: { channelId: 1, warehouseId: 2 }
      statuses: { hold: 30 }
      tax: { default: T20, zeroRated: T0, outOfScope: T9 }
  - name: a-euro
    store: aaa111
    account: other
    match: { currencies: [EUR] }
    rules: *rules
  - name: b-default
    store: bbb222
    account: acme
    default: true
    rules:
      <<: *rules
      referencePrefix: B-
timings:
  settleSeconds: 0.2
`;

export const scratchFolder = (): string => mkdtempSync(join(tmpdir(), 'connector-config-'));

/** Writes a connector.yaml and gives its path. */
export function yamlFile(text: string): string {
  const file = join(scratchFolder(), 'connector.yaml');
  writeFileSync(file, text);
  return file;
}
