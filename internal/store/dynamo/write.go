package dynamo

import (
	"context"
	"maps"

	"capaian/internal/fault"
	"capaian/internal/store"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// Where the operations of a command stand in its transaction; the writes come after the
// reads, and the idempotency record last.
const (
	posMeta = iota
	posAudit
	posReads
)

// Do implements store.Store. A command whose META moved on under it is decided again;
// callers see only what their own items, switches and precondition refuse.
func (s *Store) Do(ctx context.Context, c store.Command) (store.Result, error) {
	if err := store.CheckCommand(c); err != nil {
		return store.Result{}, err
	}
	var res store.Result
	err := s.retry(ctx, func() (done bool, err error) {
		res, done, err = s.try(ctx, c)
		return done, err
	})
	if err != nil {
		return store.Result{}, err
	}
	return res, nil
}

// try carries out a command on the state that it finds; it is not done when the state
// moved meanwhile.
func (s *Store) try(ctx context.Context, c store.Command) (res store.Result, done bool, err error) {
	st, err := s.state(ctx, c.Partition)
	if err == nil {
		err = st.writable()
	}
	if err != nil {
		return store.Result{}, false, err
	}
	if refusal := refuses(st.Meta, c); refusal != nil {
		return s.orReplay(ctx, c, refusal)
	}
	// Reasons are read in the order in which a command's conditions are looked at. One of
	// an item counts only when META's held: both then speak of the same moment.
	reasons, err := s.commit(ctx, s.operations(c, st.Meta))
	if err != nil {
		return store.Result{}, false, err
	}
	if reasons == nil {
		return store.Result{Meta: st.Versi + 1}, true, nil
	}
	if last := reasons[len(reasons)-1]; c.Idem != nil && broken(last) {
		return unpackIdem(last.Item, c.Idem.Body, c.Audit.Waktu)
	}
	if broken(reasons[posMeta]) || broken(reasons[posAudit]) || contended(reasons) {
		return store.Result{}, false, nil
	}
	for i, w := range c.Reads {
		if r := reasons[posReads+i]; broken(r) {
			item, err := unpackItem(st.Meta, w.Key, r.Item)
			if err != nil {
				return store.Result{}, false, err
			}
			return s.orReplay(ctx, c, &fault.Error{Code: fault.Conflict, Args: []string{"baris", w.Key.Doc + "#" + w.Key.Row}, Data: item, Err: store.ErrRead})
		}
	}
	for i, w := range c.Writes {
		if r := reasons[posReads+len(c.Reads)+i]; broken(r) {
			item, err := unpackItem(st.Meta, w.Key, r.Item)
			if err != nil {
				return store.Result{}, false, err
			}
			return s.orReplay(ctx, c, moved(w.Versi, "baris", w.Key.Doc+"#"+w.Key.Row, item))
		}
	}
	return store.Result{}, false, cancellation(reasons)
}

// refuses holds what a command says of META against it.
func refuses(m store.Meta, c store.Command) error {
	if c.Meta != nil && *c.Meta != m.Versi {
		return moved(*c.Meta, "data", string(c.Partition), m)
	}
	for _, sw := range c.Switches {
		if m.Rev(sw.Doc) != sw.From {
			return &fault.Error{Code: fault.Conflict, Data: m}
		}
	}
	return nil
}

// moved is the fault of a condition that wanted another Versi, with what is there.
func moved(wanted int64, kind, id string, data any) error {
	code := fault.Conflict
	if wanted == 0 {
		code = fault.Exists
	}
	return &fault.Error{Code: code, Args: []string{kind, id}, Data: data}
}

// orReplay gives a refusal, unless the command was carried out before: what it was
// refused for is then its own doing.
func (s *Store) orReplay(ctx context.Context, c store.Command, refusal error) (store.Result, bool, error) {
	if c.Idem != nil {
		if res, ok, err := s.Replay(ctx, c.Idem.Key, c.Idem.Body, c.Audit.Waktu); ok || err != nil {
			return res, ok, err
		}
	}
	return store.Result{}, false, refusal
}

// operations is the transaction of a command that META lets pass.
func (s *Store) operations(c store.Command, old store.Meta) []types.TransactWriteItem {
	table, p := s.opt.Kinerja, string(c.Partition)
	entry := store.Seal(c.Partition, c.Audit, old.Versi+1, old.Head)
	var writes []types.TransactWriteItem
	var deleted []string
	for _, w := range c.Writes {
		sk, cond := store.SK(w.Key, old.Rev(w.Key.Doc)), itemCondition(w.Versi, old.Since[w.Key.Doc])
		if w.Delete {
			deleted = append(deleted, sk)
			writes = append(writes, remove(table, keyOf(p, sk), cond))
		} else {
			writes = append(writes, put(table, packItem(c.Partition, sk, entry.Seq, w.Data), cond))
		}
	}
	// META counts what the command did, for Load to tell whether all of it is there yet.
	meta := packMeta(next(c, old, entry.Hash), len(writes)-len(deleted), deleted)
	ops := []types.TransactWriteItem{
		posMeta:  put(table, meta, metaCondition(old)),
		posAudit: put(table, packEntry(entry), absent),
	}
	for _, r := range c.Reads {
		ops = append(ops, check(table, keyOf(p, store.SK(r.Key, old.Rev(r.Key.Doc))), itemCondition(r.Versi, old.Since[r.Key.Doc])))
	}
	ops = append(ops, writes...)
	if c.Idem != nil { // a record that expired but was not removed yet is replaced
		ops = append(ops, put(table, packIdem(*c.Idem, entry.Seq), condition{
			"attribute_not_exists(PK) OR #ttl <= :now", image{":now": number(c.Audit.Waktu.Unix())}}))
	}
	return ops
}

// next is META after a command; old's maps stay as they are, for a later try.
func next(c store.Command, old store.Meta, head string) store.Meta {
	m := old
	m.Versi, m.Head = old.Versi+1, head
	if len(c.Switches) > 0 {
		m.Docs, m.Since = map[string]string{}, map[string]int64{}
		maps.Copy(m.Docs, old.Docs)
		maps.Copy(m.Since, old.Since)
	}
	for _, sw := range c.Switches {
		m.Docs[sw.Doc], m.Since[sw.Doc] = sw.To, m.Versi
	}
	if c.Index != nil {
		m.Index = *c.Index
	}
	return m
}

// metaCondition is META as it was read; with it stand the revisions and the chain.
func metaCondition(m store.Meta) condition {
	if m.Versi == 0 {
		return absent
	}
	return condition{"versi = :v AND head = :h", image{":v": number(m.Versi), ":h": text(m.Head)}}
}

// itemCondition is that readers see an item at Versi wanted, 0 when it is not there, in
// a revision live since that of META: see store.Meta.ItemVersi.
func itemCondition(wanted, since int64) condition {
	value := image{":v": number(wanted)}
	switch {
	case wanted == 0:
		return absent
	case wanted > since:
		return condition{"versi = :v", value}
	case wanted == since:
		return condition{"versi <= :v", value}
	default: // no row of this revision is so old; the condition is there for the image
		return condition{"attribute_exists(PK) AND attribute_not_exists(PK)", nil}
	}
}
