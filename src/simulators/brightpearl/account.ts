import type { SimClock } from '../core/clock';
import type { Rng } from '../core/rng';
import { shuffle } from './id-set';
import { createReferenceLists, type TaxScheme } from './reference-lists';
import type { Row } from './search/columns';
import { SearchIndex } from './search/search-index';
import { createState, type AccountState } from './state';
import { DEFAULT_SWITCHES, type SwitchChanges, type Switches } from './switches';
import { formatTime } from './times';

/** The contact in whose name the API writes. */
export const API_USER_ID = 4;

const SECOND_MS = 1_000;

export interface AccountOptions {
  readonly code: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly baseCurrency: string;
  readonly taxScheme: TaxScheme;
  readonly switches: Partial<Switches>;
  readonly clock: SimClock;
  readonly rng: Rng;
  /** Told of every event that a webhook can be subscribed to: `order.modified`, and the id. */
  readonly onEvent: (event: string, id: number) => void;
}

/** The simulated account: its records, what its searches see of them, and the few things every resource needs. */
export class Account {
  readonly code: string;
  readonly timeZone: string;
  readonly rng: Rng;
  readonly clock: SimClock;
  #options: AccountOptions;
  #index = new SearchIndex();
  #state: AccountState;
  #switches: Switches;
  #written: { readonly at: number; readonly text: string } | undefined;

  constructor(options: AccountOptions) {
    this.#options = options;
    this.code = options.code;
    this.timeZone = options.timeZone;
    this.rng = options.rng;
    this.clock = options.clock;
    this.#state = this.#emptyState();
    this.#switches = { ...DEFAULT_SWITCHES, ...options.switches };
  }

  get state(): AccountState {
    return this.#state;
  }

  get switches(): Readonly<Switches> {
    return this.#switches;
  }

  setSwitches(changes: SwitchChanges): void {
    const given = Object.entries(changes).filter(([, value]) => value !== undefined);
    this.#switches = { ...this.#switches, ...Object.fromEntries(given) };
  }

  /** As new: no records, switches as they were given at the start. */
  reset(): void {
    this.#state = this.#emptyState();
    this.#switches = { ...DEFAULT_SWITCHES, ...this.#options.switches };
    this.#index.clear();
  }

  /** Now, to the second: Brightpearl keeps no milliseconds. */
  now(): number {
    return Math.floor(this.clock.now().getTime() / SECOND_MS) * SECOND_MS;
  }

  /** As the API writes it. The last one is kept: what was seeded together has one time, which a page shows often. */
  time(epochMs: number): string {
    if (this.#written?.at !== epochMs) this.#written = { at: epochMs, text: formatTime(epochMs, this.timeZone) };
    return this.#written.text;
  }

  /** As the API writes it; absent keys are left out of answers. */
  optionalTime(epochMs: number | undefined): string | undefined {
    return epochMs === undefined ? undefined : this.time(epochMs);
  }

  shuffled<T>(items: Iterable<T>): T[] {
    return shuffle([...items], this.rng);
  }

  raise(event: string, id: number): void {
    this.#options.onEvent(event, id);
  }

  /** Writes a record into a search's index, to be seen there after the lag; without a row it disappears. */
  index(search: string, id: number, row: Row | undefined): void {
    this.#index.write(search, id, row, this.clock.now().getTime(), this.#switches.indexLagMs);
  }

  /** What a search sees now. */
  indexed(search: string): readonly Row[] {
    return this.#index.rows(search, this.clock.now().getTime());
  }

  #emptyState(): AccountState {
    return createState(createReferenceLists(this.#options.baseCurrency, this.#options.taxScheme));
  }
}
