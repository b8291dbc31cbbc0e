import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const SERVER = process.env.SERVER_URL ?? 'http://127.0.0.1:4000';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    svelte(),
    // The page itself must open without a network, or edits made offline could not be seen after a reload.
    VitePWA({
      // A new version waits until the last tab is closed: nobody is reloaded in the middle of a sentence.
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        name: 'Samrejse',
        short_name: 'Samrejse',
        start_url: '/',
        display: 'standalone',
        background_color: '#fbf9f4',
        theme_color: '#1c5a7a',
        icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' }],
      },
      workbox: {
        globPatterns: ['**/*.{js,css,html,svg,woff2}'],
        navigateFallback: '/index.html',
        navigateFallbackDenylist: [/^\/api\//, /^\/sync\//, /^\/(healthz|readyz|metrics)$/],
      },
    }),
  ],
  build: { target: 'es2023', emptyOutDir: true, reportCompressedSize: false },
  server: { proxy: { '/api': SERVER, '/sync': { target: SERVER.replace('http', 'ws'), ws: true } } },
});
