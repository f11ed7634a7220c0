package report_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"capaian/internal/report"
	"capaian/internal/report/document"
	"capaian/internal/report/reporttest"
	"capaian/internal/reporter"
	"capaian/internal/sakip"
	"capaian/internal/sample"
)

var dibuat, tahun = reporttest.Dibuat, reporttest.Tahun

func dokumen(d sakip.DataTahun, tw int) document.Dokumen {
	return report.LKjIP(d, sakip.Hitung(d, sakip.Periode{Tahun: d.Tahun, Triwulan: tw}), report.Opsi{Dibuat: dibuat})
}

// sel lists the named cells of a document.
func sel(d document.Dokumen) map[string]document.Sel {
	out := map[string]document.Sel{}
	for _, t := range d.Tabel() {
		for _, r := range t.Baris {
			for _, s := range r {
				if s.Kunci != "" {
					out[s.Kunci] = s
				}
			}
		}
	}
	return out
}

func tandaTangan(t *testing.T, d document.Dokumen) *document.TandaTangan {
	t.Helper()
	for _, b := range d.Blok {
		if s, ok := b.(*document.TandaTangan); ok {
			return s
		}
	}
	t.Fatal("no signature block")
	return nil
}

// teksTabel is a table as text, a row per line, cells by tabs.
func teksTabel(t *testing.T, d document.Dokumen, id string) string {
	t.Helper()
	for _, tab := range d.Tabel() {
		if tab.ID != id {
			continue
		}
		var b strings.Builder
		b.WriteString(tab.Sebutan() + "\n")
		for _, r := range tab.Baris {
			var s []string
			for _, c := range r {
				s = append(s, c.Tampil())
			}
			b.WriteString(strings.Join(s, "\t") + "\n")
		}
		return b.String()
	}
	t.Fatalf("no table %s", id)
	return ""
}

func TestTablesOf2023(t *testing.T) {
	d := dokumen(tahun(t, "trenggalek", 2023), 4)
	var nomor []string
	for _, tab := range d.Tabel() {
		if tab.Nomor != "" {
			nomor = append(nomor, tab.Nomor)
		}
	}
	if got, want := strings.Join(nomor, " "), "2.1 2.2 2.3 2.4 2.5 2.6 2.7 2.8 2.9 2.10 3.1 3.2 3.3 3.4 3.5 3.6 3.7 3.8 3.9 3.10 3.11 3.12 3.13 3.14 3.15 3.16 4.1"; got != want {
		t.Errorf("numbers: got %s, want %s", got, want)
	}
	tests := []struct{ tabel, baris string }{
		{"T3.2", "98,94%\t99,40%\t100,46%\tSangat Baik"},
		{"T3.2", "89,82%\t102,16%\t113,74%\tSangat Baik"},
		{"T3.3", "98,73%\t99,40%\t98,98%\t100,42%"},
		{"T3.4", "100,00%\t100,00%"},
		{"T3.5", "23,53%\tTidak Menunjang"},
		{"PK1 Target", "Nilai (Kategori Nilai) SAKIP\t90,30 (AA)"},
		{"PK1 Anggaran", "JUMLAH\t14.557.250.718"},
		{"PK2 Anggaran", "JUMLAH\t16.605.479.345"},
		{"PK2 Banding Anggaran", "JUMLAH\t14.557.250.718\t16.605.479.345\t2.048.228.627"},
		{"Anggaran", "16.605.479.345,00\t15.731.330.440,12\t94,74%"},
		{"Anggaran", "5.000.000,00\t4.636.750,00\t92,74%"},
		{"Anggaran", "1.000.000,00\t0,00\t0,00%"},
		{"Anggaran", "Pendidikan dan Pelatihan Pegawai Berdasarkan Tugas dan Fungsi\t0,00\t0,00\t\n"},
		{"Efisiensi", "5.345.600.000\t5.301.005.513\t99,17%"},
		{"Efisiensi", "119,58%"},
		{"Efisiensi", "109,64%"},
		{"Luar Sasaran", "JUMLAH\t672.952.400,00"},
		{"Pembanding 1", "Trenggalek\t76,45\t74,58\t10,63\t-1,87"},
		{"Data Pendukung", "30.079"},
		{"Data Pendukung", "1,66%"},
		{"Rekomendasi", "\tTS\t\t\t"},
	}
	for _, tt := range tests {
		if got := teksTabel(t, d, tt.tabel); !strings.Contains(got, tt.baris) {
			t.Errorf("%s: got\n%s\nwant a row with %q", tt.tabel, got, tt.baris)
		}
	}
	s := fmt.Sprint(d.Blok)
	for _, want := range []string{"Enam Belas Milyar Enam Ratus Lima Juta", "94,74%"} {
		if !strings.Contains(s, want) {
			t.Errorf("text: got none with %q", want)
		}
	}
	got := tandaTangan(t, d)
	if k := got.Pihak[0]; !strings.HasPrefix(k.Jabatan, "Plt.") || k.NIP == "" || got.Tanggal != "30 Januari 2024" || got.Tempat != "Trenggalek" {
		t.Errorf("signature: got %+v, want the Plt. of 30 Januari 2024 in Trenggalek with a NIP", got)
	}
}

// Every indicator stands in a table of chapter III, whatever its urusan or level.
func TestNoIndicatorIsLost(t *testing.T) {
	d := tahun(t, "trenggalek", 2023)
	d.Indikator[0].Urusan = "TIDAK-ADA"
	d.Indikator[1].Tingkat = sakip.TingkatTujuan
	s := sel(dokumen(d, 4))
	for _, i := range d.Indikator {
		if _, ada := s["ind."+i.ID+".capaian"]; !ada {
			t.Errorf("indicator %s: got no capaian cell in chapter III", i.ID)
		}
	}
}

