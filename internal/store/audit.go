package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"
)

// Actor is who did it, as the people record had it at that moment.
type Actor struct {
	Sub   string `json:"sub"`
	Nama  string `json:"nama"`
	Peran string `json:"peran"`
	OPD   string `json:"opd,omitempty"`
	Unit  string `json:"unit,omitempty"`
}

// Audit is what a command says of itself: who, from where, what, old → new. Lama and
// Baru are JSON; of a document of many rows they are its size and SHA-256.
type Audit struct {
	Waktu    time.Time // UTC, whole seconds
	Pelaku   Actor
	Dari     string // "formulir", "api", "sistem", and the network address
	Perintah string // English verb, e.g. "RecordRealisasi"
	Objek    string // what it was done to, e.g. "REAL#IKU-1.1#TW4"
	Lama     json.RawMessage
	Baru     json.RawMessage
}

// Entry is one link of a partition's chain. Seq is META's Versi after the command.
// Hash covers every other field and Prev, so that a changed, removed or reordered
// entry breaks the chain.
type Entry struct {
	Audit
	Partition Partition
	Seq       int64
	Prev      string
	Hash      string
}

// Seal makes the entry that follows the chain's head. Waktu is cut to what the hash
// covers, so that what is stored is what was sealed.
func Seal(p Partition, a Audit, seq int64, prev string) Entry {
	a.Waktu = a.Waktu.UTC().Truncate(time.Second)
	e := Entry{Audit: a, Partition: p, Seq: seq, Prev: prev}
	e.Hash = e.sum()
	return e
}

func (e Entry) sum() string {
	h := sha256.New()
	for _, s := range []string{string(e.Partition), fmt.Sprint(e.Seq), e.Prev, e.Waktu.UTC().Format(time.RFC3339),
		e.Pelaku.Sub, e.Pelaku.Nama, e.Pelaku.Peran, e.Pelaku.OPD, e.Pelaku.Unit, e.Dari, e.Perintah, e.Objek,
		string(e.Lama), string(e.Baru)} {
		fmt.Fprintf(h, "%d:%s", len(s), s)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// VerifyChain checks that entries continue the chain from (seq, head) without a gap
// and returns the last Seq and Hash; an error names the first bad entry.
func VerifyChain(entries []Entry, seq int64, head string) (int64, string, error) {
	for _, e := range entries {
		if e.Seq != seq+1 || e.Prev != head || e.sum() != e.Hash {
			return seq, head, fmt.Errorf("audit chain of %s broken at entry %d", e.Partition, seq+1)
		}
		seq, head = e.Seq, e.Hash
	}
	return seq, head, nil
}
