// Paints the picture and writes it next to this folder as PSD, OpenRaster and published JPEG.
import { writeFileSync } from 'node:fs';
import { toOra } from './ora.mjs';
import { flatten, paintGroups } from './picture.mjs';
import { toPsd } from './psd.mjs';
import { toPublished } from './published.mjs';

const write = (ending, bytes) => {
  writeFileSync(new URL(`../lantern-bay.${ending}`, import.meta.url), bytes);
  console.log(`lantern-bay.${ending}: ${(bytes.length / 1e6).toFixed(2)} MB`);
};

const groups = paintGroups();
const composite = flatten(groups);
write('psd', toPsd(groups, composite));
write('ora', await toOra(groups, composite));
write('jpg', await toPublished(composite));
