// All instances of the home, as they are at this moment, and what the commands do to one.

import { h, tags, at, askText, bytes, confirmPhrase, say, withProgress, Act, Table } from '../kit.js';
import { to } from '../app.js';
import { take } from './snapshots.js';

const { a, div, p, span } = tags;

export default function Instances({ instances }) {
  return div(
    div({ class: 'actions' }, h(Act, { class: 'main', does: create }, 'New instance')),
    h(Table, {
      title: 'Instances',
      rows: instances,
      keyOf: (instance) => instance.name,
      empty: 'There are no instances yet.',
      columns: [
        { title: 'Name', cell: (instance) => a({ href: to(instance.name) }, instance.name) },
        { title: 'Status', cell: (instance) => h(Status, { instance }) },
        { title: 'HTTP', class: 'number', cell: (instance) => instance.port },
        { title: 'TCP', class: 'number', cell: (instance) => instance.databasePort },
        { title: 'Shadow', class: 'number', cell: (instance) => instance.shadowDatabasePort },
        { title: 'PostgreSQL', cell: (instance) => instance.version },
        { title: 'On disk', class: 'number', cell: (instance) => bytes(instance.vitals?.diskBytes) },
        { title: 'Memory', class: 'number', cell: (instance) => bytes(instance.vitals?.memoryBytes) },
        { title: 'Connections', class: 'number', cell: (instance) => instance.vitals?.connections },
        { title: 'Transactions/s', class: 'number', cell: (instance) => instance.vitals?.transactionsPerSecond },
        { title: 'Actions', unseen: true, class: 'buttons', cell: (instance) => h(Deeds, { instance }) },
      ],
    }));
}

function Status({ instance }) {
  return div(
    span({ class: `status ${instance.status}` }, instance.status),
    instance.error && p({ class: 'faint' }, instance.error),
    instance.upstream && p({ class: 'faint' }, `leads to ${instance.upstream}`));
}

function Deeds({ instance }) {
  const runs = instance.status === 'running';
  return div({ class: 'row' },
    runs || instance.status === 'crashed'
      ? h(Act, { does: () => stop(instance), 'aria-label': `Stop ${instance.name}` }, 'Stop')
      : h(Act, { does: () => start(instance), 'aria-label': `Start ${instance.name}` }, 'Start'),
    !instance.upstream && h(Act, { does: () => take(instance), 'aria-label': `Snapshot of ${instance.name}` }, 'Snapshot'),
    !instance.upstream && h(Act, { does: () => fork(instance), 'aria-label': `Fork ${instance.name}` }, 'Fork'),
    h(Act, { class: 'danger', does: () => remove(instance), 'aria-label': `Remove ${instance.name}` }, 'Remove'));
}

async function create() {
  const name = await askText('New instance', 'It is made and started in the background.', 'Name', 'Create');
  if (name === undefined) return;
  const started = await withProgress(`Starting ${name}`, 'POST', '/ui/instances', { name });
  if (started) say(`${name} is running.`);
}

async function start({ name }) {
  const started = await withProgress(`Starting ${name}`, 'POST', at(name, 'start'));
  if (started) say(`${name} is running.`);
}

async function stop({ name }) {
  const yes = await confirmPhrase(`Stop ${name}`, `To be stopped: ${name}. Open sessions will end.`, 'i will interrupt sessions', 'Stop');
  if (!yes) return;
  const stopped = await withProgress(`Stopping ${name}`, 'POST', at(name, 'stop'));
  if (stopped) say(`${name} stopped.`);
}

async function fork({ name }) {
  const fork = await askText(`Fork ${name}`, `A new instance with the data of ${name}, which goes on meanwhile.`, 'Name of the new one', 'Fork');
  if (fork === undefined) return;
  const started = await withProgress(`Forking ${name}`, 'POST', at(name, 'fork'), { name: fork });
  if (started) say(`${fork} is running.`);
}

async function remove({ name, upstream, status }) {
  const yes = upstream || await confirmPhrase(`Remove ${name}`, `To be deleted with all data: ${name}.`, 'i will lose local data', 'Remove');
  if (!yes) return;
  const removed = await withProgress(`Removing ${name}`, 'DELETE', at(name, '', { force: status !== 'not_running' }));
  if (!removed) return;
  say(upstream
    ? `${name} is no link any more; the database it led to is untouched.`
    : `${name} deleted.${removed.kept ? ` Its data is kept for a day: jprisma dev undo ${name} brings it back.` : ''}`);
}
