/** Build step: writes the workflow bundle, so that a production start neither needs webpack nor waits for it. */
import { writeFileSync } from 'node:fs';
import { BUNDLE_PATH, bundleWorkflows } from './bundle';

void bundleWorkflows().then(({ code }) => writeFileSync(BUNDLE_PATH, code));
