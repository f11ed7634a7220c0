package sakip

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
)

// JenisRujukan is a kind of thing in Capaian that shows something.
type JenisRujukan string

const (
	RujukRenstra     JenisRujukan = "renstra"
	RujukPerjanjian  JenisRujukan = "perjanjian"   // ID is the version
	RujukRencanaAksi JenisRujukan = "rencana_aksi" // ID is the indicator, "" all of them
	RujukIndikator   JenisRujukan = "indikator"
	RujukAnggaran    JenisRujukan = "anggaran" // ID is the version
	RujukSebaran     JenisRujukan = "tautan_anggaran"
	RujukIsian       JenisRujukan = "isian"   // ID is the quarter, TW1 … TW4
	RujukCapaian     JenisRujukan = "capaian" // the year's figures
	RujukLaporan     JenisRujukan = "laporan"
	RujukNarasi      JenisRujukan = "narasi"
	RujukReviu       JenisRujukan = "reviu"
	RujukRekomendasi JenisRujukan = "rekomendasi"
)

// SemuaRujukan lists the kinds.
var SemuaRujukan = []JenisRujukan{RujukRenstra, RujukPerjanjian, RujukRencanaAksi, RujukIndikator, RujukAnggaran, RujukSebaran,
	RujukIsian, RujukCapaian, RujukLaporan, RujukNarasi, RujukReviu, RujukRekomendasi}

// Rujukan points to a thing of the year; ID is "" where the kind has but one.
type Rujukan struct {
	Jenis JenisRujukan
	ID    string
}

// Validasi lists every fault.
func (r Rujukan) Validasi() error {
	var l fault.List
	pilihan(&l, "jenis", r.Jenis, SemuaRujukan...)
	if r.ID != "" {
		l.Add("", ValidasiID("id", r.ID))
	}
	return l.Err()
}

// UsulanLKE is what our own data prove of a criterion, and the answer that follows from
// it. It is proposed: a person answers.
type UsulanLKE struct {
	Jawaban JawabanKriteria
	Fakta   []FaktaLKE
}

// FaktaLKE is one thing that the data say. Of M things it is so for N, M being 0 where
// nothing is counted. Cukup tells whether it speaks for the criterion without reserve.
type FaktaLKE struct {
	Teks    string
	N, M    int
	Tanggal Tanggal // when it happened; "" where that does not matter
	Cukup   bool
	Rujukan Rujukan
}

// Sama tells whether two proofs say the same: one that was kept is stale otherwise.
func (u UsulanLKE) Sama(v UsulanLKE) bool {
	return u.Jawaban == v.Jawaban && slices.Equal(u.Fakta, v.Fakta)
}

// BahanLKE is all that is known of an agency-year from which criteria are answered. Hari
// is the day of a time in the agency's zone.
type BahanLKE struct {
	Data       DataTahun
	Hasil      Hasil // at the year's end
	Bukti      []Bukti
	Laporan    []Laporan
	Kalender   *Kalender // nil: the kabupaten has none of the year
	Penyerahan []Penyerahan
	Reviu      *ReviuLaporan // nil: not reviewed
	Hari       func(time.Time) Tanggal
}

// Penyerahan is the day on which a figure of an indicator was first handed in.
type Penyerahan struct {
	Indikator string
	Triwulan  int
	Pada      Tanggal
}

