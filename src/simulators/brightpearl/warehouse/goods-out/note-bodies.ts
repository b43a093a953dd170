import { z } from 'zod';
import { decimalField, idField, timeField } from '../../endpoint';
import { wholeQuantity } from '../reservations';

/** A transfer is made by staff here: `POST /_sim/transfers`. */
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

const MAX_WEIGHT = 999_999.99;

export const noteChangesBody = z.object({
  priority: z.boolean().nullish(),
  shipping: z
    .object({
      shippingMethodId: idField.nullish(),
      reference: z.string().max(64, 'must have 64 characters at most').nullish(),
      boxes: z.number().int().min(0).nullish(),
      weight: decimalField
        .refine((weight) => weight.gte(0) && weight.lte(MAX_WEIGHT), `must be ${MAX_WEIGHT} at most`)
        .nullish(),
    })
    .nullish(),
  labelUri: z.string().max(512, 'must have 512 characters at most').nullish(),
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
