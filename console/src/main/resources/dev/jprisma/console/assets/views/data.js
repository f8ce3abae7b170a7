// The rows of a table: pages, filters, foreign keys to follow, cells to edit, files to take away.

import { h, tags, api, at, dialog, say, useLoaded, useRef, useState, Act, Failure } from '../kit.js';
import { to } from '../app.js';
import { shortName, useTables, TableChooser } from './tables.js';

const { a, button, caption, code, div, form, h2, input, label, li, ol, option, p, pre, select, span, table, tbody, td, textarea, th, thead, tr, ul } = tags;

const OPERATORS = ['=', '<>', '<', '<=', '>', '>=', 'contains', 'starts with', '@>', 'is null', 'is not null'];
const NUMBERS = /^(smallint|integer|bigint|numeric|real|double precision|oid)/;

/** What the address says behind the table: { filters: [{ column, operator, value }], sort, descending }. */
function wanted(text) {
  try {
    return { filters: [], ...JSON.parse(text || '{}') };
  } catch {
    return { filters: [] };
  }
}

/** The address of a table's rows. */
export function dataOf(instance, schema, name, shown) {
  return shown ? to(instance, 'data', schema, name, JSON.stringify(shown)) : to(instance, 'data', schema, name);
}

export default function Data({ place, rest }) {
  const tables = useTables(place);
  const [schema, name, shown] = rest;
  return div({ class: 'beside' },
    h(TableChooser, { loaded: tables, chosen: { schema, name }, href: (one) => dataOf(place, one.schema, one.name) }),
    name === undefined
      ? p({ class: 'faint' }, 'Choose a table.')
      : h(Rows, { key: `${schema}.${name} ${shown || ''}`, instance: place, schema, name, shown: wanted(shown) }));
}

function Rows({ instance, schema, name, shown }) {
  const of = { schema, name };
  const about = useLoaded((signal) => api('GET', at(instance, 'schema/table', { schema, table: name }), undefined, signal), []);
  const [where, setWhere] = useState({ place: 'FIRST' });
  const request = { table: of, filters: shown.filters, sort: shown.sort, descending: !!shown.descending, size: 100, ...where };
  const page = useLoaded((signal) => api('POST', at(instance, 'data/page'), request, signal), [JSON.stringify(where)]);
  const [edits, setEdits] = useState([]);
  const show = (next) => { location.hash = dataOf(instance, schema, name, { ...shown, ...next }); };

  if (about.error) return h(Failure, { error: about.error });
  if (!about.value) return p({ class: 'faint' }, 'Loading ...');
  const { value } = page;
  return div({ class: 'rows' },
    h2(shortName(schema, name)),
    h(Filters, { columns: about.value.columns, filters: shown.filters, apply: (filters) => show({ filters }) }),
    page.error && h(Failure, { error: page.error }),
    value && div({ class: 'actions' },
      button({ type: 'button', disabled: !value.before, onClick: () => setWhere({ place: 'FIRST' }) }, 'First'),
      button({ type: 'button', disabled: !value.before, onClick: () => setWhere({ place: 'BEFORE', cursor: value.first }) }, 'Previous'),
      button({ type: 'button', disabled: !value.after, onClick: () => setWhere({ place: 'AFTER', cursor: value.last }) }, 'Next'),
      button({ type: 'button', disabled: !value.after || value.key.length === 0, onClick: () => setWhere({ place: 'LAST' }) }, 'Last'),
      span({ class: 'faint', role: 'status' }, page.loading ? 'Loading ...' : howMany(value)),
      h(Act, { does: () => addRow(about.value, edits, setEdits) }, 'Add row'),
      edits.length > 0 && h(Act, { class: 'main', does: () => review(instance, of, edits, () => { setEdits([]); page.again(); }) }, `Review ${edits.length} change${edits.length === 1 ? '' : 's'}`),
      edits.length > 0 && button({ type: 'button', onClick: () => setEdits([]) }, 'Discard'),
      ['CSV', 'JSON'].map((format) => a({
        key: format,
        href: at(instance, 'data/export', { request: JSON.stringify({ table: of, filters: shown.filters, sort: shown.sort, descending: !!shown.descending, format }) }),
        download: '',
      }, `Export ${format}`))),
    value && value.key.length === 0 && p({ class: 'faint' }, 'It has no primary key, so no row of it can be changed or deleted here, and pages go by number.'),
    value && h(Grid, { instance, of, about: about.value, page: value, shown, show, edits, setEdits }),
    edits.some((edit) => edit.kind === 'ADD') && div(
      h2('Rows to add'),
      ul(edits.map((edit, i) => edit.kind === 'ADD' && li({ key: i },
        code(edit.changes.map((change) => `${change.column} = ${change.value === null ? 'NULL' : change.value}`).join(', ') || 'all defaults'), ' ',
        button({ type: 'button', class: 'small', onClick: () => setEdits(edits.filter((other) => other !== edit)) }, 'Leave out'))))));
}

