/** What the HTTP face needs to know; a part of the program's configuration. */
export interface HttpConfig {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Without it, writes are open to programs of this machine, and to nobody else. */
  readonly apiKey?: string | undefined;
  /** Whether events of sessions are taken without the key; default off. */
  readonly publicEvents?: 'on' | 'off' | undefined;
  /** Requests a minute from one address; 0 is no limit. Off on loopback unless given, else 1,200. */
  readonly rateLimitPerMinute?: number | undefined;
  /** Proxies in front whose `X-Forwarded-For` is believed; 0 when there is none. */
  readonly trustedProxies?: number | undefined;
  /** Largest picture of a search, in bytes. */
  readonly maxPictureBytes?: number | undefined;
  /** Largest picture that is shrunk for the storefront, in pixels. */
  readonly maxPicturePixels?: number | undefined;
  /** Largest body of a batch, in bytes; other JSON may have a twentieth of it. */
  readonly maxBatchBytes?: number | undefined;
}

export interface HttpLimits {
  readonly pictureBytes: number;
  readonly picturePixels: number;
  readonly batchBytes: number;
  readonly jsonBytes: number;
  /** A picture as a data URL has four characters for three bytes, and words beside it. */
  readonly searchBytes: number;
  readonly requestsPerMinute: number;
}

const DEFAULT_PICTURE_BYTES = 20_000_000;
const DEFAULT_PICTURE_PIXELS = 100_000_000;
const DEFAULT_BATCH_BYTES = 20_000_000;
const DEFAULT_REQUESTS_PER_MINUTE = 1_200;

export function httpLimits(config: HttpConfig): HttpLimits {
  const pictureBytes = config.maxPictureBytes ?? DEFAULT_PICTURE_BYTES;
  const batchBytes = config.maxBatchBytes ?? DEFAULT_BATCH_BYTES;
  const jsonBytes = Math.ceil(batchBytes / 20);
  return {
    pictureBytes,
    picturePixels: config.maxPicturePixels ?? DEFAULT_PICTURE_PIXELS,
    batchBytes,
    jsonBytes,
    searchBytes: Math.ceil((pictureBytes * 4) / 3) + jsonBytes,
    requestsPerMinute: config.rateLimitPerMinute ?? (isLoopback(config.host) ? 0 : DEFAULT_REQUESTS_PER_MINUTE),
  };
}

/** Whether only programs of this machine reach an address. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/iu.test(host);
}
