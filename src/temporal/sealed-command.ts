/**
 * An amended address is personal, and histories hold nothing personal that cannot be erased with our own keys: it travels
 * encrypted, and is opened by the activity that stores the decision.
 */
import { z } from 'zod';
import type { OperatorCommand } from '../domain/messages';

/** The database's own encryption, as far as it is needed here. */
export interface Protection {
  seal(value: unknown, context: string): Buffer;
  open(sealed: Buffer, context: string): unknown;
}

const sealedAddress = z.strictObject({ sealed: z.base64() });

const contextOf = (command: OperatorCommand): string => `command:${command.commandId}`;

export function sealCommand(protection: Pick<Protection, 'seal'>, command: OperatorCommand): OperatorCommand {
  const { address, ...others } = command.arguments;
  if (address === undefined) return command;
  const sealed = protection.seal(address, contextOf(command)).toString('base64');
  return { ...command, arguments: { ...others, address: { sealed } } };
}

/** The inverse of {@link sealCommand}; a command without anything sealed is given back as it is. */
export function openCommand(protection: Pick<Protection, 'open'>, command: OperatorCommand): OperatorCommand {
  const { address, ...others } = command.arguments;
  const given = sealedAddress.safeParse(address);
  if (!given.success) return command;
  const opened = protection.open(Buffer.from(given.data.sealed, 'base64'), contextOf(command));
  return { ...command, arguments: { ...others, address: opened } };
}
