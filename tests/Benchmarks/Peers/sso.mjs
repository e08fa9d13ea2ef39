// The same job with the JavaScript SDK, as Claude Code's own client does it: token on disk, GetRoleCredentials, JSON.
import { fromSSO } from '@aws-sdk/credential-providers';

const keys = await fromSSO({ profile: 'sandbox' })();
process.stdout.write(JSON.stringify({ Credentials: {
  AccessKeyId: keys.accessKeyId,
  SecretAccessKey: keys.secretAccessKey,
  SessionToken: keys.sessionToken,
  Expiration: keys.expiration?.toISOString(),
} }) + '\n');
