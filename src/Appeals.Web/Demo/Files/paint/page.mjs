import { createCanvas } from '@napi-rs/canvas';

export const width = 1200, height = 800, horizon = 470;

/** An empty page and its pen. */
export function newPage() {
  const page = createCanvas(width, height);
  return [page, page.getContext('2d')];
}

function withStops(gradient, stops) {
  for (const [at, colour] of stops) gradient.addColorStop(at, colour);
  return gradient;
}

export const linear = (pen, x0, y0, x1, y1, stops) => withStops(pen.createLinearGradient(x0, y0, x1, y1), stops);
export const radial = (pen, x, y, radius, stops) => withStops(pen.createRadialGradient(x, y, 0, x, y, radius), stops);

export function trace(pen, points) {
  points.forEach(([x, y], i) => (i ? pen.lineTo(x, y) : pen.moveTo(x, y)));
}

export function fillShape(pen, points, fill) {
  pen.beginPath();
  trace(pen, points);
  pen.closePath();
  pen.fillStyle = fill;
  pen.fill();
}

export function fillEllipse(pen, x, y, rx, ry, fill, tilt = 0, from = 0) {
  pen.fillStyle = fill;
  pen.beginPath();
  pen.ellipse(x, y, rx, ry, tilt, from, 7);
  pen.fill();
}

export function strokeLine(pen, points, colour, lineWidth) {
  pen.strokeStyle = colour;
  pen.lineWidth = lineWidth;
  pen.beginPath();
  trace(pen, points);
  pen.stroke();
}

export function strokeCurve(pen, [x0, y0], [cx, cy], [x1, y1], colour, lineWidth) {
  pen.strokeStyle = colour;
  pen.lineWidth = lineWidth;
  pen.beginPath();
  pen.moveTo(x0, y0);
  pen.quadraticCurveTo(cx, cy, x1, y1);
  pen.stroke();
}

export function blurred(page, radius) {
  const copy = createCanvas(page.width, page.height);
  const pen = copy.getContext('2d');
  pen.filter = `blur(${radius}px)`;
  pen.drawImage(page, 0, 0);
  return copy;
}
