/**
 * The instance id of an account: half of the key by which Brightpearl knows a sales order again. The one that was used
 * first is kept, for under another an order that was sent already would be taken for a new one.
 */
import { issue, type Issue } from '../domain/issues';
import { LinkConflictError, type Links } from '../store/links';

export interface InstanceIds {
  /** Of `connector.yaml`. */
  readonly configured: number | undefined;
  /** As Brightpearl answers it; private apps are told none. */
  readonly answered: number | undefined;
}

export interface PinnedInstanceId {
  /** The one to send; undefined where none was ever known. */
  readonly instanceId?: number;
  /** Why no further order may be imported. */
  readonly stopped?: Issue;
}

/** Keeps the first id of the account, and compares every later one with it. */
export async function pinInstanceId(links: Links, account: string, ids: InstanceIds): Promise<PinnedInstanceId> {
  const key = { kind: 'instance', account, localKey: 'installation' } as const;
  const current = ids.configured ?? ids.answered;
  if (current === undefined) {
    const link = await links.get(key);
    return link ? { instanceId: Number(link.remoteId) } : {};
  }
  const link = { ...key, remoteId: String(current) };
  try {
    await links.put(link);
  } catch (error) {
    if (!(error instanceof LinkConflictError)) throw error;
    const kept = Number(error.stored.remoteId);
    if (ids.configured !== ids.answered) return { instanceId: kept, stopped: changed(account, kept, current) };
    // A person wrote it down, and Brightpearl says the same: it was meant.
    await links.replace(link);
  }
  return { instanceId: current };
}

const changed = (account: string, kept: number, current: number): Issue =>
  issue(
    'INSTANCE_ID_CHANGED',
    `Account ${account} was imported into under the instance id ${kept}, and now has ${current}. Set instanceId: ${kept} of ` +
      `the account in connector.yaml to go on as before, or instanceId: ${current} if the app was installed anew and ` +
      'every order under the old id is settled; restart, then retry.',
    { details: { account, kept, current } },
  );
