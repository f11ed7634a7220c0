package report

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/report/document"
	"capaian/internal/sakip"
)

// perencanaan is chapter II: what was promised.
func (p *penyusun) perencanaan() {
	p.tambah(document.Judul{Tingkat: 1, Teks: "PERENCANAAN KINERJA"})
	p.renstra()
	p.tambah(document.Judul{Tingkat: 2, Teks: "INDIKATOR KINERJA UTAMA"})
	if len(p.saring(utama)) > 0 {
		p.paragraf("Keberhasilan setiap sasaran strategis diukur dengan indikator kinerja utama (IKU) dan cara penghitungan berikut.")
		p.tambah(p.tabelIKU())
	} else {
		p.tambah(document.Celah{Apa: "Indikator kinerja utama belum ditetapkan", Oleh: olehRencana})
	}
	p.tambah(document.Judul{Tingkat: 2, Teks: "PERJANJIAN KINERJA"})
	if len(p.pk) == 0 {
		p.tambah(document.Celah{Apa: fmt.Sprintf("Perjanjian Kinerja Tahun %d belum dicatat", p.d.Tahun), Oleh: olehRencana})
	}
	p.naskah("bab2.perjanjian_kinerja")
	for n := range p.pk {
		p.perjanjian(n)
	}
	for n := 1; n < len(p.pk); n++ {
		p.perbandingan(n)
	}
	p.narasi("bab2.")
}

// utama tells whether an indicator belongs to the agency's strategic tables.
func utama(i sakip.Indikator) bool { return i.Utama() }

// kelompok are the indicators of one parent, in order.
type kelompok struct {
	induk     string
	indikator []sakip.HasilIndikator
}

// kelompokkan groups by parent, in the order in which parents first appear.
func kelompokkan(list []sakip.HasilIndikator) []kelompok {
	var out []kelompok
	di := map[string]int{}
	for _, h := range list {
		n, ada := di[h.Indikator.Induk]
		if !ada {
			n = len(out)
			di[h.Indikator.Induk] = n
			out = append(out, kelompok{induk: h.Indikator.Induk})
		}
		out[n].indikator = append(out[n].indikator, h)
	}
	return out
}

// saring picks results by their indicator, in the order of the report.
func (p *penyusun) saring(pakai func(sakip.Indikator) bool) []sakip.HasilIndikator {
	var out []sakip.HasilIndikator
	for _, h := range p.h.Indikator {
		if pakai(h.Indikator) {
			out = append(out, h)
		}
	}
	return out
}

// namaInduk is what an indicator measures: a sasaran, a tujuan, or a program by the
// name that the budget gives it.
func (p *penyusun) namaInduk(id string) string {
	if s, ok := p.d.Renstra.CariSasaran(id); ok {
		return s.Nama
	}
	for _, t := range p.d.Renstra.Tujuan {
		if t.ID == id {
			return t.Teks
		}
	}
	if b, ok := p.baris[id]; ok {
		return b.Nama
	}
	for _, t := range p.d.Renstra.Program {
		if t.Kode == id {
			return t.Nama
		}
	}
	return id
}

// tabelIKU is what is measured, how, and by whom.
func (p *penyusun) tabelIKU() *document.Tabel {
	t := &document.Tabel{ID: "IKU", Judul: "Indikator Kinerja Utama", Kolom: kolom(document.Kiri, 5, 28, 28, 40, 22),
		Kepala: kepalaSatu("No.", "Sasaran Strategis", "Indikator Kinerja Utama", "Formula Perhitungan", "Penanggung Jawab")}
	t.Kolom[0].Rata = document.Tengah
	for no, g := range kelompokkan(p.saring(utama)) {
		for n, h := range g.indikator {
			i := h.Indikator
			row := []document.Sel{teks(i.Nama), teks(rumusTeks(i)), teks(p.d.OPD.NamaUnit(i.PenanggungJawab))}
			t.Baris = append(t.Baris, p.denganInduk(no, n, g, row))
		}
	}
	return t
}

// denganInduk puts the number and the name of the group before its first row; the
// cells reach down over the group.
func (p *penyusun) denganInduk(no, n int, g kelompok, row []document.Sel) []document.Sel {
	if n > 0 {
		return row
	}
	m := len(g.indikator)
	return append([]document.Sel{{Teks: fmt.Sprintf("%d.", no+1), RowSpan: m}, {Teks: p.namaInduk(g.induk), RowSpan: m}}, row...)
}

