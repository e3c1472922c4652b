// @ts-check
/** The words behind a marker, shown on hover, focus or tap; Escape or leaving puts them away. */

import { element, factsLine, readable } from "./dom.js";

/** @typedef {import("./types.js").Citation} Citation */

const LEAVE_MS = 200;
const tip = element("div", { class: "quote-tip", id: "quote-tip", role: "tooltip", hidden: true });
// Within the landmark that it speaks of.
(document.querySelector("main") ?? document.body).append(tip);
/** @type {HTMLElement | null} */
let shownFor = null;
let leaving = 0;

/**
 * Give a marker its quote; a click opens the source, a first tap only shows the quote.
 * @param {HTMLElement} marker
 * @param {Citation} citation
 * @param {() => void} open
 */
export function withQuote(marker, citation, open) {
  let pointer = "";
  marker.addEventListener("pointerdown", (event) => {
    pointer = event.pointerType;
    // The focus that a tap brings shows the quote before the click comes; the tap must not open too.
    marker.dataset.wasShown = String(shownFor === marker);
  });
  marker.addEventListener("click", () => {
    const isFirstTap = pointer === "touch" && marker.dataset.wasShown !== "true";
    pointer = "";
    if (isFirstTap) return show(marker, citation, open);
    hide();
    open();
  });
  marker.addEventListener("pointerenter", (event) => {
    if (event.pointerType === "mouse") show(marker, citation, open);
  });
  marker.addEventListener("focus", () => show(marker, citation, open));
  marker.addEventListener("pointerleave", leave);
  marker.addEventListener("blur", leave);
}

/**
 * @param {HTMLElement} marker
 * @param {Citation} citation
 * @param {() => void} open
 */
function show(marker, citation, open) {
  clearTimeout(leaving);
  if (shownFor === marker) return;
  hide();
  shownFor = marker;
  // Reached by a pointer only: the keyboard opens the source with Enter on the marker itself.
  const button = element("button", { type: "button", class: "link", tabindex: "-1" }, "看原文");
  button.addEventListener("click", () => {
    hide();
    open();
  });
  tip.replaceChildren(
    element("div", { class: "said" }, readable(citation.quote)),
    factsLine(`《${citation.title}》`, citation.issuer, citation.published),
    button,
  );
  tip.hidden = false;
  marker.setAttribute("aria-describedby", tip.id);
  place(marker);
}

/** @param {HTMLElement} marker */
function place(marker) {
  const at = marker.getBoundingClientRect();
  const room = document.documentElement.clientWidth - tip.offsetWidth - 12;
  const left = Math.max(12, Math.min(at.left - 16, room));
  const fitsAbove = at.top > tip.offsetHeight + 72;
  const top = fitsAbove ? at.top - tip.offsetHeight - 6 : at.bottom + 6;
  tip.style.left = `${left + scrollX}px`;
  tip.style.top = `${top + scrollY}px`;
}

function leave() {
  clearTimeout(leaving);
  leaving = setTimeout(hide, LEAVE_MS);
}

function hide() {
  clearTimeout(leaving);
  shownFor?.removeAttribute("aria-describedby");
  shownFor = null;
  tip.hidden = true;
}

tip.addEventListener("pointerenter", () => clearTimeout(leaving));
tip.addEventListener("pointerleave", leave);
addEventListener("keydown", (event) => {
  if (event.key === "Escape") hide();
});
addEventListener("pointerdown", (event) => {
  const target = /** @type {Node} */ (event.target);
  if (shownFor && !tip.contains(target) && !shownFor.contains(target)) hide();
});
