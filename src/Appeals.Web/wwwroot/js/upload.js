// Uploads that survive a dead network and a closed tab: the part _Uploads, on top of tus-js-client (window.tus).
// Tells the page about every file that was added or removed by the event "uploads:changed".
const atOnce = 3;
const chunk = 32 * 1024 * 1024; // a whole number of the server's 64 KiB chunks, so that nothing is sent twice
const delays = [0, 1000, 3000, 5000, 10000, 20000, 30000];
const units = ['B', 'kB', 'MB', 'GB', 'TB'];
const language = document.documentElement.lang;

const fill = (text, ...values) => text.replace(/\{(\d)\}/g, (_, i) => values[i]);
const fillNamed = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function size(bytes) {
  let unit = 0;
  for (; bytes >= 999.5 && unit < units.length - 1; unit++) bytes /= 1000;
  const digits = unit === 0 || bytes >= 99.95 ? 0 : bytes >= 9.995 ? 1 : 2;
  return `${bytes.toLocaleString(language, { maximumFractionDigits: digits })}\u00a0${units[unit]}`;
}

/** Bytes per second over the last few seconds. */
class Speed {
  #samples = [];
  add(bytes) {
    const now = performance.now();
    this.#samples.push({ now, bytes });
    while (this.#samples.length > 2 && now - this.#samples[0].now > 5000) this.#samples.shift();
  }
  get perSecond() {
    const [first, last] = [this.#samples[0], this.#samples.at(-1)];
    return first && last.now - first.now > 500 ? Math.max(0, last.bytes - first.bytes) / (last.now - first.now) * 1000 : null;
  }
  reset() { this.#samples = []; }
}

class Uploads {
  constructor(root) {
    this.root = root;
    this.texts = JSON.parse(root.querySelector('[data-texts]').textContent);
    this.list = root.querySelector('[data-rows]');
    this.rows = new Set();
    this.#drop(root.querySelector('[data-drop]'), root.querySelector('[data-choose]'));
    for (const item of this.list.children) this.#adopt(item);
    addEventListener('online', () => { for (const row of this.rows) if (row.state === 'failed' && row.again) row.start(); });
  }

  #drop(zone, input) {
    zone.hidden = false;
    const take = () => { this.#add(input.files); input.value = ''; };
    input.addEventListener('change', take);
    for (const type of ['dragover', 'drop']) zone.addEventListener(type, event => event.preventDefault());
    zone.addEventListener('dragover', () => { zone.dataset.over = ''; });
    for (const type of ['dragleave', 'drop']) zone.addEventListener(type, () => { delete zone.dataset.over; });
    zone.addEventListener('drop', event => this.#add(event.dataTransfer.files));
    // chosen before this script was there
    if (input.files.length > 0) take();
  }

  #add(files) {
    for (const file of files) this.rows.add(new Row(this, file));
    this.next();
  }

  /** Rows that the server wrote. */
  #adopt(item) {
    const remove = item.querySelector('[data-act="remove"]');
    if (remove) {
      remove.hidden = false;
      remove.addEventListener('click', () => this.remove(item.dataset.upload, item, item.querySelector('[data-name]').textContent.trim()));
    }
    if (item.dataset.state === 'checking') this.watch(item.dataset.upload, item);
  }

  next() {
    const active = [...this.rows].filter(row => row.state === 'busy' || row.state === 'resuming').length;
    [...this.rows].filter(row => row.state === 'waiting').slice(0, Math.max(0, atOnce - active)).forEach(row => row.start());
  }

  say(text) { this.root.querySelector('[data-say]').textContent = text; }

  changed(id, what) { this.root.dispatchEvent(new CustomEvent('uploads:changed', { bubbles: true, detail: { id, what } })); }

  icon(name) { return this.root.querySelector(`[data-icon="${name}"]`).content.cloneNode(true); }

  async remove(id, item, name) {
    const answer = await fetch(`${this.root.dataset.endpoint}/${id}`, { method: 'DELETE', headers: { 'Tus-Resumable': '1.0.0' } }).catch(() => null);
    if (!answer || (!answer.ok && answer.status !== 404 && answer.status !== 410)) {
      this.say(fill(this.texts.SaidFailed, name, await reasonOf(answer) ?? this.texts.Offline));
      return;
    }
    item.remove();
    this.say(fill(this.texts.SaidRemoved, name));
    this.root.querySelector('[data-choose]').focus();
    this.changed(id, 'removed');
  }

  /** Asks until the server has read what the file holds. */
  async watch(id, item) {
    for (let wait = 800; item.isConnected && wait < 30000; wait *= 1.25) {
      await new Promise(done => setTimeout(done, wait));
      const answer = await fetch(`${this.root.dataset.endpoint}/${id}`).catch(() => null);
      if (!answer?.ok) continue;
      const row = await answer.json();
      this.show(item, row);
      if (row.state === 'Done') return this.changed(id, 'checked');
    }
  }

  show(item, row) {
    const done = row.state === 'Done';
    item.dataset.state = done ? 'done' : 'checking';
    item.querySelector('progress')?.remove();
    const text = item.querySelector('.state');
    text.replaceChildren(this.icon('done'), ` ${done ? this.texts.UploadedAndChecked : this.texts.UploadedReading} · ${size(row.length)} · ${row.says}`);
    if (row.problem) text.append(document.createElement('br'), row.problem);
    const thumb = item.querySelector('[data-thumb]');
    if (row.picture) {
      const picture = new Image();
      picture.alt = '';
      picture.src = row.picture;
      thumb.replaceChildren(picture);
    } else if (row.format === 'mp4') thumb.replaceChildren(this.icon('film'));
  }
}

class Row {
  #speed = new Speed();
  #said = -1;

  constructor(uploads, file) {
    this.uploads = uploads;
    this.file = file;
    this.again = true;
    this.item = uploads.root.querySelector('[data-row]').content.firstElementChild.cloneNode(true);
    this.item.querySelector('bdi').textContent = file.name;
    this.meter = this.item.querySelector('progress');
    this.meter.setAttribute('aria-label', file.name);
    for (const [act, label] of [['pause', 'PauseFile'], ['continue', 'ContinueFile'], ['cancel', 'CancelFile'], ['remove', 'RemoveFile']])
      this.#button(act).setAttribute('aria-label', fill(uploads.texts[label], file.name));
    this.#button('again').addEventListener('click', () => this.start());
    this.#button('pause').addEventListener('click', () => this.pause());
    this.#button('continue').addEventListener('click', () => this.start());
    this.#button('cancel').addEventListener('click', () => this.cancel());
    this.#button('remove').addEventListener('click', () => this.cancel());
    uploads.list.append(this.item);
    this.#to('waiting', uploads.texts.Waiting, 'cancel');
    if (file.size === 0) this.fail(uploads.texts.Refused_Empty, false);
    else if (file.size > Number(uploads.root.dataset.longest)) this.fail(uploads.texts.Refused_FileTooLong, false);
  }

  get id() { return this.upload?.url?.split('/').pop(); }

  async start() {
    this.#to('resuming', this.upload || this.state === 'paused' ? this.uploads.texts.Resuming : this.uploads.texts.Waiting, 'pause', 'cancel');
    this.#speed.reset();
    if (!this.upload) {
      this.upload = this.#create();
      const [previous] = await this.upload.findPreviousUploads();
      if (previous) {
        this.upload.resumeFromPreviousUpload(previous);
        this.uploads.list.querySelector(`[data-upload="${this.id ?? previous.uploadUrl?.split('/').pop()}"]`)?.remove();
        this.#to('resuming', this.uploads.texts.Resuming, 'pause', 'cancel');
      }
    }
    if (this.state === 'resuming') this.upload.start();
  }

  async pause() {
    this.#to('paused', this.uploads.texts.Paused, 'continue', 'cancel');
    this.item.querySelector('[data-act="continue"]').focus();
    await this.upload?.abort();
    this.uploads.next();
  }

  async cancel() {
    const id = this.id;
    this.state = 'cancelled';
    await this.upload?.abort().catch(() => {});
    this.uploads.rows.delete(this);
    if (id && this.upload) await this.upload.abort(true).catch(() => {});
    this.item.remove();
    this.uploads.say(fill(this.uploads.texts.SaidRemoved, this.file.name));
    this.uploads.root.querySelector('[data-choose]').focus();
    this.uploads.next();
    if (id) this.uploads.changed(id, 'removed');
  }

  fail(reason, again = true) {
    this.again = again;
    this.meter.dataset.tone = 'bad';
    this.#to('failed', reason, ...(again ? ['again', 'remove'] : ['remove']));
    this.item.querySelector('[data-thumb]').replaceChildren(this.uploads.icon('failed'));
    this.uploads.say(fill(this.uploads.texts.SaidFailed, this.file.name, reason));
    this.uploads.next();
  }

  #create() {
    const { appeal, endpoint } = this.uploads.root.dataset;
    return new tus.Upload(this.file, {
      endpoint,
      chunkSize: chunk,
      retryDelays: delays,
      removeFingerprintOnSuccess: true,
      metadata: { filename: this.file.name, appeal },
      fingerprint: file => Promise.resolve(['appeals', appeal, file.name, file.type, file.size, file.lastModified].join('-')),
      onProgress: sent => this.#progress(sent),
      onError: error => this.#failed(error),
      onSuccess: () => this.#done(),
    });
  }

  #progress(sent) {
    if (this.state !== 'busy' && this.state !== 'resuming') return;
    delete this.meter.dataset.tone;
    this.#speed.add(sent);
    const percent = Math.floor(sent / this.file.size * 100);
    const { texts } = this.uploads;
    const speed = this.#speed.perSecond;
    const values = { percent: fill(texts.Percent, percent), done: size(sent), total: size(this.file.size), speed: size(speed ?? 0), left: speed ? this.#left((this.file.size - sent) / speed) : '' };
    this.meter.value = percent;
    this.item.dataset.id = this.id;
    this.#to('busy', fillNamed(speed ? texts.Progress : texts.ProgressStart, values), 'pause', 'cancel');
    const quarter = Math.floor(percent / 25);
    if (quarter > this.#said) {
      this.#said = quarter;
      this.uploads.say(fill(texts.SaidPercent, this.file.name, fill(texts.Percent, quarter * 25)));
    }
  }

  #left(seconds) {
    const { texts } = this.uploads;
    const whole = Math.ceil(seconds);
    const text = whole < 60 ? fill(texts.Seconds, whole)
      : whole < 3600 ? fill(texts.Minutes, Math.floor(whole / 60), whole % 60)
      : fill(texts.Hours, Math.floor(whole / 3600), Math.floor(whole % 3600 / 60));
    return fill(texts.Left, text);
  }

