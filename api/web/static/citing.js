// @ts-check
/** Citations in words, as staff paste them: 《标题》（发布机关，日期）章节：“原文”. */

import { readable } from "./dom.js";

/** @typedef {import("./types.js").Cited} Cited */
/** @typedef {import("./types.js").Answer} Answer */

const AI_LABEL = "本回答由人工智能（AI）生成，仅供参考，请以官方文件为准。";

/**
 * @param {Cited} cited
 * @returns {string}
 */
export function inWords(cited) {
  const facts = [cited.issuer, cited.published].filter(Boolean).join("，");
  return `《${cited.title}》${facts ? `（${facts}）` : ""}${cited.section.join(" ")}：“${readable(cited.quote)}”`;
}

/**
 * An answer with its citations, and the label that the law asks for where a model wrote it.
 * @param {string} question
 * @param {Answer} answer
 * @returns {string}
 */
export function answerInWords(question, answer) {
  const notices = answer.notices.filter((notice) => notice.kind !== "ai_generated").map((notice) => `【提示】${notice.text}`);
  const citations = answer.citations.map((cited) => `[${cited.index}] ${inWords(cited)}\n${addressOf(cited)}`);
  const parts = [
    `问：${question}`,
    `答：${answer.answer.replaceAll("**", "")}`,
    ...notices,
    ...(citations.length ? [`出处：\n${citations.join("\n")}`] : []),
    ...(answer.generated ? [AI_LABEL] : []),
  ];
  return parts.join("\n\n");
}

/**
 * @param {Cited} cited
 * @returns {string}
 */
export function addressOf(cited) {
  return new URL(cited.href, location.href).href;
}

/**
 * Copy, also where the page is not served over https and the clipboard API is away.
 * @param {string} text
 * @returns {Promise<boolean>}
 */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "hidden";
    // Inside an open dialog nothing outside it can be selected.
    (document.querySelector("dialog[open]") ?? document.body).append(area);
    const focused = document.activeElement;
    area.select();
    const isCopied = document.execCommand("copy");
    area.remove();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
    return isCopied;
  }
}
