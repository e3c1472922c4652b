// @ts-check
/** The little Markdown that answers are written in: paragraphs, lists, bold, [n] markers. */

import { cells, element } from "./dom.js";

const BULLET = /^\s*[-*•]\s+/;
const NUMBER = /^\s*(\d+)[.、]\s*(?!\d)/;

/**
 * Render an answer.
 * @param {string} text
 * @param {(index: number) => Node | null} marker what stands for [n]; null leaves the text
 * @returns {Node[]}
 */
export function rendered(text, marker) {
  /** @type {HTMLElement[]} */
  const blocks = [];
  for (const line of text.split("\n")) {
    if (!line.trim()) continue;
    const list = BULLET.test(line) ? "ul" : NUMBER.test(line) ? "ol" : null;
    if (list === null) {
      blocks.push(element("p", {}, ...inline(line.replace(/^#{1,6}\s+/, ""), marker)));
      continue;
    }
    let last = blocks.at(-1);
    if (last?.localName !== list) {
      const start = NUMBER.exec(line)?.[1];
      last = element(list, start ? { start } : {});
      blocks.push(last);
    }
    last.append(element("li", {}, ...inline(line.replace(list === "ul" ? BULLET : NUMBER, ""), marker)));
  }
  return blocks;
}

/**
 * @param {string} text
 * @param {(index: number) => Node | null} marker
 * @returns {(Node | string)[]}
 */
function inline(text, marker) {
  return text.split(/(\*\*[^*]+\*\*|(?:\S{1,2})?(?:\[\d{1,3}\]){1,4})/).flatMap((piece) => {
    if (/\[\d{1,3}\]$/.test(piece)) return held(piece, marker);
    if (/^\*\*[^*]+\*\*$/.test(piece)) return element("strong", {}, piece.slice(2, -2));
    return cells(piece);
  });
}

/**
 * Markers with the last characters before them: no line begins with a marker.
 * @param {string} text
 * @param {(index: number) => Node | null} marker
 * @returns {HTMLElement}
 */
function held(text, marker) {
  const pieces = text.split(/(\[\d{1,3}\])/).map((piece) => {
    const index = /^\[(\d+)\]$/.exec(piece);
    return index ? (marker(Number(index[1])) ?? piece) : piece;
  });
  return element("span", { class: "held" }, ...pieces);
}
