// Levels out the grain that no eye sees, so that rows compress into runs: a run of pixels whose channel
// varies by no more than the tolerance takes its middle value. Where a pixel is thin, its colour may vary more.
const solid = 255;

export function settle({ data, width, height }, { colour = 6, alpha = 3 } = {}) {
  for (let row = 0; row < height; row++) {
    const start = row * width * 4, end = start + width * 4;
    settleRow(data, start + 3, end, () => alpha);
    for (let i = start + 3; i < end; i += 4) data[i] = snap(data[i], alpha);
    for (let channel = 0; channel < 3; channel++)
      settleRow(data, start + channel, end, i => (colour * solid) / data[i - channel + 3]);
  }
}

const snap = (value, tolerance) => (value < tolerance ? 0 : value > solid - tolerance ? solid : value);

/** A fully transparent pixel has an infinite tolerance: it joins any run and never ends one. */
function settleRow(data, first, end, toleranceAt) {
  let start = first, low = Infinity, high = -Infinity, tolerance = Infinity;
  const finish = stop => {
    const middle = low <= high ? (low + high) >> 1 : 0;
    for (let i = start; i < stop; i += 4) data[i] = middle;
  };
  for (let i = first; i < end; i += 4) {
    const allowed = toleranceAt(i);
    if (allowed === Infinity) continue;
    const value = data[i];
    if (Math.max(high, value) - Math.min(low, value) > Math.min(tolerance, allowed)) {
      finish(i);
      start = i;
      low = high = value;
      tolerance = allowed;
    } else {
      low = Math.min(low, value);
      high = Math.max(high, value);
      tolerance = Math.min(tolerance, allowed);
    }
  }
  finish(end);
}
