import type { Route, SimRequest } from '../core/http';
import type { Account } from './account';
import { endpoint, param, response } from './endpoint';
import { notFound } from './failure';
import { readIdSet } from './id-set';

interface Listing<T> {
  /** `/accounting-service/tax-code`. */
  readonly path: string;
  /** For "No … Found". */
  readonly title: string;
  readonly items: () => readonly T[];
  readonly idOf: (item: T) => number;
  readonly view: (item: T) => unknown;
}

/** The two GETs of a reference list: all of it, or an id set of it; a set that fits nothing is not found. */
export function listing<T>(account: Account, { path, title, items, idOf, view }: Listing<T>): Route[] {
  const show = (chosen: readonly T[]) => response(account.shuffled(chosen).map(view));
  const some = (request: SimRequest) => {
    const ids = readIdSet(param(request, 'ids'));
    const chosen = items().filter((item) => ids.has(idOf(item)));
    if (chosen.length === 0) throw notFound(`No ${title} Found`);
    return show(chosen);
  };
  return [endpoint('GET', path, () => show(items())), endpoint('GET', `${path}/{ids}`, some)];
}
