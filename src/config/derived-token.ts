import { createHmac } from 'node:crypto';

/** A token that opens one door only, made of another, so that nobody has to configure it. */
export const derivedToken = (secret: string, purpose: 'codec'): string =>
  createHmac('sha256', secret).update(purpose).digest('base64url');
