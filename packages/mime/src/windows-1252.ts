/** What the bytes 0x80 to 0x9F mean in windows-1252, in their order. */
const HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/**
 * Characters that were meant where C1 controls stand, which no text has. Node 20 decodes windows-1252 as Latin-1
 * (nodejs/node#60888), and so do many senders label their text.
 */
export function repairControls(text: string): string {
  return text.replace(/[\u0080-\u009f]/g, (control) => HIGH.charAt(control.charCodeAt(0) - 0x80))
}
