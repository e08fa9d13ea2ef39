// The same job in node: read the credentials file, find the profile, print what awsCredentialExport takes.
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';

const path = process.env.AWS_SHARED_CREDENTIALS_FILE ?? `${homedir()}/.aws/credentials`;
const wanted = process.argv[2] ?? 'default';
const keys = {};
let inside = false;
for (const raw of readFileSync(path, 'utf8').split('\n')) {
  const line = raw.trim();
  if (line === '' || line[0] === '#' || line[0] === ';') continue;
  if (line[0] === '[') {
    inside = line.slice(1, line.indexOf(']')).trim() === wanted;
  } else if (inside) {
    const equals = line.indexOf('=');
    keys[line.slice(0, equals).trim().toLowerCase()] = line.slice(equals + 1).trim();
  }
}
process.stdout.write(JSON.stringify({ Credentials: {
  AccessKeyId: keys.aws_access_key_id,
  SecretAccessKey: keys.aws_secret_access_key,
  SessionToken: keys.aws_session_token,
  Expiration: new Date(keys.x_security_token_expires).toISOString().replace('.000Z', 'Z'),
} }) + '\n');
