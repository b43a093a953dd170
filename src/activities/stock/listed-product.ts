import { countedParts } from '../../mapping/stock/composition';
import type { CatalogProduct } from '../../store/catalogs';

/** As it is listed, with the parts of a bundle counted. */
export const listedProduct = ({ components, ...product }: CatalogProduct) => ({
  ...product,
  components: components ? countedParts(components) : undefined,
});
