import type { BcOption } from '../../bigcommerce/product-options';
import type { StoreOption } from '../../mapping/catalog/attributes/types';

/** An option of a store product, as options are planned from. */
export const storeOption = ({ optionId, displayName, sortOrder, values }: BcOption): StoreOption => ({
  id: optionId,
  name: displayName,
  sortOrder,
  values: values.map(({ valueId, label, sortOrder: place }) => ({ id: valueId, name: label, sortOrder: place })),
});
