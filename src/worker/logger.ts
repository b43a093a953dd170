/** One pino logger for the process, and the bridge that brings the SDK's own lines into it. */
import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { LogLevel } from '@temporalio/worker';
import pino from 'pino';
import type { Logger } from 'pino';

export type { Logger } from 'pino';

const SECRET_FIELDS = [
  'token',
  'accessToken',
  'refreshToken',
  'secret',
  'clientSecret',
  'webhookSecret',
  'password',
  'authorization',
  'cookie',
  'headers',
];
const PERSONAL_FIELDS = ['email', 'address', 'phone', 'telephone', 'firstName', 'lastName'];

/** Fields that could hold a secret or personal data are cut out whatever logs them, down to the third level. */
const REDACTED = [...SECRET_FIELDS, ...PERSONAL_FIELDS].flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);

/** To standard output, or to a file where standard output is for people. */
export const createLogger = (level: string, to?: { readonly file: string }): Logger =>
  pino(
    { level, redact: { paths: REDACTED, censor: '[redacted]' }, base: { service: 'connector' } },
    to ? pino.destination({ dest: to.file, mkdir: true, sync: false }) : pino.destination(1),
  );

const LEVELS: Record<LogLevel, 'trace' | 'debug' | 'info' | 'warn' | 'error'> = {
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
};

let installed = false;

/** Must run before any Worker or NativeConnection of the process is made; later calls do nothing. */
export function installRuntime(logger: Logger): void {
  if (installed) return;
  installed = true;
  Runtime.install({
    logger: new DefaultLogger('INFO', ({ level, message, meta }) => {
      // A task token is a credential of the running task.
      const { taskToken: _taskToken, ...fields } = meta ?? {};
      logger[LEVELS[level]](fields, message);
    }),
    telemetryOptions: { logging: { forward: {}, filter: { core: 'WARN', other: 'ERROR' } } },
  });
}
