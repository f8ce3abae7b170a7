// PostgreSQL's log of an instance and the daemon's, as they grow.

import { h, tags, at, events, useEffect, useMemo, useRef, useState } from '../kit.js';

const { code, div, input, label, option, p, pre, select, span } = tags;

const MOST = 5000;
const PROBLEM = /\b(ERROR|FATAL|PANIC|WARN|WARNING)\b/;

export default function Logs({ instance }) {
  const [source, setSource] = useState('postgres');
  const [lines, setLines] = useState(null);
  const [filter, setFilter] = useState('');
  const [problems, setProblems] = useState(false);
  const [follow, setFollow] = useState(true);
  const end = useRef(null);

  useEffect(() => {
    // A stream begins anew, with the end of the log, each time it is opened.
    let fresh = true;
    setLines(null);
    return events(
      source === 'postgres' ? at(instance.name, 'log') : '/ui/log',
      {
        lines: (more) => {
          const anew = fresh;
          fresh = false;
          setLines((all) => (anew || all === null ? more : more.length === 0 ? all : [...all, ...more].slice(-MOST)));
        },
      },
      (there) => { if (!there) fresh = true; });
  }, [instance.name, source]);

  const shown = useMemo(() => {
    const wanted = filter.toLowerCase();
    return (lines || []).filter((line) => (!problems || PROBLEM.test(line)) && line.toLowerCase().includes(wanted));
  }, [lines, filter, problems]);
  useEffect(() => {
    if (follow && end.current) end.current.scrollTop = end.current.scrollHeight;
  }, [shown, follow]);

  return div(
    div({ class: 'row filters' },
      label(span('Log of'), select({ value: source, onChange: (event) => setSource(event.target.value) },
        option({ value: 'postgres' }, `PostgreSQL of ${instance.name}`), option({ value: 'daemon' }, 'the daemon'))),
      label(span('Lines with'), input({ type: 'search', value: filter, onInput: (event) => setFilter(event.target.value) })),
      label({ class: 'check' }, input({ type: 'checkbox', checked: problems, onChange: (event) => setProblems(event.target.checked) }), ' errors and warnings only'),
      label({ class: 'check' }, input({ type: 'checkbox', checked: follow, onChange: (event) => setFollow(event.target.checked) }), ' follow')),
    lines === null
      ? p({ class: 'faint' }, 'Loading ...')
      : pre({ class: 'log', ref: end, tabIndex: 0, 'aria-label': 'Log' },
        shown.length === 0 ? 'Nothing.' : shown.map((line, i) => code({ key: i, class: PROBLEM.test(line) ? 'problem' : undefined }, line, '\n'))),
    lines && p({ class: 'faint' }, `${shown.length} of the last ${lines.length} lines`));
}