  async #failed(error) {
    if (this.state === 'cancelled') return;
    const { texts } = this.uploads;
    const answer = error.originalResponse;
    const status = answer?.getStatus() ?? 0;
    if (status === 401) return this.fail(texts.SignedOut);
    const final = status >= 400 && status < 500 && ![408, 409, 423, 429].includes(status);
    // what the server forgot is started anew
    if (status === 404 || status === 410) this.upload = null;
    const said = detailOf(answer?.getBody()) ?? (await this.#readable() ? (status === 0 ? texts.Offline : texts.Failed) : texts.Unreadable);
    this.fail(said, !final || status === 404 || status === 410);
  }

  #readable() { return this.file.slice(0, 1).arrayBuffer().then(() => true, () => false); }

  async #done() {
    const { id } = this;
    this.uploads.rows.delete(this);
    this.item.dataset.upload = id;
    this.item.id = `upload-${id}`;
    this.uploads.say(fill(this.uploads.texts.SaidPercent, this.file.name, fill(this.uploads.texts.Percent, 100)));
    this.#to('checking', this.uploads.texts.UploadedReading);
    const answer = await fetch(`${this.uploads.root.dataset.endpoint}/${id}`).catch(() => null);
    const row = answer?.ok ? await answer.json() : null;
    if (row) this.uploads.show(this.item, row);
    if (row?.removable) this.#show('remove', true);
    this.#button('remove').replaceWith(this.#button('remove').cloneNode(true)); // it now removes evidence, no longer an upload
    this.#button('remove').addEventListener('click', () => this.uploads.remove(id, this.item, this.file.name));
    this.uploads.changed(id, 'uploaded');
    this.uploads.next();
    if (row?.state === 'Done') this.uploads.changed(id, 'checked');
    else this.uploads.watch(id, this.item);
  }

  #button(act) { return this.item.querySelector(`[data-act="${act}"]`); }

  #show(act, shown) { this.#button(act).hidden = !shown; }

  #to(state, text, ...acts) {
    this.state = state;
    this.item.dataset.state = state;
    this.item.querySelector('.state').textContent = text;
    for (const act of ['again', 'pause', 'continue', 'cancel', 'remove']) this.#show(act, acts.includes(act));
  }
}

function detailOf(body) {
  try {
    return JSON.parse(body).detail;
  } catch {
    return undefined;
  }
}

async function reasonOf(answer) { return answer ? detailOf(await answer.text()) : undefined; }

for (const root of document.querySelectorAll('[data-uploads]')) new Uploads(root);
