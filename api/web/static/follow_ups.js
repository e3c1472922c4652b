// @ts-check
/** What may be asked next, by the public API: asked for when the answer is there, never before. */

const MAX_CITATIONS = 20;

/**
 * @param {string} question
 * @param {import("./types.js").Answer} answer
 * @param {string} region "" for none
 * @returns {Promise<string[]>} none where they cannot be had: the answer stands without them
 */
export async function followUps(question, answer, region) {
  if (!answer.citations.length || answer.follow_ups.length) return [];
  const citations = answer.citations.slice(0, MAX_CITATIONS).map(({ document_id, start, end }) => ({ document_id, start, end }));
  try {
    const response = await fetch("/api/follow_ups", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ question, session_id: answer.session_id, region: region || null, citations }),
    });
    return response.ok ? (await response.json()).follow_ups : [];
  } catch {
    return [];
  }
}