// What is missing is said, with the unit that owes it, and never becomes a figure.
func TestMissingRealisasi(t *testing.T) {
	d := tahun(t, "trenggalek", 2023)
	id := "IKU-1.1"
	d.Realisasi = slices.DeleteFunc(slices.Clone(d.Realisasi), func(r sakip.Realisasi) bool { return r.Indikator == id })
	doc := dokumen(d, 4)
	got := teksTabel(t, doc, "T3.2")
	if want := "98,94%\tbelum dilaporkan – Bidang"; !strings.Contains(got, want) {
		t.Errorf("got\n%s\nwant %q", got, want)
	}
	if s, ada := sel(doc)["ind."+id+".capaian"]; ada {
		t.Errorf("capaian of a missing realisasi: got %q, want no figure", s.Tampil())
	}
	if want := "(3 dari 4)"; !strings.Contains(teksTabel(t, doc, "Efisiensi"), want) {
		t.Errorf("mean of the sasaran: want %q", want)
	}
	if err := document.Periksa(doc); err != nil {
		t.Error(err)
	}
}

// One changed component moves exactly what hangs on it.
func TestOneRealisasiMovesItsDependents(t *testing.T) {
	d := tahun(t, "trenggalek", 2023)
	lama := sel(dokumen(d, 4))
	d.Realisasi = slices.Clone(d.Realisasi)
	for n, r := range d.Realisasi {
		if r.Indikator == "IKU-1.1" {
			x := r.X.Sub(decimal.NewFromInt(20000))
			d.Realisasi[n].X = &x
		}
	}
	baru := sel(dokumen(d, 4))
	var got []string
	for k, s := range baru {
		if s.Tampil() != lama[k].Tampil() {
			got = append(got, k)
		}
	}
	slices.Sort(got)
	want := []string{"ind.IKU-1.1.akhir-mentah", "ind.IKU-1.1.akhir-persen", "ind.IKU-1.1.capaian", "ind.IKU-1.1.kategori", "ind.IKU-1.1.mentah",
		"ind.IKU-1.1.realisasi", "ind.IKU-1.1.x", "ind.IKU-1.1.x4", "sasaran.S1.efisiensi", "sasaran.S1.rata"}
	if !slices.Equal(got, want) {
		t.Errorf("changed cells: got %v, want %v", got, want)
	}
}

// An unreported leaf that an edge takes out again does not hide an indicator's money.
func TestBudgetPastAnUnreportedLeaf(t *testing.T) {
	doc := dokumen(bentukLain(tahun(t, "trenggalek", 2023), false), 4)
	s := sel(doc)
	if got := s["ind.IKU-1.1.real-anggaran"].Rumus; strings.Contains(got, "{ang.D.U1.P05.real}") || !strings.Contains(got, "{ang.D.U1.P05.K01.S01.real}") {
		t.Errorf("formula of the indicator's money: got %q, want the leaves", got)
	}
	if _, ada := s["ind.IKU-1.2.real-anggaran"]; ada {
		t.Error("money of the unreported leaf: got a figure, want none")
	}
	if got, want := teksTabel(t, doc, "Anggaran"), "baris dilaporkan"; !strings.Contains(got, want) {
		t.Errorf("parents of the unreported leaf: want %q in\n%s", want, got)
	}
}

func TestTextOfSignatureAndNotes(t *testing.T) {
	d := tahun(t, "trenggalek", 2023)
	d.OPD.Pejabat = nil
	doc := report.LKjIP(d, sakip.Hitung(d, sakip.Periode{Tahun: 2023, Triwulan: 4}), report.Opsi{Dibuat: dibuat, Ditandatangani: "2024-02-05"})
	if got, want := tandaTangan(t, doc).Pihak[0].Nama, "(pejabat pada tanggal ini belum tercatat)"; got != want {
		t.Errorf("nobody in office: got %q, want %q", got, want)
	}
	if got, want := tandaTangan(t, doc).Tanggal, "5 Februari 2024"; got != want {
		t.Errorf("day of signing: got %q, want %q", got, want)
	}
	catatan := strings.Join(doc.Catatan, "\n")
	for _, want := range []string{"2 × target − realisasi", "2 desimal", "skala “lkjip-2023”", "mesin versi", "Menunjang"} {
		if !strings.Contains(catatan, want) {
			t.Errorf("notes: got %s, want %q", catatan, want)
		}
	}
}

func TestGeneratedDocumentsAreSound(t *testing.T) {
	for n := range 50 {
		a := sample.GenerateOne(7, n)
		d := a.Tahun[len(a.Tahun)-1]
		for tw := 1; tw <= 4; tw++ {
			if err := document.Periksa(dokumen(d, tw)); err != nil {
				t.Fatalf("agency %d TW%d: %v", n, tw, err)
			}
		}
	}
}

func TestRenderIsDeterministic(t *testing.T) {
	for _, f := range []sakip.FormatLaporan{sakip.PDF, sakip.DOCX, sakip.XLSX, sakip.HTML} {
		t.Run(string(f), func(t *testing.T) {
			d := tahun(t, "trenggalek", 2023)
			a, jenis, ekstensi, err := reporter.Render(dokumen(d, 4), f)
			if err != nil {
				t.Fatal(err)
			}
			b, _, _, err := reporter.Render(dokumen(d, 4), f)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(a, b) {
				t.Error("two renders of one document differ")
			}
			if ekstensi != string(f) || jenis == "" {
				t.Errorf("got extension %q and type %q", ekstensi, jenis)
			}
		})
	}
	if _, _, _, err := reporter.Render(document.Dokumen{}, "novel"); err == nil {
		t.Error("format without a writer: got no error")
	}
}
