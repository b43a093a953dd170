/** Rules about what happens in the store, and to money, when a sales order changes in Brightpearl. */
import { z } from 'zod';
import { id } from './rule-values';

/** BigCommerce statuses that no map moves an order to or from, and why. */
export const UNMAPPED_STATUSES: Readonly<Record<number, string>> = {
  0: 'Incomplete: the store sets it while a shopper pays',
  2: 'Shipped: shipments set it',
  3: 'Partially Shipped: shipments set it',
  4: 'Refunded: refunds set it',
  5: 'Cancelled: `brightpearlChanges.cancelled` and `cancellations` rule about it',
  14: 'Partially Refunded: refunds set it',
};

const bigcommerceStatus = z.int().min(0).max(14);
const statusKey = z.string().regex(/^\d+$/, 'Write the id of a status');

const refuse = (ctx: z.RefinementCtx, path: string, statusId: number): void => {
  const why = UNMAPPED_STATUSES[statusId];
  if (why !== undefined)
    ctx.addIssue({ code: 'custom', path: [path], message: `Cannot map status ${statusId}, ${why}` });
};

export const brightpearlChangeRulesSchema = z
  .strictObject({
    cancelled: z
      .enum(['report', 'cancel'])
      .default('report')
      .describe(
        'Staff cancelled the sales order. report: a person is told; cancel: the order is cancelled in the store, which mails ' +
          'the customer and gives stock back as the store is set. Nothing is cancelled that was shipped or refunded, or has ' +
          'captured money, and no money is moved.',
      ),
    statuses: z
      .record(statusKey, bigcommerceStatus)
      .default({})
      .superRefine((map, ctx) => {
        for (const [from, to] of Object.entries(map)) refuse(ctx, from, to);
      })
      .describe(
        'Brightpearl order status id to BigCommerce status id: the order follows its sales order. Others move nothing.',
      ),
    storeStatuses: z
      .record(statusKey, id)
      .default({})
      .superRefine((map, ctx) => {
        for (const from of Object.keys(map)) refuse(ctx, from, Number(from));
      })
      .describe(
        'BigCommerce status id to Brightpearl order status id: the sales order follows its order. Others move nothing.',
      ),
    invoiceOnShip: z.boolean().default(false).describe('Whether a sales order is invoiced once all of it has shipped.'),
    capture: z
      .union([z.enum(['never', 'onShip']), z.strictObject({ orderStatusIds: z.array(id).min(1) })])
      .default('never')
      .describe(
        'When what was authorized is captured in the store, always in whole: onShip, once all of every sales order has ' +
          'shipped; or once all of them have one of these Brightpearl statuses.',
      ),
    void: z
      .enum(['never', 'onCancel'])
      .default('never')
      .describe('onCancel: what was authorized is voided when the order is cancelled, on either side.'),
  })
  .describe('What follows in the store from changes in Brightpearl.');

export type BrightpearlChangeRules = z.infer<typeof brightpearlChangeRulesSchema>;

interface WithHold {
  readonly statuses: { readonly hold: number };
  readonly brightpearlChanges: Pick<BrightpearlChangeRules, 'statuses' | 'storeStatuses'>;
}

export const HOLD_MAPPED =
  'Do not map the status of statuses.hold: sales orders wait there for a person, and no map moves them';

export const leavesHoldAlone = ({ statuses: { hold }, brightpearlChanges }: WithHold): boolean =>
  !(hold in brightpearlChanges.statuses) && !Object.values(brightpearlChanges.storeStatuses).includes(hold);
