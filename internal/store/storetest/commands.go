package storetest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"capaian/internal/fault"
	"capaian/internal/store"
)

func limits(t *testing.T, f Fixture) {
	idem := func(c store.Command) store.Command {
		c.Idem = &store.Idem{Key: "k", Body: "b", Expires: waktu.AddDate(0, 0, 1)}
		return c
	}
	many := func(n int) store.Command {
		c := command("OPD#many")
		for i := range n {
			c.Writes = append(c.Writes, create("IND", fmt.Sprintf("%03d", i), "a"))
		}
		return c
	}
	// one fills a row up to size bytes as they are counted: partition, key and data.
	one := func(size int) store.Command {
		c := command("OPD#one", create("IND", "1", ""))
		c.Writes[0].Data = bytes.Repeat([]byte("x"), size-len("OPD#one")-len("IND")-len("1"))
		return c
	}
	total := func(size int) store.Command {
		c := command("OPD#total")
		for i := range 11 {
			c.Writes = append(c.Writes, create("IND", fmt.Sprintf("%02d", i), strings.Repeat("x", 360_000)))
		}
		last := &c.Writes[10].Data
		*last = append(*last, bytes.Repeat([]byte("x"), size-c.Size())...)
		return c
	}
	audit := func(size int) store.Command {
		c := command("OPD#audit")
		c.Audit.Lama = json.RawMessage(`"` + strings.Repeat("x", size-4) + `"`)
		c.Audit.Baru = json.RawMessage(`""`)
		return c
	}
	response := func(size int) store.Command {
		c := idem(command("OPD#response"))
		c.Idem.Response = bytes.Repeat([]byte("x"), size-len(c.Idem.Key))
		return c
	}
	cases := []struct {
		name string
		cmd  store.Command
		ok   bool
	}{
		{"101 items", many(store.MaxItems - 1), false},
		{"101 items with idempotency", idem(many(store.MaxItems - 2)), false},
		{"100 items", many(store.MaxItems - 2), true},
		{"item too large", one(store.MaxItem + 1), false},
		{"item at the limit", one(store.MaxItem), true},
		{"transaction too large", total(store.MaxTransaction + 1), false},
		{"transaction at the limit", total(store.MaxTransaction), true},
		{"audit too large", audit(store.MaxItem + 1), false},
		{"audit at the limit", audit(store.MaxItem), true},
		{"response too large", response(store.MaxItem + 1), false},
		{"response at the limit", response(store.MaxItem), true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := c.cmd.Partition
			before := everything(t, f, p)
			if !c.ok {
				refuse(t, f.Store, c.cmd, fault.TooLarge)
				want(t, "everything", everything(t, f, p), before)
				return
			}
			mustDo(t, f.Store, c.cmd)
			snap := mustLoad(t, f.Store, p)
			if len(snap.Items) != len(c.cmd.Writes) {
				t.Fatalf("got %d items, want %d", len(snap.Items), len(c.cmd.Writes))
			}
			for i, w := range c.cmd.Writes {
				if !bytes.Equal(snap.Items[i].Data, w.Data) {
					t.Errorf("item %d: got %d bytes, want the %d written", i, len(snap.Items[i].Data), len(w.Data))
				}
			}
			if _, _, err := store.VerifyChain(mustEntries(t, f.Store, p), 0, ""); err != nil {
				t.Error(err)
			}
		})
	}
	t.Run("staged row too large", func(t *testing.T) {
		err := f.Store.Stage(context.Background(), tahun, "ANG", "r", []store.Row{{Row: "1", Data: make([]byte, store.MaxItem)}})
		wantCode(t, err, fault.TooLarge)
	})
}

