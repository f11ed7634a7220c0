package record

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"capaian/internal/fault"
	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/wire"
)

func TestKeys(t *testing.T) {
	baris := identitas("UPTD", "1.06.05", "DAU")
	tests := []struct {
		got  store.Key
		want string
	}{
		{KeyIndikator("IKU-1.1"), "IND IKU-1.1"},
		{KeyPerjanjian("perubahan-1"), "PK perubahan-1"},
		{KeyRencanaAksi("IKU-1.1", 2), "RA IKU-1.1#TW2"},
		{KeyRealisasi("IKU-1.1", 4), "REAL IKU-1.1#TW4"},
		{KeyAnggaranKepala("induk"), "ANG#induk KEPALA"},
		{KeyBarisAnggaran("induk", baris), "ANG#induk B#UPTD#1.06.05#DAU"},
		{KeyBarisAnggaran("induk", identitas("", "1", "")), "ANG#induk B##1#"},
		{KeyRealisasiAnggaran(baris, 3), "RANG UPTD#1.06.05#DAU#TW3"},
		{KeyRealisasiAnggaran(identitas("a#b%", "1", "c"), 3), "RANG a%23b%25#1#c#TW3"},
		{KeyPembanding("p"), "PEMB p"},
		{KeyFakta("f"), "FAKTA f"},
		{KeyRekomendasi(7), "REK 007"},
		{KeyPenerimaan("0f"), "TERIMA 0f"},
		{KeyNarasi("bab1.isu"), "NAR bab1.isu"},
		{KeyProfil(), "PROFIL PROFIL"},
		{KeyRenstra(), "RENSTRA RENSTRA"},
		{KeyKebijakan(2023), "KBJ 2023"},
		{KeyKabupaten(), "KAB KAB"},
		{KeyOrang(), "ORANG ORANG"},
		{KeyLaporan("l-1"), "LAP l-1"},
		{KeyTautan(), "TAUTAN TAUTAN"},
		{KeyBukti("b-1"), "BUKTI b-1"},
		{KeyLKE(), "LKE LKE"},
		{KeyJawaban(sakip.SisiMandiri, "1.a.1"), "MANDIRI 1.a.1"},
		{KeyJawaban(sakip.SisiPenilai, "1.a.1"), "PENILAI 1.a.1"},
		{KeySaran("s-1"), "SARAN s-1"},
		{KeyTerbit("p-1", ""), "TERBIT p-1"},
		{KeyTerbit("p-1", "b-1"), "TERBIT p-1#b-1"},
		{KeyTerbitan("p-1"), "TERBITAN p-1"},
		{KeyDaftar(), "DAFTAR DAFTAR"},
		{KeyBerkas("p-1"), "BERKAS p-1"},
	}
	seen := map[store.Key]bool{}
	for _, tt := range tests {
		if got := tt.got.Doc + " " + tt.got.Row; got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
		if err := store.CheckKey(tt.got); err != nil {
			t.Errorf("%v: got %v, want a key that stores take", tt.got, err)
		}
		if seen[tt.got] {
			t.Errorf("%v stands for two things", tt.got)
		}
		seen[tt.got] = true
	}
}

func TestIdentitiesDoNotCollide(t *testing.T) {
	pairs := [][2]sakip.IdentitasBaris{
		{identitas("a#1", "2", "s"), identitas("a", "1", "2#s")},
		{identitas("a", "1", "s"), identitas("", "a#1", "s")},
		{identitas("%23", "1", ""), identitas("#", "1", "")},
	}
	for _, p := range pairs {
		if a, b := KeyBarisAnggaran("v", p[0]), KeyBarisAnggaran("v", p[1]); a == b {
			t.Errorf("%+v and %+v: got one key %v, want two", p[0], p[1], a)
		}
	}
}

