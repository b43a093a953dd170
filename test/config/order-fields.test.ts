/** Custom fields of sales orders that several rules of one route write. The routes of the file share their rules. */
import { checkConfig } from '../../src/config/load';
import { describeProblem } from '../../src/config/problems';
import { ENV, YAML, yamlFile } from './fixtures';

const sentences = (rules: string): string[] => {
  const text = YAML.replace('statuses: { hold: 30 }', `statuses: { hold: 30 }\n      ${rules}`);
  expect(text).not.toBe(YAML);
  return checkConfig({ file: yamlFile(text), env: ENV }).problems.map((one) => describeProblem('c.yaml', one));
};

const ORDER_FIELD = 'customFields: [{ code: PCF_A, from: orderId }, { code: PCF_B, from: orderSource }]';

it.each([
  [
    'of the order and of reporting',
    `${ORDER_FIELD}\n      reporting: { customFields: [{ code: PCF_C, from: brand }, { code: PCF_B, from: season }] }`,
    'rules.reporting.customFields[1].code ("PCF_B"): is written by customFields[1].code of the route already. ' +
      'Name another custom field, or leave one of the two rules out.',
  ],
  [
    'of reporting twice',
    'reporting: { customFields: [{ code: PCF_A, from: brand }, { code: PCF_A, from: season }] }',
    'rules.reporting.customFields[1].code ("PCF_A"): is written by reporting.customFields[0].code',
  ],
  [
    'of gift messages and of the order',
    `giftMessage: { customField: PCF_A }\n      ${ORDER_FIELD}`,
    'rules.customFields[0].code ("PCF_A"): is written by giftMessage.customField',
  ],
  [
    'of options and of reporting',
    'options: { customField: PCF_A }\n      reporting: { customFields: [{ code: PCF_A, from: brand }] }',
    'rules.reporting.customFields[0].code ("PCF_A"): is written by options.customField',
  ],
])('a field %s is told with its place', (_what, rules, sentence) => {
  expect(sentences(rules)[0]).toContain(`routes[0].${sentence}`);
});

it('fields of their own are right, and all routes may write the same ones', () => {
  expect(sentences(`${ORDER_FIELD}\n      reporting: { customFields: [{ code: PCF_C, from: brand }] }`)).toEqual([]);
});
