// @ts-check
/** One answer on the page: text with markers, notices, citations, what to do next. */

import { answerTools } from "./answer_tools.js";
import { citationList } from "./citation.js";
import { element } from "./dom.js";
import { rendered } from "./markdown.js";
import { openPassage } from "./passage.js";
import { withQuote } from "./quote.js";

/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").Citation} Citation */

const STATUS = {
  partial: "资料只答了一部分",
  insufficient: "资料中没有答案",
  clarify: "想先确认一下",
  out_of_scope: "不在服务范围内",
  refused: "无法照办",
};
const NOTICE = {
  conflict: "说法不一",
  as_of: "截至时间",
  jurisdiction: "适用地区",
  validity: "有效性",
  source_defect: "原文疑误",
  gap: "资料未及",
  ai_generated: "生成说明",
  degraded: "服务提示",
};

const UNANSWERED = new Set(["partial", "insufficient", "out_of_scope"]);

/** Answer under way or whole, in an `<article>`. */
export class AnswerView {
  /**
   * @param {string} question
   * @param {(question: string) => void} ask what a clicked suggestion does
   */
  constructor(question, ask) {
    this.question = question;
    this.ask = ask;
    this.text = "";
    /** @type {Citation[]} */
    this.citations = [];
    this.progress = element("p", { class: "progress" }, "正在查找…");
    this.body = element("div", { class: "answer-text" });
    this.below = element("div", {});
    this.element = element(
      "article",
      { class: "answer", "aria-busy": "true", "aria-label": "回答" },
      this.progress, this.body, this.below,
    );
  }

  /** @param {string} text what is being done now */
  showProgress(text) {
    this.progress.textContent = text;
  }

  /** @param {Citation} citation */
  addCitation(citation) {
    this.citations.push(citation);
    this.drawText();
  }

  /** @param {string} text */
  append(text) {
    this.text += text;
    this.drawText();
  }

  /** @param {Answer} answer the whole answer, which replaces what was streamed */
  finish(answer) {
    this.text = withoutOptions(answer);
    this.citations = answer.citations;
    this.drawText();
    this.below.replaceChildren(
      ...answer.notices.map((notice) => this.notice(notice)),
      ...this.options(answer),
      ...(answer.citations.length ? [section("出处", citationList(answer.citations))] : []),
      ...(answer.related.length ? [section("相近的原文（供参考，不是答案）", citationList(answer.related))] : []),
      ...(UNANSWERED.has(answer.status) ? [hotline()] : []),
      answerTools({ question: this.question, answer }),
    );
    this.suggest(answer.follow_ups);
    const label = STATUS[/** @type {keyof typeof STATUS} */ (answer.status)];
    if (label) this.element.prepend(element("p", { class: `status ${answer.status}` }, label));
    this.settle();
  }

  /** @param {string[]} questions what may be asked next */
  suggest(questions) {
    if (questions.length) this.below.append(section("这些资料还能回答", this.suggestions(questions)));
  }

  /**
   * @param {string} message
   * @param {() => void} retry
   */
  fail(message, retry) {
    this.below.replaceChildren(
      element(
        "div",
        { class: "failure-note", role: "alert" },
        element("p", {}, message),
        element("button", { type: "button", class: "quiet", onclick: retry }, "重试"),
        hotline(),
      ),
    );
    this.settle();
  }

  /** Say that the service is there again, while its failure is still on the page. */
  sayBack() {
    this.below.querySelector(".failure-note p")?.replaceChildren("服务已经恢复，现在可以重试。");
  }

  /**
   * Keep what came before the asker stopped it.
   * @param {() => void} retry
   */
  stop(retry) {
    this.below.replaceChildren(
      element("p", { class: "hint" }, "已停止。 ", element("button", { type: "button", class: "link", onclick: retry }, "重试")),
    );
    this.settle();
  }

  settle() {
    this.progress.remove();
    this.element.setAttribute("aria-busy", "false");
  }

  drawText() {
    this.body.replaceChildren(...rendered(this.text, (index) => this.marker(index)));
  }

  /**
   * @param {number} index
   * @returns {HTMLElement | null}
   */
  marker(index) {
    const citation = this.citations.find((known) => known.index === index);
    if (!citation) return null;
    const marker = element(
      "button",
      { type: "button", class: "marker", "aria-label": `出处 ${index}：${citation.title}`, "aria-haspopup": "dialog" },
      String(index),
    );
    withQuote(marker, citation, () => void openPassage(citation, () => marker.focus()));
    return marker;
  }

  /**
   * @param {import("./types.js").Notice} notice
   * @returns {HTMLElement}
   */
  notice(notice) {
    const label = NOTICE[/** @type {keyof typeof NOTICE} */ (notice.kind)] ?? "提示";
    const markers = notice.citations.map((index) => this.marker(index)).filter((made) => made !== null);
    return element(
      "p",
      { class: `notice ${notice.kind}` },
      element("strong", {}, label), notice.text, ...markers,
    );
  }

  /**
   * @param {Answer} answer
   * @returns {HTMLElement[]}
   */
  options(answer) {
    if (!answer.clarify) return [];
    const asked = answer.answer.includes(answer.clarify.question) ? [] : [element("p", {}, answer.clarify.question)];
    return [...asked, this.suggestions(answer.clarify.options)];
  }

  /**
   * @param {string[]} questions
   * @returns {HTMLElement}
   */
  suggestions(questions) {
    const buttons = questions.map((question) =>
      element("li", {}, element("button", { type: "button", class: "example", onclick: () => this.ask(question) }, question)),
    );
    return element("ul", { class: "examples" }, ...buttons);
  }
}

/**
 * @param {string} title
 * @param {HTMLElement} content
 * @returns {HTMLElement}
 */
function section(title, content) {
  return element("section", {}, element("h3", { class: "small" }, title), content);
}

/** @returns {HTMLElement} where a person answers */
function hotline() {
  return element("p", { class: "call" }, "没有解决？可拨打 ", element("a", { href: "tel:12345" }, "12345 政务服务热线"), " 咨询。");
}

/**
 * The answer as text: what can be chosen from stands below it as buttons, and there only.
 * @param {Answer} answer
 * @returns {string}
 */
function withoutOptions(answer) {
  const items = new Set((answer.clarify?.options ?? []).map((option) => `- ${option}`));
  const lines = answer.answer.split("\n").filter((line) => !items.has(line.trim()));
  return lines.join("\n").trim();
}
