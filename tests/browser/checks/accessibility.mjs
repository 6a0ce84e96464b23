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
const SCHEMES = [['light', LIGHT], ['dark', DARK]];
const WIDTHS = [320, 768, 1280];

export async function checkAccessibility({ browser, site, words = [] }) {
  // The pages forbid foreign scripts, axe among them; only here is that set aside.
  const context = await browser.newContext({ bypassCSP: true, reducedMotion: 'reduce' });
  const pages = [...sampleOf(site.pages, mostOf), ...words.map((word) => `search.html?q=${word}`)];
  const findings = await onPages(context, pages, async (tab, page) => {
    await tab.goto(addressOf(baseOf(site), page));
    await tab.evaluate(axe.source);
    return violationsOf(tab, page);
  });
  await context.close();
  return findings.flat();
}

// Rules and lists are one template with other words, and few of a sort stand for all of them. Of records, people and
// areas as many as are in a small log are looked at.
function mostOf(sort) {
  if (/^rules\/$|-$/.test(sort)) return 1;
  return /#\.html$|#$/.test(sort) ? 5 : 3;
}

async function violationsOf(tab, page) {
  const findings = [];
  for (const [colorScheme, options] of SCHEMES) {
    await tab.emulateMedia({ colorScheme });
    for (const width of WIDTHS) {
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
