package recalc_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"capaian/internal/fault"
	"capaian/internal/recalc"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/servicetest"
	"capaian/internal/store"
	"capaian/internal/wire"
)

func TestStreamComputesWhatWasLoaded(t *testing.T) {
	e, _ := terhitung(t)
	benar(t, e, opd, "kepala-contoh")
	benar(t, e, servicetest.Dinsos, "kepala-dinsos")
}

func TestBeforeAnythingIsComputed(t *testing.T) {
	e := servicetest.Seeded(t)
	c, err := e.Capaian(ctx, sebagai(t, e, "kepala-contoh").Orang, opd, tahun, 2)
	if err != nil || c.Segar || c.Galat != "" || c.Isi.Periode != "TW2" || len(c.Isi.Indikator) != 0 || c.Versi != 1 {
		t.Errorf("got %+v, %v, want an empty result that is not fresh", c, err)
	}
}

// dataTW are the stored results of a year's quarters.
func dataTW(t *testing.T, e *servicetest.Env, tahun int) (out [5][]byte) {
	t.Helper()
	for tw := 1; tw <= 4; tw++ {
		out[tw] = hasil(t, e, opd, tahun, tw).Data
	}
	return out
}

func TestAnAgreementOfOctoberLeavesJuneAsItWas(t *testing.T) {
	e, m := terhitung(t)
	_, seq := perubahan(t, e, 0)
	before := dataTW(t, e, tahun)
	pk := data(t, e, tahun).Data.Perjanjian[1]
	target := map[string]sakip.Target{}
	for id, x := range pk.Target {
		target[id] = x
	}
	target["IKU-1.1"], target["IKU-2.1"] = sakip.Target{Nilai: ptr("99")}, sakip.Target{Nilai: ptr("70")}
	pk.Versi, pk.Tanggal, pk.Alasan, pk.Target = "perubahan-2", "2025-10-20", "uji", target
	_, err := e.PutPerjanjian(ctx, sebagai(t, e, "verifikator-contoh"), opd, tahun, pk, 0)
	must(t, "agreement", err)
	if c, err := e.Capaian(ctx, sebagai(t, e, "kepala-contoh").Orang, opd, tahun, 2); err != nil || c.Segar || len(c.Isi.Indikator) == 0 {
		t.Errorf("before the hint: got Segar %v, %v, want the old figures, not fresh", c.Segar, err)
	}
	c, _ := perubahan(t, e, seq)
	must(t, "stream", m.Stream(ctx, petunjuk(c...)))
	after := dataTW(t, e, tahun)
	for tw := 1; tw <= 3; tw++ {
		if !bytes.Equal(before[tw], after[tw]) {
			t.Errorf("TW%d: changed by an agreement of October", tw)
		}
	}
	if bytes.Equal(before[4], after[4]) {
		t.Error("TW4: not changed by an agreement of October")
	}
	benar(t, e, opd, "kepala-contoh")
}

