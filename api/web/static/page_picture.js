// @ts-check
/** The page as it was received beside its text: the one that is being read, or was asked for. */

import { byId } from "./dom.js";

const layout = /** @type {HTMLElement} */ (document.querySelector(".source-layout"));
const panel = byId("picture");
const image = /** @type {HTMLImageElement} */ (byId("picture-image"));
const button = byId("beside");
const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll("[data-page]")]);
let isWaiting = false;
let askedAt = -Infinity;

/** @param {boolean} isShown */
function toggle(isShown) {
  // What is being read stays where it is while the text becomes narrower or wider.
  const anchor = links.find((link) => link.getBoundingClientRect().top > 0);
  const before = anchor?.getBoundingClientRect().top ?? 0;
  layout.classList.toggle("beside", isShown);
  panel.hidden = !isShown;
  button.setAttribute("aria-pressed", String(isShown));
  if (anchor && scrollY > 0) scrollBy(0, anchor.getBoundingClientRect().top - before);
  if (isShown) show(reading());
}

/** @returns {HTMLAnchorElement | undefined} the mark of the page at the middle of what is seen of the text */
function reading() {
  // On a narrow screen the picture lies over the upper part of the text.
  const isAbove = panel.getBoundingClientRect().left < byId("source").getBoundingClientRect().right;
  const top = isAbove ? panel.getBoundingClientRect().bottom : 0;
  return links.filter((link) => link.getBoundingClientRect().top <= (top + innerHeight) / 2).at(-1) ?? links[0];
}

/** @param {HTMLAnchorElement | undefined} link */
function show(link) {
  if (!link || image.src === link.href) return;
  const number = link.dataset.page ?? "";
  byId("picture-said").textContent = `第 ${number} 页，共 ${links.at(-1)?.dataset.page ?? ""} 页`;
  image.alt = `第 ${number} 页的图像，文字见正文`;
  image.src = link.href;
  /** @type {HTMLAnchorElement} */ (byId("picture-link")).href = link.href;
  panel.scrollTop = 0;
}

image.addEventListener("error", () => {
  byId("picture-said").textContent = "这一页的图像暂时打不开，请稍后再试，或下载原始文件。";
});
button.hidden = false;
button.addEventListener("click", () => toggle(panel.hidden));
for (const link of links) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    if (panel.hidden) toggle(true);
    askedAt = scrollY;
    show(link);
  });
}
addEventListener("scroll", () => {
  if (panel.hidden || isWaiting) return;
  isWaiting = true;
  setTimeout(() => {
    isWaiting = false;
    // A page that was asked for stays while one reads about there.
    if (Math.abs(scrollY - askedAt) > innerHeight / 3) show(reading());
  }, 150);
}, { passive: true });
