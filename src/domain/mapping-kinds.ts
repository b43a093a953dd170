/** What operators may map over the configuration file's rules: a closed set, each kind with the schema of its target. */
import { z } from 'zod';
import type { IssueCode } from './issues';

interface MappingKindFacts {
  /** What the source is, for people. */
  readonly source: string;
  readonly target: z.ZodObject;
  /** Issues of orders that a mapping of this kind can end. */
  readonly frees: readonly IssueCode[];
}

const id = z.int().min(0);

export const MAPPING_KINDS = {
  product: {
    source: 'SKU as the store writes it',
    target: z.strictObject({ sku: z.string().trim().min(1).max(120).describe("Brightpearl's SKU of the product") }),
    frees: ['UNKNOWN_SKU', 'DUPLICATE_SKU'],
  },
  'shipping-method': {
    source: 'shipping method as the order has it',
    target: z.strictObject({ id: id.describe("Brightpearl's id of the shipping method") }),
    frees: ['NO_SHIPPING_METHOD'],
  },
  'payment-method': {
    source: 'payment method as the order or the transaction has it',
    target: z.strictObject({ code: z.string().trim().min(1).max(60).describe("Brightpearl's payment method code") }),
    frees: ['NO_PAYMENT_METHOD'],
  },
  'tax-class': {
    source: 'tax class as the tax details of the order name it',
    target: z.strictObject({ code: z.string().trim().min(1).max(60).describe("Brightpearl's tax code") }),
    frees: ['NO_TAX_CODE'],
  },
} as const satisfies Record<string, MappingKindFacts>;

export type MappingKind = keyof typeof MAPPING_KINDS;

export const mappingKindSchema = z.enum(Object.keys(MAPPING_KINDS) as [MappingKind, ...MappingKind[]]);

/** Absent: every store, or every account. */
export interface MappingScope {
  readonly store?: string | undefined;
  readonly account?: string | undefined;
}

export interface MappingKey extends MappingScope {
  readonly kind: MappingKind;
  readonly source: string;
}

/** One mapping as it applies to a store and an account. */
export type AppliedMapping = {
  readonly [Kind in MappingKind]: {
    readonly kind: Kind;
    readonly source: string;
    readonly target: z.output<(typeof MAPPING_KINDS)[Kind]['target']>;
  };
}[MappingKind];

/** Two texts that map alike are one source: a SKU by its letters, names whatever their case. */
export const sourceKey = (kind: MappingKind, source: string): string =>
  kind === 'product' ? source.trim() : source.trim().toLowerCase();

const ANY = '*';

/** As it is stored: `*` stands for all. */
export const scopeText = ({ store = ANY, account = ANY }: MappingScope): string => `${store}/${account}`;

export function readScope(text: string): MappingScope {
  const [store = ANY, account = ANY] = text.split('/');
  return { ...(store === ANY ? {} : { store }), ...(account === ANY ? {} : { account }) };
}

/** Scopes that cover a store and an account; the first one that has a mapping wins. */
export const scopesOver = (store: string, account: string): readonly string[] => [
  scopeText({ store, account }),
  scopeText({ store }),
  scopeText({ account }),
  scopeText({}),
];
