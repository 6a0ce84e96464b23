// Where the reader's own colours are forced on a page, nothing is lost: the same text is there, every icon and drawing
// stands out from its ground, and what is chosen among its like still shows.
import { onePerTemplate } from '../sorts.mjs';
import { addressOf, baseOf, onPages } from '../tabs.mjs';

export async function checkForcedColors({ browser, site }) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    forcedColors: 'active',
    colorScheme: 'dark',
    reducedMotion: 'reduce',
  });
  const findings = await onPages(context, onePerTemplate(site.pages), async (tab, page) => {
    await tab.goto(addressOf(baseOf(site), page));
    return (await tab.evaluate(lostInForcedColors)).map((lost) => `${page}: ${lost}`);
  });
  await context.close();
  return findings.flat();
}

// Runs in the page. A shape is seen when its line or its filling differs from the ground by 3 to 1 (WCAG 1.4.11).
function lostInForcedColors() {
  const found = new Set();
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const read = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return Array.from(canvas.getImageData(0, 0, 1, 1).data);
  };
  const luminance = ([red, green, blue]) => {
    const [r, g, b] = [red, green, blue].map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  const groundOf = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = read(getComputedStyle(at).backgroundColor);
      if (color[3] > 0) return color;
    }
    return read('Canvas');
  };
  const nameOf = (element) => element.getAttribute('class') ?? '';
  const stands = (paint, ground) => paint !== 'none' && read(paint)[3] > 0 && contrast(read(paint), ground) >= 3;
  for (const shape of document.querySelectorAll('svg :is(path, circle, rect, line, polyline, polygon, ellipse, text)')) {
    const drawing = shape.closest('svg');
    const style = getComputedStyle(shape);
    if (!drawing.checkVisibility() || shape.closest('defs, clipPath, mask') || style.fill === 'transparent') continue;
    if (style.fill === 'none' && style.stroke === 'none') continue;
    const ground = groundOf(drawing.parentElement);
    if (stands(style.fill, ground) || (style.stroke !== 'none' && stands(style.stroke, ground))) continue;
    found.add(`<${shape.localName} class="${nameOf(shape)}"> in <svg class="${nameOf(drawing)}"> cannot be seen`);
  }
  const looks = ['borderBlockEndWidth', 'borderBlockEndStyle', 'borderBlockEndColor', 'borderInlineStartWidth', 'outlineStyle', 'outlineWidth',
    'textDecorationLine', 'fontWeight', 'color'];
  const look = (element) => [...looks.map((name) => getComputedStyle(element)[name]), ...groundOf(element).slice(0, 3)].join();
  for (const chosen of document.querySelectorAll('[aria-current]:is(a, button), [aria-pressed="true"], [aria-selected="true"]')) {
    const group = chosen.closest('ul, ol, [role="group"], [role="listbox"], nav');
    const like = Array.from(group?.querySelectorAll(chosen.localName) ?? []).find((other) =>
      other !== chosen && other.className === chosen.className && !other.matches('[aria-current], [aria-pressed="true"], [aria-selected="true"]'));
    if (like && look(chosen) === look(like)) found.add(`"${chosen.textContent.trim()}" looks as if it was not chosen`);
  }
  return [...found];
}
