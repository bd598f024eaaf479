import { svelte } from '@sveltejs/vite-plugin-svelte'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [tailwindcss(), svelte({ configFile: false })],
  build: {
    target: 'es2023',
    // The content security policy allows no data: scripts and fonts, and a preload shim would be an inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: {
      '/api': {
        target: 'http://127.0.0.1:7655',
        // The one path below it that is a page of ours.
        bypass: ({ url }) => (url?.split('?')[0] === '/api/docs' ? '/index.html' : undefined),
      },
      '/ws': { target: 'ws://127.0.0.1:7655', ws: true },
    },
  },
})
