/** Task queue names, and nothing else builds one. One hanging account or store must stop nobody else: each has its own. */

export const orchestrateQueue = (prefix: string): string => `${prefix}/orchestrate`;
export const brightpearlQueue = (prefix: string, account: string): string => `${prefix}/bp/${account}`;
export const bigcommerceQueue = (prefix: string, storeHash: string): string => `${prefix}/bc/${storeHash}`;
