import { fieldRulesSchema } from '../../../../src/mapping/catalog/fields/rule-schema';
import { customFieldsNamed, sourcesAmong, withoutSources } from '../../../../src/mapping/catalog/fields/sources';

const from = (code: string) => ({ from: { customField: code }, owner: 'brightpearl' }) as const;
const rules = fieldRulesSchema.parse({
  fields: [
    { field: 'name', ...from('PCF_TITLE') },
    { field: { customField: 'Care' }, ...from('PCF_CARE') },
    { field: { customField: 'Origin' }, ...from('PCF_CARE') },
    { field: 'gtin', from: 'ean', owner: 'brightpearl' },
    { field: 'brand', from: { value: 'PCF_CARE' }, owner: 'brightpearl' },
  ],
  create: 'dry-run',
  createWhere: { customField: { code: 'PCF_WEB', value: 'Yes' } },
});

it('the custom fields that rules name are those that they take values from, and the one that says what is made', () => {
  expect([...customFieldsNamed(rules)]).toEqual(['PCF_TITLE', 'PCF_CARE', 'PCF_WEB']);
});

it('each rule that names one of some is told by its field', () => {
  expect(sourcesAmong(rules, ['PCF_CARE', 'PCF_WEB'])).toEqual([
    { rule: 'the rule for custom field Care', code: 'PCF_CARE' },
    { rule: 'the rule for custom field Origin', code: 'PCF_CARE' },
    { rule: 'createWhere', code: 'PCF_WEB' },
  ]);
});

it('what takes its value from elsewhere goes on', () => {
  const { fields, ...others } = withoutSources(rules, ['PCF_CARE', 'PCF_WEB']);

  expect(fields.map(({ field }) => field)).toEqual(['name', 'gtin', 'brand']);
  expect(others).toMatchObject({ create: 'dry-run', createWhere: rules.createWhere });
});
