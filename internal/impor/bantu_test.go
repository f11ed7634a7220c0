package impor_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"testing"

	"capaian/internal/sakip"
	"capaian/internal/wire"
)

// samaTahun compares two years as they would be stored.
func samaTahun(t testing.TB, got, want sakip.DataTahun) {
	t.Helper()
	a, err1 := json.Marshal(wire.FromTahun(got))
	b, err2 := json.Marshal(wire.FromTahun(want))
	if err1 != nil || err2 != nil || string(a) != string(b) {
		t.Errorf("year: got %s, want %s %v %v", a, b, err1, err2)
	}
}

// lembarPertama is the first sheet of a workbook as it is written.
func lembarPertama(t testing.TB, file []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	r, err := z.Open("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// ajukan enters figures as a verifikator does in an open quarter.
func ajukan(l sakip.Tahap, indikator string, baris sakip.IdentitasBaris, _ int, _ string, a sakip.Alur) (sakip.Alur, error) {
	return a.Lanjutkan(l, sakip.Orang{Sub: "v", Peran: sakip.Verifikator}, "", "realisasi "+indikator+baris.Kode)
}
