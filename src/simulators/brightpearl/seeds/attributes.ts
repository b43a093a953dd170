/** Of products that are seeded without one. */
export const DEFAULT_BRAND_ID = 74;
export const DEFAULT_TYPE_ID = 1;
export const DEFAULT_CATEGORIES: readonly number[] = [296];

export const BRANDS = [
  { id: DEFAULT_BRAND_ID, name: 'Own brand', description: '' },
  { id: 75, name: 'Northwind', description: 'Outdoor clothing' },
  { id: 76, name: 'Contoso', description: '' },
];

export const CATEGORIES = [
  { id: 276, name: 'Kitchen', parentId: 0, active: true },
  { id: 281, name: 'Tableware', parentId: 276, active: true },
  { id: 290, name: 'Clothing', parentId: 0, active: true },
  { id: 296, name: 'Other', parentId: 0, active: true },
];

export const OPTIONS = [
  { id: 1, name: 'Color', sortOrder: 10 },
  { id: 2, name: 'Size', sortOrder: 20 },
];

export const OPTION_VALUES = [
  { id: 1, optionId: 1, name: 'Black', sortOrder: 10 },
  { id: 2, optionId: 1, name: 'Blue', sortOrder: 20 },
  { id: 3, optionId: 1, name: 'Red', sortOrder: 30 },
  { id: 4, optionId: 2, name: 'S', sortOrder: 10 },
  { id: 5, optionId: 2, name: 'M', sortOrder: 20 },
  { id: 6, optionId: 2, name: 'L', sortOrder: 30 },
];

export const SEASONS = [
  { id: 1, name: 'Spring', description: '' },
  { id: 2, name: 'Fall', description: '' },
];

export const COLLECTIONS = [
  { id: 1, name: 'Classics', brandId: 75 },
  { id: 2, name: 'Everyday', brandId: 76 },
];

/** What products vary by depends on their type. */
export const PRODUCT_TYPES: readonly { id: number; name: string; optionIds: readonly number[] }[] = [
  { id: DEFAULT_TYPE_ID, name: 'Default', optionIds: [] },
  { id: 2, name: 'Clothes', optionIds: [1, 2] },
];
