package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"mime"
	"net/http"
	"path"
	"time"

	"capaian/internal/fault"
	"capaian/internal/sakip"
)

//go:embed static
var berkasStatis embed.FS

// statisSiap is an embedded file with the SHA-256 of its bytes.
type statisSiap struct {
	isi  []byte
	hash string
}

// berkas are the embedded files by name, hashed once.
var berkas = func() map[string]statisSiap {
	out := map[string]statisSiap{}
	list, err := berkasStatis.ReadDir("static")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	for _, f := range list {
		b, err := berkasStatis.ReadFile(path.Join("static", f.Name()))
		if err != nil {
			panic(err)
		}
		sum := sha256.Sum256(b)
		out[f.Name()] = statisSiap{b, hex.EncodeToString(sum[:])}
	}
	return out
}()

// alamatStatis names the content too, so that browsers may keep it for ever.
func alamatStatis(nama string) string { return "/statis/" + nama + "?v=" + berkas[nama].hash[:16] }

func (h *handler) statis(w http.ResponseWriter, r *http.Request, _ sakip.Orang) error {
	f, ok := berkas[r.PathValue("berkas")]
	if !ok {
		return fault.New(fault.NotFound, "Berkas", r.PathValue("berkas"))
	}
	w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(r.PathValue("berkas"))))
	w.Header().Set("ETag", tagDari(f.hash))
	w.Header().Set("Cache-Control", "no-cache")
	if r.URL.Query().Get("v") == f.hash[:16] {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(f.isi))
	return nil
}
