package impor

import (
	"fmt"
	"strconv"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/sakip"
)

// Templat is a workbook of a kind with all that the year has: to be filled in, and the
// export at once. Read again unchanged, it changes nothing. o names the version of the
// agreement or of the budget; blank is the last.
func Templat(d sakip.DataTahun, o Opsi) ([]byte, error) {
	h := hitungan{p: &Pratinjau{Opsi: o}, d: d}
	var t tabelTulis
	switch o.Jenis {
	case JenisIndikator:
		t = h.templatIndikator()
	case JenisRealisasi:
		t = h.templatRealisasi()
	case JenisAnggaran:
		t = h.templatAnggaran()
	default:
		return nil, fault.At("jenis", fault.Unknown, "Jenis impor", string(o.Jenis))
	}
	return t.xlsx()
}

// petunjukUmum is said of every table.
var petunjukUmum = []string{
	"Isi lembar pertama, simpan sebagai .xlsx, lalu unggah di halaman Impor. Sebelum disimpan, Capaian memperlihatkan baris mana yang baru, berubah atau ditolak beserta alasannya.",
	"Jangan mengubah nama kolom pada baris pertama. Kolom boleh dihapus atau dipindah tempat; kolom tambahan diabaikan.",
	"Sel kosong tidak mengubah apa pun dan bukan nol. Tulis 0 bila nilainya memang nol.",
	"Angka: tulis apa adanya, misalnya 98,94 atau 1.977.070.000. Pada indikator, ribuan ditulis tanpa titik, misalnya 1250, karena 1.250 dapat dibaca dengan dua cara. Jangan memakai rumus; tempel sebagai nilai.",
	"Kolom berpilihan mengikuti daftar pada lembar Pilihan.",
}

func (h *hitungan) templatIndikator() tabelTulis {
	t := tabelTulis{nama: "Indikator", judul: []string{artiKolom[JenisIndikator][0].nama}, lebar: []int{14}, pilihan: map[int][]string{}}
	for n, k := range tabelIndikator {
		t.judul, t.lebar = append(t.judul, k.nama), append(t.lebar, k.lebar)
		t.pilihan[n+1] = k.pilihan
		switch k.id {
		case "penanggung_jawab":
			for _, u := range h.d.OPD.Unit {
				t.pilihan[n+1] = append(t.pilihan[n+1], u.ID)
			}
		case "induk":
			for _, s := range h.d.Renstra.Sasaran {
				t.pilihan[n+1] = append(t.pilihan[n+1], s.ID)
			}
		case "skala_predikat":
			for _, s := range h.d.Kebijakan.SkalaPredikat {
				t.pilihan[n+1] = append(t.pilihan[n+1], s.Nama)
			}
		}
	}
	for _, a := range kolomTarget() {
		t.judul, t.lebar = append(t.judul, a.nama), append(t.lebar, 14)
	}
	pk, _ := h.perjanjian()
	for _, i := range h.d.IndikatorUrut() {
		b := []Sel{selIsi(i.ID)}
		for _, k := range tabelIndikator {
			b = append(b, k.tulis(i))
		}
		target := pk.Target[i.ID]
		b = append(b, tulisTarget(target), selIsi(target.Tercetak))
		ra := [5]sakip.RencanaAksi{}
		for _, a := range h.d.RencanaAksi {
			if a.Indikator == i.ID && a.Triwulan >= 1 && a.Triwulan <= 4 {
				ra[a.Triwulan] = a
			}
		}
		for tw := 1; tw <= 4; tw++ {
			b = append(b, tulisTargetAda(ra[tw].Target))
		}
		for tw := 1; tw <= 4; tw++ {
			b = append(b, tulisTargetAda(ra[tw].TargetSD))
		}
		t.baris = append(t.baris, b)
	}
	t.petunjuk = append([]string{fmt.Sprintf("Indikator dan target %s tahun %d", h.d.OPD.Nama, h.d.Tahun)}, petunjukUmum...)
	t.petunjuk = append(t.petunjuk,
		"Wajib: Kode indikator (misalnya IKU-1.1) dan Indikator. Untuk IKU (tingkat sasaran), Induk berisi kode sasaran Renstra.",
		"Formula: rasio (isi nama Pembilang dan Penyebut, Pengali biasanya 100), skor (isi Skor maksimal), nilai, atau predikat (isi Skala predikat).",
		"Kode anggaran: kode baris anggaran dipisah titik koma; dahului dengan kata kurang untuk yang dikurangkan, misalnya: 1.06.05; kurang 1.06.05.2.01.",
		"Target: target setahun, masuk ke Perjanjian Kinerja yang masih draf. Target TW1–TW4 dan s.d. TW1–TW4 masuk ke rencana aksi.",
		"Target rentang ditulis 5 s.d. 10; target predikat ditulis labelnya, misalnya BB.",
		"Contoh baris: IKU-1.1 | Persentase jalan mantap | ... | sasaran | S1 | ... | % | naik | rasio | Panjang jalan mantap | Panjang jalan | 100.")
	return t
}

