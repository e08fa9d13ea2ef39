// The milliseconds until a profile of the credentials file ends.
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';

export function remaining(wanted) {
  const path = process.env.AWS_SHARED_CREDENTIALS_FILE ?? `${homedir()}/.aws/credentials`;
  let inside = false;
  let expires = Number.NaN;
  for (const raw of readFileSync(path, 'utf8').split('\n')) {
    const line = raw.trim();
    if (line === '' || line[0] === '#' || line[0] === ';') continue;
    if (line[0] === '[') {
      inside = line.slice(1, line.indexOf(']')).trim() === wanted;
    } else if (inside && line.startsWith('x_security_token_expires')) {
      expires = Date.parse(line.slice(line.indexOf('=') + 1).trim());
    }
  }
  return expires - Date.now();
}