func invalidCommands(t *testing.T, f Fixture) {
	nul := "a\x00"
	cases := []struct {
		name string
		code fault.Code
		bad  func(c *store.Command)
	}{
		{"no partition", fault.Invalid, func(c *store.Command) { c.Partition = "" }},
		{"NUL in the partition", fault.Invalid, func(c *store.Command) { c.Partition = "a\x00b" }},
		{"partition too long", fault.Invalid, func(c *store.Command) { c.Partition = store.Partition(strings.Repeat("x", 2000)) }},
		{"no verb", fault.Invalid, func(c *store.Command) { c.Audit.Perintah = "" }},
		{"no time", fault.Invalid, func(c *store.Command) { c.Audit.Waktu = time.Time{} }},
		{"audit not UTF-8", fault.Invalid, func(c *store.Command) { c.Audit.Pelaku.Nama = "\xff" }},
		{"index with NUL", fault.Invalid, func(c *store.Command) { c.Index = &nul }},
		{"idempotency without key", fault.Invalid, func(c *store.Command) { c.Idem = &store.Idem{Body: "b"} }},
		{"no row", fault.Invalid, func(c *store.Command) { c.Writes[0].Key.Row = "" }},
		{"row not UTF-8", fault.Invalid, func(c *store.Command) { c.Writes[0].Key.Row = "\xff" }},
		{"row with NUL", fault.Invalid, func(c *store.Command) { c.Writes[0].Key.Row = "a\x00b" }},
		{"document with @", fault.Invalid, func(c *store.Command) { c.Writes[0].Key.Doc = "A@" }},
		{"key too long", fault.Invalid, func(c *store.Command) { c.Writes[0].Key.Row = strings.Repeat("x", 900) }},
		{"negative Versi", fault.Invalid, func(c *store.Command) { c.Writes[0].Versi = -1 }},
		{"deletion of nothing", fault.Invalid, func(c *store.Command) { c.Writes[0].Delete = true }},
		{"item twice", fault.Duplicate, func(c *store.Command) { c.Writes = append(c.Writes, c.Writes[0]) }},
		{"write to a switched document", fault.Invalid, func(c *store.Command) { c.Switches = []store.Switch{{Doc: "IND", From: "0", To: "1"}} }},
		{"document switched twice", fault.Invalid, func(c *store.Command) {
			c.Switches = []store.Switch{{Doc: "ANG", From: "0", To: "1"}, {Doc: "ANG", From: "0", To: "2"}}
		}},
		{"switch to itself", fault.Invalid, func(c *store.Command) { c.Switches = []store.Switch{{Doc: "ANG", From: "0", To: "0"}} }},
		{"revision with #", fault.Invalid, func(c *store.Command) { c.Switches = []store.Switch{{Doc: "ANG", From: "0", To: "1#2"}} }},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			c := command(tahun, create("IND", "1", "a"))
			tc.bad(&c)
			refuse(t, f.Store, c, tc.code)
		})
	}
	if got := mustLoad(t, f.Store, tahun).Meta.Versi; got != 0 {
		t.Errorf("META: got %d, want 0", got)
	}
}

