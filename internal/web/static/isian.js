// Entry forms: drafts on the device, sending that survives a lost connection, the preview.
// Without this script the forms work as they are.
import { Simpanan, jam, hasil } from "./simpanan.js";
import { bacaHalaman, daftarkanPekerja } from "./percaya.js";
import { basi, pasangTinjauan, penanya, putus } from "./tinjau.js";

const DRAF = "draf:", ANTRE = "antre:";
const orang = document.body.dataset.orang;
const simpanan = orang && Boolean(window.localStorage) ? new Simpanan(localStorage, orang) : null;
const halaman = location.pathname + new URLSearchParams([...new URLSearchParams(location.search)].filter(([k]) => k === "sub_unit")).toString();
let form, sedang = false;

function kata(teks, ...lain) {
  const p = document.getElementById("keadaan");
  if (!p) return;
  p.hidden = !teks;
  p.replaceChildren(teks, ...lain);
}
function tombol(teks, kerja) {
  const b = document.createElement("button");
  b.type = "button"; b.className = "tombol-kecil"; b.textContent = teks;
  b.addEventListener("click", kerja);
  return b;
}
function tautan(teks, alamat) {
  const a = document.createElement("a");
  a.href = alamat; a.textContent = teks;
  return a;
}
const masuk = () => "/masuk?ke=" + encodeURIComponent(location.pathname + location.search);

// The fields as typed; the tokens of a session are never kept.
function isi(f, tekan) {
  const d = new URLSearchParams(new FormData(f, tekan));
  d.delete("csrf");
  return d.toString();
}
function pasang(f, teks) {
  const d = new URLSearchParams(teks);
  for (const e of f.elements) {
    if (!e.name || e.name === "csrf" || e.type === "submit" || e.type === "file") continue;
    if (e.type === "checkbox") e.checked = d.has(e.name);
    else if (d.has(e.name)) e.value = d.get(e.name);
  }
  f.dispatchEvent(new Event("dipasang"));
}

let tunda;
function catat() {
  clearTimeout(tunda);
  tunda = setTimeout(simpanDraf, 300);
}
function simpanDraf() {
  clearTimeout(tunda);
  tunda = 0;
  if (!simpanan || !form || sedang) return;
  kata(simpanan.tulis(DRAF + halaman, { isi: isi(form), waktu: Date.now() })
    ? "Tersimpan di perangkat ini " + jam(new Date()) + "; belum dikirim."
    : "Perangkat ini tidak dapat menyimpan isian. Kirim sebelum menutup halaman.");
}

function pulihkan() {
  const d = simpanan?.baca(DRAF + halaman);
  if (!d || !form) return;
  const lama = new URLSearchParams(d.isi);
  pasang(form, d.isi);
  const berubah = lama.get("versi") !== null && lama.get("versi") !== form.dataset.versi;
  kata("Isian yang tersimpan di perangkat ini (" + jam(new Date(d.waktu)) + ") dipulihkan" +
    (berubah ? "; isian di server sudah berubah sejak itu, keduanya ditunjukkan saat disimpan. " : ". "),
    tombol("Buang isian perangkat", () => { simpanan.hapus(DRAF + halaman); simpanan.hapus(ANTRE + halaman); location.reload(); }));
}

// kirim sends one submission; the key in it makes that it has one effect however often it
// is sent. The token is that of the session which is open now.
async function kirim(antre, csrf) {
  const d = new URLSearchParams(antre.isi);
  if (csrf) d.set("csrf", csrf);
  let r = await fetch(antre.alamat, { method: "POST", body: d, credentials: "same-origin" });
  if (r.status === 403) { // signed in anew since this page was opened: its token is of the session before
    const kini = bacaHalaman(await (await fetch(location.href, { credentials: "same-origin" })).text());
    const siapa = kini.body.dataset.orang, baru = kini.querySelector('input[name="csrf"]')?.value;
    if (siapa !== orang && baru) return { r, jenis: "orang" }; // nobody sends what another typed
    if (baru && baru !== csrf) {
      for (const e of document.querySelectorAll('input[name="csrf"]')) e.value = baru;
      d.set("csrf", baru);
      r = await fetch(antre.alamat, { method: "POST", body: d, credentials: "same-origin" });
    }
  }
  return { r, jenis: hasil(r.status, r.url) };
}
const csrf = () => document.querySelector('input[name="csrf"]')?.value;

async function ajukan(e) {
  if (!simpanan || e.defaultPrevented) return;
  const tekan = e.submitter;
  if (tekan?.value === "tempel" || tekan?.name === "tinjau") return;
  if (tekan?.value === "lihat") { // also what Enter in a field presses
    e.preventDefault();
    lihat();
    return;
  }
  e.preventDefault();
  if (sedang) return;
  sedang = true;
  clearTimeout(tunda);
  tunda = 0;
  const antre = { alamat: form.getAttribute("action"), isi: isi(form, tekan), waktu: Date.now() };
  simpanan.tulis(DRAF + halaman, { isi: isi(form), waktu: Date.now() });
  simpanan.tulis(ANTRE + halaman, antre);
  kata("Mengirim…");
  await antar(ANTRE + halaman, antre);
  sedang = false;
}

