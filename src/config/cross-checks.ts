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

type Section = 'stores' | 'accounts' | 'routes';
/** A section, and where in each of its entries the value stands. */
type Key = readonly [Section, ...string[]];

const NAMES: readonly Key[] = [
  ['stores', 'hash'],
  ['stores', 'name'],
  ['accounts', 'code'],
  ['accounts', 'name'],
  ['routes', 'name'],
];

const repeatedNames = (view: FileView): Finding[] =>
  NAMES.flatMap((key) => repeated(view, key)).map((finding) => ({
    ...finding,
    fix: `Give every entry its own ${String(finding.path.at(-1))}`,
  }));

/** A copied entry whose variable was left as it was would send one party's data with the other's credential. */
const CREDENTIALS: readonly Key[] = [
  ['stores', 'tokenEnv'],
  ['stores', 'clientSecretEnv'],
  ['accounts', 'auth', 'tokenEnv'],
  ['accounts', 'auth', 'refreshTokenEnv'],
];

const sharedCredentials = (view: FileView): Finding[] =>
  CREDENTIALS.flatMap((key) => repeated(view, key)).map(({ path, message }) => ({
    path,
    message,
    fix: 'Give every entry a variable of its own',
  }));

function repeated(view: FileView, [section, ...key]: Key): Omit<Finding, 'fix'>[] {
  const values = view[section].map((entry) => textAt(entry, key));
  return values.flatMap((value, index) => {
    const first = values.indexOf(value);
    if (value === undefined || first === index) return [];
    return [{ path: [section, index, ...key], value, message: `is the same as ${section}[${first}].${key.join('.')}` }];
  });
}

function textAt(entry: unknown, key: readonly string[]): string | undefined {
  const found = key.reduce<unknown>((value, part) => (value as Record<string, unknown> | undefined)?.[part], entry);
  return typeof found === 'string' ? found : undefined;
}

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
