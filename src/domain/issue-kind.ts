/** What is said of every issue of a kind, in the catalogues of issues. */
export interface IssueKind {
  /** In plain words, for an ops person. */
  readonly title: string;
  /** What usually fixes it, imperative. */
  readonly fix: string;
  /** `person`: waits for a decision or a change; `self`: tried again until it works. */
  readonly clears: 'person' | 'self';
}
