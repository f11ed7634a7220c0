package dispatch_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/shopspring/decimal"

	"capaian/internal/dispatch"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/servicetest"
	"capaian/internal/store"
	"capaian/internal/surat"
	"capaian/internal/wire"
)

// kantorPos keeps what is sent; it fails as it is told to, by address.
type kantorPos struct {
	pesan []surat.Pesan
	gagal map[string]error
}

func (k *kantorPos) Kirim(_ context.Context, p surat.Pesan) error {
	if err := k.gagal[p.Untuk]; err != nil {
		return err
	}
	if err := p.Periksa(); err != nil {
		return err
	}
	k.pesan = append(k.pesan, p)
	return nil
}

func (k *kantorPos) untuk() (out []string) {
	for _, p := range k.pesan {
		out = append(out, p.Untuk)
	}
	slices.Sort(out)
	return out
}

const (
	opdUji   = servicetest.OPD
	tahunUji = servicetest.Tahun
)

var angkaUji = service.Angka{Indikator: "PI-03", Triwulan: 3}

// kantor is a service whose made-up people have addresses, with a dispatcher of it.
func kantor(t *testing.T, log *slog.Logger) (*servicetest.Env, *dispatch.Dispatcher, *kantorPos) {
	t.Helper()
	e := servicetest.Seeded(t)
	for _, sub := range []string{"operator-contoh-pembinaan", "operator-contoh-layanan", "verifikator-contoh", "kepala-contoh"} {
		o, versi, err := record.Orang(ctx, e.Embedded, sub)
		if err != nil {
			t.Fatal(err)
		}
		o.Surel = sub + "@contoh.example"
		if _, err := e.PutOrang(ctx, servicetest.Pemasang("contoh"), o, versi); err != nil {
			t.Fatal(err)
		}
	}
	pos := &kantorPos{gagal: map[string]error{}}
	return e, &dispatch.Dispatcher{Store: e.Embedded, Queue: &antrean{}, Surat: pos, Service: e.Service, URL: "https://capaian.example",
		Clock: e.Waktu.Now, Log: log}, pos
}

