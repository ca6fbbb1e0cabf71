// Shows evaluations and every conversation. Everything from rollouts goes in as text, never as markup.
const { evaluations, comparison, rollouts } = data;
const colours = ['#3b6fd4', '#e09f3e'];
const marks = { right: '#2a9d64', wrong: '#d1495b', open: '#aab3c0' };
const PAGE = 50;
const MOST_INTENTS = 15;
const number = (value, digits = 3) => value.toFixed(digits);
const mean = part => number(part.mean) + ' (' + number(part.low) + ' to ' + number(part.high) + ')';
const chance = p => p < 0.0001 ? 'p < 0.0001' : 'p = ' + p.toFixed(4);
const keys = pick => [...new Set(evaluations.flatMap(each => Object.keys(pick(each))))].sort();

function table(parent, head, rows) {
  const body = add(add(parent, 'div', undefined, 'scroll'), 'table');
  const line = add(body, 'tr');
  const kinds = head.map((cell, i) => cell === 'why' ? 'reason' : i ? 'number' : '');
  head.forEach((cell, i) => add(line, 'th', cell, kinds[i]));
  rows.forEach(row => {
    const cells = add(body, 'tr');
    row.forEach((cell, i) => add(cells, 'td', cell, kinds[i]));
  });
}

const unit = title => ({ min: 0, max: 1, title: { display: true, text: title } });
const of = (name, i) => ({ label: name, backgroundColor: colours[i], borderColor: colours[i] });

function compared() {
  if (!comparison) return;
  const c = comparison;
  add(page, 'h2', c.agent + ' against ' + c.against);
  table(page, ['', 'reward', 'success'], [
    ['difference', mean(c.reward), mean(c.success)],
    ['better, equal, worse', c.wins + ', ' + c.ties + ', ' + c.losses, c.gained + ', ' + (c.pairs - c.gained - c.lost) + ', ' + c.lost],
    ['sign test', chance(c.reward_p), chance(c.success_p)]]);
  add(page, 'p', c.agent + ' wins ' + percent(c.win_rate) + ' of ' + c.pairs + ' pairs, ties counted half. '
    + (c.unpaired ? c.unpaired + ' rollouts have no counterpart that nobody spoiled.' : ''), 'soft');
  changes('Regressions', c.regressions, 'No task is solved less often.');
  changes('Improvements', c.improvements, 'No task is solved more often.');
}

function changes(title, tasks, none) {
  add(page, 'h3', title);
  if (tasks.length === 0) { add(page, 'p', none, 'soft'); return; }
  const details = add(page, 'details');
  details.open = title === 'Regressions';
  add(details, 'summary', tasks.length + ' tasks');
  const body = add(add(details, 'div', undefined, 'scroll tall'), 'table');
  const head = add(body, 'tr');
  ['task', 'intent', comparison.agent, comparison.against, 'reward'].forEach((cell, i) => add(head, 'th', cell, i > 1 ? 'number' : ''));
  tasks.forEach(task => {
    const row = add(body, 'tr');
    const cell = add(row, 'td');
    const link = add(cell, 'button', task.task, 'link');
    link.addEventListener('click', () => show({ task: task.task }));
    add(row, 'td', task.intent);
    add(row, 'td', task.agent + ' of ' + task.tries, 'number');
    add(row, 'td', task.against + ' of ' + task.tries, 'number');
    add(row, 'td', (task.reward > 0 ? '+' : '') + number(task.reward), 'number');
  });
}

function summary() {
  add(page, 'p', 'A success brought about all that the task asks for. Rollouts that the simulated customer or the environment spoiled '
    + 'are counted apart and charged to nobody. Success has Wilson\'s 95 % interval, rewards that of a bootstrap over tasks.', 'soft');
  const row = (name, pick) => [name, ...evaluations.map(pick)];
  table(page, ['', ...evaluations.map(each => each.agent)], [
    row('success', e => interval(e.success)),
    row('reward', e => mean(e.reward)),
    row('tasks', e => e.tasks.toLocaleString('en')),
    row('rollouts', e => e.rollouts.toLocaleString('en')),
    row('charged to the agent', e => e.charged.toLocaleString('en')),
    row('spoiled by the customer', e => e.user_faults),
    row('failed', e => Object.entries(e.failures).map(([kind, count]) => kind + ' ' + count).join(', ') || '0'),
    row('cut off', e => e.truncated),
    row('turns', e => number(e.turns, 1)),
    row('tool calls', e => number(e.tool_calls, 1))]);
}

function passes(parent) {
  const longest = Math.max(...evaluations.map(each => each.pass_hat.length));
  if (longest < 2) return;
  const line = (name, i, values, dashed) => ({ ...of(name, i), data: values, borderDash: dashed ? [5, 4] : [], pointRadius: 3, borderWidth: 2 });
  plot(parent, 'Several tries of a task: pass^k (solid), the chance that all k succeed, and pass@k (dashed), that one does.', {
    type: 'line',
    data: { labels: [...Array(longest).keys()].map(k => k + 1), datasets: evaluations.flatMap((each, i) => [
      line('pass^k ' + each.agent, i, each.pass_hat, false), line('pass@k ' + each.agent, i, each.pass_at, true)]) },
    options: { scales: { x: { title: { display: true, text: 'k' } }, y: unit('chance') } } });
}

