/** The control API that only this simulator has; the shared part is in ../core/control.ts. */
import { z } from 'zod';
import { readControlBody } from '../core/control';
import type { Route, SimResponse } from '../core/http';
import type { Account } from './account';
import { contactControl } from './contact/contact-control';
import { ledger, ordersWithParts } from './ledger';
import type { AccessTokens } from './oauth/access-tokens';
import { orderControl } from './order/order-control';
import { attributeControl } from './product/attribute-control';
import { priceControl } from './product/price-routes';
import { productControl } from './product/product-control';
import type { Quota } from './quota';
import { switchesSchema } from './switches';
import { noteControl } from './warehouse/goods-out/note-control';
import { stockControl } from './warehouse/stock-control';
import { supplyControl } from './warehouse/supply-control';

const quotaBody = z.strictObject({ take: z.number().int().positive(), pool: z.string().default('private apps') });

interface Parts {
  readonly account: Account;
  readonly tokens: AccessTokens;
  readonly quota: Quota;
}

const ok = (body: unknown): SimResponse => ({ status: 200, body });

export function controlRoutes(parts: Parts): Route[] {
  const { account } = parts;
  return [
    ...contactControl(account),
    ...ledgerRoutes(account),
    ...orderControl(account),
    ...productControl(account),
    ...priceControl(account),
    ...attributeControl(account),
    ...stockControl(account),
    ...noteControl(account),
    ...supplyControl(account),
    ...settingRoutes(parts),
  ];
}

const ledgerRoutes = (account: Account): Route[] => [
  { method: 'GET', path: '/_sim/ledger', handle: () => ok(ledger(account)) },
  { method: 'GET', path: '/_sim/orders', handle: () => ok({ orders: ordersWithParts(account) }) },
];

const settingRoutes = ({ account, tokens, quota }: Parts): Route[] => [
  { method: 'GET', path: '/_sim/switches', handle: () => ok(account.switches) },
  {
    method: 'POST',
    path: '/_sim/switches',
    handle: (request) => {
      account.setSwitches(readControlBody(switchesSchema.partial(), request));
      return ok(account.switches);
    },
  },
  {
    method: 'POST',
    path: '/_sim/quota',
    handle: (request) => {
      const { take, pool } = readControlBody(quotaBody, request);
      quota.take(pool, take);
      return ok(quota.headers(pool));
    },
  },
  { method: 'POST', path: '/_sim/oauth/codes', handle: () => ok({ code: tokens.newCode() }) },
];
