package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/report/document"
	"capaian/internal/sakip"
)

// analisis says of one indicator how its figure came about, what it came to against its
// target, earlier years, the end of the Renstra, a standard and its money; then what the
// unit gave as reasons, and what was written about it. Nothing is said that was neither
// entered nor computed.
func (p *penyusun) analisis(h sakip.HasilIndikator) {
	i := h.Indikator
	p.tambah(document.Judul{Tingkat: 4, Teks: i.Nama})
	switch {
	case h.Realisasi.Alasan == sakip.BelumJatuhTempo: // owed by nobody yet
		p.paragraf("Realisasi indikator ini belum jatuh tempo %s.", p.sampai())
	case h.Realisasi.Alasan == sakip.BelumTerbit:
		p.tambah(document.Celah{Apa: fmt.Sprintf("Realisasi %s belum dapat disajikan: %s", p.sampai(), h.Realisasi.Alasan.Teks()), Oleh: p.olehIsian(i)})
	case !h.Realisasi.Ada():
		p.tambah(document.Celah{Apa: fmt.Sprintf("Realisasi %s tidak disajikan: %s", p.sampai(), h.Realisasi.Alasan.Teks()), Oleh: p.olehIsian(i)})
	default:
		p.perhitungan(h)
		var s []string
		for _, k := range []string{p.kalimatCapaian(h), p.kalimatTahunLalu(h), p.kalimatAkhir(h), p.kalimatStandar(h)} {
			if k != "" {
				s = append(s, k)
			}
		}
		p.paragraf("%s", strings.Join(s, " "))
	}
	if s := p.kalimatUang(h); s != "" {
		p.paragraf("%s", s)
	}
	p.faktorIndikator(i)
	p.naskah(sakip.BagianIndikator(i.ID))
}

// olehIsian names who owes an indicator's entry.
func (p *penyusun) olehIsian(i sakip.Indikator) string {
	u := p.d.OPD.NamaUnit(i.PenanggungJawab)
	return pilih(u == "", "unit penanggung jawab", u) + ", pada halaman Isian"
}

// perhitungan is the formula in words and with the year's numbers.
func (p *penyusun) perhitungan(h sakip.HasilIndikator) {
	i, f := h.Indikator, h.Indikator.Formula
	x, y := p.d.KomponenTriwulan(i, p.h.Periode.Triwulan)
	n := func(d decimal.Decimal) string { return locale.Angka(d, desimal(d, 4)) }
	satuan := pilih(f.Satuan == "", "", " "+f.Satuan)
	hasil := p.realisasi(h).Tampil()
	tengah := func(s string) {
		p.tambah(document.Paragraf{Teks: document.Teks{{Teks: s, Miring: true}}, Rata: document.Tengah})
	}
	switch {
	case f.Jenis == sakip.FormulaRasio && x.SD.Ada() && y.SD.Ada():
		p.paragraf("Indikator ini mengukur %s terhadap %s:", kecil(f.Pembilang), kecil(f.Penyebut))
		kali := ""
		if !f.Pengali.Equal(decimal.NewFromInt(1)) {
			kali = " × " + locale.AngkaRingkas(f.Pengali) + pilih(i.Satuan == "%", "%", "")
		}
		tengah(fmt.Sprintf("(%s%s ÷ %s%s)%s = %s", n(*x.SD.Nilai), satuan, n(*y.SD.Nilai), satuan, kali, hasil))
	case f.Jenis == sakip.FormulaSkor && x.SD.Ada() && f.SkorMaksimal != nil:
		p.paragraf("Indikator ini mengukur %s terhadap skor maksimal:", kecil(pilih(f.Pembilang == "", "skor yang diperoleh", f.Pembilang)))
		tengah(fmt.Sprintf("(%s ÷ %s) × 100%s = %s", n(*x.SD.Nilai), n(*f.SkorMaksimal), pilih(i.Satuan == "%", "%", ""), hasil))
	case f.Jenis == sakip.FormulaNilai && strings.Contains(f.Pembilang, " "): // "Nilai" alone says nothing
		p.paragraf("Dasar penghitungan: %s", satuBaris(f.Pembilang))
	}
	if s := p.akumulasiTeks(h); s != "" {
		tengah(s + " = " + bersamaSatuan(i, hasil))
	}
}

