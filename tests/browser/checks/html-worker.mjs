// Validates the pages that it is told of and sends back what is wrong with them, one line each.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { HtmlValidate } from 'html-validate';

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard', 'html-validate:document'],
  // A page loads only files that lie beside it, which nobody else can change.
  rules: { 'require-sri': ['error', { target: 'crossorigin' }] },
});

parentPort.on('message', async ({ root, pages }) => {
  const findings = [];
  for (const page of pages) {
    const report = await validator.validateString(readFileSync(join(root, page), 'utf8'), page);
    for (const result of report.results) {
      for (const { line, column, ruleId, message } of result.messages) {
        findings.push(`${page}:${line}:${column}: ${ruleId}: ${message}`);
      }
    }
  }
  parentPort.postMessage(findings);
});
