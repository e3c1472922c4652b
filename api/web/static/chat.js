// @ts-check
/** The chat page: one conversation, one question under way at a time. */

import { AnswerView } from "./answer.js";
import { Refusal, answerEvents } from "./asking.js";
import { byId, element } from "./dom.js";
import { showHistory } from "./history.js";
import { followUps } from "./follow_ups.js";
import { answersAgain, watchReadiness } from "./readiness.js";
import { conversations, exchanges, goOnWith, keep, keepRegion, region as keptRegion, sessionId } from "./session.js";

const form = /** @type {HTMLFormElement} */ (byId("ask"));
const box = /** @type {HTMLTextAreaElement} */ (byId("question"));
const region = /** @type {HTMLInputElement} */ (byId("region"));
const conversation = byId("conversation");
const send = byId("send");
const stop = byId("stop");
const fresh = byId("new-conversation");
const history = byId("open-history");
// There the field's focus means a keyboard over the answer.
const hasScreenKeys = matchMedia("(hover: none) and (pointer: coarse)");

const SLOW = "比平时慢，请再等一等，也可以停止后重试。";
const SLOW_MS = 15_000;

/** @type {AbortController | null} */
let underWay = null;

/**
 * @param {string} question
 * @returns {Promise<void>}
 */
async function ask(question) {
  if (underWay || !question.trim()) return;
  const view = place(question);
  underWay = new AbortController();
  const slow = setTimeout(() => view.showProgress(SLOW), SLOW_MS);
  busy(true);
  try {
    await stream(question, view, underWay.signal);
  } catch (error) {
    if (underWay.signal.aborted) view.stop(() => retry(question, view));
    else fail(view, error instanceof Refusal ? error : new Refusal("页面出错了，请重试。"));
  } finally {
    clearTimeout(slow);
    underWay = null;
    busy(false);
  }
}

/**
 * @param {AnswerView} view
 * @param {Refusal} refusal
 */
function fail(view, refusal) {
  view.fail(refusal.message, () => retry(view.question, view));
  if (refusal.isAway) void answersAgain().then(() => view.sayBack());
}

/**
 * @param {string} question
 * @param {AnswerView} view
 * @param {AbortSignal} signal
 */
async function stream(question, view, signal) {
  const asked = { question, session_id: sessionId(), region: region.value.trim() || null };
  for await (const { event, data } of answerEvents(asked, signal)) {
    if (event === "status") view.showProgress(data.text);
    else if (event === "citation") view.addCitation(data);
    else if (event === "delta") view.append(data.text);
    else if (event === "done") {
      view.finish(data);
      keep({ question, answer: data });
      history.hidden = false;
      void suggest(view, data);
    }
  }
}

/**
 * Offer what may be asked next, once the answer is there and while it is the last one.
 * @param {AnswerView} view
 * @param {import("./types.js").Answer} answer
 */
async function suggest(view, answer) {
  const questions = await followUps(view.question, answer, region.value.trim());
  if (conversation.lastElementChild?.contains(view.element) && !underWay) view.suggest(questions);
}

/**
 * Put a question on the page with room for its answer.
 * @param {string} question
 * @returns {AnswerView}
 */
function place(question) {
  byId("welcome").hidden = true;
  fresh.hidden = false;
  const view = new AnswerView(question, ask);
  const asked = element("h2", { class: "question" }, element("span", { class: "hidden" }, "您问："), question);
  conversation.append(element("section", { class: "exchange" }, asked, view.element));
  asked.scrollIntoView({ block: "start" });
  return view;
}

/**
 * @param {string} question
 * @param {AnswerView} failed
 */
function retry(question, failed) {
  failed.element.closest(".exchange")?.remove();
  void ask(question);
}

/** @param {boolean} isBusy */
function busy(isBusy) {
  send.hidden = isBusy;
  stop.hidden = !isBusy;
  if (!isBusy && !hasScreenKeys.matches && document.activeElement === document.body) box.focus({ preventScroll: true });
}

/** Grow with the text up to the height that the style sheet allows. */
function fit() {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const question = box.value;
  if (underWay || !question.trim()) return;
  box.value = "";
  fit();
  if (hasScreenKeys.matches) box.blur();
  void ask(question);
});

box.addEventListener("input", fit);
box.addEventListener("keydown", (event) => {
  // While an input method composes, Enter picks a candidate; 229 is how Safari says so.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  form.requestSubmit();
});

stop.addEventListener("click", () => underWay?.abort());

/**
 * Put a conversation on the page in place of the one that is there.
 * @param {string | null} id null for none
 */
function show(id) {
  underWay?.abort();
  goOnWith(id);
  conversation.replaceChildren();
  const said = exchanges();
  byId("welcome").hidden = said.length > 0;
  fresh.hidden = said.length === 0;
  for (const { question, answer } of said) place(question).finish(answer);
  history.hidden = conversations().length === 0;
}

fresh.addEventListener("click", () => {
  show(null);
  scrollTo({ top: 0 });
  box.focus();
});
history.addEventListener("click", () => showHistory(show));

document.getElementById("examples")?.addEventListener("click", (event) => {
  if (event.target instanceof HTMLButtonElement) void ask(event.target.textContent ?? "");
});

region.value = keptRegion();
region.addEventListener("change", () => keepRegion(region.value.trim()));
for (const { question, answer } of exchanges()) place(question).finish(answer);
history.hidden = conversations().length === 0;
const handedOver = new URLSearchParams(location.search).get("q");
if (handedOver) box.value = handedOver;
void watchReadiness(byId("service"));
