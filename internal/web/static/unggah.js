// Evidence: the file is chosen on the page, hashed here, and sent straight to where files
// arrive with its progress shown. Without script the page leads to a form of its own.
import { bacaHalaman } from "./percaya.js";

export function heksa(buf) {
  return [...new Uint8Array(buf)].map((b) => b.toString(16).padStart(2, "0")).join("");
}

// sebab says why something was not taken and what to do; "" for what has no reason of its own.
export function sebab(status) {
  switch (status) {
    case 401: return "Sesi berakhir. Masuk lagi di tab lain, lalu tekan kirim lagi; berkas yang dipilih tetap di sini.";
    case 403: return "Ditolak: Anda tidak berwenang, atau di perangkat ini sudah masuk sebagai orang lain. Muat ulang halaman ini.";
    case 410: return "Waktu mengirim berkas ini sudah lewat. Tekan kirim lagi.";
    case 413: return "Berkas terlalu besar. Perkecil, lalu kirim lagi.";
    case 423: return "Triwulan ini sudah terkunci. Muat ulang halaman ini untuk melihat siapa yang dapat membukanya.";
  }
  return status >= 500 || status === 429 ? "Sistem sedang sibuk. Tunggu sebentar, lalu tekan kirim lagi." : "";
}

function pasang(form) {
  const berkas = document.getElementById("bukti.berkas"), nama = document.getElementById("bukti.nama"), kabar = document.getElementById("kemajuan");
  berkas.closest(".dengan-skrip").hidden = false;
  const kata = (t) => { kabar.hidden = !t; kabar.textContent = t; };
  berkas.addEventListener("change", () => { if (berkas.files[0]) nama.value = berkas.files[0].name; });
  form.addEventListener("submit", async (e) => {
    const f = berkas.files[0];
    if (!f) return; // as without script
    e.preventDefault();
    if (f.size > berkas.dataset.batas) { kata(sebab(413)); return; }
    const tekan = form.querySelector("button");
    tekan.disabled = true;
    try {
      kata("Menyiapkan…");
      const hash = crypto.subtle ? heksa(await crypto.subtle.digest("SHA-256", await f.arrayBuffer())) : "";
      const d = new URLSearchParams(new FormData(form));
      d.set("cara", "skrip");
      const r = await fetch(form.action, { method: "POST", body: d, credentials: "same-origin" });
      const tolak = sebab(r.status);
      if (tolak) { kata(tolak); return; }
      const j = await r.json();
      if (!j.alamat) { kata(Object.values(j.galat ?? {}).join(" ") || j.detail || "Belum dapat dikirim."); return; }
      await kirim(j, f, (n) => kata("Mengirim " + n + "%…"));
      kata("Terkirim" + (hash ? ", SHA-256 " + hash : "") + ". Sedang diperiksa.");
      form.elements.kunci.value = crypto.randomUUID?.() ?? Date.now() + "-" + Math.random();
      berkas.value = "";
      pantau(0);
    } catch (salah) {
      kata(sebab(salah.status) || "Terputus. Periksa jaringan, lalu kirim lagi.");
    } finally { tekan.disabled = false; }
  });
}

function kirim(j, f, maju) {
  return new Promise((jadi, gagal) => {
    const d = new FormData(), x = new XMLHttpRequest();
    for (const [k, v] of Object.entries(j.isian)) d.append(k, v);
    d.append("file", f);
    x.upload.addEventListener("progress", (e) => maju(Math.floor(e.loaded * 100 / e.total)));
    x.addEventListener("load", () => (x.status < 300 ? jadi() : gagal({ status: x.status })));
    x.addEventListener("error", gagal);
    x.open("POST", j.alamat);
    x.send(d);
  });
}

// pantau reads the list again while a file is being looked at; what is typed stays.
async function pantau(n) {
  await new Promise((r) => setTimeout(r, 1500 * (n + 1)));
  try {
    const r = await fetch(location.pathname, { credentials: "same-origin" });
    const baru = bacaHalaman(await r.text()).getElementById("bukti");
    if (baru) document.getElementById("bukti").replaceWith(baru);
    if (n < 6 && baru?.querySelector(".ke-draf")) pantau(n + 1);
  } catch { /* the list is read again with the page */ }
}

if (typeof document !== "undefined") {
  document.addEventListener("isian:mulai", () => { const f = document.querySelector("form[data-bukti]"); if (f && !f.dataset.siap) { f.dataset.siap = "1"; pasang(f); } });
  const f = document.querySelector("form[data-bukti]");
  if (f && !f.dataset.siap) { f.dataset.siap = "1"; pasang(f); }
}
