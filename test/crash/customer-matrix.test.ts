/** Kills the connector, and disturbs every request, at every step by which a contact follows its customer, or is made of one. */
import { crashMatrix } from './support/crash-matrix';
import { following, registering } from './support/customer-errands';
import { repeated, undisturbed } from './support/recording';
import { triedOf } from './support/tried';

crashMatrix({
  name: 'customers',
  options: { customers: true },
  outcome: 'the right contact',
  subject: 'customers',
  record: async ({ sites }) => [
    // The first change takes over what the order wrote.
    { name: 'following', begin: following, steps: triedOf(await repeated(sites, following)) },
    { name: 'registering', begin: registering, steps: triedOf(await undisturbed(sites, registering)) },
  ],
});
