/** Where a server is. */
export interface Address {
  readonly host: string;
  readonly port: number;
  /** Whether TLS is spoken. */
  readonly isSecure: boolean;
  /** A path before the API, without a slash at its end; empty for none. */
  readonly prefix: string;
}

/** Without a port, that of Qdrant, and that of TLS for `https`; `URL` hides a port that is written and usual. */
export function addressOf(url: string): Address {
  const { protocol, hostname, port, pathname } = new URL(url);
  const isSecure = protocol === 'https:';
  const written = /^[^/]*\/\/[^/?#]*:(\d+)(?=[/?#]|$)/u.exec(url)?.[1];
  const usual = isSecure ? 443 : 6333;
  return {
    host: hostname,
    port: Number(port || written || usual),
    isSecure,
    prefix: pathname.replace(/\/+$/u, ''),
  };
}
