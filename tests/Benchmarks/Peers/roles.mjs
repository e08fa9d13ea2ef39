import { fromIni } from '@aws-sdk/credential-providers';
const { accessKeyId, secretAccessKey, sessionToken, expiration } = await fromIni({ profile: process.argv[2] })();
process.stdout.write(JSON.stringify({ Version: 1, AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken, Expiration: expiration }));
