import { z } from 'zod';
import type { Rng } from './rng';

/**
 * A fault to inject into matching requests.
 *
 * - `status`: answer `status` and `body` without applying the request.
 * - `drop-before`: destroy the connection without applying it.
 * - `apply-then-drop`: apply it, discard the answer, destroy the connection.
 * - `drop-then-apply-later`: destroy the connection now, apply the request after `delayMs`.
 * - `delay`: wait `delayMs`, then go on.
 * - `throttle`: answer the vendor's own throttle without applying the request.
 */
export const faultSchema = z.strictObject({
  id: z.string().min(1).optional(),
  /** Any method when absent. */
  method: z.string().min(1).optional(),
  /**
   * `/v2/orders*` fits when the path, from any of its slashes on, begins so; anything else is a regular expression.
   * Tested on the path, then on path and query.
   */
  path: z.string().min(1).optional(),
  mode: z.enum(['status', 'drop-before', 'apply-then-drop', 'drop-then-apply-later', 'delay', 'throttle']),
  /** Default 500. */
  status: z.number().int().min(100).max(599).optional(),
  body: z.unknown().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  /** Real milliseconds (the network's time, not the vendor's clock). Default 1000. */
  delayMs: z.number().min(0).optional(),
  /** How many matching requests it strikes; without a limit until deleted. */
  count: z.number().int().positive().optional(),
  /** Chance that it strikes a matching request, 0 to 1. Default 1. */
  probability: z.number().min(0).max(1).optional(),
  /** Leaves the first `after` matching requests alone. */
  after: z.number().int().min(0).optional(),
});

export type Fault = z.input<typeof faultSchema>;

export interface ActiveFault extends Fault {
  readonly id: string;
  readonly seen: number;
  readonly struck: number;
}

interface Entry {
  readonly fault: Fault & { readonly id: string };
  readonly matches: (method: string, url: string) => boolean;
  seen: number;
  struck: number;
}

/** Holds the faults and decides, by count and seeded chance, which of them strikes a request. */
export class FaultEngine {
  #entries: Entry[] = [];
  #nextId = 1;
  readonly #rng: Rng;

  constructor(rng: Rng) {
    this.#rng = rng;
  }

  /** Adds a fault; one of the same id is replaced. Throws a SyntaxError when `path` is no regular expression. */
  add(fault: Fault): ActiveFault {
    const id = fault.id ?? `fault-${this.#nextId++}`;
    const entry: Entry = { fault: { ...fault, id }, matches: matcherOf(fault), seen: 0, struck: 0 };
    this.remove(id);
    this.#entries.push(entry);
    return describe(entry);
  }

  list(): ActiveFault[] {
    return this.#entries.map(describe);
  }

  /** Removes one fault; false when there is none of that id. */
  remove(id: string): boolean {
    const before = this.#entries.length;
    this.#entries = this.#entries.filter((entry) => entry.fault.id !== id);
    return this.#entries.length < before;
  }

  clear(): void {
    this.#entries = [];
  }

  /** The fault that strikes this request, the earliest added first; counts it. */
  strike(method: string, url: string): Fault | undefined {
    for (const entry of this.#entries) {
      if (entry.matches(method, url) && this.#strikes(entry)) return entry.fault;
    }
    return undefined;
  }

  #strikes(entry: Entry): boolean {
    const { after = 0, count = Number.POSITIVE_INFINITY, probability = 1 } = entry.fault;
    entry.seen += 1;
    if (entry.seen <= after || entry.struck >= count) return false;
    if (probability < 1 && this.#rng() >= probability) return false;
    entry.struck += 1;
    return true;
  }
}

function matcherOf(fault: Fault): Entry['matches'] {
  const method = fault.method?.toUpperCase();
  const matchesPath = pathMatcher(fault.path);
  return (requestMethod, url) =>
    (method === undefined || method === requestMethod) && (matchesPath(url.split('?')[0] ?? '') || matchesPath(url));
}

function pathMatcher(path: string | undefined): (path: string) => boolean {
  if (path === undefined) return () => true;
  if (/^\/[\w/-]*\*$/.test(path)) return (candidate) => candidate.includes(path.slice(0, -1));
  const pattern = new RegExp(path);
  return (candidate) => pattern.test(candidate);
}

const describe = (entry: Entry): ActiveFault => ({ ...entry.fault, seen: entry.seen, struck: entry.struck });
