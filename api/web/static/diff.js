// @ts-check
/** What differs between two texts, by their longest common subsequence of characters. */

/** @typedef {{kind: "same" | "del" | "ins", text: string}} Change */

const MAX_CELLS = 4_000_000;
const MIN_COMMON = 3;

/**
 * @param {string} left
 * @param {string} right
 * @returns {Change[] | null} null where the texts are too long to compare
 */
export function changes(left, right) {
  const one = Array.from(left);
  const other = Array.from(right);
  let head = 0;
  while (head < one.length && head < other.length && one[head] === other[head]) head++;
  let tail = 0;
  while (tail < one.length - head && tail < other.length - head && one.at(-1 - tail) === other.at(-1 - tail)) tail++;
  const middle = between(one.slice(head, one.length - tail), other.slice(head, other.length - tail));
  if (middle === null) return null;
  return joined([same(one.slice(0, head)), ...middle, same(one.slice(one.length - tail))]);
}

/**
 * @param {string[]} one
 * @param {string[]} other
 * @returns {Change[] | null}
 */
function between(one, other) {
  const width = other.length + 1;
  if ((one.length + 1) * width > MAX_CELLS) return null;
  // common[i * width + j]: how much one[i..] and other[j..] have in common.
  const common = new Uint16Array((one.length + 1) * width);
  const at = (/** @type {number} */ i, /** @type {number} */ j) => common[i * width + j] ?? 0;
  for (let i = one.length - 1; i >= 0; i--) {
    for (let j = other.length - 1; j >= 0; j--) {
      common[i * width + j] = one[i] === other[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  /** @type {Change[]} */
  const found = [];
  let [i, j] = [0, 0];
  while (i < one.length || j < other.length) {
    if (i < one.length && j < other.length && one[i] === other[j]) {
      found.push(same([one[i++] ?? ""]));
      j++;
    } else if (j >= other.length || (i < one.length && at(i + 1, j) >= at(i, j + 1))) {
      found.push({ kind: "del", text: one[i++] ?? "" });
    } else found.push({ kind: "ins", text: other[j++] ?? "" });
  }
  return found;
}

/**
 * @param {string[]} points
 * @returns {Change}
 */
function same(points) {
  return { kind: "same", text: points.join("") };
}

/**
 * Changes between two common runs as one removal and one addition; runs too short to mean anything
 * (a shared 的 or 2) belong to the change around them.
 * @param {Change[]} changes
 * @returns {Change[]}
 */
function joined(changes) {
  /** @type {Change[]} */
  const found = [];
  let [gone, added, common] = ["", "", ""];
  const flush = () => {
    if (gone) found.push({ kind: "del", text: gone });
    if (added) found.push({ kind: "ins", text: added });
    if (common) found.push({ kind: "same", text: common });
    [gone, added, common] = ["", "", ""];
  };
  for (const { kind, text } of changes) {
    if (kind === "same") common += text;
    else {
      const isShort = common.length < MIN_COMMON && (gone || added);
      if (common && !isShort) flush();
      [gone, added, common] = [gone + common, added + common, ""];
      if (kind === "del") gone += text;
      else added += text;
    }
  }
  flush();
  return found;
}
