/** Custom fields of a sales order whose texts the store changed: set where Brightpearl has what was written last. */
import type { Reporting } from '../../mapping/catalog/attributes/reporting';
import type { OrderField } from '../../mapping/types';
import type { ActivityDeps } from '../deps';
import { isEmpty } from '../order-fields';
import { fieldMark, type HeaderMarks } from './edit-base';

interface FieldsOfSalesOrder {
  readonly account: string;
  readonly salesOrderId: number;
  /** As the sales order was last written; undefined where it was not kept. */
  readonly written: HeaderMarks | undefined;
}

/** Gives the codes of fields that keep what staff typed there. A text that the store has no more is left as it is. */
export async function setChangedFields(
  deps: ActivityDeps,
  { account, salesOrderId, written }: FieldsOfSalesOrder,
  fields: readonly OrderField[],
): Promise<string[]> {
  const before = written?.fieldsByCode ?? {};
  const markOf = (value: unknown): string | undefined =>
    isEmpty(value) ? undefined : fieldMark(deps.protection, value);
  const changed = fields.filter(({ code, value }) => before[code] !== markOf(value));
  if (changed.length === 0) return [];
  const { orders } = deps.brightpearl(account);
  const present = await orders.customFields(salesOrderId);
  const differing = changed.filter(({ code, value }) => markOf(present[code]) !== markOf(value));
  const ours = differing.filter(({ code }) => markOf(present[code]) === before[code]);
  if (ours.length > 0) {
    await orders.setCustomFields(salesOrderId, Object.fromEntries(ours.map(({ code, value }) => [code, value])));
  }
  return differing.filter((field) => !ours.includes(field)).map(({ code }) => code);
}

interface Kept {
  /** What staff changed of the rows, and where both sides did, in words. */
  readonly staff: readonly string[];
  readonly conflicts: readonly string[];
  /** Codes of custom fields. */
  readonly fields: readonly string[];
  readonly written: HeaderMarks | undefined;
  /** As it is written now. */
  readonly header: HeaderMarks;
  readonly reporting: Reporting | undefined;
}

/** What staff did is theirs, and what reports group by was settled when the sales order was made: both are shown. */
export function keptNotices(
  salesOrderId: number,
  { staff, conflicts, fields, written, header, reporting }: Kept,
): string[] {
  const rows = [...staff, ...conflicts];
  const isReportedOtherwise =
    written?.reporting !== undefined && header.reporting !== undefined && written.reporting !== header.reporting;
  return [
    ...(rows.length === 0
      ? []
      : [
          `Sales order ${salesOrderId} was brought level with the store, and keeps what was changed in Brightpearl: ` +
            rows.join('; '),
        ]),
    ...fields.map(
      (code) => `Sales order ${salesOrderId} keeps what was typed into its custom field ${code} in Brightpearl`,
    ),
    ...(isReportedOtherwise
      ? [
          `Sales order ${salesOrderId} keeps what reports group it by, as it was made; by what it sells now that would ` +
            `be ${reportedWords(reporting)}: change it in Brightpearl where it matters`,
        ]
      : []),
  ];
}

function reportedWords({ projectId, leadSourceId, customFields }: Reporting = { customFields: [] }): string {
  const words = [
    ...(projectId === undefined ? [] : [`project ${projectId}`]),
    ...(leadSourceId === undefined ? [] : [`lead source ${leadSourceId}`]),
    ...customFields.map(({ code, value }) => `${code} "${value}"`),
  ];
  return words.join(', ') || 'nothing';
}
