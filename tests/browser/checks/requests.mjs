// No page asks for anything but files of its own site.
import { pathToFileURL } from 'node:url';

export function checkRequests({ site, visits }) {
  const home = `${pathToFileURL(site.root).href}/`;
  return visits.flatMap(({ page, requests }) =>
    requests.filter((url) => !url.startsWith(home)).map((url) => `${page}: asks for ${url}`));
}
