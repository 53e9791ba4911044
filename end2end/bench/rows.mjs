/** Rows of the table, and the few statistics in it. */

/** The middle one; of an even number, the mean of the two in the middle. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(half)] : (sorted[half - 1] + sorted[half]) / 2;
}

/** The value that `share` of all do not exceed (nearest rank). */
export function percentile(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

const units = {
  kB: (bytes) => `${(bytes / 1000).toFixed(1)} kB`,
  B: (bytes) => `${bytes} B`,
  ms: (ms) => `${ms < 10 ? ms.toFixed(2) : ms.toFixed(0)} ms`,
  s: (ms) => `${(ms / 1000).toFixed(2)} s`,
  MB: (kb) => `${(kb / 1000).toFixed(1)} MB`,
  'a second': (number) => `${number.toFixed(1)} a second`,
};

/**
 * One row. `parts` are `{ value, limit, unit }`, in the order in which the budget names them; a
 * value that could not be measured is undefined, and `why` says so.
 */
export function row(what, parts, note = '') {
  const shown = (key) => parts.map((part) => show(part, key)).join(' / ');
  const missing = parts.some((part) => part.value === undefined);
  const within = parts.every((part) => part.value <= part.limit);
  return {
    what,
    budget: `≤ ${shown('limit')}`,
    measured: shown('value'),
    verdict: missing ? 'not measured' : within ? 'ok' : '**over**',
    note,
  };
}

function show({ unit, label, ...values }, key) {
  const value = values[key];
  const words = value === undefined ? '–' : units[unit](value);
  return label ? `${words} ${label}` : words;
}

/** The table in Markdown. */
export function table(rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const cells = (r) => line([r.what, r.budget, r.measured, r.verdict, r.note]);
  const head = line(['what', 'budget', 'measured', 'verdict', 'how']);
  return [head, line(['---', '---', '---', '---', '---']), ...rows.map(cells)].join('\n');
}

/** Tells what is under way; the table alone goes to standard output. */
export function say(what) {
  console.error(`bench: ${what}`);
}
