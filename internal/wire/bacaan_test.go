package wire

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"capaian/internal/fault"
	"capaian/internal/review"
	"capaian/internal/sakip"
)

// contohBacaan is a report with every kind of subject and statement.
func contohBacaan() review.Bacaan {
	n := review.Bacaan{Tahun: 2023, Ambang: ada("75"), Pembulatan: sakip.SetengahKeAtas, RumusTurun: sakip.DuaTMinusR,
		Skala: &sakip.Skala{Nama: "dua", Kelas: []sakip.Kelas{{Nama: "Baik", Bawah: ada("75"), BawahTermasuk: true}, {Nama: "Kurang", Atas: ada("75")}}},
		Subjek: []review.Subjek{
			{ID: "S1", Nama: "Turunnya beban", Jenis: review.SubjekSasaran},
			{ID: "IKU-1", Nama: "Persentase keluarga", Jenis: review.SubjekIndikator, Induk: "S1", Arah: sakip.Naik, Pembilang: "terlayani", Penyebut: "semua", Pengali: des("100"), BagianDari: true,
				Kumulatif: true, Anggaran: []sakip.TautanAnggaran{{Kode: "A"}, {Kode: "A.1", Kurang: true}}},
			{ID: "IKU-2", Jenis: review.SubjekIndikator, Arah: sakip.Turun, SkorMaksimal: ada("4")},
			{ID: "A", Jenis: review.SubjekAnggaran}, {ID: "A.1", Jenis: review.SubjekAnggaran, Induk: "A"},
			{ID: "kab.Trenggalek", Jenis: review.SubjekPembanding},
		}}
	k := func(b review.Besaran, subjek string) review.Kunci {
		return review.Kunci{Besaran: b, Subjek: subjek, Tahun: 2023}
	}
	di := func(kolom, tercetak string) review.Tempat {
		return review.Tempat{Tabel: "Tabel 3.1", Baris: "1", Kolom: kolom, Tercetak: tercetak}
	}
	n.Nyatakan(k(review.Target, "IKU-1"), review.JenisAngka, di("Target", "98,94"))
	n.Nyatakan(review.Kunci{Besaran: review.Target, Subjek: "IKU-1", Tahun: 2023, Versi: "induk"}, review.JenisAngka, di("Target induk", "98"))
	n.Nyatakan(review.Kunci{Besaran: review.Realisasi, Subjek: "IKU-1", Tahun: 2022}, review.JenisPersen, di("2022", "97,10 %"))
	n.Nyatakan(review.Kunci{Besaran: review.Pembilang, Subjek: "IKU-1", Tahun: 2023, Triwulan: 2}, review.JenisAngka, di("TW II", "4.071"))
	n.Nyatakan(k(review.Capaian, "IKU-1"), review.JenisPersen, di("Capaian", "100,46%"))
	n.Nyatakan(k(review.Kategori, "IKU-1"), review.JenisTeks, di("Kategori", "Baik"))
	n.Nyatakan(k(review.Pagu, "A"), review.JenisRupiah, di("Anggaran", "Rp1.977.070.000,00"))
	n.Nyatakan(k(review.Pagu, "A"), review.JenisTerbilang, di("Terbilang", "seribu rupiah"))
	n.Nyatakan(review.Kunci{Besaran: review.TahunLaporan, Tahun: 2023, Subjek: "Tabel 3.1"}, review.JenisAngka, di("Judul", "2023"))
	n.Pernyataan = append(n.Pernyataan, review.Pernyataan{Kunci: k(review.RealisasiAnggaran, "A"), Jenis: review.JenisRupiah, Tempat: di("Realisasi", "1,5 juta"), Nilai: des("1500000"), Desimal: -5},
		review.Pernyataan{Kunci: k(review.Ket, "A"), Jenis: review.JenisTeks, Tempat: di("Ket", "Tidak Menunjang*"), Teks: "Tidak Menunjang"})
	return n
}

