// Holds built sites to every check. `DECLOG_SITE` names a folder of built sites; without it
// `make-site` builds them with the program that `DECLOG_BIN` names.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startBrowser } from './browser.mjs';
import { CHECKS } from './checks/all.mjs';
import { findSites } from './site.mjs';
import { visitSite } from './visit.mjs';

const made = process.env.DECLOG_SITE ? null : mkdtempSync(join(tmpdir(), 'declog-site-'));
if (made) {
  const script = fileURLToPath(new URL('make-site', import.meta.url));
  execFileSync(script, [made], { stdio: ['ignore', 'ignore', 'inherit'] });
}

for (const site of findSites(made ?? process.env.DECLOG_SITE)) {
  describe(`site ${site.name} (${site.pages.length} pages)`, () => {
    const given = { site };
    before(async () => {
      given.browser = await startBrowser();
      given.visits = await visitSite(given.browser, site);
    });
    after(() => given.browser.close());
    for (const [name, check] of CHECKS) {
      it(name, async () => {
        const findings = await check(given);
        assert.equal(findings.join('\n'), '');
      });
    }
  });
}

after(() => made && rmSync(made, { recursive: true, force: true }));
