// @ts-check
/** An answer read aloud where the browser has a voice for it: sentence by sentence, notices too. */

import { element } from "./dom.js";

/** @typedef {import("./types.js").Answer} Answer */

// A browser without voices (some of those inside other programs) accepts a text and stays silent.
const SILENT_MS = 4000;
const IDLE = "朗读";
let turn = 0;

/**
 * @param {Answer} answer
 * @returns {HTMLElement | null} null where the browser cannot speak
 */
export function readingTool(answer) {
  if (!("speechSynthesis" in window)) return null;
  const button = element("button", { type: "button", class: "quiet", "aria-pressed": "false" }, IDLE);
  /** @param {string} text */
  const show = (text) => {
    button.setAttribute("aria-pressed", String(text !== IDLE));
    button.textContent = text;
  };
  button.addEventListener("click", () => {
    const wasReading = button.getAttribute("aria-pressed") === "true";
    speechSynthesis.cancel();
    turn += 1;
    if (wasReading) return show(IDLE);
    show("停止朗读");
    void read(sentences(answer), turn).then((isHeard) => {
      show(IDLE);
      if (!isHeard) button.textContent = "这台设备不能朗读";
    });
  });
  return button;
}

/**
 * What an answer says, in pieces short enough for every browser; long ones are cut off by some.
 * @param {Answer} answer
 * @returns {string[]}
 */
export function sentences(answer) {
  const said = [answer.answer, ...answer.notices.map((notice) => `提示：${notice.text}`)].join("\n");
  const plain = said.replace(/\[\d{1,3}\]|\*\*/g, "").replace(/^\s*[-*•]\s+/gm, "");
  return plain.split(/\n|(?:[。！？；]+["”’）]*)/).map((sentence) => sentence.trim()).filter(Boolean);
}

/**
 * @param {string[]} texts
 * @param {number} own the turn that another press of a button ends
 * @returns {Promise<boolean>} whether anything was heard
 */
async function read(texts, own) {
  for (const text of texts) {
    if (own !== turn) return true;
    if (!(await speak(text))) return own !== turn;
  }
  return true;
}

/**
 * @param {string} text
 * @returns {Promise<boolean>} false where it was not spoken to its end
 */
function speak(text) {
  const speech = new SpeechSynthesisUtterance(text);
  speech.lang = "zh-CN";
  speech.voice = speechSynthesis.getVoices().find((voice) => /^(?:zh|cmn)\b/i.test(voice.lang)) ?? null;
  return new Promise((resolve) => {
    const silent = setTimeout(() => resolve(false), SILENT_MS);
    speech.onstart = () => clearTimeout(silent);
    speech.onend = () => resolve(true);
    speech.onerror = () => resolve(false);
    speechSynthesis.speak(speech);
  });
}

addEventListener("pagehide", () => window.speechSynthesis?.cancel());
