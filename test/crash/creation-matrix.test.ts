/** Kills the connector, and disturbs every request, at every step by which the store gets products that only Brightpearl has. */
import { crashMatrix } from './support/crash-matrix';
import { creating } from './support/creation-errands';
import type { Step } from './support/probe';
import { repeated } from './support/recording';
import { triedOf, triesAll } from './support/tried';

/** How catalogs are linked, and prices set, is tried with stock and with prices. */
const isOwn = ({ system, action }: Step): boolean =>
  system !== 'database' || /(missing|followed)_products|product_links/.test(action);

const own = (steps: readonly Step[]): readonly Step[] => (triesAll ? steps : triedOf(steps).filter(isOwn));

crashMatrix({
  name: 'creation',
  options: { creates: true },
  outcome: 'each product once',
  subject: 'creation',
  // The first look has both catalogs read.
  record: async ({ sites }) => [{ name: 'creating', begin: creating, steps: own(await repeated(sites, creating)) }],
});
