package web

import (
	"context"
	"html"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"capaian/internal/record"
	"capaian/internal/report/document"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/store"
	"capaian/internal/wire"
)

var (
	polaFormulir = regexp.MustCompile(`(?s)<form class="formulir"[^>]*action="([^"]*)">(.*?)</form>`)
	polaContoh   = regexp.MustCompile(`(?s)<template>.*?</template>`)
	polaUnsur    = regexp.MustCompile(`(?s)<input([^>]*)>|<textarea([^>]*)>\n?(.*?)</textarea>|<select([^>]*)>(.*?)</select>`)
	polaPilihan  = regexp.MustCompile(`(?s)<option value="([^"]*)"( selected)?>`)
)

// formulirPenuh is the form of a planning page with everything that a browser would send,
// and the address that it goes to.
func (w *dunia) formulirPenuh(sub, alamat string, ketik ...string) (string, url.Values) {
	w.t.Helper()
	rec := w.get(sub, alamat)
	ke, out := formulirHalaman(rec.Body.String())
	if rec.Code != http.StatusOK || ke == "" {
		w.t.Fatalf("%s: got %d without a form for %s", alamat, rec.Code, sub)
	}
	for i := 0; i+1 < len(ketik); i += 2 {
		out.Set(ketik[i], ketik[i+1])
	}
	return ke, out
}

// formulirHalaman reads the fields of the page's form as a browser does.
func formulirHalaman(body string) (string, url.Values) {
	f := polaFormulir.FindStringSubmatch(body)
	if f == nil {
		return "", nil
	}
	out := url.Values{}
	for _, m := range polaUnsur.FindAllStringSubmatch(polaContoh.ReplaceAllString(f[2], ""), -1) {
		unsur := m[1] + m[2] + m[4]
		nama := polaNama.FindStringSubmatch(unsur)
		if nama == nil {
			continue
		}
		n := html.UnescapeString(nama[1])
		switch {
		case m[4] != "":
			pilihan := polaPilihan.FindAllStringSubmatch(m[5], -1)
			dipilih := ""
			for i, p := range pilihan {
				if i == 0 || p[2] != "" {
					dipilih = html.UnescapeString(p[1])
				}
			}
			out.Add(n, dipilih)
		case m[2] != "":
			out.Add(n, strings.ReplaceAll(html.UnescapeString(m[3]), "\n", "\r\n"))
		case strings.Contains(unsur, `type="checkbox"`):
			if strings.Contains(unsur, " checked") {
				out.Add(n, "1")
			}
		case strings.Contains(unsur, `type="radio"`) && !strings.Contains(unsur, " checked"):
		default:
			nilai := polaNilai.FindStringSubmatch(unsur)
			out.Add(n, html.UnescapeString(nilai[1]))
		}
	}
	return html.UnescapeString(f[1]), out
}

// isiPartisi are the items of a partition by their key.
func (w *dunia) isiPartisi(p store.Partition) map[string]string {
	w.t.Helper()
	s, err := w.store.Load(context.Background(), p)
	if err != nil {
		w.t.Fatal(err)
	}
	out := map[string]string{}
	for _, it := range s.Items {
		out[it.Doc+"#"+it.Row] = string(it.Data)
	}
	return out
}

// tautanBidang is the link to a field in the list of faults.
func tautanBidang(nama string) string {
	return `href="#` + strings.NewReplacer("[", "%5b", "]", "%5d").Replace(nama) + `"`
}

// halamanRencana are the addresses of all planning forms of an agency-year that somebody
// may change, from the lists that link to them.
func (w *dunia) halamanRencana(sub, tahun string) []string {
	w.t.Helper()
	out := []string{tahun + "/rencana/profil", tahun + "/rencana/renstra"}
	polaTautan := regexp.MustCompile(`<th scope="row"><a href="([^"]*)"`)
	for _, jenis := range []string{"indikator", "aksi", "pembanding", "fakta", "narasi", "rekomendasi", "perjanjian"} {
		for _, m := range polaTautan.FindAllStringSubmatch(w.get(sub, tahun+"/rencana/"+jenis).Body.String(), -1) {
			if jenis != "perjanjian" || strings.Contains(w.get(sub, m[1]).Body.String(), `class="formulir"`) {
				out = append(out, m[1])
			}
		}
	}
	return out
}

