// @ts-check
/** Former conversations in the sheet: go on with one, or have them forgotten. */

import { element, factsLine } from "./dom.js";
import { conversations, forget, forgetAll } from "./session.js";
import { closeSheet, openSheet } from "./sheet.js";

/** @param {(id: string) => void} open */
export function showHistory(open) {
  const past = conversations();
  const note = element("p", { class: "hint" }, "只保存在这台设备的浏览器里，不会上传。公用电脑用完请清除。");
  if (!past.length) return openSheet("历史记录", [note, element("p", {}, "还没有历史记录。")]);
  const items = past.map((one) => {
    const day = new Date(one.at).toLocaleDateString("zh-CN");
    const first = one.exchanges[0]?.question ?? "";
    return element(
      "li",
      {},
      button("example", [first, factsLine(day, `${one.exchanges.length} 问`)], () => {
        closeSheet();
        open(one.id);
      }),
      button("quiet", ["删除"], () => {
        forget(one.id);
        showHistory(open);
      }, `删除：${first}`),
    );
  });
  const clear = button("quiet", ["全部清除"], () => {
    forgetAll();
    showHistory(open);
  });
  openSheet("历史记录", [note, element("ul", { class: "past examples-list" }, ...items), element("p", { class: "tools" }, clear)]);
}

/**
 * @param {string} kind
 * @param {(Node | string)[]} content
 * @param {() => void} onclick
 * @param {string} [label] where the content alone does not say of what
 */
function button(kind, content, onclick, label) {
  return element("button", { type: "button", class: kind, onclick, ...(label ? { "aria-label": label } : {}) }, ...content);
}
