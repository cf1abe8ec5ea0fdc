/** Whether a text is the address of something on the web, rather than a path. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\//iu.test(text);
}

/** An address without what may be secret in it: user, password, query. */
export function shownAddress(url: string): string {
  return url.replace(/^(\w+:\/\/)[^/?#]*@/u, '$1').replace(/[?#].*$/su, '');
}
