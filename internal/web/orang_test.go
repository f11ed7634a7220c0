package web

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"capaian/internal/akun"
	"capaian/internal/fault"
	"capaian/internal/sakip"
	"capaian/internal/service"
)

func contohKelola() map[string][]any {
	admin := &sakip.Orang{Nama: "Admin", Peran: sakip.Admin}
	isi := func(x any) halaman { return halaman{Judul: "J", Orang: admin, Csrf: "x", Isi: x} }
	b := bidang{Nama: "nama", Label: "Nama", Petunjuk: "p", Nilai: "1", Galat: []string{"salah"}}
	semua := map[string]bidang{}
	for _, f := range bidangOrang {
		f.Galat = []string{"salah"}
		semua[f.Nama] = f
	}
	t := []kelompokTempat{{"Dinas", []tempat{{"d", "Dinas (tanpa unit)"}, {"d/u", "Unit"}}}}
	bentrok := &bentrokTampil{Baris: []banding{{"Nama", "1", "", true}}}
	return map[string][]any{
		"daftar-orang": {isi(isiDaftarOrang{Saring: saringOrang{"a", "operator", "d", "aktif"}, Peran: sakip.SemuaPeran, OPD: t, Semua: 2, Tersimpan: "x",
			Baris: []barisOrang{{sakip.Orang{Nama: "N", Nonaktif: true}, "/orang/x", "T"}, {}}}), isi(isiDaftarOrang{})},
		"orang": {isi(isiOrang{Baru: true, Bidang: semua, Tempat: t, Peran: sakip.SemuaPeran, Umum: []string{"u"}, Keliru: []bidang{b}, KirimLain: true}),
			isi(isiOrang{Sub: "x", AkunKami: true, Bidang: semua, Tempat: t, Bentrok: bentrok, Pesan: "p"}), isi(isiOrang{Lokal: true, Sendiri: true, Bidang: semua}),
			isi(isiOrang{Baru: true, Lokal: true, AkunKami: true, Bidang: semua})},
		"bidang-surel":     {b, bidang{}},
		"keliru":           {isiOrang{Umum: []string{"u"}, Keliru: []bidang{b}}, isiOrang{}},
		"daftar-perangkat": {isi(isiPerangkat{"K", []service.OPDRingkas{{ID: "x", Sintetis: true, Tahun: []int{2024, 2025}}, {}}}), isi(isiPerangkat{})},
		"perangkat-baru":   {isi(isiPerangkatBaru{Bidang: []bidang{b}, Zona: []string{"WIB"}, Umum: []string{"u"}, Keliru: []bidang{b}}), isi(isiPerangkatBaru{})},
		"unit": {isi(isiUnit{Baru: true, Tersimpan: true, Orang: true, Bentrok: true, Jenis: jenisUnit, Umum: []string{"u"},
			Baris: []barisUnit{{ID: "x", Jenis: "bidang", Bidang: b}, {Jenis: "lain"}, {}}}), isi(isiUnit{})},
	}
}

// lembar is a form of the management pages as its page gives it, with fields typed anew.
func (w *dunia) lembar(sub, alamat string, ketik ...string) url.Values {
	w.t.Helper()
	body := w.get(sub, alamat).Body.String()
	out := url.Values{}
	_, isi, _ := strings.Cut(body, "<main")
	for _, m := range polaMasukan.FindAllString(isi, -1) {
		if n, v := polaNama.FindStringSubmatch(m), polaNilai.FindStringSubmatch(m); n != nil && v != nil {
			out.Set(n[1], v[1])
		}
	}
	out.Del("csrf")
	for i := 0; i < len(ketik); i += 2 {
		out.Set(ketik[i], ketik[i+1])
	}
	return out
}

