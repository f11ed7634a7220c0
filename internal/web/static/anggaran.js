// The entry table of a budget: running totals while typing, and a column pasted from a
// spreadsheet fills the fields below. The server decides what a number is; what this cannot
// read it leaves out of the totals.
export function angka(s) {
  s = s.trim().replace(/^rp\.?\s*/i, "").replace(/,-$/, "");
  if (/^\d{1,3}(\.\d{3})+(,\d+)?$/.test(s)) s = s.replaceAll(".", "").replace(",", ".");
  else if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(s)) s = s.replaceAll(",", "");
  else s = s.replace(",", ".");
  if (!/^\d+(\.\d{1,2})?$/.test(s)) return null;
  const [u, p = ""] = s.split(".");
  return BigInt(u + p.padEnd(2, "0"));
}
export function tulis(sen) {
  const u = (sen / 100n).toString().replace(/\B(?=(\d{3})+$)/g, "."), p = sen % 100n;
  return p ? u + "," + p.toString().padStart(2, "0") : u;
}
export function persen(a, b) {
  if (b === 0n) return "–";
  const p = (a * 20000n / b + 1n) / 2n; // half up
  return tulis(p).replace(/^([^,]*)$/, "$1,00");
}

function hitung(tabel) {
  const jumlah = new Map(), induk = new Map();
  for (const tr of tabel.tBodies[0].rows) induk.set(tr.dataset.kode, tr.dataset.induk);
  for (const tr of tabel.tBodies[0].rows) {
    if (!tr.classList.contains("daun")) continue;
    const teks = tr.querySelector("input.angka")?.value ?? tr.querySelector("td.n").textContent;
    const n = angka(teks), pagu = angka(tr.dataset.pagu) ?? 0n;
    tr.querySelector("[data-serapan]").textContent = n === null ? "–" : persen(n, pagu);
    for (let k = tr.dataset.induk, i = 0; k && i < 20; k = induk.get(k), i++) {
      const j = jumlah.get(k) ?? { n: 0n, pagu: 0n, ada: 0, semua: 0 };
      j.pagu += pagu; j.semua++;
      if (n !== null) { j.n += n; j.ada++; }
      jumlah.set(k, j);
    }
  }
  for (const tr of tabel.tBodies[0].rows) {
    const j = jumlah.get(tr.dataset.kode), sel = tr.querySelector("[data-jumlah]");
    if (!j || !sel) continue;
    const kecil = document.createElement("small");
    kecil.textContent = j.ada + " dari " + j.semua + " baris";
    sel.replaceChildren(tulis(j.n), document.createElement("br"), kecil);
    tr.querySelector("[data-serapan]").textContent = j.ada ? persen(j.n, j.pagu) : "–";
  }
}

function pasangTabel(form) {
  const tabel = form.querySelector("table.tabel-isian");
  if (!tabel) return;
  const bidang = () => [...tabel.querySelectorAll("input.angka")];
  form.addEventListener("input", () => hitung(tabel));
  form.addEventListener("dipasang", () => hitung(tabel));
  tabel.addEventListener("paste", (e) => {
    const baris = (e.clipboardData?.getData("text") ?? "").replace(/\r?\n$/, "").split(/\r?\n/);
    if (baris.length < 2 || !e.target.matches("input.angka")) return;
    e.preventDefault();
    const semua = bidang(), mulai = semua.indexOf(e.target);
    baris.forEach((b, n) => { if (semua[mulai + n]) semua[mulai + n].value = b.split("\t").pop().trim(); });
    form.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

if (typeof document !== "undefined") {
  document.addEventListener("isian:mulai", (e) => pasangTabel(e.detail.form));
  const form = document.querySelector("form[data-tabel]");
  if (form?.dataset.versi !== undefined) pasangTabel(form); // the other module was first
}
