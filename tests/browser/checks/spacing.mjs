// Nothing is cut off, covered or pushed out of the window when a reader spaces text out as WCAG 1.4.12 allows, at 1280 px
// and at the 320 px that are left of them at 400 %.
import { onePerTemplate } from '../sorts.mjs';
import { addressOf, baseOf, onPages } from '../tabs.mjs';

const WIDTHS = [320, 1280];
const SPACED = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-block-end: 2em !important; }`;

export async function checkSpacing({ browser, site }) {
  const context = await browser.newContext({ bypassCSP: true });
  const findings = await onPages(context, onePerTemplate(site.pages), async (tab, page) => {
    await tab.goto(addressOf(baseOf(site), page));
    await tab.addStyleTag({ content: SPACED });
    const found = [];
    for (const width of WIDTHS) {
      await tab.setViewportSize({ width, height: 256 });
      found.push(...(await tab.evaluate(lostContent)).map((lost) => `${page}: ${width} px: ${lost}`));
    }
    return found;
  });
  await context.close();
  return findings.flat();
}

// Runs in the page.
function lostContent() {
  const found = new Set();
  const root = document.documentElement;
  const sticksOut = (element) => element.getBoundingClientRect().right > root.clientWidth + 1;
  if (root.scrollWidth > root.clientWidth) {
    const all = Array.from(document.querySelectorAll('body *')).filter(sticksOut);
    const ends = all.filter((element) => !Array.from(element.children).some(sticksOut));
    found.add(`the page scrolls sideways, for ${ends.slice(0, 2).map((end) => `<${end.localName} class="${end.className}">`).join(' and ')}`);
  }
  const hides = (overflow) => overflow === 'hidden' || overflow === 'clip';
  for (const element of document.querySelectorAll('body *')) {
    const style = getComputedStyle(element);
    // What is a pixel large is meant for those who hear the page.
    if (element.clientWidth <= 1 || element.closest('svg') || !element.checkVisibility()) continue;
    const wide = hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
    const high = hides(style.overflowY) && element.scrollHeight > element.clientHeight + 1;
    if (wide || high) found.add(`<${element.localName} class="${element.className}"> cuts its text off`);
  }
  return [...found];
}
