/** What a proof of the order's totals needs and gives. */
import type { Money } from '../domain/money';
import type { Basis } from './bases';
import type { Amendments } from './types';

/** A sum of rows with its tax. */
export interface Total {
  readonly gross: Money;
  readonly tax: Money;
}

export interface Proven {
  readonly basis: Basis;
  /** What the document must come to: the store's total, with any tender that the store had taken off it. */
  readonly expected: Total;
  /** Still missing from the rows after rounding; posted on the rounding nominal, or on the one a person named. */
  readonly residue: Total & { readonly nominal?: string };
  /** Each amount was rounded before it was added up, not after. */
  readonly roundedEach: boolean;
}

export interface ProofInput {
  readonly orderId: number;
  readonly total: Total;
  /** Digits of the currency's smallest unit. */
  readonly digits: number;
  /** Rounding may not be more than this many smallest units (also one per row). */
  readonly maxUnits: number;
  readonly acceptedDifference: Amendments['acceptedDifference'];
  /** The only reading to consider, by its title: a person said that it is the right one. */
  readonly onlyBasis: Amendments['basis'];
  /** Tax code by charge key. */
  readonly codeOf: (key: string) => string;
  /** Readings in which a residue is allowed: those of the mode that the order declares. */
  readonly mayRound: (basis: Basis) => boolean;
}