/** The planner's guess, unless all there is can be seen. */
function howMany({ rows, before, after, estimate }) {
  return before || after ? `${rows.length} of about ${estimate.toLocaleString('en')} rows` : rows.length === 1 ? '1 row' : `${rows.length} rows`;
}

function Filters({ columns, filters, apply }) {
  const [draft, setDraft] = useState(filters);
  const change = (i, next) => setDraft(draft.map((filter, k) => (k === i ? { ...filter, ...next } : filter)));
  const takesValue = (filter) => !filter.operator.startsWith('is ');
  const submit = (event) => {
    event.preventDefault();
    apply(draft.map((filter) => ({ column: filter.column, operator: filter.operator, value: takesValue(filter) ? filter.value || '' : undefined })));
  };
  return form({ class: 'filters', onSubmit: submit },
    draft.map((filter, i) => div({ key: i, class: 'row' },
      select({ 'aria-label': `Column of filter ${i + 1}`, value: filter.column, onChange: (event) => change(i, { column: event.target.value }) },
        columns.map((column) => option({ key: column.name, value: column.name }, column.name))),
      select({ 'aria-label': `Operator of filter ${i + 1}`, value: filter.operator, onChange: (event) => change(i, { operator: event.target.value }) },
        OPERATORS.map((operator) => option({ key: operator, value: operator }, operator))),
      takesValue(filter) && input({ 'aria-label': `Value of filter ${i + 1}`, value: filter.value || '', spellcheck: false, onInput: (event) => change(i, { value: event.target.value }) }),
      button({ type: 'button', 'aria-label': `Remove filter ${i + 1}`, onClick: () => setDraft(draft.filter((_, k) => k !== i)) }, 'Remove'))),
    div({ class: 'row' },
      button({ type: 'button', onClick: () => setDraft([...draft, { column: columns[0].name, operator: '=', value: '' }]) }, 'Add filter'),
      (draft.length > 0 || filters.length > 0) && button({ class: 'main' }, 'Apply filters')));
}

