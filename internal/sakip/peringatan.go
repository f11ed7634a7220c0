package sakip

import (
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
)

// Peringatan is something about an entry that is unusual but may be right: it is asked
// for a reason and never refused. Isian is the field that it stands beside; Teks says
// what was noticed.
type Peringatan struct {
	Aturan AturanPeringatan
	Isian  string
	Teks   string
}

// AturanPeringatan is the id of a rule that warns; a reason is kept under it.
type AturanPeringatan string

const (
	PembilangLebih  AturanPeringatan = "pembilang_melebihi_penyebut"
	PersenLebih     AturanPeringatan = "persen_melebihi_100"
	SalahSeratus    AturanPeringatan = "kali_seratus"
	Lonjakan        AturanPeringatan = "lonjakan"
	KumulatifTurun  AturanPeringatan = "kumulatif_turun"
	PenyebutBerubah AturanPeringatan = "penyebut_berubah"
	PaguTerlampaui  AturanPeringatan = "realisasi_melebihi_pagu"
	SerapanTurun    AturanPeringatan = "realisasi_anggaran_turun"
	TanggalDiLuar   AturanPeringatan = "tanggal_di_luar_periode"
)

// SemuaPeringatan lists the rules in the order in which they are looked at.
var SemuaPeringatan = []AturanPeringatan{PembilangLebih, PersenLebih, SalahSeratus, KumulatifTurun, Lonjakan, PenyebutBerubah,
	PaguTerlampaui, SerapanTurun, TanggalDiLuar}

var namaPeringatan = map[AturanPeringatan]string{
	PembilangLebih:  "Pembilang melebihi penyebut",
	PersenLebih:     "Nilai lebih dari 100%",
	SalahSeratus:    "Nilai kira-kira 100 kali atau seperseratus dari biasanya",
	Lonjakan:        "Nilai jauh dari triwulan atau tahun sebelumnya",
	KumulatifTurun:  "Angka sejak Januari lebih kecil dari triwulan sebelumnya",
	PenyebutBerubah: "Penyebut berbeda dari triwulan sebelumnya",
	PaguTerlampaui:  "Realisasi melebihi pagu",
	SerapanTurun:    "Realisasi lebih kecil dari triwulan sebelumnya",
	TanggalDiLuar:   "Tanggal bukti di luar periodenya",
}

// Nama is what a rule looks for, in Indonesian.
func (a AturanPeringatan) Nama() string { return namaPeringatan[a] }

// The thresholds. Four quarters and at most five years are too few for a deviation from
// the mean, which data quality reviews of larger systems use; so bounds are factors:
//
//   - A jump is more than double the highest, or less than half of the lowest value known.
//     Of the 104 figures of the samples, the 2023 report among them, that asks about one,
//     which fell from 60 to 20.
//   - A slip of two decimal places (a fraction for a percentage, a comma overlooked) lies
//     within half and double of a hundred times, or of a hundredth of, what was expected.
//   - A stock that quarters are parts of (tetap) must be stated the same each quarter; one
//     that is stated as it stands may grow by a tenth before somebody is asked about it.
var (
	kaliLonjakan  = decimal.NewFromInt(2)
	kaliSeratus   = [2]decimal.Decimal{decimal.NewFromInt(50), decimal.NewFromInt(200)}
	batasPenyebut = decimal.New(1, -1)
)

// PeriksaEntri lists what is unusual about a report, given the year without it: against its
// own parts, the quarters and years before, and the targets.
func (d DataTahun) PeriksaEntri(r Realisasi) []Peringatan {
	i, ok := d.CariIndikator(r.Indikator)
	if !ok || r.BelumTerbit || r.Kosong() || r.Triwulan < 1 || r.Triwulan > 4 || i.Formula.Jenis == FormulaPredikat {
		return nil
	}
	b := d.DenganRealisasi(r)
	pk, _ := PerjanjianBerlaku(b.Perjanjian, Periode{d.Tahun, r.Triwulan}.Akhir())
	e := entriDiperiksa{d: b, i: i, r: r, isian: isianNilai(i), target: b.nilaiTarget(i, pk.Target[i.ID])}
	e.sd, e.ini, _ = b.realisasi(i, r.Triwulan)
	e.targetTW, e.targetSD = b.targetTriwulan(i, r.Triwulan, e.target)
	for n := 1; n < r.Triwulan; n++ {
		_, ini, _ := b.realisasi(i, n)
		if ini.Ada() {
			e.lalu = append(e.lalu, *ini.Nilai)
		}
	}
	var out []Peringatan
	for _, p := range []func() (Peringatan, bool){e.pembilangLebih, e.persenLebih, e.salahSeratus, e.kumulatifTurun, e.lonjakan, e.penyebutBerubah} {
		if w, kena := p(); kena && !tertutup(w.Aturan, out) {
			out = append(out, w)
		}
	}
	return out
}

