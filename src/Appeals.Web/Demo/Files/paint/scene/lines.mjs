// Line work by a hand that is not quite steady: calm for the clean lines, loose and repeated for the sketch.
import { height, horizon, newPage, width } from '../page.mjs';
import { randomFrom } from '../random.mjs';
import { canopy, hat, hoops, hull, robe } from './boat.mjs';
import { backRidge, frontRidge } from './mountains.mjs';
import { houses, pagodaRoofs } from './village.mjs';

function pencil(pen, random) {
  return (points, { weight, colour, shake, alpha }, closed = false) => {
    const loose = shake > 2;
    pen.strokeStyle = colour;
    pen.lineCap = 'round';
    pen.globalAlpha = alpha * (loose ? 0.45 : 1);
    for (let pass = 0; pass < (loose ? 3 : 1); pass++) {
      pen.beginPath();
      points.forEach(([px, py], i) => {
        const x = px + (random() - 0.5) * shake * 2, y = py + (random() - 0.5) * shake * 2;
        if (i) pen.lineTo(x, y);
        else pen.moveTo(x, y);
      });
      if (closed) pen.closePath();
      pen.lineWidth = weight * (0.7 + random() * 0.5);
      pen.stroke();
    }
    pen.globalAlpha = 1;
  };
}

const oval = (x, y, rx, ry, steps = 22) =>
  Array.from({ length: steps + 1 }, (_, i) => [x + Math.cos((i / steps) * 6.3) * rx, y + Math.sin((i / steps) * 6.3) * ry]);

function drawSubjects(draw, style) {
  draw(hull, style, true);
  draw(canopy, style);
  draw([[232, 604], [402, 612]], style);
  for (const hoop of hoops) draw(hoop, style);
  draw(hat, style, true);
  draw(robe, style);
  draw([[530, 474], [500, 508], [476, 520]], style);
  draw([[590, 476], [616, 512], [640, 520]], style);
  draw([[650, 420], [634, 560], [622, 660], [606, 706], [626, 706], [626, 640]], style);
  draw(oval(446, 576, 17, 21), style);
  draw(oval(560, 428, 16, 19), style);
  for (const { x, y, w, h } of houses) {
    draw([[x - w / 2, y], [x - w / 2, y - h], [x + w / 2, y - h], [x + w / 2, y]], style);
    draw([[x - w * 0.68, y - h + 5], [x - w * 0.3, y - h - 20], [x + w * 0.3, y - h - 20], [x + w * 0.68, y - h + 5]], style);
  }
  for (const { outline } of pagodaRoofs()) draw(outline, style);
}

export function cleanLines() {
  const [page, pen] = newPage();
  drawSubjects(pencil(pen, randomFrom(12)), { weight: 1.5, colour: '#191a2c', shake: 0.7, alpha: 0.8 });
  return page;
}

export function sketch() {
  const [page, pen] = newPage();
  const draw = pencil(pen, randomFrom(14));
  const graphite = { weight: 1.2, colour: '#4a4d63', shake: 4, alpha: 0.7 };
  drawSubjects(draw, { ...graphite, weight: 1.3, shake: 5, alpha: 0.8 });
  draw(backRidge.filter((_, i) => i % 3 === 0), graphite);
  draw(frontRidge.filter((_, i) => i % 3 === 0), graphite);
  draw(oval(890, 150, 54, 54, 26), graphite);
  draw([[0, horizon], [width, horizon]], { ...graphite, shake: 3, alpha: 0.6 });

  const guide = { weight: 1, colour: '#b5603f', shake: 4, alpha: 0.5 };
  draw([[0, height], [890, 150]], guide);
  draw([[width, height], [300, horizon]], guide);
  for (const x of [400, 800]) draw([[x, 0], [x, height]], { ...guide, shake: 3, alpha: 0.4 });
  return page;
}
