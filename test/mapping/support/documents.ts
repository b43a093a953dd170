/** The document of an order in a form that an expectation can be written in, row by row. */
import type { Issue } from '../../../src/domain/issues';
import { minorUnits } from '../../../src/domain/money';
import { proveDocument, type ProvenDocument } from '../../../src/mapping/document';
import { aContext, aSnapshot, type ContextInput, type SnapshotInput } from './a-snapshot';

/** A route that needs no gift certificate nominal to be named in every test. */
export interface Case extends SnapshotInput, ContextInput {}

export function documentOf(input: Case): ProvenDocument {
  const result = prove(input);
  if (result.ok) return result;
  throw new Error(result.issues.map(({ code, message }) => `${code}: ${message}`).join('\n'));
}

/** `reference | product or name | quantity | tax code | net | tax | nominal`, one string per row. */
export function rowsOf(input: Case): string[] {
  const digits = minorUnits(aSnapshot(input).order.default_currency_code) ?? 2;
  return documentOf(input).rows.map(({ row, net, tax }) =>
    [
      row.externalRef,
      [row.productId, row.name].filter((part) => part !== undefined).join(' '),
      row.quantity,
      row.taxCode,
      net.toFixed(digits),
      tax.toFixed(digits),
      ...(row.nominalCode === undefined ? [] : [row.nominalCode]),
    ].join(' | '),
  );
}

export function issuesOf(input: Case): readonly Issue[] {
  const result = prove(input);
  if (!result.ok) return result.issues;
  throw new Error(`Expected issues, got ${result.rows.length} rows by ${result.proven.basis.name}`);
}

function prove(input: Case) {
  const snapshot = aSnapshot(input);
  return proveDocument(snapshot, aContext(input), minorUnits(snapshot.order.default_currency_code) ?? 2);
}
