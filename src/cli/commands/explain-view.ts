/** Where a level comes from, step by step, as the worked example of `docs/stock.md` has it. */
import type { ExplainAnswer } from '../../api/stock-answers';
import { pairs, table, time } from '../text';

type Variant = ExplainAnswer['variants'][number];
type Level = Variant['levels'][number];

export const showExplained = ({ variants }: ExplainAnswer, columns: number | undefined): string =>
  variants.map((variant) => showVariant(variant, columns)).join('\n');

function showVariant(variant: Variant, columns: number | undefined): string {
  const { sku, variantId, account, brightpearlId, problem, setLink, components, issues } = variant;
  const head = pairs([
    ['SKU', sku],
    ['Variant', variantId],
    ['Brightpearl', brightpearlId === null ? `no product in ${account}` : `product ${brightpearlId} in ${account}`],
    ['Set by id', setLink && `product ${setLink.productId}, by ${setLink.actor}, ${time(setLink.at)} UTC`],
    ['Bundle of', components.map(({ productId, quantity }) => `${quantity} x product ${productId}`).join(', ')],
    ['No level', problem],
  ]);
  return [
    head,
    ...variant.levels.map((level) => levelOf(level, components.length > 0, columns)),
    demandOf(variant, columns),
    ...issues.map(({ code, message }) => section(`Issue ${code}`, `${message}\n`)),
  ].join('');
}

/** Of a bundle all figures are whole bundles; what was sold lessens its components, and shows in what is left. */
function levelOf(level: Level, isBundle: boolean, columns: number | undefined): string {
  const { locationId, warehouses, rules, written, expected, decidedBy = 'nothing' } = level;
  const steps: (readonly [string, string | number | undefined])[] = [
    ...warehouses.map(
      ({ warehouseId, onHand }) => [`${isBundle ? 'bundles' : 'onHand'} in warehouse ${warehouseId}`, onHand] as const,
    ),
    ['pool', level.pool],
    ['demand: sold and not reserved', isBundle ? undefined : level.demand],
    [isBundle ? 'left: after the demand for its parts' : 'left: what can ship', level.left],
    ['buffer: kept back', level.buffer],
    ...rules.map(({ sets, rule, value }) => [`${sets}, by ${rule}`, value] as const),
    [`EXPECTED, decided by ${decidedBy}`, expected ?? 'no level'],
    [written ? `last written, ${time(written.at)} UTC` : 'last written', written?.quantity ?? 'not by the connector'],
    ['the store shows: on hand', level.onHandInStore ?? 'nothing'],
    ['the store shows: safety stock', level.safetyStock],
    ['the store shows: sellable', level.availableToSell],
  ];
  const rows = steps.filter(([, figure]) => figure !== undefined);
  return section(`Location ${locationId}`, table(['Step', 'Figure'], rows, { columns, wide: 0 }));
}

function demandOf({ demand }: Variant, columns: number | undefined): string {
  if (demand.length === 0) return '';
  const rows = demand.map(({ storeHash, orderId, productId, ordered, covered, outstanding, reason }) => [
    `${storeHash}/${orderId}`,
    productId,
    ordered,
    covered,
    outstanding,
    reason,
  ]);
  const head = ['Order', 'Product', 'Ordered', 'Covered', 'Outstanding', 'Why'];
  return section('Demand', table(head, rows, { columns, wide: 5 }));
}

const section = (title: string, body: string): string => `\n${title}\n${body}`;
