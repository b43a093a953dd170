import { hostPaths } from '../../src/config/host';

it('looks for programs on PATH, then where go puts them', () => {
  const env = { PATH: '/usr/bin::/bin', HOME: '/home/me', GOBIN: '/go-bin', GOPATH: '/one:/two' };

  expect(hostPaths(env).searchPath).toEqual(['/usr/bin', '/bin', '/go-bin', '/one/bin', '/two/bin']);
  expect(hostPaths({ PATH: '/usr/bin', HOME: '/home/me' }).searchPath).toEqual(['/usr/bin', '/home/me/go/bin']);
});

it('caches under XDG_CACHE_HOME or the home directory', () => {
  expect(hostPaths({ HOME: '/home/me' }).cacheDir).toBe('/home/me/.cache/bigcommerce-brightpearl-connector');
  expect(hostPaths({ HOME: '/home/me', XDG_CACHE_HOME: '/cache' }).cacheDir).toBe(
    '/cache/bigcommerce-brightpearl-connector',
  );
});

it('hands child processes paths and proxies, and none of our secrets', () => {
  const env = {
    PATH: '/bin',
    HTTPS_PROXY: 'http://proxy',
    https_proxy: 'http://proxy',
    GOFLAGS: '-v',
    STORE_TOKEN: 'x',
  };

  expect(hostPaths({ ...env, CONNECTOR_API_TOKEN: 'x', TEMPORAL_API_KEY: 'x', GOOGLE_TOKEN: 'x' }).childEnv).toEqual({
    PATH: '/bin',
    HTTPS_PROXY: 'http://proxy',
    https_proxy: 'http://proxy',
    GOFLAGS: '-v',
  });
});
