// Shows that each check can fail: every folder of `cases` is a tiny site with one planted defect,
// and `expected.json` beside its pages holds all that the checks may say about it.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { startBrowser } from '../browser.mjs';
import { CHECKS } from '../checks/all.mjs';
import { checkBudgets } from '../checks/budgets.mjs';
import { checkConsole } from '../checks/console.mjs';
import { checkRequests } from '../checks/requests.mjs';
import { serveSite } from '../server.mjs';
import { readSite } from '../site.mjs';
import { visitSite } from '../visit.mjs';

const cases = fileURLToPath(new URL('cases', import.meta.url));
const caught = new Set();
let browser;

before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

describe('cases', { concurrency: 3 }, () => {
  for (const name of readdirSync(cases).sort()) {
    it(`case ${name}`, async () => {
      const site = readSite(join(cases, name));
      const visits = await visitSite(browser, site);
      const findings = {};
      for (const [check, run] of CHECKS) {
        const found = await run({ browser, site, visits });
        if (found.length > 0) findings[check] = found.map((line) => withoutPlace(line, site));
      }
      Object.keys(findings).forEach((check) => caught.add(check));
      const expected = join(site.root, 'expected.json');
      if (process.env.UPDATE) writeFileSync(expected, `${JSON.stringify(findings, null, 2)}\n`);
      assert.deepEqual(findings, JSON.parse(readFileSync(expected, 'utf8')));
    });
  }
});

// What gzip cannot shrink is made here, so that it need not be kept.
it('heavy pages', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'declog-heavy-'));
  const noise = (bytes) => randomBytes(bytes).toString('base64');
  cpSync(join(cases, 'ran-script'), folder, { recursive: true });
  writeFileSync(join(folder, 'style.css'), `/* ${noise(13_000)} */`);
  writeFileSync(join(folder, 'page.js'), `// ${noise(9_000)}`);
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  writeFileSync(join(folder, 'index.html'), `${page}<!-- ${noise(80_000)} -->\n`);
  writeFileSync(join(folder, 'record.html'), `${page}<article class="page record"></article><!-- ${noise(20_000)} -->\n`);
  const site = readSite(folder);
  const findings = checkBudgets({ site, visits: await visitSite(browser, site) });
  rmSync(folder, { recursive: true });
  assert.deepEqual(findings, [
    'index.html: all files weigh more than 100000 bytes in gzip',
    'index.html: style sheets weigh more than 12000 bytes in gzip',
    'index.html: scripts weigh more than 8000 bytes in gzip',
    'record.html: all files weigh more than 40000 bytes in gzip',
    'record.html: style sheets weigh more than 12000 bytes in gzip',
    'record.html: scripts weigh more than 8000 bytes in gzip',
  ]);
});

// What opens from the disk can be missing on a server, and the other way round.
it('pages from a server', async () => {
  const site = readSite(join(cases, 'missing-image'));
  const { base, close } = await serveSite(site.root);
  const visits = await visitSite(browser, site, { base });
  await close();
  const found = [...checkConsole({ visits }), ...checkRequests({ visits })];
  assert.deepEqual(found.map((line) => line.replaceAll(base, 'BASE/')), [
    'http index.html: could not load BASE/dot.svg',
  ]);
});

it('every check has caught something', () => {
  assert.deepEqual([...caught].sort(), CHECKS.map(([name]) => name).sort());
});

function withoutPlace(line, site) {
  return line.replaceAll(pathToFileURL(site.root).href, 'SITE');
}
