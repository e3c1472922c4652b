// @ts-check
/** Server-sent events over fetch (EventSource cannot send a POST). */

/**
 * Yield the events of a response body.
 * @param {ReadableStream<Uint8Array>} body
 * @returns {AsyncGenerator<import("./types.js").StreamEvent>}
 */
export async function* eventsOf(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const event = parse(block);
      if (event) yield event;
    }
  }
}

/**
 * @param {string} block the lines of one event
 * @returns {import("./types.js").StreamEvent | null} null for a comment
 */
function parse(block) {
  let event = "message";
  const data = [];
  for (const line of block.split("\n")) {
    if (line.startsWith("event:")) event = line.slice(6).trim();
    else if (line.startsWith("data:")) data.push(line.slice(5).trimStart());
  }
  return data.length ? { event, data: JSON.parse(data.join("\n")) } : null;
}
