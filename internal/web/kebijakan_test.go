package web

import (
	"context"
	"maps"
	"regexp"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"capaian/internal/sakip"
	"capaian/internal/service"
)

func contohKebijakan() map[string][]any {
	orang := &sakip.Orang{Nama: "Nama", Peran: sakip.Bappeda}
	b := bidang{Nama: "nilai", Label: "Nilai", Petunjuk: "petunjuk", Nilai: "1", Galat: []string{"salah"}}
	p := pilih(b, opsi{"1", "satu", false})
	beda := []bedaAngka{{"IKU", "Nama", "Capaian", sel{Tampil: "1", Persen: true}, sel{Alasan: "tidak ada"}}, {ID: "I", Sesudah: sel{Tampil: " ", Kategori: "Baik"}}}
	lihat := &pratinjauTampil{Berubah: 2, Basi: true, Periode: []periodeTampil{{Judul: "2023, TW4", Buka: true, Baris: beda, Anggaran: beda}, {}}}
	k := isiKebijakan{alamat: alamat{"x", 2023}, F: service.LembarKebijakan{Nama: "X", Kebijakan: sakip.Kebijakan{Tahun: 2022, Versi: "2022 v1"}}, Kata: [][2]string{{"a", "b"}}, Praset: []opsi{{"baku", "b", false}, {"akip", "c", false}},
		Formulir: true, Desimal: []pilihanBidang{p}, Cara: []pilihanBidang{p}, Batas: []bidang{b}, Skala: p, NamaSkala: b, Kelas: []kelasIsian{{1, b, b, "k", true}, {2, b, b, "l", false}},
		Bobot: []bidang{b}, BobotLain: []bidang{b}, Predikat: []predikatIsian{{b, b}}, Ejaan: p, Sen: true, Pratinjau: lihat,
		Galat: galatFormulir{Umum: []string{"u"}}, Bentrok: &bentrokTampil{Baris: []banding{{"a", "b", "c", true}}}, Tersimpan: true}
	return map[string][]any{
		"beda-angka": {lihat.Periode[0].Kinerja(), lihat.Periode[1].Uang()}, "pratinjau": {*lihat, pratinjauTampil{}},
		"kebijakan": {halaman{Orang: orang, Isi: k}, halaman{Isi: isiKebijakan{F: service.LembarKebijakan{Kebijakan: sakip.KebijakanBaku(2023)}}}},
	}
}

func TestPolicyIsTypedAsItIs(t *testing.T) {
	setengah := decimal.RequireFromString("3.5")
	lain := sakip.KebijakanBaku(2023)
	lain.Skala, _ = sakip.SkalaBaku("permendagri-86-2017")
	lain.Skala.Nama, lain.BatasAtas, lain.BatasBawah = "sendiri-2", &setengah, nil
	lain.Bobot = map[string]decimal.Decimal{"IKU-1": setengah}
	lain.SkalaPredikat = []sakip.SkalaPredikat{{Nama: "akip", Label: []sakip.LabelPredikat{{Label: "A=B", Skor: setengah}, {Label: "C", Skor: decimal.NewFromInt(1234)}}}}
	cases := []sakip.Kebijakan{sakip.KebijakanBaku(2023), lain}
	for _, nama := range sakip.NamaSkalaBaku() {
		k := sakip.KebijakanBaku(2023)
		k.Skala, _ = sakip.SkalaBaku(nama)
		cases = append(cases, k)
	}
	for _, k := range cases {
		got, err := isianKebijakan(k).kebijakan(2023)
		if err != nil || sidik(got) != sidik(k) {
			t.Errorf("%s: got %+v, %v", k.Skala.Nama, got, err)
		}
	}
}

