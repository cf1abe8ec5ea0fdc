/** RFC 8878, section 3.1.1. */
export const ZSTD_MAGIC = 0xfd2fb528;
/** The first of sixteen magic numbers of frames to be passed over, section 3.1.2. */
const SKIPPABLE_MAGIC = 0x184d2a50;

/** What lies at the beginning of a part: how many bytes go on from there, and what comes behind them. */
interface Part {
  readonly skip: number;
  readonly next: 'frame' | 'block' | 'end';
}

/**
 * Follows packed bytes from frame to frame, without unpacking any, and tells the window of each frame as soon as its
 * header is there, in bytes. What is no frame is left to whoever unpacks.
 */
export function createFrameWatch(onWindow: (bytes: number) => void): (bytes: Uint8Array) => void {
  let head: number[] = [];
  let part: Part = { skip: 0, next: 'frame' };
  let checksumBytes = 0;
  const readPart = (): Part | undefined => {
    if (part.next === 'block') return readBlock(head, checksumBytes);
    const frame = readFrame(head);
    if (frame?.window !== undefined) onWindow(frame.window);
    checksumBytes = frame?.checksumBytes ?? checksumBytes;
    return frame;
  };
  return (bytes) => {
    for (let at = 0; at < bytes.length && part.next !== 'end'; ) {
      const skipped = Math.min(part.skip, bytes.length - at);
      at += skipped;
      part = { ...part, skip: part.skip - skipped };
      if (at === bytes.length) return;
      head.push(bytes[at++]!);
      const found = readPart();
      if (!found) continue;
      part = found;
      head = [];
    }
  };
}

interface Frame extends Part {
  readonly window?: number;
  readonly checksumBytes?: number;
}

/** Undefined until all of the header is there. */
function readFrame(bytes: readonly number[]): Frame | undefined {
  const view = viewOf(bytes);
  if (bytes.length < 5) return undefined;
  const magic = view.getUint32(0, true);
  if (magic !== ZSTD_MAGIC) {
    if ((magic & 0xffff_fff0) !== SKIPPABLE_MAGIC) return { skip: 0, next: 'end' };
    return bytes.length < 8 ? undefined : { skip: view.getUint32(4, true), next: 'frame' };
  }
  const descriptor = bytes[4]!;
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const sizeAt = (isSingleSegment ? 5 : 6) + [0, 1, 2, 4][descriptor & 3]!;
  const kind = descriptor >> 6;
  const sizeBytes = kind === 0 && !isSingleSegment ? 0 : 2 ** kind;
  if (bytes.length < sizeAt + sizeBytes) return undefined;
  // Section 3.1.1.1.2: where a frame has no window, its content is the window.
  const window = isSingleSegment ? readSize(view, sizeAt, kind) : readWindow(bytes[5]!);
  return { skip: 0, next: 'block', window, checksumBytes: (descriptor & 4) === 0 ? 0 : 4 };
}

function readWindow(code: number): number {
  const base = 2 ** (10 + (code >> 3));
  return base + (base / 8) * (code & 7);
}

function readSize(view: DataView, at: number, kind: number): number {
  if (kind === 0) return view.getUint8(at);
  if (kind === 1) return view.getUint16(at, true) + 256;
  return kind === 2 ? view.getUint32(at, true) : Number(view.getBigUint64(at, true));
}

/** Section 3.1.1.2: three bytes of a mark for the last one, the type and the size; of type 1 one byte is repeated. */
function readBlock(bytes: readonly number[], checksumBytes: number): Part | undefined {
  if (bytes.length < 3) return undefined;
  const header = bytes[0]! | (bytes[1]! << 8) | (bytes[2]! << 16);
  const size = ((header >> 1) & 3) === 1 ? 1 : header >> 3;
  return (header & 1) === 0 ? { skip: size, next: 'block' } : { skip: size + checksumBytes, next: 'frame' };
}

function viewOf(bytes: readonly number[]): DataView {
  return new DataView(Uint8Array.from(bytes).buffer);
}
