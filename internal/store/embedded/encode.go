package embedded

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"capaian/internal/store"
)

// The buckets, and their keys and values. NUL divides the parts of a key; no part
// holds one (store.CheckKey), so no partition's keys begin with another's.
var (
	bucketItem   = []byte("item")   // partition NUL SK → Versi, Data
	bucketMeta   = []byte("meta")   // partition → metaRecord
	bucketAudit  = []byte("audit")  // partition NUL Seq → auditRecord, Lama, Baru
	bucketIndex  = []byte("index")  // index NUL partition → nothing
	bucketIdem   = []byte("idem")   // key → Expires, idemRecord, Response
	bucketOutbox = []byte("outbox") // Seq → Insert, partition NUL SK
	bucketCursor = []byte("cursor") // consumer → Seq
	bucketHasil  = []byte("hasil")  // OPD NUL tahun NUL TW → hasilRecord, Data
)

// fillSequential fills pages of buckets that grow at their end, or at the end of each
// partition, instead of leaving every second half empty.
const fillSequential = 0.9

var errDamaged = errors.New("a stored record is damaged")

// metaRecord of Versi 0 keeps the place of a partition that is being restored; Head is
// then the content's fingerprint.
type metaRecord struct {
	Versi int64             `json:"versi"`
	Head  string            `json:"head"`
	Docs  map[string]string `json:"docs,omitempty"`
	Since map[string]int64  `json:"since,omitempty"`
	Index string            `json:"index,omitempty"`
}

type auditRecord struct {
	Waktu    int64       `json:"waktu"` // Unix seconds
	Pelaku   store.Actor `json:"pelaku"`
	Dari     string      `json:"dari"`
	Perintah string      `json:"perintah"`
	Objek    string      `json:"objek"`
	Lama     int         `json:"lama"` // bytes of Lama; the rest is Baru
	Prev     string      `json:"prev"`
	Hash     string      `json:"hash"`
}

type idemRecord struct {
	Body string `json:"body"`
	Meta int64  `json:"meta"`
}

type hasilRecord struct {
	Vector store.Vector `json:"vector"`
	Galat  string       `json:"galat,omitempty"`
	At     int64        `json:"at"` // Unix seconds
}

// join makes a key, or the prefix of keys when the last part is "".
func join(first, second string) []byte {
	return append(append([]byte(first), 0), second...)
}

func bigEndian(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

func auditKey(p store.Partition, seq int64) []byte {
	return binary.BigEndian.AppendUint64(join(string(p), ""), uint64(seq))
}

func hasilKey(k store.HasilKey) []byte {
	return join(k.OPD, fmt.Sprintf("%04d\x00%d", k.Tahun, k.TW))
}

// pack puts a record before bytes that must come back as they were; JSON would
// rewrite them.
func pack(record any, tail ...[]byte) ([]byte, error) {
	head, err := json.Marshal(record)
	if err != nil {
		return nil, err
	}
	v := append(binary.AppendUvarint(nil, uint64(len(head))), head...)
	for _, t := range tail {
		v = append(v, t...)
	}
	return v, nil
}

// unpack returns the bytes after the record; they are the file's own, to be copied.
func unpack(v []byte, record any) (tail []byte, err error) {
	n, used := binary.Uvarint(v)
	if used <= 0 || n > uint64(len(v)-used) {
		return nil, errDamaged
	}
	head, tail := v[used:used+int(n)], v[used+int(n):]
	if err := json.Unmarshal(head, record); err != nil {
		return nil, errors.Join(errDamaged, err)
	}
	return tail, nil
}

// packNumber and unpackNumber put a number before bytes.
func packNumber(n int64, tail []byte) []byte {
	v := make([]byte, 0, 8+len(tail))
	return append(binary.BigEndian.AppendUint64(v, uint64(n)), tail...)
}

func unpackNumber(v []byte) (n int64, tail []byte, err error) {
	if len(v) < 8 {
		return 0, nil, errDamaged
	}
	return int64(binary.BigEndian.Uint64(v)), v[8:], nil
}

func packEntry(e store.Entry) ([]byte, error) {
	return pack(auditRecord{Waktu: e.Waktu.Unix(), Pelaku: e.Pelaku, Dari: e.Dari, Perintah: e.Perintah, Objek: e.Objek,
		Lama: len(e.Lama), Prev: e.Prev, Hash: e.Hash}, e.Lama, e.Baru)
}

func unpackEntry(p store.Partition, seq int64, v []byte) (store.Entry, error) {
	var r auditRecord
	tail, err := unpack(v, &r)
	if err != nil || r.Lama > len(tail) {
		return store.Entry{}, errors.Join(errDamaged, err)
	}
	return store.Entry{
		Audit: store.Audit{Waktu: time.Unix(r.Waktu, 0).UTC(), Pelaku: r.Pelaku, Dari: r.Dari, Perintah: r.Perintah,
			Objek: r.Objek, Lama: clone(tail[:r.Lama]), Baru: clone(tail[r.Lama:])},
		Partition: p, Seq: seq, Prev: r.Prev, Hash: r.Hash,
	}, nil
}

// clone copies bytes out of the file; of none it makes nil.
func clone(b []byte) []byte { return append([]byte(nil), b...) }
