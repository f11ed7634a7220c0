package sakip

import (
	"maps"
	"slices"
	"strconv"
	"time"

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
