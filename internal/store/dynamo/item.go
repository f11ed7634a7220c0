package dynamo

import (
	"errors"
	"fmt"
	"strconv"
	"time"
	"unicode/utf8"

	"capaian/internal/fault"
	"capaian/internal/store"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// The attributes other than keys. Counters (versi, puts, revisi, ttl) are numbers; values
// that people enter stay inside data, as they were written: DynamoDB would turn 99.40 into
// 99.4.
const (
	attrVersi    = "versi"    // META, items, idempotency records (META's Versi they left)
	attrData     = "data"     // items, Hasil
	attrHead     = "head"     // META and the rest up to deleted
	attrDocs     = "docs"     // doc → rev, versi (since when)
	attrRev      = "rev"      // in docs
	attrPuts     = "puts"     // how many items the last command put
	attrDeleted  = "deleted"  // sort keys of the items it deleted
	attrTTL      = "ttl"      // idempotency records: Expires in Unix seconds
	attrBody     = "body"     // and the rest up to response
	attrResponse = "response" //
	attrWaktu    = "waktu"    // audit entries: RFC 3339, and the rest up to hash
	attrPelaku   = "pelaku"
	attrDari     = "dari"
	attrPerintah = "perintah"
	attrObjek    = "objek"
	attrLama     = "lama"
	attrBaru     = "baru"
	attrPrev     = "prev"
	attrHash     = "hash"
)

func text(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }

func number(n int64) types.AttributeValue {
	return &types.AttributeValueMemberN{Value: strconv.FormatInt(n, 10)}
}

// blob keeps bytes as they are, readable in DynamoDB's console when they are text.
func blob(b []byte) types.AttributeValue {
	if utf8.Valid(b) {
		return text(string(b))
	}
	return &types.AttributeValueMemberB{Value: b}
}

// reader takes an image apart and keeps the first thing that is wrong with it.
type reader struct {
	image image
	err   error
}

func (r *reader) fail(name string) {
	if r.err == nil {
		r.err = fault.Wrap(fault.Internal, fmt.Errorf("a stored item is damaged: attribute %s", name))
	}
}

func (r *reader) text(name string) string {
	v, ok := r.image[name].(*types.AttributeValueMemberS)
	if !ok {
		r.fail(name)
		return ""
	}
	return v.Value
}

func (r *reader) number(name string) int64 {
	v, ok := r.image[name].(*types.AttributeValueMemberN)
	if !ok {
		r.fail(name)
		return 0
	}
	n, err := strconv.ParseInt(v.Value, 10, 64)
	if err != nil {
		r.fail(name)
	}
	return n
}

// blob gives nil for no bytes, as embedded does.
func (r *reader) blob(name string) []byte {
	switch v := r.image[name].(type) {
	case *types.AttributeValueMemberS:
		return append([]byte(nil), v.Value...)
	case *types.AttributeValueMemberB:
		return v.Value
	}
	r.fail(name)
	return nil
}

func (r *reader) time(name string) time.Time {
	t, err := time.Parse(time.RFC3339, r.text(name))
	if err != nil {
		r.fail(name)
	}
	return t.UTC()
}

func (r *reader) fields(name string) image {
	v, ok := r.image[name].(*types.AttributeValueMemberM)
	if !ok {
		r.fail(name)
		return nil
	}
	return v.Value
}

// state is META with what its last command did to items. DynamoDB applies a transaction
// item by item; a reader who finds META moved and an item not yet, or the reverse, has
// come in between. See settled.
type state struct {
	store.Meta
	puts      int64
	deleted   []string
	restoring string // the Fingerprint of what Restore is making of a partition that is not there
}

// packMeta makes META of the state after a command that put and deleted so many items.
// Without an index there is no attrIndex either, so that GSI1 does not list it.
func packMeta(m store.Meta, puts int, deleted []string) image {
	docs := make(image, len(m.Docs))
	for doc, rev := range m.Docs {
		docs[doc] = &types.AttributeValueMemberM{Value: image{attrRev: text(rev), attrVersi: number(m.Since[doc])}}
	}
	i := keyOf(string(m.Partition), skMeta)
	i[attrVersi], i[attrHead], i[attrDocs] = number(m.Versi), text(m.Head), &types.AttributeValueMemberM{Value: docs}
	i[attrPuts] = number(int64(puts))
	if len(deleted) > 0 {
		i[attrDeleted] = &types.AttributeValueMemberSS{Value: deleted}
	}
	if m.Index != "" {
		i[attrIndex] = text(m.Index)
	}
	return i
}

// unpackMeta reads what GSI1 has of META, too.
func unpackMeta(i image) (store.Meta, error) {
	r := reader{image: i}
	m := store.Meta{Partition: store.Partition(r.text(attrPK)), Versi: r.number(attrVersi), Head: r.text(attrHead)}
	if docs := r.fields(attrDocs); len(docs) > 0 {
		m.Docs, m.Since = make(map[string]string, len(docs)), make(map[string]int64, len(docs))
		for doc := range docs {
			d := reader{image: (&reader{image: docs}).fields(doc)}
			m.Docs[doc], m.Since[doc] = d.text(attrRev), d.number(attrVersi)
			r.err = errors.Join(r.err, d.err)
		}
	}
	if _, listed := i[attrIndex]; listed {
		m.Index = r.text(attrIndex)
	}
	return m, r.err
}

// unpackState reads META; of no image, and of one that Restore keeps the place with, it
// makes that of a partition never written.
func unpackState(p store.Partition, i image) (state, error) {
	if i == nil {
		return state{Meta: store.Meta{Partition: p}}, nil
	}
	m, err := unpackMeta(i)
	if err == nil && m.Versi == 0 {
		return state{Meta: store.Meta{Partition: p}, restoring: m.Head}, nil
	}
	r := reader{image: i, err: err}
	st := state{Meta: m, puts: r.number(attrPuts)}
	if v, ok := i[attrDeleted].(*types.AttributeValueMemberSS); ok {
		st.deleted = v.Value
	}
	return st, r.err
}

// packItem makes an item; a staged one has Versi 0.
func packItem(p store.Partition, sk string, versi int64, data []byte) image {
	i := keyOf(string(p), sk)
	i[attrVersi], i[attrData] = number(versi), blob(data)
	return i
}

// unpackItem reads an item as readers see it; of no image it makes one that is not there.
func unpackItem(m store.Meta, k store.Key, i image) (store.Item, error) {
	if len(i) == 0 {
		return store.Item{Key: k}, nil
	}
	r := reader{image: i}
	item := store.Item{Key: k, Versi: m.ItemVersi(k.Doc, r.number(attrVersi)), Data: r.blob(attrData)}
	return item, r.err
}

// packEntry keeps Lama and Baru byte by byte, since the hash is over their bytes.
func packEntry(e store.Entry) image {
	i := keyOf(auditPK(e.Partition), auditSK(e.Seq))
	i[attrWaktu] = text(e.Waktu.Format(time.RFC3339))
	i[attrPelaku] = &types.AttributeValueMemberM{Value: image{"sub": text(e.Pelaku.Sub), "nama": text(e.Pelaku.Nama),
		"peran": text(e.Pelaku.Peran), "opd": text(e.Pelaku.OPD), "unit": text(e.Pelaku.Unit)}}
	i[attrDari], i[attrPerintah], i[attrObjek] = text(e.Dari), text(e.Perintah), text(e.Objek)
	i[attrLama], i[attrBaru] = blob(e.Lama), blob(e.Baru)
	i[attrPrev], i[attrHash] = text(e.Prev), text(e.Hash)
	return i
}

func unpackEntry(p store.Partition, i image) (store.Entry, error) {
	r := reader{image: i}
	a := reader{image: r.fields(attrPelaku)}
	seq, err := strconv.ParseInt(r.text(attrSK), 10, 64)
	if err != nil {
		r.fail(attrSK)
	}
	e := store.Entry{
		Audit: store.Audit{Waktu: r.time(attrWaktu),
			Pelaku: store.Actor{Sub: a.text("sub"), Nama: a.text("nama"), Peran: a.text("peran"), OPD: a.text("opd"), Unit: a.text("unit")},
			Dari:   r.text(attrDari), Perintah: r.text(attrPerintah), Objek: r.text(attrObjek),
			Lama: r.blob(attrLama), Baru: r.blob(attrBaru)},
		Partition: p, Seq: seq, Prev: r.text(attrPrev), Hash: r.text(attrHash),
	}
	return e, errors.Join(r.err, a.err)
}

// packIdem makes the record of a command that left META at versi.
func packIdem(i store.Idem, versi int64) image {
	rec := keyOf(idemPK(i.Key), skIdem)
	rec[attrTTL], rec[attrBody] = number(i.Expires.Unix()), text(i.Body)
	rec[attrVersi], rec[attrResponse] = number(versi), blob(i.Response)
	return rec
}

// unpackIdem answers what an unexpired record answered; ok is false when there is none.
// A record with another body is fault.IdemReused.
func unpackIdem(i image, body string, now time.Time) (res store.Result, ok bool, err error) {
	if len(i) == 0 {
		return store.Result{}, false, nil
	}
	r := reader{image: i}
	expires, stored := r.number(attrTTL), r.text(attrBody)
	res = store.Result{Meta: r.number(attrVersi), Replayed: true, Response: r.blob(attrResponse)}
	switch {
	case r.err != nil || expires <= now.Unix():
		return store.Result{}, false, r.err
	case stored != body:
		return store.Result{}, false, fault.New(fault.IdemReused)
	}
	return res, true, nil
}