// akumulasiTeks is how the quarters of a plain value make it; "" where one alone stands
// for all.
func (p *penyusun) akumulasiTeks(h sakip.HasilIndikator) string {
	i := h.Indikator
	if i.Formula.Jenis != sakip.FormulaNilai || i.Entri != sakip.TriwulanIni {
		return ""
	}
	var s []string
	for _, r := range p.laporan(i) {
		if r.X != nil {
			s = append(s, locale.Angka(*r.X, p.desimalInd(i, *r.X)))
		}
	}
	if len(s) < 2 {
		return ""
	}
	switch i.AkumulasiX {
	case sakip.Jumlah:
		return strings.Join(s, " + ")
	case sakip.RataRata:
		return fmt.Sprintf("(%s) ÷ %d", strings.Join(s, " + "), len(s))
	case sakip.Maksimum:
		return "terbesar dari " + strings.Join(s, "; ")
	case sakip.Minimum:
		return "terkecil dari " + strings.Join(s, "; ")
	}
	return ""
}

// kalimatCapaian is target, realisasi, capaian and class.
func (p *penyusun) kalimatCapaian(h sakip.HasilIndikator) string {
	arah := map[sakip.Arah]string{sakip.Turun: " Pada indikator ini nilai yang makin rendah makin baik.", sakip.Rentang: " Target indikator ini berupa rentang."}[h.Indikator.Arah]
	s := fmt.Sprintf("Realisasi %s %s", p.masa(), sebesar(p.nilaiTeks(h)))
	if !h.Capaian.Ada() {
		return s + fmt.Sprintf("; capaiannya tidak dapat dihitung karena %s.", h.Capaian.Alasan.Teks())
	}
	hasil := pilih(p.mencapai(*h.Capaian.Nilai), "tercapai", p.tidak()+" tercapai")
	return s + fmt.Sprintf(" terhadap target %s, sehingga capaiannya %s dengan kategori %s dan target %s.%s",
		p.targetTeks(h), p.capaianTeks(h), h.Capaian.Kategori, hasil, arah)
}

// sebesar stands before a number, not before a label.
func sebesar(s string) string {
	if s != "" && (s[0] >= '0' && s[0] <= '9' || s[0] == '-') {
		return "sebesar " + s
	}
	return s
}

// kalimatTahunLalu sets the realisasi beside those of every stored year, the latest
// first. A part of a year is not judged against a whole one.
func (p *penyusun) kalimatTahunLalu(h sakip.HasilIndikator) string {
	if len(h.Sebelumnya) == 0 {
		return ""
	}
	i := h.Indikator
	var s []string
	for _, l := range slices.Backward(h.Sebelumnya) {
		t := fmt.Sprintf("Tahun %d %s", l.Tahun, sebesar(p.nilaiLalu(i, l.Realisasi)))
		if p.setahun() {
			t += " (" + p.beda(i, l.Realisasi, *h.Realisasi.Nilai) + ")"
		}
		s = append(s, t)
	}
	if l := h.Sebelumnya; !p.setahun() && len(l) == 1 {
		return fmt.Sprintf("Realisasi setahun penuh Tahun %d %s.", l[0].Tahun, sebesar(p.nilaiLalu(i, l[0].Realisasi)))
	}
	if !p.setahun() {
		return "Realisasi setahun penuh pada tahun sebelumnya: " + strings.Join(s, "; ") + "."
	}
	if l := h.Sebelumnya; len(l) == 1 {
		return fmt.Sprintf("Dibandingkan dengan Tahun %d (%s), realisasinya %s.", l[0].Tahun, p.nilaiLalu(i, l[0].Realisasi), p.beda(i, l[0].Realisasi, *h.Realisasi.Nilai))
	}
	return "Dibandingkan dengan tahun-tahun sebelumnya: " + strings.Join(s, "; ") + "."
}

// nilaiLalu is the realisasi of an earlier year with its unit, of a predikat with its
// label.
func (p *penyusun) nilaiLalu(i sakip.Indikator, d decimal.Decimal) string {
	s := bersamaSatuan(i, p.nilaiInd(i, d, "", "").Tampil())
	for _, k := range p.k.SkalaPredikat {
		for _, l := range k.Label {
			if i.Formula.Jenis == sakip.FormulaPredikat && k.Nama == i.Formula.SkalaPredikat && l.Skor.Equal(d) {
				return l.Label + " (skor " + s + ")"
			}
		}
	}
	return s
}

