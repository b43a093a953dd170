/**
 * Shipments of an order (V2). Creating one is not idempotent and mails the customer by the store's own settings; its items
 * and its address can never be changed.
 */
import { z } from 'zod';
import type { HttpClient } from '../http/http-client';
import { listV2 } from './lists';
import { integer, text } from './schemas/common';
import type { CallOptions, SendOptions } from './transport';

export interface ShipmentInput {
  readonly orderAddressId: number;
  readonly items: readonly { readonly lineId: number; readonly quantity: number }[];
  /** At most 50 characters. */
  readonly trackingNumber?: string;
  /** A provider of the store's (`ups`, `fedex`, `carrier_7`, …). */
  readonly provider?: string;
  /** A slug of AfterShip's, for carriers that the store has no provider for. */
  readonly carrier?: string;
  /** At most 500 characters; the store makes none of its own then. */
  readonly trackingLink?: string;
  /** Free text beside the provider. */
  readonly method?: string;
  /** At most 65,535 characters. */
  readonly comments?: string;
}

/** What can be changed of one that is there. */
export type ShipmentChange = Omit<ShipmentInput, 'orderAddressId' | 'items'>;

const shipmentSchema = z
  .object({
    id: integer,
    order_id: integer,
    order_address_id: integer,
    date_created: z.string(),
    tracking_number: text,
    tracking_link: text,
    shipping_provider: text,
    tracking_carrier: text,
    comments: text,
    items: z.array(z.object({ order_product_id: integer, quantity: integer })),
  })
  .transform((shipment) => ({
    id: shipment.id,
    orderId: shipment.order_id,
    orderAddressId: shipment.order_address_id,
    createdAt: shipment.date_created,
    trackingNumber: shipment.tracking_number,
    trackingLink: shipment.tracking_link,
    provider: shipment.shipping_provider,
    carrier: shipment.tracking_carrier,
    comments: shipment.comments,
    items: shipment.items.map((item) => ({ lineId: item.order_product_id, quantity: item.quantity })),
  }));

export type BcShipment = z.output<typeof shipmentSchema>;

export const shipmentsResource = (http: HttpClient) => ({
  /** All of an order, those that people made in the store among them. */
  list: (orderId: number, { signal }: CallOptions = {}): Promise<BcShipment[]> =>
    listV2(http, { path: pathOf(orderId), row: shipmentSchema, signal }),

  async create(
    orderId: number,
    { orderAddressId, items, ...fields }: ShipmentInput,
    { signal, beforeSend }: SendOptions = {},
  ): Promise<BcShipment> {
    const body = {
      order_address_id: orderAddressId,
      items: items.map(({ lineId, quantity }) => ({ order_product_id: lineId, quantity })),
      ...toWire(fields),
    };
    const path = pathOf(orderId);
    return (await http.request({ method: 'POST', path, body, answer: shipmentSchema, signal, beforeSend })).body;
  },

  /** Sets what is named and leaves the rest; may be repeated. */
  async update(orderId: number, id: number, change: ShipmentChange, { signal }: CallOptions = {}): Promise<BcShipment> {
    const path = `${pathOf(orderId)}/${id}`;
    const body = toWire(change);
    return (await http.request({ method: 'PUT', path, body, answer: shipmentSchema, signal })).body;
  },
});

const pathOf = (orderId: number): string => `/v2/orders/${orderId}/shipments`;

const toWire = ({ trackingNumber, provider, carrier, trackingLink, method, comments }: ShipmentChange) => ({
  tracking_number: trackingNumber,
  shipping_provider: provider,
  tracking_carrier: carrier,
  tracking_link: trackingLink,
  shipping_method: method,
  comments,
});
