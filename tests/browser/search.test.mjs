// Search: one table of queries, asked of the built site as the program is asked, from a disk and from a server; then
// hostile text, the keyboard, the address, and how long the first result takes. `DECLOG_BIN` names the program that
// builds the site, and `DECLOG_MEASURE` a built site to measure, if any.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createReadStream, cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { startBrowser } from './browser.mjs';

const cases = fileURLToPath(new URL('../site/search/', import.meta.url));
const table = JSON.parse(readFileSync(join(cases, 'cases.json'), 'utf8'));
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
const work = mkdtempSync(join(tmpdir(), 'declog-search-'));
const site = join(work, 'site');
const servers = [];
let browser;

// The log of the cases as a repository whose only commit is older than all it records.
function buildSite() {
  const log = join(work, 'log');
  cpSync(join(cases, 'log'), log, { recursive: true });
  const day = '2020-01-01T00:00:00Z';
  const env = {
    PATH: process.env.PATH, HOME: work, GIT_CONFIG_NOSYSTEM: '1', DECLOG_AS_OF: '2026-11-22',
    GIT_AUTHOR_NAME: 'Ana Ng', GIT_AUTHOR_EMAIL: 'ana@example.org', GIT_AUTHOR_DATE: day,
    GIT_COMMITTER_NAME: 'Ana Ng', GIT_COMMITTER_EMAIL: 'ana@example.org', GIT_COMMITTER_DATE: day,
  };
  const run = (program, ...args) => execFileSync(program, args, { cwd: log, env, stdio: ['ignore', 'ignore', 'inherit'] });
  run('git', 'init', '-q');
  run('git', 'add', '.');
  run('git', 'commit', '-q', '-m', 'Everything');
  run(process.env.DECLOG_BIN || 'declog', 'site', '--output', site);
}

// A server of the files of a folder, as any host of static files is one.
async function serve(folder) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    if (!existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': TYPES[extname(file)] || 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  servers.push(server);
  return `http://127.0.0.1:${server.address().port}/`;
}

async function open(url) {
  const tab = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  tab.faults = [];
  tab.on('pageerror', (error) => tab.faults.push(error.message));
  tab.on('dialog', (dialog) => { tab.faults.push(`dialog ${dialog.message()}`); dialog.dismiss(); });
  tab.on('console', (message) => message.type() === 'error' && tab.faults.push(message.text()));
  await tab.goto(url, { waitUntil: 'load' });
  return tab;
}

const ready = (tab) => tab.waitForFunction(() => window.declogSearch && window.declogSearch.engine);
const field = '[data-search-ask] input';
const ids = (tab) => tab.$$eval('.found td.id', (cells) => cells.map((cell) => cell.textContent));

// Types a query and waits for what is said of it.
async function type(tab, query) {
  await tab.fill(field, query);
  await tab.waitForFunction(() => document.querySelector('[data-search-said]').textContent !== '');
  await tab.waitForTimeout(50);
}

before(async () => {
  buildSite();
  browser = await startBrowser();
});

after(async () => {
  await browser.close();
  servers.forEach((server) => server.close());
  rmSync(work, { recursive: true, force: true });
});

