import { blurred, fillEllipse, fillShape, height, linear, newPage, strokeCurve, strokeLine } from '../page.mjs';
import { randomFrom } from '../random.mjs';
import { paint } from '../strokes.mjs';

export const hull = [
  [150, 590], [196, 622], [270, 646], [380, 656], [500, 650], [590, 632], [668, 592],
  [690, 566], [640, 590], [560, 604], [400, 612], [260, 604], [190, 584],
];

export const canopy = Array.from({ length: 21 }, (_, i) => [232 + (i / 20) * 170, 604 - Math.sin((i / 20) * Math.PI) * 92]);
export const hoops = [3, 6, 10, 13, 16].map(i => [canopy[i], [canopy[i][0] + 4, 608]]);
export const robe = [[528, 606], [518, 520], [530, 468], [548, 446], [572, 446], [590, 470], [602, 530], [606, 604]];
export const hat = [[508, 424], [560, 386], [612, 424], [560, 432]];

export function boat() {
  const [plan, pen] = newPage();
  fillShape(pen, hull, linear(pen, 150, 0, 690, 0, [[0, '#3c2a2c'], [0.5, '#6a4536'], [1, '#4a2f2e']]));
  strokeCurve(pen, [160, 592], [400, 640], [684, 570], '#a06a45', 6);
  strokeCurve(pen, [210, 624], [400, 650], [600, 622], '#2b1d24', 3);
  strokeCurve(pen, [210, 634], [400, 658], [600, 630], '#2b1d24', 3);
  const bamboo = [[0, '#4d3b34'], [0.6, '#8a6748'], [1, '#c99a5e']];
  fillShape(pen, [...canopy, [402, 612], [232, 606]], linear(pen, 230, 0, 402, 0, bamboo));
  for (const hoop of hoops) strokeLine(pen, hoop, '#3a2b2a', 3);
  strokeLine(pen, canopy.slice(8), '#d7ab6d', 4);
  return paint(plan, { seed: 29, brushes: [14, 7, 3.5, 2], jitter: 9, underAlpha: 0.95, stop: 44 });
}

export function figure() {
  const [plan, pen] = newPage();
  fillShape(pen, robe, linear(pen, 516, 0, 606, 0, [[0, '#a03b34'], [0.55, '#c9553f'], [1, '#7c2c35']]));
  fillShape(pen, [[556, 452], [566, 452], [574, 604], [552, 604]], '#e7c38d');
  fillShape(pen, [[530, 474], [500, 508], [476, 520], [480, 530], [510, 524], [540, 498]], '#b4483a');
  fillShape(pen, [[590, 476], [616, 512], [640, 520], [640, 530], [608, 526], [584, 500]], '#8e3237');
  fillEllipse(pen, 560, 428, 16, 19, '#f0c9a0');
  fillEllipse(pen, 563, 421, 18, 15, '#2a1f2b', 0.2, Math.PI);
  fillEllipse(pen, 476, 526, 6, 6, '#f0c9a0');
  fillEllipse(pen, 641, 525, 6, 6, '#f0c9a0');
  fillShape(pen, hat, linear(pen, 508, 0, 612, 0, [[0, '#e7c27e'], [1, '#8e6a45']]));
  drawOar(pen);
  drawLantern(pen);
  return paint(plan, { seed: 37, brushes: [9, 5, 2.6, 1.8], jitter: 8, length: 3, underAlpha: 1, stop: 44 });
}

function drawOar(pen) {
  strokeLine(pen, [[650, 420], [634, 560], [622, 660]], '#5d4032', 5);
  fillShape(pen, [[626, 640], [616, 640], [606, 706], [626, 706]], '#5d4032');
}

function drawLantern(pen) {
  strokeLine(pen, [[476, 528], [446, 540], [446, 556]], '#3a2b2a', 3);
  fillEllipse(pen, 446, 576, 17, 21, '#ff9a4e');
  fillEllipse(pen, 446, 578, 9, 13, '#ffe6ae');
  pen.fillStyle = '#7a2f2c';
  pen.fillRect(437, 553, 18, 4);
  pen.fillRect(437, 596, 18, 4);
}

export function shade() {
  const [plan, pen] = newPage();
  const dusk = 'rgba(60,52,96,.75)';
  const underHull = [
    [150, 590], [196, 622], [270, 646], [380, 656], [500, 650], [590, 632], [668, 592], [600, 618], [400, 634], [240, 614],
  ];
  fillShape(pen, underHull, dusk);
  fillShape(pen, [[576, 448], [592, 470], [606, 604], [580, 604], [578, 520]], dusk);
  fillShape(pen, [[232, 606], [238, 580], [270, 536], [300, 520], [290, 560], [286, 608]], dusk);
  fillEllipse(pen, 410, 668, 270, 20, 'rgba(40,44,92,.6)');
  return paint(blurred(plan, 3), { seed: 41, brushes: [18, 9], jitter: 6, angle: () => 0.05, opacity: 0.4 });
}

export function reeds() {
  const [plan, pen] = newPage();
  const random = randomFrom(91);
  pen.lineCap = 'round';
  const grow = (x, tall, lean, colour) => {
    strokeCurve(pen, [x, height + 10], [x + lean * 0.2, height - tall * 0.6], [x + lean, height - tall], colour, 2.5 + random() * 5);
    if (random() < 0.3) fillEllipse(pen, x + lean, height - tall, 4, 17, '#7d5b4a', lean * 0.004);
  };
  const blues = ['#131a33', '#1c2a4a', '#24385a', '#0f1530'];
  for (let i = 0; i < 78; i++) grow(900 + random() * 320, 70 + random() * 230, (random() - 0.6) * 120, blues[i % 4]);
  for (let i = 0; i < 44; i++) grow(-20 + random() * 190, 50 + random() * 190, (random() - 0.3) * 90, blues[i % 3]);
  return paint(plan, { seed: 43, brushes: [8, 4, 2.5], jitter: 8, length: 5, underAlpha: 0.95 });
}
