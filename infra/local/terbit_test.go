package main

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"capaian/infra/contoh"
	"capaian/internal/wire"
)

// TestPublish has a report made, published by the head of the agency from its page, and
// looks at what lies in the folder.
func TestPublish(t *testing.T) {
	h := startMachine(t, seed(t))
	isi := h.unduh(contoh.Verifikator, contoh.OPD, contoh.Tahun, "html")
	var list struct{ Daftar []wire.Laporan }
	h.read(contoh.Verifikator, alamatTahun(contoh.OPD, contoh.Tahun)+"/laporan", &list)
	l := list.Daftar[0]
	if status, _ := h.send(contoh.Verifikator, "POST", alamatTahun(contoh.OPD, contoh.Tahun)+"/laporan/"+l.ID+"/terbit", nil, nil); status != http.StatusForbidden {
		t.Errorf("by a verifikator: got status %d, want 403", status)
	}
	kepala := h.masuk("kepala-dinsos")
	csrf := url.Values{"csrf": {kepala.csrf()}}
	for range 2 {
		res, err := kepala.c.PostForm(h.url+"/opd/"+contoh.OPD+"/tahun/2023/laporan/"+l.ID+"/terbit", csrf)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != http.StatusOK {
			t.Fatalf("publish: got status %d", res.StatusCode)
		}
	}
	h.until("published", func() bool {
		h.read(contoh.Verifikator, alamatTahun(contoh.OPD, contoh.Tahun)+"/laporan/"+l.ID, &l)
		return !l.Diterbitkan.IsZero()
	})
	if l.Penerbit != "kepala-dinsos" {
		t.Errorf("published by: got %q, want kepala-dinsos", l.Penerbit)
	}
	body, info, err := h.m.terbit.Get(t.Context(), l.Objek)
	if err != nil || string(body) != string(isi) || info.SHA256 != l.SHA256 {
		t.Errorf("published: got %d bytes of %s, %v, want the %d downloaded, of %s", len(body), info.SHA256, err, len(isi), l.SHA256)
	}
	files, err := os.ReadDir(filepath.Join(h.m.config.Data, "terbit"))
	if err != nil || len(files) != 4 {
		t.Fatalf("folder: got %v, %v, want the file, its snapshot and its figures", files, err)
	}
	for _, f := range files {
		if info, err := f.Info(); err != nil || info.Mode().Perm() != 0o444 {
			t.Errorf("%s: got mode %v, %v, want 0444", f.Name(), info.Mode(), err)
		}
	}
	hal := "/publik/laporan/" + contoh.OPD + "/" + l.Paket
	if !bytes.Contains(isi, []byte(h.url+hal)) {
		t.Errorf("the file does not say that it can be verified at %s", h.url+hal)
	}
	for alamat, berisi := range map[string]string{
		hal: l.SHA256, hal + "/berkas/" + l.SHA256: "Dinas Sosial", "/publik": "Trenggalek", "/publik/kabupaten/trenggalek": hal,
		"/publik/opd/" + contoh.OPD: hal, "/publik/verifikasi?sha256=" + l.SHA256: "✓ Asli",
		"/v1" + hal: l.SHA256, "/v1" + hal + "/data/csv": "IKU-1.1", "/v1" + hal + "/data/json": "IKU-1.1", "/v1/publik/berkas/" + l.SHA256: `"keaslian":"asli"`,
	} {
		res, err := http.Get(h.url + alamat) // a stranger
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil || res.StatusCode != http.StatusOK || !bytes.Contains(body, []byte(berisi)) {
			t.Errorf("%s: got %d, %v, want a page with %q", alamat, res.StatusCode, err, berisi)
		}
	}
}
