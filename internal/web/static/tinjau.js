// A form is reviewed as it is typed. Without this script a button of the form asks for it.
import { bacaHalaman } from "./percaya.js";

// penanya asks the server when typing pauses, one question at a time: what is typed anew
// takes the question before it back, so that no answer to older typing is ever shown. gagal
// is called when nothing could be asked.
export function penanya(tanya, terima, gagal = () => {}) {
  let jeda, batal;
  return () => {
    clearTimeout(jeda);
    batal?.abort();
    jeda = setTimeout(async () => {
      const ini = batal = new AbortController();
      const { alamat, isi } = tanya();
      try {
        const r = await fetch(alamat, { method: "POST", body: isi, credentials: "same-origin", signal: ini.signal });
        const teks = await r.text();
        if (ini.signal.aborted) return;
        if (r.ok && !r.redirected) terima(bacaHalaman(teks));
        else gagal();
      } catch {
        if (!ini.signal.aborted) gagal();
      }
    }, 600);
  };
}

// pasangTinjauan puts the answer in its place; what says the same as before stays, so that
// nobody hears it twice.
export function pasangTinjauan(baru) {
  for (const id of ["tinjauan-ringkas", "tinjauan"]) {
    const lama = document.getElementById(id), ganti = baru.getElementById(id);
    if (!lama || !ganti) continue;
    lama.classList.remove("basi");
    if (lama.textContent !== ganti.textContent) lama.replaceChildren(...ganti.childNodes);
  }
}

// basi marks what is shown as being of what was typed before; teks says why it stays so.
export function basi(teks) {
  const p = document.getElementById("tinjauan-ringkas");
  if (!p?.textContent && !teks) return;
  p?.classList.add("basi");
  if (teks && p) p.replaceChildren(teks);
}
export const putus = () => basi("Belum tersambung: reviu menyusul bila isian diubah lagi atau disimpan.");

// mulai reviews a form from now on, once.
function mulai(form) {
  if (!form?.matches("[data-tinjau]") || form.dataset.ditinjau) return;
  form.dataset.ditinjau = "1";
  const tanya = penanya(() => {
    const isi = new URLSearchParams(new FormData(form));
    isi.set("tinjau", "bagian");
    return { alamat: form.getAttribute("action"), isi };
  }, pasangTinjauan, putus);
  form.addEventListener("input", () => { basi(); tanya(); });
  // A form with a preview of its own has no such button.
  form.querySelector("button[name=tinjau]")?.setAttribute("hidden", "");
}
mulai(document.querySelector("form[data-tinjau]"));
document.addEventListener("isian:mulai", (e) => mulai(e.detail.form));