// Every planning form of the samples, the real year among them, is opened and sent back as
// it is: what is stored stays as it was, byte for byte.
func TestFormulirRencanaSentBackChangesNothing(t *testing.T) {
	w := buat(t)
	for _, c := range []struct {
		sub, tahun, opd string
		n               int
		halaman         int // at least
	}{{"verifikator-dinsos", dinsos, "dinsos-p3a-trenggalek", 2023, 60}, {verifikator, contoh, "dinas-contoh", 2025, 30}} {
		t.Run(c.opd, func(t *testing.T) {
			pOPD, pTahun := store.OPD(c.opd), store.TahunOPD(c.opd, c.n)
			// A draft of the agreement too, for a signed one has no form.
			ke, form := w.formulirPenuh(c.sub, c.tahun+"/rencana/tambah/perjanjian")
			if rec := w.post(c.sub, ke, form); rec.Code != http.StatusSeeOther {
				t.Fatalf("draft: got %d\n%s", rec.Code, rec.Body)
			}
			halaman := w.halamanRencana(c.sub, c.tahun)
			if len(halaman) < c.halaman {
				t.Fatalf("pages: got %d, want at least %d: %v", len(halaman), c.halaman, halaman)
			}
			sebelum := w.isiPartisi(pTahun)
			maps.Copy(sebelum, w.isiPartisi(pOPD))
			for _, alamat := range halaman {
				ke, form := w.formulirPenuh(c.sub, alamat)
				for nama, nilai := range form {
					if len(nilai) > 1 {
						t.Errorf("%s: field %s stands there %d times", alamat, nama, len(nilai))
					}
				}
				if rec := w.post(c.sub, ke, form); rec.Code != http.StatusSeeOther {
					t.Errorf("%s: got %d, want 303\n%s", alamat, rec.Code, galatTeks(rec.Body.String()))
				}
			}
			sesudah := w.isiPartisi(pTahun)
			maps.Copy(sesudah, w.isiPartisi(pOPD))
			for k := range sebelum {
				if sebelum[k] != sesudah[k] {
					t.Errorf("%s:\n got %s\nwant %s", k, sesudah[k], sebelum[k])
				}
			}
			if len(sesudah) != len(sebelum) {
				t.Errorf("items: got %d, want %d", len(sesudah), len(sebelum))
			}
		})
	}
}

// galatTeks is what a page says is wrong.
func galatTeks(body string) string {
	m := regexp.MustCompile(`(?s)<div class="kotak salah-kotak".*?</div>`).FindString(body)
	if m == "" {
		return body
	}
	return m
}

func contohRencana() map[string][]any {
	a := alamat{"x", 2026}
	orang := &sakip.Orang{Nama: "Nama", Peran: sakip.Verifikator}
	us := []gambaran{{nama: "teks", label: "Teks", petunjuk: "p"}, {nama: "panjang", label: "Panjang", ragam: teksPanjang}, {nama: "h", label: "Hari", petunjuk: "p", ragam: hari},
		{nama: "angka", label: "Angka", ragam: angkaRasio}, {nama: "pilih", label: "Pilih", petunjuk: "p", ragam: pilihSatu, segar: true, opsi: []opsiPilihan{{"a", "A"}}},
		{nama: "ya", label: "Ya", ragam: centang}, {nama: "banyak", label: "Banyak", petunjuk: "p", ragam: pilihBanyak, opsi: []opsiPilihan{{"b", "B"}}}, {nama: "sembunyi", ragam: tersembunyi},
		{nama: "objek", label: "Objek", petunjuk: "p", ragam: objekIsian, anak: []gambaran{{nama: "x", label: "X"}}}, {nama: "tanpa", ragam: objekIsian, anak: []gambaran{{nama: "x", label: "X"}}},
		{nama: "target", label: "Target", ragam: objekIsian, gaya: "target", anak: bidangTarget(semuaTarget)},
		{nama: "rapat", label: "Daftar", petunjuk: "p", ragam: daftarIsian, satu: "Baris", gaya: "rapat", anak: []gambaran{{nama: "x", label: "X"}, {nama: "y", label: "Y", ragam: bulat}}},
		{nama: "longgar", label: "Daftar", ragam: daftarIsian, satu: "Lain", anak: []gambaran{{nama: "x", label: "X"}}}}
	penuh := isian{"teks": "t", "panjang": "a\nb", "h": "2026-01-02", "angka": "1,5", "pilih": "lain", "ya": "1", "banyak.b": "1", "sembunyi": "s", "objek.x": "x", "tanpa.x": "y",
		"target.nilai": "9", "rapat[0].x": "r", "rapat[2].y": "3", "longgar[0].x": "l"}
	galat := map[string][]string{"teks": {"salah"}, "pilih": {"salah"}, "h": {"salah"}, "ya": {"salah"}, "banyak": {"salah"}, "rapat[0].x": {"salah"}}
	isi := tampil(us, penuh, "", galat)
	f := isiFormulir{alamat: a, Judul: "J", Anak: "A", Remah: []remah{{"R", "/"}, {"S", "/s"}}, Tujuan: "/t", Bagian: []bagianTampil{{"b1", "Bagian", "p", isi}}, Umum: []string{"u"}, KirimLain: true,
		Keliru: []bidang{{Nama: "teks", Label: "Teks", Galat: []string{"salah"}}}, Bentrok: &bentrokTampil{}, Tersimpan: true, Bisa: true, Terkunci: "k", Hapus: "/h", Tombol: "Simpan", Perbarui: perbaruiPilihan}
	baca, kosong := f, isiFormulir{alamat: a, Bagian: []bagianTampil{{Isi: tampil(us, isian{}, "", nil)}}}
	baca.Bisa = false
	dengan := func(l any) []any {
		x, y := f, baca
		x.Lain, y.Lain = l, l
		return []any{halaman{Orang: orang, Isi: x}, halaman{Orang: orang, Isi: y}}
	}
	hitung := &contohHitung{Isian: []bidang{{Nama: "c_x"}}, Predikat: []opsiTampil{{opsiPilihan: opsiPilihan{"AA", "AA"}, Dipilih: true}}, Ada: true, Rumus: []string{"r"}, Realisasi: sel{Tampil: "1"}, Capaian: sel{Alasan: "a"}}
	bagian := func(s isian) []any {
		var out []any
		for _, t := range tampil(us, s, "", galat) {
			out = append(out, t)
		}
		return out
	}
	banding := isiBandingPK{alamat: a, Remah: []remah{{"R", "/"}}, Alasan: "a", Target: []barisBandingPK{{"I", "N", "1", "2", "+1", true}, {}}, Program: []barisBandingPK{{"P", "N", "", "2", "+2", true}},
		Dari: wire.VersiPerjanjian{}, Ke: wire.VersiPerjanjian{}}
	return map[string][]any{
		"formulir": dengan(nil), "remah": {f.Remah, []remah(nil)}, "formulir-kepala": {f, kosong}, "formulir-isi": {halaman{Isi: f}, halaman{Isi: baca}, halaman{Isi: kosong}},
		"isian-satu": append(bagian(penuh), bagian(isian{})...), "isian-baca": append(bagian(penuh), bagian(isian{})...),
		"isian-baris": {isi[11].Baris[0], *isi[11].Contoh}, "banding-sel": {barisBandingPK{}, barisBandingPK{Dari: "1", Ke: "2", Selisih: "+1"}},
		"rencana": {halaman{Orang: orang, Isi: isiRencana{alamat: a, Nama: "N", Bisa: true, Lalu: []int{2025}, Lain: []int{2025}, Berikut: 2027, Galat: []string{"g"},
			Langkah: []langkahRencana{{Keadaan: "sudah"}, {Keadaan: "sebagian", Alamat: "/x", Berikut: true}, {Keadaan: "belum"}}}}, halaman{Isi: isiRencana{alamat: a}}, halaman{Isi: isiRencana{alamat: a, Dimulai: true}}},
		"daftar-rencana": {halaman{Isi: isiDaftar{alamat: a, Dihapus: true, Tersimpan: true, Tambah: "/t", Satu: "s", Kolom: []kolomDaftar{{"K", true}}, Baris: []barisRencana{{"K", "T", "/x", []selDaftar{{Teks: "1", Angka: true}, {Kurang: "k"}}}}}}, halaman{Isi: isiDaftar{}}},
		"profil":         append(dengan(isiProfil{Kepala: "K", Sejak: "s", Lowong: []string{"l"}}), dengan(isiProfil{})...),
		"indikator":      append(dengan(isiIndikator{Rumus: []string{"r"}, Contoh: hitung}), dengan(isiIndikator{Contoh: &contohHitung{}})...),
		"perjanjian": append(dengan(isiPerjanjian{Keadaan: "k", Total: "Rp1", Terbilang: "t", TandaTangani: "/t", BukaLagi: "/b", Banding: "/p", Dasar: "induk", TanpaTarget: []string{"x"}}),
			dengan(isiPerjanjian{})...),
		"perjanjian-banding": {halaman{Isi: banding}, halaman{Isi: isiBandingPK{}}},
		"aksi":               append(dengan(isiAksi{Target: "1"}), dengan(isiAksi{})...),
		"narasi": append(dengan(isiNarasi{BagianNarasi: sakip.BagianNarasi{Sifat: sakip.NarasiWajib}, Unit: "u", Kembali: "k", Blok: document.UraiNaskah("a **b** *c*\n1. d\n- e"),
			Riwayat: []versiNarasi{{Waktu: "w", Oleh: "o", Ringkas: "r", Pakai: "/p"}, {Dihapus: true}}, Baku: document.UraiNaskah("b"), Sebelum: &tautanTeks{"s", "/s"}, Sesudah: &tautanTeks{"t", "/t"}}),
			dengan(isiNarasi{BagianNarasi: sakip.BagianNarasi{Sifat: sakip.NarasiPengganti}})...),
		"blok-naskah": {document.UraiNaskah("a")[0], document.UraiNaskah("- a")[0]}, "daftar-naskah": {document.Daftar{Butir: []document.Butir{{Anak: &document.Daftar{Bernomor: true, Butir: document.ButirTeks("x")}}}}},
		"teks-naskah": {document.UraiTeks("a **b** *c*")},
		"rekomendasi": append(dengan(isiRekomendasi{Hasil: "/h"}), dengan(isiRekomendasi{})...),
	}
}

