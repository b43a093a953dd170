/**
 * A tolerant view of connector.yaml: whatever cannot be read is absent, so that a file with a bad value in one place is
 * still checked everywhere else.
 */
import { z } from 'zod';

const text = z.string().optional().catch(undefined);
const seconds = (otherwise: number) => z.number().catch(otherwise);
const listOf = <T extends z.ZodType>(item: T) => z.array(item).catch([]);

const NO_RULES = { giftMessage: {}, options: {}, customFields: [], reporting: { customFields: [] } };

const authView = z.looseObject({ tokenEnv: text, refreshTokenEnv: text }).catch({});

const fieldsView = listOf(z.looseObject({ code: text }).catch({}));
const fieldView = z.looseObject({ customField: text }).catch({});

const rulesView = z
  .looseObject({
    reference: text,
    referencePrefix: text,
    giftMessage: fieldView,
    options: fieldView,
    customFields: fieldsView,
    reporting: z.looseObject({ customFields: fieldsView }).catch({ customFields: [] }),
  })
  .catch(NO_RULES);

const routeView = z
  .looseObject({ name: text, store: text, account: text, default: z.boolean().catch(false), rules: rulesView })
  .catch({ default: false, rules: NO_RULES });

const feedView = z
  .looseObject({ location: z.number().default(1).catch(0), account: text, warehouses: listOf(z.number().catch(0)) })
  .catch({ location: 0, account: undefined, warehouses: [] });

const stockRuleView = z
  .looseObject({
    when: z
      .looseObject({ location: z.union([z.number(), z.array(z.number())]).optional() })
      .prefault({})
      .catch({}),
  })
  .catch({ when: {} });

const stockView = z
  .looseObject({
    feeds: listOf(feedView),
    rules: listOf(stockRuleView),
    debounceSeconds: seconds(2),
    debounceCeilingSeconds: seconds(15),
  })
  .optional()
  .catch(undefined);

const pricesView = z
  .looseObject({
    rules: listOf(
      z.looseObject({ account: text, to: z.unknown(), field: z.string().catch('price') }).catch({ field: '', to: '' }),
    ),
  })
  .optional()
  .catch(undefined);

const attributesView = z.looseObject({ account: text }).optional().catch(undefined);

const productsView = z
  .looseObject({
    account: text,
    create: text,
    fields: listOf(z.looseObject({ field: z.unknown() }).catch({ field: '' })),
  })
  .optional()
  .catch(undefined);

const newProductsView = z
  .array(z.looseObject({ account: text }).catch({}))
  .optional()
  .catch(undefined);

const customersView = z
  .looseObject({
    create: text,
    createIn: listOf(text),
    groups: listOf(
      z
        .looseObject({
          group: z.number().catch(-1),
          account: text,
          priceListId: z.unknown().optional(),
          taxCodeId: z.unknown().optional(),
        })
        .catch({ group: -1, account: undefined }),
    ),
  })
  .optional()
  .catch(undefined);

export const fileView = z.looseObject({
  stores: listOf(
    z
      .looseObject({
        hash: text,
        name: text,
        tokenEnv: text,
        clientSecretEnv: text,
        defaultRoute: text,
        stock: stockView,
        prices: pricesView,
        attributes: attributesView,
        products: productsView,
        newProducts: newProductsView,
        customers: customersView,
      })
      .catch({}),
  ),
  accounts: listOf(z.looseObject({ code: text, name: text, auth: authView }).catch({ auth: {} })),
  routes: listOf(routeView),
  timings: z
    .looseObject({
      sweepOverlapMinutes: seconds(10),
      searchLagSeconds: seconds(30),
      retryInitialMs: seconds(1_000),
      retryMaxMs: seconds(300_000),
      requestTimeoutSeconds: seconds(30),
      activityTimeoutSeconds: seconds(120),
    })
    .catch({
      sweepOverlapMinutes: 10,
      searchLagSeconds: 30,
      retryInitialMs: 1_000,
      retryMaxMs: 300_000,
      requestTimeoutSeconds: 30,
      activityTimeoutSeconds: 120,
    }),
});

export type FileView = z.output<typeof fileView>;

/** One mistake that no single value shows. */
export interface Finding {
  readonly path: readonly PropertyKey[];
  /** The value as written, when showing it helps. */
  readonly value?: string | number | undefined;
  readonly message: string;
  readonly fix: string;
}
