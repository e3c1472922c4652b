// @ts-check
/** Building blocks of the page: every text from outside goes in as a text node, never as HTML. */

/**
 * Make an element.
 * @param {string} tag
 * @param {Record<string, string | boolean | EventListener>} [properties] `on…` are listeners, `true` sets a bare attribute
 * @param {...(Node | string | null)} children
 * @returns {HTMLElement}
 */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

// What a conversion to text left of the page it was made from, as the server knows it too.
const TAG = "</?(?:p|b|i|u|em|strong|sub|sup|br|span|div|font|a|img|center|table|thead|tbody|tr|td|th|ul|ol|li|h[1-6])(?:\\s[^<>]*)?/?>";
const LINE_END = "</p>[^\\S\\t]*<p>|<br\\s*/?>";
const RAW = new RegExp(`(\\*\\*|${LINE_END}|${TAG})`, "i");
const IS_LINE_END = new RegExp(`^(?:${LINE_END})$`, "i");
// Between the cells of a row of a table.
const CELLS = /([^\S\n]*\t[^\S\n]*)/;

// A line of print that stops in the middle of a sentence: titles, cells and portals' lines are shorter or
// hold what tells them; what is indented, numbered or a heading begins anew.
const PAGE_BREAK = /((?:^|\n)[^\t\n【】]{24,}(?!日)[\p{Script=Han}，、])[^\S\n]*(?:\n[^\S\n]*)+\n(?![\s#\d(（第]|[一二三四五六七八九十]+[、是]|[^\n]*\t)/gu;
const BLANK_LINES = /\n(?:[^\S\n]*\n)+/g;

/**
 * A source text as nodes: the marks of bold and tags that a conversion left are there, but not seen,
 * and tabs between cells are shown as a rule, so that offsets into the text hold.
 * @param {string} text
 * @returns {(Node | string)[]}
 */
export function sourceNodes(text) {
  // Every second piece is one that was split at.
  return text.split(RAW).flatMap((piece, at) => {
    if (at % 2 === 0) return cells(piece);
    const raw = element("span", { class: "raw" }, piece);
    return IS_LINE_END.test(piece) ? [raw, element("br")] : [raw];
  });
}

/**
 * A text whose cells are told apart: each tab is there, and shown as a rule.
 * @param {string} text
 * @returns {(Node | string)[]}
 */
export function cells(text) {
  return text.split(CELLS).map((piece) => (piece.includes("\t") ? element("span", { class: "cell-end" }, piece) : piece));
}

/**
 * A source text as it is read: without the marks of bold and the tags that a conversion left, its
 * lines without blank ones between them, and a sentence that a page break cut in one piece.
 * @param {string} text
 * @returns {string}
 */
export function readable(text) {
  return text
    .split(RAW)
    .map((piece, at) => (at % 2 === 0 ? piece : IS_LINE_END.test(piece) ? "\n" : ""))
    .join("")
    .trim()
    .replace(PAGE_BREAK, "$1")
    .replace(BLANK_LINES, "\n");
}

const HAN = "[\\p{Script=Han}\\u3001-\\u303f\\uff01-\\uff65“”‘’—…]";
const BLANK_BEHIND = new RegExp(`(${HAN})[^\\S\\n\\t]+`, "gu");
const BLANK_BEFORE = new RegExp(`[^\\S\\n\\t]+(${HAN})`, "gu");

/**
 * A text without the blanks beside Chinese characters: typesetting puts them there, and they say nothing.
 * @param {string} text
 * @returns {string}
 */
export function closedUp(text) {
  return text.replace(BLANK_BEHIND, "$1").replace(BLANK_BEFORE, "$1");
}

/**
 * What is known of a source in one line; a date is never broken at its hyphens.
 * @param {(string | null | undefined | false)[]} facts
 * @returns {HTMLElement}
 */
export function factsLine(...facts) {
  // The style sheet puts a dot behind each but the last, so that no line begins with one.
  const told = facts.filter((fact) => !!fact).flatMap((fact) => [" ", element("span", { class: "fact" }, String(fact))]);
  return element("span", { class: "facts-line" }, ...told.slice(1));
}

/**
 * Where a passage stands, step by step.
 * @param {string[]} section
 * @returns {HTMLElement | null}
 */
export function sectionPath(section) {
  if (section.length === 0) return null;
  const steps = section.map((step, at) => element("span", { class: "step" }, at ? ` › ${step}` : step));
  return element("span", { class: "path" }, ...steps);
}

/**
 * The element with an id that the template promises.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no element #${id}`);
  return found;
}