// Each kind of planning row is made, changed, met by another's change, refused with what
// was typed, sent twice with one effect, refused to who may not, and deleted.
func TestRencanaRows(t *testing.T) {
	for _, c := range []struct {
		jenis, id string
		isi       []string // what is typed of a new one
		ubah      []string // a field, a first and a second value
		salah     []string // a field, a value, its fault
		kunci     store.Key
	}{
		{"indikator", "IKU-9.1", []string{"id", "IKU-9.1", "nama", "Indikator baru", "induk", "S1", "formula.pembilang", "X", "formula.penyebut", "Y", "penanggung_jawab", "sekretariat"},
			[]string{"nama", "Nama pertama", "Nama kedua"}, []string{"formula.pengali", "seratus", "bukan angka"}, record.KeyIndikator("IKU-9.1")},
		{"perjanjian", "perubahan-9", []string{"versi", "perubahan-9", "alasan", "Anggaran berubah"},
			[]string{"target.IKU-1.1.nilai", "91,5", "92,5"}, []string{"program[0].anggaran", "1.000.00", "bukan angka"}, record.KeyPerjanjian("perubahan-9")},
		{"pembanding", "tabel-baru", []string{"judul", "Tabel baru", "sumber", "BPS"},
			[]string{"sumber", "BPS 2024", "BPS 2025"}, []string{"judul", "", "wajib diisi"}, record.KeyPembanding("tabel-baru")},
		{"fakta", "fakta-baru", []string{"nama", "Fakta baru", "sumber", "BPS", "nilai", "74,58"},
			[]string{"nilai", "75,58", "76,58"}, []string{"nilai", "1.234", "dapat dibaca"}, record.KeyFakta("fakta-baru")},
		{"rekomendasi", "44", []string{"no", "44", "uraian", "Lengkapi bukti", "tenggat", "2025-12-31"},
			[]string{"tindak_lanjut", "Sedang", "Sudah"}, []string{"uraian", " ", "wajib diisi"}, record.KeyRekomendasi(44)},
	} {
		t.Run(c.jenis, func(t *testing.T) {
			w := buat(t)
			p := store.TahunOPD("dinas-contoh", 2025)
			tambah, satu := contoh+"/rencana/tambah/"+c.jenis, contoh+"/rencana/"+c.jenis+"/"+c.id
			ke, form := w.formulirPenuh(verifikator, tambah, c.isi...)
			versi := w.versiTahun("dinas-contoh", 2025)
			for range 2 { // a second press of the button has no effect of its own
				if rec := w.post(verifikator, ke, form); rec.Code != http.StatusSeeOther {
					t.Fatalf("create: got %d, want 303\n%s", rec.Code, galatTeks(rec.Body.String()))
				}
			}
			if got := w.versiTahun("dinas-contoh", 2025); got != versi+1 {
				t.Errorf("sent twice: META got %d, want %d", got, versi+1)
			}
			if w.isiPartisi(p)[c.kunci.Doc+"#"+c.kunci.Row] == "" {
				t.Fatalf("created: %v is not there", c.kunci)
			}

			ke, form = w.formulirPenuh(verifikator, satu, c.salah[0], c.salah[1])
			rec := w.post(verifikator, ke, form)
			if rec.Code != http.StatusUnprocessableEntity {
				t.Errorf("fault: got %d, want 422\n%s", rec.Code, galatTeks(rec.Body.String()))
			}
			memuat(t, rec.Body.String(), c.salah[2], tautanBidang(c.salah[0]))
			if _, ulang := formulirHalaman(rec.Body.String()); ulang.Get(c.salah[0]) != c.salah[1] {
				t.Errorf("fault: got %q back, want what was typed %q", ulang.Get(c.salah[0]), c.salah[1])
			}

			_, dulu := w.formulirPenuh(verifikator, satu, c.ubah[0], c.ubah[1])
			_, lain := w.formulirPenuh(verifikator, satu, c.ubah[0], c.ubah[2])
			if rec := w.post(verifikator, ke, dulu); rec.Code != http.StatusSeeOther {
				t.Fatalf("change: got %d, want 303\n%s", rec.Code, galatTeks(rec.Body.String()))
			}
			rec = w.post(verifikator, ke, lain)
			if rec.Code != http.StatusPreconditionFailed {
				t.Errorf("conflict: got %d, want 412", rec.Code)
			}
			memuat(t, rec.Body.String(), "Dua nilai", "<td>"+c.ubah[1]+"</td><td>"+c.ubah[2]+"</td>")
			_, putus := formulirHalaman(rec.Body.String())
			if rec := w.post(verifikator, ke, putus); rec.Code != http.StatusSeeOther {
				t.Errorf("decided: got %d, want 303\n%s", rec.Code, galatTeks(rec.Body.String()))
			}
			if _, kini := w.formulirPenuh(verifikator, satu); kini.Get(c.ubah[0]) != c.ubah[2] {
				t.Errorf("decided: got %q, want %q", kini.Get(c.ubah[0]), c.ubah[2])
			}

			versi = w.versiTahun("dinas-contoh", 2025)
			for _, sub := range []string{"operator-contoh-layanan", "kepala-contoh", "inspektorat-contoh", "admin-contoh"} {
				if rec := w.get(sub, satu); rec.Code != http.StatusOK || strings.Contains(rec.Body.String(), `class="formulir"`) {
					t.Errorf("read by %s: got %d, want the page without a form", sub, rec.Code)
				}
				for _, alamat := range []string{ke, tambah, satu + "/hapus"} {
					if rec := w.post(sub, alamat, putus); rec.Code != http.StatusForbidden {
						t.Errorf("%s by %s: got %d, want 403", alamat, sub, rec.Code)
					}
				}
			}
			if rec := w.post("verifikator-dinsos", ke, putus); rec.Code != http.StatusNotFound {
				t.Errorf("another agency's: got %d, want 404", rec.Code)
			}
			if got := w.versiTahun("dinas-contoh", 2025); got != versi {
				t.Errorf("by who may not: META got %d, want %d", got, versi)
			}

			_, form = w.formulirPenuh(verifikator, satu)
			hapus := url.Values{"versi_data": form["versi_data"], "kunci_kirim": {"h"}}
			for range 2 {
				if rec := w.post(verifikator, satu+"/hapus", hapus); rec.Code != http.StatusSeeOther {
					t.Errorf("delete: got %d, want 303\n%s", rec.Code, galatTeks(rec.Body.String()))
				}
			}
			if w.isiPartisi(p)[c.kunci.Doc+"#"+c.kunci.Row] != "" {
				t.Errorf("deleted: %v is still there", c.kunci)
			}
		})
	}
}