// otomatis is what our data prove, by the key that criteria name. Nothing is returned
// where they say nothing either way.
var otomatis = map[string]func(BahanLKE) []FaktaLKE{
	"renstra_ada":            BahanLKE.renstraAda,
	"renstra_target":         BahanLKE.renstraTarget,
	"pk_ada":                 BahanLKE.pkAda,
	"pk_target":              BahanLKE.pkTarget,
	"pk_perubahan":           BahanLKE.pkPerubahan,
	"rencana_aksi_ada":       BahanLKE.rencanaAksiAda,
	"rencana_aksi_pic":       BahanLKE.rencanaAksiPIC,
	"anggaran_ada":           BahanLKE.anggaranAda,
	"anggaran_tertaut":       BahanLKE.anggaranTertaut,
	"sasaran_terukur":        BahanLKE.sasaranTerukur,
	"iku_definisi":           BahanLKE.ikuDefinisi,
	"iku_konsisten":          BahanLKE.ikuKonsisten,
	"target_menantang":       BahanLKE.targetMenantang,
	"jenjang":                BahanLKE.jenjang,
	"realisasi_lengkap":      BahanLKE.realisasiLengkap,
	"realisasi_tepat_waktu":  BahanLKE.realisasiTepatWaktu,
	"realisasi_bukti":        BahanLKE.realisasiBukti,
	"realisasi_diverifikasi": BahanLKE.realisasiDiverifikasi,
	"analisis_kinerja":       BahanLKE.analisisKinerja,
	"tindak_lanjut_triwulan": BahanLKE.tindakLanjutTriwulan,
	"laporan_triwulan":       BahanLKE.laporanTriwulan,
	"capaian_dihitung":       BahanLKE.capaianDihitung,
	"lkjip_ada":              BahanLKE.lkjipAda,
	"lkjip_terbit":           BahanLKE.lkjipTerbit,
	"lkjip_bertanda":         BahanLKE.lkjipBertanda,
	"lkjip_tepat_waktu":      BahanLKE.lkjipTepatWaktu,
	"pembanding_lalu":        BahanLKE.pembandingLalu,
	"pembanding_akhir":       BahanLKE.pembandingAkhir,
	"pembanding_nasional":    BahanLKE.pembandingNasional,
	"target_tercapai":        BahanLKE.targetTercapai,
	"efisien":                BahanLKE.efisien,
	"lkjip_efisiensi":        BahanLKE.lkjipEfisiensi,
	"lkjip_narasi":           BahanLKE.lkjipNarasi,
	"lkjip_reviu":            BahanLKE.lkjipReviu,
	"evaluasi_sebelumnya":    BahanLKE.evaluasiSebelumnya,
	"tindak_lanjut_selesai":  BahanLKE.tindakLanjutSelesai,
	"tindak_lanjut_bukti":    BahanLKE.tindakLanjutBukti,
	"kinerja_meningkat":      BahanLKE.kinerjaMeningkat,
}

// SemuaOtomatis lists the keys by which a criterion names what our data prove of it.
func SemuaOtomatis() []string { return slices.Sorted(maps.Keys(otomatis)) }

// Usulan is what the data prove by a key; ok is false where they say nothing.
func (b BahanLKE) Usulan(kunci string) (u UsulanLKE, ok bool) {
	f := otomatis[kunci]
	if f == nil {
		return u, false
	}
	u.Fakta = f(b)
	if len(u.Fakta) == 0 {
		return u, false
	}
	cukup, ada := 0, false
	for _, x := range u.Fakta {
		if x.Cukup {
			cukup++
		}
		ada = ada || x.Cukup || x.N > 0
	}
	switch {
	case cukup == len(u.Fakta):
		u.Jawaban = Terpenuhi
	case ada:
		u.Jawaban = SebagianTerpenuhi
	default:
		u.Jawaban = TidakTerpenuhi
	}
	return u, true
}

// UsulanSemua is what the data prove of each criterion of a version, by its id.
func (b BahanLKE) UsulanSemua(k KriteriaLKE) map[string]UsulanLKE {
	out := map[string]UsulanLKE{}
	kunci := map[string]UsulanLKE{}
	for _, q := range k.Semua() {
		u, dihitung := kunci[q.Otomatis]
		if !dihitung {
			u, _ = b.Usulan(q.Otomatis)
			kunci[q.Otomatis] = u
		}
		if len(u.Fakta) > 0 {
			out[q.ID] = u
		}
	}
	return out
}

// hitungFakta is the fact that something is so for n of m things; nothing when there are none.
func hitungFakta(teks string, n, m int, r Rujukan) []FaktaLKE {
	if m == 0 {
		return nil
	}
	return []FaktaLKE{{Teks: teks, N: n, M: m, Cukup: n == m, Rujukan: r}}
}

// banyak counts the elements that f takes.
func banyak[T any](list []T, f func(T) bool) int {
	n := 0
	for _, x := range list {
		if f(x) {
			n++
		}
	}
	return n
}