// tertutup tells whether an earlier warning already asks about the same: a part above its
// whole is above 100 percent, a slip of two places is a jump, and so is what falls.
func tertutup(a AturanPeringatan, sudah []Peringatan) bool {
	for _, p := range sudah {
		if a == PersenLebih && p.Aturan == PembilangLebih || a == Lonjakan && (p.Aturan == SalahSeratus || p.Aturan == KumulatifTurun && p.Isian != "penyebut") {
			return true
		}
	}
	return false
}

// entriDiperiksa is a report in its year, with what it is measured against.
type entriDiperiksa struct {
	d                          DataTahun
	i                          Indikator
	r                          Realisasi
	isian                      string
	sd, ini                    Angka
	target, targetTW, targetSD Target
	lalu                       []decimal.Decimal // of the quarters before, each alone
}

// isianNilai is the field that stands for the value of an indicator.
func isianNilai(i Indikator) string {
	switch i.Formula.Jenis {
	case FormulaRasio:
		return "pembilang"
	case FormulaSkor:
		return "skor"
	}
	return "nilai"
}

func (e entriDiperiksa) peringatan(a AturanPeringatan, isian, teks string) (Peringatan, bool) {
	return Peringatan{a, isian, teks}, true
}

func (e entriDiperiksa) pembilangLebih() (Peringatan, bool) {
	if !e.i.Formula.BagianDari || e.r.X == nil || e.r.Y == nil || !e.r.X.GreaterThan(*e.r.Y) {
		return Peringatan{}, false
	}
	return e.peringatan(PembilangLebih, "pembilang", "Pembilang ("+bilang(*e.r.X)+") melebihi penyebut ("+bilang(*e.r.Y)+"), padahal pembilang bagian dari penyebut.")
}

func (e entriDiperiksa) persenLebih() (Peringatan, bool) {
	s := strings.ToLower(strings.TrimSpace(e.i.Satuan))
	if s != "%" && s != "persen" || !e.sd.Ada() || !e.sd.Nilai.GreaterThan(seratus) {
		return Peringatan{}, false
	}
	return e.peringatan(PersenLebih, e.isian, "Nilainya "+bilang(*e.sd.Nilai)+"%, lebih dari 100%.")
}

// salahSeratus compares the value with what was expected: the target, else the latest
// value before.
func (e entriDiperiksa) salahSeratus() (Peringatan, bool) {
	for _, c := range e.harapan() {
		if kali, ya := kaliAtauPerSeratus(c.nilai, c.acuan); ya {
			return e.peringatan(SalahSeratus, e.isian, "Nilai "+bilang(c.nilai)+" kira-kira "+kali+" "+c.nama+" ("+bilang(c.acuan)+"). Periksa letak koma dan satuannya.")
		}
	}
	return Peringatan{}, false
}

// acuan is a value and what it is measured against.
type acuan struct {
	nilai, acuan decimal.Decimal
	nama         string
}

func (e entriDiperiksa) harapan() []acuan {
	var out []acuan
	tambah := func(a Angka, t Target, nama string) {
		v := t.Nilai
		if v == nil && t.Atas != nil {
			v = t.Atas
		}
		if a.Ada() && v != nil && !v.IsZero() {
			out = append(out, acuan{*a.Nilai, *v, nama})
		}
	}
	tambah(e.ini, e.targetTW, "target triwulan ini")
	tambah(e.sd, e.targetSD, "target s.d. triwulan ini")
	if n := len(e.lalu); n > 0 && e.ini.Ada() && !e.lalu[n-1].IsZero() {
		out = append(out, acuan{*e.ini.Nilai, e.lalu[n-1], "triwulan sebelumnya"})
	}
	if v := e.tahunLalu(); len(v) > 0 && !v[len(v)-1].IsZero() {
		out = append(out, acuan{*e.sd.Nilai, v[len(v)-1], "tahun sebelumnya"})
	}
	return out
}

// tahunLalu are the values of earlier years where the value up to this quarter is to be
// compared with a year's: at the year's end, or where quarters do not add up to it.
func (e entriDiperiksa) tahunLalu() []decimal.Decimal {
	menumpuk := e.i.AkumulasiX == Jumlah && (e.i.Formula.Jenis != FormulaRasio || e.i.bagianStok())
	if !e.sd.Ada() || e.r.Triwulan < 4 && (menumpuk || e.i.Entri == SDTriwulan) {
		return nil
	}
	var out []decimal.Decimal
	for _, l := range e.d.Lalu {
		if v, ok := l.Realisasi[e.i.Kunci]; ok && l.Tahun < e.d.Tahun {
			out = append(out, v)
		}
	}
	return out
}

