// The status line's job in node: read the client's document, read the credentials file, print the time left.
import { readFileSync } from 'node:fs';
import { remaining } from './remaining.mjs';

JSON.parse(readFileSync(0, 'utf8'));
const minutes = Math.floor(remaining('default') / 60_000);
process.stdout.write(`AWS: ${Math.floor(minutes / 60)}h${minutes % 60}m\n`);