func (b BahanLKE) iku() []Indikator {
	return slices.DeleteFunc(b.Data.IndikatorUrut(), func(i Indikator) bool { return i.Tingkat != TingkatSasaran })
}

func (b BahanLKE) hasilIKU() []HasilIndikator {
	return slices.DeleteFunc(slices.Clone(b.Hasil.Indikator), func(h HasilIndikator) bool { return h.Indikator.Tingkat != TingkatSasaran })
}

func (b BahanLKE) akhir() Tanggal { return Periode{b.Data.Tahun, 4}.Akhir() }

func (b BahanLKE) renstraAda() []FaktaLKE {
	r := b.Data.Renstra
	ada := r.TahunAwal <= b.Data.Tahun && b.Data.Tahun <= r.TahunAkhir
	masa := FaktaLKE{Teks: "Belum ada Renstra yang memuat tahun ini", Rujukan: Rujukan{Jenis: RujukRenstra}}
	if !ada {
		return []FaktaLKE{masa}
	}
	masa.Teks, masa.Cukup = "Renstra "+strconv.Itoa(r.TahunAwal)+"–"+strconv.Itoa(r.TahunAkhir)+" memuat tahun ini", true
	isi := func(apa string, n int) FaktaLKE {
		return FaktaLKE{Teks: "Renstra memuat " + strconv.Itoa(n) + " " + apa, Cukup: n > 0, Rujukan: masa.Rujukan}
	}
	return []FaktaLKE{masa, isi("tujuan", len(r.Tujuan)), isi("sasaran", len(r.Sasaran)), isi("indikator bertarget", len(r.Kolom))}
}

func (b BahanLKE) renstraTarget() []FaktaLKE {
	r, iku := b.Data.Renstra, b.iku()
	tahun := r.TahunAkhir - r.TahunAwal + 1
	lengkap := banyak(iku, func(i Indikator) bool { return len(r.kolom(i.Kunci).Tahunan) >= min(tahun, 5) })
	akhir := banyak(iku, func(i Indikator) bool { k := r.kolom(i.Kunci); return k.Akhir != nil && !k.Akhir.Kosong() })
	rujuk := Rujukan{Jenis: RujukRenstra}
	return append(hitungFakta("IKU punya target tiap tahun Renstra", lengkap, len(iku), rujuk), hitungFakta("IKU punya target akhir Renstra", akhir, len(iku), rujuk)...)
}

func (b BahanLKE) pkAda() []FaktaLKE {
	var out []FaktaLKE
	for _, p := range UrutPerjanjian(b.Data.Perjanjian) {
		if !p.Ditandatangani {
			continue
		}
		f := FaktaLKE{Teks: "Perjanjian Kinerja versi " + p.Versi + " ditandatangani", Tanggal: p.Tanggal, Cukup: true, Rujukan: Rujukan{RujukPerjanjian, p.Versi}}
		if n := slices.IndexFunc(b.Data.OPD.Pejabat, func(o Pejabat) bool { return o.ID == p.PihakPertama }); n >= 0 {
			f.Teks += " oleh " + b.Data.OPD.Pejabat[n].Nama
		}
		out = append(out, f)
	}
	if out == nil {
		return []FaktaLKE{{Teks: "Belum ada Perjanjian Kinerja yang ditandatangani", Rujukan: Rujukan{Jenis: RujukPerjanjian}}}
	}
	return out
}

func (b BahanLKE) pkTarget() []FaktaLKE {
	iku := b.iku()
	pk, ada := PerjanjianBerlaku(b.Data.Perjanjian, b.akhir())
	if !ada {
		return hitungFakta("IKU punya target pada Perjanjian Kinerja yang berlaku", 0, len(iku), Rujukan{Jenis: RujukPerjanjian})
	}
	n := banyak(iku, func(i Indikator) bool { return !pk.Target[i.ID].Kosong() })
	return hitungFakta("IKU punya target pada Perjanjian Kinerja versi "+pk.Versi, n, len(iku), Rujukan{RujukPerjanjian, pk.Versi})
}