func TestWhatAChangeReaches(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*testing.T, *servicetest.Env)
		berisi []int // years whose figures change
	}{
		{"policy", func(t *testing.T, e *servicetest.Env) {
			k, v, err := record.Kebijakan(ctx, e.Embedded, opd, 2024)
			must(t, "policy", err)
			k.Desimal = 4
			_, err = e.PutKebijakan(ctx, sebagai(t, e, "verifikator-contoh"), opd, k, v)
			must(t, "policy", err)
		}, []int{2024, 2025}},
		{"Renstra", func(t *testing.T, e *servicetest.Env) {
			r, v, err := record.Renstra(ctx, e.Embedded, opd)
			must(t, "Renstra", err)
			r.Kolom = slices.Clone(r.Kolom)
			for n := range r.Kolom {
				r.Kolom[n].Akhir = &sakip.Target{Nilai: ptr("12345")}
			}
			_, err = e.PutRenstra(ctx, sebagai(t, e, "verifikator-contoh"), opd, r, v)
			must(t, "Renstra", err)
		}, []int{2024, 2025}},
		{"the year before", func(t *testing.T, e *servicetest.Env) {
			key := record.KeyRealisasi("IKU-1.3", 4)
			v, err := e.ReopenRealisasi(ctx, sebagai(t, e, "admin-contoh"), opd, 2024, service.Angka{Indikator: "IKU-1.3", Triwulan: 4}, "Salah ketik.",
				versi(t, e, store.TahunOPD(opd, 2024), key))
			must(t, "reopen", err)
			_, err = e.RecordRealisasi(ctx, sebagai(t, e, "verifikator-contoh"), opd, 2024, wire.Realisasi{Indikator: "IKU-1.3", Triwulan: 4,
				Nilai: wire.AngkaDari(*ptr("54321")), Penjelasan: servicetest.Alasan()}, v)
			must(t, "figure", err)
		}, []int{2024, 2025}},
		{"the year itself", func(t *testing.T, e *servicetest.Env) {
			_, err := e.RecordRealisasi(ctx, sebagai(t, e, "verifikator-contoh"), opd, tahun, wire.Realisasi{Indikator: "IKU-1.3", Triwulan: 4,
				Nilai: wire.AngkaDari(*ptr("7")), Penjelasan: servicetest.Alasan()}, versi(t, e, store.TahunOPD(opd, tahun), record.KeyRealisasi("IKU-1.3", 4)))
			must(t, "figure", err)
		}, []int{2025}},
	} {
		t.Run(c.name, func(t *testing.T) {
			e, m := terhitung(t)
			lama := map[int][5][]byte{2024: dataTW(t, e, 2024), 2025: dataTW(t, e, 2025)}
			dinsos := hasil(t, e, servicetest.Dinsos, 2023, 4)
			_, seq := perubahan(t, e, 0)
			c.change(t, e)
			ch, _ := perubahan(t, e, seq)
			must(t, "stream", m.Stream(ctx, petunjuk(ch...)))
			for y, l := range lama {
				if changed := !bytes.Equal(l[4], dataTW(t, e, y)[4]); changed != slices.Contains(c.berisi, y) {
					t.Errorf("%d: changed %v", y, changed)
				}
			}
			benar(t, e, opd, "kepala-contoh")
			if again := hasil(t, e, servicetest.Dinsos, 2023, 4); !again.Vector.Equal(dinsos.Vector) || !again.At.Equal(dinsos.At) {
				t.Error("another agency was computed again")
			}
		})
	}
	e, _ := terhitung(t)
	isi, err := wire.UraiCapaian(hasil(t, e, opd, tahun, 4).Data)
	must(t, "read", err)
	for _, i := range isi.Indikator {
		if i.ID == "IKU-1.3" && (len(i.Sebelumnya) != 1 || i.Sebelumnya[0].Tahun != 2024) {
			t.Errorf("earlier years of IKU-1.3: got %+v, want 2024", i.Sebelumnya)
		}
	}

}

func TestHintsMayComeTwiceOrWrongOrNotAtAll(t *testing.T) {
	e := servicetest.Seeded(t)
	m := mesin(e)
	c, _ := perubahan(t, e, 0)
	slices.Reverse(c)
	must(t, "backwards and twice", m.Stream(ctx, petunjuk(append(c, c...)...)))
	benar(t, e, opd, "kepala-contoh")
	before := hasil(t, e, opd, tahun, 4)
	e.Waktu.Add(1e10)
	must(t, "again", m.Stream(ctx, petunjuk(c...)))
	if again := hasil(t, e, opd, tahun, 4); !again.At.Equal(before.At) {
		t.Errorf("hints of nothing new: stored again at %v, was %v", again.At, before.At)
	}

	asing := events.DynamoDBEvent{Records: []events.DynamoDBEventRecord{
		{}, // no keys
		{Change: events.DynamoDBStreamRecord{Keys: map[string]events.DynamoDBAttributeValue{"PK": events.NewNumberAttribute("1"), "SK": events.NewStringAttribute("META")}}},
		{Change: events.DynamoDBStreamRecord{Keys: map[string]events.DynamoDBAttributeValue{"PK": events.NewStringAttribute("OPD#x"), "SK": events.NewBinaryAttribute([]byte("META"))}}},
	}}
	asing.Records = append(asing.Records, petunjuk(
		store.Change{Partition: "", SK: "META"}, store.Change{Partition: "OPD#", SK: "META"}, store.Change{Partition: "OPD#tidak-ada", SK: "META"},
		store.Change{Partition: "OPD#tidak-ada#T#2025", SK: "META"}, store.Change{Partition: "OPD#" + opd + "#T#1900", SK: "META"},
		store.Change{Partition: "OPD#" + opd + "#T#abc", SK: "META"}, store.Change{Partition: "OPD#a/b#T#2025", SK: "META"},
		store.Change{Partition: "ORANG#x", SK: "META"}, store.Change{Partition: "KAB#contoh", SK: "META"}, store.Change{Partition: "LAP#" + opd + "#T#2025", SK: "META"},
		store.Change{Partition: store.TahunOPD(opd, tahun), SK: "REAL@0#IKU-1.1#TW1"},
	).Records...)
	must(t, "foreign keys", m.Stream(ctx, asing))
	if again := hasil(t, e, opd, tahun, 4); !again.At.Equal(before.At) {
		t.Error("foreign keys had an effect")
	}

	// Every hint lost: the sweep heals, once.
	_, err := e.RecordRealisasi(ctx, sebagai(t, e, "verifikator-contoh"), opd, tahun, wire.Realisasi{Indikator: "PI-03", Triwulan: 3, Nilai: wire.AngkaDari(*ptr("6"))}, 0)
	must(t, "figure", err)
	for want := 1; want >= 0; want-- {
		if n, err := m.Sweep(ctx); err != nil || n != want {
			t.Errorf("sweep: got %d, %v, want %d agency-years", n, err, want)
		}
	}
	benar(t, e, opd, "kepala-contoh")
}

