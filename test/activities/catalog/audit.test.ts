/** Both catalogs over HTTP, with mistakes planted on either side: each is found once, and nothing else. */
import { activityWorlds } from '../support/activity-world';
import type { ActivityWorld, WorldOptions } from '../support/activity-world';

const open = activityWorlds();

/** As the `catalogAudit` workflow does it. */
async function audit(world: ActivityWorld) {
  const { storeHash, account } = world;
  await world.run('refreshLinks', { storeHash, account, whole: true });
  await world.run('readStoreDetails', { storeHash });
  await world.run('readAccountDetails', { storeHash, account });
  await world.run('refreshLinks', { storeHash, account, whole: false });
  return world.run('reportMatches', { storeHash, account });
}

interface Row {
  readonly kind: string;
  readonly variants: readonly { readonly sku: string }[];
  readonly products: readonly { readonly sku: string }[];
}

async function findingsOf({ store, storeHash, account }: ActivityWorld): Promise<string[]> {
  const newest = await store.reports.newest('catalog-audit', `${storeHash}/${account}`);
  const rows = ((newest && (await store.reports.get(newest.id)))?.rows ?? []) as unknown as readonly Row[];
  const words = ({ kind, variants, products }: Row): string =>
    `${kind}: ${variants.map(({ sku }) => sku).join(', ')} / ${products.map(({ sku }) => sku).join(', ')}`;
  return rows.map(words).sort();
}

/** Matching catalogs: what the store does not show of the account is meant to be so. */
const openMatching = (more: Partial<NonNullable<WorldOptions['matching']>> = {}) =>
  open({ stock: {}, matching: { notInStore: 'ignore', matchBy: ['sku'], ...more } });

const inStore = ({ bigcommerce }: ActivityWorld, sku: string, more: Record<string, unknown> = {}): number =>
  bigcommerce.control.addProduct({
    sku,
    name: `Store ${sku || 'blank'} ${Math.random()}`,
    price: 10,
    inventory_tracking: 'product',
    is_visible: true,
    ...more,
  });

function inAccount({ brightpearl }: ActivityWorld, sku: string, more: Record<string, unknown> = {}): number {
  brightpearl.seedCatalog([{ sku, name: `Account ${sku || 'blank'}`, ...more }]);
  return [...brightpearl.state().products.keys()].at(-1) ?? 0;
}

async function edit(world: ActivityWorld, productId: number, change: object): Promise<void> {
  const response = await fetch(`${world.config.accounts[0]?.apiUrl}/_sim/products/${productId}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(change),
  });
  if (!response.ok) throw new Error(await response.text());
}

it('finds nothing where both sides match', async () => {
  const world = await openMatching();
  expect(await audit(world)).toMatchObject({ findings: 0, blocks: 0 });
});

it('finds each planted mistake once, and nothing else', async () => {
  const world = await openMatching();
  inStore(world, '');
  inStore(world, 'ONLY-HERE');
  for (const name of ['a', 'b']) inStore(world, 'TWICE', { name: `Twice ${name}` });
  inAccount(world, 'TWICE');
  inStore(world, 'TWICE-THERE');
  for (let n = 0; n < 2; n += 1) inAccount(world, 'TWICE-THERE');
  inStore(world, 'case-1');
  inAccount(world, 'CASE-1');
  inStore(world, 'SPACE 1');
  inAccount(world, 'SPACE1');
  inStore(world, 'LOST', { gtin: '4006381333931' });
  inAccount(world, 'FOUND', { ean: '4006381333931' });
  inStore(world, 'UNTRACKED-1', { inventory_tracking: 'none' });
  inAccount(world, 'UNTRACKED-1');
  inStore(world, 'UNTRACKED-2');
  inAccount(world, 'UNTRACKED-2', { stockTracked: false });
  inStore(world, 'ENDED');
  inAccount(world, 'ENDED', { status: 'DISCONTINUED' });
  inStore(world, 'ARCHIVED');
  inAccount(world, 'ARCHIVED', { status: 'ARCHIVED' });
  await audit(world);
  expect(await findingsOf(world)).toEqual(
    [
      'BLANK_SKU_IN_STORE:  / ',
      'NOT_IN_BRIGHTPEARL: ONLY-HERE / ',
      'DUPLICATE_IN_STORE: TWICE, TWICE / TWICE',
      'DUPLICATE_IN_BRIGHTPEARL: TWICE-THERE / TWICE-THERE, TWICE-THERE',
      'CASE_VARIANT: case-1 / CASE-1',
      'SPACE_VARIANT: SPACE 1 / SPACE1',
      'FOUND_BY_IDENTIFIER: LOST / FOUND',
      'UNTRACKED_IN_STORE: UNTRACKED-1 / UNTRACKED-1',
      'UNTRACKED_IN_BRIGHTPEARL: UNTRACKED-2 / UNTRACKED-2',
      'DISCONTINUED_BUT_SOLD: ENDED / ENDED',
      'ARCHIVED_BUT_SOLD: ARCHIVED / ARCHIVED',
    ].sort(),
  );
});

it('tells a SKU that was changed on one side since the two were linked', async () => {
  const world = await openMatching();
  inStore(world, 'OLD-NAME');
  const productId = inAccount(world, 'OLD-NAME');
  await audit(world);
  await edit(world, productId, { sku: 'NEW-NAME' });
  await audit(world);
  expect(await findingsOf(world)).toEqual(['RENAMED: OLD-NAME / NEW-NAME']);
});

it('links by the product id that the store holds, and by a barcode where the SKU finds nothing', async () => {
  const world = await openMatching({ matchBy: ['productId', 'sku', 'barcode'], productIdField: 'Brightpearl id' });
  const held = inAccount(world, 'CALLED-OTHERWISE');
  inStore(world, 'HELD', { custom_fields: [{ name: 'Brightpearl id', value: String(held) }] });
  const coded = inAccount(world, 'CODED-THERE', { ean: '4006381333931' });
  inStore(world, 'CODED-HERE', { gtin: '4006381333931' });
  await audit(world);
  const links = await world.store.productLinks.linked({ storeHash: world.storeHash, account: world.account });
  const productOf = (sku: string) => links.find((link) => link.sku === sku)?.brightpearlId;
  expect([productOf('HELD'), productOf('CODED-HERE')]).toEqual([held, coded]);
});

it('links by the product id that a metafield holds', async () => {
  const productIdMetafield = { namespace: 'erp', key: 'product' };
  const world = await openMatching({ matchBy: ['productId', 'sku'], productIdMetafield });
  const held = inAccount(world, 'CALLED-OTHERWISE');
  inStore(world, 'HELD');
  const { productMetafields } = world.deps.bigcommerce(world.storeHash);
  const { id } = world.bigcommerce.state.catalog.variantsBySku('HELD')[0]!.product;
  await productMetafields.upsert(id, { ...productIdMetafield, value: String(held) });
  await audit(world);
  const links = await world.store.productLinks.linked({ storeHash: world.storeHash, account: world.account });
  expect(links.find(({ sku }) => sku === 'HELD')).toMatchObject({ brightpearlId: held });
});

it('goes on where a reading was ended', async () => {
  const world = await openMatching();
  const { storeHash, account } = world;
  await world.run('refreshLinks', { storeHash, account, whole: true });
  const told: unknown[] = [];
  await world.attempt({ onHeartbeat: (details) => told.push(details) }, 'readAccountDetails', { storeHash, account });
  world.forgetRequests();
  await world.attempt({ heartbeatDetails: told.at(-1) }, 'readAccountDetails', { storeHash, account });
  expect(world.requests('brightpearl')).toEqual([]);
});
