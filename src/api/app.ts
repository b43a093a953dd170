/** The HTTP side of the connector: webhooks in, operations for people and programs, health for the platform. */
import express from 'express';
import type { Express } from 'express';
import helmet from 'helmet';
import { bearerAuth } from './bearer-auth';
import type { ApiDeps } from './deps';
import { routerOf } from './endpoint';
import { healthRoutes } from './health';
import { notFound, problemHandler, requestId, requestLog } from './middleware';
import { openApiDocument } from './openapi';
import { auditOperations } from './operations/audit';
import { commandOperations } from './operations/commands';
import { connectorOperations } from './operations/connector';
import { customerOperations } from './operations/customers';
import { eraseOperations } from './operations/erase';
import { catalogOperations } from './operations/catalog';
import { attributeOperations } from './operations/attributes';
import { priceOperations } from './operations/prices';
import { newProductOperations } from './operations/new-products';
import { productOperations } from './operations/products';
import { inventoryOperations } from './operations/inventory';
import { inventoryCommands } from './operations/inventory-commands';
import { inventoryLinks } from './operations/inventory-links';
import { mappingOperations } from './operations/mappings';
import { orderOperations } from './operations/orders';
import { reportOperations } from './operations/reports';
import { bigcommerceWebhook } from './webhooks/bigcommerce';
import { brightpearlWebhook } from './webhooks/brightpearl';
import { IntakeCounts } from './webhooks/intake-counts';

const API = '/api';
/** The largest command, an amended address, stays under 2 KB. */
const JSON_LIMIT_BYTES = 65_536;

export function createApp(deps: ApiDeps): Express {
  const webhooks = new IntakeCounts();
  const operations = [
    ...orderOperations(deps),
    ...commandOperations(deps),
    ...auditOperations(deps),
    ...eraseOperations(deps),
    ...connectorOperations(deps, webhooks),
    ...reportOperations(deps),
    ...inventoryOperations(deps),
    ...inventoryCommands(deps),
    ...inventoryLinks(deps),
    ...catalogOperations(deps),
    ...newProductOperations(deps),
    ...productOperations(deps),
    ...attributeOperations(deps),
    ...priceOperations(deps),
    ...customerOperations(deps),
    ...mappingOperations(deps),
  ];
  const document = openApiDocument(operations, API);

  const app = express();
  app.disable('etag');
  // A proxy on this machine may name its caller; nobody else is believed.
  app.set('trust proxy', 'loopback');
  app.use(helmet(), requestId(), requestLog(deps.logger));
  app.use(healthRoutes(deps));
  app.get('/openapi.json', (_request, response) => {
    response.json(document);
  });
  app.use('/webhooks/bigcommerce', bigcommerceWebhook(deps, webhooks));
  app.use('/webhooks/brightpearl', brightpearlWebhook(deps, webhooks));
  if (deps.codec) app.use('/codec', deps.codec);
  // Any content type: who forgets the header still means JSON.
  app.use(
    API,
    bearerAuth(deps.token),
    express.json({ type: () => true, limit: JSON_LIMIT_BYTES }),
    routerOf(operations),
  );
  app.use(notFound, problemHandler(deps.logger));
  return app;
}
