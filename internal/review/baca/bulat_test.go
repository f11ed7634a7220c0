package baca_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"capaian/internal/report/reporttest"
	"capaian/internal/report/xlsx"
	"capaian/internal/review"
	"capaian/internal/review/baca"
	"capaian/internal/sakip"
	"capaian/internal/sample"
)

// laporanUji are the years whose reports are printed and read again: the published one, the
// made-up agency's, and generated ones.
func laporanUji(t testing.TB) map[string]sakip.DataTahun {
	t.Helper()
	a, b := sample.GenerateOne(11, 3), sample.GenerateOne(5, 1)
	return map[string]sakip.DataTahun{"2023": reporttest.Tahun(t, "trenggalek", 2023), "contoh 2025": reporttest.Tahun(t, "contoh", 2025),
		"bangkitan 1": a.Tahun[len(a.Tahun)-1], "bangkitan 2": b.Tahun[len(b.Tahun)-1]}
}

// cetakan are the ways in which a report comes to a reader.
var cetakan = []struct {
	nama string
	buat func(t testing.TB, d sakip.DataTahun) []byte
}{
	{"text", func(t testing.TB, d sakip.DataTahun) []byte {
		return []byte(reporttest.Teks(reporttest.Susun(t, d, sakip.LKjIP, "", 4), reporttest.Halaman{}))
	}},
	{"pages", func(t testing.TB, d sakip.DataTahun) []byte {
		return []byte(reporttest.Teks(reporttest.Susun(t, d, sakip.LKjIP, "", 4), reporttest.Halaman{Baris: 34, Ulang: true, Pisah: true}))
	}},
	{"workbook", func(t testing.TB, d sakip.DataTahun) []byte {
		b, err := xlsx.Render(reporttest.Susun(t, d, sakip.LKjIP, "", 4))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}},
}

// samaSubjek finds for each subject that was read the one of the year: by name and by what
// it stands under.
func samaSubjek(n, asli review.Bacaan) map[string]string {
	rata := func(s string) string {
		return strings.ToLower(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9') }), " "))
	}
	out := map[string]string{"laporan": "laporan"}
	dipakai := map[string]bool{}
	punya := func(list []review.Subjek, id string) *review.Subjek {
		if i := slices.IndexFunc(list, func(s review.Subjek) bool { return s.ID == id }); i >= 0 {
			return &list[i]
		}
		return nil
	}
	for putaran := range 6 {
		for _, s := range n.Subjek {
			if out[s.ID] != "" {
				continue
			}
			var calon []string
			for _, a := range asli.Subjek {
				if a.Jenis != s.Jenis || rata(a.Nama) != rata(s.Nama) || dipakai[a.ID] {
					continue
				}
				if putaran < 5 && s.Jenis == review.SubjekAnggaran && s.Induk != "" && (out[s.Induk] == "" || punya(asli.Subjek, a.ID).Induk != out[s.Induk]) {
					continue
				}
				calon = append(calon, a.ID)
			}
			if len(calon) == 1 || len(calon) > 1 && putaran == 5 {
				out[s.ID] = calon[0]
				dipakai[calon[0]] = true
			}
		}
	}
	return out
}

// kunciUji is a fact as both sides name it: of an agreement that is no longer in force it is
// enough that it is none in force.
func kunciUji(k review.Kunci, subjek string) string {
	return fmt.Sprint(k.Besaran, " ", subjek, " ", k.Tahun, " ", k.Triwulan, " ", k.Versi != "")
}

// polos is a figure as cells of any table may print it.
func polos(s string) string {
	s = strings.TrimSuffix(strings.TrimPrefix(strings.ToLower(strings.TrimSpace(s)), "rp"), "%")
	s, _, _ = strings.Cut(s, " (")
	if i := strings.LastIndexByte(s, ','); i >= 0 {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ",")
	}
	return s
}