// From a kabupaten that has nothing but an admin: an agency, its units, its people, who
// sign in.
func TestFromNothing(t *testing.T) {
	w := buat(t)
	const admin = "admin-baru"
	memuat(t, w.get(admin, "/").Body.String(), "belum punya perangkat daerah", `href="/perangkat-daerah-baru"`, `href="/orang"`)

	rec := w.post(admin, "/perangkat-daerah-baru", w.lembar(admin, "/perangkat-daerah-baru", "nama", "Dinas Kesehatan", "singkatan", "Dinkes", "zona", "WITA"))
	if got := rec.Header().Get("Location"); rec.Code != 303 || got != "/opd/dinkes/unit?baru=1" {
		t.Fatalf("agency: got %d %q %s", rec.Code, got, rec.Body)
	}
	rec = w.post(admin, "/opd/dinkes/unit", w.lembar(admin, "/opd/dinkes/unit", "unit[0].nama", "Sekretariat", "unit[0].jenis", "sekretariat",
		"unit[2].nama", "Bidang Kesehatan Masyarakat", "unit[2].jenis", "bidang"))
	if rec.Code != 303 {
		t.Fatalf("units: got %d %s", rec.Code, rec.Body)
	}
	body := w.get(admin, "/orang-baru?opd=dinkes").Body.String()
	memuat(t, body, `<option value="dinkes" selected>`, `<option value="dinkes/bidang-kesehatan-masyarakat">`, `<optgroup label="Dinas Kesehatan">`)
	tanpaTeks(t, body, "Dinas Contoh")
	for _, p := range []struct{ nama, surel, peran, tempat string }{
		{"Siti", "siti@baru.go.id", "operator", "dinkes/bidang-kesehatan-masyarakat"}, {"Budi", "budi@baru.go.id", "verifikator", "dinkes"}, {"Ani", "ani@baru.go.id", "inspektorat", ""},
	} {
		rec := w.post(admin, "/orang-baru", w.lembar(admin, "/orang-baru", "nama", p.nama, "surel", p.surel, "peran", p.peran, "tempat", p.tempat))
		if rec.Code != 303 {
			t.Fatalf("%s: got %d %s", p.nama, rec.Code, rec.Body)
		}
		sub := strings.TrimPrefix(rec.Header().Get("Location"), "/orang?tersimpan=")
		memuat(t, w.get(admin, rec.Header().Get("Location")).Body.String(), "Tersimpan: <b>"+p.nama, p.surel)
		masuk := w.post("", "/dev/masuk", url.Values{"orang": {sub}})
		if masuk.Code != 303 {
			t.Errorf("%s signs in: got %d", p.nama, masuk.Code)
		}
		if rec := w.get(sub, "/"); rec.Code != 200 || !strings.Contains(rec.Body.String(), "Dinas Kesehatan") {
			t.Errorf("%s at home: got %d", p.nama, rec.Code)
		}
	}
	memuat(t, w.get(admin, "/perangkat-daerah").Body.String(), "Dinas Kesehatan", `<td class="n">2</td>`, "Kabupaten Baru (data sintetis)")
}

func TestPeopleForm(t *testing.T) {
	w := buat(t)
	const admin, kepala = "admin-contoh", "/orang/kepala-contoh"
	for _, c := range []struct {
		name, alamat string
		ketik        []string
		want         int
		teks         []string
	}{
		{"nothing typed", "/orang-baru", nil, 422, []string{`href="#nama"`, `href="#surel"`, `href="#peran"`}},
		{"an operator of a whole agency", "/orang-baru", []string{"nama", "S", "surel", "s@x.id", "peran", "operator", "tempat", "dinas-contoh"}, 422, []string{`href="#tempat"`, `value="s@x.id"`, `<option value="dinas-contoh" selected>`}},
		{"a place of another kabupaten", "/orang-baru", []string{"nama", "S", "surel", "s@x.id", "peran", "kepala", "tempat", "dinsos-p3a-trenggalek"}, 422, []string{"tidak dikenal"}},
		{"a place that is none", "/orang-baru", []string{"nama", "S", "surel", "s@x.id", "peran", "operator", "tempat", "dinas-contoh/../x"}, 422, []string{"tidak dikenal"}},
		{"a role that is none", "/orang-baru", []string{"nama", "S", "surel", "s@x.id", "peran", "raja"}, 422, []string{`href="#peran"`}},
		{"no address", "/orang-baru", []string{"nama", "S", "surel", "bukan surel", "peran", "admin"}, 422, []string{"nama@contoh.go.id"}},
		{"a role changed", kepala, []string{"peran", "verifikator"}, 303, nil},
		{"no name", kepala, []string{"nama", " "}, 422, []string{`href="#nama"`}},
		{"a stale form", kepala, []string{"nama", "Nama Lain", "versi", "1"}, 412, []string{"Dua nilai", "Nama Lain", "Kepala Dinas Contoh"}},
		{"no version", kepala, []string{"versi", "x"}, 422, []string{"Muat ulang"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			awal := []string{}
			if c.alamat == kepala {
				awal = []string{"peran", "kepala", "tempat", "dinas-contoh", "keadaan", "aktif"}
			}
			rec := w.post(admin, c.alamat, w.lembar(admin, c.alamat, append(awal, c.ketik...)...))
			if rec.Code != c.want {
				t.Errorf("got %d, want %d", rec.Code, c.want)
			}
			memuat(t, rec.Body.String(), c.teks...)
		})
	}
	if rec := w.post(admin, "/orang/tidak-ada", url.Values{"versi": {"1"}}); rec.Code != 404 {
		t.Errorf("nobody: got %d, want 404", rec.Code)
	}
}

