import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const SERVER = process.env.SERVER_URL ?? 'http://127.0.0.1:4000';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [svelte()],
  build: { target: 'es2023', emptyOutDir: true, reportCompressedSize: false },
  server: { proxy: { '/api': SERVER, '/sync': { target: SERVER.replace('http', 'ws'), ws: true } } },
});
