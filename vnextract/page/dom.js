// Elements from words. Every string that reaches the page goes through here as text, never as markup.

const $ = (id) => document.getElementById(id);

/** An element with attributes (``onclick`` and the like are listeners) and children: nodes or strings. */
function el(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** Vietnamese words, marked as such: a screen reader reads them with the right voice. */
const vi = (tag, words, attributes = {}) => el(tag, { lang: "vi", ...attributes }, words);

const figure = (number) => number.toLocaleString("en");
const plural = (number, one, many = `${one}s`) => `${figure(number)} ${number === 1 ? one : many}`;
const shown = (word) => word.replace(/_/g, " ").toLowerCase();

/** The words of a stretch, in pieces: those that a query finds are marked. */
function withHits(words, terms) {
  const spans = [];
  for (const term of terms) eachMatch(term, words, (start, end) => void spans.push([start, end]));
  spans.sort((a, b) => a[0] - b[0]);
  const pieces = [];
  let done = 0;
  for (const [start, end] of spans) {
    if (start < done) continue;
    pieces.push(words.slice(done, start), el("mark.hit", {}, words.slice(start, end)));
    done = end;
  }
  pieces.push(words.slice(done));
  return pieces.filter(Boolean);
}