// The admin's own form does not ask what another admin must decide.
func TestOwnRecord(t *testing.T) {
	w := buat(t)
	body := w.get("admin-contoh", "/orang/admin-contoh").Body.String()
	tanpaTeks(t, body, `name="peran"`, `name="keadaan"`)
	if rec := w.post("admin-contoh", "/orang/admin-contoh", w.lembar("admin-contoh", "/orang/admin-contoh", "nama", "Admin Lain", "keadaan", "nonaktif", "peran", "kepala")); rec.Code != 303 {
		t.Fatalf("got %d %s", rec.Code, rec.Body)
	}
	if o := mustDiri(t, w, "admin-contoh"); o.Nama != "Admin Lain" || o.Peran != sakip.Admin {
		t.Errorf("got %+v", o)
	}
}

func TestPeopleFilter(t *testing.T) {
	w := buat(t)
	rec := w.post("admin-contoh", "/orang/kepala-contoh", w.lembar("admin-contoh", "/orang/kepala-contoh", "peran", "kepala", "tempat", "dinas-contoh", "keadaan", "nonaktif"))
	if rec.Code != 303 {
		t.Fatalf("switch off: got %d %s", rec.Code, rec.Body)
	}
	if rec := w.get("kepala-contoh", "/"); rec.Code != 303 {
		t.Errorf("switched off, home: got %d, want the sign-in", rec.Code)
	}
	for _, c := range []struct {
		query string
		want  string
		ada   []string
		tiada []string
	}{
		{"", "9 dari 9 orang", []string{"Kepala Dinas Contoh", "dinonaktifkan"}, []string{"Dinsos"}},
		{"?keadaan=nonaktif", "1 dari 9 orang", []string{"Kepala Dinas Contoh"}, []string{"Verifikator Dinas Contoh"}},
		{"?peran=bappeda", "1 dari 9 orang", nil, nil},
		{"?opd=dinas-contoh", "6 dari 9 orang", nil, nil},
		{"?cari=KEPALA", "1 dari 9 orang", nil, nil},
		{"?cari=tidak+ada", "", []string{"Tidak ada orang yang cocok"}, nil},
	} {
		body := w.get("admin-contoh", "/orang"+c.query).Body.String()
		memuat(t, body, append(c.ada, c.want)...)
		tanpaTeks(t, body, c.tiada...)
	}
}

