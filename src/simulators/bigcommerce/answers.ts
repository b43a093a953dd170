import type { z } from 'zod';
import type { SimRequest, SimResponse } from '../core/http';
import type { BigCommerceSwitches } from './switches';

/** Where both API versions document their errors; part of every V3 error. */
const ERROR_TYPE = 'https://developer.bigcommerce.com/api-docs/getting-started/api-status-codes';

const DEFAULT_PAGE_SIZE = 50;
/** https://developer.bigcommerce.com/docs/start/about/common-query-params */
const LARGEST_PAGE_SIZE = 250;

export const v2Answer = (body: unknown): SimResponse => ({ status: 200, body });

/** V2 errors are arrays of `{status, message}`, of an invalid field with the reason. */
export const v2Error = (status: number, message: string, reason?: string): SimResponse => ({
  status,
  body: [{ status, message, ...(reason === undefined ? {} : { details: { invalid_reason: reason } }) }],
});

export const v2Invalid = (field: string, reason?: string): SimResponse =>
  v2Error(400, `The field '${field}' is invalid.`, reason);

export const v2Missing = (field: string): SimResponse =>
  v2Error(400, `The required field '${field}' was not supplied.`);

export const v2Unsupported = (field: string): SimResponse =>
  v2Error(400, `The field '${field}' is not supported by this resource.`);

export const v2ReadOnly = (field: string): SimResponse =>
  v2Error(400, `The field '${field}' cannot be written to. Please remove it from your request before trying again.`);

export const v2NotFound = (): SimResponse => v2Error(404, 'The requested resource was not found.');

export const v3Answer = (data: unknown, meta: unknown = {}): SimResponse => ({ status: 200, body: { data, meta } });

/** V3 errors are objects of status, title, type and, where fields are to blame, errors by field. */
export const v3Error = (status: number, title: string, errors: Record<string, string> = {}): SimResponse => ({
  status,
  body: { status, title, type: ERROR_TYPE, ...(Object.keys(errors).length > 0 ? { errors } : {}) },
});

/** The answer to a body that does not fit its schema. */
export const v3Invalid = (error: z.ZodError): SimResponse =>
  v3Error(
    422,
    'JSON data is missing or invalid',
    Object.fromEntries(error.issues.map((issue) => [issue.path.join('.') || 'body', issue.message])),
  );

export const v3NotFound = (title = 'The resource was not found.'): SimResponse => v3Error(404, title);

/** A V3 error as the inventory resources answer it. */
export const v3Problem = (status: number, title: string, errors: Record<string, string> = {}): SimResponse => ({
  status,
  headers: { 'Content-Type': 'application/problem+json' },
  body: { status, title, type: ERROR_TYPE, errors },
});

/** An error in the shape of the version that the path names. */
export const errorOf = (request: SimRequest, status: number, message: string): SimResponse =>
  request.path.includes('/v2/') ? v2Error(status, message) : v3Error(status, message);

interface Page {
  readonly page: number;
  readonly limit: number;
}

/** `page` and `limit` of a list request, or the answer that refuses them. */
export function pageOf(
  request: SimRequest,
  switches: BigCommerceSwitches,
  largest = LARGEST_PAGE_SIZE,
): Page | SimResponse {
  const page = positive(request.query.get('page') ?? '1');
  const limit = positive(request.query.get('limit') ?? String(DEFAULT_PAGE_SIZE));
  if (page === undefined) return errorOf(request, 400, "The field 'page' is invalid.");
  if (limit === undefined) return errorOf(request, 400, "The field 'limit' is invalid.");
  if (limit <= largest) return { page, limit };
  if (switches.limitAboveMaximum === 'clamped') return { page, limit: largest };
  return errorOf(request, 413, `The maximum number of items per page is ${largest}.`);
}

/** One page of a V2 collection: a bare array, nothing about the rest. */
export function v2List(rows: readonly unknown[], request: SimRequest, switches: BigCommerceSwitches): SimResponse {
  const page = pageOf(request, switches);
  if ('status' in page) return page;
  const slice = sliceOf(rows, page);
  return slice.length === 0 && switches.emptyV2List === 'no-content' ? { status: 204 } : v2Answer(slice);
}

interface V3ListOptions<Row> {
  /** What a larger `limit` is refused above. Default 250. */
  readonly largest?: number;
  /** What a larger `limit` is silently cut to. */
  readonly cutAt?: number | undefined;
  /** How a row of the page is shown. */
  readonly view?: (row: Row) => unknown;
}

/** One page of a V3 collection with its totals. */
export function v3List<Row>(
  rows: readonly Row[],
  request: SimRequest,
  switches: BigCommerceSwitches,
  { largest, cutAt = Number.POSITIVE_INFINITY, view = (row) => row }: V3ListOptions<Row> = {},
): SimResponse {
  const asked = pageOf(request, switches, largest);
  if ('status' in asked) return asked;
  const page = { ...asked, limit: Math.min(asked.limit, cutAt) };
  const slice = sliceOf(rows, page).map(view);
  return v3Answer(slice, { pagination: paginationOf(rows.length, slice.length, page, request) });
}

const sliceOf = <Row>(rows: readonly Row[], { page, limit }: Page): Row[] =>
  rows.slice((page - 1) * limit, page * limit);

function paginationOf(total: number, count: number, { page, limit }: Page, request: SimRequest): unknown {
  const totalPages = Math.max(1, Math.ceil(total / limit));
  return {
    total,
    count,
    per_page: limit,
    current_page: page,
    total_pages: totalPages,
    links: {
      ...(page > 1 ? { previous: linkTo(request, page - 1, limit) } : {}),
      current: linkTo(request, page, limit),
      ...(page < totalPages ? { next: linkTo(request, page + 1, limit) } : {}),
    },
  };
}

function linkTo(request: SimRequest, page: number, limit: number): string {
  const query = new URLSearchParams(request.query);
  query.set('page', String(page));
  query.set('limit', String(limit));
  return `?${query.toString()}`;
}

function positive(text: string): number | undefined {
  return /^\d+$/.test(text) && Number(text) > 0 ? Number(text) : undefined;
}
