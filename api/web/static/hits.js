// @ts-check
/** Hits and filters of a search as elements: every text goes in as text. */

import { copyButton } from "./citation.js";
import { element, factsLine, sectionPath } from "./dom.js";
import { FILTERS } from "./lookup_state.js";

/** @typedef {import("./types.js").Hit} Hit */
/** @typedef {import("./types.js").Cited} Cited */
/** @typedef {import("./lookup_state.js").Filter} Filter */

const SNIPPET_CHARS = 220;
const LEAD_CHARS = 60;
const MAX_VALUES = 12;
const NAMES = { region: "地区", issuer: "发文单位", kind: "种类", year: "年份", validity: "有效性" };
const VALIDITY = { in_force: "现行有效", amended: "已修改", repealed: "已废止", unknown: "未注明" };

/**
 * @param {Filter} name
 * @param {string} value
 * @returns {string} the value as people read it
 */
export function shown(name, value) {
  return name === "validity" ? (VALIDITY[/** @type {keyof typeof VALIDITY} */ (value)] ?? value) : value;
}

/**
 * @param {Hit} hit
 * @returns {Cited}
 */
export function cited(hit) {
  return { ...hit, quote: hit.text };
}

/**
 * @param {Hit} hit
 * @param {{open: (hit: Hit) => void, choose: (hit: Hit, item: HTMLElement) => void}} doing
 * @returns {HTMLElement}
 */
export function hitItem(hit, { open, choose }) {
  const item = element(
    "li",
    { class: "hit" },
    element("h2", {}, element("button", { type: "button", class: "open", "aria-haspopup": "dialog", onclick: () => open(hit) }, hit.title)),
    factsLine(hit.issuer, hit.published, ended(hit)),
    sectionPath(hit.section),
    element("p", { class: "snippet" }, ...snippet(hit)),
  );
  const chosen = element("button", { type: "button", class: "link choose", "aria-pressed": "false", onclick: () => choose(hit, item) }, "选作对照");
  const source = element("a", { href: hit.href, target: "_blank", rel: "noopener" }, "看原文");
  item.append(...others(hit));
  item.append(element("p", { class: "actions" }, copyButton(cited(hit)), chosen, source));
  return item;
}

/**
 * @param {Hit} hit
 * @returns {string | null} that its document no longer holds
 */
function ended(hit) {
  const today = new Date().toLocaleDateString("sv-SE", { timeZone: "Asia/Shanghai" });
  return hit.repealed_on && hit.repealed_on <= today ? `${hit.repealed_on} 起不再有效` : null;
}

/**
 * Where else the same is stated.
 * @param {Hit} hit
 * @returns {HTMLElement[]}
 */
function others(hit) {
  const found = hit.other_sources ?? [];
  if (found.length === 0) return [];
  const items = found.map((other) => {
    const where = [other.issuer, ...other.section].filter(Boolean).join(" › ");
    return element("li", {}, element("a", { href: other.href, target: "_blank", rel: "noopener" }, other.title), element("span", { class: "path" }, where));
  });
  return [element("details", { class: "also" }, element("summary", {}, `此事另见 ${found.length} 处`), element("ul", {}, ...items))];
}

/**
 * The part of a text where most is highlighted, highlights marked.
 * @param {Hit} hit
 * @returns {(Node | string)[]}
 */
function snippet(hit) {
  const points = Array.from(hit.text);
  const low = points.length <= SNIPPET_CHARS ? 0 : Math.max(0, Math.min(richest(hit) - LEAD_CHARS, points.length - SNIPPET_CHARS));
  const high = Math.min(points.length, low + SNIPPET_CHARS);
  /** @type {(Node | string)[]} */
  const nodes = low > 0 ? ["…"] : [];
  let at = low;
  for (const [start, end] of hit.highlights) {
    if (end <= at || start >= high) continue;
    nodes.push(points.slice(at, Math.max(start, at)).join(""));
    nodes.push(element("mark", {}, points.slice(Math.max(start, at), Math.min(end, high)).join("")));
    at = Math.min(end, high);
  }
  nodes.push(points.slice(at, high).join(""), high < points.length ? "…" : "");
  return nodes;
}

/**
 * Where the highlight stands from which on most is highlighted.
 * @param {Hit} hit
 * @returns {number}
 */
function richest(hit) {
  const marked = (/** @type {number} */ from) =>
    hit.highlights.filter(([start, end]) => start >= from && end <= from + SNIPPET_CHARS - LEAD_CHARS).reduce((sum, [start, end]) => sum + end - start, 0);
  return hit.highlights.reduce((best, [start]) => (marked(start) > marked(best) ? start : best), hit.highlights[0]?.[0] ?? 0);
}

/**
 * @param {Record<Filter, Record<string, number>>} facets
 * @param {Record<Filter, string>} chosen
 * @param {(name: Filter, value: string) => void} choose
 * @returns {HTMLElement[]}
 */
export function facetLists(facets, chosen, choose) {
  return FILTERS.map((name) => {
    const counts = Object.entries(facets[name] ?? {});
    if (name === "year") counts.sort(([one], [other]) => Number(other) - Number(one));
    const isMissing = chosen[name] && !counts.some(([value]) => value === chosen[name]);
    const values = isMissing ? [/** @type {[string, number]} */ ([chosen[name], 0]), ...counts] : counts;
    const items = values.slice(0, MAX_VALUES).map(([value, count]) => {
      const isChosen = chosen[name] === value;
      const button = element(
        "button",
        { type: "button", "aria-pressed": String(isChosen), "data-value": value, onclick: () => choose(name, isChosen ? "" : value) },
        element("span", {}, shown(name, value)),
        element("span", { class: "count" }, String(count)),
      );
      return element("li", {}, button);
    });
    const list = element("ul", {}, ...items);
    const facet = element("fieldset", { class: "facet", "data-name": name }, element("legend", { class: "small" }, NAMES[name]), list);
    facet.hidden = items.length === 0;
    return facet;
  });
}