func kaliAtauPerSeratus(nilai, acuan decimal.Decimal) (string, bool) {
	di := func(a, b decimal.Decimal) bool { // a is some hundred times b
		a, b = a.Abs(), b.Abs()
		return !b.IsZero() && a.GreaterThanOrEqual(b.Mul(kaliSeratus[0])) && a.LessThanOrEqual(b.Mul(kaliSeratus[1]))
	}
	switch {
	case di(nilai, acuan):
		return "100 kali", true
	case di(acuan, nilai):
		return "seperseratus", true
	}
	return "", false
}

func (e entriDiperiksa) lonjakan() (Peringatan, bool) {
	for _, c := range []struct {
		nilai Angka
		lalu  []decimal.Decimal
		nama  string
	}{{e.ini, e.lalu, "triwulan-triwulan sebelumnya"}, {e.sd, e.tahunLalu(), "tahun-tahun sebelumnya"}} {
		if !c.nilai.Ada() || len(c.lalu) == 0 {
			continue
		}
		rendah, tinggi := decimal.Min(c.lalu[0], c.lalu[1:]...), decimal.Max(c.lalu[0], c.lalu[1:]...)
		if !rendah.IsPositive() {
			continue // a factor of nothing says nothing
		}
		v := *c.nilai.Nilai
		if v.GreaterThan(tinggi.Mul(kaliLonjakan)) || v.Mul(kaliLonjakan).LessThan(rendah) {
			rentang := bilang(rendah)
			if !rendah.Equal(tinggi) {
				rentang += " sampai " + bilang(tinggi)
			}
			return e.peringatan(Lonjakan, e.isian, "Nilai "+bilang(v)+" jauh dari "+c.nama+" ("+rentang+").")
		}
	}
	return Peringatan{}, false
}

// kumulatifTurun compares what is reported from January on with the last such report.
func (e entriDiperiksa) kumulatifTurun() (Peringatan, bool) {
	l, ok := e.d.laporanLalu(e.r)
	if e.i.Entri != SDTriwulan || !ok {
		return Peringatan{}, false
	}
	for _, k := range []struct {
		isian, nama string
		a           Akumulasi
		kini, dulu  *decimal.Decimal
	}{{e.isian, "Angka", e.i.AkumulasiX, e.r.X, l.X}, {"penyebut", "Penyebut", e.i.AkumulasiY, e.r.Y, l.Y}} {
		if k.a == Jumlah && k.kini != nil && k.dulu != nil && k.kini.LessThan(*k.dulu) {
			return e.peringatan(KumulatifTurun, k.isian, k.nama+" s.d. triwulan ini ("+bilang(*k.kini)+") lebih kecil daripada s.d. "+Periode{Triwulan: l.Triwulan}.String()+" ("+bilang(*k.dulu)+"), padahal dihitung sejak Januari.")
		}
	}
	return Peringatan{}, false
}

func (e entriDiperiksa) penyebutBerubah() (Peringatan, bool) {
	l, ok := e.d.laporanLalu(e.r)
	if !ok || e.r.Y == nil || l.Y == nil || e.i.Formula.Jenis != FormulaRasio {
		return Peringatan{}, false
	}
	beda := e.r.Y.Sub(*l.Y).Abs()
	switch e.i.AkumulasiY {
	case Tetap:
		if beda.IsZero() {
			return Peringatan{}, false
		}
	case PosisiAkhir:
		if beda.LessThanOrEqual(l.Y.Abs().Mul(batasPenyebut)) {
			return Peringatan{}, false
		}
	default:
		return Peringatan{}, false
	}
	return e.peringatan(PenyebutBerubah, "penyebut", "Penyebut ("+bilang(*e.r.Y)+") berbeda dari "+Periode{Triwulan: l.Triwulan}.String()+" ("+bilang(*l.Y)+").")
}

// laporanLalu is the latest report before r that counts and has a value.
func (d DataTahun) laporanLalu(r Realisasi) (Realisasi, bool) {
	var out Realisasi
	for _, l := range d.Realisasi {
		if l.Indikator == r.Indikator && l.Triwulan < r.Triwulan && l.Triwulan > out.Triwulan && l.Status.Dihitung() && l.X != nil {
			out = l
		}
	}
	return out, out.Triwulan > 0
}

// DenganRealisasi is the year with one report in the place of what was reported of that
// quarter. Lists are not shared with d where they differ.
func (d DataTahun) DenganRealisasi(r Realisasi) DataTahun {
	list := make([]Realisasi, 0, len(d.Realisasi)+1)
	for _, l := range d.Realisasi {
		if l.Indikator != r.Indikator || l.Triwulan != r.Triwulan {
			list = append(list, l)
		}
	}
	d.Realisasi = append(list, r)
	return d
}

