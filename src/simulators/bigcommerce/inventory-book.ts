/** Stock levels as a store remembers them: per location and item. */
import type { StockItem } from './catalog-book';

/** The id of a variant, or minus the id of a product: one number, as there may be 100,000 of them. */
export type ItemKey = number;

export const keyOf = ({ product, variant }: StockItem): ItemKey => (variant ? variant.id : -product.id);

export interface Level {
  /** Null until an absolute adjustment; shown as 0. */
  readonly onHand: number | null;
  readonly safetyStock: number;
  /** Whether it can be bought, whatever its quantity. */
  readonly isInStock: boolean;
  readonly warningLevel: number;
  readonly binPickingNumber: string;
}

/** "Total inventory on hand minus the safety stock." */
export const availableToSell = ({ onHand, safetyStock }: Level): number => (onHand ?? 0) - safetyStock;

export interface Location {
  readonly id: number;
  readonly code: string;
  readonly label: string;
  readonly enabled: boolean;
  readonly storefrontVisible: boolean;
}

/** What an order took, so that exactly that comes back. */
export interface TakenStock {
  readonly item: StockItem;
  readonly locationId: number;
  readonly quantity: number;
}

/** "All BigCommerce stores have at least one location (`id` = `1`)"; it cannot be deleted. */
export const DEFAULT_LOCATION = 1;

const FIRST_LOCATION: Location = {
  id: DEFAULT_LOCATION,
  code: 'BC-LOCATION-1',
  label: 'Default location',
  enabled: true,
  storefrontVisible: true,
};

const NEVER_SET: Level = { onHand: null, safetyStock: 0, isInStock: true, warningLevel: 0, binPickingNumber: '' };

export class InventoryBook {
  readonly #locations = new Map<number, Location>([[DEFAULT_LOCATION, FIRST_LOCATION]]);
  readonly #levels = new Map<number, Map<ItemKey, Level>>();

  location(id: number): Location | undefined {
    return this.#locations.get(id);
  }

  /** By id, ascending. */
  locations(): readonly Location[] {
    return [...this.#locations.values()].sort((a, b) => a.id - b.id);
  }

  setLocation(id: number, fields: Partial<Omit<Location, 'id'>>): void {
    const before = this.#locations.get(id) ?? {
      ...FIRST_LOCATION,
      code: `BC-LOCATION-${id}`,
      label: `Location ${id}`,
    };
    this.#locations.set(id, { ...before, ...fields, id });
  }

  level(locationId: number, key: ItemKey): Level {
    return this.#levels.get(locationId)?.get(key) ?? NEVER_SET;
  }

  change(locationId: number, key: ItemKey, fields: Partial<Level>): void {
    const levels = this.#levels.get(locationId) ?? new Map<ItemKey, Level>();
    this.#levels.set(locationId, levels);
    levels.set(key, { ...this.level(locationId, key), ...fields });
  }

  clear(): void {
    this.#levels.clear();
    this.#locations.clear();
    this.#locations.set(DEFAULT_LOCATION, FIRST_LOCATION);
  }
}
