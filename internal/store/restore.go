package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"iter"
	"maps"
	"slices"
	"time"

	"capaian/internal/fault"
)

// Restorer is what an import needs besides Store. It stands apart because whoever serves
// people has no use for it: it writes what commands wrote elsewhere, and is no command.
type Restorer interface {
	// Restore makes the partition of snap what it was where snap and its whole audit chain
	// were read: META, items under the Versi that readers saw, entries byte for byte. Until
	// all of it is there readers see nothing and commands are Busy. What stopped half-way is
	// finished by the same Restore again, or thrown away by one of other content. A partition
	// that is there already stays: the same content is a success, other content is
	// fault.Exists with its Meta as Data. The change feed is told of META alone.
	// Codes: Invalid when snap and chain are not of one partition's making, TooLarge, Exists,
	// Conflict when a Restore of other content came in between, Busy, ReadOnly. An error that
	// chain gives is returned as it is.
	Restore(ctx context.Context, snap Snapshot, chain iter.Seq2[Entry, error]) error
}

// CheckRestore refuses a snapshot that no commands could have left. Items must be in the
// order that Load gives them. Codes: Invalid, TooLarge.
func CheckRestore(s Snapshot) error {
	m := s.Meta
	if err := CheckPartition(m.Partition); err != nil {
		return err
	}
	if m.Versi < 1 || !validText(m.Index, maxPartition) || len(m.Docs) != len(m.Since) {
		return badSnapshot(m.Partition)
	}
	size := 0
	for doc, rev := range m.Docs {
		if err := CheckRev(doc, rev); err != nil {
			return err
		}
		if since := m.Since[doc]; since < 1 || since > m.Versi {
			return badSnapshot(m.Partition)
		}
		if size += len(doc) + len(rev); size > MaxItem {
			return fault.New(fault.TooLarge, "400 KB keadaan partisi")
		}
	}
	for n, i := range s.Items {
		if err := CheckKey(i.Key); err != nil {
			return err
		}
		if i.Versi < max(1, m.Since[i.Doc]) || i.Versi > m.Versi || n > 0 && !before(s.Items[n-1].Key, i.Key) {
			return badSnapshot(m.Partition)
		}
		if rowSize(m.Partition, i.Key, i.Data) > MaxItem {
			return fault.New(fault.TooLarge, "400 KB sebaris")
		}
	}
	return nil
}

func badSnapshot(p Partition) error {
	return fault.New(fault.Invalid, "Isi partisi "+string(p)+" tidak mungkin hasil dari jejak perubahannya.")
}

func badChain(p Partition, seq int64) error {
	return fault.New(fault.Invalid, fmt.Sprintf("Rantai audit %s putus setelah entri %d.", p, seq))
}

func before(a, b Key) bool { return cmp.Or(cmp.Compare(a.Doc, b.Doc), cmp.Compare(a.Row, b.Row)) < 0 }

// Fingerprint is the SHA-256 of all that readers see of a partition, the audit chain by
// its head.
func (s Snapshot) Fingerprint() string {
	h := sha256.New()
	add(h, string(s.Meta.Partition), fmt.Sprint(s.Meta.Versi), s.Meta.Head, s.Meta.Index, fmt.Sprint(len(s.Meta.Docs)))
	for _, doc := range slices.Sorted(maps.Keys(s.Meta.Docs)) {
		add(h, doc, s.Meta.Docs[doc], fmt.Sprint(s.Meta.Since[doc]))
	}
	for _, i := range s.Items {
		add(h, i.Doc, i.Row, fmt.Sprint(i.Versi), string(i.Data))
	}
	return hex.EncodeToString(h.Sum(nil))
}

func add(h hash.Hash, parts ...string) {
	for _, s := range parts {
		fmt.Fprintf(h, "%d:%s", len(s), s)
	}
}

// CheckChain passes a chain on and refuses it where it is broken, where an entry is one
// that no command writes, and where it does not end as META says. Waktu is given as it was
// sealed. Codes: Invalid, TooLarge.
func CheckChain(m Meta, chain iter.Seq2[Entry, error]) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		var seq int64
		var head string
		for e, err := range chain {
			if err == nil {
				seq, head, err = checkEntry(m, e, seq, head)
			}
			e.Waktu = e.Waktu.UTC().Truncate(time.Second)
			if !yield(e, err) || err != nil {
				return
			}
		}
		if seq != m.Versi || head != m.Head {
			yield(Entry{}, badChain(m.Partition, seq))
		}
	}
}

func checkEntry(m Meta, e Entry, seq int64, head string) (int64, string, error) {
	if err := checkAudit(e.Audit); err != nil {
		return seq, head, err
	}
	last, hash, err := VerifyChain([]Entry{e}, seq, head)
	if err != nil || e.Partition != m.Partition || last > m.Versi {
		return seq, head, badChain(m.Partition, seq)
	}
	return last, hash, nil
}

// RestoreParts gives all that a Restore writes before META, in parts that fit one
// transaction with META: the chain, checked on the way, then the items. What write is
// given is its own.
func RestoreParts(s Snapshot, chain iter.Seq2[Entry, error], write func([]Entry, []Item) error) error {
	var entries []Entry
	size := 0
	for e, err := range CheckChain(s.Meta, chain) {
		if err != nil {
			return err
		}
		n := entrySize(e)
		if len(entries) == MaxItems-1 || size+n > MaxTransaction && len(entries) > 0 {
			if err := write(entries, nil); err != nil {
				return err
			}
			entries, size = nil, 0
		}
		entries, size = append(entries, e), size+n
	}
	for rest := s.Items; ; {
		var items []Item
		for len(rest) > 0 && len(entries)+len(items) < MaxItems-1 {
			n := rowSize(s.Meta.Partition, rest[0].Key, rest[0].Data)
			if size+n > MaxTransaction {
				break
			}
			items, rest, size = append(items, rest[0]), rest[1:], size+n
		}
		if len(entries)+len(items) > 0 {
			if err := write(entries, items); err != nil {
				return err
			}
		}
		if len(rest) == 0 {
			return nil
		}
		entries, size = nil, 0
	}
}

func entrySize(e Entry) int {
	a := e.Pelaku
	return len(e.Partition) + len(e.Lama) + len(e.Baru) + len(e.Prev) + len(e.Hash) + len(e.Dari) + len(e.Perintah) + len(e.Objek) +
		len(a.Sub) + len(a.Nama) + len(a.Peran) + len(a.OPD) + len(a.Unit)
}
