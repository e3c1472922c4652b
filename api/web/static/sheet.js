// @ts-check
/** The sheet at the side of a page: one at a time; closing gives the focus back. */

import { byId } from "./dom.js";

const sheet = /** @type {HTMLDialogElement} */ (byId("sheet"));
const content = byId("sheet-content");

/**
 * @param {string} title
 * @param {(Node | string)[]} nodes
 * @param {{wide?: boolean, onclose?: () => void}} [options]
 */
export function openSheet(title, nodes, { wide = false, onclose = () => {} } = {}) {
  byId("sheet-title").textContent = title;
  content.replaceChildren(...nodes);
  content.scrollTop = 0;
  sheet.classList.toggle("wide", wide);
  sheet.onclose = onclose;
  if (!sheet.open) sheet.showModal();
  content.focus();
}

export function closeSheet() {
  if (sheet.open) sheet.close();
}

byId("sheet-close").addEventListener("click", closeSheet);
// A click on the backdrop is a click on the dialog itself, outside its box.
sheet.addEventListener("click", (event) => {
  if (event.target === sheet && event.clientX < sheet.getBoundingClientRect().left) closeSheet();
});
