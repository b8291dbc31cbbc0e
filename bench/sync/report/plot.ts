/** Lines over two logarithmic axes, as SVG. */

export interface Series {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface Plot {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly series: readonly Series[];
}

const WIDTH = 460;
const HEIGHT = 320;
const MARGIN = { left: 62, right: 30, top: 34, bottom: 84 };
/** Told apart without colour too: by their dashes. */
const STYLES = [
  { colour: '#0f766e', dashes: '' },
  { colour: '#b45309', dashes: '7 3' },
  { colour: '#4338ca', dashes: '2 3' },
  { colour: '#64748b', dashes: '9 3 2 3' },
];

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

interface Axis {
  readonly place: (value: number) => number;
  readonly ticks: readonly number[];
}

/** From the power of ten (or half of it) below to the one above. */
const axis = (values: readonly number[], from: number, to: number): Axis => {
  const least = Math.log10(Math.min(...values));
  const most = Math.log10(Math.max(...values));
  const low = Math.floor(least);
  const high = Math.max(low + 1, Math.ceil(most));
  const place = (value: number) => from + ((Math.log10(value) - low) / (high - low)) * (to - from);
  return { place, ticks: Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i)) };
};

const text = (x: number, y: number, words: string, anchor: 'start' | 'middle' | 'end', more = ''): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}"${more}>${escaped(words)}</text>`;

const panel = ({ title, xLabel, yLabel, series }: Plot, offset: number): string => {
  const drawn = series
    .map(({ name, points }) => ({ name, points: points.filter(({ x, y }) => x > 0 && y > 0) }))
    .filter(({ points }) => points.length > 0);
  const all = drawn.flatMap(({ points }) => points);
  if (all.length === 0) return '';
  const right = WIDTH - MARGIN.right;
  const bottom = HEIGHT - MARGIN.bottom;
  const xAxis = axis(
    all.map(({ x }) => x),
    MARGIN.left,
    right,
  );
  const yAxis = axis(
    all.map(({ y }) => y),
    bottom,
    MARGIN.top,
  );
  const grid = [
    ...xAxis.ticks.map((tick) => {
      const x = xAxis.place(tick).toFixed(1);
      return `<line x1="${x}" x2="${x}" y1="${MARGIN.top}" y2="${bottom}"/>`;
    }),
    ...yAxis.ticks.map((tick) => {
      const y = yAxis.place(tick).toFixed(1);
      return `<line x1="${MARGIN.left}" x2="${right}" y1="${y}" y2="${y}"/>`;
    }),
  ];
  const labels = [
    ...xAxis.ticks.map((tick) => text(xAxis.place(tick), bottom + 16, tick.toLocaleString('en-GB'), 'middle')),
    ...yAxis.ticks.map((tick) => text(MARGIN.left - 6, yAxis.place(tick) + 4, tick.toLocaleString('en-GB'), 'end')),
    text((MARGIN.left + right) / 2, bottom + 34, xLabel, 'middle'),
    text(MARGIN.left - 48, MARGIN.top - 16, `${title}: ${yLabel}`, 'start', ' font-weight="600"'),
  ];
  const lines = drawn.map(({ name, points }, i) => {
    const { colour, dashes } = STYLES[i % STYLES.length] ?? { colour: '#000', dashes: '' };
    const path = points.map(({ x, y }) => `${xAxis.place(x).toFixed(1)},${yAxis.place(y).toFixed(1)}`);
    const dots = path.map(
      (at) => `<circle cx="${at.split(',')[0]}" cy="${at.split(',')[1]}" r="2.5" fill="${colour}"/>`,
    );
    const x = MARGIN.left + (i % 2) * 200;
    const y = bottom + 54 + Math.floor(i / 2) * 18;
    const stroke = `fill="none" stroke="${colour}" stroke-width="2"${dashes === '' ? '' : ` stroke-dasharray="${dashes}"`}`;
    return `<polyline points="${path.join(' ')}" ${stroke}/>${dots.join('')}<path d="M${x} ${y}h26" ${stroke}/>${text(x + 32, y + 4, name, 'start')}`;
  });
  return `<g transform="translate(${offset} 0)"><g stroke="#e2e8f0">${grid.join('')}</g><g fill="#334155">${labels.join('')}</g>${lines.join('')}</g>`;
};

/** Plots side by side in one picture. */
export const plotsAsSvg = (plots: readonly Plot[]): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH * plots.length} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="12">`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    ...plots.map((plot, i) => panel(plot, i * WIDTH)),
    '</svg>\n',
  ].join('\n');
