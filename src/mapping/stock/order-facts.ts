/** What the demand of an order is worked out from later, taken from the order as it was read. */
import type { BcOrder, BcOrderProduct } from '../../bigcommerce/schemas/order';
import type { DemandFactLine, DemandFacts } from '../../domain/stock-facts';
import { refundedBeforeShipping } from './demand';

/** Payment statuses that say that nobody has paid or promised anything. Unknown ones count as paid: such orders never expire. */
const UNPAID: readonly string[] = ['', 'pending', 'declined', 'void', 'voided'];

interface Handling {
  readonly skipped: boolean;
  /** By which a line's product is looked up at import. */
  readonly skuOf: (line: BcOrderProduct) => string;
}

export function demandFactsOf(order: BcOrder, { skipped, skuOf }: Handling): DemandFacts {
  return {
    statusId: order.status_id,
    placedAt: new Date(order.date_created).toISOString(),
    paid: !UNPAID.includes(order.payment_status.toLowerCase()),
    skipped,
    lines: linesOf(order).map((line) => factLine(line, skuOf(line))),
  };
}

/** Gift certificates have no stock. */
const linesOf = ({ consignments }: BcOrder): readonly BcOrderProduct[] =>
  [...consignments.shipping, ...consignments.pickups, ...consignments.downloads].flatMap(
    ({ line_items: lines }) => lines,
  );

const factLine = (line: BcOrderProduct, sku: string): DemandFactLine => ({
  lineId: line.id,
  ...(line.parent_order_product_id ? { parentLineId: line.parent_order_product_id } : {}),
  variantId: line.variant_id,
  sku,
  quantity: line.quantity,
  refundedBeforeShipping: refundedBeforeShipping(line.quantity_refunded, line.quantity_shipped),
  shippedInStore: line.quantity_shipped,
});