// pkPerubahan says nothing of a year whose agreement needed no change.
func (b BahanLKE) pkPerubahan() []FaktaLKE {
	var out []FaktaLKE
	for _, p := range UrutPerjanjian(b.Data.Perjanjian) {
		if p.Jenis == PKPerubahan && p.Ditandatangani {
			out = append(out, FaktaLKE{Teks: "Perjanjian Kinerja versi " + p.Versi + " ditandatangani dengan alasan perubahan", Tanggal: p.Tanggal,
				Cukup: !kosong(p.Alasan), Rujukan: Rujukan{RujukPerjanjian, p.Versi}})
		}
	}
	return out
}

func (b BahanLKE) rencanaAksiAda() []FaktaLKE {
	var n, m int
	for _, i := range b.iku() {
		for tw := 1; tw <= 4; tw++ {
			if !i.Frekuensi.JatuhTempo(tw) {
				continue
			}
			m++
			n += banyak(b.Data.RencanaAksi, func(r RencanaAksi) bool { return r.Indikator == i.ID && r.Triwulan == tw && !r.Kosong() })
		}
	}
	return hitungFakta("Rencana aksi triwulan IKU terisi", n, m, Rujukan{Jenis: RujukRencanaAksi})
}

func (b BahanLKE) rencanaAksiPIC() []FaktaLKE {
	var n, m int
	for _, r := range b.Data.RencanaAksi {
		m += len(r.Langkah)
		n += banyak(r.Langkah, func(l Langkah) bool { return !kosong(l.PIC) && l.Selesai != "" })
	}
	return hitungFakta("Langkah rencana aksi punya penanggung jawab dan tanggal selesai", n, m, Rujukan{Jenis: RujukRencanaAksi})
}

func (b BahanLKE) anggaranAda() []FaktaLKE {
	v, ada := AnggaranBerlaku(b.Data.Anggaran, b.akhir())
	if !ada {
		return []FaktaLKE{{Teks: "Belum ada versi anggaran yang berlaku", Rujukan: Rujukan{Jenis: RujukAnggaran}}}
	}
	return []FaktaLKE{{Teks: "Anggaran versi " + v.Versi + " berlaku", Tanggal: v.Tanggal, Cukup: true, Rujukan: Rujukan{RujukAnggaran, v.Versi}}}
}

func (b BahanLKE) anggaranTertaut() []FaktaLKE {
	s := b.Data.Sebaran(Periode{b.Data.Tahun, 4})
	rujuk := Rujukan{Jenis: RujukSebaran}
	n := banyak(s.Daun, func(d DaunSebaran) bool { return len(d.Indikator) > 0 })
	out := hitungFakta("Baris anggaran tertaut ke IKU", n, len(s.Daun), rujuk)
	if iku := b.iku(); out != nil {
		out = append(out, hitungFakta("IKU punya anggaran", banyak(iku, func(i Indikator) bool { return len(i.Anggaran) > 0 }), len(iku), rujuk)...)
	}
	return out
}

func (b BahanLKE) sasaranTerukur() []FaktaLKE {
	iku := b.iku()
	n := banyak(b.Data.Renstra.Sasaran, func(s Sasaran) bool {
		return slices.ContainsFunc(iku, func(i Indikator) bool { return i.Induk == s.ID })
	})
	return hitungFakta("Sasaran punya IKU", n, len(b.Data.Renstra.Sasaran), Rujukan{Jenis: RujukIndikator})
}

func (b BahanLKE) ikuDefinisi() []FaktaLKE {
	iku, rujuk := b.iku(), Rujukan{Jenis: RujukIndikator}
	satuan := banyak(iku, func(i Indikator) bool { return !kosong(i.Satuan) && i.validasiFormula() == nil })
	sumber := banyak(iku, func(i Indikator) bool { return !kosong(i.SumberData) })
	pic := banyak(iku, func(i Indikator) bool { return !kosong(i.PenanggungJawab) })
	return slices.Concat(hitungFakta("IKU punya satuan dan formula", satuan, len(iku), rujuk),
		hitungFakta("IKU punya sumber data", sumber, len(iku), rujuk), hitungFakta("IKU punya penanggung jawab", pic, len(iku), rujuk))
}

