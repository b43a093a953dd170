/** A custom field of sales orders has one text: of two rules of a route that write it, one would take the other's away. */
import type { FileView, Finding } from './file-view';
import { formatPath } from './problems';

type Rules = FileView['routes'][number]['rules'];

interface NamedField {
  readonly path: readonly PropertyKey[];
  readonly code: string | undefined;
}

export const checkOrderFields = ({ routes }: FileView): Finding[] =>
  routes.flatMap(({ rules }, index) => {
    const fields = fieldsOf(rules);
    return fields.flatMap(({ path, code }, at) => {
      const first = fields.find((other) => other.code === code);
      if (code === undefined || !first || first === fields[at]) return [];
      return [
        {
          path: ['routes', index, 'rules', ...path],
          value: code,
          message: `is written by ${formatPath(first.path)} of the route already`,
          fix: 'Name another custom field, or leave one of the two rules out',
        },
      ];
    });
  });

const fieldsOf = ({ giftMessage, options, customFields, reporting }: Rules): NamedField[] => [
  { path: ['giftMessage', 'customField'], code: giftMessage.customField },
  { path: ['options', 'customField'], code: options.customField },
  ...customFields.map(({ code }, index) => ({ path: ['customFields', index, 'code'], code })),
  ...reporting.customFields.map(({ code }, index) => ({ path: ['reporting', 'customFields', index, 'code'], code })),
];
