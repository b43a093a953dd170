/**
 * The kernel of exactly-once: every write that is not idempotent by nature goes through here (design §7).
 *
 * An intent is stored before the request and settled together with its link after the answer. An open intent means the
 * outcome is unknown: the request may have been applied, and may yet be applied. Then we look, until a look-up that finds
 * nothing can be believed, and only then send again.
 */
import type { OrderKey } from '../domain/ids';
import { issue } from '../domain/issues';
import { RemoteError } from '../domain/remote-error';
import type { RemoteErrorKind } from '../domain/remote-error';
import { IntentConflictError } from '../store/intents';
import type { Intent, OpenedIntent } from '../store/intents';
import { LinkConflictError } from '../store/links';
import type { LinkKind } from '../store/links';
import type { ActivityDeps } from './deps';
import { issueFailure, tryAgain } from './failures';
import { hashOf } from './hash';

export interface OnceWrite {
  /** What is written: the intent's key is `<kind>:<account>:<localKey>`, the link's `(kind, account, localKey)`. */
  readonly kind: Extract<LinkKind, 'sales-order' | 'contact' | 'payment' | 'reservation' | 'note'>;
  readonly account: string;
  readonly localKey: string;
  readonly order: OrderKey;
  /** The request, to tell two intents of one key apart; never stored in clear. */
  readonly body: unknown;
  /** Looks before the very first try, too: an earlier database may have sent it. */
  readonly lookFirst: boolean;
  /** The remote id, if the remote already has it. */
  readonly find: () => Promise<string | undefined>;
  /** Sends it. Gives the remote id, or undefined when the answer does not tell (then it is looked up). */
  readonly send: () => Promise<string | undefined>;
  /** The lease under which it is written: when it was lost, nothing is stored. */
  readonly claim?: { readonly name: string; readonly fence: number };
  /** Kept with the link. */
  readonly meta?: Readonly<Record<string, unknown>>;
}

/** Nothing was done at the remote: the next try may send without looking. */
const SURELY_NOT_DONE: readonly RemoteErrorKind[] = [
  'throttled',
  'unavailable',
  'unauthorized',
  'forbidden',
  'invalid',
  'not-found',
  'conflict',
];

/** Gives the remote id of the one record that the write is about, sending it only if it surely is not there. */
export async function writeOnce(deps: ActivityDeps, write: OnceWrite): Promise<string> {
  const linked = await deps.store.links.get({ kind: write.kind, account: write.account, localKey: write.localKey });
  if (linked) return linked.remoteId;

  const intentKey = `${write.kind}:${write.account}:${write.localKey}`;
  const opened = await deps.store.intents.open({
    key: intentKey,
    kind: write.kind,
    order: write.order,
    account: write.account,
    bodyHash: hashOf(write.body),
  });
  if (!opened.fresh || write.lookFirst) {
    const found = await lookUp(deps, write, opened);
    if (found !== undefined) return settle(deps, write, intentKey, found);
  }
  const intent = opened.fresh ? opened.intent : await takeOver(deps, write, opened.intent);
  const remoteId = (await sendNow(deps, write, intent)) ?? (await write.find());
  if (remoteId === undefined) {
    throw tryAgain(
      'OutcomeUnknown',
      `${intentKey} was accepted and is not yet to be found`,
      deps.config.timings.searchLagMs,
    );
  }
  return settle(deps, write, intentKey, remoteId);
}

/** A look-up that fails before the first sending leaves nothing open: the next try need not wait for what was never sent. */
async function lookUp(
  deps: ActivityDeps,
  write: OnceWrite,
  { fresh, intent }: OpenedIntent,
): Promise<string | undefined> {
  try {
    return await write.find();
  } catch (error) {
    if (fresh) await deps.store.intents.withdraw(intent);
    throw error;
  }
}

/** An open intent may be sent again only once a look-up that found nothing can be believed, and by one attempt alone. */
async function takeOver(deps: ActivityDeps, write: OnceWrite, open: Intent): Promise<Intent> {
  const wait = believableAfterMs(deps) - open.ageMs;
  if (wait > 0) {
    throw tryAgain('OutcomeUnknown', `${open.key} was sent and not answered; looking again`, Math.min(wait, 5_000));
  }
  const ours = await deps.store.intents.resend(open, hashOf(write.body));
  if (ours) return ours;
  throw tryAgain('OutcomeUnknown', `${open.key} is being sent by another attempt`, 1_000);
}

/**
 * A request may be applied as long as it is waited for, and a search shows late what was applied. Records that are read
 * by their order, without a search, wait as long: what was given up may be applied a little later still.
 */
const believableAfterMs = ({ config }: ActivityDeps): number =>
  config.timings.requestTimeoutMs + config.timings.searchLagMs;

async function sendNow(deps: ActivityDeps, write: OnceWrite, intent: Intent): Promise<string | undefined> {
  try {
    return await write.send();
  } catch (error) {
    const notDone = error instanceof RemoteError && SURELY_NOT_DONE.includes(error.kind);
    // A refusal can mean that the remote has it already, as for a transactionRef that must be unique.
    const refused = error instanceof RemoteError && (error.kind === 'invalid' || error.kind === 'conflict');
    const found = refused ? await write.find() : undefined;
    if (found !== undefined) return found;
    if (notDone) await deps.store.intents.withdraw(intent);
    throw error;
  }
}

async function settle(deps: ActivityDeps, write: OnceWrite, intentKey: string, remoteId: string): Promise<string> {
  const { kind, account, localKey, order, claim, meta } = write;
  try {
    const link = { kind, account, localKey, remoteId, order, meta: { ...meta } };
    await deps.store.settleWrite({ intentKey, remoteId, link, ...(claim ? { claim } : {}) });
  } catch (error) {
    if (!(error instanceof LinkConflictError) && !(error instanceof IntentConflictError)) throw error;
    throw issueFailure(issue('ALREADY_IN_BRIGHTPEARL', `Order ${order.orderId}: ${error.message}`));
  }
  return remoteId;
}
