// A file is hashed here and its SHA-256 alone is looked up; without script the file is sent
// and hashed there.
const heksa = (buf) => [...new Uint8Array(buf)].map((b) => b.toString(16).padStart(2, "0")).join("");

const form = document.querySelector("form[data-periksa]");
if (form && globalThis.crypto?.subtle) {
  const kabar = document.getElementById("kabar-periksa");
  const kata = (t) => { kabar.hidden = !t; kabar.textContent = t; };
  document.getElementById("berkas-petunjuk").textContent = "Berkas dihitung di perangkat ini dan tidak dikirim.";
  form.addEventListener("submit", async (e) => {
    const f = form.elements.berkas.files[0];
    if (!f) return;
    e.preventDefault();
    kata("Menghitung…");
    try {
      const sum = heksa(await crypto.subtle.digest("SHA-256", await f.arrayBuffer()));
      const q = new URLSearchParams({ sha256: sum });
      if (form.elements.laporan) q.set("laporan", form.elements.laporan.value);
      location.assign("/publik/verifikasi?" + q);
    } catch {
      kata("Berkas tidak dapat dibaca di perangkat ini. Pilih lagi berkasnya.");
    }
  });
}