func TestSweepFromNothing(t *testing.T) {
	e := servicetest.Seeded(t)
	if n, err := mesin(e).Sweep(ctx); err != nil || n != 4 {
		t.Errorf("sweep: got %d, %v, want 4 agency-years", n, err)
	}
	benar(t, e, opd, "kepala-contoh")
	benar(t, e, servicetest.Dinsos, "kepala-dinsos")
}

// indeksLama answers listings as an index does that has not caught up.
type indeksLama struct {
	store.Store
	lama map[string][]store.Meta
}

func (s indeksLama) List(ctx context.Context, index string) ([]store.Meta, error) {
	if l, ok := s.lama[index]; ok {
		return l, nil
	}
	return s.Store.List(ctx, index)
}

// The index that lists years may lag behind the hint of a new one.
func TestANewYearIsComputedBeforeItIsListed(t *testing.T) {
	e, m := terhitung(t)
	lama, err := e.Embedded.List(ctx, store.IndexTahun(opd))
	must(t, "list", err)
	_, seq := perubahan(t, e, 0)
	_, err = e.LoadTahun(ctx, sebagai(t, e, "verifikator-contoh"), opd, 2026, wire.Tahun{Indikator: wire.FromTahun(data(t, e, tahun).Data).Indikator}, 0)
	must(t, "new year", err)
	m.Store = indeksLama{e.Embedded, map[string][]store.Meta{store.IndexTahun(opd): lama}}
	c, _ := perubahan(t, e, seq)
	must(t, "stream", m.Stream(ctx, petunjuk(c...)))
	benar(t, e, opd, "kepala-contoh")
}

