package sakip

import (
	"github.com/shopspring/decimal"

	"capaian/internal/fault"
)

// Tingkat is the level of an indicator or of a budget row.
type Tingkat string

const (
	TingkatTujuan      Tingkat = "tujuan"
	TingkatSasaran     Tingkat = "sasaran" // IKU
	TingkatProgram     Tingkat = "program" // outcome
	TingkatKegiatan    Tingkat = "kegiatan"
	TingkatSubKegiatan Tingkat = "sub_kegiatan"

	// Levels that only budget rows have.
	TingkatPerangkatDaerah Tingkat = "perangkat_daerah"
	TingkatBidangUrusan    Tingkat = "bidang_urusan"
)

// JenisFormula is how a realisasi follows from what is entered.
type JenisFormula string

const (
	FormulaRasio    JenisFormula = "rasio"    // pembilang ÷ penyebut × pengali
	FormulaSkor     JenisFormula = "skor"     // skor ÷ skor maksimal × 100
	FormulaNilai    JenisFormula = "nilai"    // the number itself
	FormulaPredikat JenisFormula = "predikat" // a label on a named scale
)

// Arah is which way is better.
type Arah string

const (
	Naik    Arah = "naik"
	Turun   Arah = "turun"
	Rentang Arah = "rentang"
)

// Akumulasi is how the quarters of one component make the year.
type Akumulasi string

const (
	Jumlah      Akumulasi = "jumlah"
	PosisiAkhir Akumulasi = "posisi_akhir"
	Tetap       Akumulasi = "tetap" // one stock, stated again each quarter
	RataRata    Akumulasi = "rata_rata"
	Maksimum    Akumulasi = "maksimum"
	Minimum     Akumulasi = "minimum"
)

// ModeEntri says what a quarter's entry stands for.
type ModeEntri string

const (
	TriwulanIni ModeEntri = "triwulan_ini" // the quarter alone
	SDTriwulan  ModeEntri = "sd_triwulan"  // from January up to the quarter
)

// Frekuensi is when a realisasi is due.
type Frekuensi string

const (
	Triwulanan Frekuensi = "triwulanan"
	Semesteran Frekuensi = "semesteran" // TW2 and TW4
	Tahunan    Frekuensi = "tahunan"    // TW4
)

// JatuhTempo tells whether a realisasi is due in a quarter.
func (f Frekuensi) JatuhTempo(tw int) bool {
	switch f {
	case Tahunan:
		return tw == 4
	case Semesteran:
		return tw == 2 || tw == 4
	default:
		return true
	}
}

// Formula is what is entered and how it becomes a value.
type Formula struct {
	Jenis         JenisFormula
	Pembilang     string // label of X; of the skor for FormulaSkor
	Penyebut      string // label of Y
	Pengali       decimal.Decimal
	SkorMaksimal  *decimal.Decimal
	SkalaPredikat string // name of the policy's scale for FormulaPredikat
	Satuan        string // unit of the components, e.g. KK, orang
	BagianDari    bool   // X is part of Y: X > Y is warned of, not refused
}

// TautanAnggaran is a plus or minus edge to a budget code of any level.
type TautanAnggaran struct {
	Kode   string
	Kurang bool
}

// Standar is a national or provincial value to compare with.
type Standar struct {
	Nama  string
	Nilai decimal.Decimal
}

// Indikator is one measured promise of a year.
type Indikator struct {
	ID              string // within the year, e.g. IKU-1.1
	Kunci           string // the same over the years, e.g. beban_pengeluaran
	Nama            string
	Tingkat         Tingkat
	Induk           string // sasaran id for IKU; program, kegiatan … code below
	Urusan          string // bidang urusan code, for the order of the report's tables
	Satuan          string
	Arah            Arah
	Formula         Formula
	Entri           ModeEntri
	AkumulasiX      Akumulasi // of pembilang, skor, nilai or predikat
	AkumulasiY      Akumulasi // of penyebut
	Frekuensi       Frekuensi
	TahunData       int // 0: the report year's data; -1: a score of the year before, published late
	PenanggungJawab string
	SumberData      string
	Standar         *Standar
	Anggaran        []TautanAnggaran
	Urut            int
}

// Utama tells whether the indicator is one of the agency's strategic ones: of a sasaran,
// an IKU, or of a tujuan.
func (i Indikator) Utama() bool { return i.Tingkat == TingkatSasaran || i.Tingkat == TingkatTujuan }

// Validasi lists every fault of the indicator on its own.
func (i Indikator) Validasi() error {
	var l fault.List
	l.Add("", ValidasiID("id", i.ID))
	l.Add("", ValidasiID("kunci", i.Kunci))
	l.Add("", wajib("nama", i.Nama))
	pilihan(&l, "tingkat", i.Tingkat, TingkatTujuan, TingkatSasaran, TingkatProgram, TingkatKegiatan, TingkatSubKegiatan)
	pilihan(&l, "arah", i.Arah, Naik, Turun, Rentang)
	pilihan(&l, "entri", i.Entri, TriwulanIni, SDTriwulan)
	pilihan(&l, "frekuensi", i.Frekuensi, Triwulanan, Semesteran, Tahunan)
	pilihan(&l, "tahun_data", i.TahunData, 0, -1)
	l.Add("", i.validasiFormula())
	kode := unik{jenis: "tautan anggaran", l: &l}
	for n, a := range i.Anggaran {
		l.Add("", wajib(at("anggaran", n)+".kode", a.Kode))
		kode.tambah(at("anggaran", n)+".kode", a.Kode)
	}
	return l.Err()
}

func (i Indikator) validasiFormula() error {
	var l fault.List
	f := i.Formula
	pilihan(&l, "formula.jenis", f.Jenis, FormulaRasio, FormulaSkor, FormulaNilai, FormulaPredikat)
	switch f.Jenis {
	case FormulaRasio:
		pilihan(&l, "akumulasi_pembilang", i.AkumulasiX, Jumlah, PosisiAkhir)
		pilihan(&l, "akumulasi_penyebut", i.AkumulasiY, Jumlah, PosisiAkhir, Tetap)
		l.Add("", wajib("formula.pembilang", f.Pembilang))
		l.Add("", wajib("formula.penyebut", f.Penyebut))
		if !f.Pengali.IsPositive() {
			l.Add("", fault.At("formula.pengali", fault.Invalid, "Pengali harus lebih dari nol (biasanya 100)."))
		}
	case FormulaSkor:
		pilihan(&l, "akumulasi_pembilang", i.AkumulasiX, PosisiAkhir, RataRata, Maksimum, Minimum)
		if f.SkorMaksimal == nil || !f.SkorMaksimal.IsPositive() {
			l.Add("", fault.At("formula.skor_maksimal", fault.Invalid, "Skor maksimal harus lebih dari nol."))
		}
	case FormulaNilai:
		pilihan(&l, "akumulasi_pembilang", i.AkumulasiX, Jumlah, PosisiAkhir, RataRata, Maksimum, Minimum)
	case FormulaPredikat:
		pilihan(&l, "akumulasi_pembilang", i.AkumulasiX, PosisiAkhir)
		l.Add("", wajib("formula.skala_predikat", f.SkalaPredikat))
	}
	return l.Err()
}