// An indicator that has figures is not deleted; its page says why.
func TestHapusIndikatorWithFiguresSaysWhy(t *testing.T) {
	w := buat(t)
	satu := contoh + "/rencana/indikator/IKU-1.1"
	_, form := w.formulirPenuh(verifikator, satu)
	rec := w.post(verifikator, satu+"/hapus", url.Values{"versi_data": form["versi_data"], "kunci_kirim": {"h"}})
	if rec.Code != http.StatusUnprocessableEntity {
		t.Errorf("got %d, want 422", rec.Code)
	}
	memuat(t, rec.Body.String(), "masih dipakai", "realisasi TW1", "versi induk", `class="formulir"`)
}

// The agency's own forms: made, changed, met by another's change, refused.
func TestRencanaOfTheAgency(t *testing.T) {
	w := buat(t)
	for _, c := range []struct {
		alamat, field, satu, dua, salah, galat, teks string
	}{
		{contoh + "/rencana/profil", "singkatan", "SATU", "DUA", "pejabat[0].nip", "NIP terdiri dari 18 digit", "Yang memimpin"},
		{contoh + "/rencana/renstra", "visi", "Visi satu", "Visi dua", "tujuan[0].misi", "tidak dikenal", "Target Renstra"},
	} {
		ke, form := w.formulirPenuh(verifikator, c.alamat, c.salah, "123")
		rec := w.post(verifikator, ke, form)
		if rec.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s: got %d, want 422", c.alamat, rec.Code)
		}
		memuat(t, rec.Body.String(), c.galat, c.teks, tautanBidang(c.salah))
		_, satu := w.formulirPenuh(verifikator, c.alamat, c.field, c.satu)
		_, dua := w.formulirPenuh(verifikator, c.alamat, c.field, c.dua)
		if rec := w.post("admin-contoh", ke, satu); rec.Code != http.StatusSeeOther {
			t.Errorf("%s by the admin: got %d, want 303\n%s", c.alamat, rec.Code, galatTeks(rec.Body.String()))
		}
		rec = w.post(verifikator, ke, dua)
		if rec.Code != http.StatusPreconditionFailed {
			t.Errorf("%s: got %d, want 412", c.alamat, rec.Code)
		}
		memuat(t, rec.Body.String(), "<td>"+c.satu+"</td><td>"+c.dua+"</td>")
		for _, sub := range []string{"operator-contoh-layanan", "kepala-contoh", "inspektorat-contoh"} {
			if rec := w.post(sub, ke, dua); rec.Code != http.StatusForbidden {
				t.Errorf("%s by %s: got %d, want 403", c.alamat, sub, rec.Code)
			}
		}
	}
}

