import { fileURLToPath } from 'node:url';
import { loadImage } from '@napi-rs/canvas';
import { height, newPage, width } from './page.mjs';

const margin = 22, quality = 88;

/** The picture as the platform shows it: a JPEG with the notice "suspected AI-generated content" in its corner. */
export async function toPublished(composite) {
  // The words are outlines in the drawing, so that no font has to be installed.
  const notice = await loadImage(fileURLToPath(new URL('notice.svg', import.meta.url)));
  const [page, pen] = newPage();
  pen.drawImage(composite, 0, 0);
  pen.drawImage(notice, width - notice.width - margin, height - notice.height - margin);
  return page.encode('jpeg', quality);
}
