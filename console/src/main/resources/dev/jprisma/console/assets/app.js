// The page: who is let in, what is shown, and where one can go from there.

import { h, render, tags, api, at, events, say, Sayings, Failure, useEffect, useState } from './kit.js';

const { a, code, div, header, h1, main, nav, option, p, select, strong } = tags;

/**
 * A view a line: what the address calls it, its title, its module, whether it is of one instance (ofInstance), and
 * whether that has to run (needsServer).
 */
const VIEWS = [
  { id: 'instances', title: 'Instances', load: () => import('./views/instances.js') },
  { id: 'connect', title: 'Connect', ofInstance: true, load: () => import('./views/connect.js') },
  { id: 'data', title: 'Data', ofInstance: true, needsServer: true, load: () => import('./views/data.js') },
  { id: 'sql', title: 'SQL', ofInstance: true, needsServer: true, load: () => import('./views/sql.js') },
  { id: 'schema', title: 'Schema', ofInstance: true, needsServer: true, load: () => import('./views/schema.js') },
  { id: 'snapshots', title: 'Snapshots', ofInstance: true, load: () => import('./views/snapshots.js') },
  { id: 'logs', title: 'Logs', ofInstance: true, load: () => import('./views/logs.js') },
  { id: 'insights', title: 'Insights', ofInstance: true, needsServer: true, load: () => import('./views/insights.js') },
];

/** #/ is the list of all, #/NAME/VIEW/more a view of an instance. */
function place() {
  const [name, view, ...rest] = location.hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  return name ? { instance: name, view: view || firstOfInstance(), rest } : { view: 'instances', rest: [] };
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
      a({ key: view.id, href: to(at.instance, view.id), 'aria-current': view.id === at.view ? 'page' : undefined }, view.title)));
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
      : h(loaded.component, { key: at.instance, instance, instances, rest: at.rest }));
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