// Without script a list grows, shrinks and is ordered by the buttons of the form; nothing
// that was typed is lost and nothing is saved.
func TestBarisWithoutScript(t *testing.T) {
	w := buat(t)
	alamat := contoh + "/rencana/profil"
	ke, form := w.formulirPenuh(verifikator, alamat, "nama", "Diketik, belum disimpan")
	versi := w.versiTahun("dinas-contoh", 2025)
	unit := func(f url.Values) (out []string) {
		for n := 0; f.Has(jalurBaris("unit", n) + ".nama"); n++ {
			out = append(out, f.Get(jalurBaris("unit", n)+".nama"))
		}
		return out
	}
	awal := unit(form)
	tekan := func(perintah string) {
		t.Helper()
		form.Set("baris", perintah)
		rec := w.post(verifikator, ke, form)
		if rec.Code != http.StatusOK {
			t.Fatalf("%s: got %d, want 200", perintah, rec.Code)
		}
		_, form = formulirHalaman(rec.Body.String())
		if form.Get("nama") != "Diketik, belum disimpan" {
			t.Errorf("%s: got %q, want what was typed", perintah, form.Get("nama"))
		}
	}
	tekan("tambah unit")
	if got := unit(form); len(got) != len(awal)+1 || got[len(awal)] != "" {
		t.Fatalf("added: got %q, want one more blank row than %q", got, awal)
	}
	form.Set(jalurBaris("unit", len(awal))+".nama", "UPTD Baru")
	tekan("naik " + jalurBaris("unit", len(awal)))
	if got := unit(form); got[len(awal)-1] != "UPTD Baru" || got[len(awal)] != awal[len(awal)-1] {
		t.Errorf("moved: got %q", got)
	}
	tekan("segarkan")
	if got := form.Get(jalurBaris("unit", len(awal)-1) + ".id"); got != "uptd-baru" {
		t.Errorf("code: got %q, want one made of the name", got)
	}
	tekan("hapus unit[0]")
	if got := form.Get("unit[1].nama"); got != awal[1] {
		t.Errorf("deleted the first: row 1 got %q, want %q", got, awal[1])
	}
	for _, aneh := range []string{"hapus unit[99]", "naik unit[1]", "hapus", "tambah", "x y[z]", "turun unit[-1]"} {
		tekan(aneh)
	}
	if got := w.versiTahun("dinas-contoh", 2025); got != versi {
		t.Errorf("saved something: META %d, want %d", got, versi)
	}
	// One that may not plan saves nothing this way either.
	form.Set("baris", "tambah unit")
	if rec := w.post("operator-contoh-layanan", ke, form); rec.Code != http.StatusForbidden {
		t.Errorf("by an operator: got %d, want 403", rec.Code)
	}
}

