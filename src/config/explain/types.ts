/** What a check says beside mistakes: none of it keeps the connector from starting. */

/** Something that is most likely not what was meant. */
export interface ConfigWarning {
  readonly kind: 'overlap' | 'unreachable' | 'reference' | 'account';
  /** What happens, with an example where there is one. */
  readonly message: string;
  readonly fix: string;
}

export interface RouteExplained {
  readonly route: string;
  /** Which orders take it. */
  readonly orders: string;
  /** What becomes of them in Brightpearl. */
  readonly goes: string;
}

export interface StoreExplained {
  readonly store: string;
  /** In the order in which they are tried: the default comes last. */
  readonly routes: readonly RouteExplained[];
  /** One sentence per location. */
  readonly stock: readonly string[];
  /** One sentence for each price list, and for fields, options, products and contacts. */
  readonly follows: readonly string[];
}

export interface Explanation {
  readonly stores: readonly StoreExplained[];
  readonly warnings: readonly ConfigWarning[];
  /** What is right and may still surprise. */
  readonly notes: readonly string[];
}
