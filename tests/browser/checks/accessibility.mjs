// Every sort of page passes axe's WCAG 2.2 AA rules in light and dark, at three widths.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';

const OPTIONS = {
  resultTypes: ['violations'],
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  rules: { 'target-size': { enabled: true } },
};
const SCHEMES = ['light', 'dark'];
const WIDTHS = [320, 768, 1280];
const TABS = 2;

export async function checkAccessibility({ browser, site }) {
  // The pages forbid foreign scripts, axe among them; only here is that set aside.
  const context = await browser.newContext({ bypassCSP: true, reducedMotion: 'reduce' });
  const pages = sample(site.pages);
  const found = new Map();
  const work = async () => {
    for (let page = pages.pop(); page; page = pages.pop()) found.set(page, await check(page));
  };
  const check = async (page) => {
    const findings = [];
    const tab = await context.newPage();
    await tab.goto(pathToFileURL(join(site.root, page)).href);
    await tab.evaluate(axe.source);
    for (const colorScheme of SCHEMES) {
      await tab.emulateMedia({ colorScheme });
      for (const width of WIDTHS) {
        await tab.setViewportSize({ width, height: 800 });
        for (const violation of await violations(tab)) {
          findings.push(`${page}: ${colorScheme}, ${width} px: ${violation}`);
        }
      }
    }
    await tab.close();
    return findings;
  };
  await Promise.all(Array.from({ length: TABS }, work));
  await context.close();
  return site.pages.flatMap((page) => found.get(page) ?? []);
}

// Rules and lists are one template with other words, and two of a sort stand for all of them. Of records, people and
// areas as many as are in a small log are looked at, spread over all that there are.
function sample(pages) {
  const sorts = new Map();
  for (const page of pages) {
    const [, folder, name] = page.match(/^(.*\/)?([^/]*)\.html$/);
    const list = name.match(/^(state|year|tag|owner|area)-/)?.[0] ?? '';
    const sort = !folder || /^(index|groups)$/.test(name) ? page : folder + list;
    sorts.set(sort, [...(sorts.get(sort) ?? []), page]);
  }
  return [...sorts].flatMap(([sort, all]) => {
    const most = /^rules\/$|-$/.test(sort) ? 2 : 6;
    const step = Math.max(1, all.length / most);
    return Array.from({ length: Math.min(most, all.length) }, (_, at) => all[Math.floor(at * step)]);
  });
}

async function violations(tab) {
  const results = await tab.evaluate((options) => window.axe.run(document, options), OPTIONS);
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.flat().join(' ')}`));
}
