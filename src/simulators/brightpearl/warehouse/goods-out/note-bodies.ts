import { z } from 'zod';
import { idField, timeField } from '../../endpoint';
import { wholeQuantity } from '../reservations';

/** Of transfers between warehouses only the refusal is simulated. */
const transferField = z.literal(false, 'is not simulated').nullish();

export const notesBody = z.object({
  warehouses: z
    .array(
      z.object({
        releaseDate: timeField.nullish(),
        warehouseId: idField,
        transfer: transferField,
        products: z
          .array(z.object({ productId: idField, salesOrderRowId: idField, quantity: wholeQuantity }))
          .min(1, 'is required'),
      }),
    )
    .min(1, 'is required'),
  priority: z.boolean().nullish(),
  shippingMethodId: idField.nullish(),
});

export const eventsBody = z.object({
  events: z
    .array(
      z.object({
        eventCode: z.enum(['PRI', 'UPR', 'PIC', 'UPI', 'PAC', 'UPA', 'SHW']),
        occured: timeField,
        eventOwnerId: idField,
      }),
    )
    .min(1, 'names no event'),
});
