/**
 * Puts error messages and stacks into a payload, so that the payload codec encrypts them too. Loaded by path, in clients and
 * workers and, once more, inside the workflow bundle: it imports nothing else.
 */
import { DefaultFailureConverter } from '@temporalio/common';

export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