// A year that cannot be computed says so, keeps its last good figures, and does not hold
// up the others; it heals by itself.
func TestAPanicIsTheStateGalat(t *testing.T) {
	e, m := terhitung(t)
	_, seq := perubahan(t, e, 0)
	_, err := e.RecordRealisasi(ctx, sebagai(t, e, "verifikator-contoh"), opd, tahun, wire.Realisasi{Indikator: "PI-03", Triwulan: 3, Nilai: wire.AngkaDari(*ptr("6"))}, 0)
	must(t, "figure", err)
	lama := dataTW(t, e, tahun)
	c, _ := perubahan(t, e, seq)
	dinsos := store.Change{Partition: store.OPD(servicetest.Dinsos), SK: "META"}
	o, _, err := record.Profil(ctx, e.Embedded, servicetest.Dinsos)
	must(t, "profile", err)
	o.Nama = "Dinsos"
	_, err = e.PutProfil(ctx, sebagai(t, e, "verifikator-dinsos"), o, versi(t, e, store.OPD(servicetest.Dinsos), record.KeyProfil()))
	must(t, "profile", err)

	hitung := m.Hitung
	m.Hitung = func(d sakip.DataTahun, p sakip.Periode) sakip.Hasil {
		if d.OPD.ID == opd {
			panic("pembagi nol")
		}
		return hitung(d, p)
	}
	must(t, "stream", m.Stream(ctx, petunjuk(append(c, dinsos)...)))
	benar(t, e, servicetest.Dinsos, "kepala-dinsos")
	reader := sebagai(t, e, "kepala-contoh").Orang
	for tw := 1; tw <= 4; tw++ {
		got, err := e.Capaian(ctx, reader, opd, tahun, tw)
		must(t, "read", err)
		b, err := got.Isi.Gzip()
		if got.Segar || got.Galat == "" || err != nil || !bytes.Equal(b, lama[tw]) {
			t.Errorf("TW%d: got Segar %v, Galat %q, the last good figures %v", tw, got.Segar, got.Galat, bytes.Equal(b, lama[tw]))
		}
	}
	// The retry queue has it, and only it; there it fails again.
	q := m.Ulang.(*ulang)
	if want := []recalc.Petunjuk{{OPD: opd, Tahun: tahun}}; !slices.Equal(q.isi, want) {
		t.Errorf("retry queue: got %v, want %v", q.isi, want)
	}
	if res := m.Again(ctx, q.ambil(t)); len(res.BatchItemFailures) != 1 {
		t.Errorf("retry: got %v, want the message back", res)
	}
	// The sweep tries again; it still fails.
	if n, err := m.Sweep(ctx); err != nil || n == 0 {
		t.Errorf("sweep of what fails: got %d, %v, want it tried", n, err)
	}
	if h := hasil(t, e, opd, tahun, 4); h.Galat == "" {
		t.Error("the state galat is gone")
	}
	// The engine is mended; nothing else changed. The retry heals it.
	m.Hitung = hitung
	if res := m.Again(ctx, q.ambil(t)); len(res.BatchItemFailures) != 0 {
		t.Errorf("retry: got %v, want it done", res)
	}
	benar(t, e, opd, "kepala-contoh")
}

// The sweep heals as well when the queue has given up.
func TestSweepHealsTheStateGalat(t *testing.T) {
	e, m := terhitung(t)
	_, seq := perubahan(t, e, 0)
	_, err := e.RecordRealisasi(ctx, sebagai(t, e, "verifikator-contoh"), opd, tahun, wire.Realisasi{Indikator: "PI-03", Triwulan: 3, Nilai: wire.AngkaDari(*ptr("6"))}, 0)
	must(t, "figure", err)
	c, _ := perubahan(t, e, seq)
	hitung := m.Hitung
	m.Hitung = func(sakip.DataTahun, sakip.Periode) sakip.Hasil { panic("pembagi nol") }
	must(t, "stream", m.Stream(ctx, petunjuk(c...)))
	if h := hasil(t, e, opd, tahun, 4); h.Galat == "" {
		t.Error("got no state galat")
	}
	m.Hitung = hitung
	_, err = m.Sweep(ctx)
	must(t, "sweep", err)
	benar(t, e, opd, "kepala-contoh")
}

// Messages that nobody can read come back and end with those that were given up; the
// others of their batch are done.
func TestAgain(t *testing.T) {
	e := servicetest.Seeded(t)
	m := mesin(e)
	res := m.Again(ctx, events.SQSEvent{Records: []events.SQSMessage{{MessageId: "rusak", Body: "{"}, {MessageId: "opd", Body: `{"opd":"` + opd + `"}`},
		{MessageId: "tiada", Body: `{"opd":"tiada","tahun":2023}`}}})
	if want := []events.SQSBatchItemFailure{{ItemIdentifier: "rusak"}}; !slices.Equal(res.BatchItemFailures, want) {
		t.Errorf("got %v, want %v", res.BatchItemFailures, want)
	}
	benar(t, e, opd, "kepala-contoh")
}

