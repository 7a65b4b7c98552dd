/**
 * Makes any text safe to print: a title, a user's words or a catalogue cell may hold escape sequences
 * that move the cursor, rename the window or turn the reading direction. Complete escape sequences go
 * with what they carry; what is left of control characters goes alone. New lines stay, tabs become spaces.
 */
export function sanitize(text: string): string {
  return text
    .replace(STRINGS, '')
    .replace(SEQUENCES, '')
    .replace(/\r\n?|[\u2028\u2029\v\f]/g, '\n')
    .replace(/\t/g, '  ')
    .replace(CONTROLS, '')
    .replace(/\p{Surrogate}/gu, '\ufffd')
}

/** The same on one line: for prompts, labels and titles. */
export const sanitizeLine = (text: string): string => sanitize(text).replace(/\s*\n\s*/g, ' ')

// OSC, DCS, SOS, PM and APC carry a string up to BEL, ST, or (broken off) the end of the line.
const STRINGS = /(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)?/g
// CSI sequences, then two-character escapes with their intermediates.
const SEQUENCES = /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?|\x1b[ -/]*[0-~]?/g
// C0 without the new line, DEL, C1, and the marks that reorder or hide text. Joiners stay: emoji and many scripts need them.
const CONTROLS = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g
