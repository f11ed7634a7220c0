package service_test

import (
	"slices"
	"testing"

	"capaian/internal/fault"
	"capaian/internal/sakip"
	"capaian/internal/servicetest"
	"capaian/internal/wire"
)

// Letters that nobody sees and that change what is read are refused wherever text comes
// in, at the field; whatever else people write is kept as it is.
func TestTextsWithoutHiddenLetters(t *testing.T) {
	for _, c := range []struct {
		name, teks string
		want       fault.Code
	}{
		{"lines and tabs", "satu\n\tdua\r\n", ""},
		{"emoji joined", "baik 👩‍👩‍👧 ✅", ""},
		{"markup", `<script>alert(1)</script> & "kutip"`, ""},
		{"another writing", "العربية ꦗꦮ", ""},
		{"a backslash and u", `\u0000 \u202e`, ""},
		{"NUL", "a\x00b", fault.Invalid},
		{"escape of a terminal", "a\x1b[31m", fault.Invalid},
		{"delete", "a\x7fb", fault.Invalid},
		{"control of the second row", "a\u0085b", fault.Invalid},
		{"override", "gambar\u202egnp.exe", fault.Invalid},
		{"isolate", "a\u2066b\u2069", fault.Invalid},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := servicetest.Seeded(t)
			_, err := e.RecordRealisasi(ctx, e.As(t, "operator-contoh-pembinaan"), opd, tahun, wire.Realisasi{Indikator: "PI-03", Triwulan: 3, Nilai: angka("7"),
				Sumber: "s", TindakLanjut: []wire.TindakLanjut{{Uraian: c.teks, PIC: c.teks}}}, 0)
			kode(t, "report", err, c.want)
			if got, want := fields(err), []string{"tindak_lanjut[0].pic", "tindak_lanjut[0].uraian"}; c.want != "" && !slices.Equal(got, want) {
				t.Errorf("fields: got %q, want %q", got, want)
			}
			_, err = e.PutOrang(ctx, e.As(t, "admin-contoh"), sakip.Orang{Sub: "baru", Nama: c.teks, Peran: sakip.Bappeda, Kabupaten: "contoh"}, 0)
			kode(t, "person", err, c.want)
			w, versi := wireTahun(t, e, opd, tahun)
			w.Narasi = append(w.Narasi, wire.Narasi{Bagian: "bab4.baru", Isi: c.teks})
			_, err = e.LoadTahun(ctx, e.As(t, "verifikator-contoh"), opd, tahun, w, versi)
			kode(t, "whole year", err, c.want)
		})
	}
}
