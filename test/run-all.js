'use strict';
/**
 * Runs every kind of test, names what failed, and ends with one line, `N passed, N failed`. Two files run at
 * once where they mostly wait; crash tests keep both processors of a small machine busy, and would wait for each other.
 */
const { spawnSync } = require('node:child_process');
const { mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join, relative } = require('node:path');

/** A process that has run many files holds what they loaded; over this much it is replaced between two files. */
const MEMORY_LIMIT = '1GB';

const COUNTED = 'test/e2e/import';

const STAGES = [
  { projects: ['unit', 'contract'], workers: 2 },
  { projects: ['store'], workers: 1 },
  { projects: ['system'], workers: 2 },
  // Requests and events of one order are counted: what comes together on an idle machine comes apart beside another test.
  { projects: ['e2e'], workers: 1, flags: [`--testPathPatterns=${COUNTED}`] },
  { projects: ['e2e'], workers: 2, flags: [`--testPathIgnorePatterns=${COUNTED}`] },
  { projects: ['crash'], workers: 1 },
];

const root = join(__dirname, '..');
const scratch = mkdtempSync(join(tmpdir(), 'connector-tests-'));
const totals = { passed: 0, skipped: 0 };
const failures = [];

for (const { projects, workers, flags: own = [] } of STAGES) {
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
    `--maxWorkers=${workers}`,
    `--workerIdleMemoryLimit=${MEMORY_LIMIT}`,
    ...own,
  ];
  const startedAt = Date.now();
  const run = spawnSync(process.execPath, [jest, ...flags], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const passed = count(projects[0], report, run.status);
  const seconds = Math.round((Date.now() - startedAt) / 1_000);
  process.stdout.write(`${[...projects, ...own].join(' ')}: ${passed} passed, ${seconds} s\n`);
}

rmSync(scratch, { recursive: true, force: true });
const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : '';
const named = failures.map((failure) => `FAILED ${failure}\n`).join('');
process.stdout.write(`${named}${totals.passed} passed, ${failures.length} failed${skipped}\n`);
process.exitCode = failures.length === 0 ? 0 : 1;

/** Gives how many passed. */
function count(stage, report, status) {
  let result;
  try {
    result = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    failures.push(`${stage}: ended without a report (exit ${status})`);
    return 0;
  }
  totals.passed += result.numPassedTests;
  totals.skipped += result.numPendingTests;
  const found = result.testResults.flatMap(failuresOf);
  // A stage that ended badly without saying which test failed counts as one failure: a crash must not look green.
  failures.push(...(found.length === 0 && status !== 0 ? [`${stage}: exit ${status}`] : found));
  return result.numPassedTests;
}

function failuresOf({ name, status, assertionResults }) {
  const file = relative(root, name);
  const failed = assertionResults.filter((test) => test.status === 'failed');
  if (failed.length > 0) return failed.map(({ fullName }) => `${file}: ${fullName}`);
  return status === 'failed' ? [`${file}: did not run`] : [];
}
