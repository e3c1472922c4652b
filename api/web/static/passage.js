// @ts-check
/** A span of a document in its context, read by the public API and shown in the sheet. */

import { copyButton } from "./citation.js";
import { element, factsLine, readable, sectionPath, sourceNodes } from "./dom.js";
import { openSheet } from "./sheet.js";

/** @typedef {import("./types.js").Cited} Cited */

const AROUND = 500;
const MORE = 1500;

/**
 * Open the sheet at a span, with the words around it.
 * @param {Cited} cited
 * @param {() => void} [onclose]
 */
export async function openPassage(cited, onclose) {
  const passage = element("div", { class: "passage", "aria-busy": "true" }, "正在打开原文…");
  const more = element("button", { type: "button", class: "quiet" }, "多看上下文");
  const whole = element("a", { href: cited.href, target: "_blank", rel: "noopener" }, "打开全文");
  const nodes = [
    factsLine(cited.issuer, cited.published),
    sectionPath(cited.section) ?? "",
    passage,
    element("p", { class: "actions" }, more, whole, copyButton(cited)),
  ];
  openSheet(cited.title, nodes, { onclose });
  let around = AROUND;
  more.addEventListener("click", () => show((around += MORE)));
  await show(around);

  /** @param {number} chars */
  async function show(chars) {
    try {
      passage.replaceChildren(...(await context(cited, chars)));
      passage.querySelector("mark")?.scrollIntoView({ block: "center" });
    } catch {
      passage.replaceChildren(readable(cited.quote), element("p", { class: "hint", role: "alert" }, "原文暂时打不开，以上是引文。"));
    }
    passage.setAttribute("aria-busy", "false");
  }
}

/**
 * @param {Cited} cited
 * @param {number} chars how many before and after
 * @returns {Promise<(Node | string)[]>}
 */
async function context(cited, chars) {
  const from = Math.max(0, cited.start - chars);
  const read = await sourceText(cited.document_id, from, cited.end + chars);
  const points = Array.from(read.text);
  const [low, high] = [cited.start - read.start, cited.end - read.start];
  return [
    read.start > 0 ? "…" : "",
    ...sourceNodes(points.slice(0, low).join("")),
    element("mark", { tabindex: "-1" }, ...sourceNodes(points.slice(low, high).join(""))),
    ...sourceNodes(points.slice(high).join("")),
    read.end < read.total_chars ? "…" : "",
  ];
}

/**
 * @param {string} id
 * @param {number} start
 * @param {number} end
 * @returns {Promise<{text: string, start: number, end: number, total_chars: number}>}
 */
export async function sourceText(id, start, end) {
  const path = id.split("/").map(encodeURIComponent).join("/");
  const response = await fetch(`/api/documents/${path}/text?start=${start}&end=${end}`);
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}
