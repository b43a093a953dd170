/** Channels, warehouses, shipping methods, price lists, lead sources and projects. */

export interface Channel {
  readonly id: number;
  readonly name: string;
  readonly channelTypeId: number;
  readonly defaultWarehouseId: number;
  readonly defaultPriceListId: number;
}

export const CHANNELS: readonly Channel[] = [
  { id: 1, name: 'Brightpearl', channelTypeId: 1, defaultWarehouseId: 2, defaultPriceListId: 2 },
  { id: 4, name: 'BigCommerce', channelTypeId: 3, defaultWarehouseId: 2, defaultPriceListId: 2 },
  { id: 5, name: 'BigCommerce wholesale', channelTypeId: 3, defaultWarehouseId: 2, defaultPriceListId: 3 },
  { id: 6, name: 'Shop floor', channelTypeId: 2, defaultWarehouseId: 3, defaultPriceListId: 4 },
];

export interface Warehouse {
  readonly id: number;
  readonly name: string;
}

export const WAREHOUSES: readonly Warehouse[] = [
  { id: 2, name: 'Main warehouse' },
  { id: 3, name: 'Overflow warehouse' },
  { id: 4, name: 'Returns' },
];

export interface ShippingMethod {
  readonly id: number;
  readonly name: string;
  readonly code: string;
  readonly carrier: string;
}

export const SHIPPING_METHODS: readonly ShippingMethod[] = [
  { id: 1, name: 'Standard', code: 'STD', carrier: 'USPS' },
  { id: 2, name: 'Two day', code: '2DAY', carrier: 'UPS' },
  { id: 3, name: 'Next day', code: 'NEXT', carrier: 'FedEx' },
  { id: 4, name: 'Collect in store', code: 'COLLECT', carrier: '' },
];

export interface PriceList {
  readonly id: number;
  readonly name: string;
  readonly code: string;
  readonly typeCode: 'BUY' | 'SELL';
  /** Its prices are meant with tax. */
  readonly gross: boolean;
  /** The account's base currency where there is none. */
  readonly currencyCode?: string;
}

export const PRICE_LISTS: readonly PriceList[] = [
  { id: 0, name: 'Cost', code: 'COST', typeCode: 'BUY', gross: false },
  { id: 1, name: 'Supplier cost', code: 'SUPPLIER', typeCode: 'BUY', gross: false },
  { id: 2, name: 'Retail', code: 'RETAIL', typeCode: 'SELL', gross: false },
  { id: 3, name: 'Trade', code: 'TRADE', typeCode: 'SELL', gross: false },
  { id: 4, name: 'Retail including tax', code: 'RETAIL-INC', typeCode: 'SELL', gross: true },
  { id: 5, name: 'Retail, euro', code: 'RETAIL-EUR', typeCode: 'SELL', gross: false, currencyCode: 'EUR' },
  { id: 6, name: 'Retail, sterling', code: 'RETAIL-GBP', typeCode: 'SELL', gross: true, currencyCode: 'GBP' },
];

export interface LeadSource {
  readonly id: number;
  readonly name: string;
}

export const LEAD_SOURCES: readonly LeadSource[] = [
  { id: 1, name: 'Telephone' },
  { id: 4, name: 'Web shop' },
  { id: 5, name: 'Trade fair' },
];

export interface Project {
  readonly id: number;
  readonly name: string;
}

export const PROJECTS: readonly Project[] = [
  { id: 1, name: 'Web' },
  { id: 2, name: 'Retail' },
];

/** Teams exist, but no public list shows them. */
export const TEAM_IDS: readonly number[] = [8, 9];