// aliran hands over every new item of the store, as the stream does.
func aliran(t *testing.T, e *servicetest.Env, d *dispatch.Dispatcher) error {
	t.Helper()
	changes, err := e.Embedded.Changes(ctx, 0, 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	ev := events.DynamoDBEvent{}
	for _, c := range changes {
		name := "MODIFY"
		if c.Insert {
			name = "INSERT"
		}
		ev.Records = append(ev.Records, events.DynamoDBEventRecord{EventName: name, Change: events.DynamoDBStreamRecord{Keys: map[string]events.DynamoDBAttributeValue{
			"PK": events.NewStringAttribute(string(c.Partition)), "SK": events.NewStringAttribute(c.SK)}}})
	}
	raw, err := json.Marshal(ev)
	if err != nil {
		t.Fatal(err)
	}
	return d.Handle(ctx, raw)
}

// jalan hands a figure in and returns it; the steps' Versi follow each other.
func jalan(t *testing.T, e *servicetest.Env) int64 {
	t.Helper()
	v, err := e.RecordRealisasi(ctx, e.As(t, "operator-contoh-pembinaan"), opdUji, tahunUji,
		wire.Realisasi{Indikator: "PI-03", Triwulan: 3, Nilai: wire.AngkaDari(decimal.NewFromInt(73)), Penjelasan: servicetest.Alasan()}, 0)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// Each notice goes to whom it concerns, once, and names no value.
func TestNoticesAreSent(t *testing.T) {
	e, d, pos := kantor(t, slog.New(slog.DiscardHandler))
	harus := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	terkirim := func(what string, perihal string, want ...string) {
		t.Helper()
		for range 2 { // the stream comes twice
			harus(aliran(t, e, d))
		}
		if got := pos.untuk(); !slices.Equal(got, want) {
			t.Errorf("%s: went to %v, want %v", what, got, want)
		}
		for _, p := range pos.pesan {
			if !strings.HasPrefix(p.Perihal, perihal) || strings.Contains(p.Perihal+p.Isi, "73") || !strings.Contains(p.Isi, "https://capaian.example/opd/dinas-contoh/tahun/2025/") {
				t.Errorf("%s: got %q", what, p)
			}
		}
		pos.pesan = nil
	}
	verif := e.As(t, "verifikator-contoh")
	v := jalan(t, e)
	terkirim("handed in", "Menunggu verifikasi: TW3 2025 (Bidang Pembinaan)", "verifikator-contoh@contoh.example")
	v, err := e.ReturnRealisasi(ctx, verif, opdUji, tahunUji, angkaUji, "cek daftar hadir", v)
	harus(err)
	terkirim("returned", "Perlu diperbaiki: TW3 2025", "operator-contoh-pembinaan@contoh.example")
	v, err = e.RecordRealisasi(ctx, verif, opdUji, tahunUji, wire.Realisasi{Indikator: "PI-03", Triwulan: 3, Nilai: wire.AngkaDari(decimal.NewFromInt(73)), Penjelasan: servicetest.Alasan()}, v)
	harus(err)
	v, err = e.VerifyRealisasi(ctx, verif, opdUji, tahunUji, angkaUji, v)
	harus(err)
	terkirim("verified", "")
	_, err = e.ReopenRealisasi(ctx, e.As(t, "admin-contoh"), opdUji, tahunUji, angkaUji, "salah ketik", v)
	harus(err)
	terkirim("reopened", "Dibuka kembali: TW3 2025", "operator-contoh-pembinaan@contoh.example", "verifikator-contoh@contoh.example")
	_, err = e.FinalizePeriode(ctx, e.As(t, "kepala-contoh"), opdUji, tahunUji, 4, true)
	if err == nil {
		t.Error("a quarter without a verified figure: got final")
	}
	for _, a := range []service.Angka{{Indikator: "IKU-1.1", Triwulan: 4}} {
		k, err := e.Keadaan(ctx, verif.Orang, opdUji, tahunUji, a)
		harus(err)
		_, err = e.VerifyRealisasi(ctx, verif, opdUji, tahunUji, a, k.Versi)
		harus(err)
	}
	_, err = e.FinalizePeriode(ctx, e.As(t, "kepala-contoh"), opdUji, tahunUji, 4, true)
	harus(err)
	terkirim("final", "Final: TW4 2025", "kepala-contoh@contoh.example", "verifikator-contoh@contoh.example")
	v2, err := e.VerifyAudit(ctx, e.As(t, "admin-contoh").Orang, opdUji, tahunUji)
	if err != nil || !v2.Utuh {
		t.Errorf("audit: got %+v, %v", v2, err)
	}
}

// What SES does not take now is sent when the batch comes again; what it refuses for good
// holds up nobody, and no address is logged.
func TestNoticesThatFail(t *testing.T) {
	var log strings.Builder
	e, d, pos := kantor(t, slog.New(slog.NewTextHandler(&log, nil)))
	jalan(t, e)
	alamat := "verifikator-contoh@contoh.example"
	pos.gagal[alamat] = errors.New("throttled")
	sebelum, err := e.Embedded.Meta(ctx, store.TahunOPD(opdUji, tahunUji))
	if err != nil {
		t.Fatal(err)
	}
	if err := aliran(t, e, d); err == nil || strings.Contains(err.Error(), alamat) {
		t.Errorf("throttled: got %v, want the batch to come again", err)
	}
	pos.gagal[alamat] = fmt.Errorf("%w: no such person", surat.ErrDitolak)
	if err := aliran(t, e, d); err != nil {
		t.Errorf("refused for good: got %v, want it done", err)
	}
	if !strings.Contains(log.String(), "notice refused") || strings.Contains(log.String(), "@") {
		t.Errorf("log: got %s, want the refusal without an address", log.String())
	}
	delete(pos.gagal, alamat)
	if err := aliran(t, e, d); err != nil || len(pos.pesan) != 0 {
		t.Errorf("once more: got %v, %d messages, want none: it is done", err, len(pos.pesan))
	}
	sesudah, err := e.Embedded.Meta(ctx, store.TahunOPD(opdUji, tahunUji))
	if err != nil || sesudah.Versi != sebelum.Versi {
		t.Errorf("sending moved the year: META %d, want %d", sesudah.Versi, sebelum.Versi)
	}
}

// A notice of days ago is not sent: a restored table brings all of them again. Nor is one
// where nobody is written to, or of a person who is switched off.
func TestNoticesThatAreNotSent(t *testing.T) {
	e, d, pos := kantor(t, slog.New(slog.DiscardHandler))
	jalan(t, e)
	o, versi, err := record.Orang(ctx, e.Embedded, "verifikator-contoh")
	if err != nil {
		t.Fatal(err)
	}
	diam := *d
	diam.Surat = nil
	if err := aliran(t, e, &diam); err != nil {
		t.Error(err)
	}
	e.Waktu.Add(48*time.Hour + time.Second)
	if err := aliran(t, e, d); err != nil || len(pos.pesan) != 0 {
		t.Errorf("days later: got %v, %v, want nothing sent", err, pos.untuk())
	}
	o.Nonaktif = true
	if _, err := e.PutOrang(ctx, servicetest.Pemasang("contoh"), o, versi); err != nil {
		t.Fatal(err)
	}
	if got := (sakip.Surat{Jenis: sakip.SuratDiajukan}).Penerima([]sakip.Orang{o}, opdUji); len(got) != 0 {
		t.Errorf("switched off: got %v", got)
	}
}
