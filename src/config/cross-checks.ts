/** Mistakes that no single value shows. */
import { checkCustomers } from './customer-checks';
import { fileView, type FileView, type Finding } from './file-view';
import { formatPath, type ConfigProblem } from './problems';
import { checkCatalog } from './catalog-checks';
import { checkOrderFields } from './order-field-checks';
import { checkRoutes } from './route-checks';
import { checkStock } from './stock-checks';
import type { YamlSource } from './yaml-source';

export function crossCheck(source: YamlSource): ConfigProblem[] {
  const parsed = fileView.safeParse(source.data);
  if (!parsed.success) return [];
  const findings = [
    ...repeatedNames(parsed.data),
    ...sharedCredentials(parsed.data),
    ...checkRoutes(parsed.data, source.data),
    ...checkOrderFields(parsed.data),
    ...checkStock(parsed.data),
    ...checkCatalog(parsed.data),
    ...checkCustomers(parsed.data),
    ...timingOrder(parsed.data),
  ];
  return findings.map(({ path, value, message, fix }) => ({
    path: formatPath(path),
    ...source.positionOf(path),
    ...(value === undefined ? {} : { value: JSON.stringify(value) }),
    message,
    fix,
  }));
}

const repeatedNames = ({ stores, accounts, routes }: FileView): Finding[] => [
  ...repeated(
    'stores',
    'hash',
    stores.map((store) => store.hash),
  ),
  ...repeated(
    'stores',
    'name',
    stores.map((store) => store.name),
  ),
  ...repeated(
    'accounts',
    'code',
    accounts.map((account) => account.code),
  ),
  ...repeated(
    'accounts',
    'name',
    accounts.map((account) => account.name),
  ),
  ...repeated(
    'routes',
    'name',
    routes.map((route) => route.name),
  ),
];

function repeated(section: string, key: string, values: readonly (string | undefined)[]): Finding[] {
  return values.flatMap((value, index) => {
    const first = values.indexOf(value);
    if (value === undefined || first === index) return [];
    const message = `is the same as ${section}[${first}].${key}`;
    return [{ path: [section, index, key], value, message, fix: `Give every entry its own ${key}` }];
  });
}

/** A copied entry whose variable was left as it was would send one party's data with the other's credential. */
const sharedCredentials = ({ stores, accounts }: FileView): Finding[] =>
  [
    ...repeated(
      'stores',
      'tokenEnv',
      stores.map((store) => store.tokenEnv),
    ),
    ...repeated(
      'stores',
      'clientSecretEnv',
      stores.map((store) => store.clientSecretEnv),
    ),
    ...repeated(
      'accounts',
      'auth.tokenEnv',
      accounts.map((account) => account.auth.tokenEnv),
    ),
    ...repeated(
      'accounts',
      'auth.refreshTokenEnv',
      accounts.map((account) => account.auth.refreshTokenEnv),
    ),
  ].map(({ path, message }) => ({
    path: path.flatMap((part) => String(part).split('.')).map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
    message,
    fix: 'Give every entry a variable of its own',
  }));

/** Requests that one step may make one after the other: look, send, look again, and one to spare. */
const REQUESTS_PER_STEP = 4;

function timingOrder({ timings }: FileView): Finding[] {
  const findings: Finding[] = [];
  if (timings.sweepOverlapMinutes * 60 <= timings.searchLagSeconds) {
    findings.push({
      path: ['timings', 'sweepOverlapMinutes'],
      value: undefined,
      message: 'must be longer than searchLagSeconds, or a sweep misses what the index shows late',
      fix: `Use more than ${timings.searchLagSeconds / 60} minutes`,
    });
  }
  if (timings.retryMaxMs < timings.retryInitialMs) {
    findings.push({
      path: ['timings', 'retryMaxMs'],
      message: `is less than retryInitialMs (${timings.retryInitialMs})`,
      fix: 'Use a larger number',
    });
  }
  const shortest = timings.requestTimeoutSeconds * REQUESTS_PER_STEP;
  if (timings.activityTimeoutSeconds < shortest) {
    findings.push({
      path: ['timings', 'activityTimeoutSeconds'],
      message: `is too short for ${REQUESTS_PER_STEP} requests of requestTimeoutSeconds (${timings.requestTimeoutSeconds}), so that a step could run twice at once`,
      fix: `Use at least ${shortest}`,
    });
  }
  return findings;
}
