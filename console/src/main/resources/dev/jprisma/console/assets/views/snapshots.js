// What an instance can be brought back to: its snapshots, how large they are, and the moments of its history.

import { h, tags, api, at, askText, bytes, confirmPhrase, dialog, say, useEffect, useLoaded, useState, withProgress, Act, Failure, Table } from '../kit.js';

const { button, div, form, h2, input, label, p, span } = tags;

export default function Snapshots({ instance }) {
  const { value, error, again } = useLoaded((signal) => api('GET', at(instance.name, 'snapshots'), undefined, signal), [instance.name]);
  const isBeginning = value && value.histories.some((history) => !history.from) && instance.status === 'running';
  useEffect(() => {
    const timer = isBeginning && setTimeout(again, 2000);
    return () => clearTimeout(timer);
  }, [value]);
  if (error) return h(Failure, { error });
  if (!value) return p({ class: 'faint' }, 'Loading ...');
  const { snapshots, histories: [history] } = value;
  const largest = Math.max(1, ...snapshots.map((snapshot) => snapshot.bytes || 0));
  const total = snapshots.reduce((sum, snapshot) => sum + (snapshot.bytes || 0), 0);
  const then = (deed) => async (...rest) => { await deed(instance, ...rest); again(); };
  return div(
    div({ class: 'actions' },
      !instance.upstream && h(Act, { class: 'main', does: then(take) }, 'Take a snapshot'),
      h(Act, { does: then(undo) }, 'Undo the last exchange')),
    h(Table, {
      title: 'Snapshots',
      rows: snapshots,
      keyOf: (snapshot) => snapshot.name,
      empty: 'There are no snapshots.',
      columns: [
        { title: 'Snapshot', cell: (snapshot) => div(snapshot.name, snapshot.error && p({ class: 'faint' }, snapshot.error)) },
        { title: 'Size', class: 'number', cell: (snapshot) => bytes(snapshot.bytes) },
        { title: 'Beside the largest', unseen: true, cell: (snapshot) => h(Bar, { share: (snapshot.bytes || 0) / largest }) },
        { title: 'Taken', cell: (snapshot) => time(snapshot.createdAt) },
        { title: 'Kept until', cell: (snapshot) => (snapshot.automatic ? `${time(snapshot.expiresAt)}, by itself before ${snapshot.before}` : 'it is deleted') },
        { title: 'Actions', unseen: true, class: 'buttons', cell: (snapshot) => div({ class: 'row' },
          h(Act, { does: then(() => restore(instance, snapshot)), 'aria-label': `Restore ${snapshot.name}` }, 'Restore'),
          h(Act, { does: then(() => fork(instance, snapshot)), 'aria-label': `Fork ${snapshot.name}` }, 'Fork'),
          h(Act, { class: 'danger', does: then(() => remove(instance, snapshot)), 'aria-label': `Delete ${snapshot.name}` }, 'Delete')) },
      ],
    }),
    snapshots.length > 1 && p({ class: 'faint' }, `Together ${bytes(total)}.`),
    !instance.upstream && h(History, { instance, history, then }));
}

/** How far back it goes, and the ways there. */
function History({ instance, history, then }) {
  const begun = history && history.from;
  return div(
    h2('History'),
    p(!history ? `None is kept. With one ${instance.name} can be brought back to any moment of the last hour, or of however long.`
      : begun ? `Any moment from ${time(history.from)} to now. ${history.length} are kept: copies of ${bytes(history.bytes)}, WAL of ${bytes(history.walBytes)}${history.mostWal ? ` of at most ${history.mostWal}` : ''}.`
        : `It is to keep ${history.length}, and begins when a copy of its data is made, while it runs.`),
    div({ class: 'actions' },
      begun && h(Act, { does: then(() => restoreMoment(instance, history)) }, 'Restore a moment'),
      begun && h(Act, { does: then(() => forkMoment(instance, history)) }, 'Fork a moment'),
      h(Act, { does: then(keep) }, history ? 'Change its length' : 'Keep a history'),
      history && h(Act, { class: 'danger', does: then(endHistory) }, 'Keep none')));
}

function Bar({ share }) {
  return span({ class: 'bar', 'aria-hidden': 'true' }, span({ style: { width: `${Math.max(2, share * 100)}%` } }));
}

function time(instant) {
  return instant ? new Date(instant).toLocaleString() : '';
}

/** Asks for a name and takes one. */
export async function take({ name }) {
  const snapshot = await askText(`Snapshot of ${name}`, 'Applications go on meanwhile. Without a name it gets one by the time.', 'Name', 'Take');
  if (snapshot === undefined) return;
  const taken = await withProgress(`Snapshot of ${name}`, 'POST', at(name, 'snapshots'), snapshot === '' ? {} : { snapshot });
  if (taken) say(`Snapshot ${taken.name} of ${name}, ${bytes(taken.bytes)}.`);
}

