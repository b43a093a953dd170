/** Every migration, in the order of its number. One that was released is never changed; the next one corrects it. */
import type { Migration } from 'kysely';
import { initial } from './0001-initial';
import { stock } from './0002-stock';
import { notes } from './0003-notes';
import { refunds } from './0004-refunds';
import { planKinds } from './0005-plan-kinds';
import { prices } from './0006-prices';
import { customers } from './0007-customers';
import { freeings } from './0008-freeings';
import { catalogDetails } from './0009-catalog-details';
import { options } from './0010-options';
import { products } from './0011-products';
import { sentOptions } from './0012-sent-options';
import { missingProducts } from './0013-missing-products';
import { lateCustomers } from './0014-late-customers';
import { newProducts } from './0015-new-products';
import { placeInTurn } from './0016-place-in-turn';

export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-initial': initial,
  '0002-stock': stock,
  '0003-notes': notes,
  '0004-refunds': refunds,
  '0005-plan-kinds': planKinds,
  '0006-prices': prices,
  '0007-customers': customers,
  '0008-freeings': freeings,
  '0009-catalog-details': catalogDetails,
  '0010-options': options,
  '0011-products': products,
  '0012-sent-options': sentOptions,
  '0013-missing-products': missingProducts,
  '0014-late-customers': lateCustomers,
  '0015-new-products': newProducts,
  '0016-place-in-turn': placeInTurn,
};
