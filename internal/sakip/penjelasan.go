package sakip

import "github.com/shopspring/decimal"

// Alasan is why a figure is not known. Unknown is never zero and never green.
type Alasan string

const (
	BelumJatuhTempo    Alasan = "belum_jatuh_tempo"
	BelumDilaporkan    Alasan = "belum_dilaporkan"
	BelumTerbit        Alasan = "belum_terbit"
	TriwulanTakLengkap Alasan = "triwulan_tak_lengkap"
	KomponenKosong     Alasan = "komponen_kosong"
	PenyebutNol        Alasan = "penyebut_nol"
	PredikatTakDikenal Alasan = "predikat_tak_dikenal"
	TargetTidakAda     Alasan = "target_tidak_ada"
	TargetNol          Alasan = "target_nol"
	TargetNegatif      Alasan = "target_negatif"
	RealisasiNol       Alasan = "realisasi_nol"
	TargetAkhirTakAda  Alasan = "target_akhir_tidak_ada"
	StandarTidakAda    Alasan = "standar_tidak_ada"
	TidakAdaIndikator  Alasan = "tidak_ada_indikator"
	TidakAdaTerhitung  Alasan = "tidak_ada_yang_terhitung"
	AnggaranTidakAda   Alasan = "anggaran_tidak_ada"
	TanpaTautan        Alasan = "tanpa_tautan_anggaran"
	KodeTidakAda       Alasan = "kode_anggaran_tidak_ada"
	PaguNol            Alasan = "pagu_nol"
	TanpaPagu          Alasan = "realisasi_tanpa_pagu"
	SerapanNol         Alasan = "capaian_anggaran_nol"
	SebagianDilaporkan Alasan = "sebagian_belum_dilaporkan"
	NilaiTidakAda      Alasan = "nilai_tidak_ada"
	PembagiNol         Alasan = "pembagi_nol"
	BelumDijawab       Alasan = "belum_dijawab"
)

// teksAlasan are the reasons as people read them.
var teksAlasan = map[Alasan]string{
	BelumJatuhTempo:    "belum jatuh tempo",
	BelumDilaporkan:    "belum dilaporkan",
	BelumTerbit:        "data dari sumbernya belum terbit",
	TriwulanTakLengkap: "ada triwulan sebelumnya yang belum dilaporkan",
	KomponenKosong:     "ada komponen yang belum diisi",
	PenyebutNol:        "penyebut nol",
	PredikatTakDikenal: "predikat tidak ada pada skalanya",
	TargetTidakAda:     "target belum ditetapkan",
	TargetNol:          "target nol, persentase tidak dapat dihitung",
	TargetNegatif:      "target negatif, persentase tidak dapat dihitung",
	RealisasiNol:       "realisasi nol, T/R tidak dapat dihitung",
	TargetAkhirTakAda:  "target akhir Renstra tidak ada",
	StandarTidakAda:    "standar tidak ada",
	TidakAdaIndikator:  "sasaran tanpa indikator",
	TidakAdaTerhitung:  "belum ada indikator yang dapat dihitung",
	AnggaranTidakAda:   "belum ada versi anggaran yang berlaku",
	TanpaTautan:        "indikator belum ditautkan ke anggaran",
	KodeTidakAda:       "kode anggaran tidak ada pada versi yang berlaku",
	PaguNol:            "pagu dan realisasi nol",
	TanpaPagu:          "ada realisasi tanpa pagu, persentase tidak dapat dihitung",
	SerapanNol:         "capaian anggaran nol, efisiensi tidak dapat dihitung",
	SebagianDilaporkan: "sebagian baris belum dilaporkan",
	NilaiTidakAda:      "nilai pembanding tidak ada",
	PembagiNol:         "nilai asal nol, persentase tidak dapat dihitung",
	BelumDijawab:       "belum semua kriteria dijawab",
}

// Teks is the reason in Indonesian, "" for none.
func (a Alasan) Teks() string { return teksAlasan[a] }

// Masukan is one input of a derived figure: its value, or its label where the input
// is a predikat, and the id of the rule that it itself follows from ("" was entered).
type Masukan struct {
	Nama  string
	Nilai *decimal.Decimal
	Label string
	Asal  string
}

// Teks writes the input as it went in, "" when it was not known. It is written only
// when somebody asks, for most explanations are never read.
func (m Masukan) Teks() string {
	if m.Nilai != nil {
		return teksRingkas(*m.Nilai)
	}
	return m.Label
}

// Penjelasan says how a figure came about: the rule (docs/rules.md has each id), its
// formula in words, what went in, and under which policy.
type Penjelasan struct {
	Aturan    string
	Rumus     string
	Masukan   []Masukan
	Kebijakan string
}

// Angka is a derived figure: known with its explanation, or not known with a reason.
type Angka struct {
	Nilai  *decimal.Decimal
	Alasan Alasan
	Jelas  Penjelasan
}

// Ada tells whether the figure is known.
func (a Angka) Ada() bool { return a.Nilai != nil }

func diketahui(d decimal.Decimal, j Penjelasan) Angka { return Angka{Nilai: &d, Jelas: j} }

func takDiketahui(a Alasan, j Penjelasan) Angka { return Angka{Alasan: a, Jelas: j} }

func masukan(nama string, d *decimal.Decimal, asal string) Masukan {
	return Masukan{Nama: nama, Nilai: d, Asal: asal}
}
