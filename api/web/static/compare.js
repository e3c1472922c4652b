// @ts-check
/** Two passages side by side, what differs marked: two places, two departments, two versions. */

import { copyButton } from "./citation.js";
import { changes } from "./diff.js";
import { closedUp, element, factsLine, readable, sectionPath } from "./dom.js";
import { parsedSpan } from "./lookup_state.js";
import { sourceText } from "./passage.js";
import { openSheet } from "./sheet.js";

/** @typedef {import("./types.js").Cited} Cited */

// Below it marks would strike out nearly everything, and neither text could be read.
const LIKE_ENOUGH = 0.5;

/**
 * @param {string[]} spans two of them
 * @param {() => void} onclose
 */
export async function openComparison(spans, onclose) {
  openSheet("并排对照", [element("p", {}, "正在打开原文…")], { wide: true, onclose });
  try {
    const [one, other] = await Promise.all(spans.map(read));
    if (one && other) openSheet("并排对照", columns(one, other), { wide: true, onclose });
  } catch {
    openSheet("并排对照", [element("p", { role: "alert" }, "有一段原文打不开，可能已更新，请重新检索后再选。")], { wide: true, onclose });
  }
}

/**
 * @param {Cited} one
 * @param {Cited} other
 * @returns {Node[]}
 */
function columns(one, other) {
  const [left, right] = [closedUp(readable(one.quote)), closedUp(readable(other.quote))];
  const found = changes(left, right);
  const box = element("input", { type: "checkbox", checked: found !== null && likeness(found) >= LIKE_ENOUGH });
  const first = element("p", { class: "passage" });
  const second = element("p", { class: "passage" });
  const said = element("span", { class: "hint", role: "status" });
  const draw = () => {
    const isMarked = /** @type {HTMLInputElement} */ (box).checked && found !== null;
    first.replaceChildren(...(isMarked ? marked(found, "del") : [left]));
    second.replaceChildren(...(isMarked ? marked(found, "ins") : [right]));
    said.textContent = left === right ? "两段文字相同。" : !found ? "两段太长，没有标出差异。" : isMarked ? "" : "两段大多不同，没有标出差异。";
  };
  box.addEventListener("change", draw);
  draw();
  const label = element("label", {}, box, " 标出不同之处 ");
  return [element("p", { class: "actions" }, label, said), element("div", { class: "two" }, column(one, first), column(other, second))];
}

/**
 * @param {import("./diff.js").Change[]} found
 * @returns {number} the share of both texts that they have in common, 0 to 1
 */
function likeness(found) {
  const chars = { same: 0, del: 0, ins: 0 };
  for (const change of found) chars[change.kind] += change.text.length;
  return (2 * chars.same) / Math.max(1, 2 * chars.same + chars.del + chars.ins);
}

/**
 * @param {Cited} cited
 * @param {HTMLElement} text
 */
function column(cited, text) {
  const source = element("a", { href: cited.href, target: "_blank", rel: "noopener" }, "看原文");
  return element(
    "article",
    {},
    element("h3", {}, cited.title),
    factsLine(cited.issuer, cited.published),
    sectionPath(cited.section),
    text,
    element("p", { class: "actions" }, source, copyButton(cited)),
  );
}

/**
 * @param {import("./diff.js").Change[]} found
 * @param {"del" | "ins"} side
 * @returns {(Node | string)[]}
 */
function marked(found, side) {
  return found
    .filter((change) => change.kind === "same" || change.kind === side)
    .map((change) => (change.kind === "same" ? change.text : element(side, {}, change.text)));
}

/**
 * @param {string} span
 * @returns {Promise<Cited>}
 */
export async function read(span) {
  const parsed = parsedSpan(span);
  if (!parsed) throw new Error(span);
  const { id, start, end } = parsed;
  const path = id.split("/").map(encodeURIComponent).join("/");
  const [text, response] = await Promise.all([sourceText(id, start, end), fetch(`/api/documents/${path}`)]);
  if (!response.ok) throw new Error(String(response.status));
  const known = await response.json();
  /** @type {{label: string | null, title: string, issuer: string | null, start: number, end: number} | undefined} */
  const part = known.parts.find((/** @type {any} */ one) => one.start <= start && start < one.end);
  return {
    document_id: id,
    title: known.title,
    issuer: part?.issuer ?? known.issuer,
    published: known.published,
    section: part?.label ? [`${part.label} ${part.title}`] : [],
    quote: text.text,
    start,
    end,
    href: `/documents/${path}#s${start}-${end}`,
  };
}
