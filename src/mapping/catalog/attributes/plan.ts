/** The calls that make the options of one store product those of Brightpearl. Variants themselves are never touched. */
import { sameText } from '../../rule-values';
import { nameTwins, renamingSteps, type Refused } from './names';
import { sortOrders } from './sort-orders';
import { pairUp, type Known, type Pairing, type Twins } from './twins';
import type {
  AccountName,
  AccountOption,
  AttributeCall,
  AttributeInput,
  AttributeIssue,
  AttributeIssueCode,
  AttributePlan,
  StoreName,
  StoreOption,
  TwinLink,
} from './types';

export function planAttributes(input: AttributeInput): AttributePlan {
  const options = pairUp(input.account, input.store, (option) => knownOption(option, input));
  const aliases = (name: string) => optionAlias(name, input)?.store ?? name;
  const ofOptions = planLevel(options, input, aliases, {});
  const ofValues = options.twins.map((twins) => planValues(twins, input));
  return {
    calls: [...ofOptions.calls, ...ofValues.flatMap(({ calls }) => calls)],
    links: [...ofOptions.links, ...ofValues.flatMap(({ links }) => links)],
    issues: [...ofOptions.issues, ...ofValues.flatMap(({ issues }) => issues)],
  };
}

type OptionTwins = Twins<AccountOption, StoreOption>;

/** The options, both sides, that values belong to; empty: about the options themselves. */
interface Parent {
  readonly twins?: OptionTwins;
}

function planValues(twins: OptionTwins, input: AttributeInput): AttributePlan {
  const alias = optionAlias(twins.account.name, input) ?? optionAlias(twins.nameBefore ?? '', input);
  const nameOf = (name: string) => alias?.values.find(({ brightpearl }) => sameText(brightpearl, name))?.store ?? name;
  const values = pairUp(twins.account.values, twins.store.values, (value): Known => {
    const link = input.links.find(
      ({ account }) => account.optionId === twins.account.id && account.valueId === value.id,
    );
    const isHere = link?.store.optionId === twins.store.id && link.store.valueId !== undefined;
    return {
      wanted: nameOf(value.name),
      ...(isHere ? { link: { storeId: link.store.valueId ?? 0, name: link.name } } : {}),
    };
  });
  return planLevel(values, input, nameOf, { twins });
}

const optionAlias = (name: string, { rules }: AttributeInput) =>
  rules.options.find(({ brightpearl }) => sameText(brightpearl, name));

function knownOption({ id, name }: AccountOption, input: AttributeInput): Known {
  const wanted = optionAlias(name, input)?.store ?? name;
  const link = input.links.find(({ account }) => account.optionId === id && account.valueId === undefined);
  return { wanted, ...(link ? { link: { storeId: link.store.optionId, name: link.name } } : {}) };
}

/** Options and values alike. */
function planLevel(
  { twins, withoutTwin, left }: Pairing<AccountName, StoreName>,
  { productId, sent, rules }: AttributeInput,
  previous: (name: string) => string,
  parent: Parent,
): AttributePlan {
  const stores = twins.map(({ store }) => store);
  const isOurs = ({ id, name }: StoreName): boolean => {
    const { optionId, valueId } = target(productId, id, parent);
    return sent.some((one) => one.optionId === optionId && one.valueId === valueId && one.name === name);
  };
  const { names, refused } = nameTwins(twins, left, { rule: rules.names, previous, isOurs });
  const orders = rules.sortOrder === 'follow' ? sortOrders(stores) : new Map<number, number>();
  const place = parent.twins ? `of option ${parent.twins.store.id} of product ${productId}` : `of product ${productId}`;
  const subject = (id: number) => (parent.twins ? `value ${id} of option ${parent.twins.store.id}` : `option ${id}`);
  const issue = (code: AttributeIssueCode, id: number, message: string): AttributeIssue => ({
    code,
    subject: subject(id),
    message: `${message} (${place})`,
  });
  const kind = parent.twins ? 'value' : 'option';
  const codes = parent.twins ? VALUE_CODES : OPTION_CODES;
  return {
    calls: callsOf(stores, left, names, orders, (id) => target(productId, id, parent)),
    links: twins.map((pair) => linkOf(pair, names.get(pair.store.id), parent)),
    issues: [
      ...withoutTwin.map(({ id, wanted }) =>
        issue(
          codes.account,
          id,
          `The store has no ${kind} "${wanted}". Add it in BigCommerce, or name what it is called there in the rules`,
        ),
      ),
      ...left.map(({ id, name }) =>
        issue(
          codes.store,
          id,
          `No ${kind} of Brightpearl is "${name}". Take it away in BigCommerce if it is not sold, or name it in the rules`,
        ),
      ),
      ...refused.map(({ pair, code }) => issue(code, pair.store.id, REFUSED[code](pair))),
    ],
  };
}

