// Every page is valid HTML. That is worked out beside the browser, in a thread of its own.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

let worker;
let last = Promise.resolve();

export function checkHtml({ site, pages = site.pages }) {
  last = last.then(() => validate({ root: site.root, pages }));
  return last;
}

// The thread is kept, because it takes a second to begin; it keeps nothing else alive.
async function validate(given) {
  worker ??= new Worker(new URL('html-worker.mjs', import.meta.url));
  worker.ref();
  worker.postMessage(given);
  const [findings] = await once(worker, 'message');
  worker.unref();
  return findings;
}
