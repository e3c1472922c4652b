// @ts-check
/** What can be done with an answer: copy, print, have it read aloud, say whether it helped. */

import { answerInWords, copy } from "./citing.js";
import { element } from "./dom.js";
import { feedbackTools } from "./feedback.js";
import { readingTool } from "./reading_aloud.js";

/** @typedef {import("./types.js").Exchange} Exchange */

/**
 * @param {Exchange} exchange
 * @returns {HTMLElement}
 */
export function answerTools({ question, answer }) {
  const { up, down, form } = feedbackTools(answer.id);
  const tools = [up, down, copyTool(() => answerInWords(question, answer)), printTool(), readingTool(answer)];
  return element("div", {}, element("div", { class: "tools", role: "group", "aria-label": "对这个回答" }, ...tools), form);
}

/**
 * @param {() => string} text
 * @returns {HTMLElement}
 */
function copyTool(text) {
  const button = element("button", { type: "button", class: "quiet" }, "复制含出处");
  button.addEventListener("click", async () => {
    button.textContent = (await copy(text())) ? "已复制" : "复制不了，请手动选取";
  });
  return button;
}

/** @returns {HTMLElement} prints the answer that it belongs to, and none of those around it */
function printTool() {
  const button = element("button", { type: "button", class: "quiet" }, "打印");
  button.addEventListener("click", () => {
    const exchange = button.closest(".exchange");
    exchange?.classList.add("printed");
    addEventListener("afterprint", () => exchange?.classList.remove("printed"), { once: true });
    print();
  });
  return button;
}

// Printed sources are open: paper cannot be clicked.
addEventListener("beforeprint", () => {
  for (const card of document.querySelectorAll(".citations details")) card.setAttribute("open", "");
});