const OPTION_CODES = { account: 'OPTION_WITHOUT_TWIN', store: 'STORE_OPTION_WITHOUT_TWIN' } as const;
const VALUE_CODES = { account: 'VALUE_WITHOUT_TWIN', store: 'STORE_VALUE_WITHOUT_TWIN' } as const;

const REFUSED: Readonly<Record<Refused, (pair: Twins<AccountName, StoreName>) => string>> = {
  NAME_CLASH: ({ store, wanted }) =>
    `"${store.name}" would be called "${wanted}" as another one is. Rename one of them in Brightpearl, or in the rules`,
  NAME_TOO_LONG: ({ store }) => `"${store.name}" would get a name of more than 255 characters. Shorten it in the rules`,
  EDITED_ON_BOTH_SIDES: ({ store, wanted, nameBefore }) =>
    `"${nameBefore}" is "${wanted}" in Brightpearl now, and the store calls it "${store.name}". Write "${wanted}" there, or keep the store's name by a rule`,
};

const target = (
  productId: number,
  id: number,
  { twins }: Parent,
): Pick<AttributeCall, 'productId' | 'optionId' | 'valueId'> =>
  twins ? { productId, optionId: twins.store.id, valueId: id } : { productId, optionId: id };

/** A name and a number that both change go in one call; one that steps aside needs two. */
function callsOf(
  stores: readonly StoreName[],
  left: readonly StoreName[],
  names: ReadonlyMap<number, string>,
  orders: ReadonlyMap<number, number>,
  targetOf: (id: number) => Pick<AttributeCall, 'productId' | 'optionId' | 'valueId'>,
): AttributeCall[] {
  const byId = new Map(stores.map((store) => [store.id, store]));
  const steps = renamingSteps(names, [...stores, ...left]);
  const renames = steps.flatMap(({ id, name }): AttributeCall[] => {
    const store = byId.get(id);
    if (!store) return [];
    const order = orders.get(id);
    const sortOrder = order ?? store.sortOrder;
    return [{ ...targetOf(id), name, sortOrder, changed: order === undefined ? ['name'] : ['name', 'sortOrder'] }];
  });
  const moves = stores.flatMap(({ id, name }): AttributeCall[] => {
    const sortOrder = orders.get(id);
    if (sortOrder === undefined || names.has(id)) return [];
    return [{ ...targetOf(id), name, sortOrder, changed: ['sortOrder'] }];
  });
  return [...renames, ...moves];
}

/** Brightpearl's new name counts as seen once the store has it: a refused one is told again. */
function linkOf(pair: Twins<AccountName, StoreName>, newName: string | undefined, { twins }: Parent): TwinLink {
  const { account, store, wanted, nameBefore } = pair;
  const hasIt = sameText(newName ?? store.name, wanted);
  const name = hasIt || nameBefore === undefined ? account.name : nameBefore;
  return twins
    ? {
        account: { optionId: twins.account.id, valueId: account.id },
        store: { optionId: twins.store.id, valueId: store.id },
        name,
      }
    : { account: { optionId: account.id }, store: { optionId: store.id }, name };
}