// Names of intents often differ in their last words.
const cut = label => label.length > 23 ? label.slice(0, 11) + '…' + label.slice(-11) : label;

function bars(parent, caption, labels, value, axis) {
  if (labels.length === 0) return;
  plot(parent, caption, {
    type: 'bar',
    data: { labels: labels.map(words).map(cut), datasets: evaluations.map((each, i) => ({ ...of(each.agent, i), data: labels.map(label => value(each, label)) })) },
    options: { indexAxis: 'y', scales: { x: axis, y: { ticks: { autoSkip: false } } } } }, labels.length * evaluations.length);
}

function figures() {
  const grid = add(page, 'div', undefined, 'figures');
  passes(grid);
  const least = name => Math.min(...evaluations.map(e => e.intents[name] ? e.intents[name].success.share : 1));
  const intents = keys(e => e.intents).sort((a, b) => least(a) - least(b)).slice(0, MOST_INTENTS);
  bars(grid, 'Success by intent, the least first; the tables below have all.', intents, (e, name) => e.intents[name] ? e.intents[name].success.share : null, unit('share'));
  bars(grid, 'Parts of the reward, mean value where they apply.', keys(e => e.parts), (e, name) => e.parts[name] ? e.parts[name].mean : null, unit('value'));
  bars(grid, 'Why episodes were over.', keys(e => e.endings), (e, name) => e.endings[name] || 0, { title: { display: true, text: 'rollouts' } });
  bars(grid, 'Where the answers of tools came from.', keys(e => e.tiers), (e, name) => e.tiers[name] || 0, { title: { display: true, text: 'answers' } });
}

function tables() {
  evaluations.forEach(e => {
    const details = add(page, 'details');
    add(details, 'summary', 'Tables of ' + e.agent);
    const groups = part => Object.entries(part).map(([name, g]) => [words(name), g.success.all, interval(g.success), number(g.reward), number(g.turns, 1)]);
    table(details, ['intent', 'rollouts', 'success', 'reward', 'turns'], groups(e.intents));
    table(details, ['tasks to', 'rollouts', 'success', 'reward', 'turns'], groups(e.splits));
    table(details, ['tool', 'calls', 'refused or failed', 'guessed or unknown', 'rollouts', 'success of these'], Object.entries(e.tools)
      .map(([name, t]) => [name, t.calls, t.errors, t.unknown, t.rollouts.all, interval(t.rollouts)]));
    table(details, ['part', 'rollouts', 'mean', 'weight'], Object.entries(e.parts)
      .map(([name, p]) => [words(name), p.rollouts, number(p.mean), number(p.weight, 2)]));
    if (e.pass_hat.length) table(details, ['k', 'pass^k', 'pass@k'], e.pass_hat.map((hat, k) => [k + 1, percent(hat), percent(e.pass_at[k])]));
  });
}

const filters = {};
const textOf = rollout => rollout.text ??= rollout.messages.map(m => m.text + ' '
  + (m.calls || []).map(c => c.name + ' ' + JSON.stringify(c.arguments)).join(' ')).join('\n').toLowerCase();
const fate = r => r.failure ? 'failed' : r.user_fault ? 'spoiled by the customer' : r.success ? 'success' : 'no success';
const fields = {
  agent: r => [r.agent], fate: r => [fate(r)], intent: r => [r.intent], part: r => [r.part], ending: r => [words(r.ending)],
  tool: r => [...new Set(r.messages.filter(m => m.role === 'tool').map(m => m.name))],
  tier: r => [...new Set(r.messages.filter(m => m.role === 'tool').map(m => m.tier))] };
let shown = [];
let pageNumber = 0;
let list, count, pager;

function controls() {
  const bar = add(page, 'div', undefined, 'filters');
  Object.entries(fields).forEach(([name, pick]) => {
    const options = [...new Set(rollouts.flatMap(pick))].sort();
    if (options.length < 2) return;
    const select = add(add(bar, 'label', name + ' '), 'select');
    select.dataset.filter = name;
    add(select, 'option', 'all').value = '';
    options.forEach(option => { add(select, 'option', option).value = option; });
    select.addEventListener('change', () => { filters[name] = select.value; filter(); });
  });
  ['task', 'text'].forEach(name => {
    const input = add(add(bar, 'label', name + ' '), 'input');
    input.type = 'search';
    input.dataset.filter = name;
    input.addEventListener('input', () => { filters[name] = input.value.toLowerCase(); filter(); });
  });
  const sort = add(add(bar, 'label', 'order '), 'select');
  ['lowest reward first', 'highest reward first', 'as played'].forEach(order => { add(sort, 'option', order).value = order; });
  sort.addEventListener('change', () => { filters.order = sort.value; filter(); });
}

function show(wanted) {
  Object.keys(filters).forEach(name => { if (name !== 'order') filters[name] = ''; });
  Object.assign(filters, wanted);
  document.querySelectorAll('[data-filter]').forEach(control => { control.value = filters[control.dataset.filter] || ''; });
  filter();
  list.scrollIntoView();
}