// From an agency with nothing but a name to a planned year, by forms alone.
func TestPathFromNothingToAPlannedYear(t *testing.T) {
	w := buat(t)
	ctx := context.Background()
	admin := w.sebagai(sakip.Admin, "contoh")
	if _, err := w.service.PutProfil(ctx, admin, sakip.PerangkatDaerah{ID: "dinas-baru", Kabupaten: "contoh", Nama: "Dinas Baru", Zona: "WIB"}, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := w.service.PutOrang(ctx, admin, sakip.Orang{Sub: "perencana", Nama: "Perencana", Peran: sakip.Verifikator, Kabupaten: "contoh", OPD: "dinas-baru"}, 0); err != nil {
		t.Fatal(err)
	}
	const tahun = "/opd/dinas-baru/tahun/2026"
	memuat(t, w.get("perencana", "/").Body.String(), tahun+"/rencana")
	rec := w.get("perencana", tahun+"/rencana")
	memuat(t, rec.Body.String(), "Tahun 2026 belum dimulai", "Belum ada unit dan pejabat", "Mulai tahun 2026")
	kirim := func(alamat string, ketik ...string) {
		t.Helper()
		ke, form := w.formulirPenuh("perencana", alamat, ketik...)
		if rec := w.post("perencana", ke, form); rec.Code != http.StatusSeeOther {
			t.Fatalf("%s: got %d, want 303\n%s", alamat, rec.Code, galatTeks(rec.Body.String()))
		}
	}
	if rec := w.post("perencana", tahun+"/rencana/mulai", url.Values{"kunci_kirim": {masukan(rec.Body.String(), "kunci_kirim")}, "dari": {""}}); rec.Code != http.StatusSeeOther {
		t.Fatalf("begin: got %d, want 303", rec.Code)
	}
	kirim(tahun+"/rencana/profil", "unit[0].nama", "Sekretariat", "unit[0].jenis", "sekretariat", "pejabat[0].nama", "Ani, S.Sos", "pejabat[0].jabatan", "Kepala Dinas", "pejabat[0].mulai", "2025-01-01")
	kirim(tahun+"/rencana/renstra", "judul", "Renstra 2025-2029", "tahun_awal", "2025", "tahun_akhir", "2029", "misi[0].teks", "Melayani")
	kirim(tahun+"/rencana/renstra", "tujuan[0].teks", "Layanan baik", "tujuan[0].misi", "M1")
	kirim(tahun+"/rencana/renstra", "sasaran[0].nama", "Layanan cepat", "sasaran[0].tujuan", "T1")
	kirim(tahun+"/rencana/tambah/indikator", "id", "IKU-1", "nama", "Jumlah layanan", "induk", "S1", "formula.jenis", "nilai", "akumulasi_pembilang", "jumlah", "penanggung_jawab", "sekretariat")
	kirim(tahun+"/rencana/renstra", "kolom[0].indikator", "jumlah_layanan", "kolom[0].tahunan.2026", "1.200,5")
	_, form := w.formulirPenuh("perencana", tahun+"/rencana/tambah/perjanjian")
	if got := form.Get("target.IKU-1.nilai"); got != "1.200,5" {
		t.Errorf("target: got %q, want the Renstra's", got)
	}
	kirim(tahun+"/rencana/tambah/perjanjian", "program[0].kode", "P1", "program[0].nama", "Program Layanan", "program[0].anggaran", "1.000.000")
	kirim(tahun+"/rencana/aksi/IKU-1", "TW1.target.nilai", "300", "TW2.target.nilai", "300", "TW3.target.nilai", "300", "TW4.target.nilai", "300,5",
		"TW1.langkah[0].uraian", "Siapkan", "TW1.langkah[0].selesai", "2026-02-28")
	tanpaTeks(t, w.get("perencana", tahun+"/rencana/aksi/IKU-1").Body.String(), "Jumlah target triwulan")
	kirim(tahun+"/rencana/aksi/IKU-1", "TW4.target.nilai", "400")
	memuat(t, w.get("perencana", tahun+"/rencana/aksi/IKU-1").Body.String(), "Jumlah target triwulan", "1.300, sedangkan target 1.200,5 di Perjanjian Kinerja induk")
	kirim(tahun+"/rencana/perjanjian/induk/tanda-tangan", "nomor", "PK/1", "tanggal", "2026-01-05", "pihak_pertama", "ani-s-sos", "pihak_kedua", "Bupati Contoh")
	memuat(t, w.get("perencana", tahun+"/rencana/perjanjian/induk").Body.String(), "terkunci", "ditandatangani 5 Januari 2026 oleh Ani, S.Sos (Kepala Dinas) dan Bupati Contoh", "Rp1.000.000")
	rec = w.get("perencana", tahun+"/rencana")
	memuat(t, rec.Body.String(), "1 unit, 1 pejabat", "Versi induk ditandatangani 5 Januari 2026", "1 dari 1 IKU punya rencana keempat triwulan", "Mulai 2027")
	w.hitung()
	if rec := w.get("perencana", tahun); rec.Code != http.StatusOK {
		t.Errorf("agency page: got %d, want 200", rec.Code)
	}
	// The next year begins with this one's indicators, once.
	const berikut = "/opd/dinas-baru/tahun/2027/rencana"
	mulai := url.Values{"kunci_kirim": {"k"}, "dari": {"2026"}}
	for range 2 {
		if rec := w.post("perencana", berikut+"/mulai", mulai); rec.Code != http.StatusSeeOther {
			t.Errorf("next year: got %d, want 303", rec.Code)
		}
	}
	memuat(t, w.get("perencana", berikut+"/indikator/IKU-1").Body.String(), "Jumlah layanan")
	if rec := w.post("perencana", berikut+"/mulai", url.Values{"kunci_kirim": {"lain"}}); rec.Code != http.StatusConflict || !strings.Contains(rec.Body.String(), "sudah ada") {
		t.Errorf("begun again: got %d, want 409 and why", rec.Code)
	}
	if rec := w.post("kepala-contoh", contoh[:len(contoh)-4]+"2030/rencana/mulai", url.Values{"kunci_kirim": {"k"}}); rec.Code != http.StatusForbidden {
		t.Errorf("begun by the head: got %d, want 403", rec.Code)
	}
}

// A signed agreement has no form, its change says what changed, its signature is taken
// back with a reason by the admin.
func TestPerjanjianPages(t *testing.T) {
	w := buat(t)
	pk := dinsos + "/rencana/perjanjian/"
	body := w.get("verifikator-dinsos", pk+"perubahan").Body.String()
	memuat(t, body, "terkunci", "2 Oktober 2023", pk+"perubahan/banding", "16.605.479.345")
	tanpaTeks(t, body, `class="formulir"`, "/buka")
	memuat(t, html.UnescapeString(w.get("verifikator-dinsos", pk+"perubahan/banding").Body.String()), "14.557.250.718", "16.605.479.345", "+2.048.228.627", "−23.000.000", "Tambahan dana insentif")
	for _, alamat := range []string{pk + "induk/banding", pk + "x/banding", pk + "x", dinsos + "/rencana/x", dinsos + "/rencana/tambah/aksi", dinsos + "/rencana/rekomendasi/x"} {
		if rec := w.get("verifikator-dinsos", alamat); rec.Code != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404", alamat, rec.Code)
		}
	}
	const admin = "admin-contoh"
	pk = contoh + "/rencana/perjanjian/"
	ke, form := w.formulirPenuh(admin, pk+"perubahan/buka", "alasan", "Tanggalnya keliru dicatat.")
	if rec := w.post(verifikator, ke, form); rec.Code != http.StatusForbidden {
		t.Errorf("by who planned: got %d, want 403", rec.Code)
	}
	form.Set("alasan", "salah")
	rec := w.post(admin, ke, form)
	if rec.Code != http.StatusUnprocessableEntity {
		t.Errorf("short reason: got %d, want 422", rec.Code)
	}
	memuat(t, rec.Body.String(), "Tulis alasannya", `href="#alasan"`)
	form.Set("alasan", "Tanggalnya keliru dicatat.")
	if rec := w.post(admin, ke, form); rec.Code != http.StatusSeeOther {
		t.Errorf("taken back: got %d, want 303\n%s", rec.Code, galatTeks(rec.Body.String()))
	}
	memuat(t, w.get(verifikator, pk+"perubahan").Body.String(), "draf, belum ditandatangani", "/tanda-tangan")
	ke, form = w.formulirPenuh("kepala-contoh", pk+"perubahan/tanda-tangan", "pihak_pertama", "kepala-lama", "tanggal", "2025-10-07")
	rec = w.post("kepala-contoh", ke, form)
	memuat(t, rec.Body.String(), "tidak menjabat pada tanggal ini", `href="#pihak_pertama"`)
	form.Set("pihak_pertama", "kepala-plt")
	if rec := w.post("kepala-contoh", ke, form); rec.Code != http.StatusSeeOther {
		t.Errorf("signed by the head: got %d, want 303\n%s", rec.Code, galatTeks(rec.Body.String()))
	}
}

