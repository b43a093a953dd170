import { Webhook } from 'standardwebhooks';
import { signWebhook, verifyWebhook, type WebhookSecrets } from '../../src/bigcommerce/webhook-signature';

const clientSecret = 'a-client-secret';
const header = { name: 'X-Connector-Secret', value: 'our own secret' };
const body = '{"scope":"store/order/created","data":{"type":"order","id":250}}';
const now = Date.parse('2026-01-05T10:00:00Z');
const signed = (at = now, text = body) => signWebhook(text, { clientSecret, id: 'msg_1', at: new Date(at) });
const ours = { 'x-connector-secret': header.value };
const hour = 3_600_000;

const verdict = (
  headers: Record<string, string | string[]>,
  secrets: WebhookSecrets,
  rawBody: Buffer | string = body,
) => {
  const result = verifyWebhook({ headers, rawBody }, secrets, now);
  return result.ok ? 'ok' : result.reason;
};

it.each<[string, Record<string, string>, WebhookSecrets, string]>([
  ['signature and header', { ...signed(), ...ours }, { clientSecret, header }, 'ok'],
  ['the header alone, as store-level hooks may be unsigned', ours, { clientSecret, header }, 'ok'],
  [
    'the header alone, where a signature is required',
    ours,
    { clientSecret, header, requireSignature: true },
    'wrong signature',
  ],
  ['the header alone, where only a header is known', ours, { header }, 'ok'],
  ['a signature that nobody can check, and the header', { ...signed(), ...ours }, { header }, 'ok'],
  ['the signature alone, where only that is known', signed(), { clientSecret }, 'ok'],
  ['the signature without the header', signed(), { clientSecret, header }, 'wrong secret header'],
  [
    'a wrong header with a right signature',
    { ...signed(), 'x-connector-secret': 'x' },
    { clientSecret, header },
    'wrong secret header',
  ],
  [
    'a forged signature with the right header',
    { ...signed(), ...ours, 'webhook-signature': 'v1,AAAA' },
    { clientSecret, header },
    'wrong signature',
  ],
  ['a signature without a time', { ...signed(), 'webhook-timestamp': '' }, { clientSecret }, 'wrong signature'],
  ['a time that is none', { ...signed(), 'webhook-timestamp': '1e9' }, { clientSecret }, 'wrong signature'],
  ['another time than was signed', { ...signed(), 'webhook-timestamp': '1' }, { clientSecret }, 'wrong signature'],
  ['nothing', {}, { clientSecret }, 'wrong signature'],
  ['nothing, where nothing is configured', {}, {}, 'no secret configured'],
  ['a retry after two days', signed(now - 48 * hour), { clientSecret }, 'ok'],
  ['a callback of last week', signed(now - 168 * hour), { clientSecret }, 'stale'],
  ['a callback from the future', signed(now + hour), { clientSecret }, 'stale'],
])('judges %s', (_, headers, secrets, expected) => {
  expect(verdict(headers, secrets)).toBe(expected);
});

it('checks the bytes received, not what they mean', () => {
  expect(verdict(signed(), { clientSecret }, Buffer.from(body))).toBe('ok');
  expect(verdict(signed(), { clientSecret }, JSON.stringify(JSON.parse(body), null, 1))).toBe('wrong signature');
});

it('accepts any of several signatures, as while a secret is being changed', () => {
  const headers = signed();
  const several = { ...headers, 'webhook-signature': `v1,AAAA ${headers['webhook-signature']}` };
  expect(verdict(several, { clientSecret })).toBe('ok');
});

it('takes the first of repeated headers', () => {
  expect(verdict({ 'x-connector-secret': [header.value, 'x'] }, { header })).toBe('ok');
});

it('signs as the Standard Webhooks library does with the base64 of the client secret', () => {
  const library = new Webhook(Buffer.from(clientSecret).toString('base64'));
  expect(library.verify(body, signWebhook(body, { clientSecret, id: 'msg_2' }))).toEqual(JSON.parse(body));
});
