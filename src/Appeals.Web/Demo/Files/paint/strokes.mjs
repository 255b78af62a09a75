// Paints over a plan with bristled strokes, from the broadest brush to the finest. A finer brush
// only goes where what stands there still differs from the plan.
import { createCanvas } from '@napi-rs/canvas';
import { blurred } from './page.mjs';
import { noiseFrom, randomFrom } from './random.mjs';

const usual = {
  seed: 7,
  brushes: [34, 15, 7, 3.5], // radii in pixels
  spacing: 0.62, // of the radius, between strokes
  length: 4, // steps of a stroke
  jitter: 10, // of the colour
  opacity: 0.62,
  under: true, // lay the plan itself under the strokes
  underAlpha: 0.85,
  threshold: 20, // difference worth another stroke
  sprinkle: 0.05, // share of strokes made anyway
  alphaMin: 0.35, // the plan is empty below it
  follow: 14, // contrast from which strokes follow the contour
  stop: 52, // change of colour at which a stroke ends
  angle: null, // (x, y, noise) => direction, or null: along the contour
};

export function paint(plan, options = {}) {
  const style = { ...usual, ...options };
  const { width, height } = plan;
  const page = createCanvas(width, height);
  const pen = page.getContext('2d');
  const random = randomFrom(style.seed), noise = noiseFrom(style.seed + 99);
  pen.lineCap = pen.lineJoin = 'round';
  if (style.under) layUnder(pen, plan, style.underAlpha);

  style.brushes.forEach((radius, i) => {
    const finest = i === style.brushes.length - 1;
    const source = finest ? plan : blurred(plan, Math.max(0.6, radius * 0.22));
    const goal = source.getContext('2d').getImageData(0, 0, width, height).data;
    const painted = i ? pen.getImageData(0, 0, width, height).data : null;
    const brush = { style, radius, random, noise, goal, width, height };
    for (const [x, y] of placesFor(brush)) {
      const k = offsetOf(brush, x, y);
      if (goal[k + 3] < style.alphaMin * 255) continue;
      if (painted && difference(goal, painted, k) < style.threshold && random() > style.sprinkle) continue;
      drawStroke(pen, brush, x, y, k);
    }
  });
  pen.globalAlpha = 1;
  return page;
}

function layUnder(pen, plan, alpha) {
  pen.globalAlpha = alpha;
  pen.filter = 'blur(3px)';
  pen.drawImage(plan, 0, 0);
  pen.filter = 'none';
  pen.globalAlpha = 1;
}

function placesFor({ style, radius, random, width, height }) {
  const step = Math.max(2, radius * style.spacing), places = [];
  for (let y = -step; y < height + step; y += step)
    for (let x = -step; x < width + step; x += step)
      places.push([x + (random() - 0.5) * step * 1.4, y + (random() - 0.5) * step * 1.4]);
  for (let i = places.length - 1; i > 0; i--) {
    const j = (random() * (i + 1)) | 0;
    [places[i], places[j]] = [places[j], places[i]];
  }
  return places;
}

function offsetOf({ width, height }, x, y) {
  const column = Math.max(0, Math.min(width - 1, x | 0)), row = Math.max(0, Math.min(height - 1, y | 0));
  return (row * width + column) * 4;
}

const colourDistance = (a, i, b, j) =>
  Math.abs(a[i] - b[j]) + Math.abs(a[i + 1] - b[j + 1]) + Math.abs(a[i + 2] - b[j + 2]);

const difference = (goal, painted, k) => colourDistance(goal, k, painted, k) + (255 - painted[k + 3]) * 0.5;

function drawStroke(pen, brush, x, y, k) {
  const { style, radius, random, goal } = brush;
  const warmth = (random() - 0.5) * 2 * style.jitter, light = (random() - 0.5) * 2 * style.jitter;
  const colour = [goal[k] + light + warmth * 0.6, goal[k + 1] + light, goal[k + 2] + light - warmth * 0.6];
  const path = pathFrom(brush, x, y, k);
  const bristles = Math.max(2, Math.min(12, Math.round(radius * 0.55)));
  for (let b = 0; b < bristles; b++) {
    const across = (b + 0.5) / bristles - 0.5;
    const shift = (random() - 0.5) * style.jitter * 1.6;
    pen.globalAlpha = (goal[k + 3] / 255) * style.opacity * (0.5 + random() * 0.5) * (1 - Math.abs(across) * 0.9);
    pen.lineWidth = (radius / bristles) * 1.9 * (0.6 + random() * 0.7);
    pen.strokeStyle = `rgb(${colour.map(c => (c + shift) | 0)})`;
    drawBristle(pen, path, across * radius);
  }
}

function pathFrom(brush, x0, y0, k) {
  const { style, radius, random, noise, goal } = brush;
  const wished = style.angle ? style.angle(x0, y0, noise) : null;
  const steps = style.length * (0.6 + random() * 0.8);
  const path = [[x0, y0]];
  let x = x0, y = y0, heading = null;
  for (let s = 0; s < steps; s++) {
    heading = turn(heading, directionAt(brush, x, y, wished));
    x += Math.cos(heading) * radius * 0.8;
    y += Math.sin(heading) * radius * 0.8;
    const q = offsetOf(brush, x, y);
    if (goal[q + 3] < style.alphaMin * 255 * 0.8) break;
    if (s > 0 && colourDistance(goal, q, goal, k) > style.stop) break;
    path.push([x, y]);
  }
  if (path.length < 2) path.push([x0 + Math.cos(heading) * radius * 0.5, y0 + Math.sin(heading) * radius * 0.5]);
  return path;
}

function directionAt(brush, x, y, wished) {
  const gx = lightAt(brush, x + 2, y) - lightAt(brush, x - 2, y);
  const gy = lightAt(brush, x, y + 2) - lightAt(brush, x, y - 2);
  const contrast = Math.hypot(gx, gy);
  if (wished !== null && contrast <= brush.style.follow) return wished;
  if (contrast > 3) return Math.atan2(gx, -gy);
  return wished ?? brush.noise(x * 0.006, y * 0.006) * 6.3;
}

function lightAt({ goal, width, height }, x, y) {
  const column = Math.max(1, Math.min(width - 2, x | 0)), row = Math.max(1, Math.min(height - 2, y | 0));
  const i = (row * width + column) * 4;
  return goal[i] * 0.3 + goal[i + 1] * 0.59 + goal[i + 2] * 0.11;
}

/** Bends towards a direction, the shorter way round; a stroke has no front or back. */
function turn(heading, direction) {
  if (heading === null) return direction;
  if (Math.cos(direction - heading) < 0) direction += Math.PI;
  return heading + Math.atan2(Math.sin(direction - heading), Math.cos(direction - heading)) * 0.6;
}

/** One bristle runs beside the path and closes in on it towards the end. */
function drawBristle(pen, path, offset) {
  pen.beginPath();
  path.forEach((point, i) => {
    const next = path[Math.min(i + 1, path.length - 1)], before = path[Math.max(0, i - 1)];
    const dx = next[0] - before[0], dy = next[1] - before[1], span = Math.hypot(dx, dy) || 1;
    const aside = offset * (1 - (0.35 * i) / (path.length - 1));
    const x = point[0] - (dy / span) * aside, y = point[1] + (dx / span) * aside;
    if (i) pen.lineTo(x, y);
    else pen.moveTo(x, y);
  });
  pen.stroke();
}
