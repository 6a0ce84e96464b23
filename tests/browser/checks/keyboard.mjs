// Everything can be reached and worked with keys alone: the skip link leads to the content, Tab goes through every link,
// button and field in the order of the page and out again, where the focus is can be seen, and nothing lies over it.
import { onePerTemplate } from '../sorts.mjs';
import { addressOf, baseOf, onPages } from '../tabs.mjs';

// The window at 100 % and what is left of it at 400 %.
const WINDOWS = [{ width: 1280, height: 800, stops: 250 }, { width: 320, height: 256, stops: 60 }];
// So many buttons are tried at the beginning of a page, and as many at its end.
const BUTTONS = 4;

export async function checkKeyboard({ browser, site }) {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const findings = await onPages(context, onePerTemplate(site.pages), async (tab, page) => {
    const found = [];
    for (const { width, height, stops } of WINDOWS) {
      await tab.setViewportSize({ width, height });
      const faults = [...(await skipFaults(tab, addressOf(baseOf(site), page))), ...(await tourFaults(tab, stops))];
      found.push(...faults.map((fault) => `${page}: ${width} px: ${fault}`));
    }
    found.push(...(await idleButtons(tab)).map((fault) => `${page}: ${fault}`));
    return found;
  });
  await context.close();
  return findings.flat();
}

async function skipFaults(tab, address) {
  await tab.goto(address);
  await tab.keyboard.press('Tab');
  const skip = await tab.evaluate(() => {
    const { activeElement: link } = document;
    const { left, top, right, bottom } = link.getBoundingClientRect();
    const seen = right > left && left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
    return { isLink: link.localName === 'a' && link.hash.length > 1, seen };
  });
  if (!skip.isLink) return ['the first stop is no skip link'];
  const faults = skip.seen ? [] : ['the skip link cannot be seen when it has the focus'];
  await tab.keyboard.press('Enter');
  await tab.keyboard.press('Tab');
  const past = await tab.evaluate(() => {
    const main = document.querySelector('main');
    const stops = main.querySelectorAll('a[href], button, summary, input, select, textarea, [tabindex="0"]');
    const reachable = Array.from(stops).some((stop) => stop.checkVisibility({ checkVisibilityCSS: true }));
    return !reachable || main.contains(document.activeElement);
  });
  return past ? faults : [...faults, 'the skip link does not lead to the content'];
}

// What opens is opened with the keyboard first, so that the tour goes through what was closed as well.
async function tourFaults(tab, most) {
  const shut = await openAll(tab);
  const count = await tab.evaluate(beginTour);
  for (let press = 0; press < Math.min(count, most) + 2; press += 1) await tab.keyboard.press('Tab');
  return [...shut, ...(await tab.evaluate(endTour, most))];
}

// A button that is pressed changes something in the page; one that prints is taken at its word.
async function idleButtons(tab) {
  const faults = [];
  const buttons = await tab.locator('button:visible').all();
  for (const button of [...buttons.slice(0, BUTTONS), ...buttons.slice(BUTTONS).slice(-BUTTONS)]) {
    await button.evaluate(() => {
      window.changes = 0;
      window.print = () => (window.changes += 1);
      new MutationObserver(() => (window.changes += 1)).observe(document, { attributes: true, childList: true, subtree: true });
    });
    await button.press('Enter');
    const changes = await tab.evaluate(() => new Promise((done) => setTimeout(() => done(window.changes), 0)));
    if (changes === 0) faults.push(`Enter on "${await button.innerText()}" changes nothing`);
  }
  return faults;
}

async function openAll(tab) {
  const faults = [];
  const summaries = await tab.locator('summary:visible').all();
  for (const summary of summaries) {
    const before = await summary.evaluate((element) => element.parentElement.open);
    await summary.press('Enter');
    const after = await summary.evaluate((element) => element.parentElement.open);
    if (before === after) faults.push(`Enter does not open "${await summary.innerText()}"`);
    if (before) await summary.press('Enter');
  }
  return faults;
}

