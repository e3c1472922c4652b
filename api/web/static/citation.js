// @ts-check
/** Citations as cards: where it stands, the words themselves, a way to the source and to copy. */

import { addressOf, copy, inWords } from "./citing.js";
import { element, factsLine, readable, sectionPath } from "./dom.js";
import { openPassage } from "./passage.js";

/** @typedef {import("./types.js").Citation} Citation */

const VALIDITY = { in_force: "现行有效", amended: "已修改", repealed: "不再有效" };

/**
 * @param {Citation[]} citations
 * @returns {HTMLElement}
 */
export function citationList(citations) {
  return element("ol", { class: "citations" }, ...citations.map((citation, at) => card(citation, citations[at - 1]?.document_id === citation.document_id)));
}

/**
 * @param {Citation} citation
 * @param {boolean} isContinued the card before is of the same document
 * @returns {HTMLElement}
 */
function card(citation, isContinued) {
  const validity = VALIDITY[/** @type {keyof typeof VALIDITY} */ (citation.validity)];
  const region = citation.region && citation.issuer?.startsWith(citation.region) ? null : citation.region;
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
          // Said once for sources of one document that follow each other; it stays for screen readers.
          element("span", { class: isContinued ? "hidden" : "title" }, citation.title),
          factsLine(citation.issuer, region, citation.published, validity),
          // Seen while closed: sources of one document differ in nothing else.
          sectionPath(citation.section),
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