// Another's change of one quarter is met in the form of all four, and not overwritten
// unseen.
func TestRencanaAksiConflict(t *testing.T) {
	w := buat(t)
	alamat := contoh + "/rencana/aksi/IKU-1.1"
	ke, satu := w.formulirPenuh(verifikator, alamat, "TW2.langkah[0].uraian", "Langkah satu", "TW3.target.nilai", "11")
	_, dua := w.formulirPenuh(verifikator, alamat, "TW2.langkah[0].uraian", "Langkah dua")
	if rec := w.post(verifikator, ke, satu); rec.Code != http.StatusSeeOther {
		t.Fatalf("first: got %d, want 303", rec.Code)
	}
	rec := w.post(verifikator, ke, dua)
	if rec.Code != http.StatusPreconditionFailed {
		t.Errorf("second: got %d, want 412", rec.Code)
	}
	memuat(t, rec.Body.String(), "<td>Langkah satu</td><td>Langkah dua</td>", "<td>11</td>")
	_, putus := formulirHalaman(rec.Body.String())
	if rec := w.post(verifikator, ke, putus); rec.Code != http.StatusSeeOther {
		t.Errorf("decided: got %d, want 303\n%s", rec.Code, galatTeks(rec.Body.String()))
	}
}

// The inspektorat sets a recommendation's status and nothing else.
func TestStatusRekomendasi(t *testing.T) {
	w := buat(t)
	satu := contoh + "/rencana/rekomendasi/1"
	memuat(t, w.get("inspektorat-contoh", satu).Body.String(), satu+"/hasil")
	ke, form := w.formulirPenuh("inspektorat-contoh", satu+"/hasil", "hasil", "TB", "keterangan", "Belum lengkap.")
	sebelum := w.isiPartisi(store.TahunOPD("dinas-contoh", 2025))["REK#001"]
	if rec := w.post("inspektorat-contoh", ke, form); rec.Code != http.StatusSeeOther {
		t.Fatalf("got %d, want 303\n%s", rec.Code, galatTeks(rec.Body.String()))
	}
	sesudah := w.isiPartisi(store.TahunOPD("dinas-contoh", 2025))["REK#001"]
	if want := strings.Replace(sebelum, `"hasil":"TS"`, `"hasil":"TB","keterangan":"Belum lengkap."`, 1); sesudah != want {
		t.Errorf("got %s, want %s", sesudah, want)
	}
	if rec := w.post("kepala-contoh", ke, form); rec.Code != http.StatusForbidden {
		t.Errorf("by the head: got %d, want 403", rec.Code)
	}
}

