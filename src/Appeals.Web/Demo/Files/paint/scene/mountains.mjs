import { fillShape, horizon, linear, newPage, width } from '../page.mjs';
import { noiseFrom, randomFrom } from '../random.mjs';
import { paint } from '../strokes.mjs';

function ridge(base, rise, frequency, seed) {
  const noise = noiseFrom(seed), points = [];
  for (let x = -20; x <= width + 20; x += 6) {
    const shape = noise(x * frequency, 1) * 0.7 + noise(x * frequency * 2.7, 5) * 0.22 + noise(x * frequency * 8, 9) * 0.08;
    points.push([x, base - rise * shape]);
  }
  return points;
}

export const backRidge = ridge(450, 210, 0.0042, 21);
const middleRidge = ridge(468, 150, 0.006, 33);
export const frontRidge = ridge(480, 86, 0.009, 45);

function fillRidge(pen, points, top, from, to) {
  const outline = [...points, [width + 20, horizon + 20], [-20, horizon + 20]];
  fillShape(pen, outline, linear(pen, 0, top, 0, horizon, [[0, from], [1, to]]));
}

export function mountainsFar() {
  const [plan, pen] = newPage();
  fillRidge(pen, backRidge, 250, '#545a92', '#b58aa4');
  fillRidge(pen, middleRidge, 300, '#3d4a7d', '#86709a');
  return paint(plan, {
    seed: 11, brushes: [22, 11, 6],
    angle: (x, y, noise) => 1.1 + noise(x * 0.01, y * 0.01) * 1.2,
  });
}

export function mountainsNear() {
  const [plan, pen] = newPage();
  fillRidge(pen, frontRidge, 380, '#263764', '#4b4d7c');
  const random = randomFrom(5), greens = ['#1d2d54', '#2c4068', '#33405f'];
  for (let i = 0; i < 90; i++) {
    const [x, y] = frontRidge[(random() * frontRidge.length) | 0];
    fillShape(pen, [[x - 6, y + 8], [x, y - (10 + random() * 24)], [x + 6, y + 8]], greens[i % 3]);
  }
  return paint(plan, {
    seed: 13, brushes: [16, 8, 4], jitter: 9, length: 3,
    angle: (x, y, noise) => 1.4 + noise(x * 0.02, y * 0.02) * 0.8,
  });
}
