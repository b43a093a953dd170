/** Build step: writes docs/connector.schema.json, for editors. A test fails when the file is not current. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectorJsonSchema } from './json-schema';

writeFileSync(
  join(__dirname, '..', '..', 'docs', 'connector.schema.json'),
  `${JSON.stringify(connectorJsonSchema(), null, 2)}\n`,
);
