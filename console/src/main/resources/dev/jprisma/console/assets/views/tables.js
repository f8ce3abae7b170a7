// The tables of an instance, to choose one from: what the views of data and of the schema have at their side.

import { h, tags, api, at, bytes, useLoaded, useState, Failure } from '../kit.js';

const { a, input, label, li, nav, p, span, ul } = tags;

/** So many are in the list at once; with more there are letters to type. */
const MOST_LISTED = 200;

/** All tables of an instance, as useLoaded gives it. */
export function useTables(instance) {
  return useLoaded((signal) => api('GET', at(instance, 'schema/tables'), undefined, signal), [instance]);
}

/** schema.name, without the schema that everything is in. */
export function shortName(schema, name) {
  return schema === 'public' ? name : `${schema}.${name}`;
}

/** A list of links with a field that narrows it down; href gives a table's address. */
export function TableChooser({ loaded, chosen, href }) {
  const [letters, setLetters] = useState('');
  if (loaded.error) return h(Failure, { error: loaded.error });
  if (!loaded.value) return p({ class: 'faint' }, 'Loading ...');
  const wanted = letters.toLowerCase();
  const found = loaded.value.filter((table) => shortName(table.schema, table.name).toLowerCase().includes(wanted));
  return nav({ class: 'chooser', 'aria-label': 'Tables' },
    label(span('Find a table'), input({ type: 'search', value: letters, onInput: (event) => setLetters(event.target.value) })),
    loaded.value.length === 0 && p({ class: 'faint' }, 'There are no tables yet.'),
    ul(found.slice(0, MOST_LISTED).map((table) => {
      const isChosen = chosen && chosen.schema === table.schema && chosen.name === table.name;
      return li({ key: `${table.schema}.${table.name}` },
        a({ href: href(table), 'aria-current': isChosen ? 'true' : undefined, title: about(table) }, shortName(table.schema, table.name)),
        ' ', span({ class: 'faint' }, table.kind === 'table' ? bytes(table.bytes) : table.kind));
    })),
    found.length > MOST_LISTED && p({ class: 'faint' }, `and ${found.length - MOST_LISTED} more: type some letters of the name`));
}

function about(table) {
  const rows = table.rows === null ? '' : `, about ${table.rows.toLocaleString('en')} rows`;
  return `${table.kind}${rows}${table.comment ? `: ${table.comment}` : ''}`;
}
