import { writeFile } from 'node:fs/promises';
import type { CliIo } from '../io';

/** @param file `-` is the standard output */
export async function writeCsv(io: CliIo, file: string, text: string): Promise<void> {
  if (file === '-') io.out(text);
  else await writeFile(file, text);
}