// beda says how a figure moved, and whether that is the better way.
func (p *penyusun) beda(i sakip.Indikator, dari, ke decimal.Decimal) string {
	d := ke.Sub(dari)
	if d.IsZero() {
		return "tetap"
	}
	n := max(p.desimalInd(i, dari), p.desimalInd(i, ke))
	s := fmt.Sprintf("%s %s %s", pilih(d.IsPositive(), "naik", "turun"), locale.Angka(d.Abs().Round(n), n), satuanSelisih(i))
	switch i.Arah {
	case sakip.Naik:
		return s + pilih(d.IsPositive(), ", kinerja membaik", ", kinerja menurun")
	case sakip.Turun:
		return s + pilih(d.IsPositive(), ", kinerja menurun", ", kinerja membaik")
	}
	return s
}

// kalimatAkhir sets the realisasi against the end of the Renstra.
func (p *penyusun) kalimatAkhir(h sakip.HasilIndikator) string {
	if h.TargetAkhir == nil || !h.PersenTargetAkhir.Ada() {
		return ""
	}
	tahun := ""
	if y := p.d.Renstra.TahunAkhir; y > 0 {
		tahun = fmt.Sprintf(" (Tahun %d)", y)
	}
	return fmt.Sprintf("Terhadap target akhir Renstra%s %s, persentasenya %s, sehingga target akhir %s.", tahun,
		sebesar(bersamaSatuan(h.Indikator, p.target(h.Indikator, *h.TargetAkhir, "", "").Tampil())), p.persen(h.PersenTargetAkhir, "", "").Tampil(),
		pilih(p.mencapai(*h.PersenTargetAkhir.Nilai), "telah tercapai", "belum tercapai"))
}

// kalimatStandar sets the realisasi against a national or provincial value.
func (p *penyusun) kalimatStandar(h sakip.HasilIndikator) string {
	s := h.Indikator.Standar
	if s == nil || !h.PersenStandar.Ada() {
		return ""
	}
	return fmt.Sprintf("Terhadap standar %s sebesar %s, persentasenya %s.", s.Nama,
		bersamaSatuan(h.Indikator, p.nilaiInd(h.Indikator, s.Nilai, "", "").Tampil()), p.persen(h.PersenStandar, "", "").Tampil())
}

// kalimatUang is the money of the indicator and how it compares with what came of it.
func (p *penyusun) kalimatUang(h sakip.HasilIndikator) string {
	switch {
	case h.Anggaran.Alasan == sakip.AnggaranTidakAda: // said once, in section B
		return ""
	case !h.Anggaran.Ada():
		return "Anggaran indikator ini tidak disajikan: " + h.Anggaran.Alasan.Teks() + "."
	}
	s := "Anggaran yang tertaut pada indikator ini sebesar " + locale.Rupiah(*h.Anggaran.Nilai)
	switch {
	case !h.RealisasiAnggaran.Ada():
		return s + "; realisasinya belum diketahui karena " + h.RealisasiAnggaran.Alasan.Teks() + "."
	case !h.CapaianAnggaran.Ada():
		return s + ", terealisasi " + locale.Rupiah(*h.RealisasiAnggaran.Nilai) + "."
	}
	s += fmt.Sprintf(", terealisasi %s atau %s.", locale.Rupiah(*h.RealisasiAnggaran.Nilai), p.persen(h.CapaianAnggaran, "", "").Tampil())
	if !h.Capaian.Ada() {
		return s
	}
	beda := h.Capaian.Tampil.Sub(*h.CapaianAnggaran.Tampil)
	if beda.IsZero() {
		return s + " Capaian kinerjanya sama dengan serapan anggarannya."
	}
	return s + fmt.Sprintf(" Capaian kinerjanya %s poin persen %s serapan anggarannya.", locale.Angka(beda.Abs(), p.k.Desimal), pilih(beda.IsPositive(), "di atas", "di bawah"))
}

