// Package service holds the use cases. It is the only writer: every change that a
// form, the JSON API or the sample loader asks for is one of its methods. Here rights
// are checked (hak.go), what refers to something is looked up, and the change becomes
// one command of the store with its audit entry.
package service

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"capaian/internal/akun"
	"capaian/internal/fault"
	"capaian/internal/objects"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/store"
)

// Service carries the ports and what must be injected.
type Service struct {
	Store   store.Store
	Hasil   store.HasilStore
	Objects objects.Objects
	Uploads objects.Uploads // where files arrive
	Terbit  objects.Objects // where published reports lie for good; of who serves the public
	Akun    akun.Akun       // people's accounts; nil where their identity provider is not ours
	Clock   func() time.Time
	ID      func() string // a fresh random id, sortable by time: 26 characters of [0-9A-Z]
	Token   func() string // a fresh random link token, ≥ 128 bits
	Secret  []byte        // ≥ 32 bytes; what the tokens of reports' own links follow from, and pages' sessions

	hasilOnce sync.Once
	hasil     hasilCache
	majuOnce  sync.Once
	majuLRU   *lru.Cache[kunciMaju, majuOPD]
	terbitan  simpananTerbitan
	reviu     reviuCache
}

// Request is who asks for a change, from where, and whether a repeat must have one effect.
type Request struct {
	Orang sakip.Orang
	Dari  string // "formulir", "api" or "sistem", and the network address
	Idem  *Idem
}

// Idem scopes a repeatable request: the person's key on one route, and the SHA-256 of
// what was sent.
type Idem struct{ Key, Route, Body string }

// umurIdem is how long a repeat is recognised.
const umurIdem = 24 * time.Hour

// Bentrok is what a refused stale write gets: what lies there now beside what was sent.
type Bentrok struct {
	Versi int64           `json:"versi"`
	Kini  json.RawMessage `json:"kini"`
	Anda  json.RawMessage `json:"anda"`
}

func (s *Service) now() time.Time { return s.Clock().UTC().Truncate(time.Second) }

// perubahan is one change to be made into a command.
type perubahan struct {
	partisi  store.Partition
	opd      string // scope of the idempotency key
	verb     string // English, of the audit entry
	objek    string
	lama     json.RawMessage
	baru     json.RawMessage
	reads    []store.Read // what was decided on
	writes   []store.Write
	switches []store.Switch
	meta     *int64
	putusan  *int64 // META's Versi of the year that was decided on
	index    string
	jawaban  []byte    // what a repeat is answered
	waktu    time.Time // when it was decided; zero is now
}

// simpan makes a change and returns META's new Versi, which is also the Versi of every
// item that it put. A repeat of the same request answers what the first one did.
func (s *Service) simpan(ctx context.Context, r Request, p perubahan) (store.Result, error) {
	if err := teksBersih(isiTulisan(p.writes)...); err != nil {
		return store.Result{}, err
	}
	lama, baru := jejak(p.lama, p.baru)
	if p.waktu.IsZero() {
		p.waktu = s.now()
	}
	c := store.Command{
		Partition: p.partisi, Reads: p.reads, Writes: p.writes, Switches: p.switches, Meta: p.meta,
		Audit: store.Audit{Waktu: p.waktu, Pelaku: pelaku(r.Orang), Dari: r.Dari, Perintah: p.verb,
			Objek: p.objek, Lama: lama, Baru: baru},
	}
	if p.putusan != nil {
		c.Meta = p.putusan
	}
	if p.index != "" {
		c.Index = &p.index
	}
	if r.Idem != nil {
		c.Idem = &store.Idem{Key: s.kunciIdem(r, p.opd), Body: r.Idem.Body, Response: p.jawaban, Expires: s.now().Add(umurIdem)}
	}
	res, err := s.Store.Do(ctx, c)
	if f := (*fault.Error)(nil); p.putusan != nil && errors.As(err, &f) {
		if _, pindah := f.Data.(store.Meta); pindah {
			return res, fmt.Errorf("%w: %w", errPindah, err)
		}
	}
	if f := (*fault.Error)(nil); errors.As(err, &f) {
		if it, ok := f.Data.(store.Item); ok && it.Doc == record.DocSurat {
			return res, fmt.Errorf("%w: %w", errPindah, err) // the day's notice was written meanwhile
		}
	}
	return res, bentrok(err, p.baru)
}

