// No page writes an error to the console, misses a file, or breaks its own policy.
export function checkConsole({ visits }) {
  return visits.flatMap(({ page, console, missed, breaches }) =>
    [
      ...console,
      ...missed.map((url) => `could not load ${url}`),
      ...breaches.map((breach) => `its policy blocked ${breach}`),
    ].map((message) => `${page}: ${message}`));
}
