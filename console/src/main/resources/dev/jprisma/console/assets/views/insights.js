// What is slow on an instance, who asks for it and what to do. Its server records as long as this view is open.

import { h, tags, api, at, bytes, events, useEffect, useLoaded, useRef, useState, Copy, Failure, Table } from '../kit.js';
import { to } from '../app.js';
import uPlot from '../lib/uplot.js';

const { a, article, button, code, div, h2, h3, input, label, option, p, pre, section, select, span } = tags;

const SORTS = {
  totalMicros: 'Time in all',
  mean: 'Mean time',
  slowestMicros: 'Slowest',
  executions: 'Executions',
  rows: 'Rows',
  blocks: 'Blocks read',
  lastSeen: 'Last seen',
};

// Five minutes, of each moment what is seen first.
const MOST_CAPTURED = 300;
const MOST_STATEMENTS_CAPTURED = 50;
const PLAYED_EVERY_MILLIS = 300;

export default function Insights({ instance, rest }) {
  const [live, setLive] = useState(null);
  const [held, hold] = useState(null);
  const [problem, setProblem] = useState(null);
  const captured = useRef([]);
  const report = held || live;
  useEffect(() => {
    let before = null;
    const told = (next) => {
      const now = { ...next, before: before && { at: before.at, traffic: before.traffic } };
      setLive(now);
      captured.current.push({ ...now, statements: now.statements.slice(0, MOST_STATEMENTS_CAPTURED) });
      if (captured.current.length > MOST_CAPTURED) captured.current.shift();
      before = next;
      setProblem(null);
    };
    captured.current = [];
    hold(null);
    return events(at(instance.name, 'insights/events'), { report: told, problem: setProblem });
  }, [instance.name]);

  if (rest[0]) return h(Statement, { key: rest[0], instance, id: rest[0] });
  if (problem) return p({ class: 'banner', role: 'alert' }, problem.message);
  if (!report) return p({ class: 'faint' }, 'The server is asked to write down what it executes ...');
  return div(
    p({ class: 'faint' }, report.recording
      ? `Recording while this view is open: ${report.recordedOneIn === 1 ? 'each execution' : `one execution in ${report.recordedOneIn}`}. It ends with the view.`
      : 'Not recording.'),
    report.notes.map((note) => p({ key: note, class: 'faint' }, `${note}.`)),
    h(Load, { points: report.load }),
    h(Playback, { captured: captured.current, held, hold }),
    h(Traffic, { report }),
    h2('Advice'),
    report.advice.length === 0
      ? p({ class: 'faint' }, 'Nothing to advise for what was executed so far.')
      : report.advice.map((advice, i) => h(Advice, { key: i, advice, instance })),
    h(Statements, { report, instance }));
}

/** What was captured while the view is open: held at a moment, or played again from its beginning. */
function Playback({ captured, held, hold }) {
  const [playing, setPlaying] = useState(false);
  // One that was held for so long that it is not kept any more is the first.
  const at = held ? Math.max(0, captured.indexOf(held)) : captured.length - 1;
  useEffect(() => {
    if (!playing) return undefined;
    const timer = setTimeout(() => {
      hold(captured[at + 1] || null);
      if (!captured[at + 1]) setPlaying(false);
    }, PLAYED_EVERY_MILLIS);
    return () => clearTimeout(timer);
  }, [playing, held]);
  const stop = (report) => { setPlaying(false); hold(report); };
  const moment = new Date(captured[at].at).toLocaleTimeString();
  return div({ class: 'row' },
    held ? button({ onClick: () => stop(null) }, 'Live') : button({ onClick: () => stop(captured[at]) }, 'Pause'),
    button({ disabled: captured.length < 2, onClick: () => { hold(captured[0]); setPlaying(true); } }, 'Play back'),
    input({
      type: 'range',
      min: 0,
      max: captured.length - 1,
      value: at,
      'aria-label': 'Moment',
      'aria-valuetext': moment,
      onInput: (event) => stop(captured[Number(event.target.value)]),
    }),
    span({ class: 'faint' }, held ? `Shown is ${moment}.` : 'Live.'));
}