// rumusTeks is an indicator's formula in words.
func rumusTeks(i sakip.Indikator) string {
	kali := func(d decimal.Decimal) string {
		s := " × " + locale.AngkaRingkas(d)
		if i.Satuan == "%" {
			s += "%"
		}
		return s
	}
	f := i.Formula
	x := f.Pembilang
	switch f.Jenis {
	case sakip.FormulaRasio:
		return "(" + x + " ÷ " + f.Penyebut + ")" + kali(f.Pengali)
	case sakip.FormulaSkor:
		if x == "" {
			x = "Skor yang diperoleh"
		}
		maks := ""
		if f.SkorMaksimal != nil {
			maks = " " + locale.AngkaRingkas(*f.SkorMaksimal)
		}
		return "(" + x + " ÷ skor maksimal" + maks + ")" + kali(decimal.NewFromInt(100))
	case sakip.FormulaPredikat:
		return "Skor predikat pada skala " + f.SkalaPredikat
	}
	if x == "" {
		x = "Nilai yang dilaporkan"
	}
	return x
}

// sebutanPK names a version for titles.
func (p *penyusun) sebutanPK(n int) string {
	s := p.sebutanVersi(n)
	if v := p.pk[n]; !v.Ditandatangani {
		s += " (belum ditandatangani)"
	}
	return s
}

