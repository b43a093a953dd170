/** Contacts that follow their customers, over both simulators. */
import { customerWorlds, EMAIL } from './support';

const open = customerWorlds();

describe('a contact that an order made', () => {
  it('follows the customer in what the connector wrote', async () => {
    const world = await open();
    const customerId = world.register();
    const contactId = await world.order(customerId);
    world.bigcommerce.control.changeCustomer(customerId, {
      first_name: 'Anna',
      phone: '555-0199',
      company: 'Archer Ltd',
      email: 'anna@example.com',
    });
    expect(await world.follow(customerId)).toEqual({ updated: 1, left: 0, created: 0, parked: 0 });
    expect(world.contact(contactId)).toMatchObject({
      firstName: 'Anna',
      lastName: 'Archer',
      companyName: 'Archer Ltd',
      emails: { PRI: 'anna@example.com' },
      telephones: { PRI: '555-0199' },
    });
  });

  it('is left alone where nothing differs, with reads alone', async () => {
    const world = await open();
    const customerId = world.register();
    await world.order(customerId);
    world.forgetRequests();
    expect(await world.follow(customerId)).toMatchObject({ updated: 0, left: 1 });
    expect(world.requests('brightpearl')).toEqual([
      'GET /contact-service/contact/{ids}',
      'GET /contact-service/postal-address/{ids}',
    ]);
    expect(await world.store.customerNews.counts(world.storeHash)).toEqual([]);
  });

  it('keeps what staff changed, and follows in the rest', async () => {
    const world = await open();
    const customerId = world.register();
    const contactId = await world.order(customerId);
    await world.staff('POST', `contacts/${contactId}`, { telephone: '020 7946 0000', companyName: 'By Staff Ltd' });
    world.bigcommerce.control.changeCustomer(customerId, {
      phone: '555-0199',
      company: 'Archer Ltd',
      last_name: 'Bow',
    });
    expect(await world.follow(customerId)).toMatchObject({ updated: 1 });
    expect(world.contact(contactId)).toMatchObject({
      lastName: 'Bow',
      companyName: 'By Staff Ltd',
      telephones: { PRI: '020 7946 0000' },
    });
  });

  it('is overwritten where the rule is always', async () => {
    const world = await open({ customers: { fields: { telephone: 'always' } } });
    const customerId = world.register();
    const contactId = await world.order(customerId);
    await world.staff('POST', `contacts/${contactId}`, { telephone: '020 7946 0000' });
    expect(await world.follow(customerId)).toMatchObject({ updated: 1 });
    expect(world.contact(contactId).telephones).toEqual({ PRI: '555-0100' });
  });

  it('takes the new address of a customer who moved, and keeps the delivery address', async () => {
    const world = await open();
    const customerId = world.register();
    const contactId = await world.order(customerId);
    const before = world.contact(contactId).postAddressIds;
    world.move(customerId, { address1: '2 New Road', postal_code: 'BS2 2BB' });
    expect(await world.follow(customerId)).toMatchObject({ updated: 1 });
    const after = world.contact(contactId).postAddressIds;
    expect(after['BIL']).toBe(after['DEF']);
    expect(after['DEL']).toBe(before['DEL']);
    expect(world.brightpearl.state().addresses.get(after['BIL'] ?? 0)).toMatchObject({
      addressLine1: '2 New Road',
      addressLine3: 'Bristol',
      postalCode: 'BS2 2BB',
      countryIsoCode: 'GBR',
    });
    expect(await world.follow(customerId)).toMatchObject({ updated: 0, left: 1 });
  });

  it('gets price list, trade terms, tax number and custom fields by rule', async () => {
    const world = await open({
      customers: {
        groups: [{ group: 7, priceListId: 3, creditTermDays: 30, discountPercentage: '2.5', taxCodeId: 4 }],
        taxNumberFrom: { formField: 'VAT number' },
        customFields: [{ code: 'PCF_WEBID', from: { attribute: 12 } }],
      },
    });
    const customerId = world.register({
      customer_group_id: 7,
      attributes: [{ attribute_id: 12, attribute_value: '4711' }],
      form_fields: [{ name: 'VAT number', value: 'GB123456789', customer_id: 1 }],
    });
    const contactId = await world.order(customerId);
    expect(await world.follow(customerId)).toMatchObject({ updated: 1 });
    const contact = world.contact(contactId);
    expect(contact.financialDetails).toMatchObject({
      priceListId: 3,
      creditTermDays: 30,
      discountPercentage: 2.5,
      taxCodeId: 4,
      taxNumber: 'GB123456789',
    });
    expect(contact.customFields.get('PCF_WEBID')).toBe(4711);
    expect(await world.follow(customerId)).toMatchObject({ updated: 0, left: 1 });
  });

  it('takes consent and its withdrawal only where the rule says so', async () => {
    const world = await open({ customers: { fields: { newsletter: 'ours' } } });
    const customerId = world.register({ accepts_product_review_abandoned_cart_emails: true });
    const contactId = await world.order(customerId);
    await world.follow(customerId);
    expect(world.contact(contactId).isReceiveEmailNewsletter).toBe(true);
    await world.staff('POST', `contacts/${contactId}`, { isReceiveEmailNewsletter: false });
    await world.follow(customerId);
    expect(world.contact(contactId).isReceiveEmailNewsletter).toBe(false);
  });
});

