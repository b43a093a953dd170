/** A text as one word of a command that people copy from a message. */
export const shellWord = (text: string): string =>
  /^[\w./@%+=:-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
