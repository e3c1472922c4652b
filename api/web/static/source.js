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
  if (!span) return;
  const [start, end] = [Number(span[1]), Number(span[2])];
  const marks = paragraphs.map((paragraph) => mark(paragraph, start, end)).filter((made) => made !== null);
  const note = byId("marked");
  note.hidden = false;
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
  const points = Array.from(text);
  const [low, high] = [Math.max(start - from, 0), Math.min(end - from, points.length)];
  if (low >= high) return null;
  const marked = element("mark", { tabindex: "-1" }, points.slice(low, high).join(""));
  paragraph.replaceChildren(points.slice(0, low).join(""), marked, points.slice(high).join(""));
  return marked;
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
    const paragraph = old.parentElement;
    if (paragraph) paragraph.textContent = paragraph.textContent;
  }
}

/** @param {HTMLElement | undefined | null} marked */
function show(marked) {
  if (!marked) return;
  marked.scrollIntoView({ block: "center" });
  marked.focus({ preventScroll: true });
}

byId("to-mark").addEventListener("click", () => show(source.querySelector("mark")));
addEventListener("hashchange", markAddressed);
const contents = document.getElementById("contents");
if (contents instanceof HTMLDetailsElement) contents.open = matchMedia("(min-width: 64rem)").matches;
markAddressed();
