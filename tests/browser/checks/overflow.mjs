// No page scrolls sideways at 320 px.
export function checkOverflow({ visits }) {
  return visits
    .filter(({ width }) => width.content > width.window)
    .map(({ page, width }) => `${page}: is ${width.content} px wide in a window of ${width.window} px`);
}
