// How clients find an instance: its URLs, and for each client what it does with them.

import { h, tags, api, at, useLoaded, useState, Copy, Failure } from '../kit.js';

const { a, button, code, dd, div, dl, dt, h2, p, pre } = tags;

export default function Connect({ instance }) {
  const { value, error } = useLoaded((signal) => api('GET', at(instance.name, 'connect'), undefined, signal), [instance.name, instance.status]);
  const [shown, setShown] = useState(false);
  if (error) return h(Failure, { error });
  if (!value) return p({ class: 'faint' }, 'Loading ...');
  return div(
    instance.status !== 'running' && p({ class: 'faint' }, `${instance.name} does not run; its URLs stay what they are.`),
    div({ class: 'actions' },
      button({ type: 'button', 'aria-pressed': String(shown), onClick: () => setShown(!shown) }, shown ? 'Hide secrets' : 'Show secrets'),
      a({ class: 'button', href: at(instance.name, 'env'), download: '.env' }, 'Save as .env')),
    dl({ class: 'variables' }, value.variables.map(({ name, value: text }) => [
      dt({ key: name }, name),
      dd({ key: `${name} value` }, code(shown ? text : masked(name, text)), ' ', h(Copy, { text, name })),
    ])),
    h2('Clients'),
    p({ class: 'faint' }, 'With these variables in the environment or in ', code('.env'), '.'),
    value.clients.map(({ client, code: text }) => div({ key: client, class: 'snippet' },
      div({ class: 'row' }, h2(client), h(Copy, { text, name: `the code for ${client}` })),
      pre({ tabIndex: 0, 'aria-label': `Code for ${client}` }, text))));
}

/** As the commands show it to a terminal. */
function masked(name, text) {
  if (name === 'PGPASSWORD') return '***';
  return text.replace(/(:\/\/[^:@/]*:)[^@]*@/, '$1***@').replace(/((?:password|api_key)=)[^&]*/g, '$1***');
}
