/**
 * Contacts that were made a moment ago under the same e-mail address for another buyer: for a company, or for none. The search
 * shows them late, and one of them may be the contact that is looked for.
 */
import type { ContactCandidate } from '../mapping/contact-match';
import { candidateOf } from './contact-candidates';
import { emailKeyOf, personOf, type Buyer } from './contact-memory';
import type { ActivityDeps } from './deps';
import { tryAgain } from './failures';
import { intentKeyOf } from './write-once';

const SOON_MS = 1_000;

/** @throws while one may yet come to be, or cannot be read yet */
export async function justMade(deps: ActivityDeps, buyer: Buyer): Promise<readonly ContactCandidate[]> {
  const { store, config } = deps;
  const { searchLagMs, requestTimeoutMs } = config.timings;
  const { account } = buyer;
  const person = { kind: 'contact', account, localKey: personOf(deps, buyer) } as const;
  const own = intentKeyOf(emailKeyOf(deps, buyer));
  const open = await store.intents.openOf(intentKeyOf(person), searchLagMs + requestTimeoutMs);
  if (open.some((key) => key !== own)) {
    throw tryAgain('OutcomeUnknown', 'A contact of the same e-mail address was sent and not answered', SOON_MS);
  }
  const ids = (await store.links.newOf(person, searchLagMs)).map(({ remoteId }) => Number(remoteId));
  if (ids.length === 0) return [];
  const contacts = await deps.brightpearl(account).contacts.readMany(ids);
  const hidden = ids.find((id) => !contacts.has(id));
  if (hidden !== undefined)
    throw tryAgain('NotYetReadable', `Contact ${hidden} was made and cannot be read yet`, SOON_MS);
  return [...contacts.values()].map(candidateOf);
}
