/** Where both systems deliver their webhooks to, and how ours are told from forged ones. */

/** Header that BigCommerce sends back with every delivery, set at registration. */
export const WEBHOOK_SECRET_HEADER = 'x-connector-secret';

export const WEBHOOK_PATHS = {
  bigcommerce: (storeHash: string): string => `/webhooks/bigcommerce/${storeHash}`,
  brightpearl: (account: string): string => `/webhooks/brightpearl/${account}`,
} as const;
