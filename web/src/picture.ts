/** Longest side of a picture that is sent, in pixels; the models look at less. */
const LONGEST_SIDE = 640;
/** A smaller picture of a kind that servers read is sent as it is. */
const SMALL_BYTES = 300_000;
const SENT_AS_IT_IS = ['image/jpeg', 'image/png', 'image/webp'];
/** Pictures kept for the back button. */
const KEPT = 12;
const PREFIX = 'vitrine:picture:';

/** Keeps a picture for this tab, made small, and answers its name. Throws when the browser cannot read it. */
export async function keepPicture(file: Blob): Promise<string> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => {
    throw new Error('This file is not a picture that can be read. JPEG, PNG, WebP, GIF and AVIF work.');
  });
  const longest = Math.max(bitmap.width, bitmap.height);
  const asItIs = SENT_AS_IT_IS.includes(file.type) && file.size <= SMALL_BYTES && longest <= LONGEST_SIDE;
  const url = asItIs ? await dataUrl(file) : shrink(bitmap, Math.min(1, LONGEST_SIDE / longest));
  bitmap.close();
  const name = nameOf(url);
  forgetOldest();
  sessionStorage.setItem(`${PREFIX}${name}`, url);
  return name;
}

/** The picture as a data URL; undefined when this tab never saw it, as with a link from somebody else. */
export function pictureOf(name: string): string | undefined {
  return sessionStorage.getItem(`${PREFIX}${name}`) ?? undefined;
}

function shrink(bitmap: ImageBitmap, scale: number): string {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/jpeg', 0.9);
}

function dataUrl(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

/** FNV-1a, 32 bits: enough to tell a handful of pictures apart, and there without a secure context. */
function nameOf(url: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < url.length; at++) hash = Math.imul(hash ^ url.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}

function forgetOldest(): void {
  const kept = Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
  for (const key of kept.slice(0, Math.max(0, kept.length - KEPT + 1))) sessionStorage.removeItem(key);
}
