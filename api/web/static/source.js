// @ts-check
/**
 * The source view: marks the span that the address names (`#s{start}-{end}`) and brings it into view.
 * Offsets are code points into the source text; each paragraph knows where it starts.
 */

import { byId, element } from "./dom.js";

const SPAN = /^#s(\d+)-(\d+)$/;
const source = byId("source");
const paragraphs = /** @type {HTMLElement[]} */ ([...source.querySelectorAll("[data-start]")]);

/** Mark what the address names, in place of what was marked before. */
function markAddressed() {
  unmark();
  const span = SPAN.exec(location.hash);
  byId("marked").hidden = !span;
  if (!span) return;
  const [start, end] = [Number(span[1]), Number(span[2])];
  const marks = paragraphs.map((paragraph) => mark(paragraph, start, end)).filter((made) => made !== null);
  const where = outlined(start);
  byId("marked-text").textContent = marks.length
    ? ["引用的原文已标出", where].filter(Boolean).join(" · ")
    : "没有找到引用的位置，原文可能已更新。";
  byId("to-mark").hidden = marks.length === 0;
  show(marks[0]);
}

/**
 * Wrap the part of a paragraph that lies in `[start, end)`.
 * @param {HTMLElement} paragraph
 * @param {number} start
 * @param {number} end
 * @returns {HTMLElement | null}
 */
function mark(paragraph, start, end) {
  const from = Number(paragraph.dataset.start);
  const text = paragraph.textContent ?? "";
  // Code points are never more than UTF-16 units, so most paragraphs are ruled out without counting.
  if (from >= end || from + text.length <= start) return null;
  /** @type {HTMLElement | null} */
  let first = null;
  let at = from;
  for (const node of textNodes(paragraph)) {
    const points = Array.from(node.data);
    const [low, high] = [Math.max(start - at, 0), Math.min(end - at, points.length)];
    at += points.length;
    if (low >= high) continue;
    const marked = element("mark", { tabindex: "-1" }, points.slice(low, high).join(""));
    node.replaceWith(points.slice(0, low).join(""), marked, points.slice(high).join(""));
    // What is not shown cannot be scrolled to.
    if (!first?.offsetParent) first = marked;
  }
  return first;
}

/**
 * @param {HTMLElement} paragraph
 * @returns {Text[]} all of them, before any is changed
 */
function textNodes(paragraph) {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  /** @type {Text[]} */
  const found = [];
  while (walker.nextNode()) found.push(/** @type {Text} */ (walker.currentNode));
  return found;
}

/**
 * Show in the outline where an offset lies.
 * @param {number} offset
 * @returns {string} the title of the part or, without parts, of the heading
 */
function outlined(offset) {
  const entries = [...document.querySelectorAll(".outline a")];
  const before = entries.filter((entry) => Number(entry.getAttribute("href")?.slice(2)) <= offset);
  for (const entry of entries) entry.removeAttribute("aria-current");
  before.at(-1)?.setAttribute("aria-current", "true");
  before.at(-1)?.scrollIntoView({ block: "nearest" });
  return before.filter((entry) => entry.parentElement?.matches(".depth-0")).at(-1)?.textContent ?? "";
}

function unmark() {
  for (const old of source.querySelectorAll("mark")) {
    const parent = old.parentElement;
    old.replaceWith(old.textContent ?? "");
    parent?.normalize();
  }
}

/** @param {HTMLElement | undefined} marked */
function show(marked) {
  if (!marked) return;
  marked.scrollIntoView({ block: "center" });
  marked.focus({ preventScroll: true });
}

byId("to-mark").addEventListener("click", () => show([...source.querySelectorAll("mark")].find((marked) => marked.offsetParent)));
addEventListener("hashchange", () => {
  const target = document.getElementById(location.hash.slice(1));
  const defects = target?.closest("details");
  if (defects) defects.open = true;
  markAddressed();
});
const contents = document.getElementById("contents");
if (contents instanceof HTMLDetailsElement) contents.open = matchMedia("(min-width: 64rem)").matches;
markAddressed();
