package service_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"capaian/internal/fault"
	"capaian/internal/recalc"
	"capaian/internal/record"
	"capaian/internal/review"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/servicetest"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// leafPK is a budget row of a program whose money the agreement of the same day promises.
const leafPK = "C.U1.P04.K01.S01"

// bertentangan makes the budget in force at the end of the year another than the agreement
// says, and returns the one finding that tells so.
func bertentangan(t *testing.T, e *servicetest.Env, pagu string) review.Temuan {
	t.Helper()
	ubah, versi := ubahPagu(t, e, leafPK, pagu)
	_, err := e.UbahBarisAnggaran(ctx, e.As(t, verifikator), opd, tahun, "perubahan", ubah, false, versi)
	kode(t, "change of the budget", err, "")
	m := reviu(t, e, verifikator, 4).Menahan()
	if len(m) != 1 {
		t.Fatalf("got %d contradictions, want the one of the agreement's money", len(m))
	}
	return m[0]
}

func reviu(t *testing.T, e *servicetest.Env, sub string, tw int) service.Reviu {
	t.Helper()
	r, err := e.Reviu(ctx, e.As(t, sub).Orang, opd, tahun, tw)
	kode(t, "review", err, "")
	return r
}

// siapFinal brings every figure of the fourth quarter to diverifikasi.
func siapFinal(t *testing.T, e *servicetest.Env) {
	t.Helper()
	d, err := record.LoadTahun(ctx, e.Embedded, opd, tahun)
	kode(t, "year", err, "")
	for _, x := range d.Data.AngkaTriwulan(4) {
		a := service.Angka{Triwulan: 4}
		var v int64
		if x.Indikator != nil {
			a.Indikator = x.Indikator.ID
		} else {
			a.Baris = x.Baris.IdentitasBaris
		}
		k := keadaan(t, e, verifikator, a)
		if v = k.Versi; k.Alur.Status.Terkunci() {
			continue
		}
		if k.Alur.Status != sakip.Diajukan {
			if x.Indikator != nil {
				v, err = e.RecordRealisasi(ctx, e.As(t, verifikator), opd, tahun, wire.FromRealisasi(sakip.Realisasi{Indikator: a.Indikator, Triwulan: 4, BelumTerbit: true, Penjelasan: servicetest.Alasan()}, *x.Indikator), v)
			} else {
				v, err = isi(e, e.As(t, verifikator), a, 1, sakip.Diajukan, v)
			}
			kode(t, "hand in", err, "")
		}
		_, err = e.VerifyRealisasi(ctx, e.As(t, verifikator), opd, tahun, a, v)
		kode(t, "verify", err, "")
	}
}