// sebutanVersi is "Induk", "Perubahan", or, where a year has several changes, their version.
func (p *penyusun) sebutanVersi(n int) string {
	jenis := 0
	for _, v := range p.pk {
		if v.Jenis == p.pk[n].Jenis {
			jenis++
		}
	}
	s := string(p.pk[n].Jenis)
	if jenis > 1 || s == "" {
		s = p.pk[n].Versi
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// targetPK is an indicator's target in version n as printed there: a suffix such as
// "(AA)" stays behind the number.
func (p *penyusun) targetPK(n int, i sakip.Indikator, rumus string) document.Sel {
	t := p.pk[n].Target[i.ID]
	kunci := kPK(n, i.ID, "target")
	if rumus != "" {
		kunci = ""
	}
	s := p.target(i, t, kunci, rumus)
	if t.Tercetak == "" || t.Kosong() {
		return s
	}
	if s.Nilai == nil {
		return teks(t.Tercetak)
	}
	for d := int32(0); d <= 4; d++ {
		if akhir, ok := strings.CutPrefix(t.Tercetak, locale.Angka(*t.Nilai, d)); ok && s.Nilai.Equal(s.Nilai.Round(d)) && !mulaiAngka(akhir) {
			s.Desimal, s.Format, s.Akhiran = d, document.FAngka, akhir
		}
	}
	return s
}

// mulaiAngka tells whether a rest of a printed number goes on with it.
func mulaiAngka(s string) bool { return s != "" && (s[0] == ',' || s[0] >= '0' && s[0] <= '9') }

// perjanjian prints one version: targets as agreed, and the programs' money.
func (p *penyusun) perjanjian(n int) {
	v := p.pk[n]
	judul := fmt.Sprintf("Perjanjian Kinerja %s Tahun %d", p.sebutanPK(n), p.d.Tahun)
	p.tambah(document.Judul{Tingkat: 3, Teks: judul})
	p.pengantarPerjanjian(n)
	t := &document.Tabel{ID: fmt.Sprintf("PK%d Target", n+1), Judul: "Target " + judul, Kolom: kolom(document.Kiri, 5, 45, 45, 15),
		Kepala: kepalaSatu("No.", "Sasaran Strategis", "Indikator Kinerja", "Target")}
	t.Kolom[0].Rata, t.Kolom[3].Rata = document.Tengah, document.Kanan
	if c := satuBaris(v.Catatan); c != "" {
		t.Catatan = []string{c}
	}
	for no, g := range kelompokkan(p.saring(utama)) {
		for m, h := range g.indikator {
			row := []document.Sel{teks(h.Indikator.Nama), p.targetPK(n, h.Indikator, "")}
			t.Baris = append(t.Baris, p.denganInduk(no, m, g, row))
		}
	}
	p.tambah(t)
	if len(v.Program) == 0 {
		return
	}
	a := &document.Tabel{ID: fmt.Sprintf("PK%d Anggaran", n+1), Judul: "Anggaran " + judul, Kolom: kolom(document.Kiri, 5, 60, 25, 20),
		Kepala: kepalaSatu("No.", "Program", "Anggaran (Rp)", "Keterangan")}
	a.Kolom[0].Rata, a.Kolom[2].Rata = document.Tengah, document.Kanan
	var sel []alamat
	for m, g := range v.Program {
		k := kProgram(n, m)
		sel = append(sel, alamat{k, m})
		a.Baris = append(a.Baris, []document.Sel{teks(fmt.Sprintf("%d.", m+1)), teks(g.Nama), angka(g.Anggaran, senDari(g.Anggaran), k, ""), teks(g.SumberDana)})
	}
	total := v.Total()
	a.Baris = append(a.Baris, gaya([]document.Sel{teks(""), teks("JUMLAH"),
		angka(total, senDari(total), kPK(n, "jumlah", "anggaran"), rumusJumlah(sel)), teks("")}, document.Tebal|document.Grup))
	p.tambah(a)
}

// pengantarPerjanjian says when and between whom a version was agreed, and why it was
// changed.
func (p *penyusun) pengantarPerjanjian(n int) {
	v := p.pk[n]
	sebut := "Perjanjian Kinerja " + p.sebutanVersi(n)
	if v.Nomor != "" {
		sebut += " Nomor " + v.Nomor
	}
	if !v.Ditandatangani {
		p.tambah(document.Celah{Apa: sebut + " belum ditandatangani, sehingga belum berlaku", Oleh: "kepala perangkat daerah, pada halaman Rencana"})
	} else {
		s := sebut + " ditandatangani pada " + tanggal(v.Tanggal)
		if v.PihakKedua != "" {
			s += " antara " + p.pihakPertama(v).Jabatan + " dan " + v.PihakKedua
		}
		p.paragraf("%s.", s)
	}
	if a := satuBaris(v.Alasan); a != "" {
		p.paragraf("Alasan perubahan: %s", a)
	}
}

// kProgram names the n-th program's money in a version, by its place: a program's code
// is free text there.
func kProgram(versi, n int) string { return kPK(versi, fmt.Sprintf("program-%d", n+1), "anggaran") }

// senDari shows sen only where there are any.
func senDari(d decimal.Decimal) int32 {
	if d.IsInteger() {
		return 0
	}
	return 2
}

// perbandingan sets version n beside the one before.
func (p *penyusun) perbandingan(n int) {
	beda := sakip.BandingkanPerjanjian(p.pk[n-1:n+1], urutan(p.h.Indikator))[0]
	dari, ke := p.sebutanPK(n-1), p.sebutanPK(n)
	p.tambah(document.Judul{Tingkat: 3, Teks: fmt.Sprintf("Perbandingan Perjanjian Kinerja %s dan %s Tahun %d", dari, ke, p.d.Tahun)})
	p.paragraf("%s", p.kalimatBanding(n, beda))
	t := &document.Tabel{ID: fmt.Sprintf("PK%d Banding Target", n+1), Judul: "Perbandingan Target Kinerja " + dari + " dan " + ke,
		Kolom:  kolom(document.Kiri, 5, 36, 36, 14, 14, 15),
		Kepala: kepalaSatu("No.", "Sasaran Strategis", "Indikator Kinerja", "Target "+dari, "Target "+ke, "Keterangan")}
	t.Kolom[0].Rata, t.Kolom[3].Rata, t.Kolom[4].Rata = document.Tengah, document.Kanan, document.Kanan
	berubah := map[string]bool{}
	for _, c := range beda.Target {
		berubah[c.Indikator] = c.Berubah
	}
	for no, g := range kelompokkan(p.saring(utama)) {
		for m, h := range g.indikator {
			i := h.Indikator
			row := []document.Sel{teks(i.Nama), p.targetPK(n-1, i, ref(kPK(n-1, i.ID, "target"))), p.targetPK(n, i, ref(kPK(n, i.ID, "target"))),
				teks(pilih(berubah[i.ID], "Berubah", "Tetap"))}
			t.Baris = append(t.Baris, p.denganInduk(no, m, g, row))
		}
	}
	p.tambah(t)
	if len(beda.Program) > 0 {
		p.tambah(p.bandingAnggaran(n, beda))
	}
}

// kalimatBanding says what version n changed: how many targets, and how much money.
func (p *penyusun) kalimatBanding(n int, beda sakip.PerbandinganPerjanjian) string {
	dari, ke := p.sebutanVersi(n-1), p.sebutanVersi(n)
	m, ubah := 0, 0
	for _, c := range beda.Target {
		if i, ada := p.d.CariIndikator(c.Indikator); ada && i.Utama() {
			m++
			if c.Berubah {
				ubah++
			}
		}
	}
	s := fmt.Sprintf("Dari %d target sasaran strategis, %d berubah.", m, ubah)
	switch {
	case m == 0:
		s = "Kedua versi belum memuat target sasaran strategis."
	case ubah == 0:
		s = fmt.Sprintf("Seluruh %d target sasaran strategis tetap.", m)
	}
	if len(p.pk[n-1].Program) == 0 || len(p.pk[n].Program) == 0 {
		return s
	}
	lama, d := p.pk[n-1].Total(), beda.SelisihTotal
	if d.IsZero() {
		return s + fmt.Sprintf(" Anggaran tetap %s.", locale.Rupiah(lama))
	}
	s += fmt.Sprintf(" Anggaran %s %s", pilih(d.IsPositive(), "bertambah", "berkurang"), locale.Rupiah(d.Abs()))
	if lama.IsPositive() {
		s += fmt.Sprintf(" (%s)", p.persen(p.persenDari(d.Abs(), lama), "", "").Tampil())
	}
	return s + fmt.Sprintf(": dari %s pada Perjanjian Kinerja %s menjadi %s pada Perjanjian Kinerja %s.", locale.Rupiah(lama), dari, locale.Rupiah(lama.Add(d)), ke)
}

// bandingAnggaran sets the programs' money of version n beside that of the one
// before. A program that one of them lacks counts as nothing there.
func (p *penyusun) bandingAnggaran(n int, beda sakip.PerbandinganPerjanjian) *document.Tabel {
	dari, ke := p.sebutanVersi(n-1), p.sebutanVersi(n)
	t := &document.Tabel{ID: fmt.Sprintf("PK%d Banding Anggaran", n+1), Judul: "Perbandingan Anggaran " + p.sebutanPK(n-1) + " dan " + p.sebutanPK(n),
		Kolom:  kolom(document.Kanan, 6, 35, 22, 22, 20, 30),
		Kepala: kepalaSatu("No.", "Program", "Anggaran "+dari+" (Rp)", "Anggaran "+ke+" (Rp)", "Selisih (Rp)", "Keterangan")}
	t.Kolom[0].Rata, t.Kolom[1].Rata, t.Kolom[5].Rata = document.Tengah, document.Kiri, document.Kiri
	letak := func(v int) map[string]string {
		out := map[string]string{}
		for m, g := range p.pk[v].Program {
			out[g.Kode] = kProgram(v, m)
		}
		return out
	}
	lama, baru := letak(n-1), letak(n)
	sisi := func(d *decimal.Decimal, kunci string) (document.Sel, string) {
		if d == nil {
			return redup("tidak ada"), "0"
		}
		return angka(*d, senDari(*d), "", ref(kunci)), ref(kunci)
	}
	var selisih []alamat
	for m, g := range beda.Program {
		a, ra := sisi(g.Dari, lama[g.Kode])
		b, rb := sisi(g.Ke, baru[g.Kode])
		k := kPK(n, fmt.Sprintf("program-%d", m+1), "selisih")
		selisih = append(selisih, alamat{k, m})
		row := []document.Sel{teks(fmt.Sprintf("%d.", m+1)), teks(g.Nama), a, b, angka(g.Selisih, senDari(g.Selisih), k, rb+"-"+ra)}
		if m == 0 {
			row = append(row, document.Sel{Teks: p.pk[n].Alasan, RowSpan: len(beda.Program)})
		}
		t.Baris = append(t.Baris, row)
	}
	jumlah := func(v int) document.Sel {
		d := p.pk[v].Total()
		if len(p.pk[v].Program) == 0 {
			return redup("tidak ada")
		}
		return angka(d, senDari(d), "", ref(kPK(v, "jumlah", "anggaran")))
	}
	t.Baris = append(t.Baris, gaya([]document.Sel{teks(""), teks("JUMLAH"), jumlah(n - 1), jumlah(n),
		angka(beda.SelisihTotal, senDari(beda.SelisihTotal), kPK(n, "jumlah", "selisih"), rumusJumlah(selisih)), teks("")}, document.Tebal|document.Grup))
	return t
}

// urutan are the indicators of results, in their order.
func urutan(list []sakip.HasilIndikator) []sakip.Indikator {
	out := make([]sakip.Indikator, len(list))
	for n, h := range list {
		out[n] = h.Indikator
	}
	return out
}
