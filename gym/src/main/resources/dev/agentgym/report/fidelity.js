// Shows a fidelity card. Everything from the logs goes in as text, never as markup.
const card = data;
const colours = { right: '#2a9d64', wrong: '#d1495b', open: '#aab3c0', line: '#3b6fd4', other: '#e09f3e' };

function table(parent, head, rows) {
  const body = add(add(parent, 'div', undefined, 'scroll'), 'table');
  const line = add(body, 'tr');
  head.forEach((cell, i) => add(line, 'th', cell, i ? 'number' : ''));
  rows.forEach(row => {
    const cells = add(body, 'tr', undefined, row.chosen ? 'chosen' : '');
    row.cells.forEach((cell, i) => add(cells, 'td', cell, i ? 'number' : ''));
  });
}

const scoreHead = ['calls', 'right of all', 'right of answered', 'answered', 'field F1'];
const scoreCells = score => [score.calls.toLocaleString('en'), interval(score.exact_of_all),
  interval(score.exact_of_answered), percent(score.answered_of_all.share), score.f1.toFixed(3)];
const scoreRows = (scores, named) => Object.entries(scores).map(([name, score]) => ({ cells: [named(name), ...scoreCells(score)] }));
const nameOf = m => 'by ' + m.division + ', ' + words(m.feed);

const unit = title => ({ type: 'linear', min: 0, max: 1, title: { display: true, text: title } });

function reliability(parent, m) {
  const bins = m.calibration.bins;
  const error = bin => ({ type: 'line', clip: false, data: [{ x: bin.confidence, y: bin.right.low }, { x: bin.confidence, y: bin.right.high }],
    borderColor: colours.line, borderWidth: 1.5, pointRadius: 0 });
  plot(parent, 'Reliability: of the answers with this confidence, so many were right (with 95 % interval). On the '
      + 'diagonal, confidence means what it says; the mean distance is ' + m.calibration.expected_error.toFixed(3) + '.', {
    data: { datasets: [
      { type: 'line', label: 'ideal', data: [{ x: 0, y: 0 }, { x: 1, y: 1 }], borderColor: colours.open, borderDash: [4, 4], pointRadius: 0 },
      { type: 'scatter', label: 'measured', clip: false, data: bins.map(bin => ({ x: bin.confidence, y: bin.right.share, all: bin.right.all })),
        backgroundColor: colours.line, pointRadius: bins.map(bin => 3 + Math.min(7, Math.log2(1 + bin.right.all) / 2)) },
      ...bins.map(error)] },
    options: { scales: { x: unit('confidence'), y: unit('share right') },
      plugins: { legend: { display: false }, tooltip: { filter: item => item.dataset.label === 'measured',
        callbacks: { label: item => percent(item.raw.y) + ' right of ' + item.raw.all + ' answers' } } } } });
}

function riskCoverage(parent, m) {
  const baseline = m.exact_replay.answered_of_all.share;
  plot(parent, 'Risk and coverage: answering only the surest calls makes fewer mistakes. The square is exact replay.', {
    type: 'scatter',
    data: { datasets: [
      { type: 'line', label: 'mocked tools', clip: false, data: m.risk_coverage.map(p => ({ x: p.coverage, y: p.risk, confidence: p.confidence })),
        borderColor: colours.line, backgroundColor: colours.line, pointRadius: 2, borderWidth: 2 },
      { label: 'exact replay', clip: false, data: [{ x: baseline, y: 1 - m.exact_replay.exact_of_answered.share }],
        pointStyle: 'rect', pointRadius: 6, backgroundColor: colours.other }] },
    options: { scales: { x: unit('share of calls answered'),
        y: { min: 0, suggestedMax: 0.1, title: { display: true, text: 'share of answers wrong' } } },
      plugins: { tooltip: { callbacks: { label: item => percent(item.raw.y) + ' wrong at ' + percent(item.raw.x) + ' answered'
        + (item.raw.confidence === undefined ? '' : ' (confidence ' + item.raw.confidence.toFixed(2) + ' and more)') } } } } });
}

function tools(parent, m) {
  const names = Object.keys(m.tools);
  const share = pick => names.map(name => 100 * pick(m.tools[name]) / m.tools[name].calls);
  const bar = (label, colour, pick) => ({ label, backgroundColor: colour, data: share(pick) });
  const chart = plot(parent, 'What became of the calls of each tool, in percent. Unanswered: no log tells, and the tool says so.', {
    type: 'bar',
    data: { labels: names, datasets: [
      bar('right', colours.right, s => s.exact),
      bar('wrong', colours.wrong, s => s.answered - s.exact),
      bar('unanswered', colours.open, s => s.calls - s.answered)] },
    options: { indexAxis: 'y', scales: { x: { stacked: true, min: 0, max: 100 }, y: { stacked: true, ticks: { autoSkip: false } } } } });
  chart.canvas.parentNode.style.height = (6 + 1.6 * names.length) + 'rem';
  chart.resize();
}

