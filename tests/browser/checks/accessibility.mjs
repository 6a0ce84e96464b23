// Every sort of page passes axe's WCAG 2.2 AA rules in light and dark, at three widths.
import axe from 'axe-core';
import { sampleOf } from '../sorts.mjs';
import { addressOf, baseOf, onPages } from '../tabs.mjs';

const LIGHT = {
  resultTypes: ['violations'],
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  rules: { 'target-size': { enabled: true } },
};
// Between light and dark nothing changes but colours, so that only the rules about colours can find more there.
const DARK = { resultTypes: ['violations'], runOnly: ['color-contrast', 'link-in-text-block'] };
const THOROUGH = [['light', LIGHT, [320, 768, 1280]], ['dark', DARK, [320, 768, 1280]]];
// The same templates with other records: names and numbers do not know whether it is dark.
const QUICK = [['light', LIGHT, [320, 1280]], ['dark', DARK, [768]]];

export async function checkAccessibility({ browser, site, words = [], quick = false }) {
  // The pages forbid foreign scripts, axe among them; only here is that set aside.
  const context = await browser.newContext({ bypassCSP: true, reducedMotion: 'reduce' });
  const pages = [...sampleOf(site.pages, quick ? fewOf : mostOf), ...words.map((word) => `search.html?q=${word}`)];
  const findings = await onPages(context, pages, async (tab, page) => {
    await tab.goto(addressOf(baseOf(site), page));
    await tab.evaluate(axe.source);
    return violationsOf(tab, page, quick ? QUICK : THOROUGH);
  });
  await context.close();
  return findings.flat();
}

// Rules and lists are one template with other words, and few of a sort stand for all of them. Of records, people and
// areas as many as are in a small log are looked at.
function mostOf(sort) {
  if (/^(rules|changes)\/|-$/.test(sort)) return 1;
  return /#$/.test(sort) ? 5 : 3;
}

function fewOf(sort) {
  return /^rules\/|-$|groups/.test(sort) ? 0 : 2;
}

async function violationsOf(tab, page, views) {
  const findings = [];
  for (const [colorScheme, options, widths] of views) {
    await tab.emulateMedia({ colorScheme });
    for (const width of widths) {
      await tab.setViewportSize({ width, height: 800 });
      const { violations } = await tab.evaluate((given) => window.axe.run(document, given), options);
      for (const { id, nodes } of violations) {
        for (const { target } of nodes) {
          findings.push(`${page}: ${colorScheme}, ${width} px: ${id}: ${target.flat().join(' ')}`);
        }
      }
    }
  }
  return findings;
}
