import { execFileSync } from 'node:child_process';
import { send, startTestApi } from './support';

/** The validator is an ES module, which jest cannot load into this process. */
const VALIDATE = `
  import { readFileSync } from 'node:fs';
  import SwaggerParser from '@apidevtools/swagger-parser';
  await SwaggerParser.validate(JSON.parse(readFileSync(0, 'utf8')));
`;

it('the OpenAPI document is valid and names every operation', async () => {
  const api = await startTestApi();
  const { text, json } = await send(`${api.url}/openapi.json`);
  await api.close();
  execFileSync(process.execPath, ['--input-type=module', '-e', VALIDATE], { input: text });
  const operations = Object.entries(json['paths'] as unknown as object).flatMap(([path, methods]) =>
    Object.keys(methods as object).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(operations.sort()).toEqual([
    'DELETE /api/mappings',
    'GET /api/attributes/{store}',
    'GET /api/attributes/{store}/explain',
    'GET /api/audit',
    'GET /api/catalog/{store}',
    'GET /api/catalog/{store}/findings.csv',
    'GET /api/customers/{store}',
    'GET /api/customers/{store}/duplicates',
    'GET /api/customers/{store}/duplicates.csv',
    'GET /api/customers/{store}/explain',
    'GET /api/inventory/{store}',
    'GET /api/inventory/{store}/explain',
    'GET /api/inventory/{store}/problems',
    'GET /api/mappings',
    'GET /api/mappings/history',
    'GET /api/mappings/{id}',
    'GET /api/orders',
    'GET /api/orders/{store}/{id}',
    'GET /api/prices/{store}',
    'GET /api/prices/{store}/explain',
    'GET /api/prices/{store}/held',
    'GET /api/prices/{store}/held.csv',
    'GET /api/products/{store}',
    'GET /api/products/{store}/explain',
    'GET /api/products/{store}/missing',
    'GET /api/products/{store}/missing.csv',
    'GET /api/products/{store}/new',
    'GET /api/products/{store}/unknown',
    'GET /api/products/{store}/unknown.csv',
    'GET /api/reports',
    'GET /api/reports/{id}',
    'GET /api/reports/{id}.csv',
    'GET /api/state',
    'POST /api/attributes/{store}/push',
    'POST /api/catalog/{store}/audit',
    'POST /api/check',
    'POST /api/customers/{store}/duplicates',
    'POST /api/customers/{store}/sync',
    'POST /api/erase',
    'POST /api/inventory/{store}/compare',
    'POST /api/inventory/{store}/link',
    'POST /api/inventory/{store}/links',
    'POST /api/inventory/{store}/push',
    'POST /api/inventory/{store}/release',
    'POST /api/inventory/{store}/unlink',
    'POST /api/orders/{store}/{id}/amend',
    'POST /api/orders/{store}/{id}/release',
    'POST /api/orders/{store}/{id}/retry',
    'POST /api/orders/{store}/{id}/skip',
    'POST /api/orders/{store}/{id}/sync',
    'POST /api/prices/{store}/push',
    'POST /api/prices/{store}/release',
    'POST /api/products/{store}/new',
    'POST /api/products/{store}/push',
    'POST /api/setup',
    'POST /api/stores/{store}/sweep',
    'PUT /api/mappings',
  ]);
});
