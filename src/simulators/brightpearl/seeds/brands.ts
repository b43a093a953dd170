export interface Brand {
  readonly id: number;
  readonly name: string;
}

/** Of products that are seeded without one. */
export const DEFAULT_BRAND_ID = 74;

export const BRANDS: readonly Brand[] = [
  { id: DEFAULT_BRAND_ID, name: 'Own brand' },
  { id: 75, name: 'Northwind' },
  { id: 76, name: 'Contoso' },
];
