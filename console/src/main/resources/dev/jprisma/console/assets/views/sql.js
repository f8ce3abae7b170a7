// Statements: written with completion, run all or those selected, cancelled, explained, found again.

import { h, tags, api, at, lines, say, useEffect, useLoaded, useRef, useState, Act, Failure } from '../kit.js';
import { Value } from './data.js';
import { openEditor } from './editor.js';
import { PlanTree } from './plan.js';

const { button, caption, code, details, div, h2, label, li, option, p, section, select, span, strong, summary, table, tbody, td, th, thead, tr, ul } = tags;

const LIMITS = [[10, '10 s'], [60, '1 minute'], [600, '10 minutes'], [3600, '1 hour']];

/** What was written and not run, while the page is open. */
const drafts = new Map();

export default function Sql({ place }) {
  const names = useLoaded((signal) => api('GET', at(place, 'schema/names'), undefined, signal), [place]);
  const element = useRef(null);
  const editor = useRef(null);
  const running = useRef(null);
  const known = useRef(null);
  known.current = names.value;
  const [results, setResults] = useState([]);
  const [ended, setEnded] = useState(null);
  const [isRunning, setRunning] = useState(false);
  const [seconds, setSeconds] = useState(60);
  const [plan, setPlan] = useState(null);
  const [failure, setFailure] = useState(null);
  const [turn, setTurn] = useState(0);
  const keys = useRef({});
  keys.current = { run: () => run(), cancel: () => cancel() };

  useEffect(() => {
    let gone = false;
    openEditor(element.current, drafts.get(place) || '', () => known.current, {
      'Ctrl-Enter': () => keys.current.run(),
      'Cmd-Enter': () => keys.current.run(),
    }).then((opened) => {
      if (gone) return;
      editor.current = opened;
      opened.focus();
    }, setFailure);
    // Leaving ends the request, and the daemon cancels the statement.
    return () => {
      gone = true;
      if (editor.current) drafts.set(place, editor.current.getValue());
      if (running.current) running.current.abort.abort();
    };
  }, []);

  /** The selection, or all; and where it begins in the whole text. */
  function chosen() {
    const doc = editor.current;
    return doc.somethingSelected()
      ? { text: doc.getSelection(), from: doc.indexFromPos(doc.getCursor('from')) }
      : { text: doc.getValue(), from: 0 };
  }

  async function run() {
    if (running.current || !editor.current) return;
    const { text, from } = chosen();
    const abort = new AbortController();
    const mine = { abort, id: crypto.randomUUID() };
    running.current = mine;
    setRunning(true);
    setFailure(null);
    setPlan(null);
    setEnded(null);
    let all = [];
    setResults(all);
    const update = (statement, next) => {
      all = [...all];
      all[statement] = { statement, notices: [], rows: [], ...all[statement], ...next(all[statement] || { notices: [], rows: [] }) };
      setResults(all);
    };
    try {
      const response = await fetch(at(place, 'sql/run'), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Jprisma-Console': '1' },
        body: JSON.stringify({ run: mine.id, text, seconds }),
        signal: abort.signal,
      });
      if (!response.ok) throw await response.json();
      for await (const { begun, columns, rows, notice, done, failed, ended: end } of lines(response.body)) {
        if (begun) update(begun.statement, () => ({ sql: text.slice(begun.from, begun.to) }));
        if (columns) update(columns.statement, () => ({ columns }));
        if (rows) update(rows.statement, (before) => ({ rows: [...before.rows, ...rows.rows] }));
        if (notice) update(notice.statement, (before) => ({ notices: [...before.notices, notice] }));
        if (done) update(done.statement, () => ({ done }));
        if (failed) update(failed.statement, () => ({ failed, at: failed.place && from + failed.place.offset }));
        if (end) setEnded(end);
      }
    } catch (error) {
      if (error.name !== 'AbortError') setFailure(error);
    } finally {
      running.current = null;
      setRunning(false);
      setTurn((n) => n + 1);
    }
  }

  async function cancel() {
    if (running.current) await api('POST', at(place, 'sql/cancel'), { run: running.current.id });
  }

  async function explain(analyze) {
    setFailure(null);
    setResults([]);
    setEnded(null);
    setPlan(null);
    try {
      setPlan(await api('POST', at(place, 'sql/plan'), { text: chosen().text, analyze, seconds }));
    } catch (error) {
      setFailure(error);
    }
  }

  function go(offset) {
    editor.current.setCursor(editor.current.posFromIndex(offset));
    editor.current.focus();
  }

  return div({ class: 'sql' },
    div({ ref: element, class: 'editor' }),
    p({ class: 'faint' }, 'Ctrl+Enter runs the selection, or all. Ctrl+Space completes. Tab leaves the editor.'),
    div({ class: 'actions' },
      button({ type: 'button', class: 'main', disabled: isRunning, onClick: run }, 'Run'),
      h(Act, { disabled: !isRunning, does: cancel }, 'Cancel'),
      h(Act, { disabled: isRunning, does: () => explain(false) }, 'Explain'),
      h(Act, { disabled: isRunning, does: () => explain(true), title: 'Runs it in a transaction that is rolled back' }, 'Explain and run'),
      label({ class: 'inline' }, span('Time limit'), select({ value: seconds, onChange: (event) => setSeconds(Number(event.target.value)) },
        LIMITS.map(([value, text]) => option({ key: value, value }, text))))),
    div({ role: 'status', class: 'faint' }, isRunning ? 'Running ...' : ended ? finished(results, ended) : ''),
    failure && h(Failure, { error: failure }),
    plan && h(PlanTree, { plan }),
    results.map((result, i) => h(Result, { key: i, result, number: i + 1, text: () => editor.current.getValue(), go })),
    h(History, { turn, take: (text) => { editor.current.setValue(text); editor.current.focus(); } }));
}

