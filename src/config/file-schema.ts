/**
 * connector.yaml, version 1. Every object is strict: an unknown key is a mistake, not an extension.
 */
import { z } from 'zod';
import { matchingSchema } from './matching-schema';
import { attributesSchema } from './attributes-schema';
import { newProductsSchema } from './new-products-schema';
import { productsSchema } from './products-schema';
import { priceRulesSchema } from '../mapping/prices/rule-schema';
import { routeRulesSchema } from '../mapping/rules';
import { customersSchema } from './customers-schema';
import { fault } from './fault';
import { apiUrl, day, duration, instant, label, positiveId, publicUrl, variableName } from './fields';
import { stockSchema } from './stock-schema';

const quota = z.strictObject({
  reserve: z
    .int()
    .min(0)
    .describe('Requests of each quota window that the connector leaves to your other apps.')
    .default(0),
});

const store = z.strictObject({
  hash: z
    .string()
    .regex(
      /^[a-z0-9]{3,20}$/,
      fault('is not a store hash', 'Copy it from the API path, https://api.bigcommerce.com/stores/<hash>/'),
    )
    .describe('The identity of the store in BigCommerce. It becomes part of the references in Brightpearl.'),
  name: label.describe('What people call the store.'),
  apiUrl: apiUrl.default('https://api.bigcommerce.com'),
  tokenEnv: variableName.describe('Environment variable with the access token of the API account.'),
  clientSecretEnv: variableName
    .describe('Environment variable with the client secret; webhook signatures are checked with it.')
    .optional(),
  webhookSecretEnv: variableName
    .describe(
      'Environment variable with a secret that BigCommerce is to send with every webhook; one is derived otherwise.',
    )
    .optional(),
  cutover: instant.describe('Orders created before this moment are not imported.'),
  quota: quota.prefault({}),
  defaultRoute: z
    .enum(['required', 'none'])
    .default('required')
    .describe('none: the store has no default route, and an order that fits none of its routes stops with NO_ROUTE.'),
  stock: stockSchema.describe('Stock levels from Brightpearl. Absent: they are not synced.').optional(),
  matching: matchingSchema.describe('How products are told apart. Absent: by their SKUs.').optional(),
  attributes: attributesSchema
    .describe("How options and their values follow Brightpearl's. Absent: they are left alone.")
    .optional(),
  products: productsSchema
    .describe('Fields of products from Brightpearl, by rule. Absent: products are left alone.')
    .optional(),
  newProducts: newProductsSchema
    .describe(
      'What products are made with that somebody has made in Brightpearl from the store, by account. Absent: none can be.',
    )
    .optional(),
  prices: priceRulesSchema.describe('Prices from Brightpearl price lists. Absent: they are left alone.').optional(),
  customers: customersSchema
    .describe('How the contacts of its customers are kept. Absent: only orders make contacts, and none is changed.')
    .optional(),
});

const privateAppAuth = z.strictObject({
  kind: z.literal('private-app'),
  appRefEnv: variableName.describe('Environment variable with the app reference.'),
  tokenEnv: variableName.describe('Environment variable with the account token.'),
});

const oauthAuth = z.strictObject({
  kind: z.literal('oauth'),
  appRef: label,
  devRef: label,
  clientId: label,
  clientSecretEnv: variableName.optional(),
  refreshTokenEnv: variableName.describe('Environment variable with the first refresh token; later ones are stored.'),
  tokenUrl: apiUrl.describe('Where tokens are refreshed, like https://oauth.brightpearl.com/token/<account>.'),
});

const account = z.strictObject({
  code: z
    .string()
    .regex(
      /^[A-Za-z0-9_-]{1,40}$/,
      fault('is not an account code', 'Write the code from the address of your Brightpearl account'),
    )
    .describe('The code of the Brightpearl account.'),
  name: label.describe('What people call the account.'),
  apiUrl: apiUrl.describe("The account's API address, like https://euw1.brightpearlconnect.com."),
  auth: z.discriminatedUnion('kind', [privateAppAuth, oauthAuth]),
  instanceId: positiveId
    .describe('Installed integration instance id. With it, Brightpearl itself refuses a second sales order.')
    .optional(),
  closedUntil: day.describe('Last day of the closed accounting periods.').optional(),
  quota: quota.prefault({}),
});

