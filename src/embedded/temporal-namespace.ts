/** Makes the namespace of a development server fit for the connector. */
import type { Connection } from '@temporalio/client';
import { SearchAttributeType } from '@temporalio/common';
import { msToTs } from '@temporalio/common/lib/time';
import { ALL_SEARCH_ATTRIBUTES } from '../domain/search-attributes';
import { registerSearchAttributes } from '../temporal/search-attributes';

/** Closed orders stay in the list, and their histories readable, for this long. A new server keeps them for one day. */
const RETENTION_DAYS = 30;

/** `Name=Type`, as `temporal server start-dev --search-attribute` takes them. It heeds them for a new database only. */
export const searchAttributeArguments = (): string[] =>
  ALL_SEARCH_ATTRIBUTES.map(({ name, type }) => `${name}=${CLI_TYPES[type]}`);

const CLI_TYPES: Readonly<Record<SearchAttributeType, string>> = {
  [SearchAttributeType.TEXT]: 'Text',
  [SearchAttributeType.KEYWORD]: 'Keyword',
  [SearchAttributeType.INT]: 'Int',
  [SearchAttributeType.DOUBLE]: 'Double',
  [SearchAttributeType.BOOL]: 'Bool',
  [SearchAttributeType.DATETIME]: 'Datetime',
  [SearchAttributeType.KEYWORD_LIST]: 'KeywordList',
};

/** Registers what an older database lacks; a workflow that used an unknown attribute would hang. */
export async function prepareNamespace(connection: Connection, namespace: string): Promise<void> {
  await connection.workflowService.updateNamespace({
    namespace,
    config: { workflowExecutionRetentionTtl: msToTs(RETENTION_DAYS * 86_400_000) },
  });
  await registerSearchAttributes(connection, namespace);
}
