/** Nominal codes, tax codes and payment methods. */
import type { TaxScheme } from '../reference-lists';

export interface TaxCode {
  readonly id: number;
  readonly code: string;
  readonly description: string;
  /** Percent. The API leaves a rate of 0 out. */
  readonly rate: number;
}

const VAT_CODES: readonly TaxCode[] = [
  { id: 1, code: 'T9', description: 'Outside the scope of VAT', rate: 0 },
  { id: 2, code: 'T0', description: 'Zero rated', rate: 0 },
  { id: 6, code: 'T5', description: 'Lower rate', rate: 5 },
  { id: 7, code: 'T20', description: 'Standard rate', rate: 20 },
];

const SALES_TAX_CODES: readonly TaxCode[] = [
  { id: 1, code: '-', description: 'Outside scope', rate: 0 },
  { id: 2, code: 'T', description: 'Taxable', rate: 8.25 },
  { id: 3, code: 'NT', description: 'Non-taxable', rate: 0 },
];

export const taxCodes = (scheme: TaxScheme): readonly TaxCode[] => (scheme === 'VAT' ? VAT_CODES : SALES_TAX_CODES);

export interface Nominal {
  readonly code: string;
  readonly name: string;
  /** The account's own numbering of kinds; 1 assets, 2 liabilities, 4 income, 5 direct costs, 7 overheads. */
  readonly type: number;
  readonly bank: boolean;
}

const nominal = (code: string, name: string, bank = false): Nominal => ({ code, name, type: Number(code[0]), bank });

export const NOMINALS: readonly Nominal[] = [
  nominal('1001', 'Stock'),
  nominal('1100', 'Accounts receivable'),
  nominal('1200', 'Bank current account', true),
  nominal('1210', 'Card gateway clearing', true),
  nominal('1220', 'PayPal', true),
  nominal('1230', 'Gift certificates redeemed', true),
  nominal('2150', 'Gift certificates outstanding'),
  nominal('2160', 'Store credit outstanding'),
  nominal('2200', 'Sales tax control'),
  nominal('4000', 'Sales'),
  nominal('4010', 'Discounts given'),
  nominal('4040', 'Shipping income'),
  nominal('4050', 'Handling and gift wrapping income'),
  nominal('5000', 'Cost of goods sold'),
  nominal('7905', 'Rounding corrections'),
];

export interface PaymentMethod {
  readonly id: number;
  readonly name: string;
  readonly code: string;
  readonly isActive: boolean;
  readonly bankNominal: string;
}

export const PAYMENT_METHODS: readonly PaymentMethod[] = [
  { id: 1, name: 'Card', code: 'CARD', isActive: true, bankNominal: '1210' },
  { id: 2, name: 'PayPal', code: 'PAYPAL', isActive: true, bankNominal: '1220' },
  { id: 3, name: 'Bank transfer', code: 'BANK', isActive: true, bankNominal: '1200' },
  { id: 4, name: 'Gift certificate', code: 'GIFTCERT', isActive: true, bankNominal: '1230' },
  { id: 5, name: 'Store credit', code: 'STORECREDIT', isActive: true, bankNominal: '1230' },
  { id: 6, name: 'Cheque', code: 'CHEQUE', isActive: false, bankNominal: '1200' },
];
