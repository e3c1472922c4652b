// @ts-check
/** What can be done with an answer: copy, print, have it read aloud, say whether it helped. */

import { answerInWords, copy } from "./citing.js";
import { element } from "./dom.js";
import { feedbackTools } from "./feedback.js";

/** @typedef {import("./types.js").Exchange} Exchange */

/**
 * @param {Exchange} exchange
 * @returns {HTMLElement}
 */
export function answerTools({ question, answer }) {
  const { up, down, form } = feedbackTools(answer.id);
  const tools = [
    up,
    down,
    copyTool(() => answerInWords(question, answer)),
    element("button", { type: "button", class: "quiet", onclick: () => print() }, "打印"),
    "speechSynthesis" in window ? readingTool(answer.answer) : null,
  ];
  return element("div", {}, element("div", { class: "tools", role: "group", "aria-label": "对这个回答" }, ...tools), form);
}

/**
 * @param {() => string} text
 * @returns {HTMLElement}
 */
function copyTool(text) {
  const button = element("button", { type: "button", class: "quiet" }, "复制（含出处）");
  button.addEventListener("click", async () => {
    button.textContent = (await copy(text())) ? "已复制" : "复制不了，请手动选取";
  });
  return button;
}

/**
 * @param {string} text
 * @returns {HTMLElement}
 */
function readingTool(text) {
  const button = element("button", { type: "button", class: "quiet", "aria-pressed": "false" }, "朗读");
  /** @param {boolean} isReading */
  const show = (isReading) => {
    button.setAttribute("aria-pressed", String(isReading));
    button.textContent = isReading ? "停止朗读" : "朗读";
  };
  button.addEventListener("click", () => {
    const wasReading = button.getAttribute("aria-pressed") === "true";
    speechSynthesis.cancel();
    if (wasReading) return;
    const speech = new SpeechSynthesisUtterance(text.replace(/\[\d+\]|\*\*/g, ""));
    speech.lang = "zh-CN";
    speech.onend = speech.onerror = () => show(false);
    show(true);
    speechSynthesis.speak(speech);
  });
  return button;
}

// Printed sources are open: paper cannot be clicked.
addEventListener("beforeprint", () => {
  for (const card of document.querySelectorAll(".citations details")) card.setAttribute("open", "");
});
addEventListener("pagehide", () => window.speechSynthesis?.cancel());
