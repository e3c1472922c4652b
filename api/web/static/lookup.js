// @ts-check
/** The Look-up page: results as you type, filters, context, comparison, all by keyboard too. */

import { copy, inWords } from "./citing.js";
import { openComparison, read } from "./compare.js";
import { byId } from "./dom.js";
import { cited, facetLists, hitItem, shown } from "./hits.js";
import { FILTERS, putInAddress, searchAddress, spanOf, stateOfAddress } from "./lookup_state.js";
import { openPassage } from "./passage.js";

/** @typedef {import("./types.js").Hit} Hit */

const PAGE = 10; // what one reads before typing on; the rest is a click away
const box = /** @type {HTMLInputElement} */ (byId("q"));
const list = byId("hits");
const more = byId("more");
const compare = byId("compare");
const state = stateOfAddress();
/** @type {AbortController | null} */
let underWay = null;
/** @type {WeakMap<Element, Hit>} */
const hitOf = new WeakMap();

/** Search for what the state says, from the first hit on or after those that are there. */
async function search(offset = 0) {
  underWay?.abort();
  putInAddress(state);
  document.title = [state.q.trim(), "查阅 · 政策问答"].filter(Boolean).join(" · ");
  if (!state.q.trim()) return empty();
  underWay = new AbortController();
  try {
    const response = await fetch(searchAddress(state, offset, PAGE), { signal: underWay.signal });
    const found = await response.json();
    if (!response.ok) return tell(found.error.message);
    draw(found, offset);
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "AbortError")) tell("连不上服务，请检查网络后再试。");
  }
}

/**
 * @param {{total: number, hits: Hit[], facets: any, note?: string}} found
 * @param {number} offset
 */
function draw(found, offset) {
  document.getElementById("start")?.setAttribute("hidden", "");
  if (offset === 0) list.replaceChildren();
  for (const hit of found.hits) {
    const item = hitItem(hit, { open, choose });
    hitOf.set(item, hit);
    list.append(item);
    mark(item, state.two.includes(spanOf(hit)));
  }
  const isMerged = found.hits.some((hit) => (hit.other_sources ?? []).length > 0);
  byId("total").textContent = `${found.total} 条结果${isMerged ? "（内容相同的已并为一条）" : ""}`;
  tell(found.note ?? "");
  more.hidden = offset + found.hits.length >= found.total || found.hits.length === 0;
  drawFacets(found.facets);
}

/** @param {any} facets */
function drawFacets(facets) {
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.value : undefined;
  byId("facets").replaceChildren(
    ...facetLists(facets, state.filters, (name, value) => {
      state.filters[name] = value;
      void search();
    }),
  );
  const chosen = FILTERS.filter((name) => state.filters[name]).map((name) => shown(name, state.filters[name]));
  byId("filters-chosen").textContent = chosen.join("、");
  byId("clear").hidden = chosen.length === 0;
  // The buttons are new; whoever pressed one stays on it.
  const again = [...byId("facets").querySelectorAll("button")].find((button) => focused && button.dataset.value === focused);
  again?.focus({ preventScroll: true });
}

function empty() {
  list.replaceChildren();
  byId("facets").replaceChildren();
  byId("total").textContent = "";
  byId("filters-chosen").textContent = "";
  byId("clear").hidden = true;
  more.hidden = true;
  document.getElementById("start")?.removeAttribute("hidden");
  tell("");
}

/** @param {string} note */
function tell(note) {
  byId("note").textContent = note;
  byId("note").hidden = !note;
}

/** @param {Hit} hit */
function open(hit) {
  state.open = spanOf(hit);
  putInAddress(state);
  void openPassage(cited(hit), closed);
}

function closed() {
  state.open = "";
  putInAddress(state);
}

/**
 * Put a hit beside another one, or take it away; a third takes the place of the first.
 * @param {Hit} hit
 * @param {HTMLElement} item
 */
function choose(hit, item) {
  const span = spanOf(hit);
  const isChosen = state.two.includes(span);
  state.two = isChosen ? state.two.filter((one) => one !== span) : [...state.two, span].slice(-2);
  for (const each of list.children) {
    const its = hitOf.get(each);
    if (each instanceof HTMLElement && its) mark(each, state.two.includes(spanOf(its)));
  }
  mark(item, !isChosen);
  putInAddress(state);
}

/**
 * @param {HTMLElement} item
 * @param {boolean} isChosen
 */
function mark(item, isChosen) {
  item.classList.toggle("chosen", isChosen);
  item.querySelector(".choose")?.setAttribute("aria-pressed", String(isChosen));
  compare.hidden = state.two.length < 2;
}

function showTwo() {
  void openComparison(state.two, () => {
    state.two = [];
    for (const each of list.children) if (each instanceof HTMLElement) mark(each, false);
    compare.hidden = true;
    putInAddress(state);
  });
}

/** @param {number} step */
function move(step) {
  const openers = /** @type {HTMLElement[]} */ ([...list.querySelectorAll(".open")]);
  const within = document.activeElement?.closest(".hit");
  const now = openers.findIndex((opener) => within?.contains(opener));
  if (now + step < 0) return box.focus();
  const next = openers[Math.min(now + step, openers.length - 1)];
  next?.focus({ preventScroll: true });
  next?.closest(".hit")?.scrollIntoView({ block: "nearest" });
}

addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]") || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const within = document.activeElement?.closest(".hit");
  const canMove = document.activeElement === box || within || document.activeElement === document.body;
  if (canMove && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    return move(event.key === "ArrowDown" ? 1 : -1);
  }
  if (event.target instanceof HTMLInputElement || !/** @type {HTMLInputElement} */ (byId("keys")).checked) return;
  const hit = within ? hitOf.get(within) : undefined;
  if (event.key === "/") {
    event.preventDefault();
    box.focus();
    box.select();
  } else if (event.key === "c" && hit) {
    void copy(inWords(cited(hit))).then((isCopied) => (byId("total").textContent = isCopied ? "引文已复制" : "复制不了，请手动选取"));
  } else if (event.key === "x" && hit) choose(hit, /** @type {HTMLElement} */ (within));
});

/** @param {boolean} [isForced] Enter asks again, and goes into the list */
function typed(isForced = false) {
  if (!isForced && state.q === box.value) return;
  state.q = box.value;
  void search();
}
box.addEventListener("input", (event) => {
  if (!(/** @type {InputEvent} */ (event).isComposing)) typed();
});
box.addEventListener("compositionend", () => typed());
byId("lookup").addEventListener("submit", (event) => {
  event.preventDefault();
  typed(true);
});
byId("clear").addEventListener("click", () => {
  for (const name of FILTERS) state.filters[name] = "";
  box.focus();
  void search();
});
more.addEventListener("click", () => void search(list.children.length));
compare.addEventListener("click", showTwo);

/** @type {HTMLDetailsElement} */ (byId("filters")).open = matchMedia("(min-width: 60rem)").matches;
box.value = state.q;
const searched = search();
if (state.two.length === 2) showTwo();
else if (state.open) void read(state.open).then((passage) => openPassage(passage, closed), notThere);

/** The address names a passage that is not there: what was found stays, and says so. */
async function notThere() {
  await searched;
  closed();
  tell("链接指向的原文打不开，可能已更新，请从结果中重新打开。");
}
