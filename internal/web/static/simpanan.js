// What is kept on the device: drafts and submissions that wait for the network, each of one
// person. localStorage is written at once and read at once, which a page that is being
// closed needs; all of it is a few kilobytes.
const AWAL = "capaian:";

// Simpanan keeps what one person typed. Whatever another person left is removed when it is
// opened: on a shared phone nobody finds another's figures.
export class Simpanan {
  constructor(tempat, orang) {
    this.tempat = tempat;
    this.awal = AWAL + orang + ":";
    for (const k of this.kunci()) if (!k.startsWith(this.awal)) tempat.removeItem(k);
  }
  kunci() {
    const out = [];
    for (let i = 0; i < this.tempat.length; i++) {
      const k = this.tempat.key(i);
      if (k.startsWith(AWAL)) out.push(k);
    }
    return out;
  }
  baca(nama) {
    try { return JSON.parse(this.tempat.getItem(this.awal + nama)); } catch { return null; }
  }
  // tulis answers whether it could be kept: a full or forbidden storage must be told of.
  tulis(nama, nilai) {
    try { this.tempat.setItem(this.awal + nama, JSON.stringify(nilai)); return true; } catch { return false; }
  }
  hapus(nama) { this.tempat.removeItem(this.awal + nama); }
  daftar(jenis) {
    return this.kunci().filter((k) => k.startsWith(this.awal + jenis)).map((k) => k.slice(this.awal.length));
  }
  kosongkan() { for (const k of this.kunci()) this.tempat.removeItem(k); }
}

// jam writes the time of day as 10.32.
export function jam(d) {
  return String(d.getHours()).padStart(2, "0") + "." + String(d.getMinutes()).padStart(2, "0");
}

// hasil says what an answer to a submission means.
export function hasil(status, alamat) {
  if (status === 401 || new URL(alamat).pathname === "/masuk") return "masuk";
  if (status >= 500 || status === 429) return "nanti";
  if (status < 400 && alamat.includes("tersimpan=")) return "tersimpan";
  return "ditolak";
}
