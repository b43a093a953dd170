import { randomBytes } from 'node:crypto';
import type { SimClock } from '../../core/clock';
import type { Switches } from '../switches';

const FULL_LIFE_MS = 604_800_000;

export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds of life left. */
  readonly expiresIn: number;
}

interface Grant {
  readonly expiresAt: number;
  /** Exchanged for a newer pair. */
  used: boolean;
}

/** Authorization codes and the token pairs that came of them. Codes are good once; what refreshing does, switches say. */
export class AccessTokens {
  readonly #clock: SimClock;
  readonly #switches: () => Readonly<Switches>;
  #codes = new Set<string>();
  #accessTokens = new Map<string, number>();
  #refreshTokens = new Map<string, Grant>();

  constructor(clock: SimClock, switches: () => Readonly<Switches>) {
    this.#clock = clock;
    this.#switches = switches;
  }

  reset(): void {
    this.#codes.clear();
    this.#accessTokens.clear();
    this.#refreshTokens.clear();
  }

  /** A code as the merchant's consent gives it. */
  newCode(): string {
    const code = secret('code');
    this.#codes.add(code);
    return code;
  }

  /** Undefined when there is no such code, or it was used. */
  exchange(code: string): TokenPair | undefined {
    return this.#codes.delete(code) ? this.#issue() : undefined;
  }

  /** Undefined when the refresh token is unknown or may not be used again. */
  refresh(refreshToken: string): TokenPair | undefined {
    const grant = this.#refreshTokens.get(refreshToken);
    const { usedRefreshToken, earlyRefresh } = this.#switches();
    if (!grant || (grant.used && usedRefreshToken === 'refused')) return undefined;
    grant.used = true;
    const keeps = earlyRefresh === 'keeps-expiry' && grant.expiresAt > this.#now();
    return this.#issue(keeps ? grant.expiresAt : undefined);
  }

  standing(accessToken: string): 'good' | 'expired' | 'unknown' {
    const expiresAt = this.#accessTokens.get(accessToken);
    if (expiresAt === undefined) return 'unknown';
    return expiresAt > this.#now() ? 'good' : 'expired';
  }

  /** A pair that ends when told, or after a full life. */
  #issue(endsAt?: number): TokenPair {
    const now = this.#now();
    const expiresAt = endsAt ?? now + FULL_LIFE_MS;
    const accessToken = secret('access');
    const refreshToken = secret('refresh');
    this.#accessTokens.set(accessToken, expiresAt);
    this.#refreshTokens.set(refreshToken, { expiresAt, used: false });
    return { accessToken, refreshToken, expiresIn: Math.floor((expiresAt - now) / 1_000) };
  }

  #now(): number {
    return this.#clock.now().getTime();
  }
}

const secret = (kind: string): string => `${kind}-${randomBytes(24).toString('base64url')}`;