func auditChain(t *testing.T, f Fixture) {
	var wanted []store.Entry
	prev := ""
	zone := time.FixedZone("WIB", 7*3600)
	for i := range 7 {
		c := command(tahun, create("IND", fmt.Sprint(i), "a"))
		c.Audit.Waktu = waktu.Add(time.Duration(i)*time.Hour + 300*time.Millisecond).In(zone)
		if i == 3 {
			c.Audit.Lama, c.Audit.Baru = nil, nil
		}
		mustDo(t, f.Store, c)
		e := store.Seal(tahun, c.Audit, int64(i+1), prev)
		wanted, prev = append(wanted, e), e.Hash
	}
	got := mustEntries(t, f.Store, tahun)
	want(t, "entries", fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", wanted))
	seq, head, err := store.VerifyChain(got, 0, "")
	if meta := mustLoad(t, f.Store, tahun).Meta; err != nil || seq != meta.Versi || head != meta.Head {
		t.Errorf("VerifyChain: got %d, %s, %v, want META's %d, %s", seq, head, err, meta.Versi, meta.Head)
	}
	if w := got[2].Waktu; w.Location() != time.UTC || !w.Equal(waktu.Add(2*time.Hour)) {
		t.Errorf("Waktu: got %v, want UTC and whole seconds", w)
	}
	for _, c := range []struct {
		after int64
		limit int
		want  []int64
	}{
		{0, 3, []int64{1, 2, 3}}, {3, 3, []int64{4, 5, 6}}, {6, 3, []int64{7}}, {7, 3, nil}, {0, 0, nil},
	} {
		page, err := f.Store.Entries(context.Background(), tahun, c.after, c.limit)
		var seqs []int64
		for _, e := range page {
			seqs = append(seqs, e.Seq)
		}
		if err != nil || !slices.Equal(seqs, c.want) {
			t.Errorf("Entries after %d: got %v, %v, want %v", c.after, seqs, err, c.want)
		}
	}
}

func auditTampering(t *testing.T, f Fixture) {
	for i := range 5 {
		mustDo(t, f.Store, command(tahun, create("IND", fmt.Sprint(i), "a")))
	}
	for name, tamper := range map[string]func(e []store.Entry) []store.Entry{
		"value":      func(e []store.Entry) []store.Entry { e[2].Baru = json.RawMessage(`{"n":"3"}`); return e },
		"whitespace": func(e []store.Entry) []store.Entry { e[2].Lama = json.RawMessage(`{"n":"1.50"}`); return e },
		"actor":      func(e []store.Entry) []store.Entry { e[0].Pelaku.Sub = "s-2"; return e },
		"time":       func(e []store.Entry) []store.Entry { e[4].Waktu = e[4].Waktu.Add(time.Second); return e },
		"resealed": func(e []store.Entry) []store.Entry {
			e[1] = store.Seal(tahun, store.Audit{Waktu: waktu, Perintah: "Other"}, 2, e[1].Prev)
			return e
		},
		"removed":       func(e []store.Entry) []store.Entry { return slices.Delete(e, 2, 3) },
		"first removed": func(e []store.Entry) []store.Entry { return e[1:] },
		"reordered":     func(e []store.Entry) []store.Entry { e[2], e[3] = e[3], e[2]; return e },
	} {
		if _, _, err := store.VerifyChain(tamper(mustEntries(t, f.Store, tahun)), 0, ""); err == nil {
			t.Errorf("%s: got no error, want a broken chain", name)
		}
	}
	// The last entry's removal shows in META alone.
	entries := mustEntries(t, f.Store, tahun)
	_, head, err := store.VerifyChain(entries[:4], 0, "")
	if err != nil || head == mustLoad(t, f.Store, tahun).Meta.Head {
		t.Errorf("without the last: got %v and META's head, want another head", err)
	}
}

func idemCommand(keyText, body, row string) store.Command {
	c := command(tahun, create("IND", row, body))
	c.Idem = &store.Idem{Key: keyText, Body: body, Response: []byte(`{"r": "` + row + `"}`), Expires: waktu.Add(time.Hour)}
	return c
}

func replay(t *testing.T, f Fixture) {
	first := mustDo(t, f.Store, idemCommand("k", "b", "1"))
	mustDo(t, f.Store, command(tahun, create("IND", "x", "a")))
	before := everything(t, f, tahun)
	again := mustDo(t, f.Store, idemCommand("k", "b", "1"))
	if !again.Replayed || again.Meta != first.Meta || string(again.Response) != `{"r": "1"}` {
		t.Errorf("repeated: got %+v, want Meta %d and the first response", again, first.Meta)
	}
	refuse(t, f.Store, idemCommand("k", "other", "2"), fault.IdemReused)
	want(t, "everything", everything(t, f, tahun), before)

	first, ok, err := f.Store.Replay(context.Background(), "k", "b", waktu)
	if !ok || err != nil || !first.Replayed || first.Meta != 1 || string(first.Response) != `{"r": "1"}` {
		t.Errorf("Replay: got %+v, %v, %v, want the first response", first, ok, err)
	}
	_, ok, err = f.Store.Replay(context.Background(), "k", "other", waktu)
	wantCode(t, err, fault.IdemReused)
	if ok {
		t.Error("Replay with another body: got ok, want not")
	}
	if _, ok, err := f.Store.Replay(context.Background(), "k2", "b", waktu); ok || err != nil {
		t.Errorf("Replay of another key: got %v, %v, want no record", ok, err)
	}
}

func replayExpired(t *testing.T, f Fixture) {
	mustDo(t, f.Store, idemCommand("k", "b", "1"))
	for _, c := range []struct {
		name string
		at   time.Time
		want bool
	}{
		{"a second before", waktu.Add(time.Hour - time.Second), true},
		{"at its end", waktu.Add(time.Hour), false},
		{"after", waktu.AddDate(1, 0, 0), false},
	} {
		if _, ok, err := f.Store.Replay(context.Background(), "k", "b", c.at); ok != c.want || err != nil {
			t.Errorf("Replay %s: got %v, %v, want %v", c.name, ok, err, c.want)
		}
	}
	late := idemCommand("k", "another body", "2")
	late.Audit.Waktu = waktu.Add(time.Hour)
	late.Idem.Expires = waktu.Add(2 * time.Hour)
	if res := mustDo(t, f.Store, late); res.Replayed || res.Meta != 2 {
		t.Errorf("Do after expiry: got %+v, want a second effect", res)
	}
	if second, ok, err := f.Store.Replay(context.Background(), "k", "another body", late.Audit.Waktu); !ok || err != nil || string(second.Response) != `{"r": "2"}` {
		t.Errorf("Replay of the second: got %+v, %v, %v, want its response", second, ok, err)
	}
}

func replayScope(t *testing.T, f Fixture) {
	mustDo(t, f.Store, idemCommand("dinsos#s-1#POST /realisasi#k", "b1", "1"))
	for i, k := range []string{"dinsos#s-2#POST /realisasi#k", "dinsos#s-1#POST /realisasi#k2", "dinsos#s-1#POST /langkah#k"} {
		if res := mustDo(t, f.Store, idemCommand(k, "b2", fmt.Sprint(i+2))); res.Replayed {
			t.Errorf("%s: got a replay, want an effect of its own", k)
		}
	}
}
