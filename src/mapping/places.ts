/** Where each sales order of an order is delivered to, and how. */
import type { BpAddress } from '../brightpearl/schemas/sales-order';
import type { Issue } from '../domain/issues';
import { toBrightpearlAddress, type AddressResult } from './addresses';
import { destinationsOf, shippingMethodOf, type Destination } from './destinations';
import type { MappingContext, OrderSnapshot } from './types';

export interface Place {
  readonly destination: Destination;
  readonly address: BpAddress;
  readonly shippingMethodId?: number;
}

export type PlacesResult =
  | { readonly ok: true; readonly places: readonly Place[]; readonly notices: readonly string[] }
  | { readonly ok: false; readonly issues: readonly Issue[] };

export function placesOf({ order }: OrderSnapshot, ctx: MappingContext): PlacesResult {
  const found = destinationsOf(order, ctx);
  if (!found.ok) return { ok: false, issues: [found.issue] };
  const several = found.destinations.length > 1;
  const places = found.destinations.map((destination) => ({
    destination,
    address: deliveryAddress(destination, several, order, ctx),
    method: shippingMethodOf(order, destination, ctx),
  }));
  const issues = places.flatMap(({ address, method }) =>
    [address, method].flatMap((one) => (one.ok ? [] : [one.issue])),
  );
  if (issues.length > 0) return { ok: false, issues };
  return {
    ok: true,
    places: places.flatMap(({ destination, address, method }) =>
      address.ok && method.ok
        ? [
            {
              destination,
              address: address.address,
              ...(method.id === undefined ? {} : { shippingMethodId: method.id }),
            },
          ]
        : [],
    ),
    notices: places.flatMap(({ address, method }) => [
      ...(address.ok ? address.notices : []),
      ...(method.ok && method.notice ? [method.notice] : []),
    ]),
  };
}

/** An amended address replaces the only one; of several it repairs those that cannot be used as they are. */
function deliveryAddress(
  { address, kind }: Destination,
  several: boolean,
  order: OrderSnapshot['order'],
  { amendments }: MappingContext,
): AddressResult {
  const own = {
    subject: `order ${order.id} ${kind === 'none' ? 'billing' : kind} address`,
    email: order.billing_address.email,
    telephone: order.billing_address.phone,
  };
  const amended = amendments.address ? { ...own, amended: amendments.address } : own;
  if (!several) return toBrightpearlAddress(address, amended);
  const unamended = toBrightpearlAddress(address, own);
  return unamended.ok ? unamended : toBrightpearlAddress(address, amended);
}