describe('a contact that was there before', () => {
  it('has only its empty fields filled', async () => {
    const world = await open();
    const { id } = await world.staff('POST', 'contacts', { firstName: 'A.', lastName: 'Archer', email: EMAIL });
    const customerId = world.register({ company: 'Archer Ltd' });
    expect(await world.order(customerId)).toBe(id);
    expect(await world.follow(customerId)).toMatchObject({ updated: 1 });
    expect(world.contact(id)).toMatchObject({
      firstName: 'A.',
      companyName: 'Archer Ltd',
      telephones: { PRI: '555-0100' },
    });
  });
});

describe('customers in the list', () => {
  it('without a contact are not read at all, and come again with their first order', async () => {
    const world = await open({ customers: { groups: [{ group: 7, priceListId: 3 }] } });
    const customerId = world.register({ customer_group_id: 7 });
    world.forgetRequests();
    expect(await world.follow(customerId)).toMatchObject({ updated: 0, left: 1 });
    expect([...world.requests('bigcommerce'), ...world.requests('brightpearl')]).toEqual([]);
    const contactId = await world.order(customerId);
    expect(world.customerSignals).toHaveLength(1);
    const { storeHash, account } = world;
    expect(await world.run('followCustomers', { storeHash, account })).toMatchObject({ updated: 1 });
    expect(world.contact(contactId).financialDetails).toMatchObject({ priceListId: 3 });
  });

  it('that are gone from the store leave their contact to another', async () => {
    const world = await open();
    const customerId = world.register();
    const contactId = await world.order(customerId);
    await world.follow(customerId);
    world.bigcommerce.control.deleteCustomer(customerId);
    expect(await world.follow(customerId)).toMatchObject({ left: 1, parked: 0 });
    expect(await world.store.contactMarks.get({ account: world.account, contactId })).toMatchObject({
      customerId: null,
    });
  });

  it('take the contact over from one who is gone, as they are by then', async () => {
    const world = await open();
    const { storeHash, account } = world;
    const [first, second] = [world.register(), world.register({ email: EMAIL.toUpperCase(), phone: '555-0142' })];
    const contactId = await world.order(first);
    await world.follow(first);
    expect(await world.order(second)).toBe(contactId);
    world.bigcommerce.control.changeCustomer(second, { first_name: 'Anna' });
    expect(await world.follow(second)).toMatchObject({ left: 1 });
    expect(world.contact(contactId)).toMatchObject({ firstName: 'Ann', telephones: { PRI: '555-0100' } });

    world.bigcommerce.control.deleteCustomer(first);
    await world.follow(first);
    expect(world.customerSignals.at(-1)).toMatchObject({ storeHash });
    expect(await world.run('followCustomers', { storeHash, account })).toMatchObject({ updated: 1 });
    expect(world.contact(contactId)).toMatchObject({ firstName: 'Anna', telephones: { PRI: '555-0142' } });
    await world.follow(first);
    expect(await world.store.customerNews.counts(storeHash)).toEqual([]);
  });

  it('take the contact over from a customer of a store whose customers are followed no more', async () => {
    const world = await open();
    const { account, store } = world;
    const customerId = world.register();
    const contactId = await world.order(customerId);
    await store.contactMarks.follow({ account, contactId }, { storeHash: 'former', customerId: 7 }, ['former']);
    world.bigcommerce.control.changeCustomer(customerId, { first_name: 'Anna' });
    expect(await world.follow(customerId)).toMatchObject({ updated: 1 });
    expect(world.contact(contactId).firstName).toBe('Anna');
  });

  it('whose contact staff merged into another wait for the next order', async () => {
    const world = await open();
    const customerId = world.register();
    const contactId = await world.order(customerId);
    await world.staff('DELETE', `contacts/${contactId}`);
    world.bigcommerce.control.changeCustomer(customerId, { first_name: 'Anna' });
    expect(await world.follow(customerId)).toMatchObject({ updated: 0, left: 1, parked: 0 });
  });

  it('that Brightpearl refuses are parked with the reason, and keep no other waiting', async () => {
    const world = await open();
    const [refused, fine] = [world.register(), world.register({ email: 'bob@example.com', first_name: 'Bob' })];
    const contactIds = [
      await world.order(refused),
      await world.order(fine, { billing: { email: 'bob@example.com', first_name: 'Bob' } }),
    ];
    for (const id of [refused, fine]) world.bigcommerce.control.changeCustomer(id, { last_name: 'Newname' });
    world.brightpearl.core.faults.add({
      method: 'PATCH',
      path: `/contact-service/contact/${contactIds[0]}$`,
      mode: 'status',
      status: 400,
      count: 1,
    });
    await world.store.customerNews.add({ storeHash: world.storeHash, accounts: [world.account] }, [refused], 'webhook');
    expect(await world.follow(fine)).toMatchObject({ updated: 1, parked: 1 });
    expect(world.contact(contactIds[1] ?? 0).lastName).toBe('Newname');
    const { storeHash, account } = world;
    expect(await world.store.customerNews.parked({ storeHash, accounts: [account] }, 10)).toEqual([
      expect.objectContaining({ customerId: refused, parked: 'REJECTED_BY_BRIGHTPEARL' }),
    ]);
    await world.waitOut();
    expect(await world.follow(refused)).toMatchObject({ updated: 1 });
  });
});