func (h *hitungan) templatRealisasi() tabelTulis {
	t := tabelTulis{nama: "Realisasi", pilihan: map[int][]string{2: {"TW1", "TW2", "TW3", "TW4"}, 9: {"ya"}}}
	kolom := []string{"kode", "nama", "triwulan", "pembilang", "penyebut", "skor", "nilai", "predikat", "", "belum_terbit", "alasan", "sumber", "faktor_pendorong", "faktor_penghambat", "solusi"}
	for _, id := range kolom {
		nama, lebar := "Formula", 12
		for _, a := range kolomRealisasi {
			if a.id == id {
				nama = a.nama
			}
		}
		switch id {
		case "nama":
			lebar = 50
		case "alasan", "sumber", "faktor_pendorong", "faktor_penghambat", "solusi":
			lebar = 30
		}
		t.judul, t.lebar = append(t.judul, nama), append(t.lebar, lebar)
	}
	for _, s := range h.d.Kebijakan.SkalaPredikat {
		for _, l := range s.Label {
			t.pilihan[7] = append(t.pilihan[7], l.Label)
		}
	}
	for _, i := range h.d.IndikatorUrut() {
		for tw := 1; tw <= 4; tw++ {
			var r sakip.Realisasi
			ada := false
			for _, x := range h.d.Realisasi {
				if x.Indikator == i.ID && x.Triwulan == tw {
					r, ada = x, true
				}
			}
			if !ada && !i.Frekuensi.JatuhTempo(tw) {
				continue
			}
			t.baris = append(t.baris, []Sel{selIsi(i.ID), selIsi(i.Nama), selIsi("TW" + strconv.Itoa(tw)),
				komponenX(r, i, sakip.FormulaRasio), selAda(r.Y), komponenX(r, i, sakip.FormulaSkor), komponenX(r, i, sakip.FormulaNilai),
				selIsi(r.Predikat), selIsi(string(i.Formula.Jenis)), yaBila(r.BelumTerbit), {}, selIsi(r.Sumber), selIsi(r.FaktorPendorong),
				selIsi(r.FaktorPenghambat), selIsi(r.Solusi)})
		}
	}
	t.petunjuk = append([]string{fmt.Sprintf("Realisasi indikator %s tahun %d", h.d.OPD.Nama, h.d.Tahun)}, petunjukUmum...)
	t.petunjuk = append(t.petunjuk,
		"Satu baris untuk satu indikator dan satu triwulan. Kolom Formula hanya keterangan: rasio diisi Pembilang dan Penyebut, skor diisi Skor, nilai diisi Nilai, predikat diisi Predikat.",
		"Belum terbit: isi ya bila data dari sumbernya belum terbit, dan kosongkan angkanya.",
		"Alasan: bila angkanya tidak biasa (misalnya pembilang melebihi penyebut), tulis sebabnya. Tanpa alasan angkanya disimpan sebagai draf.",
		"Angka yang sudah diverifikasi atau final tidak diganti lewat impor.")
	return t
}

func (h *hitungan) templatAnggaran() tabelTulis {
	t := tabelTulis{nama: "Anggaran", pilihan: map[int][]string{}}
	for n, a := range kolomAnggaran {
		if a.id == "realisasi" || a.id == "alasan" {
			continue
		}
		lebar := 20
		if a.id == "uraian" {
			lebar = 60
		}
		if a.id == "tingkat" {
			for _, s := range urutTingkat {
				t.pilihan[n] = append(t.pilihan[n], string(s))
			}
		}
		if a.id == "sub_unit" {
			for _, u := range h.d.OPD.Unit {
				t.pilihan[n] = append(t.pilihan[n], u.ID)
			}
		}
		t.judul, t.lebar = append(t.judul, a.nama), append(t.lebar, lebar)
	}
	v, _ := h.versi()
	real := map[sakip.IdentitasBaris][5]*decimal.Decimal{}
	for _, r := range h.d.RealisasiAnggaran {
		n := real[r.IdentitasBaris]
		n[r.Triwulan] = &r.Nilai
		real[r.IdentitasBaris] = n
	}
	jumlah := jumlahVersi(v)
	for _, b := range v.Baris {
		pagu := b.Pagu
		if pagu == nil {
			s := jumlah[b.Kode]
			pagu = &s
		}
		baris := []Sel{selIsi(b.Kode), selIsi(b.Nama), selIsi(string(b.Tingkat)), selIsi(b.Induk), selIsi(b.SubUnit), selIsi(b.Sumber), selAda(pagu)}
		for tw := 1; tw <= 4; tw++ {
			baris = append(baris, selAda(real[b.IdentitasBaris][tw]))
		}
		t.baris = append(t.baris, baris)
	}
	if len(v.Baris) > 0 {
		semua := jumlah[""]
		t.baris = append(t.baris, []Sel{{}, selIsi("JUMLAH"), {}, {}, {}, {}, selAda(&semua)})
	}
	t.petunjuk = append([]string{fmt.Sprintf("Anggaran %s tahun %d, versi %s", h.d.OPD.Nama, h.d.Tahun, v.Versi)}, petunjukUmum...)
	t.petunjuk = append(t.petunjuk,
		"Anggaran diganti utuh: baris yang dihapus dari lembar ini ikut terhapus dari versi anggaran itu.",
		"Induk dibaca dari Kode induk atau, bila kosong, dari segmen kode (1.06.01 adalah induk 1.06.01.2.01). Baris induk harus berada di atas anaknya.",
		"Pagu baris yang punya anak dihitung dari anaknya; yang tertulis hanya dipakai memeriksa. Begitu pula baris JUMLAH.",
		"Kode yang sama boleh berulang bila Sub unit atau Sumber dana berbeda.",
		"Realisasi ditulis kumulatif: dari Januari sampai akhir triwulan, pada baris tanpa anak.")
	return t
}

// jumlahVersi are the sums by code; that of "" is of the whole version.
func jumlahVersi(v sakip.VersiAnggaran) map[string]decimal.Decimal {
	induk := map[string]string{}
	for _, b := range v.Baris {
		induk[b.Kode] = b.Induk
	}
	out := map[string]decimal.Decimal{}
	for _, b := range v.Baris {
		if b.Pagu == nil {
			continue
		}
		out[""] = out[""].Add(*b.Pagu)
		for k := b.Induk; k != ""; k = induk[k] {
			out[k] = out[k].Add(*b.Pagu)
		}
	}
	return out
}
