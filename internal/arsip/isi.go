package arsip

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"
	"unicode/utf8"

	"capaian/internal/store"
)

// kepala is META, as isi.json begins.
type kepala struct {
	Partisi store.Partition `json:"partisi"`
	Versi   int64           `json:"versi"`
	Hash    string          `json:"hash"` // of the last entry of the audit chain
	Indeks  string          `json:"indeks,omitempty"`
	Dokumen []dokumen       `json:"dokumen,omitempty"`
}

// dokumen is the live revision of a document that was ever switched.
type dokumen struct {
	Nama   string `json:"nama"`
	Revisi string `json:"revisi"`
	Sejak  int64  `json:"sejak"`
}

// isi is isi.json whole.
type isi struct {
	kepala
	Baris []baris `json:"baris"`
}

// baris is one item.
type baris struct {
	Dokumen string `json:"dokumen"`
	Baris   string `json:"baris"`
	Versi   int64  `json:"versi"`
	data
}

// data is bytes that must come back as they were: JSON stands as it is where JSON would
// give back the same bytes, all else in base64.
type data struct {
	JSON json.RawMessage `json:"data,omitempty"`
	Byte []byte          `json:"byte,omitempty"`
}

func dataDari(b []byte) data {
	if !utf8.Valid(b) || !json.Valid(b) {
		return data{Byte: b}
	}
	if line, err := tulisJSON(json.RawMessage(b)); err != nil || !bytes.Equal(line, b) {
		return data{Byte: b}
	}
	return data{JSON: b}
}

func (d data) isi() []byte {
	if d.JSON != nil {
		return d.JSON
	}
	return d.Byte
}

// tulisJSON is the JSON of a value with every letter as it is.
func tulisJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// tulisIsi writes isi.json, an item a line.
func tulisIsi(w io.Writer, s store.Snapshot) error {
	k := kepala{Partisi: s.Meta.Partition, Versi: s.Meta.Versi, Hash: s.Meta.Head, Indeks: s.Meta.Index}
	for _, doc := range slices.Sorted(maps.Keys(s.Meta.Docs)) {
		k.Dokumen = append(k.Dokumen, dokumen{Nama: doc, Revisi: s.Meta.Docs[doc], Sejak: s.Meta.Since[doc]})
	}
	head, err := tulisJSON(k)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(w, "%s,\"baris\":[", bytes.TrimSuffix(head, []byte("}"))); err != nil {
		return err
	}
	for n, i := range s.Items {
		line, err := tulisJSON(baris{Dokumen: i.Doc, Baris: i.Row, Versi: i.Versi, data: dataDari(i.Data)})
		if err != nil {
			return err
		}
		sep := ",\n"
		if n == 0 {
			sep = "\n"
		}
		if _, err := fmt.Fprintf(w, "%s%s", sep, line); err != nil {
			return err
		}
	}
	_, err = io.WriteString(w, "\n]}\n")
	return err
}

// bacaIsi is the inverse of tulisIsi.
func bacaIsi(b []byte) (store.Snapshot, error) {
	var v isi
	if err := urai(b, &v); err != nil {
		return store.Snapshot{}, err
	}
	s := store.Snapshot{Meta: store.Meta{Partition: v.Partisi, Versi: v.Versi, Head: v.Hash, Index: v.Indeks}}
	for n, d := range v.Dokumen {
		if n == 0 {
			s.Meta.Docs, s.Meta.Since = map[string]string{}, map[string]int64{}
		}
		s.Meta.Docs[d.Nama], s.Meta.Since[d.Nama] = d.Revisi, d.Sejak
	}
	for _, r := range v.Baris {
		s.Items = append(s.Items, store.Item{Key: store.Key{Doc: r.Dokumen, Row: r.Baris}, Versi: r.Versi, Data: r.isi()})
	}
	return s, nil
}

// entri is one line of audit.jsonl.
type entri struct {
	Seq      int64       `json:"seq"`
	Waktu    time.Time   `json:"waktu"`
	Pelaku   store.Actor `json:"pelaku"`
	Dari     string      `json:"dari"`
	Perintah string      `json:"perintah"`
	Objek    string      `json:"objek"`
	Lama     *data       `json:"lama,omitempty"`
	Baru     *data       `json:"baru,omitempty"`
	Prev     string      `json:"prev"`
	Hash     string      `json:"hash"`
}

func tulisEntri(e store.Entry) ([]byte, error) {
	return tulisJSON(entri{Seq: e.Seq, Waktu: e.Waktu, Pelaku: e.Pelaku, Dari: e.Dari, Perintah: e.Perintah, Objek: e.Objek,
		Lama: adaData(e.Lama), Baru: adaData(e.Baru), Prev: e.Prev, Hash: e.Hash})
}

func adaData(b []byte) *data {
	if len(b) == 0 {
		return nil
	}
	d := dataDari(b)
	return &d
}

func bacaEntri(p store.Partition, line []byte) (store.Entry, error) {
	var v entri
	if err := urai(line, &v); err != nil {
		return store.Entry{}, err
	}
	e := store.Entry{Audit: store.Audit{Waktu: v.Waktu, Pelaku: v.Pelaku, Dari: v.Dari, Perintah: v.Perintah, Objek: v.Objek},
		Partition: p, Seq: v.Seq, Prev: v.Prev, Hash: v.Hash}
	if v.Lama != nil {
		e.Lama = v.Lama.isi()
	}
	if v.Baru != nil {
		e.Baru = v.Baru.isi()
	}
	return e, nil
}
