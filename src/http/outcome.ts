/** What came back, judged: the body asked for, or one error that says what happened. */
import { RemoteError, type RemoteErrorKind, type RemoteSystem } from '../domain/remote-error';
import { kindOfStatus, type Answer, type Classify } from './classification';
import { isWrite, type HttpRequest } from './http-request';
import { kindWithoutAnswer, networkCode } from './network-failure';
import { cleanCode, cleanWords } from './vendor-words';

const MAX_PATH_IN_MESSAGE = 120;

export interface HttpResponse<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** Who was asked, and how its refusals read. */
export interface Judge {
  readonly system: RemoteSystem;
  /** Store hash or account code. */
  readonly scope: string;
  readonly classify: Classify;
}

/** Either an answer or, when none came, why. */
export interface Received {
  readonly answer?: Answer;
  readonly failure?: unknown;
}

export type Outcome<T> = { readonly response: HttpResponse<T> } | { readonly error: RemoteError };

export function judge<T>(options: Judge, request: HttpRequest<T>, { answer, failure }: Received): Outcome<T> {
  if (!answer) {
    const kind = kindWithoutAnswer(failure, isWrite(request));
    return { error: remoteError(options, request, kind, { code: networkCode(failure) }, failure) };
  }
  if (answer.status < 200 || answer.status > 299) {
    const partial =
      request.partial?.status === answer.status ? request.partial.answer.safeParse(answer.body) : undefined;
    if (partial?.success) return { response: { status: answer.status, headers: answer.headers, body: partial.data } };
    const { kind, code, message, retryAfterMs } = options.classify(answer);
    const words: Words = {
      answer,
      code: code === undefined ? undefined : cleanCode(code, request),
      message: message === undefined ? undefined : cleanWords(message, request),
      retryAfterMs,
    };
    return { error: remoteError(options, request, kind ?? kindOfStatus(answer), words) };
  }
  const parsed = request.answer.safeParse(answer.body);
  if (parsed.success) return { response: { status: answer.status, headers: answer.headers, body: parsed.data } };
  const message = parsed.error.issues
    .slice(0, 3)
    .map((issue) => `${fieldPath(issue.path)}: ${issue.message}`)
    .join('; ');
  return { error: remoteError(options, request, 'unexpected-body', { message, answer }) };
}

/** Safe to show. */
interface Words {
  readonly answer?: Answer;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly retryAfterMs?: number | undefined;
}

function remoteError<T>(
  { system, scope }: Judge,
  { method, path }: HttpRequest<T>,
  kind: RemoteErrorKind,
  { answer, code, message, retryAfterMs }: Words,
  cause?: unknown,
): RemoteError {
  const requestId = answer?.headers.get('x-request-id');
  return new RemoteError(
    {
      system,
      scope,
      kind,
      method,
      // A path of 200 ids tells nobody anything.
      path: path.length > MAX_PATH_IN_MESSAGE ? `${path.slice(0, MAX_PATH_IN_MESSAGE)}…` : path,
      ...(answer && { status: answer.status }),
      ...(code && { code }),
      ...(message && { vendorMessage: message }),
      ...(requestId && { requestId }),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    },
    cause === undefined ? undefined : { cause },
  );
}

const fieldPath = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text ? `${text}.${String(key)}` : String(key)),
    '',
  ) || 'body';
