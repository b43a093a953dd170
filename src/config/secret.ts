import { inspect } from 'node:util';

/**
 * A value that must never reach a log, a history, an error or a JSON document. Whatever prints or serializes it shows
 * `[secret]`; only `reveal()` gives it away, so that every use can be found by name.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [inspect.custom](): string {
    return '[secret]';
  }
}
