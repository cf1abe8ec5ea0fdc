import { describe, expect, it } from 'vitest';
import { addressOf } from '#src/adapters/qdrant/address';

describe('address', () => {
  it.each([
    ['http://127.0.0.1:6333', '127.0.0.1', 6333, false, ''],
    ['http://shop.example', 'shop.example', 6333, false, ''],
    ['http://shop.example:80/', 'shop.example', 80, false, ''],
    ['http://shop.example:80/qdrant/', 'shop.example', 80, false, '/qdrant'],
    ['https://shop.example', 'shop.example', 443, true, ''],
    ['https://shop.example:443/a/b', 'shop.example', 443, true, '/a/b'],
    ['https://shop.example:6333', 'shop.example', 6333, true, ''],
    ['http://[::1]', '[::1]', 6333, false, ''],
    ['http://[::1]:80', '[::1]', 80, false, ''],
  ])('%s', (url, host, port, isSecure, prefix) => {
    expect(addressOf(url)).toEqual({ host, port, isSecure, prefix });
  });
});
