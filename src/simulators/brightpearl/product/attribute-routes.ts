import type { Route, SimRequest } from '../../core/http';
import { API_USER_ID, type Account } from '../account';
import { endpoint, param, response } from '../endpoint';
import { readIdSet } from '../id-set';
import { listing } from '../listing';
import { column, type SearchSource } from '../search/columns';
import { search } from '../search/search';
import type { Attributes, Dated, OptionValue, ProductType } from './attributes';

/** Its columns are a guess, after the searches beside it. */
const COLLECTION_SEARCH: SearchSource = {
  name: 'collection-search',
  columns: [
    column('id', 'IDSET'),
    column('name', 'STRING'),
    column('brandId', 'IDSET'),
    column('createdOn', 'PERIOD'),
    column('updatedOn', 'PERIOD'),
  ],
  filters: [],
  references: () => ({}),
};

interface Shown<T> {
  readonly items: (attributes: Attributes) => ReadonlyMap<number, T>;
  readonly resource: string;
  readonly title: string;
  readonly view: (item: T) => object;
}

export function attributeRoutes(account: Account): Route[] {
  const dates = ({ createdOn, updatedOn }: Dated) => ({
    createdOn: account.time(createdOn),
    updatedOn: account.time(updatedOn),
  });
  const list = <T extends { readonly id: number }>({ resource, ...shown }: Shown<T>): Route[] =>
    listing(account, {
      path: `/product-service/${resource}`,
      title: shown.title,
      items: () => [...shown.items(account.state.attributes).values()],
      idOf: ({ id }) => id,
      view: shown.view,
    });
  return [
    ...list({
      items: ({ brands }) => brands,
      resource: 'brand',
      title: 'Brands',
      view: ({ id, name, description, ...brand }) => ({ id, name, description, ...dates(brand) }),
    }),
    ...list({
      items: ({ categories }) => categories,
      resource: 'brightpearl-category',
      title: 'Categories',
      view: ({ id, name, parentId, active, ...category }) => ({
        id,
        name,
        parentId,
        active,
        ...dates(category),
        createdById: API_USER_ID,
        updatedById: API_USER_ID,
        description: { languageCode: 'en', text: '', format: 'PLAINTEXT' },
      }),
    }),
    ...list({
      items: ({ options }) => options,
      resource: 'option',
      title: 'Options',
      view: ({ id, name, sortOrder, ...option }) => ({ id, name, sortOrder, ...dates(option) }),
    }),
    endpoint('GET', '/product-service/option/{ids}/value', (request) => getValues(account, request)),
    ...list({
      items: ({ seasons }) => seasons,
      resource: 'season',
      title: 'Seasons',
      view: ({ id, name, description, ...season }) => ({ id, name, description, ...dates(season) }),
    }),
    ...list({
      items: ({ productTypes }) => productTypes,
      resource: 'product-type',
      title: 'Product Types',
      view: (type) => productTypeView(account, type),
    }),
    endpoint('GET', '/product-service/collection-search', ({ query }) => search(account, COLLECTION_SEARCH, query)),
  ];
}

/** Of the options named; an option without any has none. */
function getValues(account: Account, request: SimRequest) {
  const options = readIdSet(param(request, 'ids'));
  const values = [...account.state.attributes.optionValues.values()].filter(({ optionId }) => options.has(optionId));
  const shown = account.switches.optionValuesShowOrder;
  return response(account.shuffled(values).map((value) => optionValueView(value, shown)));
}

const optionValueView = ({ id, name, optionId, sortOrder }: OptionValue, showsOrder: boolean) => ({
  optionValueId: id,
  optionValueName: name,
  optionId,
  ...(showsOrder && { sortOrder }),
});

function productTypeView({ state }: Account, { id, name, optionIds }: ProductType) {
  const options = optionIds.map((optionId) => ({ id: optionId, name: state.attributes.options.get(optionId)?.name }));
  return { id, name, ...(options.length > 0 && { associations: { options } }) };
}

/** Writes a collection as it is now into the search. */
export function indexCollection(account: Account, id: number): void {
  const collection = account.state.attributes.collections.get(id);
  account.index('collection-search', id, collection && { ...collection });
}
