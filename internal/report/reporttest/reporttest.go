// Package reporttest has the reports that the writers' tests are about, made of the
// sample data as the agencies' own are, and what every reader of them must find.
package reporttest

import (
	"slices"
	"strings"
	"testing"
	"time"

	"capaian/internal/report"
	"capaian/internal/report/document"
	"capaian/internal/sakip"
	"capaian/internal/sample"
)

// Dibuat is when the reports are made.
var Dibuat = time.Date(2024, 1, 30, 3, 0, 0, 0, time.UTC)

// Tahun finds the seed year of an agency whose name contains s.
func Tahun(t testing.TB, s string, tahun int) sakip.DataTahun {
	t.Helper()
	b, err := sample.Seed()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range b.OPD {
		for _, d := range a.Tahun {
			if strings.Contains(d.OPD.ID, s) && d.Tahun == tahun {
				return d
			}
		}
	}
	t.Fatalf("no seed year %s %d", s, tahun)
	return sakip.DataTahun{}
}

// Susun is a document of a kind at the end of a quarter; dokumen names the agreement.
func Susun(t testing.TB, d sakip.DataTahun, jenis sakip.JenisLaporan, dokumen string, tw int) document.Dokumen {
	t.Helper()
	l := sakip.Laporan{OPD: d.OPD.ID, Tahun: d.Tahun, Jenis: jenis, Dokumen: dokumen, Periode: tw, Format: sakip.HTML}
	if err := l.Validasi(); err != nil {
		t.Fatal(err)
	}
	doc, err := report.Susun(l, d, sakip.Hitung(d, sakip.Periode{Tahun: d.Tahun, Triwulan: tw}), report.Opsi{Dibuat: Dibuat})
	if err != nil {
		t.Fatalf("%s %q: %v", jenis, dokumen, err)
	}
	return doc
}

// LKjIP is the annual report of the year that is published.
func LKjIP(t testing.TB) document.Dokumen {
	t.Helper()
	return Susun(t, Tahun(t, "trenggalek", 2023), sakip.LKjIP, "", 4)
}

// Contoh is a report by its name.
type Contoh struct {
	Nama    string
	Dokumen document.Dokumen
}

// Semua are reports of every kind: of the published year, of a made-up agency with
// figures of every quarter, and of a generated one.
func Semua(t testing.TB) []Contoh {
	t.Helper()
	nyata, contoh := Tahun(t, "trenggalek", 2023), Tahun(t, "contoh", 2025)
	a := sample.GenerateOne(11, 3)
	return []Contoh{
		{"lkjip-2023", LKjIP(t)},
		{"triwulan", Susun(t, contoh, sakip.LaporanTriwulan, "", 2)},
		{"perjanjian", Susun(t, nyata, sakip.LaporanPerjanjian, "perubahan", 4)},
		{"perjanjian-jenjang", Susun(t, nyata, sakip.LaporanPerjanjian, "perubahan/jenjang", 4)},
		{"rencana-aksi", Susun(t, contoh, sakip.LaporanRencana, "", 4)},
		{"e81", Susun(t, nyata, sakip.FormulirE81, "", 4)},
		{"lkjip-bangkitan", Susun(t, a.Tahun[len(a.Tahun)-1], sakip.LKjIP, "", 4)},
	}
}

// Ucapan is a piece of what a document says, as words. The pieces of one row of a table
// bear its number: a row that goes on over the page says them side by side. One that is
// Lepas, a cell over rows, may go on below what comes after it.
type Ucapan struct {
	Kata  []string
	Baris int // from 1; 0 outside of tables
	Lepas bool
	Angka bool // a figure of the model
}

// Kata are the words of a text; lines may end within one after a hyphen or a stroke.
func Kata(s string) []string {
	return strings.Fields(strings.NewReplacer("\u00ad", "", "-", " ", "/", " ").Replace(s))
}

// Isi is everything that a document says, in order.
func Isi(d document.Dokumen) []Ucapan {
	var out []Ucapan
	tambah := func(s ...string) {
		for _, x := range s {
			out = append(out, Ucapan{Kata: Kata(x)})
		}
	}
	tambah(d.Judul, d.Subjudul, strings.ToUpper(d.Instansi), strings.ToUpper(d.Daerah))
	if d.Sampul {
		tambah(d.Alamat)
	}
	var daftar func(x document.Daftar)
	daftar = func(x document.Daftar) {
		for _, b := range x.Butir {
			tambah(b.Teks.String())
			if b.Anak != nil {
				daftar(*b.Anak)
			}
		}
	}
	baris := 0
	for _, b := range d.Semua() {
		switch b := b.(type) {
		case document.Judul:
			tambah(b.Nomor, b.Teks)
		case document.Paragraf:
			tambah(b.Teks.String())
		case document.Celah:
			tambah(b.String())
		case document.Daftar:
			daftar(b)
		case *document.Tabel:
			tambah(b.Sebutan())
			for _, r := range append(slices.Clone(b.Kepala), b.Baris...) {
				baris++
				for _, s := range r {
					out = append(out, Ucapan{Kata(s.Tampil()), baris, s.RowSpan > 1, s.Nilai != nil})
				}
			}
			tambah(b.Catatan...)
		case *document.Gambar:
			tambah(b.Sebutan())
			tambah(b.Catatan...)
		case *document.TandaTangan:
			tambah(b.Waktu())
		}
	}
	tambah(d.Catatan...)
	return out
}

// PeriksaUrut finds what is said in the words of a page, in order: one piece after the
// other, a row after the one above, and all figures one after the other.
func PeriksaUrut(t *testing.T, nama string, isi []Ucapan, kata []string) {
	t.Helper()
	di, mulai, baris := 0, 0, 0
	for _, u := range isi {
		dari := di
		if u.Baris > 0 && u.Baris == baris {
			dari = mulai
		}
		mulai, baris = dari, u.Baris
		n, ada := sesudah(kata, dari, u.Kata)
		if !ada {
			t.Errorf("%s: %q is not found after …%q", nama, u.Kata, kata[max(0, dari-12):dari])
			return
		}
		if !u.Lepas {
			di = max(di, n)
		}
	}
	di, banyak := 0, 0
	for _, u := range isi {
		if !u.Angka {
			continue
		}
		banyak++
		n, ada := sesudah(kata, di, u.Kata)
		if !ada {
			t.Errorf("%s: figure %d, %q, is not found after …%q", nama, banyak, u.Kata, kata[max(0, di-12):di])
			return
		}
		if !u.Lepas {
			di = n
		}
	}
	t.Logf("%s: %d figures in order", nama, banyak)
}

// sesudah is the place after words that come in order from a place on. Two that stand
// close, as in capitals, a reader may take for one, and one that goes on in the next line
// for two.
func sesudah(kata []string, n int, cari []string) (int, bool) {
	for i := 0; i < len(cari); i++ {
		ada := false
		for ; n < len(kata) && !ada; n++ {
			akhir := lewat(kata, n, cari[i])
			if akhir < 0 && i+1 < len(cari) && kata[n] == cari[i]+cari[i+1] {
				akhir, i = n+1, i+1
			}
			if ada = akhir > 0; ada {
				n = akhir - 1
			}
		}
		if !ada {
			return n, false
		}
	}
	return n, true
}

// lewat is the place after the words that make up w from n on, or -1.
func lewat(kata []string, n int, w string) int {
	for ; n < len(kata) && kata[n] != "" && strings.HasPrefix(w, kata[n]); n++ {
		if w = w[len(kata[n]):]; w == "" {
			return n + 1
		}
	}
	return -1
}