/** What came over the HTTP port. */
function Traffic({ report: { traffic, at, before } }) {
  if (traffic.requests === 0) return p({ class: 'faint' }, 'No request came over the HTTP port yet.');
  const seconds = before ? Math.max(0.1, (Date.parse(at) - Date.parse(before.at)) / 1000) : 1;
  const now = before ? Math.max(0, Math.round((traffic.requests - before.traffic.requests) / seconds)) : 0;
  return section(
    h2('HTTP'),
    p(`${now} requests a second, ${traffic.requests} in all; ${time(traffic.micros / traffic.requests)} and ${bytes(traffic.answerBytes / traffic.requests)} on average, ${bytes(traffic.answerBytes)} sent, ${traffic.cacheHits} from the cache, ${traffic.failures} failed.`));
}

function Advice({ advice, instance }) {
  return article({ class: 'advice' },
    h3(advice.title),
    p(advice.evidence, '.'),
    p({ class: 'mono' }, advice.remedy),
    advice.callers.length > 0 && p({ class: 'faint' }, 'Called by ', advice.callers.join(', ')),
    div({ class: 'row' },
      h(Copy, { text: advice.remedy, name: 'What to do' }),
      advice.statement && a({ href: to(instance.name, 'insights', advice.statement) }, 'The statement')));
}

function Statements({ report, instance }) {
  const [table, setTable] = useState('');
  const [text, setText] = useState('');
  const [sort, setSort] = useState('totalMicros');
  const tables = [...new Set(report.statements.flatMap((one) => one.tables))].sort();
  const by = {
    mean: (one) => mean(one),
    blocks: (one) => one.blocksRead + one.blocksHit,
    lastSeen: (one) => Date.parse(one.lastSeen || 0),
  }[sort] || ((one) => one[sort]);
  const shown = report.statements
    .filter((one) => !table || one.tables.includes(table))
    .filter((one) => !text || `${one.sql} ${caller(one)}`.toLowerCase().includes(text.toLowerCase()))
    .sort((one, other) => by(other) - by(one));
  return section(
    h2('Statements'),
    div({ class: 'row' },
      label(span('Table'), select({ value: table, onChange: (event) => setTable(event.target.value) },
        option({ value: '' }, 'all'), tables.map((name) => option({ key: name, value: name }, name)))),
      label(span('Sort by'), select({ value: sort, onChange: (event) => setSort(event.target.value) },
        Object.entries(SORTS).map(([id, title]) => option({ key: id, value: id }, title)))),
      label(span('Find'), input({ value: text, onInput: (event) => setText(event.target.value) }))),
    h(Table, {
      title: 'Statements',
      keyOf: (one) => one.id,
      rows: shown,
      empty: 'No statement was executed yet.',
      columns: [
        { title: 'Statement', cell: (one) => a({ class: 'mono', href: to(instance.name, 'insights', one.id) }, shortened(one.sql)) },
        { title: 'Called by', cell: caller },
        { title: 'In all', class: 'number', cell: (one) => time(one.totalMicros) },
        { title: 'Mean', class: 'number', cell: (one) => time(mean(one)) },
        { title: 'Slowest', class: 'number', cell: (one) => time(one.slowestMicros) },
        { title: 'Executions', class: 'number', cell: (one) => one.executions },
        { title: 'Rows', class: 'number', cell: (one) => one.rows },
        { title: 'Blocks', class: 'number', cell: (one) => one.blocksRead + one.blocksHit },
        { title: 'Last seen', cell: (one) => (one.lastSeen ? new Date(one.lastSeen).toLocaleTimeString() : '') },
      ],
    }));
}

