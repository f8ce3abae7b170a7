// The foreign keys around a table: what it refers to stands right of it, what refers to it left, and so on outwards.

import { h, tags, api, at, useLoaded, useState, Failure } from '../kit.js';
import { to } from '../app.js';
import { shortName } from './tables.js';

const { a, div, g, h3, label, option, p, path, rect, select, span, svg, text } = tags;

/** More can neither be drawn fast nor read. */
const MOST_TABLES = 40;
const WIDTH = 200;
const HEIGHT = 46;
const ACROSS = 280;
const DOWN = 66;

export function Diagram({ instance, schema, name }) {
  const [steps, setSteps] = useState(1);
  const loaded = useLoaded((signal) => api('GET', at(instance, 'schema/foreign-keys'), undefined, signal), [instance]);
  if (loaded.error) return h(Failure, { error: loaded.error });
  if (!loaded.value) return p({ class: 'faint' }, 'Loading ...');
  const drawn = arrange(loaded.value, id({ schema, table: name }), steps);
  return div({ class: 'diagram' },
    h3('Foreign keys'),
    label({ class: 'inline' }, span('Tables around it'), select({ value: steps, onChange: (event) => setSteps(Number(event.target.value)) },
      [1, 2, 3].map((count) => option({ key: count, value: count }, count === 1 ? 'one step' : `${count} steps`)))),
    drawn.boxes.length === 1
      ? p({ class: 'faint' }, 'Neither does it refer to a table, nor a table to it.')
      : div({ class: 'scroll', tabIndex: 0, role: 'region', 'aria-label': 'Diagram of the foreign keys' },
        svg({ width: drawn.width, height: drawn.height, viewBox: `0 0 ${drawn.width} ${drawn.height}`, role: 'group', 'aria-label': `Foreign keys around ${shortName(schema, name)}` },
          drawn.edges.map((edge, i) => g({ key: i }, path({ d: edge.d, class: 'edge' }, tags.title(edge.title)))),
          drawn.boxes.map((box) => a({ key: box.id, href: to(instance, 'schema', box.schema, box.table), 'aria-label': shortName(box.schema, box.table) },
            rect({ x: box.x, y: box.y, width: WIDTH, height: HEIGHT, rx: 6, class: box.isCenter ? 'box center' : 'box' }),
            text({ x: box.x + 10, y: box.y + 20 }, cut(shortName(box.schema, box.table), 24)),
            text({ x: box.x + 10, y: box.y + 37, class: 'small' }, cut(box.columns.join(', '), 30)))))),
    drawn.left > 0 && p({ class: 'faint' }, `${drawn.left} more tables are left out: choose fewer steps, or one of them.`));
}

function id({ schema, table }) {
  return JSON.stringify([schema, table]);
}

function cut(words, most) {
  return words.length > most ? `${words.slice(0, most - 1)}…` : words;
}

/** Puts the tables that are at most so many foreign keys away into columns, in time that grows with the keys alone. */
export function arrange(keys, center, steps) {
  const neighbours = new Map();
  const meet = (from, toward, side) => {
    if (!neighbours.has(from)) neighbours.set(from, []);
    neighbours.get(from).push([toward, side]);
  };
  for (const key of keys) {
    meet(id(key.from), id(key.to), 1);
    meet(id(key.to), id(key.from), -1);
  }
  const columnOf = new Map([[center, 0]]);
  const left = new Set();
  let edge = [center];
  for (let step = 0; step < steps; step++) {
    const next = [];
    for (const table of edge) {
      for (const [other, side] of neighbours.get(table) || []) {
        if (columnOf.has(other)) continue;
        if (columnOf.size === MOST_TABLES) {
          left.add(other);
          continue;
        }
        const here = columnOf.get(table);
        columnOf.set(other, here + (here === 0 ? side : Math.sign(here)));
        next.push(other);
      }
    }
    edge = next;
  }
  const first = Math.min(...columnOf.values());
  const filled = new Map();
  const boxes = [...columnOf].map(([table, column]) => {
    const row = filled.get(column) || 0;
    filled.set(column, row + 1);
    const [schema, name] = JSON.parse(table);
    return { id: table, schema, table: name, column, row, columns: [], isCenter: table === center };
  });
  const most = Math.max(...filled.values());
  for (const box of boxes) {
    box.x = (box.column - first) * ACROSS + 10;
    box.y = (box.row + (most - filled.get(box.column)) / 2) * DOWN + 10;
  }
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const edges = [];
  for (const key of keys) {
    const from = byId.get(id(key.from));
    const toward = byId.get(id(key.to));
    if (!from || !toward) continue;
    from.columns.push(...key.from.columns.filter((column) => !from.columns.includes(column)));
    edges.push({ d: curve(from, toward), title: `${shortName(from.schema, from.table)} (${key.from.columns.join(', ')}) → ${shortName(toward.schema, toward.table)} (${key.to.columns.join(', ')})` });
  }
  return {
    boxes, edges, left: left.size,
    width: (Math.max(...columnOf.values()) - first) * ACROSS + WIDTH + 60,
    height: most * DOWN + 20,
  };
}

function curve(from, toward) {
  const y1 = from.y + HEIGHT / 2;
  const y2 = toward.y + HEIGHT / 2;
  if (from.x === toward.x) {
    const x = from.x + WIDTH;
    return `M${x} ${y1 - 6} C${x + 40} ${y1 - 6} ${x + 40} ${y2 + 6} ${x} ${y2 + 6}`;
  }
  const forward = from.x < toward.x;
  const x1 = forward ? from.x + WIDTH : from.x;
  const x2 = forward ? toward.x : toward.x + WIDTH;
  const middle = (x1 + x2) / 2;
  return `M${x1} ${y1} C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
}