func (b BahanLKE) ikuKonsisten() []FaktaLKE {
	iku := b.iku()
	n := banyak(iku, func(i Indikator) bool { return b.Data.Renstra.kolom(i.Kunci).Indikator != "" })
	return hitungFakta("IKU tahun ini ada pada Renstra", n, len(iku), Rujukan{Jenis: RujukRenstra})
}

// membaik tells whether v is at least as good as dulu; known is false for a range.
func membaik(a Arah, v, dulu decimal.Decimal) (baik, known bool) {
	switch a {
	case Naik:
		return v.GreaterThanOrEqual(dulu), true
	case Turun:
		return v.LessThanOrEqual(dulu), true
	}
	return false, false
}

// dibandingLalu counts IKU by what nilai takes of them against the realisasi of the year
// before.
func (b BahanLKE) dibandingLalu(teks string, nilai func(HasilIndikator) *decimal.Decimal, r Rujukan) []FaktaLKE {
	var n, m int
	for _, h := range b.hasilIKU() {
		v, k := nilai(h), len(h.Sebelumnya)
		if v == nil || k == 0 || h.Sebelumnya[k-1].Tahun != b.Data.Tahun-1 {
			continue
		}
		if baik, known := membaik(h.Indikator.Arah, *v, h.Sebelumnya[k-1].Realisasi); known {
			m++
			if baik {
				n++
			}
		}
	}
	return hitungFakta(teks, n, m, r)
}

func (b BahanLKE) targetMenantang() []FaktaLKE {
	return b.dibandingLalu("Target IKU tidak lebih rendah dari realisasi tahun lalu", func(h HasilIndikator) *decimal.Decimal { return h.Target.Nilai }, Rujukan{Jenis: RujukPerjanjian})
}

func (b BahanLKE) kinerjaMeningkat() []FaktaLKE {
	return b.dibandingLalu("Realisasi IKU tidak lebih buruk dari tahun lalu", func(h HasilIndikator) *decimal.Decimal { return h.Realisasi.Nilai }, Rujukan{Jenis: RujukCapaian})
}

func (b BahanLKE) jenjang() []FaktaLKE {
	rujuk := Rujukan{Jenis: RujukIndikator}
	pk, ada := PerjanjianBerlaku(b.Data.Perjanjian, b.akhir())
	if !ada || len(pk.Program) == 0 {
		return nil
	}
	n := banyak(pk.Program, func(p AnggaranProgram) bool {
		return slices.ContainsFunc(b.Data.Indikator, func(i Indikator) bool { return i.Tingkat == TingkatProgram && i.Induk == p.Kode })
	})
	return hitungFakta("Program pada Perjanjian Kinerja punya indikator program", n, len(pk.Program), rujuk)
}

// laporIKU counts the reports of IKU that were due, and those of them that f takes. One
// whose source publishes late was reported.
func (b BahanLKE) laporIKU(f func(Realisasi) bool) (n, dilaporkan, wajib int) {
	for tw := 1; tw <= 4; tw++ {
		for _, a := range b.Data.AngkaTriwulan(tw) {
			if a.Indikator == nil || !a.Indikator.Utama() || !a.Indikator.Frekuensi.JatuhTempo(tw) {
				continue
			}
			wajib++
			if a.Realisasi == nil || !a.Realisasi.Status.Dihitung() {
				continue
			}
			dilaporkan++
			if f(*a.Realisasi) {
				n++
			}
		}
	}
	return n, dilaporkan, wajib
}

func (b BahanLKE) realisasiLengkap() []FaktaLKE {
	_, n, m := b.laporIKU(func(Realisasi) bool { return true })
	return hitungFakta("Realisasi triwulan IKU dilaporkan", n, m, Rujukan{Jenis: RujukCapaian})
}

