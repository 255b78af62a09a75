// The desk: views of the picture, layers and their build-up, the claim that lives while its holder works, keys.
const $ = (selector, from = document) => from.querySelector(selector);
const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
const desk = $('.desk'), said = $('#said'), views = $('.views2');
const rows = $$('.layer'), scrub = $('#scrub'), scrubOut = $('#scrubout');
const comp = $('#comp'), composite = $('#composite'), sheet = $('#layers'), cap = $('#cap'), capr = $('#capr');
const alike = capr?.textContent;
const say = text => { said.textContent = text; };
const fill = (text, ...values) => values.reduce((all, value, index) => all.replace(`{${index}}`, value), text);

// the shape of the stage follows the picture
for (const image of [$('#published'), composite]) {
  const fit = () => { if (image.naturalWidth) views.style.setProperty('--ar', image.naturalWidth / image.naturalHeight); };
  if (image) { image.complete ? fit() : image.addEventListener('load', fit); }
}

// ---- layers, drawn from reduced pictures with the blend modes of the canvas
const blends = { 'normal': 'source-over', 'pass-through': 'source-over', 'plus-lighter': 'lighter' };
const drawn = rows.filter(row => row.dataset.canvas).reverse();
const pictures = new Map();
const picture = row => {
  if (!pictures.has(row)) {
    const image = new Image();
    image.src = row.dataset.canvas;
    pictures.set(row, image.decode().then(() => image, () => null));
  }
  return pictures.get(row);
};
const eye = row => $('.eye', row);
const shown = row => eye(row).getAttribute('aria-pressed') === 'true';
const asStored = rows.map(shown);
let solo = null, turn = 0;

async function draw() {
  if (!comp) return;
  const upTo = scrub ? Number(scrub.value) : drawn.length;
  const whole = !scrub || upTo >= Number(scrub.max);
  const untouched = whole && !solo && rows.every((row, index) => shown(row) === asStored[index]);
  sheet.hidden = untouched;
  capr.textContent = whole ? alike : fill(cap.dataset.build, upTo);
  if (untouched || drawn.length === 0) return;
  const mine = ++turn;
  const order = [...rows].reverse();
  const visible = drawn.filter(row => solo ? row === solo : shown(row) && order.indexOf(row) < upTo);
  const images = await Promise.all(visible.map(picture));
  if (mine !== turn) return;
  const first = images.find(Boolean);
  sheet.width = first?.naturalWidth ?? composite.naturalWidth;
  sheet.height = first?.naturalHeight ?? composite.naturalHeight;
  const context = sheet.getContext('2d');
  images.forEach((image, index) => {
    if (!image) return;
    const { blend, opacity } = visible[index].dataset;
    context.globalCompositeOperation = solo ? 'source-over' : blends[blend] ?? blend;
    context.globalAlpha = solo ? 1 : Number(opacity);
    context.drawImage(image, 0, 0, sheet.width, sheet.height);
  });
}

function mark(row) {
  const region = $('#region');
  if (!region) return;
  const [left, top, width, height] = row.dataset.box.split(',').map(Number);
  const [w, h] = [Number(comp.dataset.width), Number(comp.dataset.height)];
  region.hidden = !row.hasAttribute('data-ai') || !w || !h || width === 0;
  if (region.hidden) return;
  const percent = value => `${Math.min(100, Math.max(0, value * 100))}%`;
  Object.assign(region.style, { left: percent(left / w), top: percent(top / h), width: percent(Math.min(width, w - left) / w), height: percent(Math.min(height, h - top) / h) });
  region.firstElementChild.textContent = row.dataset.name;
}

function choose(row, focus = false) {
  if (!row) return;
  for (const other of rows) other.removeAttribute('aria-current');
  row.setAttribute('aria-current', 'true');
  for (let box = row.closest('details'); box; box = box.parentElement.closest('details')) box.open = true;
  row.scrollIntoView({ block: 'nearest' });
  if (focus) $('.pick', row).focus({ preventScroll: true });
  if (solo) { solo = row; draw(); }
  mark(row);
}

