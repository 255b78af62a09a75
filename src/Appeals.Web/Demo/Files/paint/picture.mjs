import { readFileSync } from 'node:fs';
import { createCanvas } from '@napi-rs/canvas';
import { newPage, width, height } from './page.mjs';
import * as scene from './scene/index.mjs';
import { settle } from './settle.mjs';

/** Paints the groups of layers.json, bottom to top; every layer trimmed to what is on it. */
export function paintGroups() {
  const groups = JSON.parse(readFileSync(new URL('layers.json', import.meta.url), 'utf8'));
  return groups.map(({ group, layers }) => ({ name: group, layers: layers.map(paintLayer) }));
}

function paintLayer({ id, name, blend = 'normal', opacity = 1, visible = true }) {
  const pixels = scene[id]().getContext('2d').getImageData(0, 0, width, height);
  // Next to nothing of the ground shows through the layers above it, so it may be coarser.
  settle(pixels, id === 'ground' ? { colour: 20 } : {});
  const { left, top, right, bottom } = bounds(pixels.data);
  const page = createCanvas(right - left, bottom - top);
  page.getContext('2d').putImageData(pixels, -left, -top);
  return { name, blend, opacity, visible, left, top, page, pixels: crop(pixels.data, left, top, page.width, page.height) };
}

function bounds(data) {
  let left = width, top = height, right = 0, bottom = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (data[(y * width + x) * 4 + 3]) {
        left = Math.min(left, x);
        right = Math.max(right, x + 1);
        top = Math.min(top, y);
        bottom = y + 1;
      }
  return { left, top, right, bottom };
}

/** The pixels as they are, without the rounding of a canvas, which keeps colours multiplied by alpha. */
function crop(data, left, top, w, h) {
  const part = new Uint8ClampedArray(w * h * 4);
  for (let y = 0; y < h; y++) {
    const from = ((top + y) * width + left) * 4;
    part.set(data.subarray(from, from + w * 4), y * w * 4);
  }
  return { data: part, width: w, height: h };
}

/** The picture that the visible layers make. */
export function flatten(groups) {
  const [page, pen] = newPage();
  for (const layer of groups.flatMap(group => group.layers).filter(layer => layer.visible)) {
    pen.globalCompositeOperation = layer.blend === 'normal' ? 'source-over' : layer.blend;
    pen.globalAlpha = layer.opacity;
    pen.drawImage(layer.page, layer.left, layer.top);
  }
  return page;
}

export function scaled(page, longest) {
  const factor = longest / Math.max(page.width, page.height);
  const small = createCanvas(Math.round(page.width * factor), Math.round(page.height * factor));
  const pen = small.getContext('2d');
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(page, 0, 0, small.width, small.height);
  return small;
}
