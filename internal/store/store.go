// Package store is the port to the two tables: Kinerja, which people's commands
// change, and Hasil, which is derived from it. It is shaped by what DynamoDB can
// promise, so that the embedded file and the cloud table answer alike:
//
//   - a Partition is what is loaded and changed as a whole; one META item counts
//     its changes;
//   - every command is one transaction: its items and those that it depends on (each
//     under its own Versi), one step of META, one entry of the partition's audit chain,
//     and the idempotency record;
//   - rows that belong together form a document; a document of many rows is staged
//     under a new revision, out of sight, and switched by one command.
//
// Implementations: embedded (bbolt files) and dynamo (Amazon DynamoDB). storetest is the contract they pass.
package store

import (
	"context"
	"errors"
	"strings"
	"time"
)

// DynamoDB's limits, which every implementation keeps, rounded down to leave room
// for attribute names.
const (
	MaxItems       = 100             // items in one transaction, META, audit and idempotency included
	MaxTransaction = 4 * 1000 * 1000 // bytes of one transaction
	MaxItem        = 400 * 1000      // bytes of one item, key included
	MaxHasil       = 3600 * 1000     // bytes of one derived value, which may lie in several items
)

// InitialRev is the revision of a document that was never switched.
const InitialRev = "0"

// Key names one item of a partition: the document it belongs to and its row in it.
// Doc may hold '#', as in "ANG#induk", but not '@'; a Row may hold any text. See CheckKey.
type Key struct{ Doc, Row string }

// Item is one stored row; Data is JSON. Versi is META's Versi of the command that put
// the item or that switched its revision live. So it only ever grows, also when an
// item is deleted and made again or a document is replaced whole, and a Versi that
// somebody read once never comes to stand for other data.
type Item struct {
	Key
	Versi int64
	Data  []byte
}

// Meta is the state of a partition. Versi counts commands and numbers the audit
// chain; Head is the hash of the chain's last entry; Docs has the live revision of
// each document that was ever switched, and Since the Versi of the command that made
// it live; Index makes the partition listable.
type Meta struct {
	Partition Partition
	Versi     int64
	Head      string
	Docs      map[string]string
	Since     map[string]int64
	Index     string
}

// Rev is the live revision of a document.
func (m Meta) Rev(doc string) string {
	if r, ok := m.Docs[doc]; ok {
		return r
	}
	return InitialRev
}

// ItemVersi is the Versi that readers see of a row of doc's live revision: a row
// that nobody put since the switch has the switch's.
func (m Meta) ItemVersi(doc string, stored int64) int64 { return max(stored, m.Since[doc]) }

// Snapshot is a partition as one command left it: never half of a command or of a
// switch. Items are in the order of Doc, then Row.
type Snapshot struct {
	Meta  Meta
	Items []Item
}

// Write puts or deletes one item. Versi is the one it must have now: 0 means that
// it must not exist. A Write of an item that has another Versi fails the whole
// command with fault.Conflict (fault.Exists for Versi 0) and the current Item as Data,
// which has Versi 0 when the item is gone. A put item gets Result.Meta as its Versi.
type Write struct {
	Key    Key
	Versi  int64
	Data   []byte
	Delete bool
}

// Read is an item that a command depends on and leaves as it is: it must still be at
// Versi, 0 for not there. One that moved fails the command with a fault.Conflict that
// errors.Is tells to be ErrRead: whoever decided on it has to decide again.
type Read struct {
	Key   Key
	Versi int64
}

// ErrRead marks the fault of a Read that did not hold.
var ErrRead = errors.New("an item that the command depends on has changed")

// Switch makes the staged revision To of a document live, provided From still is;
// otherwise the command fails with fault.Conflict and the current Meta as Data. A To
// that nothing was staged for makes the document empty.
type Switch struct{ Doc, From, To string }

// Idem makes a command repeatable: the same Key with the same Body answers what
// the first one answered; with another Body it is fault.IdemReused.
type Idem struct {
	Key      string    // "<opd>#<sub>#<route>#<key>"
	Body     string    // SHA-256 of the request body
	Response []byte    // what the first one answers
	Expires  time.Time // whole seconds; at that second the record is as good as absent
}

