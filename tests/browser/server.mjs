// Serves the folder of a site as a plain host of static files does, below any path.
import { createServer } from 'node:http';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
};

// Gives `{base, close}`: the address that the paths of the site's files follow, and what ends it.
export async function serveSite(root, below = '/some/where/') {
  const server = createServer((request, response) => answer(root, below, request, response));
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    base: `http://127.0.0.1:${server.address().port}${below}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}

function answer(root, below, request, response) {
  const file = fileOf(root, below, request.url);
  if (!file) {
    response.writeHead(404, { 'content-type': 'text/plain' });
    response.end('there is no such file');
    return;
  }
  const packed = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  const headers = { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'cache-control': 'max-age=60' };
  response.writeHead(200, packed ? { ...headers, 'content-encoding': 'gzip', vary: 'accept-encoding' } : headers);
  response.end(packed ? gzipSync(readFileSync(file)) : readFileSync(file));
}

// A folder is answered with its `index.html`, as every such host does; what lies outside of the site is not there.
function fileOf(root, below, address) {
  try {
    const path = decodeURIComponent(new URL(address, 'http://127.0.0.1').pathname);
    if (!path.startsWith(below) || path.includes('\0')) return null;
    const file = join(root, path.slice(below.length), path.endsWith('/') ? 'index.html' : '');
    return file.startsWith(root) && existsSync(file) && statSync(file).isFile() ? file : null;
  } catch {
    return null;
  }
}