// PeriksaAnggaran lists what is unusual about an amount: against the pagu in force, nil for
// none, and what was reported of the quarter before, nil for nothing.
func PeriksaAnggaran(r RealisasiAnggaran, pagu *decimal.Decimal, lalu *RealisasiAnggaran) []Peringatan {
	var out []Peringatan
	if pagu != nil && r.Nilai.GreaterThan(*pagu) {
		out = append(out, Peringatan{PaguTerlampaui, "realisasi", "Realisasi melebihi pagu (Rp" + bilang(*pagu) + ")."})
	}
	if lalu != nil && r.Nilai.LessThan(lalu.Nilai) {
		out = append(out, Peringatan{SerapanTurun, "realisasi", "Realisasi s.d. triwulan ini lebih kecil daripada s.d. " +
			Periode{Triwulan: lalu.Triwulan}.String() + " (Rp" + bilang(lalu.Nilai) + "), padahal dihitung sejak Januari."})
	}
	return out
}

// PeriksaSerapan is PeriksaAnggaran of an amount in its year: against the version in force at
// the end of the quarter and the latest earlier report that counts.
func (d DataTahun) PeriksaSerapan(r RealisasiAnggaran) []Peringatan {
	var pagu *decimal.Decimal
	v, _ := AnggaranBerlaku(d.Anggaran, Periode{d.Tahun, r.Triwulan}.Akhir())
	for _, b := range v.Baris {
		if b.IdentitasBaris == r.IdentitasBaris {
			pagu = b.Pagu
		}
	}
	var lalu *RealisasiAnggaran
	for n, l := range d.RealisasiAnggaran {
		if l.IdentitasBaris == r.IdentitasBaris && l.Triwulan < r.Triwulan && l.Status.Dihitung() && (lalu == nil || l.Triwulan > lalu.Triwulan) {
			lalu = &d.RealisasiAnggaran[n]
		}
	}
	return PeriksaAnggaran(r, pagu, lalu)
}

// PeriksaBukti tells whether a file's day lies outside the period of what it proves: the
// quarter, or from January on where the figure counts from then on.
func PeriksaBukti(b Bukti, i Indikator) []Peringatan {
	if b.Tanggal == "" || b.Jenis != BuktiDukung || b.Kriteria != "" {
		return nil
	}
	bulan := time.Month(b.Triwulan*3 - 2)
	if i.Entri == SDTriwulan || i.Frekuensi != Triwulanan {
		bulan = time.January
	}
	awal := TanggalDari(time.Date(b.Tahun+i.TahunData, bulan, 1, 0, 0, 0, 0, time.UTC))
	akhir := Periode{b.Tahun, b.Triwulan}.Akhir()
	if b.Tanggal >= awal && b.Tanggal <= akhir {
		return nil
	}
	return []Peringatan{{TanggalDiLuar, "tanggal", "Tanggal bukti di luar periodenya (" + string(awal) + " sampai " + string(akhir) + ")."}}
}

// BelumDijelaskan are the warnings that a report gives no reason for.
func BelumDijelaskan(list []Peringatan, alasan map[string]string) []Peringatan {
	var out []Peringatan
	for _, p := range list {
		if kosong(alasan[string(p.Aturan)]) {
			out = append(out, p)
		}
	}
	return out
}

// AlasanBerlaku are the reasons of those given that answer a warning.
func AlasanBerlaku(list []Peringatan, alasan map[string]string) map[string]string {
	var out map[string]string
	for _, p := range list {
		if s := strings.TrimSpace(alasan[string(p.Aturan)]); !kosong(s) {
			if out == nil {
				out = map[string]string{}
			}
			out[string(p.Aturan)] = s
		}
	}
	return out
}

// validasiAlasan refuses reasons for what no rule is called, and longer ones than a text.
func validasiAlasan(l *fault.List, alasan map[string]string) {
	for _, k := range kunciUrut(alasan) {
		field := "penjelasan." + k
		pilihan(l, field, AturanPeringatan(k), SemuaPeringatan...)
		l.Add("", panjang(field, alasan[k]))
	}
}

// bilang writes a number for the text of a warning: as few decimals as it has, at most
// four, grouped as in Indonesian.
func bilang(v decimal.Decimal) string {
	utuh, pecahan, _ := strings.Cut(v.Abs().Round(4).String(), ".")
	var b strings.Builder
	if v.IsNegative() {
		b.WriteByte('-')
	}
	for n, c := range utuh {
		if n > 0 && (len(utuh)-n)%3 == 0 {
			b.WriteByte('.')
		}
		b.WriteRune(c)
	}
	if pecahan != "" {
		b.WriteString("," + pecahan)
	}
	return b.String()
}
