import type { Route, SimRequest } from '../../core/http';
import type { Account } from '../account';
import { customFieldMetadata, customFieldsView, patchCustomFields } from '../custom-fields';
import { endpoint, NOTHING, numericParam, param, readBody, response } from '../endpoint';
import { badRequest, notFound } from '../failure';
import { getUris, parseIdSet, readIdSet } from '../id-set';
import { listing } from '../listing';
import { patchBody } from '../order/order-patch';
import type { Contact } from '../records';
import { search } from '../search/search';
import { contactPatchBody, patchContact } from './contact-patch';
import { CONTACT_SEARCH } from './contact-search';
import { contactTagRoutes } from './contact-tags';
import { contactView, postalAddressView } from './contact-view';
import { associate, associationsBody, contactBody, createContact, putContact } from './contacts';
import { createPostalAddress, postalAddressBody, putPostalAddress } from './postal-addresses';

/** A GET of more contacts than this is cut short, and says so. */
const PAGE_SIZE = 200;

export function contactRoutes(account: Account): Route[] {
  return [...contactMessages(account), ...addressMessages(account), ...listRoutes(account)];
}

const contactMessages = (account: Account): Route[] => [
  endpoint('GET', '/contact-service/contact-search', ({ query }) => search(account, CONTACT_SEARCH, query)),
  endpoint('POST', '/contact-service/contact', (request) =>
    response(createContact(account, readBody(contactBody, request, 'CONC-901')).id),
  ),
  endpoint('GET', '/contact-service/contact/{ids}', (request) => getContacts(account, request)),
  endpoint('OPTIONS', '/contact-service/contact/{ids}', (request) =>
    response({ getUris: getUris('contact', param(request, 'ids'), account.state.contacts.keys()) }),
  ),
  endpoint('PATCH', '/contact-service/contact/{id}', (request) => {
    const contact = contactOf(account, request);
    patchContact(account, contact, readBody(contactPatchBody, request, 'CONC-905'));
    return response(contactView(account, contact));
  }),
  endpoint('PUT', '/contact-service/contact/{id}', (request) => {
    putContact(account, contactOf(account, request), readBody(contactBody, request, 'CONC-901'));
    return NOTHING;
  }),
  endpoint('PUT', '/contact-service/contact/{id}/postal-address', (request) => {
    associate(account, contactOf(account, request), readBody(associationsBody, request, 'CONC-908'));
    return NOTHING;
  }),
  endpoint('GET', '/contact-service/contact/{id}/custom-field', (request) =>
    response(customFieldsView(contactOf(account, request).customFields)),
  ),
  endpoint('PATCH', '/contact-service/contact/{id}/custom-field', (request) => {
    const operations = readBody(patchBody, request, 'CONC-905');
    const { contactCustomFields } = account.state.lists;
    return response(patchCustomFields(contactCustomFields, contactOf(account, request).customFields, operations));
  }),
];

const addressMessages = (account: Account): Route[] => [
  endpoint('POST', '/contact-service/postal-address', (request) =>
    response(createPostalAddress(account, readBody(postalAddressBody, request, 'CONC-907')).addressId),
  ),
  endpoint('PUT', '/contact-service/postal-address/{id}', (request) => {
    const address = account.state.addresses.get(numericParam(request, 'id'));
    if (!address) throw notFound('No Postal Address Found');
    putPostalAddress(address, readBody(postalAddressBody, request, 'CONC-907'));
    return NOTHING;
  }),
  endpoint('GET', '/contact-service/postal-address/{ids}', (request) => {
    const ids = readIdSet(param(request, 'ids'));
    const found = [...account.state.addresses.values()].filter(({ addressId }) => ids.has(addressId));
    if (found.length === 0) throw notFound('No Postal Address Found');
    return response(account.shuffled(found).map(postalAddressView));
  }),
];

const listRoutes = (account: Account): Route[] => [
  ...listing(account, {
    path: '/contact-service/lead-source',
    title: 'Lead Sources',
    items: () => account.state.lists.leadSources,
    idOf: ({ id }) => id,
    view: (source) => ({ ...source, owningLeadSourceId: 0, isActive: true }),
  }),
  ...listing(account, {
    path: '/contact-service/project',
    title: 'Projects',
    items: () => account.state.lists.projects,
    idOf: ({ id }) => id,
    view: (project) => project,
  }),
  ...contactTagRoutes(account),
  ...listing(account, {
    path: '/contact-service/customer/custom-field-meta-data',
    title: 'Custom Field Metadata',
    items: () => account.state.lists.contactCustomFields,
    idOf: ({ id }) => id,
    view: customFieldMetadata,
  }),
];

/** The first 200 of the set, with the page beside them; none at all is a 404. */
function getContacts(account: Account, request: SimRequest) {
  const ids = parseIdSet(param(request, 'ids'));
  if (!ids) throw badRequest('CMNC-901', `${param(request, 'ids')} is not an ID set`);
  const found = [...account.state.contacts.values()].filter(({ id }) => ids.has(id)).sort((a, b) => a.id - b.id);
  if (found.length === 0) throw notFound('No Contact Found');
  const page = found.slice(0, PAGE_SIZE);
  return {
    ...response(account.shuffled(page).map((contact) => contactView(account, contact))),
    pagination: {
      morePagesAvailable: found.length > page.length,
      resultsReturned: page.length,
      firstResult: 1,
      lastResult: page.length,
    },
    sorting: [{ field: 'contactId', direction: 'ASC' }],
  };
}

function contactOf(account: Account, request: SimRequest): Contact {
  const contact = account.state.contacts.get(numericParam(request, 'id'));
  if (!contact) throw notFound('No Contact Found');
  return contact;
}
