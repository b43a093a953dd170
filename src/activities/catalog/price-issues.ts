/** What keeps prices from being written, as people see it: every look at an account's prices replaces what was known of them. */
import type { Refused } from '../../bigcommerce/batches';
import { CATALOG_ISSUES } from '../../domain/catalog-issues';
import type { CatalogIssueCode } from '../../domain/catalog-issues';
import type { CatalogAccountStep } from '../../domain/catalog-types';
import type { RemoteError } from '../../domain/remote-error';
import { recordKey } from '../../mapping/prices/types';
import type { HeldPrice, PricePlan, PriceUpsert } from '../../mapping/prices/types';
import type { NewCatalogIssue } from '../../store/catalog-issues';
import type { CatalogDeps } from './deps';

interface CatalogIssue extends NewCatalogIssue {
  readonly code: CatalogIssueCode;
}

export const settleIssues = (
  deps: CatalogDeps,
  { storeHash, account }: CatalogAccountStep,
  { issues, held }: PricePlan,
  refused: readonly Refused<PriceUpsert>[],
): Promise<void> => {
  const all: CatalogIssue[] = [...issues, ...held.map(heldIssue), ...refused.map(refusedIssue)];
  return deps.store.catalogIssues.replace(storeHash, `prices/${account}`, all);
};

function heldIssue({ change, reason }: HeldPrice): CatalogIssue {
  const { sku } = change;
  const what =
    reason.kind === 'fall'
      ? `would fall by ${reason.percent} %${fromTo(reason)}, more than ${reason.limitPercent} %: ${change.source}`
      : `would be deleted with ${reason.deletes} of ${reason.shown} records, more than ${reason.limitPercent} %`;
  return told('PRICE_HELD', recordKey(change), `SKU ${sku}: ${recordKey(change)} ${what}`);
}

const fromTo = ({ from, to }: Extract<HeldPrice['reason'], { kind: 'fall' }>): string =>
  from === undefined ? '' : ` (${from} to ${to})`;

const refusedIssue = ({ write, reason }: Refused<PriceUpsert>): CatalogIssue =>
  told('PRICE_REFUSED', recordKey(write), `SKU ${write.sku}: ${recordKey(write)}: ${reason}`);

export interface UnkeptPrice {
  readonly subject: string;
  readonly written: string;
  readonly shown: string;
}

export const settleUnkept = (
  deps: CatalogDeps,
  { storeHash, account }: CatalogAccountStep,
  unkept: readonly UnkeptPrice[],
): Promise<void> =>
  deps.store.catalogIssues.replace(
    storeHash,
    `kept/${account}`,
    unkept.map(({ subject, written, shown }) =>
      told('PRICE_NOT_KEPT', subject, `${subject} was set to ${written}, and shows ${shown}`),
    ),
  );

export const raiseStopped = (deps: CatalogDeps, storeHash: string, step: string, error: RemoteError): Promise<void> =>
  deps.store.catalogIssues.replace(storeHash, `stopped/${step}`, [told('CATALOG_STOPPED', step, error.message)]);

/** Only by the step that stopped: that others succeed says nothing. */
export const clearStopped = (deps: CatalogDeps, storeHash: string, step: string): Promise<void> =>
  deps.store.catalogIssues.replace(storeHash, `stopped/${step}`, []);

const told = (code: CatalogIssueCode, subject: string, what: string): CatalogIssue => ({
  code,
  subject,
  message: `${what}. ${CATALOG_ISSUES[code].fix}.`,
});
