package web

import (
	"bytes"
	"cmp"
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
)

// An audit entry has the old and the new value as JSON. People read which of its members
// changed, under Indonesian names; the rest of it is as it was.

// barisBeda is one member that two values have differently; "" is not there.
type barisBeda struct{ Label, Lama, Baru string }

// batasBeda is how many members of one change are listed, batasUrai how long a value may
// be that is looked at so closely.
const (
	batasBeda = 40
	batasUrai = 256 << 10
)

// daunJSON is a member of a value that holds no others.
type daunJSON struct {
	jalur []string
	nilai string
}

func (d daunJSON) kunci() string { return strings.Join(d.jalur, ".") }

// bedaJSON lists the members that differ, in the order of the new value and then of the
// old, of those that perlu takes (nil takes all); lain counts those beyond the bound.
func bedaJSON(lama, baru json.RawMessage, perlu func(jalur string) bool) (out []barisBeda, lain int) {
	if len(lama)+len(baru) > batasUrai {
		return []barisBeda{{"Isi", ukuranIsi(lama), ukuranIsi(baru)}}, 0
	}
	a, b := ratakan(lama), ratakan(baru)
	dulu := map[string]string{}
	for _, d := range a {
		dulu[d.kunci()] = d.nilai
	}
	kini := map[string]bool{}
	tambah := func(d daunJSON, l, n string) {
		switch {
		case d.jalur != nil && d.jalur[len(d.jalur)-1] == "sebelum": // a link within the chain
		case perlu != nil && !perlu(d.kunci()):
		case len(out) == batasBeda:
			lain++
		default:
			out = append(out, barisBeda{labelJalur(d.jalur), l, n})
		}
	}
	for _, d := range b {
		kini[d.kunci()] = true
		if l, ada := dulu[d.kunci()]; !ada || l != d.nilai {
			tambah(d, tampilIsi(d.jalur, l), tampilIsi(d.jalur, d.nilai))
		}
	}
	for _, d := range a {
		if !kini[d.kunci()] {
			tambah(d, tampilIsi(d.jalur, d.nilai), "")
		}
	}
	return out, lain
}

func ukuranIsi(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	return ukuranTampil(int64(len(b)))
}

// ratakan lists the members of a value that hold no others, in their order. What is no
// JSON is one member.
func ratakan(b []byte) []daunJSON {
	var out []daunJSON
	var jalan func(b []byte, jalur []string) bool
	jalan = func(b []byte, jalur []string) bool {
		dec := json.NewDecoder(bytes.NewReader(b))
		dec.UseNumber()
		tok, err := dec.Token()
		if err != nil {
			return false
		}
		d, ok := tok.(json.Delim)
		if !ok {
			if s := teksToken(tok); s != "" {
				out = append(out, daunJSON{jalur, s})
			}
			return true
		}
		for n := 1; dec.More(); n++ {
			nama := strconv.Itoa(n)
			if d == '{' {
				t, err := dec.Token()
				if err != nil {
					return false
				}
				nama, _ = t.(string)
			}
			var raw json.RawMessage
			if dec.Decode(&raw) != nil {
				return false
			}
			if d == '[' {
				nama = pengenal(raw, nama)
			}
			if !jalan(raw, append(jalur[:len(jalur):len(jalur)], nama)) {
				return false
			}
		}
		return true
	}
	if len(b) > 0 && !jalan(b, nil) {
		return []daunJSON{{nil, string(b)}}
	}
	return out
}

// teksToken is a scalar as text; null and blank text are nothing.
func teksToken(t json.Token) string {
	switch v := t.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case bool:
		if v {
			return "ya"
		}
		return "tidak"
	}
	return ""
}