// realisasiTepatWaktu counts what is known to be handed in by the day that entry closes.
// Figures that were loaded at once tell nothing of when they came.
func (b BahanLKE) realisasiTepatWaktu() []FaktaLKE {
	if b.Kalender == nil {
		return nil
	}
	pada := map[string]Tanggal{}
	for _, p := range b.Penyerahan {
		pada[p.Indikator+" "+strconv.Itoa(p.Triwulan)] = p.Pada
	}
	var out []FaktaLKE
	for tw := 1; tw <= 4; tw++ {
		tutup := b.Kalender.Triwulan[tw-1].Tutup
		if tutup == "" {
			continue
		}
		var n, m int
		for _, a := range b.Data.AngkaTriwulan(tw) {
			if a.Indikator == nil || !a.Indikator.Utama() || !a.Indikator.Frekuensi.JatuhTempo(tw) {
				continue
			}
			hari, ada := pada[a.Indikator.ID+" "+strconv.Itoa(tw)]
			switch {
			case ada:
				m++
				if hari <= tutup {
					n++
				}
			case a.Realisasi == nil || !a.Realisasi.Status.Dihitung():
				m++ // not handed in at all
			}
		}
		p := Periode{b.Data.Tahun, tw}
		out = append(out, hitungFakta("Realisasi "+p.String()+" diajukan sebelum pengisian ditutup", n, m, Rujukan{RujukIsian, p.String()})...)
	}
	return out
}

func (b BahanLKE) realisasiBukti() []FaktaLKE {
	n, m, _ := b.laporIKU(func(r Realisasi) bool {
		return slices.ContainsFunc(b.Bukti, func(x Bukti) bool {
			return x.Jenis == BuktiDukung && x.Status == BuktiDiterima && x.Indikator == r.Indikator && x.Triwulan == r.Triwulan
		})
	})
	return hitungFakta("Realisasi IKU disertai berkas bukti", n, m, Rujukan{Jenis: RujukCapaian})
}

func (b BahanLKE) realisasiDiverifikasi() []FaktaLKE {
	n, m, _ := b.laporIKU(func(r Realisasi) bool { return r.Status.Terkunci() && !r.Alur().PeriksaSendiri() })
	return hitungFakta("Realisasi IKU diverifikasi oleh orang lain daripada pengisinya", n, m, Rujukan{Jenis: RujukCapaian})
}

func (b BahanLKE) analisisKinerja() []FaktaLKE {
	n, m, _ := b.laporIKU(func(r Realisasi) bool {
		return !kosong(r.FaktorPendorong+r.FaktorPenghambat) && !kosong(r.Solusi)
	})
	return hitungFakta("Realisasi IKU disertai faktor dan solusi", n, m, Rujukan{Jenis: RujukCapaian})
}

func (b BahanLKE) tindakLanjutTriwulan() []FaktaLKE {
	var n, m int
	for _, i := range b.iku() {
		milik := slices.DeleteFunc(slices.Clone(b.Data.Realisasi), func(r Realisasi) bool { return r.Indikator != i.ID })
		semua := jejakTindakLanjut(nil, milik)
		m += len(semua)
		n += banyak(semua, func(t TindakLanjutTerbuka) bool { return t.Selesai })
	}
	return hitungFakta("Tindak lanjut dari isian triwulan selesai", n, m, Rujukan{Jenis: RujukCapaian})
}

func (b BahanLKE) jadi(j JenisLaporan, f func(Laporan) bool) []Laporan {
	return slices.DeleteFunc(slices.Clone(b.Laporan), func(l Laporan) bool { return l.Jenis != j || l.Status != LaporanSelesai || !f(l) })
}

func (b BahanLKE) laporanTriwulan() []FaktaLKE {
	n := 0
	for tw := 1; tw <= 4; tw++ {
		if len(b.jadi(LaporanTriwulan, func(l Laporan) bool { return l.Periode == tw })) > 0 {
			n++
		}
	}
	return hitungFakta("Laporan triwulan dibuat", n, 4, Rujukan{Jenis: RujukLaporan})
}

func (b BahanLKE) capaianDihitung() []FaktaLKE {
	iku := b.hasilIKU()
	n := banyak(iku, func(h HasilIndikator) bool { return h.Capaian.Ada() })
	return hitungFakta("Capaian IKU terhadap target dapat dihitung", n, len(iku), Rujukan{Jenis: RujukCapaian})
}