function Statement({ instance, id }) {
  const { value, error } = useLoaded((signal) => api('GET', at(instance.name, `insights/statements/${encodeURIComponent(id)}`), undefined, signal), [id]);
  const back = p(a({ href: to(instance.name, 'insights') }, 'All statements'));
  if (error) return div(back, h(Failure, { error }));
  if (!value) return div(back, p({ class: 'faint' }, 'Asking PostgreSQL for its plan ...'));
  const one = value.statement;
  return div(
    back,
    pre({ class: 'statement', tabIndex: 0 }, code(one.sql)),
    div({ class: 'row' }, h(Copy, { text: one.sql, name: 'The statement' }), h(Copy, { text: value.prompt, name: 'A prompt for an assistant' }), span('a prompt for an assistant')),
    p(`${one.executions} executions, ${time(mean(one))} on average, ${time(one.slowestMicros)} at most, ${one.rows} rows, ${one.blocksRead} blocks read and ${one.blocksHit} found in memory.`),
    value.advice.length > 0 && h2('Advice'),
    value.advice.map((advice, i) => h(Advice, { key: i, advice: { ...advice, statement: undefined }, instance })),
    h(Load, { points: value.load }),
    h2('Calls'),
    h(Table, {
      title: 'Calls',
      keyOf: (call) => `${call.name} ${call.arguments} ${call.route}`,
      rows: one.callers,
      empty: 'It was not executed while this view was open.',
      columns: [
        { title: 'Call', cell: (call) => call.name },
        { title: 'Arguments', cell: (call) => code(call.arguments || '') },
        { title: 'Route', cell: (call) => call.route || '' },
        { title: 'Executions', class: 'number', cell: (call) => call.executions },
      ],
    }),
    h2('Plan'),
    value.planNote && p({ class: 'faint' }, value.planNote, '.'),
    value.plan && pre({ class: 'statement', tabIndex: 0 }, value.plan));
}

/** Executions a second and their mean time; dragging over it zooms, a double click shows all again. */
function Load({ points }) {
  const place = useRef(null);
  const plot = useRef(null);
  useEffect(() => {
    if (!document.getElementById('uplot-style')) {
      const style = document.createElement('link');
      Object.assign(style, { id: 'uplot-style', rel: 'stylesheet', href: '/assets/lib/uplot.css' });
      document.head.append(style);
    }
    const colours = getComputedStyle(document.documentElement);
    const [text, line, accent, warn] = ['--faint', '--line', '--accent', '--warn'].map((name) => colours.getPropertyValue(name).trim());
    const axis = { stroke: text, grid: { stroke: line, width: 1 }, ticks: { stroke: line } };
    plot.current = new uPlot({
      width: place.current.clientWidth || 600,
      height: 180,
      // Of one point alone it would show years.
      scales: { x: { range: (plot, min, max) => (min !== null && min === max ? [min - 60, max] : [min, max]) } },
      series: [{}, { label: 'executions a second', stroke: accent, scale: 'y' }, { label: 'mean ms', stroke: warn, scale: 'ms' }],
      axes: [axis, { ...axis, scale: 'y' }, { ...axis, scale: 'ms', side: 1, grid: { show: false } }],
    }, data(points), place.current);
    const resize = new ResizeObserver(() => plot.current.setSize({ width: place.current.clientWidth, height: 180 }));
    resize.observe(place.current);
    return () => { resize.disconnect(); plot.current.destroy(); };
  }, []);
  useEffect(() => {
    // Who has zoomed in looks at something: it stays until he is back.
    const { scales, data: shown } = plot.current;
    const xs = shown[0];
    const zoomed = xs.length > 1 && (scales.x.min > xs[0] || scales.x.max < xs[xs.length - 1]);
    plot.current.setData(data(points), !zoomed);
  }, [points]);
  return div({ class: 'load', ref: place, role: 'img', 'aria-label': summary(points) });
}

function data(points) {
  return [
    points.map((point) => Date.parse(point.at) / 1000),
    points.map((point) => point.executions / point.seconds),
    points.map((point) => (point.executions ? point.totalMicros / point.executions / 1000 : null)),
  ];
}

function summary(points) {
  if (points.length === 0) return 'No executions yet';
  const last = points[points.length - 1];
  return `Executions a second and their mean time, ${points.length} samples; the last ${Math.round(last.executions / last.seconds)} a second`;
}

const mean = (one) => (one.executions ? one.totalMicros / one.executions : 0);
const caller = (one) => (one.callers.length > 0 ? one.callers[0].name : '');
const shortened = (sql) => (sql.length > 120 ? `${sql.slice(0, 120)}...` : sql);

function time(micros) {
  return micros < 1000 ? `${Math.round(micros)} µs` : micros < 1e6 ? `${(micros / 1000).toFixed(1)} ms` : `${(micros / 1e6).toFixed(1)} s`;
}
