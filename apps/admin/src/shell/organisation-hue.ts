/** The hue of an organisation's colour bar, 0 to 359: always the same for the same one, and rarely that of another. */
export function hueOf(id: string): number {
  let hash = 0
  for (let index = 0; index < id.length; index++) hash = (Math.imul(hash, 31) + id.charCodeAt(index)) | 0
  return (Math.imul(hash, 2_654_435_761) >>> 0) % 360
}
