// Answers a page load when the terminal program on this device can't be reached. It keeps only that one page; what is
// sold lives in the program's journal, never in the browser.
const kept = 'poscloud-unreachable-1';
const files = ['/unreachable', '/_content/PosCloud.Ui/tokens.css', '/_content/PosCloud.Ui/app.css', '/terminal.css', '/unreachable.js'];

self.addEventListener('install', event => {
  event.waitUntil(caches.open(kept)
    .then(cache => cache.addAll(files.map(file => new Request(file, { cache: 'reload' }))))
    .then(() => self.skipWaiting()));
});

self.addEventListener('activate', event => {
  event.waitUntil(caches.keys()
    .then(names => Promise.all(names.filter(name => name !== kept).map(name => caches.delete(name))))
    .then(() => self.clients.claim()));
});

self.addEventListener('fetch', event => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== location.origin) return;
  if (event.request.mode === 'navigate') {
    event.respondWith(fetch(event.request).catch(() => caches.match('/unreachable')));
  } else if (files.includes(url.pathname)) {
    event.respondWith(fetch(event.request).catch(() => caches.match(url.pathname)));
  }
});
