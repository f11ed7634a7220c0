package dynamo

import (
	"bytes"
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"capaian/internal/fault"
	"capaian/internal/store"
	"capaian/internal/store/embedded"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

// itemAt reads a row of IND as the table has it.
func itemAt(t *testing.T, s *Store, sk string) image {
	t.Helper()
	i, err := s.get(ctx, s.opt.Kinerja, string(tahun), sk)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// restore makes the table have i, or nothing, under a key, past all conditions.
func restore(t *testing.T, s *Store, sk string, i image) {
	t.Helper()
	var err error
	if i == nil {
		_, err = s.client.DeleteItem(ctx, &dynamodb.DeleteItemInput{TableName: &s.opt.Kinerja, Key: keyOf(string(tahun), sk)})
	} else {
		_, err = s.client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.opt.Kinerja, Item: i})
	}
	if err != nil {
		t.Fatal(err)
	}
}

// DynamoDB applies a transaction item by item. Load must neither take a state that is half
// applied nor wait for ever. DynamoDB Local applies at once, so the halves are made by hand.
func TestLoadOfHalfAppliedTransaction(t *testing.T) {
	write := func(row string, versi int64) store.Write {
		return store.Write{Key: store.Key{Doc: "IND", Row: row}, Versi: versi, Data: []byte("new")}
	}
	gone := write("2", 1)
	gone.Delete = true
	for _, sk := range []string{skMeta, "IND@0#1", "IND@0#2", "IND@0#3"} {
		t.Run(sk+" late", func(t *testing.T) {
			s, _ := tapped(t)
			first := command("1")
			first.Writes = append(first.Writes, write("2", 0))
			mustDo(t, s, first)
			before := itemAt(t, s, sk)
			second := command("3") // creates 3, updates 1, deletes 2
			second.Writes = append(second.Writes, write("1", 1), gone)
			mustDo(t, s, second)
			want, err := s.Load(ctx, tahun)
			if err != nil {
				t.Fatal(err)
			}
			after := itemAt(t, s, sk)
			restore(t, s, sk, before)
			_, err = s.Load(ctx, tahun)
			wantCode(t, "Load of a state that stays half", err, fault.Busy)

			s.opt.Pause = func(context.Context, time.Duration) error {
				restore(t, s, sk, after)
				return nil
			}
			if got, err := s.Load(ctx, tahun); err != nil || describe("", got, nil) != describe("", want, nil) {
				t.Errorf("Load: got %+v, %v, want %+v", got, err, want)
			}
		})
	}
}

// A creation leaves what META counts as it was; that it is of a later command must show.
func TestLoadOfEarlyCreation(t *testing.T) {
	s, _ := tapped(t)
	mustDo(t, s, command("1"))
	before := itemAt(t, s, skMeta)
	mustDo(t, s, command("2"))
	after := itemAt(t, s, skMeta)
	restore(t, s, skMeta, before)
	s.opt.Pause = func(context.Context, time.Duration) error {
		restore(t, s, skMeta, after)
		return nil
	}
	if snap, err := s.Load(ctx, tahun); err != nil || snap.Meta.Versi != 2 || len(snap.Items) != 2 {
		t.Errorf("Load: got %+v, %v, want both rows at Versi 2", snap, err)
	}
}

// hook lets something happen before the nth request of an action.
func (w *wire) hook(action string, nth int, happen func()) {
	w.tap = on(action, func(n int, send func() (*http.Response, error)) (*http.Response, error) {
		if n == nth {
			happen()
		}
		return send()
	})
}

func switching(doc, from, to string) store.Command {
	c := command("")
	c.Writes, c.Switches = nil, []store.Switch{{Doc: doc, From: from, To: to}}
	return c
}

func stage(t *testing.T, s *Store, rev, data string) {
	t.Helper()
	if err := s.Stage(ctx, tahun, "ANG", rev, []store.Row{{Row: "1", Data: []byte(data)}}); err != nil {
		t.Fatal(err)
	}
}

