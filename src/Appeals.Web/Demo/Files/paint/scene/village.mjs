// The village on the right bank: houses in rows up the hill, a pagoda, a jetty.
import { fillEllipse, fillShape, linear, newPage } from '../page.mjs';
import { randomFrom } from '../random.mjs';
import { paint } from '../strokes.mjs';

const storeys = 5;
export const houses = placeHouses();
export const lamps = hangLamps();

function placeHouses() {
  const random = randomFrom(31), placed = [];
  for (let row = 0; row < 4; row++)
    for (let k = 0; k < 5 - Math.floor(row * 0.5); k++)
      placed.push({
        x: 770 + k * 92 + row * 34 + random() * 30,
        y: 468 - row * 40 - random() * 12,
        w: 64 + random() * 36,
        h: 34 + random() * 16,
      });
  return placed.sort((a, b) => a.y - b.y);
}

function hangLamps() {
  const hung = [];
  for (let string = 0; string < 3; string++) {
    const x0 = 700 + string * 60, y0 = 452 - string * 44, x1 = 1190, y1 = 372 - string * 62;
    for (let i = 0; i <= 13; i++) {
      const t = i / 13;
      const sag = Math.sin(t * Math.PI * 3) * -6 + 22 * Math.sin(((t * 4) % 1) * Math.PI);
      hung.push([x0 + (x1 - x0) * t, y0 + (y1 - y0) * t + sag, 3.6 - string * 0.5]);
    }
  }
  return hung;
}

/** The roof of a storey of the pagoda, from the ground up. */
export function pagodaRoofs() {
  return Array.from({ length: storeys }, (_, k) => {
    const y = 300 - k * 34, w = 58 - k * 7;
    return { y, w, outline: [[1080 - w * 0.8, y - 20], [1080 - w * 0.3, y - 34], [1080 + w * 0.3, y - 34], [1080 + w * 0.8, y - 20]] };
  });
}

export function village() {
  const [plan, pen] = newPage();
  const hill = [
    [680, 492], [740, 456], [820, 420], [900, 372], [1010, 318], [1110, 290], [1220, 270], [1220, 520], [680, 512],
  ];
  fillShape(pen, hill, linear(pen, 0, 290, 0, 510, [[0, '#27335a'], [1, '#1a2140']]));
  houses.forEach((house, i) => buildHouse(pen, house, i));
  for (const { y, w, outline } of pagodaRoofs()) {
    pen.fillStyle = '#6d4b57';
    pen.fillRect(1080 - w * 0.35, y - 26, w * 0.7, 28);
    fillShape(pen, outline, '#20264a');
  }
  fillShape(pen, [[1076, 136], [1080, 104], [1084, 136]], '#20264a');
  pen.fillStyle = '#2a2138';
  pen.fillRect(610, 486, 200, 8);
  for (let i = 0; i < 7; i++) pen.fillRect(618 + i * 30, 490, 5, 34);
  return paint(plan, { seed: 17, brushes: [14, 7, 3.6, 2.4], jitter: 8, length: 3, underAlpha: 0.95, stop: 40 });
}

function buildHouse(pen, { x, y, w, h }, i) {
  pen.fillStyle = ['#5b4a63', '#6b5262', '#4a4668', '#75584f'][i % 4];
  pen.fillRect(x - w / 2, y - h, w, h);
  pen.fillStyle = 'rgba(20,24,48,.35)';
  pen.fillRect(x - w / 2, y - h, w * 0.35, h);
  const eaves = y - h;
  const roof = [
    [x - w * 0.68, eaves + 5], [x - w * 0.55, eaves - 4], [x - w * 0.3, eaves - 20],
    [x + w * 0.3, eaves - 20], [x + w * 0.55, eaves - 4], [x + w * 0.68, eaves + 5],
  ];
  fillShape(pen, roof, ['#1f2545', '#262a4c', '#2b2440'][i % 3]);
}

export function windows() {
  const [plan, pen] = newPage();
  const random = randomFrom(71);
  for (const { x, y, w, h } of houses) {
    const count = 2 + ((random() * 2) | 0);
    for (let i = 0; i < count; i++) {
      if (random() < 0.2) continue; // nobody at home
      pen.fillStyle = ['#ffd27a', '#ffb85a', '#ffe4a4'][(random() * 3) | 0];
      pen.fillRect(x - w * 0.36 + i * w * 0.28, y - h * 0.72, w * 0.16, h * 0.4);
    }
  }
  pen.fillStyle = '#ffcf78';
  for (let k = 0; k < storeys - 1; k++) pen.fillRect(1074, 282 - k * 34, 12, 12);
  for (const [x, y, r] of lamps) {
    fillEllipse(pen, x, y, r, r * 1.25, '#ff8a4a');
    fillEllipse(pen, x, y, r * 0.5, r * 0.5, '#ffe0a0');
  }
  return paint(plan, { seed: 19, brushes: [6, 3, 2], jitter: 8, underAlpha: 1, length: 1.6 });
}
