'use strict';
/**
 * Runs every kind of test and ends with one line, `N passed, N failed`. Tests that start servers run one file at a time,
 * so that a small machine does not make them wait for each other.
 */
const { spawnSync } = require('node:child_process');
const { mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const STAGES = [
  { projects: ['unit', 'contract'], args: ['--maxWorkers=2'] },
  { projects: ['store'], args: ['--runInBand'] },
  { projects: ['system'], args: ['--runInBand'] },
  { projects: ['e2e'], args: ['--runInBand'] },
  { projects: ['crash'], args: ['--runInBand'] },
];

const root = join(__dirname, '..');
const scratch = mkdtempSync(join(tmpdir(), 'connector-tests-'));
const totals = { passed: 0, failed: 0, skipped: 0 };

for (const { projects, args } of STAGES) {
  const report = join(scratch, `${projects[0]}.json`);
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  // A connection that a failed test left open must not keep the whole run from ending.
  const flags = [
    '--selectProjects',
    ...projects,
    '--passWithNoTests',
    '--forceExit',
    '--json',
    `--outputFile=${report}`,
    ...args,
  ];
  const run = spawnSync(process.execPath, [jest, ...flags], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  count(report, run.status);
}

rmSync(scratch, { recursive: true, force: true });
const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : '';
process.stdout.write(`${totals.passed} passed, ${totals.failed} failed${skipped}\n`);
process.exitCode = totals.failed === 0 ? 0 : 1;

/** A stage that ended badly without saying which test failed counts as one failure: a crash must not look green. */
function count(report, status) {
  let result;
  try {
    result = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    totals.failed += 1;
    return;
  }
  totals.passed += result.numPassedTests;
  totals.skipped += result.numPendingTests;
  const failures = result.numFailedTests + result.testResults.filter(suiteDidNotRun).length;
  totals.failed += failures === 0 && status !== 0 ? 1 : failures;
}

function suiteDidNotRun(suite) {
  return suite.status === 'failed' && suite.assertionResults.every((test) => test.status !== 'failed');
}
