/** How a pass over an order ends, and how what is found on the way adds up. */
import type { Issue } from '../../domain/issues';

export type PassOutcome =
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'synced';
      readonly hash: string;
      readonly salesOrderIds: readonly number[];
      /** In step, as both sides cancelled it. */
      readonly cancelled?: boolean;
    }
  | { readonly kind: 'skipped'; readonly reason: string }
  | { readonly kind: 'held'; readonly rule: string; readonly reason: string; readonly until: string | null }
  | { readonly kind: 'attention'; readonly issue: Issue; readonly salesOrderIds: readonly number[] };

/** The first issue is the order's; the others are its details. */
export function attention(issues: readonly Issue[]): Extract<PassOutcome, { kind: 'attention' }> {
  const [first, ...rest] = issues;
  if (!first) throw new Error('planOrder answered "issues" without an issue');
  const more = rest.length === 0 ? first : { ...first, details: { ...first.details, more: rest } };
  return { kind: 'attention', issue: more, salesOrderIds: [] };
}

/** The order's own part of the version's hash comes first. */
export function withOrderHash(outcome: PassOutcome, orderHash: string): PassOutcome {
  if (outcome.kind !== 'synced') return outcome;
  return { ...outcome, hash: outcome.hash.replace(/^[^.]*/, orderHash) };
}

/** What stands in the way after the sale is shown like what stands in the way of an import, and behind it. */
export function withIssues(outcome: PassOutcome, issues: readonly Issue[]): PassOutcome {
  if (issues.length === 0) return outcome;
  if (outcome.kind !== 'attention') {
    return { ...attention(issues), salesOrderIds: outcome.kind === 'synced' ? outcome.salesOrderIds : [] };
  }
  const { issue, salesOrderIds } = outcome;
  const more = (issue.details?.['more'] ?? []) as readonly Issue[];
  return {
    kind: 'attention',
    issue: { ...issue, details: { ...issue.details, more: [...more, ...issues] } },
    salesOrderIds,
  };
}
