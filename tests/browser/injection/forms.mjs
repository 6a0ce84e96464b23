// The places of a Markdown text that a vector can stand in, each as a function from the vector to a block of its own.
const oneLine = (vector) => vector.replace(/[\r\n\0]+/g, ' ');

export const FORMS = {
  paragraph: (vector) => `x ${vector.replaceAll('\0', '\ufffd')}`,
  block: (vector) => `> ${oneLine(vector)}`,
  heading: (vector) => `### ${oneLine(vector)}`,
  list: (vector) => `* ${oneLine(vector)}\n  1. ${oneLine(vector)}`,
  table: (vector) => `| ${oneLine(vector)} | b |\n|---|:-:|\n| a | ${oneLine(vector)} |`,
  code: (vector) => `\`\`\`\`\`\`\` ${oneLine(vector)} \`\`\`\`\`\`\``,
  fence: (vector) => `~~~~~~~${oneLine(vector)}\n${oneLine(vector)}\n~~~~~~~`,
  mermaid: (vector) => `\`\`\`\`\`\`\`mermaid\n${oneLine(vector)}\n\`\`\`\`\`\`\``,
  indented: (vector) => `    ${oneLine(vector)}`,
  address: (vector) => `[x](${oneLine(vector)})`,
  angle: (vector) => `[x](<${oneLine(vector)}>)`,
  title: (vector) => `[x](https://example.org/ "${oneLine(vector)}")`,
  text: (vector) => `[${oneLine(vector)}](https://example.org/)`,
  image: (vector) => `![${oneLine(vector)}](${oneLine(vector)} '${oneLine(vector)}')`,
  footnote: (vector, at) => `x[^n${at}]\n\n[^n${at}]: ${oneLine(vector)}`,
  reference: (vector, at) => `[x][r${at}]\n\n[r${at}]: ${oneLine(vector)} "${oneLine(vector)}"`,
  angled: (vector) => `x <${oneLine(vector)}>`,
  task: (vector) => `- [ ] ${oneLine(vector)}`,
  alert: (vector) => `> [!NOTE]\n> ${oneLine(vector)}`,
  attribute: (vector) => `<a title="${oneLine(vector)}" href='${oneLine(vector)}'>x</a>`,
  definition: (vector) => `${oneLine(vector)}\n: ${oneLine(vector)}`,
  bare: (vector) => vector.replaceAll('\0', '\ufffd'),
};