for (const row of rows) {
  eye(row).addEventListener('click', () => {
    const on = !shown(row);
    eye(row).setAttribute('aria-pressed', on);
    row.toggleAttribute('data-off', !on);
    draw();
  });
  $('.pick', row).addEventListener('click', () => choose(row));
}

// ---- build-up
let playing = 0;
function stop() { clearInterval(playing); playing = 0; }
function play() {
  if (playing) return stop();
  if (Number(scrub.value) >= Number(scrub.max)) scrub.value = 0;
  playing = setInterval(() => {
    scrub.value = Number(scrub.value) + 1;
    scrub.dispatchEvent(new Event('input'));
    if (Number(scrub.value) >= Number(scrub.max)) stop();
  }, 160);
}
scrub?.addEventListener('input', () => { scrubOut.textContent = fill(scrubOut.dataset.of, scrub.value, scrub.max); draw(); });
$('#play')?.addEventListener('click', play);

// ---- views
let blinking = 0;
const calm = matchMedia('(prefers-reduced-motion: reduce)');
function show(kind) {
  const button = $(`[data-set="${kind}"]`);
  if (!button || button.disabled || !comp) return;
  for (const other of $$('[data-set]')) other.setAttribute('aria-pressed', other === button);
  clearInterval(blinking);
  const over = $('#over'), wiping = kind === 'wipe';
  views.dataset.view = kind === 'two' ? 'two' : 'one';
  views.dataset.kind = kind;
  $('.pub').hidden = kind !== 'two';
  over.hidden = !(wiping || kind === 'blink');
  for (const part of $$('.wipe, .wiperange', comp)) part.hidden = !wiping;
  for (const [id, name] of [['#difference', 'diff'], ['#aishare', 'ai']]) if ($(id)) $(id).hidden = kind !== name;
  if (kind === 'blink' && !calm.matches) blinking = setInterval(() => { over.hidden = !over.hidden; }, 700);
  cap.textContent = cap.dataset[kind];
  say(cap.textContent);
}
for (const button of $$('[data-set]')) button.addEventListener('click', () => (button.getAttribute('aria-pressed') === 'true' && button.dataset.set === 'blink' && calm.matches)
  ? ($('#over').hidden = !$('#over').hidden) : show(button.dataset.set));
for (const button of $$('[data-show]')) button.addEventListener('click', () => show(button.dataset.show));
$('.wiperange')?.addEventListener('input', event => comp.style.setProperty('--x', `${event.target.value}%`));

function zoom(step) {
  const now = step === 0 ? 1 : Math.min(8, Math.max(1, Number(views.dataset.zoom) * (step > 0 ? 1.5 : 1 / 1.5)));
  views.dataset.zoom = now;
  views.style.setProperty('--zoom', now);
}

// ---- the grey round the picture is the reviewer's own choice
const greys = ['dark', 'middle', 'light'];
function grey(name) {
  desk.dataset.grey = name;
  localStorage.setItem('desk-grey', name);
  for (const button of $$('[data-stage]')) button.setAttribute('aria-pressed', button.dataset.stage === name);
}
for (const button of $$('[data-stage]')) button.addEventListener('click', () => grey(button.dataset.stage));
grey(localStorage.getItem('desk-grey') ?? 'middle');

// ---- panels and tabs
for (const button of $$('.desk-tabs button')) {
  button.addEventListener('click', () => {
    desk.dataset.panel = button.dataset.panel;
    for (const other of $$('.desk-tabs button')) other.setAttribute('aria-pressed', other === button);
  });
}
const tabs = $$('[role="tab"]');
function openTab(tab, focus) {
  for (const other of tabs) {
    const chosen = other === tab;
    other.setAttribute('aria-selected', chosen);
    other.tabIndex = chosen ? 0 : -1;
    document.getElementById(other.getAttribute('aria-controls')).hidden = !chosen;
  }
  if (focus) tab.focus();
}
tabs.forEach((tab, index) => {
  tab.addEventListener('click', () => openTab(tab, false));
  tab.addEventListener('keydown', event => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) openTab(tabs[(index + step + tabs.length) % tabs.length], true);
  });
});

// ---- find a layer
$('#find')?.addEventListener('input', event => {
  const text = event.target.value.trim().toLowerCase();
  for (const row of rows) {
    row.hidden = text !== '' && !row.dataset.name.toLowerCase().includes(text);
    if (text !== '' && !row.hidden) for (let box = row.closest('details'); box; box = box.parentElement.closest('details')) box.open = true;
  }
});

