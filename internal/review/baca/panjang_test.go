package baca_test

import (
	"strings"
	"testing"

	"capaian/internal/review/baca"
)

// TestLongText: of a text without end the first sentences are read, and the rest is listed.
func TestLongText(t *testing.T) {
	const awal = "LAPORAN KINERJA TAHUN 2023\n\nTabel 3.1 Capaian Kinerja Tahun 2023\nNo\tIndikator Kinerja\tTarget\tRealisasi\tCapaian (%)\n1\tPersentase keluarga rentan yang terlayani\t80,00\t84,00\t105,00\n\n"
	const kalimat = "Realisasi persentase keluarga rentan yang terlayani pada tahun 2023 sebesar 84,00 persen. "
	for name, c := range map[string]struct {
		teks string
		ada  bool // something is left unread
	}{
		"short":          {awal + kalimat, false},
		"one paragraph":  {awal + strings.Repeat(kalimat, 11500), true},
		"paragraphs":     {awal + strings.Repeat(kalimat+"\n\n", 11500), true},
		"many headings":  {awal + strings.Repeat("Persentase keluarga rentan yang terlayani pada 2023\n\n", 20000), true},
		"without figure": {awal + strings.Repeat("Uraian ini panjang tetapi tidak menyebut angka apa pun di dalamnya, dan tidak perlu dibaca. ", 11500), false},
	} {
		t.Run(name, func(t *testing.T) {
			n, err := baca.Baca([]byte(c.teks))
			if err != nil {
				t.Fatal(err)
			}
			ada := false
			for _, x := range n.TakTerbaca {
				ada = ada || x.Tabel == "Narasi" && strings.Contains(x.Tercetak, "terlalu panjang")
			}
			if ada != c.ada {
				t.Errorf("left unread: got %v, want %v: %v", ada, c.ada, n.TakTerbaca)
			}
			if len(n.Pernyataan) < 3 {
				t.Errorf("got %d statements, want those of the table", len(n.Pernyataan))
			}
		})
	}
}