function Grid({ instance, of, about, page, shown, show, edits, setEdits }) {
  const grid = useRef(null);
  const single = (references) => references.filter((one) => one.columns.length === 1);
  const link = new Map(single(about.references).map((one) => [one.columns[0], one]));
  const sort = (column) => {
    if (shown.sort !== column.name) show({ sort: column.name, descending: false });
    else if (!shown.descending) show({ descending: true });
    else show({ sort: undefined, descending: undefined });
  };
  const move = (event) => {
    const cell = event.target.closest('[data-row]');
    const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -1000], End: [0, 1000] };
    if (!cell || event.target !== cell || !steps[event.key]) return;
    event.preventDefault();
    const [down, right] = steps[event.key];
    const row = Number(cell.dataset.row) + down;
    const last = page.columns.length - 1;
    const column = Math.min(last, Math.max(0, Number(cell.dataset.column) + right));
    const next = grid.current.querySelector(`[data-row="${row}"][data-column="${column}"]`);
    if (next) next.focus();
  };
  const pending = (key) => edits.find((edit) => edit.kind !== 'ADD' && same(edit.key, key));
  const replace = (key, edit) => setEdits([...edits.filter((other) => other.kind === 'ADD' || !same(other.key, key)), ...(edit ? [edit] : [])]);

  async function open(column, row, key) {
    const change = pending(key)?.changes?.find((one) => one.column === column.name);
    const value = row[page.columns.indexOf(column)];
    const whole = value !== null && typeof value === 'object' && key.length > 0
      ? await wholeValue(instance, of, key, column.name) : value;
    const answer = await cellDialog(column, whole, change, key.length > 0 && column.writable, about);
    if (answer === undefined) return;
    const before = pending(key);
    const others = before && before.kind === 'CHANGE' ? before.changes.filter((one) => one.column !== column.name) : [];
    const changes = answer.value === whole ? others : [...others, { column: column.name, old: whole, value: answer.value }];
    replace(key, changes.length === 0 ? undefined : { kind: 'CHANGE', key, changes });
  }

  return div({ class: 'scroll grid', role: 'region', tabIndex: 0, 'aria-label': `Rows of ${shortName(of.schema, of.name)}` },
    table({ role: 'grid', ref: grid, onKeyDown: move, 'aria-label': shortName(of.schema, of.name) },
      thead({ role: 'rowgroup' }, tr({ role: 'row' },
        page.columns.map((column) => th({ key: column.name, role: 'columnheader', scope: 'col', 'aria-sort': shown.sort === column.name ? (shown.descending ? 'descending' : 'ascending') : undefined },
          column.ordered
            ? button({ type: 'button', class: 'plain', 'aria-label': `Sort by ${column.name}`, title: column.type, onClick: () => sort(column) },
              column.name, shown.sort === column.name && (shown.descending ? ' ▼' : ' ▲'))
            : span({ title: column.type }, column.name))),
        th({ role: 'columnheader', scope: 'col' }, span({ class: 'unseen' }, 'What to do with the row')))),
      tbody({ role: 'rowgroup' }, page.rows.map((row, r) => {
        const key = page.keys[r];
        const edit = key.length > 0 ? pending(key) : undefined;
        const deleted = edit && edit.kind === 'DELETE';
        return tr({ key: r, role: 'row', class: deleted ? 'deleted' : undefined },
          page.columns.map((column, c) => {
            const change = edit && edit.changes && edit.changes.find((one) => one.column === column.name);
            const value = change ? change.value : row[c];
            return td({
              key: column.name,
              role: 'gridcell',
              'data-row': r,
              'data-column': c,
              tabIndex: r === 0 && c === 0 ? 0 : -1,
              class: `${NUMBERS.test(column.type) ? 'number' : ''} ${change ? 'changed' : ''}`,
              onDblClick: () => open(column, row, key),
              onKeyDown: (event) => { if (event.target === event.currentTarget && (event.key === 'Enter' || event.key === 'F2')) { event.preventDefault(); open(column, row, key).catch(complain); } },
            }, h(Value, { value }), link.has(column.name) && typeof value === 'string' && h(Follow, { instance, to: link.get(column.name), value }));
          }),
          td({ role: 'gridcell', class: 'buttons' },
            key.length > 0 && button({ type: 'button', class: 'small', 'aria-label': `${deleted ? 'Keep' : 'Delete'} row ${key.join(', ')}`, onClick: () => replace(key, deleted ? undefined : { kind: 'DELETE', key }) }, deleted ? 'Keep' : 'Delete'),
            about.referencedBy.length > 0 && button({ type: 'button', class: 'small', 'aria-label': `What refers to row ${key.join(', ')}`, onClick: () => referring(instance, about, page, row) }, 'Referred by')));
      }))));
}

function same(one, other) {
  return one.length === other.length && one.every((part, i) => part === other[i]);
}

function complain(error) {
  say(error.message, 'bad');
}

/** NULL and an empty text are two things; what is cut ends so. */
export function Value({ value }) {
  if (value === null) return span({ class: 'faint null' }, 'NULL');
  if (value === '') return span({ class: 'faint' }, 'empty');
  if (typeof value === 'object') return span({ class: 'value' }, value.start, '…');
  return span({ class: 'value' }, value);
}

function Follow({ instance, to: reference, value }) {
  const filters = [{ column: reference.foreignColumns[0], operator: '=', value }];
  return a({ class: 'follow', tabIndex: -1, href: dataOf(instance, reference.schema, reference.table, { filters }), 'aria-label': `To ${reference.table} ${value}` }, '→');
}

/** Links to the rows of other tables that refer to one. */
function referring(instance, about, page, row) {
  const value = (name) => row[page.columns.findIndex((column) => column.name === name)];
  return dialog('What refers to this row', ({ close }) => ul(about.referencedBy.map((one) => {
    const filters = one.columns.map((column, i) => ({ column, operator: '=', value: value(one.foreignColumns[i]) }));
    return li({ key: one.name },
      a({ href: dataOf(instance, one.schema, one.table, { filters }), onClick: () => close() }, `${shortName(one.schema, one.table)} (${one.columns.join(', ')})`));
  })));
}

async function wholeValue(instance, of, key, column) {
  const response = await fetch(at(instance, 'data/value'), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Jprisma-Console': '1' },
    body: JSON.stringify({ table: of, key, column }),
  });
  if (!response.ok) throw new Error((await response.json()).message);
  return response.text();
}

