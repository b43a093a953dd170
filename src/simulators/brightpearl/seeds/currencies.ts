import { Decimal, sixDigits } from '../decimals';

export interface Currency {
  readonly id: number;
  readonly title: string;
  readonly code: string;
  readonly symbol: string;
  /** Units of this currency for one of the base currency, 6 decimals. */
  readonly exchangeRate: string;
  readonly isDefault: boolean;
}

/** Units of each currency for one US dollar. */
const PER_DOLLAR = [
  ['USD', 'US Dollar', '$', '1'],
  ['EUR', 'Euro', '€', '0.92'],
  ['GBP', 'Pound Sterling', '£', '0.79'],
  ['JPY', 'Japanese Yen', '¥', '151.35'],
  ['KWD', 'Kuwaiti Dinar', 'د.ك', '0.307'],
  ['CAD', 'Canadian Dollar', 'C$', '1.365'],
  ['AUD', 'Australian Dollar', 'A$', '1.525'],
] as const;

/** The account's currency table. Throws when the base currency is not one of the seven. */
export function currencies(base: string): Currency[] {
  const ofBase = PER_DOLLAR.find(([code]) => code === base);
  if (!ofBase) throw new RangeError(`${base} cannot be the base currency of a simulated account`);
  return PER_DOLLAR.map(([code, title, symbol, perDollar], index) => ({
    id: index + 1,
    title,
    code,
    symbol,
    exchangeRate: sixDigits(new Decimal(perDollar).div(ofBase[3])),
    isDefault: code === base,
  }));
}