// A contradiction is accepted with a reason and taken back; both are in the audit chain,
// and each has one effect.
func TestFindingIsAcceptedAndTakenBack(t *testing.T) {
	e := servicetest.Seeded(t)
	x := bertentangan(t, e, "77")
	r := e.As(t, verifikator)
	_, err := e.AcceptTemuan(ctx, r, opd, tahun, 4, x.ID(), " \n", 0)
	kode(t, "without a reason", err, fault.Required)
	_, err = e.AcceptTemuan(ctx, r, opd, tahun, 4, "0000000000000000", "alasan", 0)
	kode(t, "no such finding", err, fault.FindingGone)
	_, err = e.AcceptTemuan(ctx, r, opd, tahun, 3, x.ID(), "alasan", 0)
	kode(t, "of a quarter that has it not", err, fault.FindingGone)
	_, err = e.AcceptTemuan(ctx, r, opd, tahun, 5, x.ID(), "alasan", 0)
	kode(t, "of no quarter", err, fault.NotFound)

	v, err := e.AcceptTemuan(ctx, servicetest.Kunci(r, "k", "1"), opd, tahun, 4, x.ID(), "Dokumen belum disahkan.", 0)
	kode(t, "accept", err, "")
	again, err := e.AcceptTemuan(ctx, servicetest.Kunci(r, "k", "1"), opd, tahun, 4, x.ID(), "Dokumen belum disahkan.", 0)
	if err != nil || again != v || meta(t, e.Embedded, p).Versi != v {
		t.Errorf("sent again: got %d, %v, want %d and one effect", again, err, v)
	}
	_, err = e.AcceptTemuan(ctx, e.As(t, kepala), opd, tahun, 4, x.ID(), "Lain.", 0)
	kode(t, "by another, who had not seen it", err, fault.Exists)
	if b := bentrok(t, err); b.Versi != v || !strings.Contains(string(b.Kini), "belum disahkan") || !strings.Contains(string(b.Anda), "Lain.") {
		t.Errorf("both values: got %+v", b)
	}
	for _, sub := range []string{operator, kepala, "bappeda-contoh", "inspektorat-contoh"} {
		rv := reviu(t, e, sub, 4)
		d := rv.Diterima[x.ID()]
		if len(rv.Menahan()) != 0 || d.Alasan != "Dokumen belum disahkan." || d.Oleh != verifikator || d.Nama == "" || !d.Pada.Equal(e.Waktu.Now()) ||
			d.Aturan != string(review.BedaTempat) || d.Pesan != x.Pesan || rv.Terima[x.ID()] != v || rv.Boleh != (sub == kepala) {
			t.Errorf("%s: got %+v at %d, may accept %v", sub, d, rv.Terima[x.ID()], rv.Boleh)
		}
	}
	v2, err := e.AcceptTemuan(ctx, e.As(t, kepala), opd, tahun, 4, x.ID(), "Disahkan kemudian.", v)
	kode(t, "another reason", err, "")
	_, err = e.AcceptTemuan(ctx, r, opd, tahun, 4, x.ID(), "Basi.", v)
	kode(t, "stale", err, fault.Conflict)
	_, err = e.RevokePenerimaan(ctx, r, opd, tahun, x.ID(), v)
	kode(t, "take back what was changed", err, fault.Conflict)
	_, err = e.RevokePenerimaan(ctx, servicetest.Kunci(r, "c", "1"), opd, tahun, x.ID(), v2)
	kode(t, "take back", err, "")
	_, err = e.RevokePenerimaan(ctx, servicetest.Kunci(r, "c", "1"), opd, tahun, x.ID(), v2)
	kode(t, "sent again", err, "")
	_, err = e.RevokePenerimaan(ctx, r, opd, tahun, x.ID(), v2)
	kode(t, "take back what is gone", err, fault.NotFound)
	if m := reviu(t, e, kepala, 4).Menahan(); len(m) != 1 || m[0].ID() != x.ID() {
		t.Errorf("taken back: got %v, want it open again", m)
	}

	var jejak []string
	for _, en := range entri(t, e.Embedded, p) {
		if strings.HasPrefix(en.Objek, record.DocPenerimaan) {
			jejak = append(jejak, fmt.Sprint(en.Perintah, " ", en.Pelaku.Sub, " ", len(en.Lama) > 0, len(en.Baru) > 0))
		}
	}
	if want := []string{"AcceptTemuan verifikator-contoh false true", "AcceptTemuan kepala-contoh true true", "RevokePenerimaan verifikator-contoh true false"}; !slices.Equal(jejak, want) {
		t.Errorf("audit: got %v, want %v", jejak, want)
	}
	utuh(t, e.Embedded, p)
}

