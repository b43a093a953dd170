/** Recorded exchanges with live accounts, and fixtures written from such, among the vendors' descriptions. */
import { readFileSync } from 'node:fs';
import { specPath } from '../vendor-specs';

export interface Recording {
  readonly method: string;
  /** After `/public-api/{account}`, with the query; the whole path for the OAuth pages. */
  readonly path: string;
  readonly requestBody: unknown;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

interface Cassette {
  readonly provenance: string;
  readonly interactions: readonly {
    readonly request: { readonly method: string; readonly uri: string; readonly body: unknown };
    readonly response: {
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: unknown;
    };
  }[];
}

/** One exchange with a live account. Throws for the files that were written by hand: they prove nothing. */
export function recording(name: string, index = 0): Recording {
  const cassette = JSON.parse(
    readFileSync(specPath('brightpearl', 'ruby-brightpearl', `${name}.json`), 'utf8'),
  ) as Cassette;
  if (!cassette.provenance.startsWith('recorded')) throw new Error(`${name} was not recorded from a live account`);
  const interaction = cassette.interactions[index];
  if (!interaction) throw new Error(`${name} has no interaction ${index}`);
  const { request, response } = interaction;
  const { pathname, search } = new URL(request.uri);
  return {
    method: request.method,
    path: `${pathname.replace(/^\/public-api\/[^/]+/, '')}${search}`,
    requestBody: request.body ?? undefined,
    status: response.status,
    headers: response.headers,
    body: response.body,
  };
}

/** An answer that another client's tests were written from. */
export const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(specPath('brightpearl', 'brightpearl-api-client-java', `${name}.json`), 'utf8')) as unknown;
