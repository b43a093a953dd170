/** Kills the connector, and disturbs every request, at every step by which Brightpearl gets a product from the store. */
import { crashMatrix } from './support/crash-matrix';
import { launching } from './support/new-product-errands';
import { repeated } from './support/recording';
import { triedOf } from './support/tried';

crashMatrix({
  name: 'new-products',
  outcome: 'the one product',
  subject: 'new products',
  // The first one has both catalogs read.
  record: async ({ sites }) => [
    { name: 'launching', begin: launching, steps: triedOf(await repeated(sites, launching)) },
  ],
});
