/** The workflow bundle: prebuilt in production, made on the fly in development and tests. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';
import type { WorkflowBundleOption } from '@temporalio/worker';
import { FAILURE_CONVERTER_PATH } from './codec/data-converter';

/** Where `npm run build` leaves the bundle, beside the compiled worker. */
export const BUNDLE_PATH = join(__dirname, '..', 'workflow-bundle.js');

export const workflowBundle = async (): Promise<WorkflowBundleOption> =>
  existsSync(BUNDLE_PATH) ? { codePath: BUNDLE_PATH } : { code: (await bundleWorkflows()).code };

export const bundleWorkflows = (): Promise<{ code: string }> =>
  bundleWorkflowCode({
    workflowsPath: require.resolve('../workflows'),
    // The bundle converts failures for itself: without this, what fails inside a workflow would be stored in clear.
    failureConverterPath: FAILURE_CONVERTER_PATH,
  });
