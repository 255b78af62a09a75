import { createCanvas } from '@napi-rs/canvas';
import { initializeCanvas, writePsdBuffer } from 'ag-psd';
import { scaled } from './picture.mjs';
import { height, width } from './page.mjs';

initializeCanvas(createCanvas);

/** An 8-bit RGB file with run-length compression, its groups passing through. */
export function toPsd(groups, composite) {
  const ppi = { horizontalResolutionUnit: 'PPI', verticalResolutionUnit: 'PPI', widthUnit: 'Inches', heightUnit: 'Inches' };
  return writePsdBuffer({
    width,
    height,
    children: groups.map(group => ({
      name: group.name,
      blendMode: 'pass through',
      opened: true,
      children: group.layers.map(toLayer),
    })),
    imageData: composite.getContext('2d').getImageData(0, 0, width, height),
    imageResources: {
      resolutionInfo: { horizontalResolution: 150, verticalResolution: 150, ...ppi },
      thumbnail: scaled(composite, 160),
    },
  });
}

const toLayer = ({ name, blend, opacity, visible, left, top, pixels }) => ({
  name,
  blendMode: blend.replace('-', ' '),
  opacity,
  hidden: !visible,
  left,
  top,
  imageData: pixels,
});
