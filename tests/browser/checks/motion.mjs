// Nothing moves for whoever asked for less motion.
import { onePerTemplate } from '../sorts.mjs';
import { addressOf, baseOf, onPages } from '../tabs.mjs';

export async function checkMotion({ browser, site }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  const findings = await onPages(context, onePerTemplate(site.pages), async (tab, page) => {
    await tab.goto(addressOf(baseOf(site), page));
    return (await tab.evaluate(movingElements)).map((moving) => `${page}: ${moving}`);
  });
  await context.close();
  return findings.flat();
}

// Runs in the page.
function movingElements() {
  const found = new Set();
  for (const element of document.querySelectorAll('*')) {
    const style = getComputedStyle(element);
    const name = element.localName;
    if (style.transitionDuration.split(', ').some((time) => parseFloat(time) > 0)) found.add(`a transition on <${name}>`);
    if (style.animationName !== 'none') found.add(`an animation on <${name}>`);
    if (style.scrollBehavior === 'smooth') found.add(`<${name}> scrolls smoothly`);
  }
  return [...found];
}
