/** Chosen options of all lines as one note or custom field, where the rule keeps them out of the row names. */
import { placedLines } from './charges';
import { optionsText } from './products';
import type { RouteRules } from './rules';
import { singleLine } from './text-limits';
import type { OrderPlan, OrderSnapshot } from './types';

export function optionTexts(snapshot: OrderSnapshot, rules: RouteRules): Pick<OrderPlan, 'notes' | 'customFields'> {
  if (rules.options === 'name') return { notes: [], customFields: [] };
  const lines = placedLines(snapshot.order).flatMap(({ line }) => {
    const options = optionsText(line);
    return options === '' ? [] : [`${line.quantity} × ${singleLine(line.sku || line.name)}: ${options}`];
  });
  if (lines.length === 0) return { notes: [], customFields: [] };
  const text = lines.join('\n');
  return rules.options === 'note'
    ? { notes: [{ marker: 'options', text }], customFields: [] }
    : { notes: [], customFields: [{ code: rules.options.customField, value: text }] };
}