func wantRow(t *testing.T, s *Store, want string) {
	t.Helper()
	if item, err := s.Get(ctx, tahun, store.Key{Doc: "ANG", Row: "1"}); err != nil || string(item.Data) != want {
		t.Errorf("live row: got %q, %v, want %q", item.Data, err, want)
	}
}

// What a switch may come in between.
func TestSwitchMeanwhile(t *testing.T) {
	t.Run("Stage of what becomes live", func(t *testing.T) {
		s, w := tapped(t)
		stage(t, s, "r1", "first")
		w.hook("TransactWriteItems", 1, func() {
			w.tap = nil
			mustDo(t, s, switching("ANG", store.InitialRev, "r1"))
		})
		err := s.Stage(ctx, tahun, "ANG", "r1", []store.Row{{Row: "1", Data: []byte("late")}})
		wantCode(t, "Stage", err, fault.Invalid)
		wantRow(t, s, "first")
	})
	t.Run("Sweep of what becomes live", func(t *testing.T) {
		s, w := tapped(t)
		stage(t, s, "r1", "first")
		w.hook("TransactWriteItems", 1, func() {
			w.tap = nil
			mustDo(t, s, switching("ANG", store.InitialRev, "r1"))
		})
		if gone, err := s.Sweep(ctx, tahun, waktu, func(string, string) bool { return false }); gone != 0 || err != nil {
			t.Errorf("Sweep: got %d, %v, want 0", gone, err)
		}
		wantRow(t, s, "first")
	})
	t.Run("Get", func(t *testing.T) {
		s, w := tapped(t)
		stage(t, s, "r1", "first")
		stage(t, s, "r2", "second")
		mustDo(t, s, switching("ANG", store.InitialRev, "r1"))
		w.hook("GetItem", 2, func() { // META is read, the row is not
			w.tap = nil
			mustDo(t, s, switching("ANG", "r1", "r2"))
			if _, err := s.Sweep(ctx, tahun, waktu, func(string, string) bool { return false }); err != nil {
				t.Error(err)
			}
		})
		wantRow(t, s, "second")
	})
	t.Run("Load", func(t *testing.T) {
		s, w := tapped(t)
		mustDo(t, s, command("1"))
		w.hook("GetItem", 2, func() { // the rows are read, META not again
			w.tap = nil
			stage(t, s, "r1", "first")
			mustDo(t, s, switching("ANG", store.InitialRev, "r1"))
		})
		if snap, err := s.Load(ctx, tahun); err != nil || snap.Meta.Versi != 2 || len(snap.Items) != 2 {
			t.Errorf("Load: got %+v, %v, want both rows at Versi 2", snap, err)
		}
	})
}

// An entry continues the chain that META speaks of when it is put, also where META was set
// back under a command, as a restore does.
func TestHeadMeanwhile(t *testing.T) {
	s, w := tapped(t)
	mustDo(t, s, command("1"))
	other := itemAt(t, s, skMeta)
	other[attrHead] = text("other")
	w.hook("TransactWriteItems", 1, func() {
		w.tap = nil
		restore(t, s, skMeta, other)
	})
	mustDo(t, s, command("2"))
	if entries, err := s.Entries(ctx, tahun, 1, 1); err != nil || len(entries) != 1 || entries[0].Prev != "other" {
		t.Errorf("got %+v, %v, want an entry after head other", entries, err)
	}
}

// A command of one who comes late by a META precondition is still the first one's when
// it is the same.
func TestReplayBeforeRefusal(t *testing.T) {
	s, _ := tapped(t)
	zero := int64(0)
	c := command("1")
	c.Meta = &zero
	c.Idem = &store.Idem{Key: "k", Body: "b", Expires: waktu.Add(time.Hour)}
	mustDo(t, s, c)
	if res, err := s.Do(ctx, c); err != nil || !res.Replayed {
		t.Errorf("the same: got %+v, %v, want it replayed", res, err)
	}
	c.Idem = &store.Idem{Key: "k", Body: "other", Expires: waktu.Add(time.Hour)}
	_, err := s.Do(ctx, c)
	wantCode(t, "another body", err, fault.IdemReused)
	c.Idem = nil
	_, err = s.Do(ctx, c)
	wantCode(t, "without a key", err, fault.Exists)
}