// pengenal is what tells an element of a list from the others, so that one that was put in
// between does not make all after it differ.
func pengenal(raw json.RawMessage, nomor string) string {
	var e struct {
		ID      string `json:"id"`
		SubUnit string `json:"sub_unit"`
		Kode    string `json:"kode"`
		Sumber  string `json:"sumber"`
		Objek   string `json:"objek"`
	}
	if raw[0] != '{' || json.Unmarshal(raw, &e) != nil {
		return nomor
	}
	if e.Objek != "" {
		return namaObjek(e.Objek)
	}
	if s := strings.Join(strings.Fields(e.ID+" "+e.SubUnit+" "+e.Kode+" "+e.Sumber), " "); (e.ID != "" || e.Kode != "") && s != "" {
		return s
	}
	return nomor
}

// namaIsi are the members whose name alone would not do as a label.
var namaIsi = map[string]string{"pic": "PIC", "nip": "NIP", "opd": "perangkat daerah", "sha256": "SHA-256", "byte": "ukuran (byte)",
	"banyak": "banyaknya bagian", "bawah": "batas bawah", "atas": "batas atas", "bawah_termasuk": "batas bawah termasuk", "atas_termasuk": "batas atas termasuk",
	"target_sd": "target s.d. triwulan", "belum_terbit": "sumber belum terbit", "bagian_dari": "bagian dari penyebut", "ditandatangani": "ditandatangani",
	"tahun_data": "tahun data", "id": "pengenal", "akumulasi_pembilang": "akumulasi pembilang", "urut": "urutan", "induk": "induk"}

var polaNamaIsi = regexp.MustCompile(`^[a-z][a-z_]*$`)

// labelJalur names a member: names one after the other, numbers and ids behind the name
// that they belong to.
func labelJalur(jalur []string) string {
	var b strings.Builder
	for _, j := range jalur {
		nama, biasa := namaIsi[j]
		if !biasa {
			nama, biasa = strings.ReplaceAll(j, "_", " "), polaNamaIsi.MatchString(j)
		}
		switch {
		case b.Len() == 0:
		case biasa:
			b.WriteString(", ")
		default:
			b.WriteString(" ")
		}
		if !biasa {
			nama = j
		}
		b.WriteString(nama)
	}
	if b.Len() == 0 {
		return "Isi"
	}
	s := b.String()
	return strings.ToUpper(s[:1]) + s[1:]
}

// berangka are the members that hold a number.
var berangka = map[string]bool{"pembilang": true, "penyebut": true, "skor": true, "nilai": true, "pagu": true, "bawah": true, "atas": true, "anggaran": true,
	"pengali": true, "skor_maksimal": true, "batas_atas": true, "batas_bawah": true, "ambang_menunjang": true, "awal": true, "bobot": true}

// polaTW are quarters: what a step of many figures was done to.
var polaTW = regexp.MustCompile(`^TW[1-4]$`)

