// Whoever runs no scripts sees all that the others see, but for what only a script can do: search as one types, sorting,
// the theme, and the time where the reader is.
import { onePerTemplate } from '../sorts.mjs';
import { addressOf, baseOf, onPages } from '../tabs.mjs';

export async function checkWithoutScripts({ browser, site }) {
  const pages = onePerTemplate(site.pages);
  const withScripts = await read(browser, site, pages, true);
  const without = await read(browser, site, pages, false);
  return pages.flatMap((page, at) => [
    ...missing(withScripts[at], without[at]).map((text) => `${page}: only scripts show ${text}`),
    ...missing(without[at], withScripts[at]).map((text) => `${page}: scripts hide ${text}`),
  ]);
}

async function read(browser, site, pages, javaScriptEnabled) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, javaScriptEnabled });
  const texts = await onPages(context, pages, async (tab, page) => {
    await tab.goto(addressOf(baseOf(site), page));
    return tab.evaluate(readVisible);
  });
  await context.close();
  return texts;
}

function missing(from, among) {
  const left = new Map();
  for (const text of among) left.set(text, (left.get(text) ?? 0) + 1);
  return from.filter((text) => {
    const count = left.get(text) ?? 0;
    left.set(text, count - 1);
    return count < 1;
  });
}

// Runs in the page: every visible text, and every link with where it leads.
function readVisible() {
  const scripted = '[data-theme-choice], [data-print], [data-due], [data-search-ask], [data-search-found], .to-search, noscript, time, [role="status"]';
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const text = node.data.replace(/\s+/g, ' ').trim();
    const element = node.parentElement;
    if (!text || element.closest(scripted) || !element.checkVisibility({ checkVisibilityCSS: true })) continue;
    found.push(JSON.stringify(text));
  }
  for (const link of document.querySelectorAll('a[href]')) {
    if (!link.closest(scripted) && link.checkVisibility()) found.push(`a link to ${link.getAttribute('href')}`);
  }
  return found;
}
