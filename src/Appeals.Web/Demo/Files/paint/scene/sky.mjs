import { blurred, fillEllipse, horizon, linear, newPage, radial, width, height } from '../page.mjs';
import { randomFrom } from '../random.mjs';
import { paint } from '../strokes.mjs';

export function ground() {
  const [plan, pen] = newPage();
  pen.fillStyle = linear(pen, 0, 0, width, height, [[0, '#c89a6a'], [0.5, '#b97f5e'], [1, '#7d5a55']]);
  pen.fillRect(0, 0, width, height);
  const page = paint(plan, {
    seed: 3, brushes: [60, 30], jitter: 16, length: 6,
    angle: (x, y, noise) => noise(x * 0.003, y * 0.003) * 6,
  });
  const under = page.getContext('2d');
  under.globalCompositeOperation = 'destination-over'; // the canvas is opaque up to its edges
  under.drawImage(plan, 0, 0);
  return page;
}

export function sky() {
  const [plan, pen] = newPage();
  const dusk = [[0, '#1c2b54'], [0.3, '#33457f'], [0.55, '#6a6aa6'], [0.76, '#c48a9c'], [0.9, '#f0ae83'], [1, '#f7cf98']];
  pen.fillStyle = linear(pen, 0, 0, 0, horizon + 10, dusk);
  pen.fillRect(0, 0, width, horizon + 14);
  pen.fillStyle = radial(pen, 880, 430, 420, [[0, 'rgba(255,206,140,.75)'], [1, 'rgba(255,180,120,0)']]);
  pen.fillRect(0, 0, width, horizon + 14);
  return paint(plan, {
    seed: 5, brushes: [46, 24, 12], jitter: 9, length: 6,
    angle: (x, y, noise) => -0.12 + noise(x * 0.004, y * 0.01) * 0.7 - 0.3,
  });
}

export function clouds() {
  const [plan, pen] = newPage();
  const random = randomFrom(77);
  const colours = ['rgba(92,92,150,.8)', 'rgba(226,150,146,.75)', 'rgba(250,196,150,.8)', 'rgba(134,112,164,.8)'];
  const banks = [[210, 150, 300], [620, 95, 240], [1030, 210, 280], [420, 285, 330], [860, 330, 300], [120, 350, 220]];
  banks.forEach(([x, y, span], bank) => {
    for (let k = 0; k < 16; k++) {
      const t = random() * 2 - 1;
      const rise = (random() - 0.5) * 26 - (1 - t * t) * 16;
      const rx = span * (0.1 + random() * 0.14), ry = 8 + random() * 17;
      fillEllipse(pen, x + t * span * 0.6, y + rise, rx, ry, colours[(k + bank) % 4], -0.06);
    }
  });
  return paint(blurred(plan, 2), {
    seed: 6, brushes: [26, 13, 7], jitter: 12, under: false, length: 5, alphaMin: 0.3, opacity: 0.55,
    angle: (x, y, noise) => -0.1 + noise(x * 0.006, y * 0.012) * 0.6 - 0.3,
  });
}

export function moon() {
  const [plan, pen] = newPage();
  fillEllipse(pen, 890, 150, 52, 52, '#fff1d2');
  fillEllipse(pen, 876, 140, 16, 11, 'rgba(226,200,160,.7)', 0.4);
  fillEllipse(pen, 906, 166, 13, 9, 'rgba(226,200,160,.7)', 0.2);
  const disc = paint(plan, { seed: 8, brushes: [14, 7, 4], jitter: 6, length: 3 });

  const [page, halo] = newPage();
  const fade = [[0, 'rgba(255,236,196,.55)'], [0.3, 'rgba(255,226,186,.2)'], [1, 'rgba(255,220,180,0)']];
  halo.fillStyle = radial(halo, 890, 150, 220, fade);
  halo.fillRect(0, 0, width, height);
  halo.drawImage(disc, 0, 0);
  return page;
}

export function mist() {
  const [plan, pen] = newPage();
  const random = randomFrom(9);
  for (let i = 0; i < 34; i++) {
    const colour = `rgba(246,214,196,${0.1 + random() * 0.16})`;
    fillEllipse(pen, random() * width, 405 + random() * 68, 90 + random() * 220, 6 + random() * 15, colour);
  }
  return blurred(plan, 9);
}
