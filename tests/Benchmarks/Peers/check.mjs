// The hook's job in node: read the prompt's document, read our settings and the credentials file, judge the time left.
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { remaining } from './remaining.mjs';

const prompt = JSON.parse(readFileSync(0, 'utf8'));
let settings = {};
try {
  settings = JSON.parse(readFileSync(`${homedir()}/.config/claude-aws/config.json`, 'utf8'));
} catch {
  // None: all defaults.
}

const minutes = remaining(settings.profile ?? 'default') / 60_000;
if (prompt.hook_event_name === 'UserPromptSubmit' && minutes <= (settings.warnMinutes ?? 30)) {
  process.stdout.write(JSON.stringify({ systemMessage: `AWS credentials: ${Math.floor(minutes)} min left.` }) + '\n');
}