// Runs in the page. The next press of Tab tells where the last one led, when all that it moved has come to rest.
function beginTour() {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute('tabindex');
  scrollTo(0, 0);
  const operable = 'a[href], button, summary, input, select, textarea, [tabindex]';
  const isStop = (element) => element.tabIndex >= 0 && !element.disabled && element.type !== 'hidden' && !element.closest('[inert]')
    && element.checkVisibility({ checkVisibilityCSS: true }) && element.getClientRects().length > 0;
  const stops = Array.from(document.querySelectorAll(operable)).filter(isStop);
  const looks = ['outlineStyle', 'outlineWidth', 'outlineColor'];
  // A line round what holds a field is a line round the field.
  const holders = (field) => [field.parentElement, field.closest('label'), field.closest('form')].filter(Boolean);
  const framesOf = (element) => [element, ...(element.matches('input, select, textarea') ? holders(element) : [])];
  const lookOf = (element) => looks.map((name) => getComputedStyle(element)[name]).join();
  const before = new Map(stops.flatMap(framesOf).map((frame) => [frame, lookOf(frame)]));
  const isLined = ({ outlineStyle, outlineWidth }) => outlineStyle === 'auto' || (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2);
  const shows = (frame) => isLined(getComputedStyle(frame)) && lookOf(frame) !== before.get(frame);
  const tour = { stops, reached: new Map(), order: [] };
  window.tour = tour;
  const isUncovered = (element) => Array.from(element.getClientRects()).some(({ left, top, right, bottom }) =>
    [[(left + right) / 2, (top + bottom) / 2], [left + 2, top + 2], [right - 2, bottom - 2]].some(([x, y]) => {
      const hit = document.elementFromPoint(x, y);
      return hit && (element.contains(hit) || hit.contains(element));
    }));
  addEventListener('keydown', () => {
    const { activeElement: at } = document;
    if (!stops.includes(at) || tour.reached.has(at)) return;
    tour.reached.set(at, { shows: framesOf(at).some(shows), uncovered: isUncovered(at) });
    tour.order.push(stops.indexOf(at));
  }, true);
  return stops.length;
}

// Runs in the page.
function endTour(most) {
  const { stops, reached, order } = window.tour;
  const nameOf = (element) => `<${element.localName}> "${(element.textContent.trim() || element.getAttribute('aria-label') || '').slice(0, 40)}"`;
  const faults = [];
  for (const stop of stops.slice(0, most)) {
    const how = reached.get(stop);
    if (!how) faults.push(`Tab does not reach ${nameOf(stop)}`);
    if (how && !how.shows) faults.push(`the focus does not show on ${nameOf(stop)}`);
    if (how && !how.uncovered) faults.push(`something covers ${nameOf(stop)} when it has the focus`);
  }
  const leads = new Set(stops.map((stop) => stop.href));
  const managed = '[role="listbox"], [role="menu"], [role="tablist"], [role="radiogroup"], [aria-hidden="true"]';
  for (const left of document.querySelectorAll('a[href], button, summary, input, select, textarea')) {
    if (left.tabIndex >= 0 || left.closest(managed) || left.disabled || !left.checkVisibility()) continue;
    if (!left.href || !leads.has(left.href)) faults.push(`Tab does not reach ${nameOf(left)}`);
  }
  const at = order.findIndex((stop, place) => place > 0 && stop < order[place - 1]);
  if (at > 0) faults.push(`Tab goes back from ${nameOf(stops[order[at - 1]])} to ${nameOf(stops[order[at]])}`);
  for (const element of document.querySelectorAll('main *')) {
    const points = getComputedStyle(element).cursor === 'pointer';
    if (points && !element.closest('a, button, summary, label, select, input, [tabindex]')) {
      faults.push(`${nameOf(element)} looks as if it could be pressed, and no key reaches it`);
    }
  }
  return faults;
}
