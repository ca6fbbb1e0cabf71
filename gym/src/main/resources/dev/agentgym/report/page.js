'use strict';
// What the scripts of all pages share. Everything from logs goes in as text, never as markup.
const data = JSON.parse(document.getElementById('data').textContent);
const page = document.getElementById('page');
const percent = share => (100 * share).toFixed(1) + ' %';
const words = label => label.replaceAll('_', ' ');
const interval = part => part.all === 0 ? '–'
    : percent(part.share) + ' (' + (100 * part.low).toFixed(1) + ' to ' + (100 * part.high).toFixed(1) + ')';

function add(parent, tag, text, name) {
  const element = parent.appendChild(document.createElement(tag));
  if (text !== undefined) element.textContent = text;
  if (name) element.className = name;
  return element;
}

// The plot stands as high as its rows need, where their number is given.
function plot(parent, caption, config, rows = 0) {
  const figure = add(parent, 'figure');
  const canvas = add(add(figure, 'div', undefined, 'plot'), 'canvas');
  if (rows) canvas.parentNode.style.height = (6 + rows) + 'rem';
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', caption);
  add(figure, 'figcaption', caption);
  config.options = { animation: false, maintainAspectRatio: false, ...config.options };
  return new Chart(canvas, config);
}
