/** A schema message in two parts: what is wrong, and what to do. Zod's own messages never span lines. */
export const fault = (message: string, fix: string): string => `${message}\n${fix}`;

/** The two parts of a schema message; undefined when it is one of zod's own. */
export function splitFault(text: string): { readonly message: string; readonly fix: string } | undefined {
  const at = text.indexOf('\n');
  return at < 0 ? undefined : { message: text.slice(0, at), fix: text.slice(at + 1) };
}
