// The sites that a test opens: those in the folder that `DECLOG_SITE` names, else made for it and removed afterwards.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Without names all sites are made.
export function makeSites(...names) {
  if (process.env.DECLOG_SITE) return { folder: process.env.DECLOG_SITE, remove: () => {} };
  const folder = mkdtempSync(join(tmpdir(), 'declog-site-'));
  const script = fileURLToPath(new URL('make-site', import.meta.url));
  execFileSync(script, [folder, ...names], { stdio: ['ignore', 'ignore', 'inherit'] });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
