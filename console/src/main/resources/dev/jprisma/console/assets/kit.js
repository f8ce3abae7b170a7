// What the views are made of. Elements are made by functions, so that whatever comes from a database is text.

import { h, render, Fragment } from './lib/preact.js';
import { useCallback, useEffect, useMemo, useRef, useState } from './lib/preact-hooks.js';

export { h, render, Fragment, useCallback, useEffect, useMemo, useRef, useState };

/** Functions for elements: div('text'), div({ class: 'wide' }, child, [more]); the attributes may be left out. */
export const tags = new Proxy(
  {},
  {
    get: (_, name) => (first, ...rest) =>
      isAttributes(first) ? h(name, first, ...rest) : h(name, null, first, ...rest),
  },
);

// Preact marks what it has made by having no constructor, so that nothing of JSON is ever taken for an element.
function isAttributes(value) {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && value.constructor !== undefined;
}

const { button, div, form, h2, input, label, p, progress, span, table, caption, thead, tbody, tr, th, td, output } = tags;

/** What the server said went wrong; its members are those of the server's Problem. */
export class ApiError extends Error {
  constructor(problem) {
    super(problem.message);
    Object.assign(this, problem);
  }
}

const OUTSIDE = { status: 0, code: 'GONE', message: 'The daemon does not answer. It starts again with any command, such as: jprisma console' };

async function send(method, path, body, signal) {
  const headers = {};
  if (method !== 'GET') headers['X-Jprisma-Console'] = '1';
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  let response;
  try {
    response = await fetch(path, { method, headers, signal, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch (error) {
    throw error.name === 'AbortError' ? error : new ApiError(OUTSIDE);
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => ({ code: 'HTTP', message: `The daemon answered ${response.status}` }));
    if (response.status === 401) window.dispatchEvent(new CustomEvent('not-let-in', { detail: problem.message }));
    throw new ApiError({ ...problem, status: response.status });
  }
  return response;
}

/** Asks the daemon; gives the JSON of the answer, or null for an empty one. Aborting cancels what it is doing. */
export async function api(method, path, body, signal) {
  const response = await send(method, path, body, signal);
  const text = await response.text();
  return text === '' ? null : JSON.parse(text);
}

/** A place is the name of an instance, or shop@archive for a database of it that is not its first. */
export function placeOf(instance, database) {
  return database === undefined ? instance : `${instance}@${database}`;
}

/** The parts of a place: { instance, database }. */
export function partsOf(place) {
  const end = place.indexOf('@');
  return end < 0 ? { instance: place } : { instance: place.slice(0, end), database: place.slice(end + 1) };
}

/** The path of something at a place: at('shop', 'logs', { source: 'daemon' }). */
export function at(place, rest, parameters) {
  const { instance, database } = partsOf(place);
  const all = { ...parameters, ...(database === undefined ? {} : { database }) };
  const query = Object.keys(all).length > 0 ? `?${new URLSearchParams(all)}` : '';
  return `/ui/instances/${encodeURIComponent(instance)}${rest ? `/${rest}` : ''}${query}`;
}

/** Asks for work that takes long; onProgress gets a sentence for each step. Gives its result. */
export async function work(method, path, body, onProgress, signal) {
  const response = await send(method, path, body, signal);
  for await (const line of lines(response.body)) {
    if (line.progress) onProgress(line.progress);
    else if (line.problem) throw new ApiError(line.problem);
    else return line.result;
  }
  throw new ApiError(OUTSIDE);
}

/** The objects of an answer that is a line of JSON each, as they arrive. */
export async function* lines(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    rest += value;
    const whole = rest.split('\n');
    rest = whole.pop();
    for (const line of whole) if (line) yield JSON.parse(line);
  }
}

/**
 * Listens to events, { name: data => ... }, while the page can be seen: a browser has few connections to a host.
 * onState gets whether the daemon is there. Gives what ends it.
 */
export function events(path, handlers, onState = () => {}) {
  let source = null;
  let retry = null;
  const open = () => {
    source = new EventSource(path);
    source.onopen = () => onState(true);
    source.onerror = () => {
      onState(false);
      if (source.readyState === EventSource.CLOSED) {
        retry = setTimeout(open, 1000);
        // It says nothing of why; a plain request does.
        api('GET', '/ui/home').catch(() => {});
      }
    };
    for (const [name, handle] of Object.entries(handlers)) {
      source.addEventListener(name, (event) => handle(JSON.parse(event.data)));
    }
  };
  const close = () => {
    clearTimeout(retry);
    if (source) source.close();
    source = null;
  };
  const seen = () => {
    if (document.hidden) close();
    else if (!source) open();
  };
  document.addEventListener('visibilitychange', seen);
  seen();
  return () => {
    document.removeEventListener('visibilitychange', seen);
    close();
  };
}

/** Loads something when the view opens and its dependencies change, and gives up what is under way when it closes. */
export function useLoaded(load, dependencies) {
  const [state, setState] = useState({ loading: true });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    setState((before) => ({ ...before, loading: true }));
    load(abort.signal).then(
      (value) => !abort.signal.aborted && setState({ value, loading: false }),
      (error) => !abort.signal.aborted && setState({ error, loading: false }),
    );
    return () => abort.abort();
  }, [...dependencies, turn]);
  return { ...state, again: () => setTurn((n) => n + 1) };
}

/** What went wrong, in words, with the server's detail and hint. */
export function Failure({ error }) {
  return div({ class: 'failure', role: 'alert' },
    p(error.message),
    error.detail && p({ class: 'faint' }, error.detail),
    error.hint && p({ class: 'faint' }, error.hint));
}

