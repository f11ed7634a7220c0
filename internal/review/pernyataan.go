// Package review finds what contradicts itself in a performance report. A report is a set
// of statements, each a fact with its place and the value as printed; ties between
// statements (one fact said twice, sums, ratios, means, classes) are built from what the
// facts mean. What does not hold together is explained by as few causes as possible, and
// every finding names one cause. The package is pure: it knows neither store nor HTTP, and
// equal statements give equal findings.
package review

import (
	"github.com/shopspring/decimal"

	"capaian/internal/sakip"
)

// Besaran is what a statement says of its subject.
type Besaran string

const (
	Target            Besaran = "target"
	TargetAkhir       Besaran = "target_akhir" // of the Renstra
	TargetBawah       Besaran = "target_bawah" // ends of a target that is a range
	TargetAtas        Besaran = "target_atas"
	AkhirBawah        Besaran = "target_akhir_bawah"
	AkhirAtas         Besaran = "target_akhir_atas"
	Realisasi         Besaran = "realisasi"
	Capaian           Besaran = "capaian"
	Kategori          Besaran = "kategori"
	PersenTargetAkhir Besaran = "persen_target_akhir"
	Ket               Besaran = "ket"       // Menunjang, Tidak Menunjang
	Pembilang         Besaran = "pembilang" // also the skor
	Penyebut          Besaran = "penyebut"
	Pagu              Besaran = "pagu"
	RealisasiAnggaran Besaran = "realisasi_anggaran"
	CapaianAnggaran   Besaran = "capaian_anggaran"
	SisaAnggaran      Besaran = "sisa_anggaran"  // pagu less what was spent
	PaguBertambah     Besaran = "pagu_bertambah" // pagu less that of the first version
	Deviasi           Besaran = "deviasi"        // realisasi less target
	RataCapaian       Besaran = "rata_capaian"   // of a sasaran's indicators
	RataSerapan       Besaran = "rata_serapan"   // mean capaian anggaran of a sasaran's indicators
	Efisiensi         Besaran = "tingkat_efisiensi"
	Nilai             Besaran = "nilai"            // of a row to compare with, or of a single fact
	Perubahan         Besaran = "perubahan"        // nilai, or realisasi of an indicator, less that of the year before
	PerubahanPersen   Besaran = "perubahan_persen" // the same in percent of the year before
	Bagian            Besaran = "bagian"           // pembilang ÷ penyebut × 100 of a single fact
	Peringkat         Besaran = "peringkat"        // 1 is the highest nilai among the rows of one parent
	Nama              Besaran = "nama"
	Satuan            Besaran = "satuan"
	TahunLaporan      Besaran = "tahun_laporan" // the year that a title names
	Simpulan          Besaran = "simpulan"      // a conclusion, see SimpulanTercapai
)

// SimpulanTercapai is the text of a Simpulan that says every target was reached.
const SimpulanTercapai = "semua target tercapai"

// Kunci is a fact: statements of one Kunci speak of the same thing and must agree.
type Kunci struct {
	Besaran  Besaran
	Subjek   string // id of the Subjek
	Tahun    int
	Triwulan int    // 0 is the year
	Versi    string // of an agreement or budget that is no longer in force, e.g. VersiInduk
}

// Tempat is where a statement stands, as the report prints it.
type Tempat struct {
	Tabel    string // "Tabel 3.7", or "Narasi" for a sentence
	Baris    string // number or name of the row
	Kolom    string // heading of the column
	Tercetak string
}

// VersiInduk is the first version of an agreement or budget that was changed since.
const VersiInduk = "induk"

// Jenis is how a value is written.
type Jenis int

const (
	JenisAngka Jenis = iota
	JenisPersen
	JenisRupiah
	JenisTerbilang // an amount in words
	JenisTeks
)

// Pernyataan is one statement of a report.
type Pernyataan struct {
	Kunci
	Tempat
	Jenis   Jenis
	Nilai   decimal.Decimal // not of JenisTeks
	Desimal int32           // decimals as printed: the value is known to half a unit of the last
	Teks    string          // of JenisTeks
}

// JenisSubjek is what kind of thing facts are stated of.
type JenisSubjek string

const (
	SubjekIndikator  JenisSubjek = "indikator"
	SubjekSasaran    JenisSubjek = "sasaran"
	SubjekAnggaran   JenisSubjek = "anggaran"   // a budget row
	SubjekPembanding JenisSubjek = "pembanding" // a row of a table from elsewhere, or a single fact
)

// Subjek is a thing that facts are stated of, and what ties them.
type Subjek struct {
	ID    string
	Nama  string
	Jenis JenisSubjek
	// Induk is the sasaran of an indicator, the parent of a budget row, the total of a row
	// to compare with; "" is none.
	Induk string

	// Of indicators.
	Arah                sakip.Arah // "" is naik
	Pembilang, Penyebut string     // labels of the formula's parts
	Pengali             decimal.Decimal
	SkorMaksimal        *decimal.Decimal       // of a score: pembilang ÷ this × 100
	BagianDari          bool                   // pembilang is part of penyebut
	Kumulatif           bool                   // quarters are stated from January on
	Anggaran            []sakip.TautanAnggaran // what its money, or the value of a total, is the sum of
	PenanggungJawab     string
	Bobot               decimal.Decimal // in the means of its sasaran; 0 is 1
	TanpaCapaian        bool            // nothing could be computed, and the means of its sasaran go without it
	TanpaSerapan        bool
	JumlahTarget        bool // the quarters' targets add up to the year's
	Utama               bool // one of the agency's own indicators, which must belong to a sasaran
}

// Bacaan is a report as it is reviewed.
type Bacaan struct {
	Tahun      int
	Subjek     []Subjek
	Pernyataan []Pernyataan
	Skala      *sakip.Skala     // classes of capaian; nil is not stated
	Ambang     *decimal.Decimal // % of the end target from which a program is Menunjang; nil is not stated
	Pembulatan sakip.Pembulatan // "" is half up
	RumusTurun sakip.RumusTurun // "" is PermenPANRB 8/2021's
	// TakTerbaca are places that hold something the reader could not read.
	TakTerbaca []Tempat
	Draf       []string // versions of the agreement that nobody has signed yet, the last one last
	Rencana    bool     // responsible persons and budget edges are known, so their absence is a finding
	// Rekomendasi are the recommendations that the report answers, or does not.
	Rekomendasi []sakip.Rekomendasi
}
