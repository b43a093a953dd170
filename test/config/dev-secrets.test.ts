import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCliSettings } from '../../src/config/cli-settings';
import { devSecrets } from '../../src/config/dev-secrets';
import { scratchFolder } from './fixtures';

it('makes secrets once and keeps them for its user only', () => {
  const dataDir = join(scratchFolder(), 'new');
  const secrets = devSecrets(dataDir);

  expect(devSecrets(dataDir)).toEqual(secrets);
  expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  expect(readdirSync(dataDir)).toEqual(['secrets.json']);
  expect(devSecrets(scratchFolder())).not.toEqual(secrets);
});

it('refuses a damaged file instead of making keys that read nothing', () => {
  const dataDir = scratchFolder();
  writeFileSync(join(dataDir, 'secrets.json'), '{"CONNECTOR_API_TOKEN":"xyzzy"');

  expect(() => devSecrets(dataDir)).toThrow(/secrets\.json is damaged\. Restore it/);
});

describe('settings of the command line', () => {
  it('come from the environment', () => {
    const env = { CONNECTOR_API_URL: 'https://connector.example.com/', CONNECTOR_API_TOKEN: 'the-token' };
    const settings = loadCliSettings({ env });

    expect(settings.apiUrl).toBe('https://connector.example.com');
    expect(settings.apiToken.reveal()).toBe('the-token');
  });

  it('fall back to the connector on this machine and the token it keeps', () => {
    const dataDir = scratchFolder();
    const { CONNECTOR_API_TOKEN } = devSecrets(dataDir);
    const settings = loadCliSettings({ env: { API_PORT: '9000' }, overrides: { CONNECTOR_DATA_DIR: dataDir } });

    expect(settings.apiUrl).toBe('http://127.0.0.1:9000');
    expect(settings.apiToken.reveal()).toBe(CONNECTOR_API_TOKEN);
  });

  it('say what is missing, and leave nothing behind', () => {
    const dataDir = scratchFolder();

    expect(() => loadCliSettings({ env: { CONNECTOR_DATA_DIR: dataDir } })).toThrow('CONNECTOR_API_TOKEN is not set');
    expect(readdirSync(dataDir)).toEqual([]);
  });
});
