// @ts-check
/** Citations as cards: where it stands, the words themselves, a way to the source and to copy. */

import { element } from "./dom.js";

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
 * Open one card and bring it into view.
 * @param {HTMLElement} within
 * @param {number} index
 */
export function openCitation(within, index) {
  const found = within.querySelector(`details[data-index="${index}"]`);
  if (!(found instanceof HTMLDetailsElement)) return;
  found.open = true;
  found.scrollIntoView({ block: "nearest" });
  found.querySelector("summary")?.focus();
}

/**
 * @param {Citation} citation
 * @returns {HTMLElement}
 */
function card(citation) {
  const validity = VALIDITY[/** @type {keyof typeof VALIDITY} */ (citation.validity)];
  const region = citation.region && citation.issuer?.startsWith(citation.region) ? null : citation.region;
  const facts = [citation.issuer, region, citation.published, validity].filter(Boolean).join(" · ");
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
      element("blockquote", { cite: citation.href }, citation.quote.trim()),
      element("p", { class: "actions" }, link, copyButton(citation)),
    ),
  );
}

/**
 * @param {Citation} citation
 * @returns {HTMLElement | null} null where the browser lets no page copy
 */
function copyButton(citation) {
  if (!navigator.clipboard) return null;
  const button = element("button", { type: "button", class: "link" }, "复制引文");
  button.addEventListener("click", async () => {
    const source = [citation.issuer, `《${citation.title}》`, citation.published].filter(Boolean).join("，");
    const address = new URL(citation.href, location.href).href;
    await navigator.clipboard.writeText(`“${citation.quote.trim()}”——${source} ${address}`);
    button.textContent = "已复制";
  });
  return button;
}
