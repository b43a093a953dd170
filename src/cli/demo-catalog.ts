/** What the simulated merchant sells: in Brightpearl by SKU; the store's orders name the same SKUs. */
import type { ProductSeed } from '../simulators/brightpearl/seeds/catalog';

export const CATALOG: ProductSeed[] = [
  { sku: 'MUG-BLUE', name: 'Enamel mug, blue', onHand: { '2': 120 } },
  { sku: 'MUG-RED', name: 'Enamel mug, red', onHand: { '2': 80 } },
  { sku: 'TEE-M', name: 'Logo tee, medium', onHand: { '2': 60 } },
  { sku: 'TEE-L', name: 'Logo tee, large', onHand: { '2': 3 } },
  { sku: 'LAMP-01', name: 'Desk lamp', onHand: { '2': 25 } },
  { sku: 'NOTE-A5', name: 'Notebook A5', onHand: { '2': 400 } },
  { sku: 'PEN-GOLD', name: 'Engraved pen', onHand: { '2': 45 } },
  { sku: 'EBOOK-7', name: 'Field guide (PDF)', stockTracked: false },
  {
    sku: 'GIFTSET',
    name: 'Mug and notebook set',
    components: [
      { sku: 'MUG-BLUE', quantity: 1 },
      { sku: 'NOTE-A5', quantity: 2 },
    ],
  },
];