// Keys that DynamoDB does not take are as good as absent, as they are in embedded.
func TestImpossibleKeys(t *testing.T) {
	long := strings.Repeat("x", 3000)
	s, _ := tapped(t)
	file, err := embedded.Open(t.TempDir(), embedded.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	for name, op := range map[string]operation{
		"Load": func(s store.Store, _ store.HasilStore) string {
			v, err := s.Load(ctx, store.Partition(long))
			return describe("ok", v, err)
		},
		"Load none": func(s store.Store, _ store.HasilStore) string {
			v, err := s.Load(ctx, "")
			return describe("ok", v, err)
		},
		"Meta": func(s store.Store, _ store.HasilStore) string {
			v, err := s.Meta(ctx, store.Partition(long))
			return describe("ok", v, err)
		},
		"Get": func(s store.Store, _ store.HasilStore) string {
			v, err := s.Get(ctx, tahun, store.Key{Doc: "IND", Row: long})
			return describe("ok", v, err)
		},
		"Get, bytes": func(s store.Store, _ store.HasilStore) string {
			v, err := s.Get(ctx, tahun, store.Key{Doc: "IND", Row: "\xff"})
			return describe("ok", v, err)
		},
		"Replay": func(s store.Store, _ store.HasilStore) string {
			v, _, err := s.Replay(ctx, long, "b", waktu)
			return describe("ok", v, err)
		},
		"List": func(s store.Store, _ store.HasilStore) string {
			v, err := s.List(ctx, long)
			return describe("ok", v, err)
		},
		"Entries": func(s store.Store, _ store.HasilStore) string {
			v, err := s.Entries(ctx, store.Partition(long), 0, 9)
			return describe("ok", v, err)
		},
		"Entries, limit": func(s store.Store, _ store.HasilStore) string {
			v, err := s.Entries(ctx, tahun, -5, -1)
			return describe("ok", v, err)
		},
		"GetHasil": func(_ store.Store, s store.HasilStore) string {
			v, err := s.GetHasil(ctx, store.HasilKey{OPD: long, TW: 1})
			return describe("ok", v, err)
		},
	} {
		if got, want := op(s, s), op(file, file); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
	if err := file.Close(); err != nil {
		t.Error(err)
	}
}

// Answers of more than a megabyte come in pages.
func TestPages(t *testing.T) {
	s, w := tapped(t)
	pages := 0
	w.tap = on("Query", func(_ int, send func() (*http.Response, error)) (*http.Response, error) {
		pages++
		return send()
	})
	for _, row := range []string{"1", "2", "3", "4", "5"} {
		c := command(row)
		c.Writes[0].Data = bytes.Repeat([]byte("x"), 390_000)
		c.Audit.Lama = c.Writes[0].Data
		mustDo(t, s, c)
	}
	if snap, err := s.Load(ctx, tahun); err != nil || len(snap.Items) != 5 || pages < 2 {
		t.Errorf("Load: got %d items in %d pages, %v, want 5 in more than one", len(snap.Items), pages, err)
	}
	pages = 0
	entries, err := s.Entries(ctx, tahun, 0, 100)
	if _, _, bad := store.VerifyChain(entries, 0, ""); err != nil || bad != nil || len(entries) != 5 || pages < 2 {
		t.Errorf("Entries: got %d in %d pages, %v, %v, want 5 in more than one", len(entries), pages, err, bad)
	}
	if entries, err := s.Entries(ctx, tahun, 1, 3); err != nil || len(entries) != 3 || entries[0].Seq != 2 {
		t.Errorf("Entries from 2: got %d, %v, want 3", len(entries), err)
	}
}

// Rows that together pass a transaction's size are staged in several.
func TestStageLargeRows(t *testing.T) {
	s, _ := tapped(t)
	var rows []store.Row
	for i := range 15 {
		rows = append(rows, store.Row{Row: string(rune('a' + i)), Data: bytes.Repeat([]byte("x"), 390_000)})
	}
	if err := s.Stage(ctx, tahun, "ANG", "r1", rows); err != nil {
		t.Fatal(err)
	}
	mustDo(t, s, switching("ANG", store.InitialRev, "r1"))
	if snap, err := s.Load(ctx, tahun); err != nil || len(snap.Items) != len(rows) {
		t.Errorf("got %d rows, %v, want %d", len(snap.Items), err, len(rows))
	}
}

// A stored item that lacks something is Internal, not a zero value.
func TestDamagedItems(t *testing.T) {
	s, _ := tapped(t)
	c := command("1")
	c.Idem = &store.Idem{Key: "k", Body: "b", Expires: waktu.Add(time.Hour)}
	mustDo(t, s, c)
	reads := map[string]func() error{
		"Load":    func() error { _, err := s.Load(ctx, tahun); return err },
		"Get":     func() error { _, err := s.Get(ctx, tahun, store.Key{Doc: "IND", Row: "1"}); return err },
		"Replay":  func() error { _, _, err := s.Replay(ctx, "k", "b", waktu); return err },
		"Entries": func() error { _, err := s.Entries(ctx, tahun, 0, 9); return err },
	}
	for _, tt := range []struct {
		pk, sk, attr string
		reads        []string
	}{
		{string(tahun), skMeta, attrVersi, []string{"Load", "Get"}},
		{string(tahun), skMeta, attrHead, []string{"Load"}},
		{string(tahun), skMeta, attrDocs, []string{"Load"}},
		{string(tahun), skMeta, attrPuts, []string{"Load"}},
		{string(tahun), "IND@0#1", attrVersi, []string{"Get"}},
		{string(tahun), "IND@0#1", attrData, []string{"Load", "Get"}},
		{idemPK("k"), skIdem, attrTTL, []string{"Replay"}},
		{idemPK("k"), skIdem, attrResponse, []string{"Replay"}},
		{auditPK(tahun), auditSK(1), attrWaktu, []string{"Entries"}},
		{auditPK(tahun), auditSK(1), attrPelaku, []string{"Entries"}},
		{auditPK(tahun), auditSK(1), attrBaru, []string{"Entries"}},
	} {
		whole, err := s.get(ctx, s.opt.Kinerja, tt.pk, tt.sk)
		if err != nil {
			t.Fatal(err)
		}
		broken := image{}
		for name, v := range whole {
			if name != tt.attr {
				broken[name] = v
			}
		}
		restore(t, s, tt.sk, broken)
		for _, name := range tt.reads {
			wantCode(t, name+" without "+tt.attr, reads[name](), fault.Internal)
		}
		restore(t, s, tt.sk, whole)
	}
}

// Tables leaves what is there, and makes what the functions and the template count on.
func TestTables(t *testing.T) {
	s, _ := tapped(t)
	if err := Tables(ctx, s.client, s.opt.Kinerja, s.opt.Hasil); err != nil {
		t.Fatalf("again: got %v, want no fault", err)
	}
	described, err := s.client.DescribeTable(ctx, &dynamodb.DescribeTableInput{TableName: &s.opt.Kinerja})
	if err != nil {
		t.Fatal(err)
	}
	if view := described.Table.StreamSpecification.StreamViewType; view != "KEYS_ONLY" {
		t.Errorf("stream: got %s, want KEYS_ONLY", view)
	}
	// An index that lists no more than it must: keys and META's state.
	c := command("1")
	c.Index = aws.String("KAB#1")
	mustDo(t, s, c)
	out, err := s.client.Scan(ctx, &dynamodb.ScanInput{TableName: &s.opt.Kinerja, IndexName: aws.String(indexName)})
	if err != nil || len(out.Items) != 1 {
		t.Fatalf("GSI1: got %d items, %v, want META alone", len(out.Items), err)
	}
	var names []string
	for name := range out.Items[0] {
		names = append(names, name)
	}
	slices.Sort(names)
	if got, want := strings.Join(names, " "), "GSI1PK PK SK docs head versi"; got != want {
		t.Errorf("GSI1: got %s, want %s", got, want)
	}
}
