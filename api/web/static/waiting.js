// @ts-check
/** The page of an answer that is not there yet: asks for itself until it is, and then shows it. */

const EVERY_MS = 3000;

/** Loads the page anew once the server no longer says that it waits; a network away is tried again. */
async function look() {
  try {
    const response = await fetch(location.href, { cache: "no-store" });
    const text = await response.text();
    if (response.status < 500 && !text.includes('id="waiting"')) return location.reload();
  } catch {
    // Offline for a moment: the next look may succeed.
  }
  setTimeout(look, EVERY_MS);
}

setTimeout(look, EVERY_MS);
