interface CustomFieldOption {
  readonly id: number;
  readonly value: string;
}

export interface CustomField {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly type: 'TEXT' | 'TEXT_AREA' | 'SELECT' | 'BOOLEAN' | 'YES_NO' | 'INTEGER' | 'DATE';
  readonly options: readonly CustomFieldOption[];
}

export const ORDER_CUSTOM_FIELDS: readonly CustomField[] = [
  { id: 131, code: 'PCF_WEBORDER', name: 'Web order number', type: 'TEXT', options: [] },
  { id: 132, code: 'PCF_GIFTMSG', name: 'Gift message', type: 'TEXT_AREA', options: [] },
  { id: 133, code: 'PCF_ISGIFT', name: 'Is a gift', type: 'BOOLEAN', options: [] },
  {
    id: 134,
    code: 'PCF_SOURCE',
    name: 'Order source',
    type: 'SELECT',
    options: [
      { id: 137, value: 'Desktop' },
      { id: 138, value: 'Mobile' },
    ],
  },
];

/** Of purchase orders and purchase credits. */
export const PURCHASE_CUSTOM_FIELDS: readonly CustomField[] = [
  { id: 141, code: 'PCF_TRACKING', name: 'Tracking number', type: 'TEXT', options: [] },
];

export const CONTACT_CUSTOM_FIELDS: readonly CustomField[] = [
  { id: 31, code: 'PCF_WEBID', name: 'Web shop customer', type: 'TEXT', options: [] },
];

export const PRODUCT_CUSTOM_FIELDS: readonly CustomField[] = [
  { id: 151, code: 'PCF_WEBTITLE', name: 'Title in the web shop', type: 'TEXT', options: [] },
  { id: 152, code: 'PCF_CARE', name: 'Care instructions', type: 'TEXT_AREA', options: [] },
  { id: 153, code: 'PCF_ONLINE', name: 'Sold online', type: 'YES_NO', options: [] },
  { id: 154, code: 'PCF_PACKSIZE', name: 'Pack size', type: 'INTEGER', options: [] },
  {
    id: 155,
    code: 'PCF_FABRIC',
    name: 'Fabric',
    type: 'SELECT',
    options: [
      { id: 156, value: 'Cotton' },
      { id: 157, value: 'Wool' },
    ],
  },
];