function worst(parent, m) {
  if (m.worst.length === 0) return;
  add(parent, 'h2', 'Wrong answers to look into');
  add(parent, 'p', 'Those that were promised most surely come first.', 'soft');
  m.worst.forEach(wrong => {
    const details = add(parent, 'details');
    add(details, 'summary', wrong.tool + ' ' + JSON.stringify(wrong.arguments).slice(0, 120)
      + ' – ' + words(wrong.tier) + ', confidence ' + wrong.confidence.toFixed(2));
    add(details, 'p', 'Call ' + (wrong.position + 1) + ' of ' + wrong.conversation + '. ' + wrong.provenance.reason
      + (wrong.provenance.conversations.length ? ' (' + wrong.provenance.conversations.join(', ') + ')' : ''));
    if (wrong.differences.length) {
      const list = add(details, 'ul');
      wrong.differences.forEach(difference => add(list, 'li', difference));
    }
    add(details, 'pre', 'called   ' + JSON.stringify(wrong.arguments)
      + '\n\nexpected' + (wrong.refused ? ' (refused) ' : ' ') + JSON.stringify(wrong.expected)
      + '\n\ngot' + (wrong.got_refused ? ' (refused) ' : ' ') + JSON.stringify(wrong.got));
  });
}

function confusion(parent, m) {
  add(parent, 'h2', 'Accepted and refused');
  const row = (name, fate) => ({ cells: [name, fate.accepted, fate.refused, fate.unanswered] });
  table(parent, ['the real tool', 'mock accepts', 'mock refuses', 'unanswered'],
    [row('accepts', m.confusion.accepted), row('refuses', m.confusion.refused)]);
  add(parent, 'p', m.confusion.same_words + ' of ' + m.confusion.refused.refused
    + ' calls refused by both were refused in the same words.', 'soft');
}

function show(parent, m) {
  parent.replaceChildren();
  add(parent, 'p', 'Learned from ' + m.learned.toLocaleString('en') + ' conversations, measured on ' + m.measured.toLocaleString('en') + '.', 'soft');
  const figures = add(parent, 'div', undefined, 'figures');
  reliability(figures, m);
  riskCoverage(figures, m);
  add(parent, 'h2', 'By kind of call');
  table(parent, ['kind', ...scoreHead], scoreRows(m.kinds, words));
  add(parent, 'h2', 'By tier');
  table(parent, ['tier', 'answers', 'right'], Object.entries(m.tiers)
    .map(([tier, right]) => ({ cells: [words(tier), right.all.toLocaleString('en'), tier === 'abstain' ? '–' : interval(right)] })));
  confusion(parent, m);
  add(parent, 'h2', 'By tool');
  tools(parent, m);
  table(parent, ['tool', ...scoreHead], scoreRows(m.tools, name => name));
  worst(parent, m);
}

function summary() {
  add(page, 'p', 'An answer is right if it equals the real tool\'s to the last field. Intervals are 95 %. Open loop: the '
    + 'tools know only what they answered themselves; true history: they know what the real ones did.', 'soft');
  table(page, ['divided and replayed', ...scoreHead, 'exact replay, right of all'], card.measurements.map((m, i) =>
    ({ chosen: i === 0, cells: [nameOf(m), ...scoreCells(m.all), interval(m.exact_replay.exact_of_all)] })));
  Object.entries(card.not_measured).forEach(([division, reason]) => add(page, 'p', 'Not measured by ' + division + ': ' + reason + '.', 'soft'));
  Object.entries(card.volatile_paths).forEach(([tool, paths]) =>
    add(page, 'p', 'Not compared, since nobody can foretell it: ' + paths.join(', ') + ' of ' + tool + '.', 'soft'));
}

summary();
if (card.measurements.length > 0) {
  const choice = add(add(page, 'p'), 'select');
  choice.setAttribute('aria-label', 'measurement');
  card.measurements.forEach((m, i) => { add(choice, 'option', nameOf(m)).value = i; });
  const shown = add(page, 'div');
  choice.addEventListener('change', () => show(shown, card.measurements[choice.value]));
  show(shown, card.measurements[0]);
}
