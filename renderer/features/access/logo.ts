/** Longest data URL that travels (characters): what the contract takes, with room. */
const MAX_CHARS = 390_000
const MAX_WIDTH = 720
const MAX_HEIGHT = 320

/** Width and height (px) that fit the box, never larger than the original. */
export function fitInto(width: number, height: number, maxWidth: number, maxHeight: number): [number, number] {
  const scale = Math.min(1, maxWidth / width, maxHeight / height)
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))]
}

function draw(image: ImageBitmap, width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('no canvas')
  context.imageSmoothingQuality = 'high'
  context.drawImage(image, 0, 0, width, height)
  return canvas
}

/**
 * An image file as a data URL small enough to be kept with the tenant; redrawn, so nothing but pixels comes along.
 * Rejects what the browser cannot read as an image.
 */
export async function logoFromFile(file: Blob): Promise<string> {
  const image = await createImageBitmap(file)
  try {
    for (const shrink of [1, 0.75, 0.5, 0.35]) {
      const [width, height] = fitInto(image.width, image.height, MAX_WIDTH * shrink, MAX_HEIGHT * shrink)
      const canvas = draw(image, width, height)
      const png = canvas.toDataURL('image/png')
      if (png.length <= MAX_CHARS) return png
      const webp = canvas.toDataURL('image/webp', 0.85)
      if (webp.startsWith('data:image/webp') && webp.length <= MAX_CHARS) return webp
    }
  } finally {
    image.close()
  }
  throw new Error('image too large')
}