// Saving needs a look first; what is saved is what was looked at; and what was said to
// change is what has changed.
func TestPolicyIsPreviewedThenSaved(t *testing.T) {
	w := buat(t)
	alamat := contoh + "/kebijakan"
	const oleh = "bappeda-contoh"
	form := w.formPagu(oleh, alamat, "aksi", "simpan", "batas_atas", "100", "skala", "85-70-55")
	opd := func() int64 {
		m, err := w.service.OPD(context.Background(), mustDiri(t, w, oleh), "dinas-contoh")
		if err != nil {
			t.Fatal(err)
		}
		return m.Meta.Versi
	}
	sebelum := opd()
	rec := w.post(oleh, alamat, form)
	if rec.Code != 200 || opd() != sebelum {
		t.Fatalf("saved without a look: got %d, versi %d of %d", rec.Code, opd(), sebelum)
	}
	memuat(t, rec.Body.String(), "Belum tersimpan", "Yang akan berubah", "Simpan kebijakan ini", "2025, TW4", "Sangat Tinggi", "Sangat Baik")
	form = formulirDari(t, rec.Body.String(), alamat)
	form.Set("aksi", "simpan")
	berubah := maps.Clone(form)
	berubah["desimal"] = []string{"3"}
	if rec := w.post(oleh, alamat, berubah); rec.Code != 200 || opd() != sebelum {
		t.Errorf("saved what was not looked at: got %d", rec.Code)
	}
	for range 2 {
		if rec := w.post(oleh, alamat, form); rec.Code != 303 || opd() != sebelum+1 {
			t.Fatalf("save: got %d, versi %d of %d: %s", rec.Code, opd(), sebelum, salahPada(rec))
		}
	}
	w.hitung()
	memuat(t, w.get(oleh, contoh).Body.String(), "Sangat Baik")
	// Another's look, from before.
	rec = w.post("verifikator-contoh", alamat, form)
	if rec.Code != 409 { // the year had no policy of its own then
		t.Errorf("stale: got %d, want 409", rec.Code)
	}
	memuat(t, rec.Body.String(), "Dua nilai: pilih salah satu", "Batas atas dan bawah cetakan")
}

func TestPolicyThatDoesNotFit(t *testing.T) {
	w := buat(t)
	alamat := contoh + "/kebijakan"
	for _, c := range []struct {
		name  string
		ketik []string
		want  []string
	}{
		{"no number", []string{"batas_atas", "seratus"}, []string{"bukan angka", `value="seratus"`, `href="#batas_atas"`}},
		{"floor above the cap", []string{"batas_atas", "1", "batas_bawah", "2"}, []string{"Batas atas lebih rendah"}},
		{"decimals", []string{"desimal", "9"}, []string{"antara 0 dan 4"}},
		{"two lowest classes", []string{"skala", "sendiri", "skala.kelas[0].bawah", ""}, []string{"bertumpang tindih"}},
		{"a class without a name", []string{"skala", "sendiri", "skala.kelas[1].nama", ""}, []string{`href="#skala.kelas%5b1%5d.nama"`}},
		{"a label without a score", []string{"skala_predikat[0].label", "AA"}, []string{"Tulis “AA” dengan skornya"}},
		{"labels that were reported", []string{"skala_predikat[0].label", "Lain = 100"}, []string{"kotak salah-kotak"}},
		{"a weight of nothing", []string{"bobot.IKU-1.1", "0"}, []string{"Bobot harus lebih dari nol"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			form := w.formPagu("verifikator-contoh", alamat, append(c.ketik, "aksi", "pratinjau")...)
			rec := w.post("verifikator-contoh", alamat, form)
			if rec.Code != 422 {
				t.Errorf("status: got %d, want 422", rec.Code)
			}
			memuat(t, rec.Body.String(), c.want...)
			tanpaTeks(t, rec.Body.String(), "Yang akan berubah")
		})
	}
	body := w.get("kepala-contoh", alamat).Body.String()
	memuat(t, body, "Yang berlaku sekarang", "bobot IKU-1.1 2; lainnya 1", "Yang mengubah kebijakan")
	tanpaTeks(t, body, "Lihat yang akan berubah")
	praset := w.get("verifikator-contoh", alamat+"?praset=akip").Body.String()
	if !regexp.MustCompile(`<option value="akip" selected>`).MatchString(praset) {
		t.Error("the preset is not chosen")
	}
	if got := strings.Count(praset, "Kelas 7"); got == 0 {
		t.Error("the preset's classes are not there")
	}
}
