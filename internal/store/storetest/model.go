package storetest

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"capaian/internal/fault"
	"capaian/internal/store"
)

// model is the port in plain maps: what every implementation must answer like. It
// keeps all revisions of a document apart, as rows of rows.
type model struct {
	parts   map[store.Partition]*partition
	idem    map[string]idemRecord
	hasil   map[store.HasilKey]store.Hasil
	changes []string // "partition SK insert", in order of effect
}

type partition struct {
	meta    store.Meta
	docs    map[string]map[string]map[string]row // doc → rev → row
	entries []store.Entry
}

type row struct {
	versi int64 // 0 when staged
	data  string
}

type idemRecord struct {
	body, response string
	meta           int64
	expires        time.Time
}

func newModel(parts []store.Partition) *model {
	m := &model{parts: map[store.Partition]*partition{}, idem: map[string]idemRecord{}, hasil: map[store.HasilKey]store.Hasil{}}
	for _, p := range parts {
		m.parts[p] = &partition{
			meta: store.Meta{Partition: p, Docs: map[string]string{}, Since: map[string]int64{}},
			docs: map[string]map[string]map[string]row{},
		}
	}
	return m
}

// rows are the ones of a revision, made when they are missing.
func (p *partition) rows(doc, rev string) map[string]row {
	if p.docs[doc] == nil {
		p.docs[doc] = map[string]map[string]row{}
	}
	if p.docs[doc][rev] == nil {
		p.docs[doc][rev] = map[string]row{}
	}
	return p.docs[doc][rev]
}

// versi is what readers see; 0 when the item is not there.
func (p *partition) versi(k store.Key) int64 {
	r, ok := p.rows(k.Doc, p.meta.Rev(k.Doc))[k.Row]
	if !ok {
		return 0
	}
	return max(r.versi, p.meta.Since[k.Doc])
}

func (p *partition) snapshot() store.Snapshot {
	s := store.Snapshot{Meta: p.meta}
	for doc := range p.docs {
		for name, r := range p.rows(doc, p.meta.Rev(doc)) {
			k := key(doc, name)
			s.Items = append(s.Items, store.Item{Key: k, Versi: p.versi(k), Data: []byte(r.data)})
		}
	}
	slices.SortFunc(s.Items, func(a, b store.Item) int { return cmp.Or(cmp.Compare(a.Doc, b.Doc), cmp.Compare(a.Row, b.Row)) })
	return s
}

// do answers a command that is valid in itself.
func (m *model) do(c store.Command) (store.Result, fault.Code) {
	p := m.parts[c.Partition]
	if c.Idem != nil {
		if r, ok := m.idem[c.Idem.Key]; ok && c.Audit.Waktu.Before(r.expires) {
			if r.body != c.Idem.Body {
				return store.Result{}, fault.IdemReused
			}
			return store.Result{Meta: r.meta, Replayed: true, Response: []byte(r.response)}, ""
		}
	}
	if code := p.refuses(c); code != "" {
		return store.Result{}, code
	}
	now := p.meta.Versi + 1
	m.change(c.Partition, "META", now == 1)
	for _, w := range c.Writes {
		rev := p.meta.Rev(w.Key.Doc)
		if w.Versi == 0 {
			m.change(c.Partition, store.SK(w.Key, rev), true)
		}
		if w.Delete {
			delete(p.rows(w.Key.Doc, rev), w.Key.Row)
		} else {
			p.rows(w.Key.Doc, rev)[w.Key.Row] = row{now, string(w.Data)}
		}
	}
	for _, s := range c.Switches {
		p.meta.Docs[s.Doc], p.meta.Since[s.Doc] = s.To, now
	}
	if c.Index != nil {
		p.meta.Index = *c.Index
	}
	if c.Idem != nil {
		m.idem[c.Idem.Key] = idemRecord{c.Idem.Body, string(c.Idem.Response), now, c.Idem.Expires}
	}
	e := store.Seal(c.Partition, c.Audit, now, p.meta.Head)
	p.entries = append(p.entries, e)
	p.meta.Versi, p.meta.Head = now, e.Hash
	return store.Result{Meta: now}, ""
}

func (p *partition) refuses(c store.Command) fault.Code {
	code := func(wanted int64) fault.Code {
		if wanted == 0 {
			return fault.Exists
		}
		return fault.Conflict
	}
	if c.Meta != nil && *c.Meta != p.meta.Versi {
		return code(*c.Meta)
	}
	for _, s := range c.Switches {
		if p.meta.Rev(s.Doc) != s.From {
			return fault.Conflict
		}
	}
	for _, w := range c.Writes {
		if w.Versi != p.versi(w.Key) {
			return code(w.Versi)
		}
	}
	return ""
}

func (m *model) change(p store.Partition, sk string, insert bool) {
	m.changes = append(m.changes, fmt.Sprintf("%s %s %v", p, sk, insert))
}

func (m *model) stage(p store.Partition, doc, rev string, staged []store.Row) fault.Code {
	if m.parts[p].meta.Rev(doc) == rev {
		return fault.Invalid
	}
	for _, r := range staged {
		m.parts[p].rows(doc, rev)[r.Row] = row{0, string(r.Data)}
	}
	return ""
}

// sweep gives how many rows and how many records went.
func (m *model) sweep(p store.Partition, now time.Time, keep func(doc, rev string) bool) (rows, records int) {
	for doc, revs := range m.parts[p].docs {
		maps.DeleteFunc(revs, func(rev string, all map[string]row) bool {
			gone := rev != m.parts[p].meta.Rev(doc) && !keep(doc, rev)
			if gone {
				rows += len(all)
			}
			return gone
		})
	}
	maps.DeleteFunc(m.idem, func(_ string, r idemRecord) bool {
		if gone := !now.Before(r.expires); gone {
			records++
			return true
		}
		return false
	})
	return rows, records
}

func (m *model) list(index string) (list []store.Meta) {
	for _, p := range m.parts {
		if index != "" && p.meta.Index == index {
			list = append(list, p.meta)
		}
	}
	slices.SortFunc(list, func(a, b store.Meta) int { return cmp.Compare(a.Partition, b.Partition) })
	return list
}
