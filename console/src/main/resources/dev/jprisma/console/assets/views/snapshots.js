// The snapshots of an instance: what there is, how large, and the ways back.

import { h, tags, api, at, askText, bytes, confirmPhrase, say, useLoaded, withProgress, Act, Failure, Table } from '../kit.js';

const { div, p, span } = tags;

export default function Snapshots({ instance }) {
  const { value, error, again } = useLoaded((signal) => api('GET', at(instance.name, 'snapshots'), undefined, signal), [instance.name]);
  if (error) return h(Failure, { error });
  if (!value) return p({ class: 'faint' }, 'Loading ...');
  const largest = Math.max(1, ...value.map((snapshot) => snapshot.bytes || 0));
  const total = value.reduce((sum, snapshot) => sum + (snapshot.bytes || 0), 0);
  const then = (deed) => async (...rest) => { await deed(instance, ...rest); again(); };
  return div(
    div({ class: 'actions' },
      !instance.upstream && h(Act, { class: 'main', does: then(take) }, 'Take a snapshot'),
      h(Act, { does: then(undo) }, 'Undo the last exchange')),
    h(Table, {
      title: 'Snapshots',
      rows: value,
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
    value.length > 1 && p({ class: 'faint' }, `Together ${bytes(total)}.`));
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

async function undo(instance) {
  const { name } = instance;
  if (!await mayRestart(instance, `Undo in ${name}`, 'Undo')) return;
  const result = await withProgress(`Undoing in ${name}`, 'POST', at(name, 'undo'));
  if (result) exchanged(name, result, `${name} has what it had before.`);
}

async function fork({ name }, snapshot) {
  const fork = await askText(`Fork of ${name}`, `A new instance with the data of ${name} as it was in ${snapshot.name}.`, 'Name of the new one', 'Fork');
  if (fork === undefined) return;
  const started = await withProgress(`Forking ${name}`, 'POST', at(name, 'fork'), { name: fork, from: snapshot.name });
  if (started) say(`${fork} is running.`);
}

async function remove({ name }, snapshot) {
  if (!await confirmPhrase(`Delete snapshot ${snapshot.name}`, `To be deleted: snapshot ${snapshot.name} of ${name}.`, 'i will lose local data', 'Delete')) return;
  if (await withProgress(`Deleting snapshot ${snapshot.name}`, 'DELETE', at(name, 'snapshots', { snapshot: snapshot.name }))) say(`Snapshot ${snapshot.name} is deleted.`);
}