describe('search', () => {
  for (const from of ['file', 'http']) {
    it(`answers as the program does, from ${from}`, async () => {
      const root = from === 'file' ? pathToFileURL(site + '/').href : await serve(site);
      const tab = await open(`${root}search.html`);
      await ready(tab);
      const told = [];
      for (const { query, ranked } of table) {
        const found = await tab.evaluate((text) => window.declogSearch.engine.settled(text), query);
        if (ranked) assert.equal(found.ids.join(' '), ranked, query);
        told.push(found.error ? `${query} => ${found.error}; ${found.meant}` : `${query} => ${found.ids.sort().join(' ')}`);
      }
      const sorted = (text) => text.split(' ').filter(Boolean).sort().join(' ');
      const wanted = table.map(({ query, ids, site, error, meant }) =>
        error ? `${query} => ${error}; ${meant || null}` : `${query} => ${sorted(site ?? ids)}`);
      assert.deepEqual(told, wanted);
      assert.deepEqual(tab.faults, []);
      await tab.close();
    });
  }

  it('shows what is in force first and the better places before the others', async () => {
    const tab = await open(`${pathToFileURL(site).href}/search.html?q=ledger`);
    await ready(tab);
    await type(tab, 'ledger');
    assert.deepEqual(await ids(tab), ['DEC-2', 'DEC-1', 'DEC-7', 'BRF-1']);
    assert.equal(await tab.textContent('[data-search-said]'), '4 records match.');
    assert.deepEqual(await tab.$$eval('.found h2', (heads) => heads.map((head) => head.textContent)), ['Decisions 3', 'Briefs 1']);
    assert.deepEqual(await tab.$$eval('.found .name a mark', (marks) => marks.map((mark) => mark.textContent)), ['ledger', 'ledger', 'ledger']);
    await tab.close();
  });

  it('puts nothing of a record or of the address into the page but text', async () => {
    const hostile = ['"><img src=x onerror=alert(1)>', '<script>alert(1)</script>', 'javascript:alert(1)', '\u202e"\\',
      'owner:"<img src=x onerror=alert(1)>"', '<b>', 'tag:"<img src=x onerror=alert(1)>"', '%00\u0000', '</mark><svg onload=alert(1)>'];
    for (const query of ['odd', 'kind:decision', ...hostile]) {
      const tab = await open(`${pathToFileURL(site).href}/search.html?q=${encodeURIComponent(query)}`);
      await ready(tab);
      await tab.waitForFunction(() => document.querySelector('[data-search-said]').textContent !== '');
      await tab.waitForTimeout(60);
      const found = await tab.$$eval('main *', (all) => all.filter((element) =>
        ['script', 'img', 'b', 'i', 'iframe', 'object'].includes(element.localName)
        || [...element.attributes].some(({ name, value }) => name.startsWith('on') || /^\s*javascript:/i.test(value) || name === 'style'))
        .map((element) => element.outerHTML));
      assert.deepEqual(found, [], query);
      assert.deepEqual(tab.faults, [], query);
      await tab.close();
    }
  });

  it('is worked by the keyboard alone', async () => {
    const tab = await open(`${pathToFileURL(site).href}/search.html`);
    await tab.focus(field);
    await ready(tab);
    await tab.keyboard.type('boat');
    await tab.waitForSelector('.found .name a');
    await tab.waitForTimeout(100);
    const focused = () => tab.evaluate(() => document.activeElement.textContent || document.activeElement.localName);
    await tab.keyboard.press('ArrowDown');
    assert.equal(await focused(), 'Sell the boat');
    await tab.keyboard.press('ArrowDown');
    await tab.keyboard.press('ArrowUp');
    await tab.keyboard.press('ArrowUp');
    assert.equal(await focused(), 'input');
    await tab.keyboard.press('Escape');
    assert.equal(await tab.inputValue(field), '');
    assert.equal(await tab.isVisible('[data-search-else]'), true);
    await tab.keyboard.type('home');
    await tab.waitForTimeout(200);
    await Promise.all([tab.waitForURL(/briefs\/brf-1\.html$/), tab.keyboard.press('Enter')]);
    assert.deepEqual(tab.faults, []);
    await tab.close();
  });

  it('keeps the query in the address, and in what is narrowed down', async () => {
    const tab = await open(`${pathToFileURL(site).href}/search.html?q=boat`);
    await ready(tab);
    await tab.waitForSelector('.narrow input');
    const address = () => new URL(tab.url()).searchParams.get('q');
    const box = (id) => tab.click(`[id="${id}"]`);
    await box('narrow-kind-0');
    assert.equal(address(), 'boat kind:decision');
    assert.deepEqual(await ids(tab), ['DEC-3', 'DEC-4']);
    assert.equal(await tab.evaluate(() => document.activeElement.id), 'narrow-kind-0');
    await box('narrow-kind-1');
    assert.equal(address(), 'boat kind:decision,brief');
    await box('narrow-state-in-force');
    assert.equal(address(), 'boat kind:decision,brief is:in-force');
    assert.match(await tab.textContent('.terminal'), /^Not in force and left out: 3 records\. Show them\. .* declog list 'boat kind:decision,brief is:in-force'$/);
    await box('narrow-state-open');
    assert.equal(address(), 'boat kind:decision,brief phase:open');
    await box('narrow-state-open');
    await box('narrow-kind-1');
    await box('narrow-kind-0');
    await box('narrow-year-2026');
    assert.equal(address(), 'boat date:>=2026-01-01 -date:>2026-12-31');
    await box('narrow-year-2026');
    assert.equal(address(), 'boat');
    await tab.close();
  });

  it('says what is wrong and puts it right', async () => {
    const tab = await open(`${pathToFileURL(site).href}/search.html?q=${encodeURIComponent('boat -kind:decison')}`);
    await ready(tab);
    await tab.waitForSelector('[data-meant]');
    assert.equal(await tab.textContent('[data-search-said]'),
      '`decison` is not a kind of this log. Did you mean decision? Known here: decision, brief, handoff.');
    assert.equal(await tab.getAttribute(field, 'aria-invalid'), 'true');
    await tab.click('[data-meant]');
    assert.equal(await tab.inputValue(field), 'boat -kind:decision');
    assert.deepEqual(await ids(tab), ['BRF-1', 'BRF-2', 'HND-1']);
    await tab.close();
  });

  it('filters a list within its own query', async () => {
    const tab = await open(`${pathToFileURL(site).href}/decisions/state-accepted.html?q=kind:brief,decision`);
    await ready(tab);
    await tab.waitForSelector('.found .name a');
    assert.deepEqual(await ids(tab), ['DEC-6', 'DEC-2', 'DEC-4']);
    assert.equal(await tab.isVisible('[data-search-else]'), false);
    await tab.fill(field, '');
    assert.equal(await tab.isVisible('[data-search-else]'), true);
    assert.equal(new URL(tab.url()).search, '');
    assert.deepEqual(tab.faults, []);
    await tab.close();
  });

  it('shows everything and no field without scripts', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const tab = await context.newPage();
    await tab.goto(`${pathToFileURL(site).href}/search.html`);
    assert.equal(await tab.isVisible(field), false);
    const links = await tab.$$eval('[data-search-else] a', (all) => all.map((link) => link.getAttribute('href')));
    for (const link of links) assert.ok(existsSync(join(site, decodeURIComponent(link.split('#')[0]))), link);
    assert.equal(links.filter((link) => /\/(dec|brf|hnd)-\d+\.html$/.test(link)).length, 10);
    await context.close();
  });
});