const country = z
  .string()
  .regex(/^[A-Z]{2}$/, fault('is not a country code', 'Write two capital letters (ISO 3166), like GB'));
const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, fault('is not a currency code', 'Write three capital letters (ISO 4217), like GBP'));
const some = <T extends z.ZodType>(item: T) =>
  z.array(item).min(1, fault('is empty', 'List at least one, or leave the condition out'));

const route = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, fault('is not a route name', 'Use lower-case letters, digits and hyphens'))
    .describe('Unique; shown on the board.'),
  store: z.string().describe('Hash of the store.'),
  account: z.string().describe('Code of the account.'),
  default: z.boolean().describe("Takes the store's orders that no other route takes. One per store.").optional(),
  match: z
    .strictObject({
      channels: some(positiveId).describe('BigCommerce channel ids.').optional(),
      shipToCountries: some(country).optional(),
      currencies: some(currency).optional(),
      customerGroups: some(z.int().min(0))
        .describe('BigCommerce customer group ids; guests are in group 0.')
        .optional(),
    })
    .describe('Conditions that an order must all meet; one left out accepts everything.')
    .prefault({}),
  rules: routeRulesSchema,
});

const timings = z.strictObject({
  settleSeconds: duration(0, 600).default(20).describe('How long a finished order waits for echoes of our own writes.'),
  recheckSeconds: duration(0, 60)
    .default(3)
    .describe('How long to wait before an order that does not fit is read once more: its parts may still be arriving.'),
  sweepMinutes: duration(0.01, 1440).default(5).describe('How often changed orders are looked for without a webhook.'),
  sweepOverlapMinutes: duration(0, 1440).default(10).describe('How far each sweep looks back over the last one.'),
  searchLagSeconds: duration(0, 600).default(30).describe("How long Brightpearl's search may not show a new record."),
  noteGatherSeconds: duration(0, 60)
    .default(2)
    .describe('How long to wait for more goods-out and drop-ship notes after one: a burst is read at once.'),
  shippedNoteDays: duration(0, 60)
    .default(2)
    .describe('For how long a note that was shipped is read again, for a tracking number that is corrected late.'),
  requestTimeoutSeconds: duration(0.1, 120).default(30).describe('Limit of one request to either system.'),
  activityTimeoutSeconds: duration(1, 3600)
    .default(120)
    .describe('Limit of one step, a handful of requests. The step of a process that died is tried again after it.'),
  takeoverSeconds: duration(1, 60)
    .default(10)
    .describe('How long a workflow waits for the process that last worked on it before another one takes it over.'),
  retryInitialMs: duration(10, 60_000).default(1_000).describe('First delay before a failed step is tried again.'),
  retryMaxMs: duration(10, 3_600_000).default(300_000).describe('Longest delay between two tries.'),
});

const audit = z.strictObject({
  retentionDays: z.int().min(1).default(90).describe('How long exchanges are kept.'),
  maxBodyBytes: z.int().min(0).max(1_048_576).default(65_536).describe('Longer bodies are cut in the audit trail.'),
});

export const fileSchema = z.strictObject({
  version: z.literal(1).describe('Version of this format.'),
  taskQueuePrefix: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, fault('is not a queue prefix', 'Use lower-case letters, digits and hyphens'))
    .default('connector')
    .describe('Connectors that share a Temporal namespace need different prefixes.'),
  webhooks: z
    .strictObject({ publicUrl: publicUrl.describe('Where both systems reach this service.').optional() })
    .prefault({}),
  stores: z.array(store).min(1, fault('is empty', 'Add at least one store')),
  accounts: z.array(account).min(1, fault('is empty', 'Add at least one account')),
  routes: z.array(route).min(1, fault('is empty', 'Add at least one route')),
  timings: timings.prefault({}),
  audit: audit.prefault({}),
});

export type FileConfig = z.output<typeof fileSchema>;
