// @ts-check
/**
 * How the reader wants to see all pages: large type (长者模式) and dark colours, remembered here only.
 * Not a module: it runs before the first paint, so that nothing flashes.
 */
(() => {
  const root = document.documentElement;
  const systemDark = matchMedia("(prefers-color-scheme: dark)");

  /** @param {string} name */
  function read(name) {
    try {
      return localStorage.getItem(`zhengce.${name}`);
    } catch {
      return null;
    }
  }

  /**
   * @param {string} name
   * @param {boolean} value
   */
  function write(name, value) {
    try {
      localStorage.setItem(`zhengce.${name}`, String(value));
    } catch {
      // A forbidden storage costs the memory of the choice, not the choice.
    }
  }

  const chosen = {
    elder: () => read("elder") === "true",
    dark: () => (read("dark") ?? String(systemDark.matches)) === "true",
  };
  const names = /** @type {("elder" | "dark")[]} */ (["elder", "dark"]);

  function apply() {
    for (const name of names) {
      root.classList.toggle(name, chosen[name]());
      document.getElementById(name)?.setAttribute("aria-pressed", String(chosen[name]()));
    }
  }

  apply();
  systemDark.addEventListener("change", apply);
  addEventListener("storage", apply);
  document.addEventListener("DOMContentLoaded", () => {
    apply();
    for (const name of names) {
      document.getElementById(name)?.addEventListener("click", () => {
        const isOn = !root.classList.contains(name);
        write(name, isOn);
        root.classList.toggle(name, isOn);
        document.getElementById(name)?.setAttribute("aria-pressed", String(isOn));
      });
    }
  });
})();
