// Import: how much of a file is sent, and what happens to it then, said while it happens.
// Without script the page leads over one that says so.
import { sebab } from "./unggah.js";

// berjalan says what goes on and since how many seconds, until it is told to stop.
function berjalan(kabar, teks) {
  const awal = Date.now();
  const kata = () => {
    const d = Math.floor((Date.now() - awal) / 1000);
    kabar.textContent = teks + (d > 1 ? " " + d + " detik" : "");
  };
  kabar.hidden = false;
  kata();
  const jam = setInterval(kata, 1000);
  return () => clearInterval(jam);
}

function unggah(form) {
  const berkas = form.elements.berkas, kabar = form.querySelector(".kemajuan-impor"), tekan = form.querySelector("button");
  const kata = (t) => { kabar.hidden = !t; kabar.textContent = t; };
  let henti = () => {};
  const selesai = (t) => { henti(); tekan.disabled = false; kata(t); };
  const dengar = (x) => {
    x.upload.addEventListener("progress", (e) => kata("Mengirim " + Math.floor(e.loaded * 100 / e.total) + "%…"));
    x.upload.addEventListener("load", () => { henti = berjalan(kabar, "Terkirim. Sedang diperiksa…"); });
    x.addEventListener("load", () => {
      henti();
      const j = x.response ?? {};
      if (!j.alamat) { selesai((j.galat ?? []).join(" ") || sebab(x.status) || j.detail || "Belum dapat dikirim."); return; }
      henti = berjalan(kabar, "Sedang dibaca dan dibandingkan dengan data yang tersimpan…");
      location.assign(j.alamat);
    });
    x.addEventListener("error", () => selesai("Terputus. Periksa jaringan, lalu tekan unggah lagi; berkas yang dipilih tetap di sini."));
  };
  form.addEventListener("submit", (e) => {
    const f = berkas.files[0];
    if (!f) return; // as without script
    e.preventDefault();
    if (f.size > berkas.dataset.batas) { kata(berkas.dataset.besar); return; }
    tekan.disabled = true;
    const d = new FormData(form), x = new XMLHttpRequest();
    d.set("cara", "skrip");
    dengar(x);
    x.open("POST", form.action);
    x.responseType = "json";
    x.send(d);
  });
  addEventListener("pageshow", () => selesai(""));
}

function simpan(form) {
  const kabar = form.querySelector(".kemajuan-impor");
  let henti = () => {};
  form.addEventListener("submit", (e) => {
    if (form.dataset.jalan) { e.preventDefault(); return; } // once is enough
    form.dataset.jalan = "1";
    henti = berjalan(kabar, kabar.dataset.teks);
  });
  addEventListener("pageshow", () => { henti(); delete form.dataset.jalan; kabar.hidden = true; });
}

for (const f of document.querySelectorAll("form[data-impor]")) (f.dataset.impor === "unggah" ? unggah : simpan)(f);
