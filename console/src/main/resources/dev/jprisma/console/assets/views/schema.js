// What a database consists of, and a picture of the foreign keys around a table.

import { h, tags, api, at, bytes, useLoaded, Failure, Table } from '../kit.js';
import { to } from '../app.js';
import { dataOf } from './data.js';
import { Diagram } from './diagram.js';
import { shortName, useTables, TableChooser } from './tables.js';

const { a, code, div, h2, h3, p, pre, span } = tags;

/** Of tables that refer to one; more would keep the page busy. */
const MOST_LISTED = 100;

export default function Schema({ place, rest }) {
  const tables = useTables(place);
  const [schema, name] = rest;
  return div({ class: 'beside' },
    h(TableChooser, { loaded: tables, chosen: { schema, name }, href: (one) => to(place, 'schema', one.schema, one.name) }),
    name === undefined
      ? h(Others, { instance: place })
      : h(TableAbout, { key: `${schema}.${name}`, instance: place, schema, name }));
}

function TableAbout({ instance, schema, name }) {
  const loaded = useLoaded((signal) => api('GET', at(instance, 'schema/table', { schema, table: name }), undefined, signal), []);
  if (loaded.error) return h(Failure, { error: loaded.error });
  if (!loaded.value) return p({ class: 'faint' }, 'Loading ...');
  const about = loaded.value;
  const primary = about.keys.find((key) => key.primary);
  return div(
    h2(shortName(schema, name)),
    p({ class: 'faint' }, about.kind, about.comment && `: ${about.comment}`),
    p(a({ href: dataOf(instance, schema, name) }, 'Its rows'), ' · ', a({ href: to(instance, 'schema') }, 'Enums, functions, extensions')),
    h(Table, {
      title: 'Columns', rows: about.columns, keyOf: (column) => column.name, empty: 'It has no columns.',
      columns: [
        { title: 'Column', cell: (column) => [code(column.name), primary && primary.columns.includes(column.name) && span({ class: 'faint' }, ' key')] },
        { title: 'Type', cell: (column) => code(column.type) },
        { title: 'NULL', cell: (column) => (column.nullable ? 'may be' : 'never') },
        { title: 'Default', cell: (column) => (column.identity ? 'identity' : column.default && code(`${column.generated ? 'always ' : ''}${column.default}`)) },
        { title: 'Comment', cell: (column) => column.comment },
      ],
    }),
    h3('Indexes'),
    h(Table, {
      title: 'Indexes', rows: about.indexes, keyOf: (index) => index.name, empty: 'It has no indexes.',
      columns: [
        { title: 'Index', cell: (index) => [code(index.name), !index.valid && span({ class: 'faint' }, ' invalid')] },
        { title: 'Size', class: 'number', cell: (index) => bytes(index.bytes) },
        { title: 'Scans', class: 'number', cell: (index) => index.scans.toLocaleString('en') },
        { title: 'Definition', cell: (index) => code(index.definition) },
      ],
    }),
    about.keys.length + about.checks.length > 0 && [h3('Keys and checks'), h(Table, {
      title: 'Keys and checks', keyOf: (row) => row.name, empty: '',
      rows: [...about.keys.map((key) => ({ name: key.name, definition: `${key.primary ? 'PRIMARY KEY' : 'UNIQUE'} (${key.columns.join(', ')})` })), ...about.checks],
      columns: [{ title: 'Name', cell: (row) => code(row.name) }, { title: 'Definition', cell: (row) => code(row.definition) }],
    })],
    about.references.length > 0 && [h3('Refers to'), h(Table, {
      title: 'Refers to', rows: about.references, keyOf: (one) => one.name, empty: '',
      columns: [
        { title: 'Columns', cell: (one) => code(one.columns.join(', ')) },
        { title: 'Table', cell: (one) => a({ href: to(instance, 'schema', one.schema, one.table) }, shortName(one.schema, one.table)) },
        { title: 'Definition', cell: (one) => code(one.definition) },
      ],
    })],
    about.referencedBy.length > 0 && [h3('Referred by'), h(Table, {
      title: 'Referred by', rows: about.referencedBy.slice(0, MOST_LISTED), keyOf: (one) => `${one.schema}.${one.table}.${one.name}`, empty: '',
      columns: [
        { title: 'Table', cell: (one) => a({ href: to(instance, 'schema', one.schema, one.table) }, shortName(one.schema, one.table)) },
        { title: 'Columns', cell: (one) => code(one.columns.join(', ')) },
      ],
    }), about.referencedBy.length > MOST_LISTED && p({ class: 'faint' }, `and ${about.referencedBy.length - MOST_LISTED} more`)],
    (about.policies.length > 0 || about.rowSecurity) && [h3('Policies'), h(Table, {
      title: 'Policies', rows: about.policies, keyOf: (policy) => policy.name, empty: 'Row security is on, and no policy lets anybody see a row.',
      columns: [
        { title: 'Policy', cell: (policy) => code(policy.name) },
        { title: 'For', cell: (policy) => `${policy.command}, ${policy.roles.join(', ')}` },
        { title: 'Using', cell: (policy) => policy.using && code(policy.using) },
        { title: 'Check', cell: (policy) => policy.check && code(policy.check) },
      ],
    }), !about.rowSecurity && p({ class: 'faint' }, 'Row security is off, so they decide nothing.')],
    about.triggers.length > 0 && [h3('Triggers'), about.triggers.map((trigger) => p({ key: trigger.name }, code(trigger.definition)))],
    about.definition && [h3('Definition'), pre({ tabIndex: 0 }, about.definition)],
    h(Diagram, { instance, schema, name }));
}

function Others({ instance }) {
  const loaded = useLoaded((signal) => api('GET', at(instance, 'schema/others'), undefined, signal), [instance]);
  if (loaded.error) return h(Failure, { error: loaded.error });
  if (!loaded.value) return p({ class: 'faint' }, 'Loading ...');
  const { enums, functions, extensions } = loaded.value;
  return div(
    h2('Enums'),
    h(Table, {
      title: 'Enums', rows: enums, keyOf: (one) => `${one.schema}.${one.name}`, empty: 'There are none.',
      columns: [
        { title: 'Enum', cell: (one) => code(shortName(one.schema, one.name)) },
        { title: 'Values', cell: (one) => (one.values || []).join(', ') },
      ],
    }),
    h2('Functions'),
    h(Table, {
      title: 'Functions', rows: functions, keyOf: (one) => `${one.schema}.${one.name}(${one.arguments})`, empty: 'There are none besides those of extensions.',
      columns: [
        { title: 'Function', cell: (one) => code(`${shortName(one.schema, one.name)}(${one.arguments})`) },
        { title: 'Result', cell: (one) => one.result && code(one.result) },
        { title: 'Language', cell: (one) => one.language },
        { title: 'Kind', cell: (one) => one.kind },
      ],
    }),
    h2('Extensions'),
    h(Table, {
      title: 'Extensions', rows: extensions, keyOf: (one) => one.name, empty: 'There are none.',
      columns: [
        { title: 'Extension', cell: (one) => code(one.name) },
        { title: 'Version', cell: (one) => one.version },
        { title: 'Schema', cell: (one) => one.schema },
      ],
    }));
}
