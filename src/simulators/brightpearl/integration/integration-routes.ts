import { z } from 'zod';
import type { Route, SimRequest } from '../../core/http';
import type { Account } from '../account';
import { instanceIdFor, type AppIdentity } from '../credentials';
import { endpoint, NOTHING, numericParam, param, readBody, response } from '../endpoint';
import { badRequest, notFound } from '../failure';
import { readIdSet } from '../id-set';
import type { Webhook } from '../records';
import { isSubscribable } from './webhook-events';

const webhookBody = z.object({
  subscribeTo: z.string(),
  httpMethod: z.enum(['GET', 'POST', 'PUT', 'DELETE']),
  uriTemplate: z.string().min(1),
  bodyTemplate: z.string().nullish(),
  contentType: z.string().nullish(),
  idSetAccepted: z.boolean().nullish(),
  qualityOfService: z.union([z.literal(0), z.literal(1)]).nullish(),
});

export function integrationRoutes(account: Account, app: AppIdentity): Route[] {
  return [
    endpoint('GET', '/integration-service/account-configuration', () => response(configuration(account))),
    endpoint('GET', '/integration-service/integration/instance', (request) => instance(account, app, request)),
    endpoint('POST', '/integration-service/webhook', (request) => response(postWebhook(account, request))),
    endpoint('GET', '/integration-service/webhook', () => response([...account.state.webhooks.values()])),
    endpoint('GET', '/integration-service/webhook/{ids}', (request) => getWebhooks(account, request)),
    endpoint('DELETE', '/integration-service/webhook/{id}', (request) => {
      const deleted = account.state.webhooks.delete(numericParam(request, 'id'));
      if (!deleted) throw notFound(`Cannot find webhook: ${param(request, 'id')}`);
      return NOTHING;
    }),
  ];
}

/** A map of texts, numbers and flags included. */
function configuration(account: Account): Readonly<Record<string, string>> {
  const { lists } = account.state;
  return {
    baseCurrencyCode: lists.baseCurrency,
    timeZone: account.timeZone,
    taxSchemeCode: lists.taxScheme,
    defaultTaxRateId: String(lists.taxCodes.find(({ rate }) => rate > 0)?.id),
    cancelledOrderStatusId: String(lists.cancelledStatusId),
    newSalesOrderStatusId: String(lists.newOrderStatusId),
    newSalesCreditStatusId: String(lists.newCreditStatusId),
    invoicedOrderStatusId: String(lists.invoicedStatusId),
    salesNominalCode: '4000',
    shippingNominalCode: '4040',
    discountNominalCode: '4010',
    roundingCorrectionsNominalCode: '7905',
    multipleWarehouseEnabled: 'true',
    productWeightUnit: 'LB',
  };
}

function instance(account: Account, app: AppIdentity, request: SimRequest) {
  const installedIntegrationInstanceId = instanceIdFor(account, app, request);
  if (installedIntegrationInstanceId === undefined) throw notFound('No integration instance found');
  return response({ installedIntegrationInstanceId, installedIntegrationId: 7, instanceName: app.appRef });
}

/** The same subscription posted twice is two webhooks, and two deliveries. */
function postWebhook(account: Account, request: SimRequest): number {
  const body = readBody(webhookBody, request, 'INTC-901');
  if (!isSubscribable(body.subscribeTo)) {
    throw badRequest('INTC-064', `${body.subscribeTo} either does not exist or cannot be subscribed too`);
  }
  const sendsBody = body.httpMethod === 'POST' || body.httpMethod === 'PUT';
  if (sendsBody && (!body.bodyTemplate || !body.contentType)) {
    throw badRequest('INTC-902', 'bodyTemplate and contentType are required for POST and PUT');
  }
  const webhook: Webhook = {
    id: account.state.nextId('webhook'),
    subscribeTo: body.subscribeTo,
    httpMethod: body.httpMethod,
    uriTemplate: body.uriTemplate,
    bodyTemplate: body.bodyTemplate ?? undefined,
    contentType: body.contentType ?? undefined,
    idSetAccepted: body.idSetAccepted ?? false,
    qualityOfService: body.qualityOfService ?? 0,
  };
  account.state.webhooks.set(webhook.id, webhook);
  return webhook.id;
}

function getWebhooks(account: Account, request: SimRequest) {
  const ids = readIdSet(param(request, 'ids'));
  const found = [...account.state.webhooks.values()].filter(({ id }) => ids.has(id));
  if (found.length === 0) throw notFound(`No webhooks available in ID Set ${param(request, 'ids')}`);
  return response(found);
}
