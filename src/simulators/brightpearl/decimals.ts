import { Decimal as SharedDecimal } from 'decimal.js';

/** A constructor of the simulator's own, out of reach of settings made elsewhere. */
export const Decimal = SharedDecimal.clone({ precision: 40, rounding: SharedDecimal.ROUND_HALF_UP });
export type Decimal = SharedDecimal;

export const ZERO: Decimal = new Decimal(0);

export const sum = (amounts: readonly Decimal[]): Decimal => amounts.reduce((total, next) => total.plus(next), ZERO);

export const round2 = (amount: Decimal): Decimal => amount.toDecimalPlaces(2);

/** `10.00`: totals and taxes. */
export const twoDigits = (amount: Decimal): string => amount.toFixed(2);

/** `10.0000`: row nets, quantities and prices. */
export const fourDigits = (amount: Decimal): string => amount.toFixed(4);

/** `1.000000`: exchange rates. */
export const sixDigits = (amount: Decimal): string => amount.toFixed(6);
