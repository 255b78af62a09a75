import { blurred, fillEllipse, linear, newPage, radial, trace, width, height } from '../page.mjs';
import { randomFrom } from '../random.mjs';
import { paint } from '../strokes.mjs';
import { houses, lamps } from './village.mjs';

export function glow() {
  const [plan, pen] = newPage();
  const shine = (x, y, reach, alpha) => {
    const fade = [[0, `rgba(255,196,110,${alpha})`], [0.35, `rgba(255,150,70,${alpha * 0.45})`], [1, 'rgba(255,120,50,0)']];
    pen.fillStyle = radial(pen, x, y, reach, fade);
    pen.fillRect(x - reach, y - reach, 2 * reach, 2 * reach);
  };
  for (const [x, y] of lamps) shine(x, y, 26, 0.5);
  for (const { x, y, h } of houses) shine(x, y - h * 0.5, 44, 0.22);
  shine(446, 576, 150, 0.72);
  return paint(plan, { seed: 47, brushes: [12], jitter: 6, underAlpha: 0.95, length: 3, opacity: 0.12, alphaMin: 0.1 });
}

/** The one layer the creator of the demo declares as made with AI: light on the robe, the boat and the water. */
export function localLight() {
  const [plan, pen] = newPage();
  const lit = [[430, 500], [520, 470], [552, 452], [566, 470], [556, 604], [420, 612], [398, 600], [380, 560], [400, 530]];
  const fade = [[0, 'rgba(255,214,140,.85)'], [0.5, 'rgba(255,170,90,.4)'], [1, 'rgba(255,140,60,0)']];
  pen.save();
  pen.beginPath();
  trace(pen, lit);
  pen.closePath();
  pen.clip();
  pen.fillStyle = radial(pen, 470, 560, 150, fade);
  pen.fillRect(0, 0, width, height);
  pen.restore();

  pen.save();
  pen.translate(446, 690);
  pen.scale(1, 0.45);
  pen.translate(-446, -690);
  pen.fillStyle = radial(pen, 446, 690, 90, [[0, 'rgba(255,190,110,.5)'], [1, 'rgba(255,150,60,0)']]);
  pen.fillRect(340, 590, 220, 200);
  pen.restore();
  return blurred(plan, 5);
}

export function fireflies() {
  const [page, pen] = newPage();
  const random = randomFrom(101);
  for (let i = 0; i < 70; i++) {
    const x = random() * width, y = 300 + random() * 420, reach = (1 + random() * 2.4) * 5;
    const fade = [[0, 'rgba(255,236,170,.95)'], [0.25, 'rgba(255,210,120,.5)'], [1, 'rgba(255,190,90,0)']];
    pen.fillStyle = radial(pen, x, y, reach, fade);
    pen.fillRect(x - reach, y - reach, reach * 2, reach * 2);
  }
  for (let i = 0; i < 80; i++) {
    const colour = `rgba(255,250,230,${0.3 + random() * 0.6})`;
    const x = random() * width, y = random() * 230, r = random() * 1.5;
    fillEllipse(pen, x, y, r, r, colour);
  }
  return page;
}

export function grade() {
  const [page, pen] = newPage();
  const tint = [[0, 'rgba(70,90,200,.55)'], [0.5, 'rgba(255,170,110,.25)'], [1, 'rgba(30,30,90,.6)']];
  pen.fillStyle = linear(pen, 0, 0, width, height, tint);
  pen.fillRect(0, 0, width, height);
  return page;
}
