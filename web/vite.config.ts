import { defineConfig } from 'vite';

/** Everything is served from one place under a strict policy: no inline scripts, no data: addresses for assets. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: 'public',
  build: { outDir: 'dist', emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { proxy: { '/v1': 'http://127.0.0.1:3000' } },
});
