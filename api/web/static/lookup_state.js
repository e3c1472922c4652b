// @ts-check
/** The state of the Look-up page, all of it in the address, so that any state can be linked to. */

export const FILTERS = /** @type {const} */ (["region", "issuer", "kind", "year", "validity"]);

/** @typedef {typeof FILTERS[number]} Filter */
/**
 * `open` and each of `two` are spans: `{document id}:{start}-{end}`.
 * @typedef {object} LookupState
 * @property {string} q
 * @property {Record<Filter, string>} filters "" where nothing is chosen
 * @property {string} open
 * @property {string[]} two
 */

/** @returns {LookupState} */
export function stateOfAddress() {
  const read = new URLSearchParams(location.search);
  const filters = /** @type {Record<Filter, string>} */ (Object.fromEntries(FILTERS.map((name) => [name, read.get(name) ?? ""])));
  return { q: read.get("q") ?? "", filters, open: read.get("open") ?? "", two: read.getAll("two").slice(0, 2) };
}

/** @param {LookupState} state */
export function putInAddress(state) {
  const written = new URLSearchParams();
  if (state.q) written.set("q", state.q);
  for (const name of FILTERS) if (state.filters[name]) written.set(name, state.filters[name]);
  if (state.open) written.set("open", state.open);
  for (const span of state.two) written.append("two", span);
  const search = written.toString();
  history.replaceState(null, "", search ? `?${search}` : location.pathname);
}

/**
 * @param {LookupState} state
 * @param {number} offset
 * @param {number} limit
 * @returns {string} the address of the search in the public API
 */
export function searchAddress(state, offset, limit) {
  const asked = new URLSearchParams({ q: state.q, offset: String(offset), limit: String(limit) });
  for (const name of FILTERS) {
    const value = state.filters[name];
    if (!value) continue;
    if (name === "year") {
      asked.set("from", `${value}-01-01`);
      asked.set("to", `${value}-12-31`);
    } else asked.set(name, value);
  }
  return `/api/search?${asked}`;
}

/**
 * @param {{document_id: string, start: number, end: number}} cited
 * @returns {string}
 */
export function spanOf(cited) {
  return `${cited.document_id}:${cited.start}-${cited.end}`;
}

/**
 * @param {string} span
 * @returns {{id: string, start: number, end: number} | null}
 */
export function parsedSpan(span) {
  const read = /^(.+):(\d+)-(\d+)$/.exec(span);
  return read ? { id: read[1] ?? "", start: Number(read[2]), end: Number(read[3]) } : null;
}