// What was accepted is what was seen: another figure is another finding, which is open, and
// the old figure brings the old acceptance back.
func TestAcceptanceHoldsAsLongAsTheFigures(t *testing.T) {
	e := servicetest.Seeded(t)
	x := bertentangan(t, e, "77")
	v, err := e.AcceptTemuan(ctx, e.As(t, verifikator), opd, tahun, 0, x.ID(), "alasan", 0)
	kode(t, "accept, of the latest quarter", err, "")
	y := bertentangan(t, e, "78")
	rv := reviu(t, e, kepala, 4)
	if y.ID() == x.ID() || len(rv.Diterima) != 0 || len(rv.Lewat) != 1 || rv.Lewat[0].Temuan != x.ID() {
		t.Errorf("another figure: got %v accepted, %v past, want the new finding open", rv.Diterima, rv.Lewat)
	}
	_, err = e.AcceptTemuan(ctx, e.As(t, verifikator), opd, tahun, 4, x.ID(), "alasan lain", v)
	kode(t, "another reason of what is gone", err, fault.FindingGone)
	// The budget is put right, and wrong again as it was.
	ubah, versi := ubahPagu(t, e, leafPK, "77")
	_, err = e.UbahBarisAnggaran(ctx, e.As(t, verifikator), opd, tahun, "perubahan", ubah, false, versi)
	kode(t, "as it was", err, "")
	if rv := reviu(t, e, kepala, 4); len(rv.Menahan()) != 0 || len(rv.Diterima) != 1 || len(rv.Lewat) != 0 {
		t.Errorf("the old figure: got %d open, want it accepted still", len(rv.Menahan()))
	}
	// A year that is loaded whole keeps what was accepted.
	w, m := wireTahun(t, e, opd, tahun)
	_, err = e.LoadTahun(ctx, e.As(t, verifikator), opd, tahun, w, m)
	kode(t, "load", err, "")
	if rv := reviu(t, e, kepala, 4); len(rv.Diterima) != 1 {
		t.Errorf("after a load: got %v, want it accepted still", rv.Diterima)
	}
	_, err = e.RevokePenerimaan(ctx, e.As(t, kepala), opd, tahun, x.ID(), v)
	kode(t, "take back", err, "")
}

// The figures change at any moment of accepting: what is accepted is what stands then, or
// nothing.
func TestAcceptWhileFiguresChange(t *testing.T) {
	for n := range 60 {
		e := servicetest.Seeded(t)
		x := bertentangan(t, e, "77")
		seam := &sela{Store: e.Embedded, baca: n, lalu: func() { bertentangan(t, e, "78") }}
		_, err := diAtas(e, seam).AcceptTemuan(ctx, e.As(t, verifikator), opd, tahun, 4, x.ID(), "alasan", 0)
		if !seam.jalan {
			kode(t, "undisturbed", err, "")
			if n < 5 {
				t.Fatalf("only %d moments", n)
			}
			return
		}
		kode(t, fmt.Sprint("changed before step ", n), err, fault.FindingGone)
		if rv := reviu(t, e, kepala, 4); len(rv.Menahan()) != 1 || len(rv.Diterima)+len(rv.Lewat) != 0 {
			t.Fatalf("step %d: got %d open, %v accepted, want the new finding open and nothing accepted", n, len(rv.Menahan()), rv.Diterima)
		}
	}
	t.Fatal("never undisturbed")
}

// Many accept one finding at the same time: one does, the others see it.
func TestAcceptAtTheSameTime(t *testing.T) {
	e := servicetest.Seeded(t)
	x := bertentangan(t, e, "77")
	var wg sync.WaitGroup
	kodes := make([]fault.Code, 8)
	for n := range kodes {
		r := e.As(t, []string{verifikator, kepala}[n%2])
		wg.Go(func() {
			_, err := e.AcceptTemuan(ctx, r, opd, tahun, 4, x.ID(), fmt.Sprint("alasan ", n), 0)
			kodes[n] = fault.CodeOf(err)
		})
	}
	wg.Wait()
	slices.Sort(kodes)
	if kodes[0] != "" || kodes[1] != fault.Exists || kodes[7] != fault.Exists {
		t.Errorf("got %v, want one accepted", kodes)
	}
}