describe('the index', { skip: !process.env.DECLOG_MEASURE }, () => {
  it('is small, and quick to ask', async () => {
    const root = process.env.DECLOG_MEASURE;
    const weights = readdirSync(join(root, 'search')).filter((name) => name.endsWith('.js'))
      .map((name) => [name, gzipSync(readFileSync(join(root, 'search', name))).length]);
    const of = (start) => weights.filter(([name]) => name.startsWith(start)).map(([, bytes]) => bytes);
    console.log(`records.js ${of('records')} bytes; ${of('words-').length} shards, the largest ${Math.max(...of('words-'))} bytes`);
    for (const [from, base] of [['file', pathToFileURL(root + '/').href], ['http', await serve(root)]]) {
      const times = await measured(base);
      const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1);
      console.log(`${from}: first result of ${times.length} queries: median ${at(0.5)} ms, 95th percentile ${at(0.95)} ms, longest ${at(1)} ms`);
    }
    assert.ok(of('records')[0] <= 250_000);
    assert.ok(Math.max(...of('words-')) <= 60_000);
  });

  // From the key to the painted result, for words that titles of the site itself have.
  async function measured(base) {
    const tab = await open(`${base}search.html`);
    await ready(tab);
    const words = await tab.evaluate(() => {
      const { titles } = window.declogSearch.engine.index;
      return [...new Set(titles.flatMap((title) => title.toLowerCase().match(/[a-z]{3,}/g) || []))].slice(0, 40);
    });
    const queries = words.flatMap((word) => [word.slice(0, 2), word, `${word} is:in-force`]).slice(0, 100);
    const times = [];
    for (const query of queries) {
      times.push(await tab.evaluate((text) => new Promise((done) => {
        const input = document.querySelector('[data-search-ask] input');
        input.value = '';
        input.dispatchEvent(new Event('input'));
        const start = performance.now();
        input.value = text;
        input.dispatchEvent(new Event('input'));
        (function look() {
          if (document.querySelector('.found .name a')) done(performance.now() - start);
          else setTimeout(look);
        })();
        setTimeout(() => done(performance.now() - start), 2000);
      }), query));
    }
    await tab.close();
    return times.sort((a, b) => a - b);
  }
});
