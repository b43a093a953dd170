import { sendInHalves } from '../../src/bigcommerce/batches';
import { RemoteError } from '../../src/domain/remote-error';

const refusedWith = (status: number): RemoteError =>
  new RemoteError({
    system: 'bigcommerce',
    scope: 'abc123',
    kind: 'invalid',
    method: 'PUT',
    path: '/things',
    status,
    vendorMessage: 'Not valid',
  });

/** Sends numbers, of which these are bad; remembers the batches. */
function sender(bad: readonly number[], status = 422) {
  const batches: (readonly number[])[] = [];
  const send = async (writes: readonly number[]): Promise<undefined> => {
    batches.push(writes);
    if (writes.some((write) => bad.includes(write))) throw refusedWith(status);
    return undefined;
  };
  return { batches, send };
}

it('sends a good batch once, and an empty one not at all', async () => {
  const { batches, send } = sender([]);
  expect(await sendInHalves([1, 2, 3], send)).toEqual([]);
  expect(await sendInHalves([], send)).toEqual([]);
  expect(batches).toEqual([[1, 2, 3]]);
});

it('finds the bad ones, and sends all others', async () => {
  const { batches, send } = sender([2, 5]);
  const refused = { reason: 'Not valid', isSavedInPart: false };
  expect(await sendInHalves([1, 2, 3, 4, 5], send)).toEqual([
    { write: 2, ...refused },
    { write: 5, ...refused },
  ]);
  const good = batches.filter((batch) => !batch.includes(2) && !batch.includes(5)).flat();
  expect(good.toSorted((a, b) => a - b)).toEqual([1, 3, 4]);
});

it('names the one that was saved in part', async () => {
  const send = async (writes: readonly number[]): Promise<string | undefined> =>
    writes.includes(2) ? 'custom_url: in use' : undefined;
  expect(await sendInHalves([1, 2, 3], send)).toEqual([
    { write: 2, reason: 'custom_url: in use', isSavedInPart: true },
  ]);
});

it.each([401, 403, 429, 500, 507])('passes a %i on, which smaller batches would meet as well', async (status) => {
  const { batches, send } = sender([1], status);
  await expect(sendInHalves([1, 2], send)).rejects.toThrow('Not valid');
  expect(batches).toHaveLength(1);
});