// alasanFaktor are the kinds of reasons that a unit gives with a figure.
var alasanFaktor = []struct {
	apa string
	isi func(sakip.Realisasi) string
}{
	{"Faktor pendorong", func(r sakip.Realisasi) string { return r.FaktorPendorong }},
	{"Faktor penghambat", func(r sakip.Realisasi) string { return r.FaktorPenghambat }},
	{"Solusi", func(r sakip.Realisasi) string { return r.Solusi }},
}

// faktorIndikator lists what the unit gave as reasons with each quarter's figure, and what it
// agreed to do.
func (p *penyusun) faktorIndikator(i sakip.Indikator) {
	if b := p.butirFaktor(i); len(b) > 0 {
		p.tambah(document.Daftar{Butir: b})
	}
}

func (p *penyusun) butirFaktor(i sakip.Indikator) []document.Butir {
	var out []document.Butir
	for _, f := range alasanFaktor {
		sudah := map[string]bool{}
		for _, r := range p.laporan(i) {
			isi := strings.TrimSpace(f.isi(r))
			if isi == "" || sudah[isi] {
				continue
			}
			sudah[isi] = true
			apa := f.apa
			if r.Triwulan != p.h.Periode.Triwulan {
				apa += " (Triwulan " + locale.TriwulanRomawi(r.Triwulan) + ")"
			}
			out = append(out, document.Butir{Teks: append(document.Teks{{Teks: apa + ": ", Tebal: true}}, document.UraiTeks(satuBaris(isi))...)})
		}
	}
	if t := p.tindakanIndikator(i); len(t) > 0 {
		d := &document.Daftar{}
		for _, x := range t {
			d.Butir = append(d.Butir, document.Butir{Teks: document.T(x.teks)})
		}
		out = append(out, document.Butir{Teks: document.Teks{{Teks: "Tindak lanjut:", Tebal: true}}, Anak: d})
	}
	return out
}

// satuBaris joins the lines of a text and ends it with a full stop.
func satuBaris(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if s != "" && !strings.ContainsAny(s[len(s)-1:], ".!?:;") {
		s += "."
	}
	return s
}

// laporan are the counted reports of an indicator up to the quarter, in order.
func (p *penyusun) laporan(i sakip.Indikator) []sakip.Realisasi {
	var out []sakip.Realisasi
	for _, r := range p.d.Realisasi {
		if r.Indikator == i.ID && r.Triwulan <= p.h.Periode.Triwulan && r.Status.Dihitung() {
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b sakip.Realisasi) int { return a.Triwulan - b.Triwulan })
	return out
}

// tindakan is an action in a sentence.
type tindakan struct {
	teks    string
	selesai bool
}

// tindakanIndikator are the actions of an indicator: those of the quarter, done or not, and
// those that are still open from before.
func (p *penyusun) tindakanIndikator(i sakip.Indikator) []tindakan {
	var out []tindakan
	tulis := func(t sakip.TindakLanjut, asal string) {
		s := []string{}
		if t.PIC != "" {
			s = append(s, p.d.OPD.NamaUnit(t.PIC))
		}
		if t.Tenggat != "" {
			s = append(s, "tenggat "+tenggatTeks(t.Tenggat))
		}
		s = append(s, pilih(t.Selesai, "selesai", "belum selesai"))
		out = append(out, tindakan{strings.TrimSuffix(strings.Join(strings.Fields(t.Uraian), " "), ".") + " (" + asal + strings.Join(s, "; ") + ").", t.Selesai})
	}
	for _, r := range p.laporan(i) {
		if r.Triwulan == p.h.Periode.Triwulan {
			for _, t := range r.TindakLanjut {
				tulis(t, "")
			}
		}
	}
	for _, t := range p.d.Terbawa(i, p.h.Periode.Triwulan) {
		asal := "sejak Triwulan " + locale.TriwulanRomawi(t.Sejak)
		if t.Tahun != 0 {
			asal += fmt.Sprintf(" Tahun %d", t.Tahun)
		}
		tulis(t.TindakLanjut, asal+"; ")
	}
	return out
}

// tenggatTeks writes a quarter in words, a day as one, and anything else as it is.
func tenggatTeks(s string) string {
	if n, err := sakip.ParseTriwulan(s); err == nil {
		return "Triwulan " + locale.TriwulanRomawi(n)
	}
	return tanggal(sakip.Tanggal(s))
}

