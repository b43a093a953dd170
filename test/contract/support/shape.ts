/** Keys that are ids or field codes: their object is a map, whose values all have one shape. */
const MAP_KEY = /^(\d+|PCF_\w+)$/;

/**
 * What an answer is made of: `[].rows{}.net: string`. Array items are `[]`, values of maps `{}`; a null says nothing and is
 * left out.
 */
export function shapeOf(value: unknown, path = ''): Set<string> {
  if (value === null || value === undefined) return new Set();
  if (Array.isArray(value)) return union([new Set([`${path}[]`]), ...value.map((item) => shapeOf(item, `${path}[]`))]);
  if (typeof value !== 'object') return new Set([`${path}: ${typeof value}`]);
  const members = Object.entries(value).map(([key, member]) =>
    shapeOf(member, MAP_KEY.test(key) ? `${path}{}` : `${path}.${key}`),
  );
  return union([new Set([`${path}: object`]), ...members]);
}

export const union = (sets: readonly Set<string>[]): Set<string> => new Set(sets.flatMap((set) => [...set]));

export function intersection(sets: readonly Set<string>[]): Set<string> {
  const [first = new Set<string>(), ...others] = sets;
  return new Set([...first].filter((entry) => others.every((set) => set.has(entry))));
}

export const without = (set: ReadonlySet<string>, excluded: ReadonlySet<string>): string[] =>
  [...set].filter((entry) => !excluded.has(entry)).sort((a, b) => a.localeCompare(b));