/** A table: columns are { title, unseen: whether that is for screen readers alone, cell: row => child, class }. */
export function Table({ title, columns, rows, keyOf, empty }) {
  if (rows.length === 0) return p({ class: 'faint' }, empty);
  return div({ class: 'scroll', tabIndex: 0, role: 'region', 'aria-label': title },
    table(
      caption({ class: 'unseen' }, title),
      thead(tr(columns.map((column) => th({ scope: 'col', class: column.class },
        column.unseen ? span({ class: 'unseen' }, column.title) : column.title)))),
      tbody(rows.map((row) => tr({ key: keyOf(row) },
        columns.map((column) => td({ class: column.class }, column.cell(row))))))));
}

/** A button that is out of use while what it does is under way; what fails is said. */
export function Act({ does, children, ...attributes }) {
  const [busy, setBusy] = useState(false);
  const act = async () => {
    setBusy(true);
    try {
      await does();
    } catch (error) {
      say(error.message, 'bad');
    } finally {
      setBusy(false);
    }
  };
  return button({ type: 'button', ...attributes, disabled: busy || attributes.disabled, onClick: act }, children);
}

/** A text and a button that copies it. */
export function Copy({ text, name }) {
  return button({
    type: 'button',
    class: 'small',
    'aria-label': `Copy ${name}`,
    onClick: () => navigator.clipboard.writeText(text).then(() => say(`${name} copied.`), () => say('The browser does not let this page copy.', 'bad')),
  }, 'Copy');
}

/** 1234567 as 1.2 MB, as the commands write it. */
export function bytes(count) {
  if (count === undefined || count === null) return '';
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let size = count;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${unit > 0 && size < 9.95 ? size.toFixed(1) : Math.round(size)} ${units[unit]}`;
}

// Outside the component, so that what is said before the page stands is shown when it does.
const sayings = { all: [], last: 0, changed: () => {} };

function setSayings(all) {
  sayings.all = all;
  sayings.changed(all);
}

/** A sentence for some seconds at the edge of the page; read out too. */
export function say(sentence, kind = 'good') {
  const one = { id: ++sayings.last, sentence, kind };
  setSayings([...sayings.all.slice(-3), one]);
  setTimeout(() => setSayings(sayings.all.filter((other) => other !== one)), kind === 'bad' ? 12000 : 5000);
}

/** Where sentences appear; the page has one. */
export function Sayings() {
  const [shown, setShown] = useState(sayings.all);
  useEffect(() => {
    sayings.changed = setShown;
    setShown(sayings.all);
  }, []);
  return div({ class: 'sayings', role: 'status', 'aria-live': 'polite' },
    shown.map((one) => p({ key: one.id, class: one.kind }, one.sentence)));
}

/** Opens a dialog whose content gets a function that closes it with an answer; gives that, or undefined for Escape. */
export function dialog(title, content) {
  return new Promise((resolve) => {
    const before = document.activeElement;
    const element = document.createElement('dialog');
    element.setAttribute('aria-label', title);
    let answer;
    const close = (value) => {
      answer = value;
      element.close();
    };
    element.addEventListener('close', () => {
      render(null, element);
      element.remove();
      if (before && before.isConnected) before.focus();
      resolve(answer);
    });
    document.body.append(element);
    render(h(Fragment, null, h2(title), h(content, { close })), element);
    element.showModal();
  });
}

/** Asks to type a phrase before something that cannot be taken lightly, as the commands do; gives whether it was. */
export async function confirmPhrase(title, sentence, phrase, act) {
  const confirmed = await dialog(title, ({ close }) => {
    const [typed, setTyped] = useState('');
    return form({ onSubmit: (event) => { event.preventDefault(); if (typed === phrase) close(true); } },
      p(sentence),
      label(span('Type ', tags.strong(phrase), ' to go on'),
        input({ value: typed, onInput: (event) => setTyped(event.target.value), autoFocus: true, autocomplete: 'off' })),
      div({ class: 'actions' },
        button({ type: 'button', onClick: () => close(false) }, 'Cancel'),
        button({ class: 'danger', disabled: typed !== phrase }, act)));
  });
  return confirmed === true;
}

/** Asks for a text; gives it, or undefined. */
export function askText(title, sentence, name, act, initial = '') {
  return dialog(title, ({ close }) => {
    const [typed, setTyped] = useState(initial);
    return form({ onSubmit: (event) => { event.preventDefault(); close(typed); } },
      sentence && p(sentence),
      label(span(name), input({ value: typed, onInput: (event) => setTyped(event.target.value), autoFocus: true, autocomplete: 'off', spellcheck: false })),
      div({ class: 'actions' },
        button({ type: 'button', onClick: () => close(undefined) }, 'Cancel'),
        button({ class: 'main' }, act)));
  });
}

/** Shows the steps of work that takes long, with a button that cancels it; gives its result, or undefined if cancelled. */
export async function withProgress(title, method, path, body) {
  const abort = new AbortController();
  let result;
  let failure;
  let finish;
  const Steps = ({ close }) => {
    const [steps, setSteps] = useState([]);
    finish = () => close(true);
    useEffect(() => {
      work(method, path, body, (step) => setSteps((all) => [...all, step]), abort.signal)
        .then((value) => { result = value; }, (error) => { failure = error; })
        .then(() => finish());
    }, []);
    return div(
      output(steps.length === 0 ? p('Asking the daemon ...') : steps.map((step, i) => p({ key: i }, `${step} ...`))),
      progress({ 'aria-label': title }),
      div({ class: 'actions' }, button({ type: 'button', onClick: () => close(false) }, 'Cancel')));
  };
  await dialog(title, Steps);
  abort.abort();
  if (failure && failure.name !== 'AbortError') {
    say(failure.message, 'bad');
    return undefined;
  }
  return result;
}
