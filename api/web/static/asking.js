// @ts-check
/** A question sent to `POST /api/chat`, its events back; every failure in words for people. */

import { eventsOf } from "./sse.js";

/** @typedef {import("./types.js").StreamEvent} StreamEvent */

const AWAY = "连不上服务。请检查网络；服务也可能正在重启，请稍候重试。";
const BROKEN_OFF = "回答没有说完，连接断了；服务可能正在重启，请稍候重试。";

/** A failure in words for people, most of them the service's own. */
export class Refusal extends Error {
  /**
   * @param {string} message
   * @param {boolean} isAway the service cannot be reached now, and may be again soon
   */
  constructor(message, isAway = false) {
    super(message);
    this.isAway = isAway;
  }
}

/**
 * Yield the events of an answer, `done` last; whoever aborts the signal gets its error.
 * @param {{question: string, session_id: string | null, region: string | null}} asked
 * @param {AbortSignal} signal
 * @returns {AsyncGenerator<StreamEvent>}
 */
export async function* answerEvents(asked, signal) {
  const body = await begun(asked, signal);
  try {
    for await (const event of eventsOf(body)) {
      if (event.event === "error") throw new Refusal(event.data.error.message);
      yield event;
      if (event.event === "done") return;
    }
  } catch (error) {
    throw signal.aborted || error instanceof Refusal ? error : new Refusal(BROKEN_OFF, true);
  }
  throw new Refusal(BROKEN_OFF, true);
}

/**
 * @param {object} asked
 * @param {AbortSignal} signal
 * @returns {Promise<ReadableStream<Uint8Array>>}
 */
async function begun(asked, signal) {
  let response;
  try {
    response = await fetch("/api/chat", {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
      body: JSON.stringify({ ...asked, stream: true }),
      signal,
    });
  } catch (error) {
    throw signal.aborted ? error : new Refusal(AWAY, true);
  }
  if (!response.ok || !response.body) throw new Refusal(await reason(response), response.status >= 502);
  return response.body;
}

/**
 * @param {Response} response
 * @returns {Promise<string>}
 */
async function reason(response) {
  try {
    return (await response.json()).error.message;
  } catch {
    return "服务暂时不可用，请稍后重试。";
  }
}
