// Nothing that a contributor writes runs, loads or stands in a page as anything but text: a log in which every place
// holds every vector of `injection/vectors.mjs` is built and opened, with the site's own policy set aside, so that what
// the policy would have stopped is seen as well.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import vm from 'node:vm';
import { startBrowser } from './browser.mjs';
import { checkLinks } from './checks/links.mjs';
import { judgePage, knownElements } from './injection/judge.mjs';
import { vectors } from './injection/vectors.mjs';
import { makeSites } from './made.mjs';
import { findSites } from './site.mjs';
import { sampleOf } from './sorts.mjs';
import { addressOf, baseOf, onPages } from './tabs.mjs';
import { visitSite } from './visit.mjs';

const VECTORS_AT_LEAST = 500;
const RECORDS_AT_LEAST = 80;
const PACKS = 8;
// Every page is read; of each sort so many are opened too.
const VISITED = 8;
const TYPED = 250;
const texts = vectors().map(({ text }) => text);

const made = makeSites('demo', 'many', 'hostile', 'hostile-html');
const sites = findSites(made.folder);
after(made.remove);

// Where HTML is let in, what harmless HTML makes may stand in a page as well.
for (const name of ['hostile', 'hostile-html']) describe(`script injection, ${name}`, () => {
  const given = {};
  before(async () => {
    given.site = sites.find((site) => site.name === name);
        // HTML stands in records only, and one page of every other sort is enough to see that.
    given.pages = name === 'hostile' ? given.site.pages : sampleOf(given.site.pages, (sort) => (/#$/.test(sort) ? 100 : 1));
    given.files = readdirSync(given.site.root, { recursive: true }).map((path) => path.replaceAll('\\', '/'));
    given.browser = await startBrowser();
    given.known = name === 'hostile' ? await known(given.browser) : null;
    given.context = await given.browser.newContext({ bypassCSP: true, viewport: { width: 1280, height: 800 } });
    await given.context.addInitScript(trap);
    given.asked = [];
    await given.context.route((url) => url.protocol !== 'file:', (route, request) => {
      given.asked.push(request.url());
      return route.abort();
    });
  });
  after(async () => {
    await given.browser?.close();
  });

  it('has vectors enough, and every record has a page', () => {
    assert.ok(texts.length >= VECTORS_AT_LEAST && new Set(texts).size === texts.length);
    const { records } = JSON.parse(readFileSync(join(given.site.root, 'index.json'), 'utf8'));
    assert.ok(records.length >= RECORDS_AT_LEAST, `${records.length} records`);
  });

  it('makes nothing that the templates do not make', async () => {
    const tab = await given.context.newPage();
    await tab.goto(addressOf(baseOf(given.site), 'index.html'));
    const found = [];
    for (const page of given.pages) {
      const text = readFileSync(join(given.site.root, page), 'utf8');
      const { faults } = await tab.evaluate(judgePage, { known: given.known, text });
      found.push(...faults.map((fault) => `${page}: ${fault}`));
    }
    await tab.close();
    assert.deepEqual([...found, ...checkLinks({ site: given.site })], []);
  });

  it('runs nothing', async () => {
    const judged = await onPages(given.context, sampleOf(given.pages, VISITED), async (tab, page) => {
      await tab.goto(addressOf(baseOf(given.site), page));
      return { page, ...(await tab.evaluate(judgePage, { known: given.known })) };
    });
    assert.deepEqual(judged.flatMap(({ page, faults, ran }) => [...faults, ...ran].map((fault) => `${page}: ${fault}`)), []);
    assert.deepEqual(given.asked, []);
    assert.equal(given.context.pages().length, 0);
  });

  it('keeps scripts of data apart from the pages that load them', () => {
    for (const path of given.files.filter((file) => file.endsWith('.js'))) {
      const text = readFileSync(join(given.site.root, path), 'utf8');
      assert.doesNotMatch(text, /<\/script|<!--|\]\]>|[\u2028\u2029]/i, path);
      assert.doesNotThrow(() => new vm.Script(text), path);
    }
  });

  it('gives feeds, drawings and JSON that hold text and nothing else', async () => {
    const tab = await given.context.newPage();
    await tab.goto(addressOf(baseOf(given.site), 'index.html'));
    for (const path of given.files.filter((file) => /\.(xml|svg)$/.test(file))) {
      const text = readFileSync(join(given.site.root, path), 'utf8');
      assert.deepEqual(await tab.evaluate(judgeXml, text), [], path);
    }
    await tab.close();
    for (const path of given.files.filter((file) => file.endsWith('.json'))) {
      assert.doesNotThrow(() => JSON.parse(readFileSync(join(given.site.root, path), 'utf8')), path);
    }
  });

  // The rest does not depend on what HTML in records may do.
  if (name !== 'hostile') return;

  it('takes nothing from the address of a page', async () => {
    const tab = await given.context.newPage();
    for (const page of ['index.html', 'search.html'].filter((path) => given.site.pages.includes(path))) {
      for (let at = 0; at < PACKS; at += 1) {
        const pack = encodeURIComponent(texts.filter((_, place) => place % PACKS === at).join(' '));
        await tab.goto(`${addressOf(baseOf(given.site), page)}?q=${pack}#${pack}`);
        const { faults, ran } = await tab.evaluate(judgePage, { known: given.known });
        assert.deepEqual([...faults, ...ran], [], `${page}?q=${pack}`);
      }
      const { faults, ran } = await tab.evaluate(giveFragments, texts).then(() => tab.evaluate(judgePage, { known: given.known }));
      assert.deepEqual([...faults, ...ran], [], page);
    }
    await tab.close();
    assert.deepEqual(given.asked, []);
  });

  it('takes nothing from what is typed into the search', async () => {
    if (!given.site.pages.includes('search.html')) return;
    const tab = await given.context.newPage();
    await tab.goto(addressOf(baseOf(given.site), 'search.html'));
    const field = tab.locator('input[type="search"]').last();
    await field.focus();
    const words = texts.flatMap((text) => text.match(/\p{L}{5,}/gu) ?? []);
    const typed = [...texts, ...words].filter((_, at, all) => at % Math.ceil(all.length / TYPED) === 0);
    const ran = await field.evaluate(async (input, given) => {
      for (const word of given) {
        input.value = word;
        input.dispatchEvent(new InputEvent('input', { bubbles: true, data: word }));
        await new Promise((done) => setTimeout(done, 4));
      }
      return window.ran;
    }, typed);
    await tab.waitForTimeout(300);
    const judged = await tab.evaluate(judgePage, { known: given.known });
    assert.deepEqual([...ran, ...judged.faults, ...judged.ran], []);
    await tab.close();
  });
});

