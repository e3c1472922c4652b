// @ts-check
/** The conversation as this tab remembers it, so that coming back from a source loses nothing. */

/** @typedef {import("./types.js").Exchange} Exchange */

const KEY = "zhengce";
const MAX_KEPT = 20;

/** @returns {{exchanges: Exchange[], region: string, sessionId: string | null}} */
export function kept() {
  try {
    const { exchanges = [], region = "" } = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
    return { exchanges, region, sessionId: exchanges.at(-1)?.answer.session_id ?? null };
  } catch {
    return { exchanges: [], region: "", sessionId: null };
  }
}

/**
 * @param {Exchange | null} exchange one more, or none
 * @param {string} [region] the place that holds from now on
 */
export function keep(exchange, region = kept().region) {
  const exchanges = kept().exchanges.concat(exchange ?? []).slice(-MAX_KEPT);
  store({ exchanges, region });
}

/** Begin anew, in the same place. */
export function forget() {
  store({ exchanges: [], region: kept().region });
}

/** @param {{exchanges: Exchange[], region: string}} value */
function store(value) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(value));
  } catch {
    // A full or forbidden storage costs the memory of this tab, not the answer.
  }
}
