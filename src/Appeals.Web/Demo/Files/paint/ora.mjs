import { strToU8, zipSync } from 'fflate';
import { height, width } from './page.mjs';
import { scaled } from './picture.mjs';

const stamp = new Date(2026, 0, 1); // the same file every time

/** OpenRaster: a flat stack, top layer first, and the merged picture beside it. */
export async function toOra(groups, composite) {
  const layers = groups.flatMap(group => group.layers).reverse();
  const files = { mimetype: strToU8('image/openraster'), 'stack.xml': strToU8(stackOf(layers)) };
  for (const [i, layer] of layers.entries()) files[sourceOf(i)] = await layer.page.encode('png');
  files['mergedimage.png'] = await composite.encode('png');
  files['Thumbnails/thumbnail.png'] = await scaled(composite, 256).encode('png');
  // Stored: the pictures are compressed already, and readers expect the type uncompressed at the start.
  return zipSync(files, { level: 0, mtime: stamp });
}

const sourceOf = index => `data/layer${String(index).padStart(2, '0')}.png`;

function stackOf(layers) {
  const entries = layers.map((layer, i) =>
    `    <layer name="${layer.name}" src="${sourceOf(i)}" x="${layer.left}" y="${layer.top}"` +
    ` opacity="${layer.opacity}" visibility="${layer.visible ? 'visible' : 'hidden'}" composite-op="${operatorOf(layer.blend)}"/>`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<image version="0.0.3" w="${width}" h="${height}" xres="150" yres="150">`,
    '  <stack>',
    ...entries,
    '  </stack>',
    '</image>',
    '',
  ].join('\n');
}

const operatorOf = blend => `svg:${blend === 'normal' ? 'src-over' : blend}`;
