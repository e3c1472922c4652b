// @ts-check
/**
 * Conversations as this device remembers them, and nobody else: kept in the browser's own storage,
 * never sent. A tab goes on with the conversation that it had.
 */

/** @typedef {import("./types.js").Exchange} Exchange */
/** @typedef {{id: string, at: string, exchanges: Exchange[]}} Conversation */

const PAST = "zhengce.conversations";
const CURRENT = "zhengce.current";
const REGION = "zhengce.region";
const MAX_CONVERSATIONS = 20;
const MAX_EXCHANGES = 20;

/** @returns {Conversation[]} newest first */
export function conversations() {
  try {
    const read = JSON.parse(localStorage.getItem(PAST) ?? "[]");
    return Array.isArray(read) ? read.filter((one) => Array.isArray(one?.exchanges)) : [];
  } catch {
    return [];
  }
}

/** @returns {Exchange[]} the conversation of this tab */
export function exchanges() {
  const id = read(sessionStorage, CURRENT);
  return conversations().find((one) => one.id === id)?.exchanges ?? [];
}

/** @returns {string | null} what the service knows the conversation by */
export function sessionId() {
  return exchanges().at(-1)?.answer.session_id ?? null;
}

/** @param {Exchange} exchange one more in the conversation of this tab */
export function keep(exchange) {
  const id = read(sessionStorage, CURRENT) ?? String(Date.now());
  const all = conversations();
  const others = all.filter((one) => one.id !== id);
  const before = all.find((one) => one.id === id)?.exchanges ?? [];
  const current = { id, at: new Date().toISOString(), exchanges: [...before, exchange].slice(-MAX_EXCHANGES) };
  write(sessionStorage, CURRENT, id);
  write(localStorage, PAST, JSON.stringify([current, ...others].slice(0, MAX_CONVERSATIONS)));
}

/** @param {string | null} id the conversation to go on with; null begins anew */
export function goOnWith(id) {
  if (id === null) remove(sessionStorage, CURRENT);
  else write(sessionStorage, CURRENT, id);
}

/** @param {string} id */
export function forget(id) {
  write(localStorage, PAST, JSON.stringify(conversations().filter((one) => one.id !== id)));
}

export function forgetAll() {
  remove(localStorage, PAST);
  remove(sessionStorage, CURRENT);
}

/** @returns {string} the place that holds until another is chosen */
export function region() {
  return read(localStorage, REGION) ?? "";
}

/** @param {string} name */
export function keepRegion(name) {
  write(localStorage, REGION, name);
}

/**
 * @param {Storage} storage
 * @param {string} key
 * @returns {string | null}
 */
function read(storage, key) {
  try {
    return storage.getItem(key);
  } catch {
    return null;
  }
}

/**
 * @param {Storage} storage
 * @param {string} key
 * @param {string} value
 */
function write(storage, key, value) {
  try {
    storage.setItem(key, value);
  } catch {
    // A full or forbidden storage costs the memory of this device, not the answer.
  }
}

/**
 * @param {Storage} storage
 * @param {string} key
 */
function remove(storage, key) {
  try {
    storage.removeItem(key);
  } catch {
    // As above.
  }
}
