/**
 * One operation of the API: its path, what it takes and what it answers, beside what it does. The router and the OpenAPI
 * document are both made from these.
 */
import { Router } from 'express';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { HttpProblem } from './http-problem';

type Input<Schema extends z.ZodType | undefined> = Schema extends z.ZodType ? z.output<Schema> : undefined;

export interface Call<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** A request header, by its lower-case name. */
  readonly header: (name: string) => string | undefined;
}

export interface Endpoint {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** As Express writes it: `/orders/:store/:id`. */
  readonly path: string;
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Request headers it reads, for the document. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly answer: z.ZodType;
  /** @default `application/json` */
  readonly answerType?: 'text/csv';
  readonly run: (request: Request) => Promise<unknown>;
}

interface Definition<
  Params extends z.ZodObject | undefined,
  Query extends z.ZodObject | undefined,
  Body extends z.ZodType | undefined,
  Answer extends z.ZodType,
> {
  readonly method: Endpoint['method'];
  readonly path: string;
  readonly summary: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly headers?: Readonly<Record<string, string>>;
  readonly answer: Answer;
  readonly answerType?: Endpoint['answerType'];
  readonly handle: (call: Call<Input<Params>, Input<Query>, Input<Body>>) => Promise<z.input<Answer>>;
}

/** Checks all that came in before `handle` sees it; the first part that does not fit answers 400 with each fault. */
export function endpoint<
  Answer extends z.ZodType,
  Params extends z.ZodObject | undefined = undefined,
  Query extends z.ZodObject | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
>({ handle, ...definition }: Definition<Params, Query, Body, Answer>): Endpoint {
  const { params, query, body } = definition;
  return {
    ...(definition as Omit<Endpoint, 'run'>),
    run: (request) =>
      handle({
        params: check(params as Params, request.params, 'path'),
        query: check(query as Query, request.query, 'query'),
        body: check(body as Body, request.body ?? {}, 'body'),
        header: (name) => request.get(name),
      }),
  };
}

export function routerOf(endpoints: readonly Endpoint[]): Router {
  const router = Router();
  for (const { method, path, run, answerType } of endpoints) {
    router[method](path, async (request: Request, response: Response) => {
      response.setHeader('Cache-Control', 'no-store');
      const answer = await run(request);
      if (answerType) response.type(answerType).send(answer);
      else response.json(answer);
    });
  }
  return router;
}

function check<Schema extends z.ZodType | undefined>(schema: Schema, value: unknown, part: string): Input<Schema> {
  if (!schema) return undefined as Input<Schema>;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data as Input<Schema>;
  throw invalid(parsed.error, part);
}

function invalid(error: z.ZodError, part: string): HttpProblem {
  const errors = error.issues.map(({ path, message }) => ({ path: [part, ...path].join('.'), message }));
  const detail = errors.map(({ path, message }) => `${path}: ${message}`).join('; ');
  return new HttpProblem(400, detail, { errors });
}
