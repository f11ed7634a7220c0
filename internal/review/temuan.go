package review

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
)

// Tingkat is how grave a finding is.
type Tingkat string

const (
	Galat      Tingkat = "galat"      // two statements cannot both be true
	Peringatan Tingkat = "peringatan" // possible, but to be looked at
	Info       Tingkat = "info"
)

// Aturan is the id of a rule.
type Aturan string

const (
	BarisTertukar    Aturan = "baris_tertukar"         // values of two rows are exchanged
	KolomTertukar    Aturan = "kolom_tertukar"         // values of two columns are exchanged
	KolomSalah       Aturan = "kolom_salah"            // a column holds something else from top to bottom
	HitungUlang      Aturan = "hitung_ulang"           // recomputed ≠ stated
	JumlahRincian    Aturan = "jumlah_rincian"         // parts do not sum to the whole
	BedaTempat       Aturan = "beda_tempat"            // one fact stated differently in two places
	Terbilang        Aturan = "terbilang"              // numeral against its words
	SalahKategori    Aturan = "kategori"               // class against the percentage
	SalahKet         Aturan = "ket"                    // Menunjang against the percentage
	Pembulatan       Aturan = "pembulatan"             // holds only for inputs before rounding
	Presisi          Aturan = "presisi"                // fewer decimals than the rest of its column
	BagianLebih      Aturan = "bagian_lebih"           // part > whole
	PenyebutBeda     Aturan = "penyebut_beda"          // same name, another number
	UkuranSama       Aturan = "ukuran_sama"            // what seems one measure differs in one column
	NamaBeda         Aturan = "nama_beda"              // named differently in two places
	SatuanBeda       Aturan = "satuan_beda"            // united differently in two places
	TahunBeda        Aturan = "tahun_beda"             // report year ≠ year of a title
	SkalaTumpang     Aturan = "skala"                  // class boundaries with gap or overlap
	TargetAkhirLewat Aturan = "target_akhir_lewat"     // end target already passed
	TargetDiBawah    Aturan = "target_di_bawah"        // target below last year's realisasi
	RencanaBeda      Aturan = "rencana_beda"           // a target that another plan has otherwise
	CapaianTinggi    Aturan = "capaian_tinggi"         // capaian > 120: target too low?
	KumulatifTurun   Aturan = "kumulatif_turun"        // cumulative that falls
	SerapanLebih     Aturan = "serapan_lebih"          // spent more than the pagu
	TanpaSasaran     Aturan = "anggaran_tanpa_sasaran" // budget that no indicator is linked to
	AnggaranGanda    Aturan = "anggaran_ganda"         // budget linked to two indicators
	SasaranKosong    Aturan = "sasaran_tanpa_indikator"
	TanpaPIC         Aturan = "tanpa_penanggung_jawab"
	SimpulanBeda     Aturan = "simpulan" // conclusion against the figures
	BelumDijawab     Aturan = "rekomendasi_belum_dijawab"
	BuktiDiLuar      Aturan = "bukti_di_luar_periode" // evidence dated outside its period
	NarasiBeda       Aturan = "narasi"                // what people wrote against the figures of their year
)

// What findings are about that are of no Subjek.
const (
	PerihalKebijakan   = "kebijakan"
	PerihalRekomendasi = "rekomendasi " // the number follows
)

// Perbaikan is a place with what would reconcile it.
type Perbaikan struct {
	Tempat
	Kunci  Kunci
	Hitung string // as it would be printed; "" where the report does not tell
}

// Temuan is one finding: one cause, all that follows from it.
type Temuan struct {
	Aturan  Aturan
	Tingkat Tingkat
	Pesan   string // Indonesian; says what is wrong and why
	// Tempat are the places that are wrong, each with what it should say; of a
	// contradiction that cannot be decided, all that may be wrong.
	Tempat []Perbaikan
	// Banding are the places that Tempat was compared with.
	Banding []Tempat
	// Akibat are values that reproduce only from a wrong one, to be reckoned again.
	Akibat []Perbaikan
	Usulan string // what to do; "" where Hitung says it
	// Perihal is the id of the subject that a finding without places is about: of a Subjek,
	// PerihalKebijakan, or PerihalRekomendasi with a number.
	Perihal string
	Pasti   bool // the report itself tells which value is wrong
}

// Hasil is the outcome of a review.
type Hasil struct {
	Temuan     []Temuan
	Dihitung   int // ties between statements that could be checked
	Cocok      int // those that hold
	TakTerbaca []Tempat
	// What goes beyond what one review takes is told and not looked into: statements that
	// were not tied to others, contradictions that no cause was sought for, and findings
	// that are counted alone.
	TakDiperiksa   int
	SebabTakDicari int
	Lebih          map[Tingkat]int
}

// cetak writes a value as its place prints numbers.
func cetak(p Pernyataan, v decimal.Decimal) string {
	d := p.Desimal
	if !v.Equal(v.Round(d)) {
		d = -v.Exponent()
	}
	s := locale.Angka(v, d)
	switch {
	case p.Jenis == JenisPersen:
		return s + "%"
	case p.Jenis == JenisRupiah && strings.HasPrefix(p.Tercetak, "Rp"):
		return "Rp" + s
	}
	return s
}

// ID is the same for a finding as long as its rule, its places, what is printed there and
// what should be are: what was accepted with a reason stays accepted until a figure on
// either side changes.
func (t Temuan) ID() string {
	h := sha256.New()
	tulis := func(list ...string) {
		for _, s := range list {
			fmt.Fprintf(h, "%d:%s", len(s), s)
		}
	}
	tulis(string(t.Aturan))
	for _, p := range t.Tempat {
		tulis(string(p.Kunci.Besaran), p.Kunci.Subjek, p.Tabel, p.Baris, p.Kolom, p.Tercetak, p.Hitung)
	}
	if len(t.Tempat) == 0 {
		tulis(t.Pesan)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}