// jejak is what the audit entry keeps of both values: an entry is one item of the table,
// so two that are too long for it together are kept by their size and SHA-256.
func jejak(lama, baru json.RawMessage) (json.RawMessage, json.RawMessage) {
	if len(lama)+len(baru) <= store.MaxItem {
		return lama, baru
	}
	if lama != nil {
		lama = ringkas(1, lama)
	}
	return lama, ringkas(1, baru)
}

func (s *Service) kunciIdem(r Request, opd string) string {
	return opd + "#" + r.Orang.Sub + "#" + r.Idem.Route + "#" + r.Idem.Key
}

// ulangan looks a repeatable request up before anything else is checked, so that a
// repeat succeeds even when what the first one did would now be refused.
func (s *Service) ulangan(ctx context.Context, r Request, opd string) (store.Result, bool, error) {
	if r.Idem == nil {
		return store.Result{}, false, nil
	}
	return s.Store.Replay(ctx, s.kunciIdem(r, opd), r.Idem.Body, s.now())
}

// sekali carries a request out unless it is a repeat. A repeat that came while the first
// one was at work may be refused for what the first one did; it too is answered what the
// first one was.
func (s *Service) sekali(ctx context.Context, r Request, opd string, do func() (int64, error)) (int64, error) {
	if res, ok, err := s.ulangan(ctx, r, opd); err != nil || ok {
		return res.Meta, err
	}
	versi, err := do()
	if err != nil {
		if res, ok, errUlang := s.ulangan(ctx, r, opd); errUlang == nil && ok {
			return res.Meta, nil
		}
	}
	return versi, err
}

// putusan is how often a change is decided on anew before people are told to try again.
const putusan = 25

// errPindah marks a change that was decided on a year which has moved since.
var errPindah = errors.New("the year has moved")

// lagi decides and makes a change, and does so anew for as long as what it was decided on
// has moved before it was made: the indicator of a figure, the year of a plan. So no figure
// is saved of what is being deleted, and nothing is deleted that has just got a figure.
func lagi(do func() (int64, error)) (versi int64, err error) {
	for range putusan {
		if versi, err = do(); !errors.Is(err, errPindah) && !errors.Is(err, store.ErrRead) {
			return versi, err
		}
	}
	return 0, fault.Wrap(fault.Busy, err)
}

// bentrok puts both values into a conflict.
func bentrok(err error, baru json.RawMessage) error {
	var f *fault.Error
	if !errors.As(err, &f) || f.Code != fault.Conflict && f.Code != fault.Exists {
		return err
	}
	out := *f
	switch d := f.Data.(type) {
	case store.Item:
		out.Data = Bentrok{Versi: d.Versi, Kini: rawOrNull(d.Data), Anda: rawOrNull(baru)}
	case store.Meta:
		out.Data = Bentrok{Versi: d.Versi, Kini: json.RawMessage("null"), Anda: json.RawMessage("null")}
	}
	return &out
}

func rawOrNull(b []byte) json.RawMessage {
	if len(b) == 0 {
		return json.RawMessage("null")
	}
	return b
}

func pelaku(o sakip.Orang) store.Actor {
	return store.Actor{Sub: o.Sub, Nama: o.Nama, Peran: string(o.Peran), OPD: o.OPD, Unit: o.Unit}
}

// Sistem is the actor of what no person asked for.
var Sistem = sakip.Orang{Sub: "sistem", Nama: "Capaian", Peran: "sistem"}