// Command is one transaction on one partition. Its conditions are looked at in this
// order, and the first that fails is the answer: Idem (against Audit.Waktu), Meta,
// Switches, Reads, Writes. A refused command leaves nothing behind.
type Command struct {
	Partition Partition
	Reads     []Read
	Writes    []Write
	Switches  []Switch
	Meta      *int64  // when set, META's Versi now, else Conflict (Exists for 0: new) with the Meta as Data
	Index     *string // when set, the index the partition is listed under; "" takes it off
	Audit     Audit
	Idem      *Idem
}

// Result is what a command left: META's new Versi, which every item it put or
// switched live has from now on. When Replayed nothing changed; Meta and Response are
// then the first one's.
type Result struct {
	Meta     int64
	Replayed bool
	Response []byte
}

// Store is the table Kinerja. Every error is a fault, or ctx's when ctx ended first:
// then nothing was done, as a command that was begun is waited for. Contention that
// the caller need not know of (META, the chain's head) is retried inside.
type Store interface {
	// Load reads a partition whole. A partition that was never written has Meta.Versi 0.
	Load(ctx context.Context, p Partition) (Snapshot, error)
	// Meta reads a partition's state alone.
	Meta(ctx context.Context, p Partition) (Meta, error)
	// Get reads one item of the live revision; fault.NotFound when there is none.
	Get(ctx context.Context, p Partition, k Key) (Item, error)
	// Do carries out a command; when it returns, the command is on disk. Codes: Conflict,
	// Exists, IdemReused, TooLarge, Invalid, Duplicate, Busy, and ReadOnly, after which it is
	// not known whether the command took effect: repeat it with its Idem.
	Do(ctx context.Context, c Command) (Result, error)
	// Stage writes rows of a document under a revision that no Switch has made live,
	// in as many batches as it takes. Readers do not see them. Staging the same row of
	// the same revision twice keeps the later one. A live revision is fault.Invalid.
	Stage(ctx context.Context, p Partition, doc, rev string, rows []Row) error
	// Sweep removes rows that are neither live nor of a revision that keep accepts, and
	// idempotency records expired at now unless the table forgets them by itself; it
	// returns how many items went. keep must
	// accept a revision that may yet be switched to: the switch would miss swept rows.
	Sweep(ctx context.Context, p Partition, now time.Time, keep func(doc, rev string) bool) (int, error)
	// Replay reads what the first command of an unexpired idempotency record answered, with
	// Replayed set; ok is false when there is no record.
	// A record with another body is fault.IdemReused.
	Replay(ctx context.Context, key, body string, now time.Time) (res Result, ok bool, err error)
	// List reads the Meta of the partitions whose index is exactly index, by Partition.
	List(ctx context.Context, index string) ([]Meta, error)
	// Entries reads up to limit entries of a partition's audit chain, from Seq after+1 on.
	Entries(ctx context.Context, p Partition, after int64, limit int) ([]Entry, error)
}

// Row is one item of a document to be staged.
type Row struct {
	Row  string
	Data []byte
}

// Change is one image of the change feed. It is a hint that a key changed: it may
// come twice, late or out of order.
type Change struct {
	Seq       uint64
	Partition Partition
	SK        string // "META" or the item's sort key
	Insert    bool   // the item did not exist before
}

// Feed is what an implementation offers that has no stream service of its own. The
// feed holds META images of every command and images of items that commands created;
// staged rows are not in it. Seq grows in the order in which commands took effect.
type Feed interface {
	// Changes reads up to limit changes with Seq > after.
	Changes(ctx context.Context, after uint64, limit int) ([]Change, error)
	// Wait returns when a change with Seq > after may exist, or ctx ends.
	Wait(ctx context.Context, after uint64) error
	// Cursor and SetCursor keep how far a named consumer has come (0 at first). What
	// every consumer that ever set a cursor has passed may be forgotten, so a new
	// consumer sets its cursor, to 0, before others move on.
	Cursor(ctx context.Context, consumer string) (uint64, error)
	SetCursor(ctx context.Context, consumer string, seq uint64) error
}

// SK is the sort key an item has in the table: "IND@0#IKU-1.1".
func SK(k Key, rev string) string { return k.Doc + "@" + rev + "#" + k.Row }

// ParseSK is the inverse of SK; ok is false for META and foreign keys.
func ParseSK(sk string) (k Key, rev string, ok bool) {
	doc, rest, ok := strings.Cut(sk, "@")
	if !ok {
		return Key{}, "", false
	}
	rev, row, ok := strings.Cut(rest, "#")
	return Key{Doc: doc, Row: row}, rev, ok
}
