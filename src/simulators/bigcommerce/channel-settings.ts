/** Settings of the store that its channels may override. */

/** Null: as the store has it. */
export type ChannelOverrides<Settings> = { readonly [Name in keyof Settings]: Settings[Name] | null };
export type SettingChanges<Settings> = { readonly [Name in keyof Settings]?: Settings[Name] | null | undefined };

/** One group of settings, under the vendor's field names: they are read and written as they are. */
export class ChannelSettings<Settings extends object> {
  readonly #defaults: Settings;
  readonly #inherited: ChannelOverrides<Settings>;
  #global: Settings;
  readonly #channels = new Map<number, ChannelOverrides<Settings>>();

  constructor(defaults: Settings) {
    this.#defaults = defaults;
    this.#inherited = Object.fromEntries(
      Object.keys(defaults).map((name) => [name, null]),
    ) as ChannelOverrides<Settings>;
    this.#global = defaults;
  }

  /** The settings as a read without, or with, a channel shows them. */
  shown(channelId: number | undefined): Settings | ChannelOverrides<Settings> {
    return channelId === undefined ? this.#global : (this.#channels.get(channelId) ?? this.#inherited);
  }

  /** Null ends a channel's override; of the store itself nothing can be null. */
  change(channelId: number | undefined, changes: SettingChanges<Settings>): void {
    const given = Object.entries(changes).filter(([, value]) => value !== undefined);
    if (channelId === undefined) {
      this.#global = { ...this.#global, ...Object.fromEntries(given.filter(([, value]) => value !== null)) };
    } else {
      const before = this.#channels.get(channelId) ?? this.#inherited;
      this.#channels.set(channelId, { ...before, ...Object.fromEntries(given) });
    }
  }

  /** What holds for orders of a channel; undefined for orders made by hand. */
  inEffect(channelId: number | undefined): Settings {
    const own = channelId === undefined ? undefined : this.#channels.get(channelId);
    const overridden = Object.entries(own ?? {}).filter(([, value]) => value !== null);
    return { ...this.#global, ...Object.fromEntries(overridden) };
  }

  clear(): void {
    this.#global = this.#defaults;
    this.#channels.clear();
  }
}
