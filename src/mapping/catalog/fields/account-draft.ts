/** What Brightpearl is sent of a variant that it is to have as a product. */
import type { ProductInput } from '../../../brightpearl/schemas/product';
import { money } from '../../../domain/money';
import { PRODUCT_NAME_LIMIT } from '../../new-products';
import { sameText } from '../../rule-values';
import { cutText, singleLine } from '../../text-limits';
import type { CatalogVariant } from '../matching/types';
import type { AccountCreationInput, VariantFacts } from './account-creation';

/** Of the numbers that are printed as a bar code (Brightpearl). */
const BARCODE_LIMIT = 14;

interface VariantDraft {
  readonly product: ProductInput;
  readonly notices: readonly string[];
}

export function draftOfVariant(
  variant: CatalogVariant,
  facts: VariantFacts,
  { rules, account: { taxCode, brands } }: AccountCreationInput,
): VariantDraft {
  const sku = variant.sku.trim();
  const name = cutText(nameOf(facts) || sku, PRODUCT_NAME_LIMIT);
  const codes = barcodes(facts);
  const brand = brands.find((one) => facts.brand !== '' && sameText(one.name, facts.brand));
  const weight = money(facts.weight || '0')
    .times(rules.weightFactor)
    .toDecimalPlaces(4);
  const mpn = facts.mpn.trim();
  const notices = [
    ...(name.cut ? [`The name is cut to ${PRODUCT_NAME_LIMIT} characters.`] : []),
    ...(facts.brand !== '' && !brand
      ? [`Brightpearl has no brand ${facts.brand}: the product gets brand ${rules.brandId}.`]
      : []),
    ...codes.notices,
  ];
  const product: ProductInput = {
    brandId: brand?.id ?? rules.brandId,
    productTypeId: rules.productTypeId,
    identity: { sku, ...codes.identity, ...(mpn === '' ? {} : { mpn }) },
    stock: {
      stockTracked: rules.stockTracked === 'asStore' ? variant.tracking !== 'none' : rules.stockTracked,
      ...(weight.isZero() ? {} : { weight: { magnitude: weight.toNumber() } }),
    },
    financialDetails: { taxCode: { id: taxCode?.id ?? rules.taxCodeId, code: taxCode?.code ?? '' } },
    salesChannels: [
      {
        salesChannelName: 'Brightpearl',
        productName: name.text,
        categories: rules.categoryCodes.map((categoryCode) => ({ categoryCode })),
      },
    ],
  };
  return { product, notices };
}

/** `Enamel mug, Blue, Large`: products of one name would become a group in Brightpearl. */
const nameOf = ({ name, choices }: VariantFacts): string =>
  [name, ...choices]
    .map(singleLine)
    .filter((part) => part !== '')
    .join(', ');

function barcodes({ gtin, upc }: VariantFacts) {
  const given = { ean: gtin.trim(), upc: upc.trim() };
  const entries = Object.entries(given).filter(([, code]) => code !== '');
  const isPrinted = (code: string): boolean => code.length <= BARCODE_LIMIT;
  return {
    identity: Object.fromEntries(entries.filter(([, code]) => isPrinted(code))),
    notices: entries
      .filter(([, code]) => !isPrinted(code))
      .map(
        ([key, code]) =>
          `Its ${key.toUpperCase()} is left out: it has ${code.length} characters, and Brightpearl takes ${BARCODE_LIMIT}.`,
      ),
  };
}
