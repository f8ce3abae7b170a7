// The page: who is let in, what is shown, and where one can go from there.

import { h, render, tags, api, at, events, partsOf, placeOf, say, Sayings, Failure, useEffect, useLoaded, useState } from './kit.js';

const { a, code, div, header, h1, label, main, nav, option, p, select, span, strong } = tags;

/**
 * A view a line: what the address calls it, its title, its module, whether it is of one instance (ofInstance),
 * whether that has to run (needsServer), and whether it is of one of its databases (ofDatabase).
 */
const VIEWS = [
  { id: 'instances', title: 'Instances', load: () => import('./views/instances.js') },
  { id: 'connect', title: 'Connect', ofInstance: true, load: () => import('./views/connect.js') },
  { id: 'data', title: 'Data', ofInstance: true, needsServer: true, ofDatabase: true, load: () => import('./views/data.js') },
  { id: 'sql', title: 'SQL', ofInstance: true, needsServer: true, ofDatabase: true, load: () => import('./views/sql.js') },
  { id: 'schema', title: 'Schema', ofInstance: true, needsServer: true, ofDatabase: true, load: () => import('./views/schema.js') },
  { id: 'snapshots', title: 'Snapshots', ofInstance: true, load: () => import('./views/snapshots.js') },
  { id: 'logs', title: 'Logs', ofInstance: true, load: () => import('./views/logs.js') },
  { id: 'insights', title: 'Insights', ofInstance: true, needsServer: true, load: () => import('./views/insights.js') },
];

/** #/ is the list of all, #/NAME/VIEW/more a view of an instance, #/NAME@DATABASE/VIEW/more of a database of it. */
function place() {
  const [name, view, ...rest] = location.hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  return name ? { ...partsOf(name), view: view || firstOfInstance(), rest } : { view: 'instances', rest: [] };
}

function firstOfInstance() {
  return (VIEWS.find((view) => view.ofInstance) || VIEWS[0]).id;
}

/** The address of a view: to('shop', 'data', 'public.orders'). */
export function to(...parts) {
  return `#/${parts.map(encodeURIComponent).join('/')}`;
}

/** Uses up the code that the address brings, and takes it out of there, also out of the history. */
async function enter() {
  const given = new URLSearchParams(location.hash.slice(1));
  if (!given.has('code')) return;
  const instance = given.get('instance');
  history.replaceState(null, '', `/${instance ? to(instance) : ''}`);
  await api('POST', '/ui/session', { code: given.get('code') });
  if (given.has('studio')) location.replace(at(instance, 'studio'));
}

function Shell() {
  const [at, setAt] = useState(place);
  const [instances, setInstances] = useState(null);
  const [there, setThere] = useState(true);
  const [refused, setRefused] = useState(null);

  useEffect(() => {
    const move = () => setAt(place());
    const refuse = ({ detail }) => setRefused(detail);
    window.addEventListener('hashchange', move);
    window.addEventListener('not-let-in', refuse);
    return () => {
      window.removeEventListener('hashchange', move);
      window.removeEventListener('not-let-in', refuse);
    };
  }, []);
  useEffect(() => (refused ? undefined : events('/ui/events', { instances: setInstances }, setThere)), [refused]);
  useEffect(() => {
    const view = VIEWS.find((one) => one.id === at.view);
    document.title = `${at.instance ? `${at.instance} · ` : ''}${view ? view.title : ''} · jprisma`;
  }, [at]);

  if (refused) return h(Closed, { sentence: refused });
  return div({ class: 'shell' },
    header(
      a({ class: 'skip', href: '#content', onClick: (event) => { event.preventDefault(); document.getElementById('content').focus(); } }, 'To the content'),
      a({ class: 'brand', href: '#/' }, 'jprisma'),
      h(Navigation, { at, instances })),
    !there && p({ class: 'banner', role: 'alert' }, 'The daemon does not answer. This page goes on when it is back: ', code('jprisma console')),
    main({ id: 'content', tabIndex: -1 }, instances === null ? p({ class: 'faint' }, 'Loading ...') : h(View, { at, instances })),
    h(Sayings));
}

function Navigation({ at, instances }) {
  const names = (instances || []).map((instance) => instance.name);
  return nav({ 'aria-label': 'Views' },
    a({ href: '#/', 'aria-current': at.instance ? undefined : 'page' }, 'Instances'),
    names.length > 0 && select({
      'aria-label': 'Instance',
      value: at.instance || '',
      onChange: (event) => { location.hash = event.target.value ? to(event.target.value, at.instance ? at.view : firstOfInstance()) : '#/'; },
    }, option({ value: '' }, 'choose an instance'), names.map((name) => option({ key: name, value: name }, name))),
    at.instance && VIEWS.filter((view) => view.ofInstance).map((view) =>
      a({ key: view.id, href: to(view.ofDatabase ? placeOf(at.instance, at.database) : at.instance, view.id), 'aria-current': view.id === at.view ? 'page' : undefined }, view.title)));
}

function View({ at, instances }) {
  const view = VIEWS.find((one) => one.id === at.view);
  const [loaded, setLoaded] = useState({});
  useEffect(() => {
    if (view) view.load().then((module) => setLoaded({ id: view.id, component: module.default }), (error) => setLoaded({ id: view.id, error }));
  }, [view]);
  const instance = instances.find((one) => one.name === at.instance);
  if (!view) return p('There is no view of that name.');
  if (view.ofInstance && !instance) return div(h1(at.instance), p('There is no instance of that name any more. ', a({ href: '#/' }, 'All instances')));
  if (loaded.error) return h(Failure, { error: loaded.error });
  if (loaded.id !== view.id) return p({ class: 'faint' }, 'Loading ...');
  return div(
    h1(view.ofInstance ? `${view.title} of ${at.instance}` : view.title),
    instance && view.needsServer && instance.status !== 'running'
      ? p({ class: 'banner', role: 'alert' }, strong(at.instance), ` does not run (${instance.status}). `, a({ href: '#/' }, 'Start it'))
      : [
        view.ofDatabase && h(Databases, { key: 'databases', at }),
        h(loaded.component, { key: placeOf(at.instance, at.database), instance, place: placeOf(at.instance, at.database), instances, rest: at.rest }),
      ]);
}

/** A choice where there is one. */
function Databases({ at: { instance, database, view } }) {
  const { value, error } = useLoaded((signal) => api('GET', at(instance, 'schema/databases'), undefined, signal), [instance, database]);
  if (error) return h(Failure, { error });
  if (!value || (value.all.length === 1 && database === undefined)) return null;
  const names = database === undefined || value.all.includes(database) ? value.all : [...value.all, database];
  return label({ class: 'inline' }, span('Database'), select({
    value: database === undefined ? value.first : database,
    onChange: (event) => { location.hash = to(placeOf(instance, event.target.value === value.first ? undefined : event.target.value), view); },
  }, names.map((name) => option({ key: name, value: name }, name))));
}

function Closed({ sentence }) {
  return main({ class: 'closed' },
    h1('jprisma console'),
    p(sentence),
    p('Type ', code('jprisma console'), ' in a terminal: it opens this page and lets this browser in.'));
}

enter()
  .catch((error) => say(error.message, 'bad'))
  .then(() => render(h(Shell), document.getElementById('app')));