// antar sends what waits under a name and does what the answer asks for.
async function antar(nama, antre) {
  const sini = nama === ANTRE + halaman;
  let j;
  try {
    j = await kirim(antre, csrf());
  } catch {
    kata("Menunggu jaringan. Isian tersimpan di perangkat ini dan dikirim sendiri bila tersambung.");
    return false;
  }
  if (j.jenis === "nanti") {
    kata("Sistem sedang sibuk. Isian tersimpan di perangkat ini dan dikirim lagi sebentar lagi.");
    return false;
  }
  if (j.jenis === "masuk") {
    kata("Sesi berakhir. Isian tersimpan di perangkat ini. ", tautan("Masuk lagi", masuk()), " lalu isian dikirim.");
    return false;
  }
  if (j.jenis === "orang") {
    kata("Belum terkirim: di perangkat ini orang lain sudah masuk. Salin isian yang perlu, lalu ", tautan("masuk lagi sebagai diri Anda", masuk()), ".");
    return false;
  }
  simpanan.hapus(nama);
  if (j.jenis === "tersimpan") {
    simpanan.hapus(DRAF + nama.slice(ANTRE.length));
    if (sini) location.replace(j.r.url);
    else kata("Terkirim " + jam(new Date()) + ".");
    return true;
  }
  if (!sini) {
    kata("Ada isian yang belum diterima. ", tautan("Buka dan periksa", antre.alamat));
    return true;
  }
  ganti(await j.r.text());
  return true;
}

// ganti shows the page that answers a refusal, with what was typed in it.
function ganti(html) {
  const baru = bacaHalaman(html).querySelector("main");
  if (!baru) return;
  document.querySelector("main").replaceWith(baru);
  mulai(false);
  simpanDraf();
  kata("Belum tersimpan di server; isian tetap ada di perangkat ini.");
  const salah = baru.querySelector('[role="alert"], #bentrok');
  (salah || baru).scrollIntoView();
  if (salah) { salah.tabIndex = -1; salah.focus({ preventScroll: true }); }
}

// antarSemua sends everything that waits, here and of other pages, one after the other.
async function antarSemua() {
  if (!simpanan || sedang || !navigator.onLine) return;
  sedang = true;
  for (const nama of simpanan.daftar(ANTRE)) {
    const antre = simpanan.baca(nama);
    if (antre && !(await antar(nama, antre))) break;
  }
  sedang = false;
}

// The preview is asked for when typing pauses.
const lihat = penanya(() => ({ alamat: form.dataset.pratinjau, isi: new URLSearchParams(new FormData(form)) }), (baru) => {
  document.getElementById("lihat").replaceChildren(...baru.getElementById("lihat").childNodes);
  const aturan = (e) => [...e.querySelectorAll("textarea")].map((t) => t.name).join() + e.querySelector(".tanya")?.textContent;
  const lama = document.getElementById("peringatan"), ganti = baru.getElementById("peringatan");
  if (aturan(lama) !== aturan(ganti) && !lama.contains(document.activeElement)) lama.replaceChildren(...ganti.childNodes);
  pasangTinjauan(baru);
}, putus); // offline: the figures come when the form is sent

function mulai(awal) {
  form = document.querySelector("form[data-isian]");
  if (!form) return;
  form.dataset.versi = form.elements.versi?.value ?? "";
  form.addEventListener("submit", ajukan);
  form.addEventListener("input", (e) => {
    catat();
    if (form.dataset.pratinjau && e.target.matches(".angka, select, #belum_terbit")) { basi(); lihat(); }
  });
  if (form.dataset.pratinjau) document.querySelector(".tanpa-skrip")?.setAttribute("hidden", "");
  if (!navigator.onLine && !simpanan?.baca(ANTRE + halaman)) form.elements.kunci.value = crypto.randomUUID?.() ?? form.elements.kunci.value;
  document.dispatchEvent(new CustomEvent("isian:mulai", { detail: { form, lihat, catat, pasang } }));
  for (const a of document.querySelectorAll("[data-buang]")) a.addEventListener("click", () => { sedang = true; simpanan?.hapus(DRAF + halaman); });
  if (awal) pulihkan();
}

document.addEventListener("keluar", () => { sedang = true; }); // nothing is kept or sent from here on

if (document.querySelector("[data-tersimpan]")) {
  simpanan?.hapus(DRAF + halaman);
  kata("Terkirim " + jam(new Date()) + ".");
}
mulai(true);
addEventListener("online", antarSemua);
addEventListener("pagehide", () => { if (form && tunda) simpanDraf(); });
setInterval(antarSemua, 30000);
antarSemua();
for (const a of document.querySelectorAll("[data-daftar] a")) {
  if (!simpanan?.baca(DRAF + new URL(a.href).pathname)) continue;
  const tanda = document.createElement("small");
  tanda.textContent = " ada isian di perangkat ini yang belum dikirim";
  a.append(tanda);
}
if (orang && "serviceWorker" in navigator) daftarkanPekerja().catch(() => {});
