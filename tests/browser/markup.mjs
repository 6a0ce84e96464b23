// Reads the elements of a page from its text, where opening thousands of pages in a browser would take too long.
const TAG = /<([a-z][a-z0-9-]*)((?:\s+[^\s"'<>/=]+(?:="[^"]*")?)*)\s*\/?>/g;
const ATTRIBUTE = /([^\s"'<>/=]+)(?:="([^"]*)")?/g;
const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

// Each element is its tag and its attributes, in the order of the document.
export function elementsOf(text) {
  return Array.from(text.matchAll(TAG), ([, tag, attributes]) => ({
    tag,
    attributes: Array.from(attributes.matchAll(ATTRIBUTE), ([, name, value = '']) => [name, decode(value)]),
  }));
}

function decode(text) {
  return text.replace(/&(?:#x([0-9a-f]+)|#([0-9]+)|([a-z]+));/gi, (whole, hex, number, name) => {
    if (name) return NAMED[name] ?? whole;
    return String.fromCodePoint(hex ? parseInt(hex, 16) : Number(number));
  });
}
