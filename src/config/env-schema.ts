/** The environment variables that are ours. The Temporal connection has its own, read by @temporalio/envconfig alone. */
import { z } from 'zod';
import { fault } from './fault';
import { parseKeyBytes, parseKeyRing, type KeyRing } from './key-ring';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

export const DEFAULT_DATA_DIR = '.data';

const RANDOM_KEY = 'Make a key with: openssl rand -base64 32';

const NOT_A_PORT = fault('is not a port', 'Use a number from 0 to 65535');

const keyRing = z.string().transform((text, context): KeyRing => {
  try {
    return parseKeyRing(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'it cannot be read';
    context.addIssue({ code: 'custom', message: fault(reason, `Write it like k1:<key>. ${RANDOM_KEY}`) });
    return z.NEVER;
  }
});

const hashKey = z.string().transform((text, context): Uint8Array => {
  const bytes = parseKeyBytes(text);
  if (bytes) return bytes;
  context.addIssue({ code: 'custom', message: fault('is not 32 bytes of base64', RANDOM_KEY) });
  return z.NEVER;
});

const variables = z.object({
  CONNECTOR_API_TOKEN: z
    .string()
    .min(24, fault('is too short', 'Use at least 24 random characters (openssl rand -hex 24)')),
  CONNECTOR_DATA_KEYS: keyRing,
  PAYLOAD_ENCRYPTION_KEYS: keyRing,
  CONNECTOR_HASH_KEY: hashKey,
  DATABASE_URL: z
    .string()
    .regex(
      /^postgres(ql)?:\/\/\S+$/,
      fault('is not a PostgreSQL address', 'Write it like postgres://user:password@host:5432/name'),
    )
    .optional(),
  CONNECTOR_DATA_DIR: z.string().min(1).default(DEFAULT_DATA_DIR),
  CONNECTOR_TEMPORAL_UI_URL: z
    .url({ protocol: /^https?$/, error: fault('is not an address', 'Write it like https://temporal.example.com') })
    .optional(),
  TEMPORAL_CLI_PATH: z.string().min(1).optional(),
  API_PORT: z.coerce.number(NOT_A_PORT).int(NOT_A_PORT).min(0, NOT_A_PORT).max(65_535, NOT_A_PORT).default(8080),
  LOG_LEVEL: z.enum(LOG_LEVELS, fault('is not a log level', `Use one of ${LOG_LEVELS.join(', ')}`)).default('info'),
  TEMPORAL_DEPLOYMENT_NAME: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,100}$/, fault('is not a deployment name', 'Use letters, digits, hyphens and underscores'))
    .optional(),
  GIT_SHA: z
    .string()
    .regex(/^[0-9a-f]{7,40}$/, fault('is not a commit', 'Use 7 to 40 hexadecimal digits'))
    .optional(),
});

export const envSchema = variables.refine(
  (vars) => vars.TEMPORAL_DEPLOYMENT_NAME === undefined || vars.GIT_SHA !== undefined,
  { path: ['GIT_SHA'], when: () => true },
);

export type ConnectorEnv = z.output<typeof envSchema>;

/** What each variable that must be set, or must be set with another, is for. */
export const REQUIRED_VARIABLES: Readonly<Record<string, string>> = {
  CONNECTOR_API_TOKEN: 'the token of the operations API (openssl rand -hex 24)',
  CONNECTOR_DATA_KEYS: `the keys for data at rest, like k1:<key>. ${RANDOM_KEY}`,
  PAYLOAD_ENCRYPTION_KEYS: `the keys for Temporal payloads, like k1:<key>. ${RANDOM_KEY}`,
  GIT_SHA: 'the commit of this build, which TEMPORAL_DEPLOYMENT_NAME needs to tell versions apart',
  CONNECTOR_HASH_KEY: `the key of the hashes that find records by e-mail. ${RANDOM_KEY}`,
};
