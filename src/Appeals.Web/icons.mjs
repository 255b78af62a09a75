// Adds Lucide icons to wwwroot/icons.svg, one symbol a line, sorted: npm ci && npm run icons -- bell lock
import { readFileSync, writeFileSync, existsSync } from 'node:fs';

const sprite = 'wwwroot/icons.svg';
const present = existsSync(sprite) ? [...readFileSync(sprite, 'utf8').matchAll(/<symbol id="([^"]+)"/g)].map(m => m[1]) : [];
const symbols = [...new Set([...present, ...process.argv.slice(2)])].sort().map(name => {
  const svg = readFileSync(`node_modules/lucide-static/icons/${name}.svg`, 'utf8');
  const inner = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>')).replace(/\s+/g, ' ').replace(/ ?\/>/g, '/>').replace(/> </g, '><').trim();
  return `<symbol id="${name}" viewBox="0 0 24 24">${inner}</symbol>`;
});
const licence = '<!-- Lucide (lucide.dev), ISC License, Copyright (c) Lucide Icons and Contributors; some icons derived from Feather, MIT, Copyright (c) Cole Bemis -->';
writeFileSync(sprite, `<svg xmlns="http://www.w3.org/2000/svg">\n${licence}\n${symbols.join('\n')}\n</svg>\n`);