// pertama is the earliest of the days that hari takes of the year's LKjIP; "" for none.
func (b BahanLKE) pertama(hari func(Laporan) time.Time) (pada Tanggal, id string) {
	var awal time.Time
	for _, l := range b.jadi(LKjIP, func(l Laporan) bool { return !hari(l).IsZero() }) {
		if awal.IsZero() || hari(l).Before(awal) {
			awal, id = hari(l), l.ID
		}
	}
	if id == "" {
		return "", ""
	}
	return b.Hari(awal), id
}

func (b BahanLKE) lkjip(ada, tidak string, hari func(Laporan) time.Time) []FaktaLKE {
	pada, id := b.pertama(hari)
	if id == "" {
		return []FaktaLKE{{Teks: tidak, Rujukan: Rujukan{Jenis: RujukLaporan}}}
	}
	return []FaktaLKE{{Teks: ada, Tanggal: pada, Cukup: true, Rujukan: Rujukan{RujukLaporan, id}}}
}

func diterbitkan(l Laporan) time.Time { return l.Diterbitkan }

func (b BahanLKE) lkjipAda() []FaktaLKE {
	return b.lkjip("LKjIP dibuat", "LKjIP belum dibuat", func(l Laporan) time.Time { return l.Dibuat })
}

func (b BahanLKE) lkjipTerbit() []FaktaLKE {
	return b.lkjip("LKjIP diterbitkan", "LKjIP belum diterbitkan", diterbitkan)
}

func (b BahanLKE) lkjipBertanda() []FaktaLKE {
	return b.lkjip("Salinan LKjIP bertanda tangan diterbitkan", "Salinan LKjIP bertanda tangan belum diterbitkan", func(l Laporan) time.Time { return l.SalinanTerbit })
}

func (b BahanLKE) lkjipTepatWaktu() []FaktaLKE {
	if b.Kalender == nil || b.Kalender.Triwulan[3].Laporan == "" {
		return nil
	}
	tempo := b.Kalender.Triwulan[3].Laporan
	pada, id := b.pertama(diterbitkan)
	if id == "" {
		return []FaktaLKE{{Teks: "LKjIP belum diterbitkan; tenggatnya", Tanggal: tempo, Rujukan: Rujukan{Jenis: RujukLaporan}}}
	}
	f := FaktaLKE{Teks: "LKjIP diterbitkan sebelum tenggat lewat", Tanggal: pada, Cukup: pada <= tempo, Rujukan: Rujukan{RujukLaporan, id}}
	if !f.Cukup {
		f.Teks = "LKjIP diterbitkan sesudah tenggat lewat"
	}
	return []FaktaLKE{f}
}

func (b BahanLKE) pembandingLalu() []FaktaLKE {
	iku := b.hasilIKU()
	n := banyak(iku, func(h HasilIndikator) bool { return len(h.Sebelumnya) > 0 })
	return hitungFakta("IKU dibandingkan dengan realisasi tahun sebelumnya", n, len(iku), Rujukan{Jenis: RujukCapaian})
}

func (b BahanLKE) pembandingAkhir() []FaktaLKE {
	iku := b.hasilIKU()
	n := banyak(iku, func(h HasilIndikator) bool { return h.PersenTargetAkhir.Ada() })
	return hitungFakta("IKU dibandingkan dengan target akhir Renstra", n, len(iku), Rujukan{Jenis: RujukCapaian})
}

// pembandingNasional says nothing where there is nothing: not every indicator has a
// standard.
func (b BahanLKE) pembandingNasional() []FaktaLKE {
	var out []FaktaLKE
	iku, rujuk := b.hasilIKU(), Rujukan{Jenis: RujukCapaian}
	if n := banyak(iku, func(h HasilIndikator) bool { return h.PersenStandar.Ada() }); n > 0 {
		out = append(out, FaktaLKE{Teks: "IKU dibandingkan dengan standar nasional atau provinsi", N: n, M: len(iku), Cukup: true, Rujukan: rujuk})
	}
	if n := len(b.Data.Pembanding); n > 0 {
		out = append(out, FaktaLKE{Teks: "Tabel pembanding dengan daerah lain: " + strconv.Itoa(n), Cukup: true, Rujukan: rujuk})
	}
	return out
}

