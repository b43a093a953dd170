/** The OpenAPI 3.1 document of the operations API, made from its endpoints. */
import { z } from 'zod';
import type { Endpoint } from './endpoint';

const PROBLEM = {
  description: 'A problem, as RFC 9457 has it',
  content: {
    'application/problem+json': {
      schema: {
        type: 'object',
        required: ['type', 'title', 'status', 'detail', 'requestId'],
        properties: {
          type: { type: 'string' },
          title: { type: 'string' },
          status: { type: 'integer' },
          detail: { type: 'string' },
          requestId: { type: 'string' },
          errors: { type: 'array', items: { type: 'object' } },
        },
      },
    },
  },
};

export function openApiDocument(endpoints: readonly Endpoint[], basePath: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const endpoint of endpoints) {
    const path = `${basePath}${endpoint.path.replaceAll(/:(\w+)/g, '{$1}')}`;
    paths[path] = { ...paths[path], [endpoint.method]: operation(endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'BigCommerce-Brightpearl connector: operations', version: '1' },
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    paths,
  };
}

function operation(endpoint: Endpoint): Record<string, unknown> {
  const { method, path, summary, params, query, body, headers, answer, answerType = 'application/json' } = endpoint;
  return {
    operationId: `${method}${path.replaceAll(/[/:.]+(\w)/g, (_match, letter: string) => letter.toUpperCase())}`,
    summary,
    parameters: [...fieldsOf(params, 'path'), ...fieldsOf(query, 'query'), ...headersOf(headers)],
    ...(body ? { requestBody: { content: { 'application/json': { schema: schemaOf(body, 'input') } } } } : {}),
    responses: {
      200: { description: 'Done', content: { [answerType]: { schema: schemaOf(answer, 'output') } } },
      default: PROBLEM,
    },
  };
}

function fieldsOf(schema: z.ZodObject | undefined, place: 'path' | 'query') {
  return Object.entries(schema?.shape ?? {}).map(([name, field]) => {
    const { description, ...type } = schemaOf(field as z.ZodType, 'input');
    const isRequired = place === 'path';
    return { name, in: place, required: isRequired, ...(description ? { description } : {}), schema: type };
  });
}

const headersOf = (headers: Endpoint['headers'] = {}) =>
  Object.entries(headers).map(([name, description]) => ({
    name,
    in: 'header',
    required: false,
    description,
    schema: { type: 'string' },
  }));

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _dialect, ...document } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return document;
}
