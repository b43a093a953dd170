/**
 * Kills the connector at every step by which options and products follow Brightpearl, and disturbs every write. A statement or a read
 * that comes again and again is tried where it comes first, and of the writes of one kind two. With CRASH_ALL each is tried wherever
 * it comes, and reads are disturbed as well.
 */
import { describing, firstLook } from './support/catalog-errands';
import { crashMatrix } from './support/crash-matrix';
import { isRead, type Step } from './support/probe';
import { undisturbed } from './support/recording';
import { triedOf, triesAll } from './support/tried';

/** One of the first two names of a kind steps aside. */
const MOST_WRITES = 2;

/** How both catalogs are linked is tried with stock. */
const isOwn = ({ system, action }: Step): boolean =>
  system !== 'database' || /followed_|account_(options|variations)|product_facts|catalog_issues/.test(action);

const followed = (steps: readonly Step[]): readonly Step[] =>
  triesAll ? steps : triedOf(steps, MOST_WRITES).filter(isOwn);

crashMatrix({
  name: 'catalog',
  options: { catalog: true },
  outcome: 'the right catalog',
  subject: 'the catalog',
  record: async ({ sites }) => {
    await Promise.all(sites.map(firstLook));
    return [{ name: 'describing', begin: describing, steps: followed(await undisturbed(sites, describing)) }];
  },
  isDisturbed: (step) => triesAll || !isRead(step),
});