func TestAnItemThatCannotBeReadIsTheStateGalat(t *testing.T) {
	for _, c := range []struct {
		name string
		p    store.Partition
		doc  string
	}{
		{"of the year", store.TahunOPD(opd, tahun), "IND"},
		{"of the year before", store.TahunOPD(opd, 2024), "REAL"},
		{"of the agency", store.OPD(opd), "RENSTRA"},
		{"an unknown document", store.TahunOPD(opd, tahun), "ANEH"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e, m := terhitung(t)
			_, seq := perubahan(t, e, 0)
			lama := dataTW(t, e, tahun)
			key := store.Key{Doc: c.doc, Row: "x"}
			put := func(w store.Write) {
				_, err := e.Embedded.Do(ctx, store.Command{Partition: c.p, Writes: []store.Write{w}, Audit: store.Audit{Waktu: e.Waktu.Now(), Perintah: "Uji"}})
				must(t, "write", err)
			}
			put(store.Write{Key: key, Data: []byte(`{"rusak":`)})
			ch, after := perubahan(t, e, seq)
			must(t, "stream", m.Stream(ctx, petunjuk(append(ch, store.Change{Partition: store.OPD(servicetest.Dinsos), SK: "META"})...)))
			benar(t, e, servicetest.Dinsos, "kepala-dinsos")
			h := hasil(t, e, opd, tahun, 4)
			if h.Galat == "" || !bytes.Equal(h.Data, lama[4]) {
				t.Errorf("got Galat %q, the last good figures %v", h.Galat, bytes.Equal(h.Data, lama[4]))
			}
			got, err := e.Capaian(ctx, sebagai(t, e, "kepala-contoh").Orang, opd, tahun, 4)
			if err != nil || got.Segar || got.Galat == "" || len(got.Isi.Indikator) == 0 {
				t.Errorf("shown: got Segar %v, Galat %q, %v", got.Segar, got.Galat, err)
			}
			put(store.Write{Key: key, Versi: versi(t, e, c.p, key), Delete: true})
			ch, _ = perubahan(t, e, after)
			must(t, "stream", m.Stream(ctx, petunjuk(ch...)))
			benar(t, e, opd, "kepala-contoh")
		})
	}
}

// tabelMati fails for one agency's results.
type tabelMati struct {
	store.HasilStore
	opd   string
	tahun int
}

var errMati = errors.New("the table does not answer")

func (s tabelMati) PutHasil(ctx context.Context, k store.HasilKey, h store.Hasil) (bool, error) {
	if k.OPD == s.opd && k.Tahun == s.tahun {
		return false, errMati
	}
	return s.HasilStore.PutHasil(ctx, k, h)
}

// What may pass goes to the retry queue; when that does not answer either it is an error,
// so that the batch comes again. The other years go on.
func TestATableThatDoesNotAnswerIsTriedAgain(t *testing.T) {
	e := servicetest.Seeded(t)
	m := mesin(e)
	m.Hasil = tabelMati{e.Embedded, opd, 2024}
	c, _ := perubahan(t, e, 0)
	q := m.Ulang.(*ulang)
	q.galat = errors.New("the queue does not answer")
	if err := m.Stream(ctx, petunjuk(c...)); !errors.Is(err, errMati) || !errors.Is(err, q.galat) {
		t.Errorf("stream without a queue: got %v, want both errors", err)
	}
	q.galat = nil
	must(t, "stream", m.Stream(ctx, petunjuk(c...)))
	if want := []recalc.Petunjuk{{OPD: opd, Tahun: 2024}}; !slices.Equal(q.isi, want) {
		t.Errorf("retry queue: got %v, want %v", q.isi, want)
	}
	benar(t, e, servicetest.Dinsos, "kepala-dinsos")
	want, _ := dariNol(t, e, opd, tahun)
	if h := hasil(t, e, opd, tahun, 4); !bytes.Equal(h.Data, want[3]) {
		t.Error("the agency's other year was held up")
	}
	e2 := servicetest.Seeded(t)
	m2 := mesin(e2)
	m2.Hasil = tabelMati{e2.Embedded, opd, 2024}
	if n, err := m2.Sweep(ctx); err != nil || n != 4 || len(m2.Ulang.(*ulang).isi) != 1 {
		t.Errorf("sweep: got %d, %v, want 4 agency-years tried and one to be tried again", n, err)
	}
	if h, err := e2.Embedded.GetHasil(ctx, store.HasilKey{OPD: opd, Tahun: tahun, TW: 4}); err != nil || h.Galat != "" {
		t.Errorf("sweep: the agency's other year was held up: %v", err)
	}
	m2.Hasil = e2.Embedded
	if _, err := m2.Sweep(ctx); err != nil {
		t.Error(err)
	}
	benar(t, e2, opd, "kepala-contoh")
}