function fits(rollout) {
  return Object.entries(fields).every(([name, pick]) => !filters[name] || pick(rollout).includes(filters[name]))
    && (!filters.task || rollout.task.toLowerCase().includes(filters.task.toLowerCase()))
    && (!filters.text || textOf(rollout).includes(filters.text));
}

const score = rollout => rollout.reward ? rollout.reward.total : 0;

function filter() {
  shown = rollouts.filter(fits);
  const order = filters.order || 'lowest reward first';
  if (order !== 'as played') shown.sort((a, b) => (order.startsWith('lowest') ? 1 : -1) * (score(a) - score(b)));
  pageNumber = 0;
  draw();
}

function draw() {
  const pages = Math.max(1, Math.ceil(shown.length / PAGE));
  count.textContent = shown.length.toLocaleString('en') + ' of ' + rollouts.length.toLocaleString('en') + ' conversations';
  list.replaceChildren();
  shown.slice(pageNumber * PAGE, (pageNumber + 1) * PAGE).forEach(rollout => entry(list, rollout));
  pager.replaceChildren();
  if (pages < 2) return;
  const turn = (label, to) => {
    const button = add(pager, 'button', label);
    button.disabled = to < 0 || to >= pages;
    button.addEventListener('click', () => { pageNumber = to; draw(); list.scrollIntoView(); });
  };
  turn('earlier', pageNumber - 1);
  add(pager, 'span', ' page ' + (pageNumber + 1) + ' of ' + pages + ' ');
  turn('later', pageNumber + 1);
}

const siblings = rollout => rollouts.filter(other => other.task === rollout.task && other.seed === rollout.seed);

// A conversation is built when it is opened: thousands that nobody reads would make the page slow.
function entry(parent, rollout) {
  const details = add(parent, 'details', undefined, 'rollout');
  const line = add(details, 'summary');
  add(line, 'span', fate(rollout), 'fate ' + (rollout.success ? 'right' : rollout.user_fault || rollout.failure ? 'open' : 'wrong'));
  add(line, 'span', number(score(rollout), 2), 'score');
  add(line, 'span', rollout.task + ' · ' + rollout.intent + ' · ' + rollout.agent + ' · ' + rollout.id + ' · ' + words(rollout.ending));
  details.addEventListener('toggle', () => {
    if (!details.open || details.childElementCount > 1) return;
    const family = siblings(rollout);
    if (family.length > 1) {
      const button = add(details, 'button', family.length + ' siblings side by side');
      button.addEventListener('click', () => sideBySide(details, family, button));
    }
    transcript(add(details, 'div', undefined, 'transcript'), rollout);
  });
}

function sideBySide(details, family, button) {
  button.remove();
  details.querySelector('.transcript').remove();
  const columns = add(details, 'div', undefined, 'siblings');
  family.forEach(sibling => {
    const column = add(columns, 'div', undefined, 'transcript');
    add(column, 'h3', sibling.agent + ' ' + sibling.id + ': ' + fate(sibling) + ', ' + number(score(sibling), 2));
    transcript(column, sibling);
  });
}

function transcript(parent, rollout) {
  if (rollout.user_fault) add(parent, 'p', 'The simulated customer spoiled this: ' + rollout.user_fault, 'note');
  if (rollout.failure) add(parent, 'p', rollout.failure.kind + ' failed: ' + rollout.failure.message, 'note');
  if (rollout.reward) {
    const parts = add(parent, 'details');
    add(parts, 'summary', 'reward ' + number(score(rollout)));
    table(parts, ['part', 'value', 'weight', 'why'], rollout.reward.parts.map(p => [words(p.name), number(p.value, 2), number(p.weight, 2), p.evidence]));
  }
  rollout.messages.forEach((message, i) => bubble(parent, message, i < rollout.from));
}

function bubble(parent, message, given) {
  const box = add(parent, 'div', undefined, 'message ' + message.role + (given ? ' given' : ''));
  const who = { user: 'customer', assistant: 'agent', tool: 'tool ' + message.name, system: 'instructions' }[message.role];
  const head = add(box, 'div', who + (given ? ' (given)' : ''), 'who');
  if (message.role === 'tool') {
    add(head, 'span', message.tier, 'tier ' + message.tier);
    if (message.error) add(head, 'span', 'refused', 'tier refused');
    if (message.provenance) head.title = message.provenance + ' (confidence ' + message.confidence + ')';
  }
  (message.calls || []).forEach(call => add(box, 'code', call.name + ' ' + JSON.stringify(call.arguments)));
  if (message.text) add(box, message.role === 'tool' ? 'code' : 'div', message.text);
  const note = message.fault ? 'fault: ' + message.fault : message.because;
  if (note) add(box, 'div', note, 'because');
}

compared();
add(page, 'h2', 'How good');
summary();
figures();
tables();
add(page, 'h2', 'Conversations');
controls();
count = add(page, 'p', undefined, 'soft');
list = add(page, 'div');
pager = add(page, 'p');
filter();