// targetTercapai judges by the value that classes are taken from, of what is known.
func (b BahanLKE) targetTercapai() []FaktaLKE {
	k := b.Data.Kebijakan
	dikenal := slices.DeleteFunc(b.hasilIKU(), func(h HasilIndikator) bool { return !h.Capaian.Ada() })
	n := banyak(dikenal, func(h HasilIndikator) bool {
		v := *h.Capaian.Nilai
		if k.DasarKategori != DariMentah {
			v = k.Bulat(v)
		}
		return v.GreaterThanOrEqual(seratus)
	})
	return hitungFakta("IKU mencapai target tahun ini", n, len(dikenal), Rujukan{Jenis: RujukCapaian})
}

func (b BahanLKE) efisien() []FaktaLKE {
	dikenal := slices.DeleteFunc(slices.Clone(b.Hasil.Sasaran), func(s HasilSasaran) bool { return !s.TingkatEfisiensi.Ada() })
	n := banyak(dikenal, func(s HasilSasaran) bool { return s.TingkatEfisiensi.Nilai.GreaterThan(seratus) })
	return hitungFakta("Sasaran bertingkat efisiensi di atas 100", n, len(dikenal), Rujukan{Jenis: RujukCapaian})
}

func (b BahanLKE) lkjipEfisiensi() []FaktaLKE {
	n := banyak(b.Hasil.Sasaran, func(s HasilSasaran) bool { return s.TingkatEfisiensi.Ada() })
	return hitungFakta("Tingkat efisiensi sasaran dapat dihitung", n, len(b.Hasil.Sasaran), Rujukan{Jenis: RujukCapaian})
}

func (b BahanLKE) lkjipNarasi() []FaktaLKE {
	wajib := slices.DeleteFunc(b.Data.BagianNarasi(), func(n BagianNarasi) bool { return n.Sifat != NarasiWajib })
	n := banyak(wajib, func(w BagianNarasi) bool {
		return slices.ContainsFunc(b.Data.Narasi, func(t Narasi) bool { return t.Bagian == w.ID && !kosong(t.Isi) })
	})
	return hitungFakta("Bagian LKjIP yang wajib ditulis sudah ditulis", n, len(wajib), Rujukan{Jenis: RujukNarasi})
}

func (b BahanLKE) lkjipReviu() []FaktaLKE {
	if b.Reviu == nil || b.Reviu.Dihitung == 0 {
		return nil
	}
	return []FaktaLKE{{Teks: "Reviu menghitung " + strconv.Itoa(b.Reviu.Dihitung) + " hubungan angka; galat terbuka: " + strconv.Itoa(b.Reviu.Menahan),
		Cukup: b.Reviu.Menahan == 0, Rujukan: Rujukan{Jenis: RujukReviu}}}
}

func (b BahanLKE) evaluasiSebelumnya() []FaktaLKE {
	n := len(b.Data.RekomendasiBerlaku())
	if n == 0 {
		return nil
	}
	return []FaktaLKE{{Teks: "Evaluasi tahun sebelumnya memberi " + strconv.Itoa(n) + " rekomendasi", Cukup: true, Rujukan: Rujukan{Jenis: RujukRekomendasi}}}
}

func (b BahanLKE) tindakLanjutSelesai() []FaktaLKE {
	semua := b.Data.RekomendasiBerlaku()
	n := banyak(semua, func(r Rekomendasi) bool { return r.Hasil == TuntasSesuai })
	return hitungFakta("Rekomendasi evaluasi sebelumnya tuntas ditindaklanjuti", n, len(semua), Rujukan{Jenis: RujukRekomendasi})
}

func (b BahanLKE) tindakLanjutBukti() []FaktaLKE {
	semua := b.Data.RekomendasiBerlaku()
	n := banyak(semua, func(r Rekomendasi) bool { return len(r.Bukti) > 0 })
	return hitungFakta("Tindak lanjut rekomendasi disertai berkas bukti", n, len(semua), Rujukan{Jenis: RujukRekomendasi})
}
