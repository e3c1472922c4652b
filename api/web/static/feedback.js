// @ts-check
/** 有用 / 没用 with a reason, sent to `POST /api/feedback`. */

import { element } from "./dom.js";

const REASONS = ["答非所问", "内容有误", "不完整", "已过时", "看不懂"];
const MAX_COMMENT_CHARS = 500;
let made = 0;

/**
 * @param {string} answerId
 * @returns {{up: HTMLElement, down: HTMLElement, form: HTMLElement}}
 */
export function feedbackTools(answerId) {
  const up = element("button", { type: "button", class: "quiet", "aria-pressed": "false" }, "有用");
  const down = element("button", { type: "button", class: "quiet", "aria-pressed": "false", "aria-expanded": "false" }, "没用");
  const { form, comment } = reasonForm();
  const said = element("p", { class: "hint", role: "status" });

  /**
   * @param {"up" | "down"} rating
   * @param {string} text
   */
  async function send(rating, text) {
    const isKept = await post(answerId, rating, text);
    said.textContent = isKept ? "谢谢，已记下。" : "没有记下，请稍后再试。";
    if (!isKept) return;
    up.setAttribute("aria-pressed", String(rating === "up"));
    down.setAttribute("aria-pressed", String(rating === "down"));
    show(false);
  }

  /** @param {boolean} isShown */
  function show(isShown) {
    form.hidden = !isShown;
    down.setAttribute("aria-expanded", String(isShown));
    if (isShown) form.querySelector("input")?.focus();
  }

  up.addEventListener("click", () => void send("up", ""));
  down.addEventListener("click", () => show(form.hidden));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send("down", comment());
  });
  return { up, down, form: element("div", {}, form, said) };
}

/** @returns {{form: HTMLElement, comment: () => string}} */
function reasonForm() {
  const boxes = REASONS.map((reason) => /** @type {HTMLInputElement} */ (element("input", { type: "checkbox", value: reason })));
  const id = `comment-${++made}`;
  const text = /** @type {HTMLTextAreaElement} */ (element("textarea", { id, rows: "2", maxlength: String(MAX_COMMENT_CHARS) }));
  const form = element(
    "form",
    { class: "feedback", hidden: true },
    element(
      "fieldset",
      {},
      element("legend", {}, "哪里不好？"),
      element("div", { class: "reasons" }, ...boxes.map((box) => element("label", {}, box, box.value))),
    ),
    element("label", { for: id }, "补充说明（可不填，请勿写个人信息）"),
    text,
    element("p", {}, element("button", { class: "quiet", type: "submit" }, "提交")),
  );
  const comment = () => [...boxes.filter((box) => box.checked).map((box) => box.value), text.value.trim()].filter(Boolean).join("；");
  return { form, comment };
}

/**
 * @param {string} answerId
 * @param {"up" | "down"} rating
 * @param {string} comment
 * @returns {Promise<boolean>} whether it was kept
 */
async function post(answerId, rating, comment) {
  try {
    const response = await fetch("/api/feedback", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ answer_id: answerId, rating, comment: comment || null }),
    });
    return response.ok;
  } catch {
    return false;
  }
}