// polaAngka are numbers as the machine writes them.
var polaAngka = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?$`)

// katakan are words of the machine that underscores alone do not explain.
var katakan = map[string]string{"half_up": "setengah ke atas", "truncate": "dipotong", "sd_triwulan": "s.d. triwulan", "rata_rata": "rata-rata"}

// polaKata are words of the machine.
var polaKata = regexp.MustCompile(`^[a-z]+(_[a-z]+)+$`)

func tampilIsi(jalur []string, s string) string {
	if polaKata.MatchString(s) {
		return cmp.Or(katakan[s], strings.ReplaceAll(s, "_", " "))
	}
	if len(jalur) == 0 || !polaAngka.MatchString(s) {
		return s
	}
	akhir := jalur[len(jalur)-1]
	if berangka[akhir] || len(jalur) > 1 && (jalur[len(jalur)-2] == "tahunan" || jalur[len(jalur)-2] == "bobot" || jalur[len(jalur)-2] == "kas") {
		return tampilAngka(s)
	}
	return s
}

// namaDok are the documents by the name that begins their object.
var namaDok = map[string]string{"REAL": "Realisasi", "RANG": "Realisasi anggaran", "RA": "Rencana aksi", "IND": "Indikator", "PK": "Perjanjian Kinerja",
	"ANG": "Anggaran", "PEMB": "Tabel pembanding", "FAKTA": "Fakta", "REK": "Rekomendasi", "NAR": "Narasi", "TERIMA": "Penerimaan temuan", "PROFIL": "Profil perangkat daerah",
	"RENSTRA": "Renstra", "KBJ": "Kebijakan perhitungan", "LAP": "Laporan", "BUKTI": "Bukti", "KAB": "Kabupaten", "ORANG": "Orang"}

// namaObjek is what a command was done to, in words.
func namaObjek(objek string) string {
	doc, row, _ := strings.Cut(objek, "#")
	nama, ok := namaDok[doc]
	if !ok {
		if polaTW.MatchString(objek) {
			return "Triwulan " + objek
		}
		if polaAngka.MatchString(objek) {
			return "Seluruh data tahun " + objek
		}
		return objek
	}
	if row == doc {
		return nama
	}
	bagian := strings.FieldsFunc(row, func(r rune) bool { return r == '#' })
	for n, s := range bagian {
		bagian[n] = bukaLolos.Replace(s)
	}
	if doc == "ANG" && len(bagian) > 1 {
		bagian = append(bagian[:1:1], bagian[2:]...) // "B" says that it is a row
	}
	return strings.TrimSpace(nama + " " + strings.Join(bagian, " "))
}

// bukaLolos writes the parts of a key as they were before they were put into it.
var bukaLolos = strings.NewReplacer("%23", "#", "%25", "%")

// perintahTampil are the commands in words, in the order of the filter.
var perintahTampil = []struct{ Kode, Nama string }{
	{"RecordRealisasi", "Realisasi diisi"}, {"RecordRealisasiAnggaran", "Realisasi anggaran diisi"},
	{"WithdrawRealisasi", "Angka ditarik"}, {"ReturnRealisasi", "Angka dikembalikan"}, {"VerifyRealisasi", "Angka diverifikasi"},
	{"VerifyBanyak", "Beberapa angka diverifikasi"}, {"ApplyImpor", "Impor disimpan"},
	{"ReopenRealisasi", "Angka dibuka kembali"}, {"FinalizePeriode", "Triwulan difinalkan"}, {"ReopenPeriode", "Triwulan dibuka kembali"},
	{"PutPengecualian", "Pengecualian diberikan"}, {"DeletePengecualian", "Pengecualian dicabut"},
	{"PutIndikator", "Indikator diubah"}, {"PutPerjanjian", "Perjanjian Kinerja diubah"}, {"PutRencanaAksi", "Rencana aksi diubah"},
	{"PutRencanaAksiTahun", "Rencana aksi setahun diubah"}, {"ReopenPerjanjian", "Tanda tangan Perjanjian Kinerja dibuka kembali"},
	{"PutAnggaran", "Versi anggaran diganti"}, {"PutPembanding", "Tabel pembanding diubah"}, {"PutFakta", "Fakta diubah"},
	{"AcceptTemuan", "Temuan reviu diterima"}, {"RevokePenerimaan", "Penerimaan temuan dicabut"},
	{"PutRekomendasi", "Rekomendasi diubah"}, {"PutNarasi", "Narasi diubah"}, {"DeleteBaris", "Baris dihapus"},
	{"ScheduleLaporan", "Laporan diminta menurut kalender"}, {"RequestPelaporan", "Laporan triwulan diminta"}, {"RemindJadwal", "Pengingat dibuat"},
	{"DistributeLKE", "Rekomendasi LKE masuk"}, {"LoadTahun", "Data tahun dimuat utuh"}, {"PutProfil", "Profil diubah"}, {"PutRenstra", "Renstra diubah"}, {"PutKebijakan", "Kebijakan diubah"},
}

// namaPerintah is a command in words, or as the chain has it.
func namaPerintah(kode string) string {
	for _, p := range perintahTampil {
		if p.Kode == kode {
			return p.Nama
		}
	}
	return kode
}
