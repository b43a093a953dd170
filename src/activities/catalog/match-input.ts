/** Both catalogs as they were read last, as the matching takes them. */
import type { Config } from '../../config/config';
import { usesIdentifiers } from '../../mapping/catalog/matching/link-keys';
import type { CatalogProduct, CatalogVariant, MatchInput } from '../../mapping/catalog/matching/types';
import type { MatchingRules } from '../../mapping/catalog/matching/rule-schema';
import { withBundles } from '../../mapping/stock/composition';
import type { CatalogDetailsRow } from '../../store/schema-catalog';
import type { LinkScope } from '../../store/product-links';
import { setLinksOf } from '../../store/set-links';
import type { Repositories } from '../../store/store';
import { aliasesOf } from '../operator-mappings';
import { listedProduct } from '../stock/listed-product';

const NONE: ReadonlyMap<number, CatalogDetailsRow> = new Map();

const BY_SKU: Pick<MatchingRules, 'matchBy' | 'notInStore'> = { matchBy: ['sku'], notInStore: 'report' };

/**
 * @param skuMatch when two SKUs are the same
 * @param wants `links`: identifiers are read only where they link
 */
export async function matchInputOf(
  config: Config,
  tx: Pick<Repositories, 'catalogs' | 'catalogDetails' | 'mappings'>,
  scope: LinkScope,
  skuMatch: MatchingRules['skuMatch'],
  wants: 'links' | 'report',
): Promise<MatchInput> {
  const { storeHash, account } = scope;
  const { matchBy, notInStore } = config.stores.find(({ hash }) => hash === storeHash)?.matching ?? BY_SKU;
  const isRead = wants === 'report' || usesIdentifiers({ matchBy });
  const ofVariants = isRead ? await tx.catalogDetails.all({ side: 'store', scope: storeHash }) : NONE;
  const ofProducts = isRead ? await tx.catalogDetails.all({ side: 'account', scope: account }) : NONE;
  const variants = (await tx.catalogs.variants(storeHash)).map(({ brandId, ...variant }): CatalogVariant => {
    const { brightpearlId, isForSale = true, ...identifiers } = ofVariants.get(variant.variantId) ?? {};
    return {
      ...variant,
      ...(brandId === null ? {} : { brandId }),
      identifiers,
      isForSale,
      ...(brightpearlId === undefined ? {} : { brightpearlId }),
    };
  });
  const listed = withBundles((await tx.catalogs.products(account)).map(listedProduct));
  return {
    variants,
    products: listed.map((product): CatalogProduct => ({
      ...product,
      identifiers: identifiersOf(ofProducts.get(product.productId)),
    })),
    rules: { skuMatch, matchBy, notInStore },
    set: await setLinksOf(tx.mappings, scope),
    aliases: await aliasesOf(config, tx.mappings, scope),
  };
}

const identifiersOf = ({ ean, upc, mpn }: CatalogDetailsRow = {}): CatalogProduct['identifiers'] => ({
  ...(ean === undefined ? {} : { ean }),
  ...(upc === undefined ? {} : { upc }),
  ...(mpn === undefined ? {} : { mpn }),
});