// tercetak are the statements of a year that its report prints in a table, in a row that
// bears the subject's name.
func tercetak(asli review.Bacaan, teks string) (out []review.Pernyataan) {
	var baris []map[string]bool
	for l := range strings.Lines(teks) {
		if strings.Contains(l, "\t") {
			sel := map[string]bool{}
			for _, s := range strings.Split(strings.ToLower(strings.TrimSpace(l)), "\t") {
				sel[s], sel[polos(s)] = true, true
			}
			baris = append(baris, sel)
		}
	}
	nama, utama := map[string]string{}, map[string]bool{}
	for _, s := range asli.Subjek {
		nama[s.ID], utama[s.ID] = strings.ToLower(s.Nama), s.Utama || s.Jenis != review.SubjekIndikator
	}
	for _, p := range asli.Pernyataan {
		// Of agreements that are no longer in force the targets of programs are not printed;
		// quarters stand in one column for all of a year.
		if p.Versi != "" && !utama[p.Subjek] || p.Triwulan > 0 {
			continue
		}
		if slices.ContainsFunc(baris, func(sel map[string]bool) bool { return sel[nama[p.Subjek]] && sel[polos(p.Tercetak)] }) {
			out = append(out, p)
		}
	}
	return out
}

// setara tells whether two statements of one fact say the same as far as both are printed.
func setara(a, b review.Pernyataan) bool {
	if a.Jenis == review.JenisTeks || b.Jenis == review.JenisTeks {
		return strings.EqualFold(a.Teks, b.Teks)
	}
	d := min(a.Desimal, b.Desimal)
	return sakip.Bulatkan(a.Nilai, d, sakip.SetengahKeAtas).Equal(sakip.Bulatkan(b.Nilai, d, sakip.SetengahKeAtas)) ||
		sakip.Bulatkan(a.Nilai, d, sakip.Potong).Equal(sakip.Bulatkan(b.Nilai, d, sakip.Potong))
}

// TestRoundTrip: what our own reports print is read again as what it was made of, from text,
// from text on pages and from the workbook, and nothing in it contradicts itself.
func TestRoundTrip(t *testing.T) {
	for nama, d := range laporanUji(t) {
		asli := review.DariTahun(d, sakip.Hitung(d, sakip.Periode{Tahun: d.Tahun, Triwulan: 4}))
		harus := tercetak(asli, string(cetakan[0].buat(t, d)))
		for _, c := range cetakan {
			t.Run(nama+"/"+c.nama, func(t *testing.T) {
				n, err := baca.Baca(c.buat(t, d))
				if err != nil {
					t.Fatal(err)
				}
				sama := samaSubjek(n, asli)
				terbaca := map[string][]review.Pernyataan{}
				kalimat := 0
				for _, p := range n.Pernyataan {
					k := kunciUji(p.Kunci, sama[p.Subjek])
					terbaca[k] = append(terbaca[k], p)
					if p.Tabel == "Narasi" {
						kalimat++
					}
				}
				// None is made up: every indicator and sasaran is one of the year's.
				for _, x := range n.Subjek {
					if sama[x.ID] == "" && (x.Jenis == review.SubjekIndikator || x.Jenis == review.SubjekSasaran) {
						t.Errorf("%s %q is none of the year's", x.ID, x.Nama)
					}
				}
				kena := 0
				for _, p := range harus {
					if slices.ContainsFunc(terbaca[kunciUji(p.Kunci, p.Subjek)], func(x review.Pernyataan) bool { return setara(x, p) }) {
						kena++
					} else if testing.Verbose() {
						t.Logf("not read: %s %v = %s", p.Tabel, p.Kunci, p.Tercetak)
					}
				}
				// What is read of a fact of the year is what the year has.
				salah := 0
				for _, p := range asli.Pernyataan {
					for _, x := range terbaca[kunciUji(p.Kunci, p.Subjek)] {
						if !setara(x, p) {
							salah++
							t.Errorf("read %v as %q at %v, is %s", p.Kunci, x.Tercetak, x.Tempat, p.Tercetak)
						}
					}
				}
				h := review.Periksa(n)
				for _, f := range h.Temuan {
					if f.Tingkat == review.Galat {
						t.Errorf("galat: %s %s %v", f.Aturan, f.Pesan, f.Tempat)
					}
				}
				t.Logf("read %d of %d printed statements (%d%%), %d wrong; %d statements in all, %d of sentences; %d of %d ties hold; %d places not read",
					kena, len(harus), kena*100/len(harus), salah, len(n.Pernyataan), kalimat, h.Cocok, h.Dihitung, len(n.TakTerbaca))
				if kena*100 < len(harus)*94 || kalimat < 60 {
					t.Errorf("read %d of %d printed statements, %d of sentences", kena, len(harus), kalimat)
				}
			})
		}
	}
}