// What stands in the pages of logs that nobody attacked, with and without what scripts do to them.
async function known(browser) {
  const tame = sites.filter((site) => ['demo', 'many'].includes(site.name));
  const visits = [];
  for (const site of tame) visits.push(...(await visitSite(browser, site, { pages: sampleOf(site.pages, 1) })));
  return knownElements(tame, visits);
}

// Runs in the page before any of its scripts.
function trap() {
  window.ran = [];
  for (const name of ['alert', 'confirm', 'prompt', 'pwned', 'open']) {
    window[name] = (...words) => window.ran.push(`${name}(${words.join(', ')})`);
  }
}

// Runs in the page.
async function giveFragments(vectors) {
  for (const vector of vectors) {
    location.hash = vector;
    await new Promise((done) => setTimeout(done, 0));
  }
}

// Runs in the page: what is wrong with a document that is no page.
function judgeXml(text) {
  const read = new DOMParser().parseFromString(text, 'application/xml');
  const faults = Array.from(read.querySelectorAll('parsererror'), (error) => error.textContent.slice(0, 200));
  const hold = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (/^(script|iframe|object|embed|base|foreignObject|animate|set)$/i.test(element.localName)) faults.push(`<${element.localName}>`);
      for (const { name, value } of element.attributes) {
        if (/^on|^style$/i.test(name)) faults.push(`${name} on <${element.localName}>`);
        if (/^(href|src|xlink:href)$/i.test(name) && /^(javascript|vbscript|data):/i.test(value.replace(/[\u0000-\u0020]/g, ''))) faults.push(value);
      }
    }
  };
  hold(read);
  for (const html of read.querySelectorAll('[type="html"]')) hold(new DOMParser().parseFromString(html.textContent, 'text/html'));
  return faults;
}
