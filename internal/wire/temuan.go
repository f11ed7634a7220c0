package wire

import (
	"encoding/json"

	"capaian/internal/review"
)

// What one answer holds at most. The counts are always of everything.
const (
	MaksTemuan     = 1000
	MaksTakTerbaca = 1000
	MaksTempat     = 40      // places of a finding, of each kind
	maksPesan      = 2000    // letters
	maksSebutan    = 300     // letters of a name, a heading or what is printed
	maksReviu      = 2 << 20 // bytes of all findings, as JSON; half of it of all unread places
)

// Reviu is the outcome of a review.
type Reviu struct {
	Temuan     []Temuan `json:"temuan"`   // the gravest first
	Dihitung   int      `json:"dihitung"` // ties between statements that could be checked
	Cocok      int      `json:"cocok"`    // those that hold
	TakTerbaca []Tempat `json:"tak_terbaca"`
	// Jumlah are all findings by how grave they are, TakTerbacaJumlah all unread places,
	// whether they are listed or not.
	Jumlah           JumlahTemuan `json:"jumlah"`
	TakTerbacaJumlah int          `json:"tak_terbaca_jumlah"`
	TakDitampilkan   int          `json:"tak_ditampilkan"`  // findings beyond what an answer holds
	TakDiperiksa     int          `json:"tak_diperiksa"`    // statements beyond what a review ties
	SebabTakDicari   int          `json:"sebab_tak_dicari"` // contradictions that are named alone
}

// JumlahTemuan counts findings by how grave they are.
type JumlahTemuan struct {
	Galat      int `json:"galat"`
	Peringatan int `json:"peringatan"`
	Info       int `json:"info"`
}

// Temuan is one finding of a review.
type Temuan struct {
	ID      string         `json:"id"`
	Aturan  review.Aturan  `json:"aturan"`
	Nama    string         `json:"nama"` // what people call the rule
	Tingkat review.Tingkat `json:"tingkat"`
	Pesan   string         `json:"pesan"`
	Tempat  []TempatTemuan `json:"tempat"`            // what is wrong, or may be
	Hitung  string         `json:"hitung,omitempty"`  // what the first place should say; "" where the report does not tell
	Usulan  string         `json:"usulan,omitempty"`  // what to do
	Pasti   bool           `json:"pasti"`             // the report itself tells which value is wrong
	Banding []Tempat       `json:"banding,omitempty"` // what it was compared with
	Akibat  []TempatTemuan `json:"akibat,omitempty"`  // to be reckoned again after it
	// TempatLain and AkibatLain are places beyond those that are listed.
	TempatLain int `json:"tempat_lain,omitempty"`
	AkibatLain int `json:"akibat_lain,omitempty"`
}

// Tempat is where something stands, as it is printed there.
type Tempat struct {
	Tabel    string `json:"tabel"`
	Baris    string `json:"baris"`
	Kolom    string `json:"kolom"`
	Tercetak string `json:"tercetak"`
}

// TempatTemuan is a place with the fact that it states and what it should say.
type TempatTemuan struct {
	Tempat
	Hitung   string         `json:"hitung,omitempty"`
	Besaran  review.Besaran `json:"besaran,omitempty"`
	Subjek   string         `json:"subjek,omitempty"`
	Tahun    int            `json:"tahun,omitempty"`
	Triwulan int            `json:"triwulan,omitempty"`
	Versi    string         `json:"versi,omitempty"`
}

// FromReviu is the shape of a review's outcome, no longer than an answer may be.
func FromReviu(h review.Hasil) Reviu {
	out := Reviu{Temuan: []Temuan{}, TakTerbaca: []Tempat{}, Dihitung: h.Dihitung, Cocok: h.Cocok, TakTerbacaJumlah: len(h.TakTerbaca),
		TakDiperiksa: h.TakDiperiksa, SebabTakDicari: h.SebabTakDicari, Jumlah: JumlahTemuan{h.Lebih[review.Galat], h.Lebih[review.Peringatan], h.Lebih[review.Info]}}
	out.TakDitampilkan = out.Jumlah.Galat + out.Jumlah.Peringatan + out.Jumlah.Info
	muat := muatan{maksReviu}
	for _, t := range h.Temuan {
		switch t.Tingkat {
		case review.Galat:
			out.Jumlah.Galat++
		case review.Peringatan:
			out.Jumlah.Peringatan++
		default:
			out.Jumlah.Info++
		}
		if len(out.Temuan) == MaksTemuan || muat.sisa <= 0 {
			out.TakDitampilkan++
			continue
		}
		w := FromTemuan(t)
		muat.ambil(w)
		out.Temuan = append(out.Temuan, w)
	}
	muat = muatan{maksReviu / 2}
	for _, t := range h.TakTerbaca {
		if len(out.TakTerbaca) == MaksTakTerbaca || muat.sisa <= 0 {
			break
		}
		w := tempatDari(t)
		muat.ambil(w)
		out.TakTerbaca = append(out.TakTerbaca, w)
	}
	return out
}

// muatan is how many bytes of an answer are left.
type muatan struct{ sisa int }

func (m *muatan) ambil(v any) {
	if b, err := json.Marshal(v); err == nil { // texts and numbers always can be written
		m.sisa -= len(b)
	}
}

// FromTemuan is the shape of a finding.
func FromTemuan(t review.Temuan) Temuan {
	out := Temuan{ID: t.ID(), Aturan: t.Aturan, Nama: t.Aturan.Nama(), Tingkat: t.Tingkat, Pesan: pendek(t.Pesan, maksPesan), Usulan: pendek(t.Usulan, maksPesan), Pasti: t.Pasti,
		Tempat: []TempatTemuan{}, TempatLain: max(0, len(t.Tempat)-MaksTempat), AkibatLain: max(0, len(t.Akibat)-MaksTempat)}
	for _, p := range t.Tempat[:min(len(t.Tempat), MaksTempat)] {
		out.Tempat = append(out.Tempat, perbaikanDari(p))
	}
	if len(t.Tempat) > 0 {
		out.Hitung = out.Tempat[0].Hitung
	}
	out.Banding = petakan(t.Banding[:min(len(t.Banding), MaksTempat)], tempatDari)
	out.Akibat = petakan(t.Akibat[:min(len(t.Akibat), MaksTempat)], perbaikanDari)
	return out
}

func tempatDari(t review.Tempat) Tempat {
	return Tempat{pendek(t.Tabel, maksSebutan), pendek(t.Baris, maksSebutan), pendek(t.Kolom, maksSebutan), pendek(t.Tercetak, maksSebutan)}
}

func perbaikanDari(p review.Perbaikan) TempatTemuan {
	k := p.Kunci
	return TempatTemuan{Tempat: tempatDari(p.Tempat), Hitung: pendek(p.Hitung, maksSebutan), Besaran: k.Besaran, Subjek: pendek(k.Subjek, maksSebutan), Tahun: k.Tahun, Triwulan: k.Triwulan,
		Versi: pendek(k.Versi, maksSebutan)}
}

// pendek is a text of at most n letters.
func pendek(s string, n int) string {
	if len(s) <= n {
		return s
	}
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}
