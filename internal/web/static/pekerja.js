// Service worker: entry pages that were seen open without a network. The network is always
// asked first; only pages of entry and the files they need are kept, for as long as a
// session may last, and all of it goes when somebody signs out or in.
const NAMA = "isian-1", UMUR = 12 * 3600 * 1000;
const isian = (u) => /^\/opd\/[^/]+\/tahun\/\d+\/(isian\/|isi\/[^/]+\/TW\d$)/.test(u.pathname);
const kunci = (u) => u.origin + u.pathname + (u.searchParams.has("sub_unit") ? "?sub_unit=" + u.searchParams.get("sub_unit") : "");

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (e) => e.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (e) => {
  const u = new URL(e.request.url);
  if (u.origin !== location.origin) return;
  if (u.pathname === "/keluar" || u.pathname.startsWith("/masuk") || u.pathname === "/dev/masuk") {
    e.waitUntil(caches.delete(NAMA));
    return;
  }
  if (e.request.method !== "GET") return;
  const halaman = e.request.mode === "navigate" && isian(u);
  if (halaman || u.pathname.startsWith("/statis/")) e.respondWith(jaringan(e.request, halaman ? kunci(u) : e.request.url));
});

async function jaringan(req, nama) {
  const c = await caches.open(NAMA);
  try {
    const r = await fetch(req);
    if (r.ok && !r.redirected) await c.put(nama, r.clone());
    return r;
  } catch (salah) {
    const r = await c.match(nama);
    if (r && (nama.includes("/statis/") || Date.now() - Date.parse(r.headers.get("Date")) < UMUR)) return r;
    throw salah;
  }
}
