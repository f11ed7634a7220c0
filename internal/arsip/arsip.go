// Package arsip is one agency as one file: it writes all that an agency owns into an
// archive and brings an archive into a store that does not have the agency. The archive
// is a zip:
//
//	partisi/<partition>/isi.json     META and the items of a partition
//	partisi/<partition>/audit.jsonl  its audit chain, an entry a line
//	objek/<key>                      a file that a record names
//	manifest.json                    what the archive is of, and the SHA-256 of every member
//
// The same content makes the same bytes. There is no secret in it, and nothing that is
// temporary (idempotency records, staged rows) or can be computed again (Hasil). Of its
// kabupaten an archive has the name alone.
package arsip

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"time"

	"capaian/internal/fault"
	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// Format is the version of the archive's form; Open takes this one alone.
const Format = 1

// The most that a part of an archive may take in memory. The sizes are of what is
// unpacked; the directory is the zip's own.
const (
	maxDirectory = 16 << 20
	maxManifest  = 32 << 20
	maxIsi       = 64 << 20
	maxBaris     = 4 << 20 // a line of the audit chain
	maxObjek     = 100 << 20
)

const (
	namaManifest = "manifest.json"
	awalPartisi  = "partisi/"
	awalObjek    = "objek/"
	akhirIsi     = "/isi.json"
	akhirAudit   = "/audit.jsonl"
)

// manifest is what the archive says of itself.
type manifest struct {
	Format    int            `json:"format"`
	OPD       string         `json:"opd"`
	Kabupaten wire.Kabupaten `json:"kabupaten"`
	Dibuat    time.Time      `json:"dibuat"`
	Mesin     int            `json:"mesin"` // sakip.VersiMesin
	Anggota   []anggota      `json:"anggota"`
}

// anggota is one member of the zip.
type anggota struct {
	Nama     string `json:"nama"`
	Ukuran   int64  `json:"ukuran"` // bytes, unpacked
	SHA256   string `json:"sha256"`
	JenisIsi string `json:"jenis_isi,omitempty"` // of an object
}

// Ringkasan is what an archive holds.
type Ringkasan struct {
	OPD       string
	Kabupaten sakip.Kabupaten
	Dibuat    time.Time
	Mesin     int
	Partisi   []Partisi // in the order in which they are brought in
	Objek     int
	Byte      int64 // of all members, unpacked
	Baru      int   // partitions that an Import brought in
}

// Partisi is one partition of an archive.
type Partisi struct {
	Kunci store.Partition
	Versi int64 // length of its audit chain
	Baris int   // items
}

func isiDari(p store.Partition) string   { return awalPartisi + string(p) + akhirIsi }
func auditDari(p store.Partition) string { return awalPartisi + string(p) + akhirAudit }

// pisah takes a partition's member apart; akhir is akhirIsi or akhirAudit.
func pisah(nama string) (p store.Partition, akhir string, ok bool) {
	rest, ok := strings.CutPrefix(nama, awalPartisi)
	n := strings.LastIndex(rest, "/")
	if !ok || n < 0 {
		return "", "", false
	}
	return store.Partition(rest[:n]), rest[n:], rest[n:] == akhirIsi || rest[n:] == akhirAudit
}

// urai reads JSON of which every name is known and nothing follows.
func urai(b []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("more than one value")
	}
	return nil
}

// tolak is the fault of an archive that is refused; akibat is Indonesian.
func tolak(akibat string) error {
	return fault.New(fault.Invalid, "Arsip ditolak: "+akibat)
}