// TestStatementsRoundTrip: what a report states comes back from its shape as it was read.
func TestStatementsRoundTrip(t *testing.T) {
	want := contohBacaan()
	if len(want.TakTerbaca) > 0 {
		t.Fatalf("not read: %v", want.TakTerbaca)
	}
	b, err := json.Marshal(FromBacaan(want))
	if err != nil {
		t.Fatal(err)
	}
	var w Bacaan
	if err := strict(b, &w); err != nil {
		t.Fatal(err)
	}
	got, err := w.Domain()
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

// TestStatementsUnreadable: what is printed and is no number is listed, and no fault.
func TestStatementsUnreadable(t *testing.T) {
	w := Bacaan{Tahun: 2023, Subjek: []Subjek{{ID: "I", Jenis: review.SubjekIndikator}},
		Pernyataan: []Pernyataan{{Besaran: review.Target, Subjek: "I", Tempat: Tempat{"T", "1", "Target", "n/a"}}}}
	n, err := w.Domain()
	if err != nil || len(n.Pernyataan) != 0 || len(n.TakTerbaca) != 1 || n.TakTerbaca[0].Tercetak != "n/a" {
		t.Errorf("got %v, %v, want one place that is not read", n, err)
	}
}

func TestStatementsFaults(t *testing.T) {
	const subjek = `{"id":"I","jenis":"indikator"}`
	p := func(isi string) string {
		return `{"tahun":2023,"subjek":[` + subjek + `],"pernyataan":[{"besaran":"target","subjek":"I",` + isi + `"tempat":{"tabel":"T","baris":"1","kolom":"K","tercetak":"1"}}]}`
	}
	s := func(isi string) string {
		return `{"tahun":2023,"subjek":[` + isi + `],"pernyataan":[{"besaran":"tahun_laporan","tempat":{"tabel":"T","baris":"","kolom":"","tercetak":"2023"}}]}`
	}
	panjang := strings.Repeat("é", maksSebutan+1)
	var rantai []string
	for i := range maksInduk + 2 {
		rantai = append(rantai, fmt.Sprintf(`{"id":"%d","jenis":"anggaran","induk":"%d"}`, i, min(i+1, maksInduk+1)))
	}
	for name, c := range map[string]struct {
		body string
		want []string // code at field, of all faults
	}{
		"none":                  {p(""), nil},
		"subjects alone":        {s(subjek), nil},
		"empty":                 {`{}`, []string{"out_of_range at tahun", "required at pernyataan"}},
		"year":                  {`{"tahun":20233,"subjek":[],"pernyataan":[]}`, []string{"out_of_range at tahun", "required at pernyataan"}},
		"all at once":           {`{"tahun":2023,"subjek":[],"pernyataan":[{"besaran":"x","subjek":"y","tahun":1,"triwulan":5,"jenis":"z","tempat":{"tabel":"","baris":"","kolom":"","tercetak":""}}]}`, []string{"unknown at pernyataan[0].besaran", "unknown at pernyataan[0].subjek", "out_of_range at pernyataan[0].tahun", "out_of_range at pernyataan[0].triwulan", "unknown at pernyataan[0].jenis", "required at pernyataan[0].tempat.tabel", "required at pernyataan[0].tempat.tercetak"}},
		"value":                 {p(`"nilai":"x","desimal":16,"teks":"` + panjang + `",`), []string{"not_a_number at pernyataan[0].nilai", "too_large at pernyataan[0].teks", "out_of_range at pernyataan[0].desimal"}},
		"text that is a number": {p(`"jenis":"teks",`), []string{"invalid at pernyataan[0].jenis"}},
		"long version":          {p(`"versi":"` + panjang + `",`), []string{"too_large at pernyataan[0].versi"}},
		"subject twice":         {s(subjek + "," + subjek), []string{"duplicate at subjek[1].id"}},
		"subject without id":    {s(`{"id":"","jenis":"x","arah":"y"}`), []string{"required at subjek[0].id", "unknown at subjek[0].jenis", "unknown at subjek[0].arah"}},
		"long names":            {s(`{"id":"I","jenis":"indikator","nama":"` + panjang + `","pembilang":"` + panjang + `","penyebut":"` + panjang + `"}`), []string{"too_large at subjek[0].nama", "too_large at subjek[0].pembilang", "too_large at subjek[0].penyebut"}},
		"numbers":               {s(`{"id":"I","jenis":"indikator","pengali":"x","skor_maksimal":1e9}`), []string{"number_too_long at subjek[0].skor_maksimal", "not_a_number at subjek[0].pengali"}},
		"parent that is not":    {s(`{"id":"I","jenis":"indikator","induk":"x","anggaran":[{"kode":"y"}]}`), []string{"unknown at subjek[0].induk", "unknown at subjek[0].anggaran[0].kode"}},
		"own parent":            {s(`{"id":"I","jenis":"anggaran","induk":"I"}`), []string{"invalid at subjek[0].induk"}},
		"circle":                {s(`{"id":"I","jenis":"anggaran","induk":"J"},{"id":"J","jenis":"anggaran","induk":"I"}`), []string{"invalid at subjek[0].induk", "invalid at subjek[1].induk"}},
		"too deep":              {s(strings.Join(rantai, ",")), ulangTeks("invalid at subjek[%d].induk", maksInduk+2)},
		"edges":                 {s(`{"id":"I","jenis":"indikator","anggaran":[` + strings.Repeat(`{"kode":"I"},`, maksTautan) + `{"kode":"I"}]}`), []string{"out_of_range at subjek[0].anggaran"}},
		"scale":                 {`{"tahun":2023,"skala":{"nama":"tidak ada"},"ambang":"x","pembulatan":"y","rumus_turun":"z","subjek":[],"pernyataan":[]}`, []string{"not_a_number at ambang", "unknown at pembulatan", "unknown at rumus_turun", "unknown at skala.nama", "required at pernyataan"}},
		"class without a name":  {`{"tahun":2023,"skala":{"kelas":[{"nama":""}]},"subjek":[],"pernyataan":[]}`, []string{"required at skala.kelas[0].nama", "required at pernyataan"}},
		"many classes":          {`{"tahun":2023,"skala":{"kelas":[` + strings.Repeat(`{"nama":"a"},`, maksKelas) + `{"nama":"a"}]},"subjek":[],"pernyataan":[]}`, []string{"out_of_range at skala.kelas", "required at pernyataan"}},
		"no list":               {`{"tahun":2023,"subjek":{},"pernyataan":[]}`, []string{"bad_json at "}},
		"wrong kind":            {`{"tahun":2023,"subjek":[],"pernyataan":[{"besaran":"target","tempat":{"tabel":7}}]}`, []string{"bad_json at "}},
	} {
		t.Run(name, func(t *testing.T) {
			var w Bacaan
			err := json.Unmarshal([]byte(c.body), &w)
			if err == nil {
				_, err = w.Domain()
			}
			var got []string
			for _, e := range fault.All(err) {
				got = append(got, string(e.Code)+" at "+e.Field)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func ulangTeks(f string, n int) (out []string) {
	for i := range n {
		out = append(out, fmt.Sprintf(f, i))
	}
	return out
}

// TestStatementsAreBounded: neither a long list nor its faults fill the memory.
func TestStatementsAreBounded(t *testing.T) {
	var w Bacaan
	banyak := `{"tahun":2023,"subjek":[],"pernyataan":[` + strings.Repeat("{},", MaksPernyataan) + `{}]}`
	if err := json.Unmarshal([]byte(banyak), &w); fault.CodeOf(err) != fault.TooLarge || len(w.Pernyataan) > MaksPernyataan {
		t.Errorf("got %v after %d statements, want too_large", err, len(w.Pernyataan))
	}
	pas := `{"tahun":2023,"subjek":[],"pernyataan":[` + strings.Repeat("{},", MaksPernyataan-1) + `{}]}`
	if err := json.Unmarshal([]byte(pas), &w); err != nil {
		t.Fatal(err)
	}
	_, err := w.Domain()
	if n := len(fault.All(err)); n != maksGalat {
		t.Errorf("got %d faults, want %d", n, maksGalat)
	}
	if err := json.Unmarshal([]byte(`{"subjek":null,"pernyataan":null}`), &w); err != nil || w.Pernyataan != nil {
		t.Errorf("null: got %v, %v", w.Pernyataan, err)
	}
	if err := strict([]byte(`{"pernyataan":[{"basaran":"target"}]}`), &w); err == nil || !strings.Contains(err.Error(), `unknown field "basaran"`) {
		t.Errorf("a name that is not known: got %v", err)
	}
}

// FuzzStatements reviews whatever can be read of a body: it ends, its counts agree, and the
// statements it took can be written and read again.
func FuzzStatements(f *testing.F) {
	b, err := json.Marshal(FromBacaan(contohBacaan()))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte(`{"tahun":2023,"subjek":[{"id":"I","jenis":"anggaran","induk":"I"}],"pernyataan":[{"besaran":"pagu","subjek":"I","tempat":{"tabel":"T","baris":"","kolom":"","tercetak":"-1e9"}}]}`))
	f.Add([]byte(`{"tahun":2023,"skala":{"nama":"akip"},"subjek":[{"id":"I","jenis":"indikator","pengali":0,"skor_maksimal":"0"}],"pernyataan":[{"besaran":"realisasi","subjek":"I","tempat":{"tabel":"T","baris":"","kolom":"","tercetak":"0"}},{"besaran":"pembilang","subjek":"I","tempat":{"tabel":"T","baris":"","kolom":"","tercetak":"999999999999999999999999999999"}}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var w Bacaan
		if json.Unmarshal(b, &w) != nil {
			return
		}
		n, err := w.Domain()
		if err != nil {
			if l := fault.All(err); len(l) > maksGalat || fault.CodeOf(err) == fault.Internal {
				t.Errorf("got %d faults, first %v", len(l), l[0])
			}
			return
		}
		h := review.Periksa(n)
		out := FromReviu(h)
		if out.Cocok > out.Dihitung || len(out.Temuan)+out.TakDitampilkan != out.Jumlah.Galat+out.Jumlah.Peringatan+out.Jumlah.Info {
			t.Errorf("got %+v", out)
		}
		again, err := FromBacaan(n).Domain()
		if len(n.Pernyataan) == 0 {
			return
		}
		if err != nil {
			t.Fatalf("written again: %v", err)
		}
		n.TakTerbaca = nil
		if h2 := review.Periksa(again); !reflect.DeepEqual(h2, review.Periksa(n)) {
			t.Errorf("written again: got %+v, want %+v", h2, h)
		}
	})
}