func TestDocs(t *testing.T) {
	lama := sakip.DataTahun{Anggaran: []sakip.VersiAnggaran{{Versi: "induk"}, {Versi: "gone"}}}
	baru := sakip.DataTahun{Anggaran: []sakip.VersiAnggaran{{Versi: "induk"}, {Versi: "new"}}}
	got := Docs(lama, baru)
	want := []string{"IND", "PK", "RA", "REAL", "RANG", "PEMB", "FAKTA", "REK", "NAR", "ANG#induk", "ANG#gone", "ANG#new"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for doc := range Rows(contohTahun()) {
		if !slices.Contains(Docs(sakip.DataTahun{}, contohTahun()), doc) {
			t.Errorf("%s has rows and would not be switched", doc)
		}
	}
}

// TestBrokenItems: an item that can't be read is told with its key, and never left out.
func TestBrokenItems(t *testing.T) {
	tests := []struct {
		nama, data string
		key        store.Key
	}{
		{"no JSON", `{`, KeyIndikator("X")},
		{"another type", `{"id":1}`, KeyIndikator("X")},
		{"unknown name", `{"id":"X","baru":1}`, KeyIndikator("X")},
		{"two values", `{"id":"X"} {}`, KeyIndikator("X")},
		{"hostile number", `{"indikator":"X","triwulan":1,"nilai":"1e30000000"}`, KeyRealisasi("X", 1)},
		{"hostile pagu", `{"kode":"1","nama":"x","tingkat":"program","pagu":"1,5","urut":1}`, KeyBarisAnggaran("induk", identitas("", "1", ""))},
		{"budget rows without a head", `{"kode":"1","nama":"x","tingkat":"program","pagu":"1","urut":1}`, KeyBarisAnggaran("induk", identitas("", "1", ""))},
		{"unknown document", `{}`, store.Key{Doc: "LAIN", Row: "1"}},
		{"unknown row of a budget", `{}`, store.Key{Doc: "ANG#induk", Row: "1"}},
	}
	for _, tt := range tests {
		t.Run(tt.nama, func(t *testing.T) {
			g := buka(t)
			g.opd()
			p := store.TahunOPD("dinsos", 2022)
			g.do(store.Command{Partition: p, Writes: []store.Write{{Key: tt.key, Data: []byte(tt.data)}}})
			g.muat(sakip.DataTahun{}, contohTahun(), "r1")
			// As the year asked for and as an earlier one of it.
			for _, tahun := range []int{2022, 2023} {
				_, err := LoadTahun(t.Context(), g, "dinsos", tahun)
				if got := fault.CodeOf(err); got != fault.Internal {
					t.Fatalf("%d: got %v, want internal", tahun, err)
				}
				if !strings.Contains(err.Error(), tt.key.Doc+"#") || !strings.Contains(err.Error(), string(p)) {
					t.Errorf("%d: got %q, want the key and the partition named", tahun, err)
				}
			}
		})
	}
}

func TestBrokenItemsOfAnAgency(t *testing.T) {
	g := buka(t)
	g.opd()
	g.put(store.OPD("dinsos"), store.Key{Doc: "LAIN", Row: "1"}, struct{}{})
	if _, err := LoadOPD(t.Context(), g, "dinsos"); fault.CodeOf(err) != fault.Internal || !strings.Contains(err.Error(), "LAIN#1") {
		t.Errorf("got %v, want internal naming LAIN#1", err)
	}
}

func TestGetters(t *testing.T) {
	g, ctx := buka(t), t.Context()
	d := contohTahun()
	tahun, opd, lap := store.TahunOPD("dinsos", 2023), store.OPD("dinsos"), store.Laporan("dinsos", 2023)
	kbj := kebijakan(2023)
	orang := sakip.Orang{Sub: "u-1", Nama: "Siti", Peran: sakip.Kepala}
	kab := sakip.Kabupaten{ID: "trenggalek", Nama: "Trenggalek"}
	laporan := sakip.Laporan{ID: "l-1", OPD: "dinsos", Tahun: 2023}
	bukti := sakip.Bukti{ID: "b-1", OPD: "dinsos", Tahun: 2023}
	tautan := sakip.Tautan{Hash: "ab", OPD: "dinsos"}
	terbitan := sakip.Terbitan{Paket: "p-1", OPD: "dinsos", Berkas: []sakip.BerkasTerbit{{SHA256: "ab"}}}
	daftar := sakip.DaftarTerbitan{OPD: "dinsos", Terbitan: []sakip.RingkasTerbitan{{Paket: "p-1"}}}
	rang := d.RealisasiAnggaran[0]
	tests := []struct {
		p     store.Partition
		k     store.Key
		shape any
		want  any
		get   func() (any, int64, error)
		jenis string
	}{
		{store.Orang("u-1"), KeyOrang(), wire.FromOrang(orang), orang, dua(func() (sakip.Orang, int64, error) { return Orang(ctx, g, "u-1") }), "Pengguna u-1"},
		{store.Kabupaten("trenggalek"), KeyKabupaten(), wire.FromKabupaten(kab), kab,
			dua(func() (sakip.Kabupaten, int64, error) { return Kabupaten(ctx, g, "trenggalek") }), "Kabupaten trenggalek"},
		{opd, KeyProfil(), wire.FromOPD(contohOPD), contohOPD,
			dua(func() (sakip.PerangkatDaerah, int64, error) { return Profil(ctx, g, "dinsos") }), "Perangkat daerah dinsos"},
		{opd, KeyRenstra(), wire.FromRenstra(contohRenstra), contohRenstra,
			dua(func() (sakip.Renstra, int64, error) { return Renstra(ctx, g, "dinsos") }), "Renstra dinsos"},
		{opd, KeyKebijakan(2023), wire.FromKebijakan(kbj), nil,
			dua(func() (sakip.Kebijakan, int64, error) { return Kebijakan(ctx, g, "dinsos", 2023) }), "Kebijakan 2023"},
		{tahun, KeyIndikator("IKU-1"), wire.FromIndikator(d.Indikator[1]), d.Indikator[1],
			dua(func() (sakip.Indikator, int64, error) { return Indikator(ctx, g, "dinsos", 2023, "IKU-1") }), "Indikator IKU-1"},
		{tahun, KeyPerjanjian("awal"), wire.FromPerjanjian(d.Perjanjian[3]), d.Perjanjian[3],
			dua(func() (sakip.Perjanjian, int64, error) { return Perjanjian(ctx, g, "dinsos", 2023, "awal") }), "Perjanjian Kinerja awal"},
		{tahun, KeyRencanaAksi("IKU-1", 2), wire.FromRencanaAksi(d.RencanaAksi[1]), d.RencanaAksi[1],
			dua(func() (sakip.RencanaAksi, int64, error) { return RencanaAksi(ctx, g, "dinsos", 2023, "IKU-1", 2) }), "Rencana aksi IKU-1 TW2"},
		{tahun, KeyRealisasi("IKU-1", 1), wire.FromRealisasi(d.Realisasi[0], d.Indikator[1]), d.Realisasi[0],
			dua(func() (sakip.Realisasi, int64, error) { return Realisasi(ctx, g, "dinsos", 2023, "IKU-1", 1) }), "Realisasi IKU-1 TW1"},
		{tahun, KeyRealisasiAnggaran(rang.IdentitasBaris, 1), wire.FromRealisasiAnggaran(rang), rang,
			dua(func() (sakip.RealisasiAnggaran, int64, error) {
				return RealisasiAnggaran(ctx, g, "dinsos", 2023, rang.IdentitasBaris, 1)
			}), "Realisasi anggaran 1 TW1"},
		{tahun, KeyPembanding("a"), wire.FromTabelPembanding(d.Pembanding[0]), d.Pembanding[0],
			dua(func() (sakip.TabelPembanding, int64, error) { return Pembanding(ctx, g, "dinsos", 2023, "a") }), "Tabel pembanding a"},
		{tahun, KeyFakta("a"), wire.FromFakta(d.Fakta[0]), d.Fakta[0],
			dua(func() (sakip.Fakta, int64, error) { return Fakta(ctx, g, "dinsos", 2023, "a") }), "Fakta a"},
		{tahun, KeyRekomendasi(2), wire.FromRekomendasi(d.Rekomendasi[0]), d.Rekomendasi[0],
			dua(func() (sakip.Rekomendasi, int64, error) { return Rekomendasi(ctx, g, "dinsos", 2023, 2) }), "Rekomendasi 2"},
		{tahun, KeyNarasi("bab1"), wire.FromNarasi(d.Narasi[0]), d.Narasi[0],
			dua(func() (sakip.Narasi, int64, error) { return Narasi(ctx, g, "dinsos", 2023, "bab1") }), "Narasi bab1"},
		{tahun, KeyPenerimaan("0f"), wire.FromPenerimaan(d.Penerimaan[0]), d.Penerimaan[0],
			dua(func() (sakip.Penerimaan, int64, error) { return Penerimaan(ctx, g, "dinsos", 2023, "0f") }), "Penerimaan temuan 0f"},
		{lap, KeyLaporan("l-1"), wire.FromLaporan(laporan), laporan,
			dua(func() (sakip.Laporan, int64, error) { return Laporan(ctx, g, "dinsos", 2023, "l-1") }), "Laporan l-1"},
		{store.Bukti("dinsos", 2023), KeyBukti("b-1"), wire.FromBukti(bukti), bukti,
			dua(func() (sakip.Bukti, int64, error) { return Bukti(ctx, g, "dinsos", 2023, "b-1") }), "Bukti b-1"},
		{store.Tautan("ab"), KeyTautan(), wire.FromTautan(tautan), tautan,
			dua(func() (sakip.Tautan, int64, error) { return Tautan(ctx, g, "ab") }), "Tautan ab"},
		{store.Terbitan("dinsos"), KeyTerbitan("p-1"), wire.FromTerbitan(terbitan), terbitan,
			dua(func() (sakip.Terbitan, int64, error) { return Terbitan(ctx, g, "dinsos", "p-1") }), "Laporan terbit p-1"},
		{store.Terbitan("dinsos"), KeyDaftar(), wire.FromDaftarTerbitan(daftar), daftar,
			dua(func() (sakip.DaftarTerbitan, int64, error) { return DaftarTerbitan(ctx, g, "dinsos") }), "Laporan terbit dinsos"},
	}
	for _, tt := range tests {
		t.Run(tt.jenis, func(t *testing.T) {
			_, _, err := tt.get()
			if f := fault.All(err); len(f) != 1 || f[0].Code != fault.NotFound || strings.Join(f[0].Args, " ") != tt.jenis {
				t.Errorf("before: got %v, want not_found of %s", err, tt.jenis)
			}
			want := g.put(tt.p, tt.k, tt.shape)
			got, versi, err := tt.get()
			if err != nil || versi != want {
				t.Fatalf("versi: got %d, %v, want %d", versi, err, want)
			}
			if tt.want == nil { // the policy, whose Versi is its item's
				k := kbj
				k.Versi = fmt.Sprintf("2023 v%d", want)
				tt.want = k
			}
			if !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
		})
	}
}

func dua[D any](f func() (D, int64, error)) func() (any, int64, error) {
	return func() (any, int64, error) { d, n, err := f(); return d, n, err }
}

func TestLoadBukti(t *testing.T) {
	g := buka(t)
	p := store.Bukti("dinsos", 2023)
	kapan := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	for id, after := range map[string]time.Duration{"b": 0, "a": 0, "c": time.Hour} {
		g.put(p, KeyBukti(id), wire.FromBukti(sakip.Bukti{ID: id, OPD: "dinsos", Tahun: 2023, Diminta: kapan.Add(after)}))
	}
	list, err := LoadBukti(t.Context(), g, "dinsos", 2023)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, b := range list {
		got = append(got, b.ID)
	}
	if want := []string{"c", "a", "b"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	g.put(p, KeyLaporan("1"), struct{}{})
	if _, err := LoadBukti(t.Context(), g, "dinsos", 2023); fault.CodeOf(err) != fault.Internal {
		t.Errorf("got %v, want internal", err)
	}
}

func TestLoadLKE(t *testing.T) {
	g := buka(t)
	p := store.LKE("dinsos", 2023)
	k, err := LoadLKE(t.Context(), g, "dinsos", 2023)
	if err != nil || k.Status != sakip.LKEBelum || k.OPD != "dinsos" || k.Tahun != 2023 || k.Meta.Versi != 0 {
		t.Errorf("not begun: got %+v, %v", k, err)
	}
	if kepala, versi, err := KepalaLKE(t.Context(), g, "dinsos", 2023); err != nil || versi != 0 || kepala.Status != sakip.LKEBelum {
		t.Errorf("head of one not begun: got %+v at %d, %v", kepala, versi, err)
	}
	want := sakip.LKE{OPD: "dinsos", Tahun: 2023, Kriteria: "k", Status: sakip.LKEDraf,
		Mandiri: []sakip.JawabanLKE{{Butir: "1.a.1", Jawaban: sakip.Terpenuhi}, {Butir: "1.a.2", Jawaban: sakip.TidakTerpenuhi}},
		Penilai: []sakip.JawabanLKE{{Butir: "1.a.1", Jawaban: sakip.SebagianTerpenuhi}},
		Saran:   []sakip.SaranLKE{{ID: "b", Kriteria: "1.a.1"}, {ID: "a", Kriteria: "1.a.2"}}}
	for n := range want.Mandiri {
		g.put(p, KeyJawaban(sakip.SisiMandiri, want.Mandiri[len(want.Mandiri)-1-n].Butir), wire.FromJawabanLKE(want.Mandiri[len(want.Mandiri)-1-n]))
	}
	g.put(p, KeyJawaban(sakip.SisiPenilai, "1.a.1"), wire.FromJawabanLKE(want.Penilai[0]))
	for _, s := range want.Saran {
		g.put(p, KeySaran(s.ID), wire.FromSaranLKE(s))
	}
	versi := g.put(p, KeyLKE(), wire.FromLKE(want))
	k, err = LoadLKE(t.Context(), g, "dinsos", 2023)
	if err != nil || !reflect.DeepEqual(k.LKE, want) || k.Versi[KeyLKE()] != versi || k.Versi[KeyJawaban(sakip.SisiMandiri, "1.a.2")] != 1 {
		t.Errorf("got %+v, %v, want %+v", k, err, want)
	}
	j, err := JawabanLKE(t.Context(), g, "dinsos", 2023, sakip.SisiPenilai, "1.a.1")
	if err != nil || j.Jawaban != sakip.SebagianTerpenuhi {
		t.Errorf("one answer: got %+v, %v", j, err)
	}
	if j, err := JawabanLKE(t.Context(), g, "dinsos", 2023, sakip.SisiPenilai, "1.a.2"); err != nil || j.Butir != "" {
		t.Errorf("one that was not given: got %+v, %v", j, err)
	}
	g.put(p, KeyBukti("1"), struct{}{})
	if _, err := LoadLKE(t.Context(), g, "dinsos", 2023); fault.CodeOf(err) != fault.Internal {
		t.Errorf("a foreign row: got %v, want internal", err)
	}
}

func TestLoadBerkas(t *testing.T) {
	g := buka(t)
	list, err := LoadBerkas(t.Context(), g, "ab")
	if err != nil || len(list) != 0 {
		t.Errorf("unknown: got %v, %v, want none", list, err)
	}
	for _, p := range []string{"p-1", "p-2"} {
		g.put(store.Hash("ab"), KeyBerkas(p), wire.BerkasDikenal{SHA256: "ab", OPD: "dinsos", Paket: p})
	}
	list, err = LoadBerkas(t.Context(), g, "ab")
	if want := []sakip.BerkasDikenal{{SHA256: "ab", OPD: "dinsos", Paket: "p-1"}, {SHA256: "ab", OPD: "dinsos", Paket: "p-2"}}; err != nil || !slices.Equal(list, want) {
		t.Errorf("got %v, %v, want %v", list, err, want)
	}
}

func TestLoadLaporan(t *testing.T) {
	g := buka(t)
	p := store.Laporan("dinsos", 2023)
	kapan := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	for id, after := range map[string]time.Duration{"b": 0, "a": 0, "c": time.Hour} {
		g.put(p, KeyLaporan(id), wire.FromLaporan(sakip.Laporan{ID: id, OPD: "dinsos", Tahun: 2023, Diminta: kapan.Add(after)}))
	}
	g.put(p, KeyTerbit("c", ""), wire.FromLaporan(sakip.Laporan{ID: "c"}))
	list, err := LoadLaporan(t.Context(), g, "dinsos", 2023)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range list {
		got = append(got, r.ID)
	}
	if want := []string{"c", "a", "b"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	g.put(p, store.Key{Doc: "LAIN", Row: "1"}, struct{}{})
	if _, err := LoadLaporan(t.Context(), g, "dinsos", 2023); fault.CodeOf(err) != fault.Internal {
		t.Errorf("got %v, want internal", err)
	}
}
