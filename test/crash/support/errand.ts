/** What a case is about: something that happens at a site, and how it must end. */
import { differenceOf, ledgerOf, type Ledger } from './ledger';
import { restOf } from './settling';
import type { Site } from './site';

export interface Errand {
  /** Undefined when all has come to rest; otherwise where it stood when the patience ended. */
  rest(): Promise<string | undefined>;
  /** What is not as it must be then; undefined when all is. */
  difference(): Promise<string | undefined>;
}

export interface Begin {
  /** Lets it happen, and waits for nothing. */
  (site: Site): Errand;
  /** Brings the site to where it begins; nothing of that is a step of it. */
  readonly prepare?: (site: Site) => Promise<void>;
}

/** A shopper buys; the order must come to the same ledger as the undisturbed one. */
export const importing =
  ({ ledger }: { readonly ledger: Ledger }): Begin =>
  (site) => {
    const order = site.place();
    return {
      rest: () => restOf(site, order),
      difference: async () => differenceOf(ledger, await ledgerOf(site, order)),
    };
  };
