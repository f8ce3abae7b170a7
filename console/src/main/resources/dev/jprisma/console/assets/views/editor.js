// An editor for SQL, which completes what stands in the database.

const SCRIPTS = ['codemirror', 'codemirror-sql', 'codemirror-hint', 'codemirror-brackets'];
const STYLES = ['codemirror', 'codemirror-hint'];

/** Words that complete behind a name's first letters. */
const KEYWORDS = `select from where group by order having limit offset join left right inner outer full cross on using as and or not in is null
exists between like ilike case when then else end distinct union all except intersect with recursive insert into values returning update set delete
create table view index unique primary key foreign references constraint check default drop alter add column rename to truncate begin commit rollback
explain analyze vacuum grant revoke count sum avg min max coalesce nullif now current_date current_timestamp interval cast asc desc nulls first last
true false lateral filter over partition`.split(/\s+/);

let loading;

/** CodeMirror is no module: its scripts make one name of the window. */
function load() {
  if (!loading) {
    for (const name of STYLES) {
      const style = document.createElement('link');
      style.rel = 'stylesheet';
      style.href = `/assets/lib/${name}.css`;
      document.head.append(style);
    }
    loading = SCRIPTS.reduce((before, name) => before.then(() => new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = `/assets/lib/${name}.js`;
      script.onload = resolve;
      script.onerror = () => reject(new Error('The editor cannot be loaded: does the daemon run?'));
      document.head.append(script);
    })), Promise.resolve());
  }
  return loading;
}

/** Opens one in an element; names gives what /schema/names does, or nothing yet. */
export async function openEditor(place, text, names, keys) {
  await load();
  const editor = window.CodeMirror(place, {
    value: text,
    mode: 'text/x-pgsql',
    lineNumbers: true,
    matchBrackets: true,
    lineWrapping: true,
    screenReaderLabel: 'SQL',
    inputStyle: 'contenteditable',
    spellcheck: false,
    extraKeys: { Tab: false, 'Shift-Tab': false, 'Ctrl-Space': (cm) => cm.showHint({ hint: (one) => complete(one, names()), completeSingle: false }), ...keys },
  });
  editor.on('inputRead', (cm, change) => {
    if (/^[\w.]$/.test(change.text[0]) && !cm.state.completionActive) {
      const token = cm.getTokenAt(cm.getCursor());
      if (token.type !== 'comment' && token.type !== 'string' && (change.text[0] === '.' || token.string.length > 1)) {
        cm.showHint({ hint: (one) => complete(one, names()), completeSingle: false });
      }
    }
  });
  return editor;
}

/** As SQL needs it: quoted if it is not all small letters. */
function quoted(name) {
  return /^[a-z_][a-z0-9_$]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

function complete(cm, names) {
  const cursor = cm.getCursor();
  const line = cm.getLine(cursor.line).slice(0, cursor.ch);
  const [, owner, start] = /(?:(\w+|"(?:[^"]|"")*")\.)?("?[\w$]*)$/.exec(line);
  const word = start.replace(/^"/, '').toLowerCase();
  const found = new Map();
  const offer = (name, kind) => {
    if (name.toLowerCase().startsWith(word) && !found.has(name)) found.set(name, kind);
  };
  const { tables = [], functions = [], searchPath = [] } = names || {};
  if (owner) {
    const plain = owner.startsWith('"') ? owner.slice(1, -1).replaceAll('""', '"') : owner.toLowerCase();
    const table = tableOf(cm.getValue(), plain);
    for (const [schema, name, columns] of tables) {
      if (schema === plain) offer(name, 'table');
      if (name === table) columns.forEach((column) => offer(column, 'column'));
    }
  } else {
    const text = cm.getValue().toLowerCase();
    for (const [, name, columns] of tables) if (text.includes(name.toLowerCase())) columns.forEach((column) => offer(column, 'column'));
    for (const [schema, name] of tables) offer(searchPath.includes(schema) ? name : schema, searchPath.includes(schema) ? 'table' : 'schema');
    functions.forEach((name) => offer(name, 'function'));
    if (word) KEYWORDS.forEach((name) => offer(name, 'keyword'));
  }
  const list = [...found].slice(0, 100).map(([name, kind]) => ({
    text: kind === 'keyword' ? name : quoted(name),
    render: (element) => element.append(name, ` (${kind})`),
  }));
  return { list, from: { line: cursor.line, ch: cursor.ch - start.length }, to: cursor };
}

/** The table that a name stands for: itself, or what it is an alias of. */
function tableOf(text, name) {
  const alias = new RegExp(`(\\w+|"(?:[^"]|"")*")\\s+(?:as\\s+)?"?${name.replace(/[^\w]/g, '\\$&')}"?\\b`, 'gi');
  for (const [, table] of text.matchAll(alias)) {
    if (!KEYWORDS.includes(table.toLowerCase())) return table.replace(/^"|"$/g, '');
  }
  return name;
}
