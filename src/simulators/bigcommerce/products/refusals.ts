/** Why a write of the catalog is refused. The titles are the simulator's; no text says which row of a batch is at fault. */
import type { z } from 'zod';
import type { SimResponse } from '../../core/http';
import { v3Error } from '../answers';

export interface Refusal {
  readonly status: 404 | 409 | 422;
  readonly title: string;
  readonly errors: Readonly<Record<string, string>>;
}

export const refusal = (
  status: Refusal['status'],
  title: string,
  errors: Refusal['errors'] = {},
): { refusal: Refusal } => ({
  refusal: { status, title, errors },
});

export const refusalOf = (error: z.ZodError): { refusal: Refusal } =>
  refusal(
    422,
    'JSON data is missing or invalid',
    Object.fromEntries(error.issues.map(({ path, message }) => [path.join('.') || 'body', message])),
  );

export const answerOf = ({ status, title, errors }: Refusal): SimResponse => v3Error(status, title, { ...errors });

export const tooMany = (most: number): SimResponse =>
  v3Error(413, `The request payload is too large. The maximum items allowed in the array is ${most}`);