func TestUnits(t *testing.T) {
	ada := []sakip.Unit{{ID: "sekretariat", Nama: "Sekretariat", Jenis: "sekretariat"}, {ID: "bidang-a", Nama: "Bidang A", Jenis: "bidang"}}
	for _, c := range []struct {
		name  string
		ketik []string
		want  []sakip.Unit
	}{
		{"nothing sent", nil, ada},
		{"renamed", []string{"unit[1].id", "bidang-a", "unit[1].nama", " Bidang B ", "unit[1].jenis", "bidang"}, []sakip.Unit{ada[0], {ID: "bidang-a", Nama: "Bidang B", Jenis: "bidang"}}},
		{"an id that is not there", []string{"unit[0].id", "lain", "unit[0].nama", "X"}, ada},
		{"added", []string{"unit[2].nama", "UPTD Ternak", "unit[2].jenis", "uptd"}, append(slices.Clone(ada), sakip.Unit{ID: "uptd-ternak", Nama: "UPTD Ternak", Jenis: "uptd"})},
		{"added under a name that is taken", []string{"unit[2].nama", "Bidang A", "unit[4].nama", "bidang a"}, append(slices.Clone(ada), sakip.Unit{ID: "bidang-a-2", Nama: "Bidang A"}, sakip.Unit{ID: "bidang-a-3", Nama: "bidang a"})},
		{"a name of signs", []string{"unit[2].nama", "—"}, append(slices.Clone(ada), sakip.Unit{ID: "unit", Nama: "—"})},
	} {
		s := isian{}
		for i := 0; i < len(c.ketik); i += 2 {
			s[c.ketik[i]] = c.ketik[i+1]
		}
		if got := s.unit(ada); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

func TestAgencyForms(t *testing.T) {
	w := buat(t)
	const baru, unit = "/perangkat-daerah-baru", "/opd/dinas-contoh/unit"
	for _, c := range []struct {
		name, sub, alamat string
		ketik             []string
		want              int
		teks              []string
	}{
		{"an agency without a name", "admin-contoh", baru, []string{"nama", "", "id", "x", "zona", "WIB"}, 422, []string{`href="#nama"`}},
		{"a code that is taken", "admin-contoh", baru, []string{"nama", "Dinas", "id", "dinas-contoh", "zona", "WIB"}, 422, []string{"sudah dipakai", `value="Dinas"`}},
		{"a code that another kabupaten has", "admin-contoh", baru, []string{"nama", "Dinas", "id", "dinsos-p3a-trenggalek", "zona", "WIB"}, 422, []string{"sudah dipakai"}},
		{"a code that is none", "admin-contoh", baru, []string{"nama", "Dinas", "id", "a b", "zona", "WIB"}, 422, []string{`href="#id"`}},
		{"a zone that is none", "admin-contoh", baru, []string{"nama", "Dinas", "id", "dinas-baru", "zona", "UTC"}, 422, []string{"Zona waktu"}},
		{"a unit without a name", "verifikator-contoh", unit, []string{"unit[0].nama", ""}, 422, []string{`href="#unit%5b0%5d.nama"`}},
		{"a unit renamed by the agency", "verifikator-contoh", unit, []string{"unit[0].nama", "Sekretariat Dinas"}, 303, nil},
		{"a stale form", "admin-contoh", unit, []string{"unit[0].nama", "Sekretariat X", "versi", "1"}, 412, []string{"yang tersimpan sekarang", `value="Sekretariat X"`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			rec := w.post(c.sub, c.alamat, w.lembar(c.sub, c.alamat, c.ketik...))
			if rec.Code != c.want {
				t.Errorf("got %d, want %d %s", rec.Code, c.want, rec.Body)
			}
			memuat(t, rec.Body.String(), c.teks...)
		})
	}
}

// Without accounts of ours the form asks for the number that the provider gave.
func TestPeopleOfAnotherProvider(t *testing.T) {
	w := buat(t, func(o *Options) { o.Service.Akun = nil })
	memuat(t, w.get("admin-contoh", "/orang-baru").Body.String(), `name="sub"`)
	form := w.lembar("admin-contoh", "/orang-baru", "nama", "S", "peran", "admin", "sub", "")
	memuat(t, w.post("admin-contoh", "/orang-baru", form).Body.String(), `href="#sub"`)
	form.Set("sub", "00u1")
	form.Set("kunci", "lain")
	if rec := w.post("admin-contoh", "/orang-baru", form); rec.Code != 303 {
		t.Errorf("got %d %s", rec.Code, rec.Body)
	}
	if rec := w.post("admin-contoh", "/orang/kepala-contoh/sandi", nil); rec.Code != 422 || !strings.Contains(rec.Body.String(), string(fault.Invalid)) {
		t.Errorf("password: got %d, want 422", rec.Code)
	}
}

func TestNewPassword(t *testing.T) {
	w, _ := buatIDP(t, func(o *Options) { o.Service.Akun = akun.Lokal{} })
	memuat(t, w.get("admin-contoh", "/orang/kepala-contoh").Body.String(), `action="/orang/kepala-contoh/sandi"`)
	rec := w.post("admin-contoh", "/orang/kepala-contoh/sandi", url.Values{})
	if got := rec.Header().Get("Location"); rec.Code != 303 || got != "/orang/kepala-contoh?sandi=1" {
		t.Errorf("got %d %q", rec.Code, got)
	}
	memuat(t, w.get("admin-contoh", "/orang/kepala-contoh?sandi=1").Body.String(), "sudah dikirim")
}