// ---- the claim renews while its holder works, and warns two minutes before it ends
const claim = $('#claim');
if (claim) {
  let until = new Date(claim.dataset.until), worked = false, warned = false, asking = false;
  const token = $('input[name="antiforgery"]').value;
  for (const kind of ['pointermove', 'keydown', 'input']) addEventListener(kind, () => { worked = true; }, { passive: true });
  const renew = async () => {
    asking = true;
    const answer = await fetch(`/desk/${desk.dataset.reference}/renew`, { method: 'POST', headers: { 'X-Antiforgery': token } }).catch(() => null);
    asking = false;
    if (answer?.ok) { until = new Date((await answer.json()).claimExpiresAt); worked = warned = false; }
    else if (answer?.status === 409) { until = null; say(claim.dataset.lost); claim.querySelector('b').textContent = '–'; }
  };
  const tick = () => {
    if (!until) return;
    const left = Math.max(0, Math.round((until - Date.now()) / 1000));
    claim.querySelector('b').textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
    if (!warned && left <= 120) { warned = true; say(claim.dataset.warning); }
    if (worked && !asking && left > 0 && Date.now() - last > 60_000) { last = Date.now(); renew(); }
  };
  let last = Date.now();
  tick();
  setInterval(tick, 1000);
}

// ---- keys
const singleKeys = $('#singlekeys');
singleKeys.checked = localStorage.getItem('desk-keys') !== 'off';
singleKeys.addEventListener('change', () => localStorage.setItem('desk-keys', singleKeys.checked ? 'on' : 'off'));
const regions = ['.desk-head', '.layers .list', '#stage', '.side [role="tabpanel"]:not([hidden])'];

addEventListener('keydown', event => {
  if (event.key === 'F6') {
    const at = regions.findIndex(region => $(region)?.contains(document.activeElement));
    const next = $(regions[(at + 1) % regions.length]);
    (next.tabIndex >= 0 || next.hasAttribute('tabindex') ? next : $('a, button', next)).focus();
    return event.preventDefault();
  }
  if (event.key === 'Enter' && event.ctrlKey && event.target.closest('#decide')) return $('#decide').requestSubmit();
  if (event.ctrlKey || event.metaKey || (event.altKey === singleKeys.checked)) return;
  if (event.target.closest('textarea, select, dialog, input:not([type=range]):not([type=radio]):not([type=checkbox])')) return;
  const at = rows.findIndex(row => row.getAttribute('aria-current') === 'true');
  const key = event.key.toLowerCase();
  const acts = {
    'j': () => choose(rows[Math.min(at + 1, rows.length - 1)], true),
    'k': () => choose(rows[Math.max(at - 1, 0)], true),
    's': () => { solo = solo ? null : rows[at]; draw(); },
    '[': () => { scrub.value = Number(scrub.value) - 1; scrub.dispatchEvent(new Event('input')); },
    ']': () => { scrub.value = Number(scrub.value) + 1; scrub.dispatchEvent(new Event('input')); },
    'p': play,
    '+': () => zoom(1), '=': () => zoom(1), '-': () => zoom(-1), '0': () => zoom(0),
    'g': () => grey(greys[(greys.indexOf(desk.dataset.grey) + 1) % greys.length]),
    'd': () => ($('#decide input:checked') ?? $('#decide input'))?.focus(),
    'q': () => $('#ask')?.showModal(),
    '/': () => $('#find')?.focus(),
    '?': () => $('#keys').showModal(),
  };
  if (key === ' ' && at >= 0 && !event.target.closest('button, input, summary, a')) acts[' '] = () => eye(rows[at]).click();
  if (key >= '1' && key <= '5') acts[key] = () => show(['two', 'wipe', 'blink', 'diff', 'ai'][key - 1]);
  const outcome = $(`#decide [data-key="${CSS.escape(key)}"]`);
  if (outcome) acts[key] = () => { outcome.checked = true; outcome.focus(); };
  if (!acts[key]) return;
  event.preventDefault();
  acts[key]();
});
draw();
