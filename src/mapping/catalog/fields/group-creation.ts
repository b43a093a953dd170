/** Products of one Brightpearl group are variants of one store product: a new one, or one that has some of them already. */
import { fold, sameText } from '../../rule-values';
import { grouped } from '../../stock/grouped';
import type {
  AddedStoreVariant,
  CreationInput,
  CreationPlan,
  ImpossibleProduct,
  MakeableProduct,
  NewStoreProduct,
  NewStoreVariant,
  StoreProductOfGroup,
} from './creation-types';
import { VARIANT_FIELDS } from './rule-schema';
import type { AccountChoice, FieldValues } from './types';

/** "600 SKUs per product limit." */
const MOST_VARIANTS = 600;

export function planGroup(
  groupId: number,
  members: readonly MakeableProduct[],
  { groups }: CreationInput,
): CreationPlan {
  const [known, ...others] = groups.get(groupId) ?? [];
  if (others.length > 0) {
    const ids = [known, ...others].map((one) => one?.productId).join(', ');
    return none(
      members,
      `the variants of its group ${groupId} are on the products ${ids}. Put them on one in BigCommerce`,
    );
  }
  return known ? addVariants(members, known) : newProduct(groupId, members);
}

const none = (members: readonly MakeableProduct[], reason: string): CreationPlan => ({
  products: [],
  variants: [],
  impossible: members.map((one) => refused(one, reason)),
});

const refused = ({ facts: { productId, sku } }: MakeableProduct, reason: string): ImpossibleProduct => ({
  productId,
  sku,
  reasons: [`Product ${productId}: ${reason}.`],
});

function newProduct(groupId: number, members: readonly MakeableProduct[]): CreationPlan {
  const [first] = members;
  if (!first) return none([], '');
  const names = new Set(members.map(({ fields }) => fields['name']));
  if (names.size > 1) {
    return none(members, `the products of its group ${groupId} have different names. Give them one in Brightpearl`);
  }
  const { fit, impossible } = fitting(members, first);
  const product: NewStoreProduct = {
    productIds: fit.map(({ facts }) => facts.productId),
    fields: { ...agreed(fit), weight: first.fields['weight'] ?? null },
    price: first.price,
    tracking: fit.some(({ isTracked }) => isTracked) ? 'variant' : 'none',
    variants: fit.map(newVariant),
  };
  return { products: [product], variants: [], impossible };
}

/** All variants of a product have a value of each option, no two of them the same ones. */
function fitting(members: readonly MakeableProduct[], first: MakeableProduct) {
  const optionsOf = ({ choices }: MakeableProduct): string =>
    choices
      .map(({ option }) => fold(option))
      .sort()
      .join(', ');
  const ofFirst = members.filter((one) => optionsOf(one) === optionsOf(first));
  const taken = grouped(ofFirst, choicesOf);
  const fit = ofFirst.filter((one) => taken.get(choicesOf(one))?.[0] === one).slice(0, MOST_VARIANTS);
  const reasonOf = (one: MakeableProduct): string =>
    optionsOf(one) === optionsOf(first)
      ? `${first.facts.sku} or another one has the same option values, or there are more than ${MOST_VARIANTS}. Correct them in Brightpearl`
      : `it varies by ${optionsOf(one)}, and ${first.facts.sku} of its group by ${optionsOf(first)}. Make it the same in Brightpearl`;
  return { fit, impossible: members.filter((one) => !fit.includes(one)).map((one) => refused(one, reasonOf(one))) };
}

const choicesOf = ({ choices }: MakeableProduct): string =>
  JSON.stringify(choices.map(({ option, value }) => `${fold(option)}: ${fold(value)}`).sort());

/** What they do not agree in is told when the product is compared the next time. */
function agreed(members: readonly MakeableProduct[]): FieldValues {
  const [first, ...others] = members;
  return Object.fromEntries(
    Object.entries(first?.fields ?? {}).filter(([name, value]) =>
      others.every(({ fields }) => JSON.stringify(fields[name]) === JSON.stringify(value)),
    ),
  );
}

const newVariant = ({ facts, fields, price, choices }: MakeableProduct): NewStoreVariant => ({
  productId: facts.productId,
  sku: facts.sku.trim(),
  fields: Object.fromEntries(Object.entries(fields).filter(([name]) => VARIANT_FIELDS.some((own) => own === name))),
  price,
  choices: choices.map(({ option, value }) => ({ option, value })),
});

function addVariants(members: readonly MakeableProduct[], product: StoreProductOfGroup): CreationPlan {
  const added = members.map((member) => addVariant(member, product));
  return {
    products: [],
    variants: added.flatMap((one) => ('reasons' in one ? [] : [one])),
    impossible: added.flatMap((one) => ('reasons' in one ? [one] : [])),
  };
}

function addVariant(member: MakeableProduct, product: StoreProductOfGroup): AddedStoreVariant | ImpossibleProduct {
  const { productId, options } = product;
  const { choices, ...variant } = newVariant(member);
  const chosen = member.choices.flatMap((choice) => chosenIn(product, choice) ?? []);
  if (chosen.length === choices.length && chosen.length === options.length) {
    return { ...variant, storeProductId: productId, choices: chosen };
  }
  const wanted = choices.map(({ option }) => option).join(', ');
  const shown = options.map(({ name }) => name).join(', ') || 'nothing';
  return refused(
    member,
    `it varies by ${wanted}, and product ${productId} of the store by ${shown}. Make the options the same, or name them in \`attributes\``,
  );
}

/** Twins first: what the merchant renamed is still the same. Undefined: the product has no such option. */
function chosenIn(
  { options, twins }: StoreProductOfGroup,
  { optionId, valueId, ...wanted }: AccountChoice,
): AddedStoreVariant['choices'][number] | undefined {
  const ofOption = twins.filter(({ account }) => account.optionId === optionId);
  const optionTwin = ofOption.find(({ account }) => account.valueId === undefined)?.store.optionId;
  const option =
    options.find(({ id }) => id === optionTwin) ?? options.find(({ name }) => sameText(name, wanted.option));
  if (!option) return undefined;
  const valueTwin = ofOption.find(({ account }) => account.valueId === valueId)?.store.valueId;
  const value =
    option.values.find(({ id }) => id === valueTwin) ?? option.values.find(({ name }) => sameText(name, wanted.value));
  const of = { optionId: option.id, option: option.name };
  return value ? { ...of, valueId: value.id, value: value.name } : { ...of, value: wanted.value };
}
