/**
 * The shapes of the contract that the page reads. Types only; nothing is exported.
 *
 * @typedef {object} Citation
 * @property {number} index
 * @property {string} document_id
 * @property {string} title
 * @property {string | null} issuer
 * @property {string | null} region
 * @property {string | null} published
 * @property {"in_force" | "amended" | "repealed" | "unknown"} validity
 * @property {string[]} section
 * @property {string} quote
 * @property {number} start
 * @property {number} end
 * @property {number | null} page
 * @property {string} href
 *
 * What a citation and a hit have in common: words in a document, and where they stand.
 * @typedef {Pick<Citation, "document_id" | "title" | "issuer" | "published" | "section" | "quote" | "start" | "end" | "href">} Cited
 *
 * @typedef {object} OtherSource
 * @property {string} title
 * @property {string | null} issuer
 * @property {string[]} section
 * @property {string} href
 *
 * @typedef {object} Hit
 * @property {string} document_id
 * @property {string} title
 * @property {string | null} issuer
 * @property {string | null} published
 * @property {string | null} repealed_on from this day on it no longer holds
 * @property {string[]} section
 * @property {string} text
 * @property {[number, number][]} highlights
 * @property {number} start
 * @property {number} end
 * @property {string} href
 * @property {OtherSource[]} [other_sources]
 *
 * @typedef {object} Notice
 * @property {string} kind
 * @property {string} text
 * @property {number[]} citations
 *
 * @typedef {object} Answer
 * @property {string} id
 * @property {string} session_id
 * @property {"answered" | "partial" | "insufficient" | "clarify" | "out_of_scope" | "refused"} status
 * @property {string} answer
 * @property {Citation[]} citations
 * @property {Notice[]} notices
 * @property {Citation[]} related
 * @property {{question: string, options: string[]} | null} clarify
 * @property {string[]} follow_ups
 * @property {"extractive" | "model"} mode
 * @property {boolean} generated
 *
 * @typedef {object} StreamEvent
 * @property {string} event
 * @property {any} data
 *
 * @typedef {object} Exchange
 * @property {string} question
 * @property {Answer} answer
 */

export {};