function finished(results, ended) {
  const count = results.length === 1 ? '1 statement' : `${results.length} statements`;
  return `${count} run.${ended.notRun > 0 ? ` ${ended.notRun} more not run, because of the error.` : ''}`
    + `${ended.rolledBack ? ' The transaction that was left open is rolled back: run BEGIN and COMMIT together.' : ''}`;
}

function milliseconds(micros) {
  return `${(micros / 1000).toLocaleString('en', { maximumFractionDigits: micros < 10000 ? 2 : 0 })} ms`;
}

function Result({ result, number, text, go }) {
  const { sql, columns, rows, notices, done, failed } = result;
  const title = `Result ${number}`;
  return section({ 'aria-label': title, class: 'result' },
    h2({ class: 'statement' }, code(firstLine(sql || ''))),
    notices.map((notice, i) => p({ key: i, class: 'notice' }, strong(notice.severity), `: ${notice.message}`, notice.hint && span({ class: 'faint' }, ` ${notice.hint}`))),
    failed && div({ class: 'failure', role: 'alert' },
      p(failed.message),
      failed.detail && p({ class: 'faint' }, failed.detail),
      failed.hint && p({ class: 'faint' }, failed.hint),
      failed.where && p({ class: 'faint' }, failed.where),
      result.at !== undefined && result.at !== null && button({ type: 'button', class: 'small', onClick: () => go(result.at) }, `At ${placeOf(text(), result.at)}`)),
    columns && h(Rows, { title, columns, rows }),
    done && p({ class: 'faint' }, `${done.tag || 'Nothing to do'}, ${milliseconds(done.micros)}`,
      done.rows > done.shown && strong(` The first ${done.shown.toLocaleString('en')} of ${done.rows.toLocaleString('en')} rows are shown.`)));
}

function placeOf(text, offset) {
  const before = text.slice(0, offset).split('\n');
  return `line ${before.length}, column ${[...before[before.length - 1]].length + 1}`;
}

function firstLine(sql) {
  const line = sql.split('\n')[0];
  return line.length > 100 ? `${line.slice(0, 100)} ...` : line === sql ? line : `${line} ...`;
}

/** Rows of a result are drawn a part at a time: a thousand rows of many columns take a browser seconds. */
function Rows({ title, columns, rows }) {
  const [most, setMost] = useState(100);
  return div(
    div({ class: 'scroll grid', tabIndex: 0, role: 'region', 'aria-label': title },
      table(
        caption({ class: 'unseen' }, title),
        thead(tr(columns.names.map((name, i) => th({ key: i, scope: 'col', class: columns.numeric[i] ? 'number' : undefined }, name)))),
        tbody(rows.slice(0, most).map((row, r) => tr({ key: r },
          row.map((value, i) => td({ key: i, class: columns.numeric[i] ? 'number' : undefined }, h(Value, { value })))))))),
    rows.length > most && button({ type: 'button', onClick: () => setMost(most + 200) }, `Show more of ${rows.length} rows`));
}

function History({ turn, take }) {
  const [letters, setLetters] = useState('');
  const history = useLoaded((signal) => api('GET', '/ui/sql/history', undefined, signal), [turn]);
  const entries = history.value ? history.value.entries.filter((entry) => entry.sql.toLowerCase().includes(letters.toLowerCase())) : [];
  return details({ class: 'history' },
    summary('History'),
    history.error && h(Failure, { error: history.error }),
    label(span('Find in the history'), tags.input({ type: 'search', value: letters, onInput: (event) => setLetters(event.target.value) })),
    ul(entries.slice(0, 100).map((entry, i) => li({ key: i },
      button({ type: 'button', class: 'plain', onClick: () => take(entry.sql) }, code(firstLine(entry.sql))), ' ',
      span({ class: 'faint' }, `${entry.instance}, ${new Date(entry.time).toLocaleString()}: ${entry.outcome}`)))),
    entries.length > 0 && h(Act, { does: () => api('DELETE', '/ui/sql/history').then(() => { say('The history is empty.'); history.again(); }) }, 'Forget all'));
}
