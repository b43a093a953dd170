/** Feeds point at accounts that exist and feed each location once; rules and delays can take effect. */
import type { FileView, Finding } from './file-view';
import { formatPath } from './problems';
import { unknownTarget } from './route-checks';

type Stock = NonNullable<FileView['stores'][number]['stock']>;
type Path = readonly PropertyKey[];

export function checkStock({ stores, accounts }: FileView): Finding[] {
  const codes = accounts.flatMap((account) => account.code ?? []);
  return stores.flatMap(({ stock }, index) => {
    if (!stock) return [];
    const path = ['stores', index, 'stock'];
    return [
      ...stock.feeds.flatMap(({ account }, feed) =>
        unknownTarget([...path, 'feeds', feed, 'account'], account, codes, 'the code of an account'),
      ),
      ...locationsFedTwice(path, stock),
      ...warehousesListedTwice(path, stock),
      ...rulesForNoLocation(path, stock),
      ...debounceOrder(path, stock),
    ];
  });
}

/** A location that cannot be read is 0. */
function locationsFedTwice(path: Path, { feeds }: Stock): Finding[] {
  return feeds.flatMap(({ location }, index) => {
    const first = feeds.findIndex((feed) => feed.location === location);
    if (location === 0 || first === index) return [];
    return [
      {
        path: [...path, 'feeds', index, 'location'],
        value: location,
        message: `is the same as ${formatPath([...path, 'feeds', first, 'location'])}`,
        fix: 'Feed each location once; list all its warehouses in one feed',
      },
    ];
  });
}

const warehousesListedTwice = (path: Path, { feeds }: Stock): Finding[] =>
  feeds.flatMap(({ warehouses }, feed) =>
    warehouses.flatMap((warehouse, index) =>
      warehouse === 0 || warehouses.indexOf(warehouse) === index
        ? []
        : [
            {
              path: [...path, 'feeds', feed, 'warehouses', index],
              value: warehouse,
              message: 'is listed twice in this feed, so that its stock would count twice',
              fix: 'Remove one',
            },
          ],
    ),
  );

function rulesForNoLocation(path: Path, { feeds, rules }: Stock): Finding[] {
  const fed = feeds.map(({ location }) => location);
  // A location that cannot be read may be the one that is meant.
  if (fed.includes(0)) return [];
  return rules.flatMap(({ when: { location } }, index) => {
    const wanted = [location ?? []].flat();
    if (wanted.length === 0 || wanted.some((one) => fed.includes(one))) return [];
    return [
      {
        path: [...path, 'rules', index, 'when', 'location'],
        ...(Array.isArray(location) ? {} : { value: location }),
        message: 'is no location that this store feeds, so that the rule never applies',
        fix: `Use one of: ${fed.join(', ')}`,
      },
    ];
  });
}

function debounceOrder(path: Path, { debounceSeconds, debounceCeilingSeconds }: Stock): Finding[] {
  if (debounceCeilingSeconds >= debounceSeconds) return [];
  return [
    {
      path: [...path, 'debounceCeilingSeconds'],
      value: debounceCeilingSeconds,
      message: `is less than debounceSeconds (${debounceSeconds})`,
      fix: 'Use a larger number',
    },
  ];
}
