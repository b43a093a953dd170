/** What shoppers do in their accounts, and staff in the control panel. */
import { z } from 'zod';
import { readControlBody } from '../../core/control';
import type { Route, SimRequest } from '../../core/http';
import type { SimContext } from '../context';
import { controlPost } from '../control-routes';
import { addCustomer } from '../customers';
import type { Fields } from '../state';
import {
  addAddress,
  changeAddress,
  changeCustomer,
  deleteAddress,
  deleteCustomer,
  findAddress,
} from './customer-changes';
import { addCustomerGroup, groupSchema } from './groups';

export interface CustomerControl {
  /** Answers the customer's id. */
  readonly addCustomer: (customer: Fields) => number;
  /** Any field but `addresses`. */
  readonly changeCustomer: (id: number, fields: Fields) => void;
  readonly deleteCustomer: (id: number) => void;
  /** Answers the address's id. */
  readonly addAddress: (customerId: number, address: Fields) => number;
  readonly changeAddress: (id: number, fields: Fields) => void;
  readonly deleteAddress: (id: number) => void;
  /** Answers the group's id. */
  readonly addCustomerGroup: (group: z.input<typeof groupSchema>) => number;
}

export function createCustomerControl(context: SimContext): CustomerControl {
  return {
    addCustomer: (given) => {
      const customer = addCustomer(context, given);
      context.events.customer(customer, 'created');
      return Number(customer['id']);
    },
    changeCustomer: (id, { addresses, ...given }) => {
      if (addresses !== undefined) throw new Error('Addresses are changed one by one');
      changeCustomer(context, theCustomer(context, id), given);
    },
    deleteCustomer: (id) => deleteCustomer(context, theCustomer(context, id)),
    addAddress: (customerId, given) => {
      const address = addAddress(context, theCustomer(context, customerId), given);
      if (!address) throw new Error(`Customer ${customerId} has just this address already`);
      return Number(address['id']);
    },
    changeAddress: (id, given) => {
      const { customer, address } = theAddress(context, id);
      if (!changeAddress(context, customer, address, given)) throw new Error('Another address is just like that');
    },
    deleteAddress: (id) => {
      const { customer, address } = theAddress(context, id);
      deleteAddress(context, customer, address);
    },
    addCustomerGroup: (group) => addCustomerGroup(context, group),
  };
}

export function customerControlRoutes(control: CustomerControl): Route[] {
  const fields = z.record(z.string(), z.unknown());
  const idOf = ({ params }: SimRequest): number => Number(params['id']);
  const given = (request: SimRequest): Fields => readControlBody(fields, request);
  return [
    controlPost('customers', (request) => ({ id: control.addCustomer(given(request)) })),
    controlPost('customers/{id}', (request) => control.changeCustomer(idOf(request), given(request))),
    controlPost('customers/{id}/delete', (request) => control.deleteCustomer(idOf(request))),
    controlPost('customers/{id}/addresses', (request) => ({ id: control.addAddress(idOf(request), given(request)) })),
    controlPost('addresses/{id}', (request) => control.changeAddress(idOf(request), given(request))),
    controlPost('addresses/{id}/delete', (request) => control.deleteAddress(idOf(request))),
    controlPost('customer-groups', (request) => ({
      id: control.addCustomerGroup(readControlBody(groupSchema, request)),
    })),
  ];
}

function theCustomer({ state }: SimContext, id: number): Fields {
  const customer = state.customers.get(id);
  if (!customer) throw new Error(`There is no customer ${id}`);
  return customer;
}

function theAddress(context: SimContext, id: number): { customer: Fields; address: Fields } {
  const found = findAddress(context, id);
  if (!found) throw new Error(`There is no address ${id}`);
  return found;
}