/** Shows a value, and lets it be changed; gives { value } or undefined. */
function cellDialog(column, whole, change, editable, about) {
  const described = about.columns.find((one) => one.name === column.name);
  return dialog(`${column.name}: ${column.type}`, ({ close }) => {
    const start = change ? change.value : whole;
    const [text, setText] = useState(start === null ? '' : typeof start === 'object' ? start.start : start);
    const [isNull, setNull] = useState(start === null);
    const isJson = column.type === 'json' || column.type === 'jsonb';
    const submit = (event) => {
      event.preventDefault();
      close({ value: isNull ? null : text });
    };
    return form({ onSubmit: submit },
      typeof start === 'object' && start !== null && p({ class: 'faint' }, 'Only the beginning of this value can be shown: the table has no primary key to find the rest by.'),
      label(span('Value'), described && described.enum
        ? select({ value: text, disabled: isNull || !editable, onChange: (event) => setText(event.target.value) }, ['', ...described.enum].map((one) => option({ key: one, value: one }, one)))
        : textarea({ rows: 8, class: 'mono', value: text, spellcheck: false, autoFocus: true, readOnly: !editable, disabled: isNull, onInput: (event) => setText(event.target.value) })),
      editable && column.nullable && label({ class: 'row' }, input({ type: 'checkbox', checked: isNull, onChange: (event) => setNull(event.target.checked) }), ' NULL'),
      isJson && !isNull && button({ type: 'button', onClick: () => setText(indented(text)) }, 'Indent'),
      column.type === 'bytea' && !isNull && p({ class: 'faint' }, `${Math.max(0, (text.length - 2) / 2)} bytes, in hexadecimal digits`),
      div({ class: 'actions' },
        button({ type: 'button', onClick: () => close(undefined) }, editable ? 'Cancel' : 'Close'),
        editable && button({ class: 'main' }, 'Set')));
  });
}

function indented(text) {
  try {
    // Numbers stay as they are written: parsing would round them.
    JSON.parse(text);
  } catch {
    return text;
  }
  let depth = 0;
  return text.replace(/"(?:[^"\\]|\\.)*"|[{}[\],:]|\s+/g, (token) => {
    if (/^\s/.test(token)) return '';
    if (token === ':') return ': ';
    if (token === ',') return `,\n${'  '.repeat(depth)}`;
    if (token === '{' || token === '[') return `${token}\n${'  '.repeat(++depth)}`;
    if (token === '}' || token === ']') return `\n${'  '.repeat(--depth)}${token}`;
    return token;
  });
}

async function addRow(about, edits, setEdits) {
  const columns = about.columns.filter((column) => !column.generated && column.identity !== 'a');
  const changes = await dialog('New row', ({ close }) => {
    const [values, setValues] = useState({});
    const set = (name, value) => setValues({ ...values, [name]: value });
    const submit = (event) => {
      event.preventDefault();
      close(Object.entries(values).filter(([, value]) => value !== undefined).map(([column, value]) => ({ column, value })));
    };
    return form({ onSubmit: submit },
      p({ class: 'faint' }, 'What is left alone gets its default.'),
      columns.map((column) => div({ key: column.name, class: 'row field' },
        label(span(`${column.name} (${column.type})`),
          input({ value: values[column.name] || '', spellcheck: false, disabled: values[column.name] === null, placeholder: column.default || (column.identity ? 'next number' : column.nullable ? 'NULL' : ''), onInput: (event) => set(column.name, event.target.value) })),
        column.nullable && label(input({ type: 'checkbox', 'aria-label': `${column.name} is NULL`, onChange: (event) => set(column.name, event.target.checked ? null : undefined) }), ' NULL'))),
      div({ class: 'actions' },
        button({ type: 'button', onClick: () => close(undefined) }, 'Cancel'),
        button({ class: 'main' }, 'Add')));
  });
  if (changes) setEdits([...edits, { kind: 'ADD', changes }]);
}

/** Shows what is about to run, and runs it. */
async function review(instance, of, edits, done) {
  const request = { table: of, edits };
  const { statements } = await api('POST', at(instance, 'data/preview'), request);
  const outcome = await dialog('These statements run, in one transaction', ({ close }) => {
    const [failure, setFailure] = useState(null);
    const run = () => api('POST', at(instance, 'data/edit'), request).then(
      (result) => (result.conflict ? setFailure({ message: result.conflict }) : close(result)), setFailure);
    return div(
      ol(statements.map((statement, i) => li({ key: i },
        code(statement.sql),
        statement.parameters.length > 0 && pre(statement.parameters.map((value, k) => `$${k + 1} = ${value === null ? 'NULL' : value}`).join('\n'))))),
      failure && h(Failure, { error: failure }),
      div({ class: 'actions' },
        button({ type: 'button', onClick: () => close(undefined) }, 'Cancel'),
        h(Act, { class: 'main', does: run }, 'Run')));
  });
  if (outcome) {
    say('Written.');
    done();
  }
}
