import type { Route, SimRequest, SimResponse } from '../../core/http';
import type { Account } from '../account';
import { endpoint, param, response } from '../endpoint';
import { Failure, notFound } from '../failure';
import { readIdSet } from '../id-set';
import { CONTACT_TAGS } from '../seeds/contacts';
import { contactChanged } from './contacts';

const PATH = '/contact-service/contact/{ids}/tag/{tags}';

export const contactTagRoutes = (account: Account): Route[] => [
  endpoint('GET', '/contact-service/tag', () => response(tagMap(CONTACT_TAGS))),
  endpoint('GET', '/contact-service/tag/{ids}', (request) => {
    const ids = readIdSet(param(request, 'ids'));
    const found = CONTACT_TAGS.filter(({ tagId }) => ids.has(tagId));
    if (found.length === 0) throw notFound('No Tags Found');
    return response(tagMap(found));
  }),
  { method: 'POST', path: PATH, handle: (request) => tagging(account, request, 'add') },
  { method: 'DELETE', path: PATH, handle: (request) => tagging(account, request, 'remove') },
];

const tagMap = (tags: typeof CONTACT_TAGS) => Object.fromEntries(tags.map((tag) => [tag.tagId, tag]));

/** Answers for each contact, and 207 where one of them was refused. A tag that does not exist refuses all. */
function tagging(account: Account, request: SimRequest, action: 'add' | 'remove'): SimResponse {
  try {
    const tagIds = [...readIdSet(param(request, 'tags')).ids()];
    const known = new Set(CONTACT_TAGS.map(({ tagId }) => tagId));
    if (tagIds.some((id) => !known.has(id))) throw notFound('No Tags Found');
    const refusals = [...readIdSet(param(request, 'ids')).ids()].map(
      (id) => [id, refusalOf(account, id, tagIds, action)] as const,
    );
    const errors = refusals.flatMap(([id, failure]) => (failure ? [[id, errorsOf(failure)] as const] : []));
    const resourceStatus = Object.fromEntries(refusals.map(([id, failure]) => [id, failure?.status ?? 200]));
    return {
      status: errors.length > 0 ? 207 : 200,
      body: { response: { resourceErrors: Object.fromEntries(errors), resourceStatus } },
    };
  } catch (error) {
    if (error instanceof Failure) return error.toResponse();
    throw error;
  }
}

/** Tags the contact, or takes the tags away, unless that is refused. */
function refusalOf(account: Account, id: number, tagIds: readonly number[], action: 'add' | 'remove') {
  const contact = account.state.contacts.get(id);
  if (!contact) return notFound('No Contact Found');
  const has = tagIds.some((tagId) => contact.tagIds.includes(tagId));
  if (has === (action === 'add')) return new Failure(409, 'CONC-909', `The contact ${id} is tagged so already`);
  const others = contact.tagIds.filter((tagId) => !tagIds.includes(tagId));
  contact.tagIds = action === 'add' ? [...others, ...tagIds] : others;
  contactChanged(account, contact);
  return undefined;
}

const errorsOf = ({ code, message }: Failure) => [{ code, message }];
