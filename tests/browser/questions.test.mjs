// Every question that the site is for is answered in at most two clicks from the home page, without scrolling in a window
// of 1280 by 800, on the example log.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startBrowser } from './browser.mjs';
import { makeSites } from './made.mjs';
import { QUESTIONS } from './questions.mjs';
import { findSites } from './site.mjs';
import { addressOf, baseOf } from './tabs.mjs';

const CLICKS = 2;
const WINDOW = { width: 1280, height: 800 };
const PAGES = ['outcomes.html', 'board.html', 'roadmap.html', 'map.html', 'changes.html', 'search.html', 'health.html',
  'rights.html', 'people/index.html', 'decisions/index.html', 'decisions/groups.html', 'rules/index.html'];
const FILES = ['index.json', 'feed.xml', 'feed.json', 'robots.txt'];

describe('questions', () => {
  const given = {};
  before(async () => {
    given.made = makeSites('demo');
    const sites = findSites(given.made.folder);
    given.site = sites.find(({ name }) => name === 'demo') ?? sites[0];
    given.browser = await startBrowser();
    given.tab = await given.browser.newPage({ viewport: WINDOW, reducedMotion: 'reduce' });
  });
  after(async () => {
    await given.browser?.close();
    given.made?.remove();
  });

  it('has every page that they lead to', () => {
    const missing = PAGES.filter((page) => !given.site.pages.includes(page));
    assert.deepEqual(missing, []);
    assert.deepEqual(FILES.filter((file) => !existsSync(join(given.site.root, file))), []);
  });

  for (const { reader, question, way, answer } of QUESTIONS) {
    it(`${reader}: ${question}`, async () => {
      assert.ok(way.length <= CLICKS);
      await given.tab.goto(addressOf(baseOf(given.site), 'index.html'));
      for (const name of way) await follow(given.tab, name);
      const shown = await given.tab.evaluate(readWindow);
      assert.deepEqual(answer.map((text) => placeOf(text, shown)).filter(Boolean), []);
    });
  }
});

// A link counts where a reader sees it at once.
async function follow(tab, name) {
  const found = await tab.evaluateHandle(findLink, { source: name.source ?? null, flags: name.flags ?? '', exact: String(name) });
  const link = found.asElement();
  assert.ok(link, `no link "${name}" in the window on ${tab.url().split('/').pop()}`);
  await link.click();
  await tab.waitForLoadState('load');
}

// Runs in the page.
function findLink({ source, flags, exact }) {
  const wanted = (text) => (source === null ? text === exact : new RegExp(source, flags).test(text));
  return Array.from(document.querySelectorAll('a[href]')).find((link) => {
    const { top, bottom, width } = link.getBoundingClientRect();
    const name = link.getAttribute('aria-label') ?? link.textContent;
    return width > 1 && top >= 0 && bottom <= innerHeight && wanted(name.replace(/\s+/g, ' ').trim());
  }) ?? null;
}

// Runs in the page: the texts of the page, each with the place of its lower edge, where the window ends at 0.
function readWindow() {
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim() || !node.parentElement.checkVisibility({ checkVisibilityCSS: true })) continue;
    range.selectNodeContents(node);
    const { top, bottom, width } = range.getBoundingClientRect();
    if (width > 1) texts.push({ text: node.data, top, below: bottom - innerHeight });
  }
  return texts;
}

// What is wrong with the place of a text: nothing, or that it is too low, or nowhere.
function placeOf(text, shown) {
  const holds = (texts) => textOf(texts).toLowerCase().includes(text.toLowerCase());
  if (holds(shown.filter(({ top, below }) => top >= 0 && below <= 0))) return null;
  if (!holds(shown)) return `"${text}" is not on the page`;
  const heights = [...new Set(shown.map(({ below }) => Math.ceil(below)))].sort((a, b) => a - b);
  const height = heights.find((most) => holds(shown.filter(({ below }) => below <= most)));
  return `"${text}" is ${height} px below the window`;
}

function textOf(texts) {
  return texts.map(({ text }) => text).join('\u0001').replace(/\u0001(?=[,.;:])/g, '').replace(/[\s\u0001]+/g, ' ');
}
