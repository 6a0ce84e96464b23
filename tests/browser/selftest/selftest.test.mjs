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
import { judgePage, knownElements } from '../injection/judge.mjs';
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

// What `injection.test.mjs` looks for is planted here, in a page that is read and not opened, and the page that holds
// none of it is the first one.
it('elements that no template makes', async () => {
  const tame = readSite(join(cases, 'clean'));
  const known = knownElements([tame], []);
  const text = readFileSync(join(tame.root, 'index.html'), 'utf8');
  const tab = await browser.newPage();
  const judge = async (planted) =>
    (await tab.evaluate(judgePage, { known, text: text.replace('</main>', `${planted}</main>`) })).faults;
  assert.deepEqual(await judge(''), []);
  assert.deepEqual(await judge('<script>pwned(1)</script>'), [
    '<script> is made by no template',
    'a script within a page',
  ]);
  assert.deepEqual(await judge('<p onclick="pwned(1)">x</p>'), ['onclick on <p> is made by no template', 'onclick on <p>']);
  assert.deepEqual(await judge('<a href="java\tscript:pwned(1)">x</a>'), ['java\tscript:pwned(1) in href of <a>']);
  assert.deepEqual(await judge('<a href="//pwned.invalid/">x</a>'), ['//pwned.invalid/ in href of <a> leaves the site']);
  assert.deepEqual(await judge('<img src="https://pwned.invalid/x.png" alt="x">'), [
    'https://pwned.invalid/x.png in src of <img>',
  ]);
  assert.deepEqual(await judge('<template><iframe></iframe></template>'), [
    '<template> is made by no template',
    '<iframe> is made by no template',
  ]);
  assert.deepEqual(await judge('<meta http-equiv="refresh" content="0">'), ['tells the browser content-security-policy,refresh']);
  assert.deepEqual(await judge('</main><main>'), ['not one <main>']);
  await tab.close();
});

it('every check has caught something', () => {
  assert.deepEqual([...caught].sort(), CHECKS.map(([name]) => name).sort());
});

function withoutPlace(line, site) {
  return line.replaceAll(pathToFileURL(site.root).href, 'SITE');
}
