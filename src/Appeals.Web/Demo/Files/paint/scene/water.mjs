import { height, horizon, linear, newPage, strokeCurve, strokeLine, width } from '../page.mjs';
import { randomFrom } from '../random.mjs';
import { paint } from '../strokes.mjs';
import { houses, lamps } from './village.mjs';

const level = () => 0;

export function water() {
  const [plan, pen] = newPage();
  const depth = [[0, '#e3a487'], [0.08, '#a97d95'], [0.25, '#565a94'], [0.55, '#2a3a6c'], [1, '#141f40']];
  pen.fillStyle = linear(pen, 0, horizon, 0, height, depth);
  pen.fillRect(0, horizon, width, height - horizon);
  const shadow = [[0, 'rgba(20,26,54,0)'], [0.3, 'rgba(20,26,54,.55)'], [1, 'rgba(20,26,54,.7)']];
  pen.fillStyle = linear(pen, 640, 0, width, 0, shadow);
  pen.fillRect(640, horizon, width, 120);
  return paint(plan, {
    seed: 23, brushes: [40, 20, 10], jitter: 9, length: 7, spacing: 0.55,
    angle: (x, y, noise) => (noise(x * 0.004, y * 0.02) - 0.5) * 0.3,
  });
}

export function ripples() {
  const [plan, pen] = newPage();
  const random = randomFrom(83);
  const colours = ['rgba(120,140,196,.75)', 'rgba(24,32,72,.8)', 'rgba(216,158,150,.7)', 'rgba(72,90,150,.8)'];
  pen.lineCap = 'round';
  for (let i = 0; i < 520; i++) {
    const y = horizon + 6 + random() ** 1.3 * (height - horizon), near = (y - horizon) / (height - horizon);
    const colour = colours[(random() * 4) | 0];
    const x = random() * width, span = 14 + near * 90 * random() + 10;
    const crest = y + (random() - 0.5) * 6 * (1 + near), end = y + (random() - 0.5) * 3;
    strokeCurve(pen, [x, y], [x + span / 2, crest], [x + span, end], colour, 1 + near * 5);
  }
  return paint(plan, { seed: 24, brushes: [8, 4], underAlpha: 0.55, length: 5, angle: level, alphaMin: 0.4, opacity: 0.5 });
}

export function reflections() {
  const [plan, pen] = newPage();
  const random = randomFrom(85);
  const streak = (x, span, count, colour, top, reach) => {
    for (let i = 0; i < count; i++) {
      const t = random(), y = top + t * reach;
      const w = span * (0.4 + random() * 0.9) * (1 + t), middle = x + (random() - 0.5) * span * (0.5 + t);
      pen.globalAlpha = (1 - t) * 0.8;
      strokeLine(pen, [[middle - w / 2, y], [middle + w / 2, y]], colour, 1.5 + t * 3.4);
    }
    pen.globalAlpha = 1;
  };
  streak(890, 34, 60, '#ffe3b0', horizon + 4, 300); // the moon
  houses.filter((_, i) => i % 2 === 0).forEach(house => streak(house.x, 16, 20, '#ffb45e', horizon + 18, 120));
  lamps.slice(0, 14).forEach(([x]) => streak(x, 9, 14, '#ff8c4e', horizon + 14, 150));
  streak(445, 26, 36, '#ffc46c', 640, 120); // the ferryman's lantern
  return paint(plan, { seed: 26, brushes: [6, 3], underAlpha: 0.8, length: 3, angle: level, alphaMin: 0.2, opacity: 0.6 });
}
