package record

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/wire"
)

func TestExampleHasEveryList(t *testing.T) {
	v := reflect.ValueOf(contohTahun())
	for i := range v.NumField() {
		if v.Field(i).IsZero() {
			t.Errorf("%s is empty", v.Type().Field(i).Name)
		}
	}
}

// TestOrderOfItemsDoesNotMatter also shows that Rows and loading are inverse, but for what
// was accepted, which Rows has not.
func TestOrderOfItemsDoesNotMatter(t *testing.T) {
	want := contohTahun()
	var items []store.Item
	for doc, rows := range Rows(want) {
		for _, r := range rows {
			items = append(items, store.Item{Key: store.Key{Doc: doc, Row: r.Row}, Versi: 1, Data: r.Data})
		}
	}
	for _, p := range want.Penerimaan {
		items = append(items, store.Item{Key: KeyPenerimaan(p.Temuan), Versi: 1, Data: Encode(wire.FromPenerimaan(p))})
	}
	want.Lalu = nil
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		rnd.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
		got, err := dataTahun(store.Snapshot{Items: items}, OPD{Profil: contohOPD, Renstra: contohRenstra}, 2023)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("got %+v, want %+v", got, want)
		}
	}
}

func TestLoadTahun(t *testing.T) {
	g, ctx := buka(t), t.Context()
	g.opd()
	k := kebijakan(2020)
	g.put(store.OPD("dinsos"), KeyKebijakan(2020), wire.FromKebijakan(k))
	k.Tahun, k.Desimal = 2023, 1
	kbj := g.put(store.OPD("dinsos"), KeyKebijakan(2023), wire.FromKebijakan(k))
	for _, y := range []int{2017, 2018, 2020, 2021, 2022, 2024} {
		d := contohTahun()
		d.Tahun = y
		d.Realisasi = []sakip.Realisasi{{Indikator: "IKU-2", Triwulan: 4, X: ada("90.50"), Status: sakip.Final}}
		g.muat(sakip.DataTahun{}, d, "r1")
	}
	lama := contohTahun()
	g.muat(sakip.DataTahun{}, lama, "r1")
	baru := contohTahun()
	baru.Anggaran = baru.Anggaran[1:] // a version that is gone
	baru.Fakta = nil
	for _, p := range lama.Penerimaan {
		g.put(store.TahunOPD("dinsos", 2023), KeyPenerimaan(p.Temuan), wire.FromPenerimaan(p))
	}
	g.muat(lama, baru, "r2") // what was accepted stays
	fakta := g.put(store.TahunOPD("dinsos", 2023), KeyFakta("z"), wire.FromFakta(sakip.Fakta{ID: "z"}))

	got, err := LoadTahun(ctx, g, "dinsos", 2023)
	if err != nil {
		t.Fatal(err)
	}
	want := baru
	want.Fakta = []sakip.Fakta{{ID: "z"}}
	want.Kebijakan = k
	want.Kebijakan.Versi = "2023 v4"
	// 2018 and 2020 lie outside the Renstra; the policy of 2020 stands until 2023.
	nilai := map[string]decimal.Decimal{"nilai": des("90.50")}
	want.Lalu = []sakip.TahunLalu{{Tahun: 2021, Realisasi: nilai}, {Tahun: 2022, Realisasi: nilai}}
	if !reflect.DeepEqual(got.Data, want) {
		t.Errorf("data: got %+v, want %+v", got.Data, want)
	}
	vektor := store.Vector{Tahun: 5, OPD: kbj, Lalu: map[int]int64{2018: 1, 2020: 1, 2021: 1, 2022: 1}, Mesin: sakip.VersiMesin}
	if !reflect.DeepEqual(got.Vector, vektor) {
		t.Errorf("vector: got %+v, want %+v", got.Vector, vektor)
	}
	cheap, err := Vector(ctx, g, "dinsos", 2023)
	if err != nil || !reflect.DeepEqual(cheap, vektor) {
		t.Errorf("Vector: got %+v, %v, want %+v", cheap, err, vektor)
	}
	if got.Meta.Versi != 5 || got.MetaOPD.Versi != kbj {
		t.Errorf("metas: got %d, %d, want 5, %d", got.Meta.Versi, got.MetaOPD.Versi, kbj)
	}
	for key, want := range map[store.Key]int64{KeyFakta("z"): fakta, KeyIndikator("IKU-1"): 4, KeyPenerimaan("1f"): 3, KeyAnggaranKepala("perubahan"): 0,
		KeyBarisAnggaran("induk", identitas("", "9", "")): 4} {
		if got := got.Versi[key]; got != want {
			t.Errorf("Versi of %v: got %d, want %d", key, got, want)
		}
	}
}

