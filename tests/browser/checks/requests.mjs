// No page asks for anything but files of its own site.
export function checkRequests({ visits }) {
  return visits.flatMap(({ page, base, requests }) =>
    requests.filter((url) => !url.startsWith(base)).map((url) => `${page}: asks for ${url}`));
}