/** Asks what the commands ask before the sessions of one that runs are ended. */
async function mayRestart({ name, status }, title, act) {
  return status !== 'running'
    || confirmPhrase(title, `To be restarted: ${name}. Open sessions will end.`, 'i will interrupt sessions', act);
}

function exchanged(name, result, sentence) {
  const parts = [sentence];
  if (result.interruptedMillis !== undefined) parts.push(`It was restarted, and away for ${result.interruptedMillis} ms.`);
  if (result.kept) parts.push(`What it had (${bytes(result.kept.bytes)}) is kept until ${time(result.kept.expiresAt)}: undo brings it back.`);
  say(parts.join(' '));
}

async function restore(instance, snapshot) {
  const { name } = instance;
  if (!await mayRestart(instance, `Restore ${name}`, 'Restore')) return;
  const result = await withProgress(`Restoring ${name}`, 'POST', at(name, 'restore'), { snapshot: snapshot.name });
  if (result) exchanged(name, result, `${name} is back to snapshot ${snapshot.name}.`);
}

/** Asks for a moment of the history, to the second; gives it as the daemon takes it, or undefined. */
function askMoment(title, sentence, { from }, act) {
  // The first whole second that it reaches.
  const first = seconds(new Date(Math.ceil(new Date(from).getTime() / 1000) * 1000));
  return dialog(title, ({ close }) => {
    const [moment, setMoment] = useState(seconds(new Date()));
    return form({ onSubmit: (event) => { event.preventDefault(); close(new Date(moment).toISOString()); } },
      p(sentence),
      label(span('Moment'), input({ type: 'datetime-local', step: 1, required: true, min: first, value: moment, autoFocus: true, onInput: (event) => setMoment(event.target.value) })),
      div({ class: 'actions' },
        button({ type: 'button', onClick: () => close(undefined) }, 'Cancel'),
        button({ class: 'main' }, act)));
  });
}

/** As a field of date and time has it: of this place, to the second. */
function seconds(date) {
  return new Date(date.getTime() - date.getTimezoneOffset() * 60000).toISOString().slice(0, 19);
}

async function restoreMoment(instance, history) {
  const { name } = instance;
  const moment = await askMoment(`Restore ${name}`, 'All that was committed until then will be there, and nothing later.', history, 'Choose');
  if (moment === undefined || !await mayRestart(instance, `Restore ${name}`, 'Restore')) return;
  const result = await withProgress(`Restoring ${name}`, 'POST', at(name, 'restore'), { at: moment });
  if (result) exchanged(name, result, `${name} is back to ${time(moment)}.`);
}

async function forkMoment({ name }, history) {
  const moment = await askMoment(`Fork of ${name}`, `A new instance with all that was committed in ${name} until then, and nothing later.`, history, 'Choose');
  if (moment !== undefined) await forkOf(name, `the moment ${time(moment)}`, { at: moment });
}

async function keep({ name }) {
  const length = await askText(`History of ${name}`, 'How far back it is to reach, at the least. It takes one or two copies of the data and the WAL since.', 'Length', 'Keep', '1h');
  if (length === undefined) return;
  const kept = await withProgress(`History of ${name}`, 'POST', at(name, 'history'), { length });
  if (kept) say(`${name} keeps a history of ${length}.`);
}

async function endHistory({ name }) {
  if (!await confirmPhrase(`History of ${name}`, `To be deleted: the history of ${name}. Its data stays.`, 'i will lose local data', 'Delete')) return;
  if (await withProgress(`History of ${name}`, 'POST', at(name, 'history'), { length: 'off' })) say(`${name} keeps no history any more.`);
}

async function undo(instance) {
  const { name } = instance;
  if (!await mayRestart(instance, `Undo in ${name}`, 'Undo')) return;
  const result = await withProgress(`Undoing in ${name}`, 'POST', at(name, 'undo'));
  if (result) exchanged(name, result, `${name} has what it had before.`);
}

async function fork({ name }, snapshot) {
  await forkOf(name, `snapshot ${snapshot.name}`, { from: snapshot.name });
}

/** Of the data of a snapshot or moment: in words, and as the request names it. */
async function forkOf(name, words, which) {
  const fork = await askText(`Fork of ${name}`, `A new instance with the data of ${name} of ${words}.`, 'Name of the new one', 'Fork');
  if (fork === undefined) return;
  const started = await withProgress(`Forking ${name}`, 'POST', at(name, 'fork'), { name: fork, ...which });
  if (started) say(`${fork} is running.`);
}

async function remove({ name }, snapshot) {
  if (!await confirmPhrase(`Delete snapshot ${snapshot.name}`, `To be deleted: snapshot ${snapshot.name} of ${name}.`, 'i will lose local data', 'Delete')) return;
  if (await withProgress(`Deleting snapshot ${snapshot.name}`, 'DELETE', at(name, 'snapshots', { snapshot: snapshot.name }))) say(`Snapshot ${snapshot.name} is deleted.`);
}