// kalimatProgram counts the program indicators that reached their target, and those that
// support the end of the Renstra.
func (p *penyusun) kalimatProgram(list []sakip.HasilIndikator) string {
	a, b, c := p.pilah(list)
	var bagian []string
	for _, g := range []struct {
		n    int
		kata string
	}{{len(a), "mencapai target"}, {len(b), p.tidak() + " mencapai target"}, {len(c), "belum dapat dihitung"}} {
		switch {
		case g.n == len(list):
			bagian = append(bagian, "seluruhnya "+g.kata)
		case g.n > 0:
			bagian = append(bagian, fmt.Sprintf("%d %s", g.n, g.kata))
		}
	}
	s := fmt.Sprintf("Pencapaian sasaran didukung oleh %d indikator program: %s.", len(list), dan(bagian))
	ket := map[string]int{}
	var kata []string
	for _, h := range list {
		if h.Ket != "" {
			if ket[h.Ket] == 0 {
				kata = append(kata, h.Ket)
			}
			ket[h.Ket]++
		}
	}
	slices.Sort(kata)
	for n, k := range kata {
		kata[n] = fmt.Sprintf("%d %s", ket[k], k)
	}
	if len(kata) > 0 {
		s += " Terhadap target akhir Renstra: " + dan(kata) + "."
	}
	return s
}

// sebabUrusan is why a bidang urusan did well or not: what was written, what the units
// gave as reasons for their program indicators, and who owes a reason.
func (p *penyusun) sebabUrusan(g kelompokUrusan) {
	awal := sakip.AwalanUrusan(g.kode)
	p.tambah(document.Judul{Tingkat: 4, Teks: "Penyebab Keberhasilan dan Kegagalan", TanpaNomor: true})
	ditulis := p.naskah(awal + "penyebab")
	var program document.Daftar
	for _, h := range g.program {
		if b := p.butirFaktor(h.Indikator); len(b) > 0 {
			program.Butir = append(program.Butir, document.Butir{Teks: document.Teks{{Teks: h.Indikator.Nama + ":", Tebal: true}}, Anak: &document.Daftar{Butir: b}})
			ditulis = true
		}
	}
	if len(program.Butir) > 0 {
		p.paragraf("Pada indikator program:")
		p.tambah(program)
	}
	var tanpa []sakip.HasilIndikator
	for _, h := range g.utama {
		if len(p.butirFaktor(h.Indikator)) == 0 && p.d.CariNarasi(sakip.BagianIndikator(h.Indikator.ID)) == "" {
			tanpa = append(tanpa, h)
		}
	}
	switch {
	case p.d.CariNarasi(awal+"penyebab") != "":
	case len(tanpa) > 0:
		var unit []string
		for _, h := range tanpa {
			if u := p.d.OPD.NamaUnit(h.Indikator.PenanggungJawab); u != "" && !slices.Contains(unit, u) {
				unit = append(unit, u)
			}
		}
		if len(unit) == 0 {
			unit = []string{"unit penanggung jawab"}
		}
		p.tambah(document.Celah{Apa: fmt.Sprintf("Faktor pendorong atau penghambat belum diisi untuk %d dari %d indikator kinerja utama", len(tanpa), len(g.utama)),
			Oleh: strings.Join(unit, "; ") + ", pada halaman Isian"})
	case len(g.utama) > 0 && !ditulis:
		p.paragraf("Faktor pendorong dan penghambat disajikan pada analisis setiap indikator.")
	case !ditulis:
		p.tambah(document.Celah{Apa: "Penyebab keberhasilan dan kegagalan belum ditulis", Oleh: olehNarasi})
	}
	for _, b := range []struct{ bagian, judul string }{{"permasalahan", "Permasalahan"}, {"solusi", "Solusi"}, {"inovasi", "Inovasi"}} {
		wajib := g.kode != sakip.UrusanLain
		if !wajib && p.d.CariNarasi(awal+b.bagian) == "" {
			continue
		}
		p.tambah(document.Judul{Tingkat: 4, Teks: b.judul, TanpaNomor: true})
		p.naskahAtauCelah(awal+b.bagian, b.judul+" "+g.nama)
	}
}
