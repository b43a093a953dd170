/** A lock between processes: a file that names its holder. One whose holder died is taken over. */
import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { inspectProcess } from './temporal-process';

const RETRY_MS = 100;

/** Runs `work` while nobody else does so under the same file; waits as long as the holder lives. */
export async function withLock<T>(file: string, onWait: (holder: number) => void, work: () => Promise<T>): Promise<T> {
  await acquire(file, onWait);
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function acquire(file: string, onWait: (holder: number) => void): Promise<void> {
  const mark = await ownMark();
  let waitsFor = '';
  while (!(await create(file, mark))) {
    const holder = await readFile(file, 'utf8').catch(() => '');
    if (holder !== '' && !(await isAlive(holder))) await removeStale(file, holder);
    else if (holder !== '' && holder !== waitsFor) onWait(Number.parseInt(holder, 10));
    waitsFor = holder;
    await pause(RETRY_MS);
  }
}

async function ownMark(): Promise<string> {
  const facts = await inspectProcess(process.pid);
  return `${process.pid} ${facts?.startedAt ?? ''}\n`;
}

/** A link appears whole or not at all, so nobody reads a lock without a holder. */
async function create(file: string, mark: string): Promise<boolean> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, mark);
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function isAlive(holder: string): Promise<boolean> {
  const facts = await inspectProcess(Number.parseInt(holder, 10));
  return facts !== undefined && holder.trim() === `${facts.pid} ${facts.startedAt}`;
}

/** Of several that find the lock stale one moves it away; a lock that was fresh by then is put back. */
async function removeStale(file: string, stale: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch {
    return;
  }
  if ((await readFile(aside, 'utf8')) !== stale) await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
}
