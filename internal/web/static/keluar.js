// Signing out removes what is kept on the device, so it asks first where something was not
// sent, whatever page one signs out on.
import { Simpanan } from "./simpanan.js";

function tempat() {
  try { return window.localStorage; } catch { return null; } // forbidden: nothing is kept
}
for (const f of document.querySelectorAll('form[action="/keluar"]')) {
  f.addEventListener("submit", (e) => {
    if (!tempat()) return;
    const simpanan = new Simpanan(tempat(), document.body.dataset.orang);
    const belum = simpanan.daftar("draf:").length + simpanan.daftar("antre:").length;
    if (belum && !confirm("Ada isian yang belum dikirim dari perangkat ini. Keluar menghapusnya. Tetap keluar?")) { e.preventDefault(); return; }
    document.dispatchEvent(new Event("keluar"));
    simpanan.kosongkan();
  });
}
