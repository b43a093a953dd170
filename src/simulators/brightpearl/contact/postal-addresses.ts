import { z } from 'zod';
import type { Account } from '../account';
import { badRequest } from '../failure';
import type { PostalAddress } from '../records';
import { alpha3 } from './countries';

const line = z.string().nullish();

export const postalAddressBody = z.object({
  addressLine1: z.string().min(1, 'is required'),
  addressLine2: line,
  addressLine3: line,
  addressLine4: line,
  postalCode: line,
  countryIsoCode: z.string(),
});

/** Stores an address that no contact uses yet. */
export function createPostalAddress(account: Account, body: PostalAddressBody): PostalAddress {
  const address = { addressId: account.state.nextId('address'), ...linesOf(body) };
  account.state.addresses.set(address.addressId, address);
  return address;
}

/** The whole address anew, for whoever has it. */
export const putPostalAddress = (address: PostalAddress, body: PostalAddressBody): void =>
  void Object.assign(address, linesOf(body));

type PostalAddressBody = z.output<typeof postalAddressBody>;

function linesOf(body: PostalAddressBody) {
  const countryIsoCode = alpha3(body.countryIsoCode);
  if (!countryIsoCode) throw badRequest('CONC-906', `${body.countryIsoCode} is not a country`);
  return {
    addressLine1: body.addressLine1,
    addressLine2: body.addressLine2 ?? '',
    addressLine3: body.addressLine3 ?? '',
    addressLine4: body.addressLine4 ?? '',
    postalCode: body.postalCode ?? '',
    countryIsoCode,
  };
}
