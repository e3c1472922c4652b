// @ts-check
/** Citations as cards: where it stands, the words themselves, a way to the source and to copy. */

import { addressOf, copy, inWords } from "./citing.js";
import { element, readable } from "./dom.js";
import { openPassage } from "./passage.js";

/** @typedef {import("./types.js").Citation} Citation */

const VALIDITY = { in_force: "现行有效", amended: "已修改", repealed: "已废止" };

/**
 * @param {Citation[]} citations
 * @returns {HTMLElement}
 */
export function citationList(citations) {
  return element("ol", { class: "citations" }, ...citations.map(card));
}

/**
 * @param {Citation} citation
 * @returns {HTMLElement}
 */
function card(citation) {
  const validity = VALIDITY[/** @type {keyof typeof VALIDITY} */ (citation.validity)];
  const region = citation.region && citation.issuer?.startsWith(citation.region) ? null : citation.region;
  const facts = [citation.issuer, region, citation.published, validity].filter(Boolean).join(" · ");
  const look = element("button", { type: "button", class: "link", onclick: () => void openPassage(citation) }, "看上下文");
  const link = element("a", { href: citation.href, target: "_blank", rel: "noopener" }, "看原文");
  return element(
    "li",
    {},
    element(
      "details",
      { "data-index": String(citation.index) },
      element(
        "summary",
        {},
        element("span", { class: "number", "aria-hidden": "true" }, String(citation.index)),
        element(
          "span",
          { class: "where" },
          element("span", { class: "title" }, citation.title),
          element("span", { class: "facts-line" }, facts),
          // Seen while closed: sources of one document differ in nothing else.
          citation.section.length ? element("span", { class: "path" }, citation.section.join(" › ")) : null,
        ),
      ),
      element("blockquote", { cite: citation.href }, readable(citation.quote)),
      element("p", { class: "actions" }, look, link, copyButton(citation)),
    ),
  );
}

/**
 * @param {import("./types.js").Cited} cited
 * @returns {HTMLElement}
 */
export function copyButton(cited) {
  const button = element("button", { type: "button", class: "link" }, "复制引文");
  button.addEventListener("click", async () => {
    const isCopied = await copy(`${inWords(cited)} ${addressOf(cited)}`);
    button.textContent = isCopied ? "已复制" : "复制不了，请手动选取";
  });
  return button;
}
