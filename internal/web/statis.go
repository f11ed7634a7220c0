package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"sync"
	"time"

	"capaian/internal/fault"
	"capaian/internal/sakip"
)

//go:embed static
var berkasStatis embed.FS

// statisSiap is an embedded file with the SHA-256 of its bytes. What is packed is packed
// when first asked for: most processes serve pages alone.
type statisSiap struct {
	isi   []byte
	hash  string
	padat func() ([]byte, error)
}

// berkas are the embedded files by name, hashed once. The style sheets of static/gaya are
// one file, in the order of their names.
var berkas = func() map[string]statisSiap {
	out := map[string]statisSiap{}
	siap := func(nama string, b []byte) {
		sum := sha256.Sum256(b)
		out[nama] = statisSiap{b, hex.EncodeToString(sum[:]), sync.OnceValues(func() ([]byte, error) { return padatkan(b) })}
	}
	gaya, err := fs.Glob(berkasStatis, "static/gaya/*.css")
	if err != nil {
		panic(err)
	}
	var css []byte
	for _, f := range gaya {
		b, err := berkasStatis.ReadFile(f)
		if err != nil {
			panic(err) // the folder is part of the program
		}
		css = append(css, b...)
	}
	siap("capaian.css", css)
	list, err := berkasStatis.ReadDir("static")
	if err != nil {
		panic(err)
	}
	for _, f := range list {
		if f.IsDir() {
			continue
		}
		b, err := berkasStatis.ReadFile(path.Join("static", f.Name()))
		if err != nil {
			panic(err)
		}
		siap(f.Name(), b)
	}
	return out
}()

// alamatStatis names the content too, so that browsers may keep it for ever.
func alamatStatis(nama string) string { return "/statis/" + nama + "?v=" + berkas[nama].hash[:16] }

// pekerja is the service worker: it may see the pages, which lie above its own address.
const pekerja = "pekerja.js"

func (h *handler) statis(w http.ResponseWriter, r *http.Request, _ sakip.Orang) error {
	return kirimStatis(w, r)
}

// kirimStatis serves one of the embedded files.
func kirimStatis(w http.ResponseWriter, r *http.Request) error {
	f, ok := berkas[r.PathValue("berkas")]
	if !ok {
		return fault.New(fault.NotFound, "Berkas", r.PathValue("berkas"))
	}
	w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(r.PathValue("berkas"))))
	isi, tag := f.isi, f.hash
	w.Header().Set("Vary", "Accept-Encoding")
	if bolehPadat(r) {
		b, err := f.padat()
		if err != nil {
			return err
		}
		isi, tag = b, tag+"-gzip"
		w.Header().Set("Content-Encoding", "gzip")
	}
	w.Header().Set("ETag", tagDari(tag))
	if r.PathValue("berkas") == pekerja {
		w.Header().Set("Service-Worker-Allowed", "/")
	}
	w.Header().Set("Cache-Control", "no-cache")
	if r.URL.Query().Get("v") == f.hash[:16] {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(isi))
	return nil
}
