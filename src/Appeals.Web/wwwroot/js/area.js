// Draws a rectangle on the published picture into four number fields (per cent), and shows what the fields say.
//   <fieldset data-area> with <div data-pick hidden><img><svg viewBox="0 0 100 100"><rect></svg></div> and fields whose names end in Left, Top, Width, Height

for (const area of document.querySelectorAll('[data-area]')) {
  const pick = area.querySelector('[data-pick]');
  if (pick) draw(area, pick);
}

function draw(area, pick) {
  const rect = pick.querySelector('rect');
  const [left, top, width, height] = ['Left', 'Top', 'Width', 'Height'].map(name => area.querySelector(`input[name$=".${name}"]`));
  let from = null;

  const show = () => {
    const [x, y, w, h] = [left, top, width, height].map(field => field.valueAsNumber || 0);
    for (const [name, value] of Object.entries({ x, y, width: w, height: h })) rect.setAttribute(name, value);
  };

  const place = event => {
    const box = pick.getBoundingClientRect();
    const share = (at, start, length) => Math.min(100, Math.max(0, (at - start) / length * 100));
    return { x: share(event.clientX, box.left, box.width), y: share(event.clientY, box.top, box.height) };
  };

  const write = to => {
    const round = value => Math.round(value * 10) / 10;
    left.value = round(Math.min(from.x, to.x));
    top.value = round(Math.min(from.y, to.y));
    width.value = round(Math.abs(to.x - from.x));
    height.value = round(Math.abs(to.y - from.y));
    show();
  };

  pick.hidden = false;
  show();
  area.addEventListener('input', show);
  pick.addEventListener('pointerdown', event => { event.preventDefault(); pick.setPointerCapture(event.pointerId); from = place(event); });
  pick.addEventListener('pointermove', event => { if (from) write(place(event)); });
  pick.addEventListener('pointerup', () => { from = null; left.dispatchEvent(new Event('change', { bubbles: true })); });
  pick.addEventListener('pointercancel', () => { from = null; });
}
