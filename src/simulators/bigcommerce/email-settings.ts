/** Which mails the store sends to shoppers. */
import { z } from 'zod';
import { ChannelSettings } from './channel-settings';

/**
 * By the names of the templates, as the examples of the description have them; four names of its schema
 * (`create_account_email`) differ.
 */
const DEFAULTS = {
  abandoned_cart_email: true,
  account_details_changed_email: true,
  /** Changes of an order's status, shipments among them. */
  combined_order_status_email: true,
  createaccount_email: true,
  createguestaccount_email: true,
  giftcertificate_email: true,
  /** The confirmation of an order. */
  invoice_email: true,
  ordermessage_notification: true,
  product_review_email: false,
  return_confirmation_email: true,
  return_statuschange_email: true,
};

export type EmailSwitches = { readonly [Name in keyof typeof DEFAULTS]: boolean };

export const emailSettings = (): ChannelSettings<EmailSwitches> => new ChannelSettings(DEFAULTS);

const flag = z.boolean().nullable();

/** What a write may hold; null ends a channel's override. */
export const emailSwitchesSchema = z
  .strictObject({
    abandoned_cart_email: flag,
    account_details_changed_email: flag,
    combined_order_status_email: flag,
    createaccount_email: flag,
    createguestaccount_email: flag,
    giftcertificate_email: flag,
    invoice_email: flag,
    ordermessage_notification: flag,
    product_review_email: flag,
    return_confirmation_email: flag,
    return_statuschange_email: flag,
  })
  .partial();
