// @ts-check
/** Tells while the service is still getting ready, and falls silent when it is. */

const STARTING_MS = 1000;
const DEGRADED_MS = 5000;

/**
 * @param {HTMLElement} line
 * @returns {Promise<void>} when everything is ready
 */
export async function watchReadiness(line) {
  for (;;) {
    const state = await readiness();
    line.hidden = state === null || state.status === "ready" || said(state) === "";
    if (state?.status === "ready") return;
    if (state && line.textContent !== said(state)) line.textContent = said(state);
    await pause(state?.status === "degraded" ? DEGRADED_MS : STARTING_MS);
  }
}

/** @returns {Promise<void>} when a service that was away answers questions again */
export async function answersAgain() {
  let state = null;
  while (!state || state.status === "starting") {
    await pause(STARTING_MS);
    state = await readiness();
  }
}

/** @returns {Promise<any>} null when the service cannot be reached */
async function readiness() {
  try {
    return await (await fetch("/readyz", { cache: "no-store" })).json();
  } catch {
    return null;
  }
}

/**
 * @param {any} state
 * @returns {string}
 */
function said(state) {
  const { keyword, vector } = state.parts ?? {};
  if (state.status === "starting") return `资料正在入库（${keyword?.indexed ?? 0}/${keyword?.total ?? 0}），马上就好。`;
  if (vector?.configured && !vector.ready && vector.total) {
    const done = vector.indexed ? `（${vector.indexed}/${vector.total}）` : "";
    return `已经可以提问；按意思查找还在准备${done}，现在按字词查找。`;
  }
  return "";
}

/** @param {number} ms */
function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
