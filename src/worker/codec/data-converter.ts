import type { DataConverter } from '@temporalio/common';
import type { KeyRing } from '../../config/key-ring';
import { EncryptionCodec } from './encryption-codec';

/**
 * The workflow bundle has its own copy of the failure converter: whoever calls `bundleWorkflowCode` passes this path as
 * `failureConverterPath`. Without it, what fails inside a workflow would stand in the history in clear.
 */
export const FAILURE_CONVERTER_PATH = require.resolve('./failure-converter');

/** The same on every client, worker and replay: one that lacks it reads nothing. */
export const createDataConverter = (keys: KeyRing): DataConverter => ({
  payloadCodecs: [new EncryptionCodec(keys)],
  failureConverterPath: FAILURE_CONVERTER_PATH,
});