func TestWithoutRenstraAllFiveYearsCount(t *testing.T) {
	g := buka(t)
	g.put(store.OPD("dinsos"), KeyProfil(), wire.FromOPD(contohOPD))
	for _, y := range []int{2017, 2018, 2022, 2023} {
		d := contohTahun()
		d.Tahun = y
		g.muat(sakip.DataTahun{}, d, "r1")
	}
	got, err := LoadTahun(t.Context(), g, "dinsos", 2023)
	if err != nil {
		t.Fatal(err)
	}
	var years []int
	for _, l := range got.Data.Lalu {
		years = append(years, l.Tahun)
	}
	if want := []int{2018, 2022}; !slices.Equal(years, want) {
		t.Errorf("years: got %v, want %v", years, want)
	}
	if got.Data.Kebijakan.Versi != "baku" {
		t.Errorf("policy: got %q, want baku", got.Data.Kebijakan.Versi)
	}
}

func TestLoadOPD(t *testing.T) {
	g := buka(t)
	g.opd()
	for _, y := range []int{2024, 2020} {
		g.put(store.OPD("dinsos"), KeyKebijakan(y), wire.FromKebijakan(sakip.KebijakanBaku(y)))
	}
	got, err := LoadOPD(t.Context(), g, "dinsos")
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got.Profil, contohOPD) || !reflect.DeepEqual(got.Renstra, contohRenstra) {
		t.Errorf("got %+v, %+v", got.Profil, got.Renstra)
	}
	if len(got.Kebijakan) != 2 || got.Kebijakan[0].Versi != "2020 v4" || got.Kebijakan[1].Versi != "2024 v3" {
		t.Errorf("policies: got %+v, want those of 2020 and 2024", got.Kebijakan)
	}
	if got.Meta.Versi != 4 || got.Versi[KeyRenstra()] != 2 {
		t.Errorf("versi: got %d, %v", got.Meta.Versi, got.Versi)
	}
}

func TestNotThere(t *testing.T) {
	g := buka(t)
	g.opd()
	g.muat(sakip.DataTahun{}, contohTahun(), "r1")
	g.put(store.OPD("kosong"), KeyRenstra(), wire.FromRenstra(contohRenstra))
	tests := []struct {
		nama, opd string
		tahun     int
		want      []string
	}{
		{"no such agency", "x", 2023, []string{"Perangkat daerah", "x"}},
		{"agency without a profile", "kosong", 2023, []string{"Perangkat daerah", "kosong"}},
		{"id that names another partition", "dinsos#T#2023", 2023, []string{"Perangkat daerah", "dinsos#T#2023"}},
		{"no such year", "dinsos", 2022, []string{"Tahun", "2022"}},
	}
	for _, tt := range tests {
		t.Run(tt.nama, func(t *testing.T) {
			_, err := LoadTahun(t.Context(), g, tt.opd, tt.tahun)
			f := fault.All(err)
			if len(f) != 1 || f[0].Code != fault.NotFound || !slices.Equal(f[0].Args, tt.want) {
				t.Errorf("got %v, want not_found of %v", err, tt.want)
			}
		})
	}
}

func TestDaftarTahun(t *testing.T) {
	g := buka(t)
	g.opd()
	for _, y := range []int{2023, 2021, 2022} {
		d := contohTahun()
		d.Tahun = y
		g.muat(sakip.DataTahun{}, d, "r1")
	}
	got, err := DaftarTahun(t.Context(), g, "dinsos")
	if want := []int{2021, 2022, 2023}; err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
}

func TestBarisAnggaran(t *testing.T) {
	g := buka(t)
	g.opd()
	d := contohTahun()
	g.muat(sakip.DataTahun{}, d, "r1")
	want := d.Anggaran[0].Baris[1]
	got, _, err := BarisAnggaran(t.Context(), g, "dinsos", 2023, "perubahan", want.IdentitasBaris)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
	if _, _, err := BarisAnggaran(t.Context(), g, "dinsos", 2023, "awal", want.IdentitasBaris); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("of another version: got %v, want not_found", err)
	}
}