// An open contradiction of the quarter keeps it from being final; a warning does not, nor
// does what solely a later quarter has.
func TestOpenContradictionHoldsUpFinal(t *testing.T) {
	e := servicetest.Seeded(t)
	siapFinal(t, e)
	x := bertentangan(t, e, "77")
	k := e.As(t, kepala)
	if n := len(reviu(t, e, kepala, 3).Menahan()); n != 0 {
		t.Fatalf("the third quarter: %d contradictions, want none", n)
	}
	v, err := isi(e, e.As(t, operator), satu, 6, "", 0)
	kode(t, "a figure of the third quarter", err, "")
	_, err = e.VerifyRealisasi(ctx, e.As(t, verifikator), opd, tahun, satu, v)
	kode(t, "verify", err, "")
	_, err = e.FinalizePeriode(ctx, k, opd, tahun, 3, true)
	kode(t, "an earlier quarter", err, "")

	before := meta(t, e.Embedded, p).Versi
	_, err = e.FinalizePeriode(ctx, k, opd, tahun, 4, true)
	kode(t, "final", err, fault.Locked)
	f := fault.All(err)[0]
	list, ok := f.Data.([]service.TemuanMenahan)
	if !ok || len(list) != 1 || list[0].ID != x.ID() || list[0].Aturan != x.Aturan || !strings.Contains(fault.Text(f), "Reviu") {
		t.Errorf("refused: got %q with %+v, want the finding and where to go", fault.Text(f), f.Data)
	}
	if meta(t, e.Embedded, p).Versi != before {
		t.Error("refused, and something was written")
	}
	l, err := e.Verifikasi(ctx, k.Orang, opd, tahun, 4)
	if err != nil || len(l.Menahan) != 1 || l.Menahan[0].ID() != x.ID() {
		t.Errorf("the page says before: got %v, %v", l.Menahan, err)
	}
	_, err = e.AcceptTemuan(ctx, e.As(t, verifikator), opd, tahun, 4, x.ID(), "Dokumen perubahan belum disahkan.", 0)
	kode(t, "accept", err, "")
	h, err := e.FinalizePeriode(ctx, k, opd, tahun, 4, true)
	if err != nil || h.Banyak == 0 {
		t.Errorf("final: got %+v, %v", h, err)
	}
	// What is final stays so, whatever comes to light later.
	bertentangan(t, e, "79")
	if s := keadaan(t, e, kepala, uang).Alur.Status; s != sakip.Final {
		t.Errorf("later: got %s, want final", s)
	}
}

// A contradiction comes, or what was accepted is taken back, at any moment of making a
// quarter final: it is final without the contradiction, or not at all.
func TestFinalSeesWhatItMakesFinal(t *testing.T) {
	datang := func(t *testing.T, e *servicetest.Env) func() { return func() { bertentangan(t, e, "77") } }
	dicabut := func(t *testing.T, e *servicetest.Env) func() {
		x := bertentangan(t, e, "77")
		v, err := e.AcceptTemuan(ctx, e.As(t, verifikator), opd, tahun, 4, x.ID(), "alasan", 0)
		kode(t, "accept", err, "")
		return func() {
			_, err := e.RevokePenerimaan(ctx, e.As(t, verifikator), opd, tahun, x.ID(), v)
			kode(t, "take back", err, "")
		}
	}
	for name, siapkan := range map[string]func(*testing.T, *servicetest.Env) func(){"it comes": datang, "its acceptance is taken back": dicabut} {
		t.Run(name, func(t *testing.T) {
			for n := range 80 {
				e := servicetest.Seeded(t)
				siapFinal(t, e)
				seam := &sela{Store: e.Embedded, baca: n, lalu: siapkan(t, e)}
				_, err := diAtas(e, seam).FinalizePeriode(ctx, e.As(t, kepala), opd, tahun, 4, true)
				if !seam.jalan {
					kode(t, "undisturbed", err, "")
					if n < 5 {
						t.Fatalf("only %d moments", n)
					}
					return
				}
				kode(t, fmt.Sprint("before step ", n), err, fault.Locked)
				if s := keadaan(t, e, kepala, uang).Alur.Status; s != sakip.Diverifikasi {
					t.Fatalf("step %d: got %s, want it verified and not final", n, s)
				}
			}
			t.Fatal("never undisturbed")
		})
	}
}

