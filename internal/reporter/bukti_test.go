package reporter

import (
	"bytes"
	"compress/gzip"
	"io"
	"strings"
	"testing"

	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/servicetest"
)

// The evidence that was received is listed in the report and lies in its snapshot, so
// that what is handed in later changes no report made before; who sent it and where it
// lies does not.
func TestEvidenceIsPartOfTheSnapshot(t *testing.T) {
	e := servicetest.Seeded(t)
	serah := func(nama string, s sakip.StatusBukti) {
		t.Helper()
		b, _, err := e.RequestBukti(ctx, e.As(t, "verifikator-contoh"), opd, tahun, sakip.Bukti{Jenis: sakip.BuktiDukung, Indikator: "IKU-1.3", Triwulan: 4, Nama: nama})
		must(t, "ask", err)
		b, versi, err := record.Bukti(ctx, e.Embedded, opd, tahun, b.ID)
		must(t, "read", err)
		b.Status, b.Objek, b.SHA256 = s, "rahasia/"+nama, strings.Repeat("0a", 32)
		must(t, "receive", e.FinishBukti(ctx, b, versi))
	}
	serah("daftar-hadir.pdf", sakip.BuktiDiterima)
	serah("kosong.pdf", sakip.BuktiDitolak)
	j := minta(t, e, "verifikator-contoh", opd, tahun, 4, sakip.HTML)
	must(t, "make", pembuat(e).Make(ctx, j))
	serah("menyusul.pdf", sakip.BuktiDiterima)
	l := laporan(t, e, j)
	body, snapshot := isiBerkas(t, e, l.Objek), isiBerkas(t, e, l.Cuplikan)
	for nama, ada := range map[string]bool{"daftar-hadir.pdf": true, strings.Repeat("0a", 8): true, "kosong.pdf": false, "menyusul.pdf": false} {
		if got := bytes.Contains(body, []byte(nama)); got != ada {
			t.Errorf("%s in the report: got %v, want %v", nama, got, ada)
		}
	}
	if again := dariCuplikan(t, snapshot, sakip.HTML); !bytes.Equal(again, body) {
		t.Errorf("made again from the snapshot: other bytes: %s", beda(again, body))
	}
	z, err := gzip.NewReader(bytes.NewReader(snapshot))
	must(t, "snapshot", err)
	isi, err := io.ReadAll(z)
	must(t, "snapshot", err)
	if bytes.Contains(isi, []byte("rahasia/")) || bytes.Contains(isi, []byte(`"pengunggah"`)) {
		t.Error("snapshot: got where the evidence lies or who sent it")
	}
}