// An indicator's page tries its formula with numbers, by the same engine.
func TestContohHitung(t *testing.T) {
	w := buat(t)
	for _, c := range []struct{ q, realisasi, capaian string }{
		{"IKU-1.1?c_pembilang=90&c_penyebut=100&c_target=95", "90", "94,74%"},
		{"IKU-1.1?c_pembilang=90&c_penyebut=0&c_target=95", "penyebut nol", "penyebut nol"},
		{"IKU-1.4?c_nilai=6&c_target=5", "6", "80"},
		{"IKU-2.2?c_skor=700&c_target=70", "70", "100"},
		{"IKU-1.6?c_nilai=50&c_bawah=60&c_atas=80", "50", "83,33"},
		{"IKU-1.1?c_pembilang=x", "bukan angka", ""},
	} {
		body := w.get(verifikator, contoh+"/rencana/indikator/"+c.q).Body.String()
		if !strings.Contains(body, c.realisasi) || !strings.Contains(body, c.capaian) {
			t.Errorf("%s: page lacks %q or %q", c.q, c.realisasi, c.capaian)
		}
	}
}

// The forms of other formulas let go what only the old one had.
func TestRumusLain(t *testing.T) {
	w := buat(t)
	tambah := contoh + "/rencana/tambah/indikator"
	ke, form := w.formulirPenuh(verifikator, tambah, "id", "IKU-9.2", "nama", "Coba", "induk", "S1", "formula.pembilang", "X", "formula.penyebut", "Y")
	if rec := w.post(verifikator, ke, form); rec.Code != http.StatusSeeOther {
		t.Fatalf("rasio: got %d, want 303\n%s", rec.Code, galatTeks(rec.Body.String()))
	}
	satu := contoh + "/rencana/indikator/IKU-9.2"
	ke, form = w.formulirPenuh(verifikator, satu, "formula.jenis", "skor", "baris", "segarkan")
	_, form = formulirHalaman(w.post(verifikator, ke, form).Body.String())
	if form.Has("formula.pengali") || !form.Has("formula.skor_maksimal") || form.Has("akumulasi_penyebut") {
		t.Errorf("fields of a skor: got %v", form)
	}
	form.Set("formula.skor_maksimal", "1.000")
	rec := w.post(verifikator, ke, form)
	memuat(t, rec.Body.String(), "dapat dibaca 1000 atau 1,000")
	form.Set("formula.skor_maksimal", "1000")
	if rec := w.post(verifikator, ke, form); rec.Code != http.StatusSeeOther {
		t.Fatalf("skor: got %d, want 303\n%s", rec.Code, galatTeks(rec.Body.String()))
	}
	i, _, err := record.Indikator(context.Background(), w.store, "dinas-contoh", 2025, "IKU-9.2")
	if err != nil || i.Formula.Penyebut != "Y" || !i.Formula.Pengali.IsZero() || i.AkumulasiY != "" || i.Formula.Jenis != sakip.FormulaSkor {
		t.Errorf("stored: got %+v, %v", i, err)
	}
}

// A benchmark's values stay with their column when its code is changed, also when two
// columns swap theirs.
func TestKolomPembandingRenamed(t *testing.T) {
	s := isian{"kolom[0].id": "b", "kolom[0].lama": "a", "kolom[1].id": "a", "kolom[1].lama": "b", "dari": "a", "ke": "b", "baris[0].nilai.a": "1", "baris[0].nilai.b": "2", "baris[0].nama": "x"}
	got := siapPembanding(s)
	for k, want := range (isian{"kolom[0].lama": "b", "kolom[1].lama": "a", "dari": "b", "ke": "a", "baris[0].nilai.b": "1", "baris[0].nilai.a": "2", "baris[0].nama": "x"}) {
		if got[k] != want {
			t.Errorf("%s: got %q, want %q", k, got[k], want)
		}
	}
}

// Whoever may not read the agency finds none of its planning pages.
func TestRencanaOfAnotherAgency(t *testing.T) {
	w := buat(t)
	for _, bagian := range []string{"", "/profil", "/renstra", "/indikator", "/indikator/IKU-1.1", "/tambah/fakta", "/perjanjian/perubahan/banding", "/aksi/IKU-1.1", "/rekomendasi/1/hasil"} {
		for _, sub := range []string{"verifikator-dinsos", "admin-trenggalek"} {
			if rec := w.get(sub, contoh+"/rencana"+bagian); rec.Code != http.StatusNotFound {
				t.Errorf("%s by %s: got %d, want 404", bagian, sub, rec.Code)
			}
		}
	}
	if service.Hak(service.Rencanakan, sakip.Admin) != service.TidakBoleh {
		t.Error("the admin plans: the tests above count on that it does not")
	}
}