// Evidence that was received up to the quarter is looked at, and no other.
func TestReviewLooksAtEvidence(t *testing.T) {
	e := servicetest.Seeded(t)
	tambah := func(status sakip.StatusBukti, tw int) {
		b := sakip.Bukti{ID: string(status) + fmt.Sprint(tw), OPD: opd, Tahun: tahun, Jenis: sakip.BuktiDukung, Indikator: "IKU-1.1", Triwulan: tw, Nama: "foto.jpg",
			Tanggal: "2027-03-01", Status: status, Diminta: e.Waktu.Now()}
		data := record.Encode(wire.FromBukti(b))
		_, err := e.Embedded.Do(ctx, store.Command{Partition: store.Bukti(opd, tahun), Writes: []store.Write{{Key: record.KeyBukti(b.ID), Data: data}},
			Audit: store.Audit{Waktu: e.Waktu.Now(), Perintah: "Test"}})
		kode(t, "evidence", err, "")
	}
	tambah(sakip.BuktiDiterima, 2)
	tambah(sakip.BuktiDiterima, 4)
	tambah(sakip.BuktiDitolak, 2)
	tambah(sakip.BuktiMenunggu, 2)
	for tw, want := range map[int]int{1: 0, 2: 1, 3: 1, 4: 2} {
		n := 0
		for _, x := range reviu(t, e, verifikator, tw).Temuan {
			if x.Aturan == review.BuktiDiLuar {
				n++
			}
		}
		if n != want {
			t.Errorf("TW%d: got %d findings, want %d", tw, n, want)
		}
	}
}

// hitungBaca counts how often a partition is read whole.
type hitungBaca struct {
	store.Store
	muat atomic.Int64
}

func (s *hitungBaca) Load(ctx context.Context, p store.Partition) (store.Snapshot, error) {
	s.muat.Add(1)
	return s.Store.Load(ctx, p)
}

// The count beside the results follows every change, of the year and of its evidence, and
// reads the year once for each.
func TestCountOfFindings(t *testing.T) {
	e := servicetest.Seeded(t)
	eng := recalc.New(e.Store, e.Hasil, nil, e.Clock, slog.New(slog.DiscardHandler))
	baca := &hitungBaca{Store: e.Embedded}
	e.Service.Store = baca
	o := e.As(t, verifikator).Orang
	hitung := func() service.HitunganTemuan {
		t.Helper()
		h, err := e.Capaian(ctx, o, opd, tahun, 4)
		kode(t, "results", err, "")
		n, err := e.TemuanTahun(ctx, h)
		kode(t, "count", err, "")
		return n
	}
	awal := hitung() // before anything was computed
	if want := service.HitungTemuan(reviu(t, e, verifikator, 4).Tinjauan); awal != want || awal.Menahan != 0 || awal.Peringatan == 0 {
		t.Errorf("got %+v, want %+v: warnings and no contradiction", awal, want)
	}
	_, err := eng.Sweep(ctx)
	kode(t, "sweep", err, "")
	hitung()
	baca.muat.Store(0)
	for range 3 {
		hitung()
	}
	if n := baca.muat.Load(); n != 0 {
		t.Errorf("unchanged: the year was read %d times, want none", n)
	}
	x := bertentangan(t, e, "77")
	beda := hitung()
	if beda.Menahan != 1 || beda.Peringatan <= awal.Peringatan || beda.Terbuka() != 1+beda.Peringatan+beda.Info {
		t.Errorf("a contradiction and more spent than planned, before results are computed: got %+v", beda)
	}
	_, err = e.AcceptTemuan(ctx, e.As(t, verifikator), opd, tahun, 4, x.ID(), "alasan", 0)
	kode(t, "accept", err, "")
	if got := hitung(); got.Menahan != 0 || got.Diterima != 1 || got.Peringatan != beda.Peringatan {
		t.Errorf("accepted: got %+v", got)
	}
	b := sakip.Bukti{ID: "b1", OPD: opd, Tahun: tahun, Jenis: sakip.BuktiDukung, Indikator: "IKU-1.1", Triwulan: 4, Nama: "foto.jpg", Tanggal: "2027-03-01", Status: sakip.BuktiDiterima}
	_, err = e.Embedded.Do(ctx, store.Command{Partition: store.Bukti(opd, tahun), Writes: []store.Write{{Key: record.KeyBukti(b.ID), Data: record.Encode(wire.FromBukti(b))}},
		Audit: store.Audit{Waktu: e.Waktu.Now(), Perintah: "Test"}})
	kode(t, "evidence", err, "")
	if got := hitung(); got.Peringatan != beda.Peringatan+1 {
		t.Errorf("with evidence of another year: got %+v, want one warning more than %+v", got, beda)
	}
}
