/** Servers that a killed run left behind: found by their command line, which names the database and the owner. */
import { listProcesses, stopProcess, type ProcessFacts } from './temporal-process';

/** The server takes any setting; this one only names the process that started it. */
export const OWNER_SETTING = 'connector.owner';

/** The data directory is served on behalf of a living process, or by a server that is not ours. */
export class TemporalInUseError extends Error {
  override readonly name = 'TemporalInUseError';

  constructor(
    database: string,
    readonly pid: number,
  ) {
    super(
      `The Temporal database ${database} is already in use by process ${pid}. ` +
        'Stop that process first, or start this one with another data directory.',
    );
  }
}

/**
 * Stops the server that a killed run left on `database`; without a database, every in-memory server of ours that was left
 * behind. Nobody else's is ever touched.
 *
 * @throws TemporalInUseError when the process that started the server lives, or a person started it by hand
 */
export async function clearPredecessors(database: string | undefined, log: (line: string) => void): Promise<void> {
  const servers = (await listProcesses()).filter(({ command }) => command.includes(' server start-dev '));
  if (database === undefined) return clearForgotten(servers, log);
  for (const server of servers.filter(({ command }) => command.includes(` --db-filename ${database} `))) {
    if (!isOrphan(server)) throw new TemporalInUseError(database, ownerOf(server) ?? server.pid);
    if (await stopOrphan(server, log)) continue;
    throw new Error(
      `The Temporal server ${server.pid} of ${database} does not stop. Stop it by hand, then start again.`,
    );
  }
}

/** Servers in memory stand in nobody's way, so one that cannot be stopped, another user's perhaps, is left alone. */
async function clearForgotten(servers: readonly ProcessFacts[], log: (line: string) => void): Promise<void> {
  const forgotten = servers.filter((server) => isOrphan(server) && !server.command.includes(' --db-filename '));
  await Promise.all(forgotten.map((server) => stopOrphan(server, log)));
}

/** A process is handed to another parent as soon as its own dies. */
const isOrphan = (server: ProcessFacts): boolean => {
  const owner = ownerOf(server);
  return owner !== undefined && owner !== server.parent;
};

function ownerOf({ command }: ProcessFacts): number | undefined {
  const match = new RegExp(` ${OWNER_SETTING}=(\\d+) `).exec(command);
  return match ? Number(match[1]) : undefined;
}

function stopOrphan(server: ProcessFacts, log: (line: string) => void): Promise<boolean> {
  log(`Stopping the Temporal server ${server.pid}, which process ${ownerOf(server)} left behind`);
  return stopProcess(server);
}