// terlaluBesar takes no figures of an agency-year, as if they were too long.
type terlaluBesar struct{ store.HasilStore }

func (s terlaluBesar) PutHasil(ctx context.Context, k store.HasilKey, h store.Hasil) (bool, error) {
	if h.Galat == "" {
		h.Data = make([]byte, store.MaxHasil+1)
	}
	return s.HasilStore.PutHasil(ctx, k, h)
}

func TestResultsThatAreTooLongAreTheStateGalat(t *testing.T) {
	e := servicetest.Seeded(t)
	m := mesin(e)
	m.Hasil = terlaluBesar{e.Embedded}
	if err := m.Recompute(ctx, opd, tahun); fault.CodeOf(err) != fault.TooLarge {
		t.Errorf("got %v, want too large", err)
	}
	if h := hasil(t, e, opd, tahun, 4); h.Galat == "" {
		t.Error("got no state galat")
	}
}

// A run that read an older state and ends later does not put its figures over newer ones.
func TestTheHigherVectorStays(t *testing.T) {
	for tw := 1; tw <= 4; tw++ {
		e, lambat := terhitung(t)
		cepat := mesin(e)
		isi := func(nilai string) {
			_, err := e.RecordRealisasi(ctx, sebagai(t, e, "verifikator-contoh"), opd, tahun, wire.Realisasi{Indikator: "IKU-1.3", Triwulan: 4,
				Nilai: wire.AngkaDari(*ptr(nilai)), Penjelasan: servicetest.Alasan()}, versi(t, e, store.TahunOPD(opd, tahun), record.KeyRealisasi("IKU-1.3", 4)))
			must(t, "figure", err)
		}
		isi("11")
		lambat.Hitung = func(d sakip.DataTahun, p sakip.Periode) sakip.Hasil {
			h := sakip.Hitung(d, p)
			if p.Triwulan == tw {
				isi("22")
				must(t, "the other engine", cepat.Recompute(ctx, opd, tahun))
			}
			return h
		}
		must(t, "the slow engine", lambat.Recompute(ctx, opd, tahun))
		benar(t, e, opd, "kepala-contoh")
		// A slow failure does not cover it either.
		lambat.Hitung = func(sakip.DataTahun, sakip.Periode) sakip.Hasil { panic("x") }
		if err := lambat.Recompute(ctx, opd, tahun); err == nil {
			t.Error("a failing engine: got no error")
		}
		benar(t, e, opd, "kepala-contoh")
	}
}

func TestHandle(t *testing.T) {
	e := servicetest.Seeded(t)
	m := mesin(e)
	c, _ := perubahan(t, e, 0)
	stream, err := json.Marshal(petunjuk(c...))
	must(t, "encode", err)
	for _, c := range []struct {
		name, event string
		ok          bool
	}{
		{"no JSON", `x`, false},
		{"something else", `{"detail-type":"Object Created"}`, false},
		{"nothing", `{}`, false},
		{"records that are none", `{"Records":[{"dynamodb":{"Keys":{"PK":{"Z":1}}}}]}`, false},
		{"an empty batch", `{"Records":[]}`, true},
		{"a batch", string(stream), true},
		{"the tick", `{"detail-type":"Scheduled Event","source":"aws.scheduler"}`, true},
	} {
		if _, err := m.Handle(ctx, json.RawMessage(c.event)); (err == nil) != c.ok {
			t.Errorf("%s: got %v, want success %v", c.name, err, c.ok)
		}
	}
	benar(t, e, opd, "kepala-contoh")
	// The tick alone does all.
	e2 := servicetest.Seeded(t)
	_, err = mesin(e2).Handle(ctx, json.RawMessage(`{"detail-type":"Scheduled Event"}`))
	must(t, "tick", err)
	benar(t, e2, opd, "kepala-contoh")
	// Messages are answered with those that failed.
	res, err := m.Handle(ctx, json.RawMessage(`{"Records":[{"messageId":"a","eventSource":"aws:sqs","body":"x"},{"messageId":"b","eventSource":"aws:sqs","body":"{\"opd\":\"x\"}"}]}`))
	if want := []events.SQSBatchItemFailure{{ItemIdentifier: "a"}}; err != nil || !slices.Equal(res.BatchItemFailures, want) {
		t.Errorf("messages: got %v, %v, want %v", res, err, want)
	}
}
