package service_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/servicetest"
	"capaian/internal/store"
	"capaian/internal/wire"
)

const (
	verifikatorLKE = "verifikator-contoh"
	penilaiLKE     = "inspektorat-contoh"
)

var (
	lhe = sakip.LHE{Nomor: "700/12/2026", Tanggal: "2026-03-20"}
	q   = store.LKE(opd, tahun)
)

func semuaKriteria(t *testing.T) []sakip.Kriteria {
	t.Helper()
	semua, err := wire.SemuaKriteriaLKE()
	if err != nil {
		t.Fatal(err)
	}
	k, ok := sakip.KriteriaBerlaku(semua, tahun)
	if !ok {
		t.Fatalf("no criteria for %d", tahun)
	}
	return k.Semua()
}

// lembar is the evaluation sheet as somebody sees it.
func lembar(t *testing.T, e *servicetest.Env, sub string) service.LembarLKE {
	t.Helper()
	l, err := e.LKE(ctx, e.As(t, sub).Orang, opd, tahun)
	kode(t, "read as "+sub, err, "")
	return l
}

// langkahLKE takes the sheet one step on, under the version that lies there.
func langkahLKE(t *testing.T, e *servicetest.Env, sub string, tahap sakip.TahapLKE, teks string) {
	t.Helper()
	_, err := e.StepLKE(ctx, e.As(t, sub), opd, tahun, tahap, teks, lhe, lembar(t, e, sub).Versi)
	kode(t, string(tahap), err, "")
}

// jawabSemua answers every criterion for a side.
func jawabSemua(t *testing.T, e *servicetest.Env, sub string, sisi sakip.SisiLKE, jawaban sakip.JawabanKriteria) {
	t.Helper()
	for _, k := range semuaKriteria(t) {
		_, err := e.PutJawabanLKE(ctx, e.As(t, sub), opd, tahun, sisi, sakip.JawabanLKE{Butir: k.ID, Jawaban: jawaban}, 0)
		kode(t, "answer "+k.ID, err, "")
	}
}

// terjawab puts answers to every criterion where PutJawabanLKE would, without asking what
// the data prove of each.
func terjawab(t *testing.T, e *servicetest.Env, sisi sakip.SisiLKE, jawaban sakip.JawabanKriteria) {
	t.Helper()
	for part := range slices.Chunk(semuaKriteria(t), 50) {
		var writes []store.Write
		for _, k := range part {
			writes = append(writes, store.Write{Key: record.KeyJawaban(sisi, k.ID), Data: record.Encode(wire.FromJawabanLKE(sakip.JawabanLKE{Butir: k.ID, Jawaban: jawaban}))})
		}
		_, err := e.Embedded.Do(ctx, store.Command{Partition: q, Writes: writes, Audit: store.Audit{Waktu: e.Waktu.Now(), Perintah: "uji"}})
		kode(t, "answers", err, "")
	}
}

// diajukan is a service with a sheet that was handed in.
func diajukan(t *testing.T) *servicetest.Env {
	t.Helper()
	e := servicetest.Seeded(t)
	_, err := e.StartLKE(ctx, e.As(t, verifikatorLKE), opd, tahun)
	kode(t, "begin", err, "")
	terjawab(t, e, sakip.SisiMandiri, sakip.Terpenuhi)
	langkahLKE(t, e, "kepala-contoh", sakip.LKEAjukan, "")
	return e
}

// dinilai is a service with an evaluated sheet of two recommendations.
func dinilai(t *testing.T) *servicetest.Env {
	t.Helper()
	e := diajukan(t)
	terjawab(t, e, sakip.SisiPenilai, sakip.Terpenuhi)
	for _, id := range []string{"s-1", "s-2"} {
		_, err := e.PutSaranLKE(ctx, e.As(t, penilaiLKE), opd, tahun, sakip.SaranLKE{ID: id, Kriteria: "1.a.1", Uraian: "Saran " + id, Tenggat: "2026-06-30"}, 0)
		kode(t, "recommend "+id, err, "")
	}
	langkahLKE(t, e, penilaiLKE, sakip.LKENilai, "")
	return e
}

// berikutnya is the recommendations of the year after, "-" for a year that is not begun.
func berikutnya(t *testing.T, e *servicetest.Env) string {
	t.Helper()
	d, err := record.LoadTahunSaja(ctx, e.Embedded, opd, tahun+1)
	if fault.CodeOf(err) == fault.NotFound {
		return "-"
	}
	kode(t, "the year after", err, "")
	var out []string
	for _, r := range d.Data.Rekomendasi {
		s := fmt.Sprintf("%d %s", r.No, r.Uraian)
		if r.Asal != nil {
			s += fmt.Sprintf(" (%d %s %v)", r.Asal.Tahun, r.Asal.Saran, r.Asal.Dicabut)
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

const keduaSaran = "1 Saran s-1 (2025 s-1 false); 2 Saran s-2 (2025 s-2 false)"

func mulaiDepan(t *testing.T, e *servicetest.Env) {
	t.Helper()
	v, err := e.StartTahun(ctx, e.As(t, verifikatorLKE), opd, tahun+1, tahun)
	kode(t, "begin the year after", err, "")
	if m := meta(t, e.Embedded, store.TahunOPD(opd, tahun+1)); m.Versi != v {
		t.Errorf("META of the year after: got %d, want %d as answered", m.Versi, v)
	}
}

// TestLKEWholeWay takes a sheet from its beginning to the recommendations of the year after,
// and back when it is reopened.
func TestLKEWholeWay(t *testing.T) {
	e := servicetest.Seeded(t)
	if l := lembar(t, e, verifikatorLKE); l.Status != sakip.LKEBelum || l.Versi != 0 || l.Hasil.Mandiri.M != len(semuaKriteria(t)) || len(l.Usulan) == 0 {
		t.Errorf("before it is begun: got status %q at %d, %d criteria, %d proofs", l.Status, l.Versi, l.Hasil.Mandiri.M, len(l.Usulan))
	}
	_, err := e.PutJawabanLKE(ctx, e.As(t, verifikatorLKE), opd, tahun, sakip.SisiMandiri, sakip.JawabanLKE{Butir: "1.a.1", Jawaban: sakip.Terpenuhi}, 0)
	kode(t, "answer before it is begun", err, fault.Locked)
	first, err := e.StartLKE(ctx, e.As(t, verifikatorLKE), opd, tahun)
	kode(t, "begin", err, "")
	again, err := e.StartLKE(ctx, e.As(t, verifikatorLKE), opd, tahun)
	if err != nil || again != first {
		t.Errorf("begin again: got %d, %v, want %d", again, err, first)
	}
	_, err = e.StartLKE(ctx, e.As(t, verifikatorLKE), opd, 2031)
	kode(t, "begin without a year", err, fault.NotFound)
	_, err = e.StepLKE(ctx, e.As(t, verifikatorLKE), opd, tahun, sakip.LKEAjukan, "", lhe, first)
	if got := len(fields(err)); fault.CodeOf(err) != fault.Required || got != len(semuaKriteria(t)) {
		t.Errorf("hand in without answers: got %v, want each criterion", err)
	}
	jawabSemua(t, e, verifikatorLKE, sakip.SisiMandiri, sakip.Terpenuhi)
	langkahLKE(t, e, verifikatorLKE, sakip.LKEAjukan, "")
	langkahLKE(t, e, penilaiLKE, sakip.LKEKembalikan, "Sertakan bukti.")
	langkahLKE(t, e, "kepala-contoh", sakip.LKEAjukan, "")

	_, err = e.PutJawabanLKE(ctx, e.As(t, verifikatorLKE), opd, tahun, sakip.SisiMandiri, sakip.JawabanLKE{Butir: "1.a.1", Jawaban: sakip.TidakTerpenuhi}, 1)
	kode(t, "the agency answers what it handed in", err, fault.Locked)
	_, err = e.PutJawabanLKE(ctx, e.As(t, penilaiLKE), opd, tahun, sakip.SisiPenilai, sakip.JawabanLKE{Butir: "1.a.1", Jawaban: sakip.TidakTerpenuhi}, 0)
	kode(t, "who evaluates differs without a reason", err, fault.Invalid)
	jawabSemua(t, e, penilaiLKE, sakip.SisiPenilai, sakip.Terpenuhi)
	l := lembar(t, e, penilaiLKE)
	_, err = e.PutJawabanLKE(ctx, e.As(t, penilaiLKE), opd, tahun, sakip.SisiPenilai, sakip.JawabanLKE{Butir: "1.a.1", Jawaban: sakip.TidakTerpenuhi, Catatan: "Tidak ditunjukkan."},
		l.VersiButir[service.KunciButir(sakip.SisiPenilai, "1.a.1")])
	kode(t, "with a reason", err, "")
	_, err = e.PutSaranLKE(ctx, e.As(t, penilaiLKE), opd, tahun, sakip.SaranLKE{Kriteria: "1.a.1", Uraian: "Tunjukkan.", Tenggat: "2026-06-30"}, 0)
	kode(t, "recommend", err, "")
	_, err = e.PutSaranLKE(ctx, e.As(t, penilaiLKE), opd, tahun, sakip.SaranLKE{Kriteria: "9", Uraian: " "}, 0)
	if got, want := fields(err), []string{"kriteria", "tenggat", "uraian"}; !slices.Equal(got, want) {
		t.Errorf("a recommendation of nothing: got %v, want faults at %v", err, want)
	}

	// Before the evaluation is done only who evaluates sees it.
	if l := lembar(t, e, verifikatorLKE); len(l.LKE.Penilai) != 0 || len(l.Saran) != 0 || l.Hasil.Penilai.N != 0 || l.BolehJawab[sakip.SisiMandiri] {
		t.Errorf("the agency sees %d answers and %d recommendations of who evaluates", len(l.LKE.Penilai), len(l.Saran))
	}
	if l := lembar(t, e, penilaiLKE); len(l.LKE.Penilai) != l.Hasil.Penilai.M || len(l.Saran) != 1 || !l.BolehJawab[sakip.SisiPenilai] || !l.BolehTahap[sakip.LKENilai] {
		t.Errorf("who evaluates sees %d answers, may answer %v, go on %v", len(l.LKE.Penilai), l.BolehJawab, l.BolehTahap)
	}
	langkahLKE(t, e, penilaiLKE, sakip.LKENilai, "")
	l = lembar(t, e, verifikatorLKE)
	m, p := l.DuaSisi("1.a.1")
	if !sakip.Berbeda(m, p) || p.Nama == "" || l.Hasil.Mandiri.Predikat == "" || !l.Hasil.Penilai.Total.Nilai.LessThan(*l.Hasil.Mandiri.Total.Nilai) {
		t.Errorf("the agency sees %+v against %+v, totals %v and %v", m, p, l.Hasil.Mandiri.Total.Nilai, l.Hasil.Penilai.Total.Nilai)
	}
	_, err = e.StepLKE(ctx, e.As(t, penilaiLKE), opd, tahun, sakip.LKEFinalkan, "", sakip.LHE{}, l.Versi)
	if got, want := fields(err), []string{"nomor", "tanggal"}; !slices.Equal(got, want) {
		t.Errorf("final without a report of it: got %v, want faults at %v", err, want)
	}
	langkahLKE(t, e, penilaiLKE, sakip.LKEFinalkan, "")
	if got := berikutnya(t, e); got != "-" {
		t.Errorf("the year after is not begun: got %s", got)
	}
	utuh(t, e.Embedded, q)
	verbs := map[string]int{}
	for _, x := range entri(t, e.Embedded, q) {
		verbs[x.Perintah]++
	}
	if verbs["StartLKE"] != 1 || verbs["StepLKE"] != 5 || verbs["PutSaranLKE"] != 1 || verbs["PutJawabanLKE"] != 2*len(semuaKriteria(t))+1 {
		t.Errorf("audit entries: got %v", verbs)
	}
}

// Recommendations come to the year after exactly once, whichever of both is there first.
func TestLKERecommendationsComeOnce(t *testing.T) {
	for _, dulu := range []bool{true, false} {
		t.Run(fmt.Sprint("year begun first ", dulu), func(t *testing.T) {
			e := dinilai(t)
			if dulu {
				mulaiDepan(t, e)
			}
			langkahLKE(t, e, penilaiLKE, sakip.LKEFinalkan, "")
			if !dulu {
				mulaiDepan(t, e)
			}
			if got := berikutnya(t, e); got != keduaSaran {
				t.Fatalf("got %s, want %s", got, keduaSaran)
			}
			versi := meta(t, e.Embedded, store.TahunOPD(opd, tahun+1)).Versi
			_, err := e.StepLKE(ctx, e.As(t, penilaiLKE), opd, tahun, sakip.LKEFinalkan, "", lhe, 1)
			kode(t, "final again", err, "")
			n, err := e.DistributeLKE(ctx, e.As(t, penilaiLKE), opd, tahun)
			if err != nil || n != 0 {
				t.Errorf("distribute again: got %d, %v, want nothing to do", n, err)
			}
			_, err = e.StartTahun(ctx, e.As(t, verifikatorLKE), opd, tahun+1, 0)
			kode(t, "begin the year again", err, fault.Exists)
			if now := meta(t, e.Embedded, store.TahunOPD(opd, tahun+1)).Versi; now != versi {
				t.Errorf("META of the year after: got %d, want %d: nothing changed", now, versi)
			}
			if l := lembar(t, e, verifikatorLKE); !l.TahunDepan || len(l.Berikutnya) != 2 || l.BelumTersalur != 0 {
				t.Errorf("the sheet sees %d recommendations in the year after, %d to come", len(l.Berikutnya), l.BelumTersalur)
			}

			// What it recommends is not the agency's to change; what becomes of it is.
			r, _, err := record.Rekomendasi(ctx, e.Embedded, opd, tahun+1, 1)
			kode(t, "read", err, "")
			key := record.KeyRekomendasi(1)
			v := versiBaris(t, e.Embedded, store.TahunOPD(opd, tahun+1), key)
			lain := r
			lain.Uraian, lain.Asal = "Lain", nil
			_, err = e.PutRekomendasi(ctx, e.As(t, verifikatorLKE), opd, tahun+1, lain, v)
			kode(t, "another text", err, fault.Locked)
			_, err = e.DeleteBaris(ctx, e.As(t, verifikatorLKE), opd, tahun+1, key, v)
			kode(t, "delete it", err, fault.Locked)
			r.TindakLanjut, r.Asal = "Sudah disusun", nil
			_, err = e.PutRekomendasi(ctx, e.As(t, verifikatorLKE), opd, tahun+1, r, v)
			kode(t, "follow it up", err, "")

			// Corrected: one was worked on and is taken back, one has another text, one is new.
			langkahLKE(t, e, "admin-contoh", sakip.LKEBuka, "Salah menilai dua kriteria.")
			l := lembar(t, e, penilaiLKE)
			_, err = e.DeleteSaranLKE(ctx, e.As(t, penilaiLKE), opd, tahun, "s-1", l.VersiButir[service.KunciSaran("s-1")])
			kode(t, "take one back", err, "")
			_, err = e.PutSaranLKE(ctx, e.As(t, penilaiLKE), opd, tahun, sakip.SaranLKE{ID: "s-2", Kriteria: "1.a.1", Uraian: "Saran baru", Tenggat: "2026-06-30"}, l.VersiButir[service.KunciSaran("s-2")])
			kode(t, "change one", err, "")
			_, err = e.PutSaranLKE(ctx, e.As(t, penilaiLKE), opd, tahun, sakip.SaranLKE{ID: "s-3", Kriteria: "1.a.1", Uraian: "Saran s-3", Tenggat: "2026-06-30"}, 0)
			kode(t, "add one", err, "")
			if got := berikutnya(t, e); got != keduaSaran {
				t.Errorf("while it is open: got %s, want %s", got, keduaSaran)
			}
			langkahLKE(t, e, penilaiLKE, sakip.LKENilai, "")
			langkahLKE(t, e, penilaiLKE, sakip.LKEFinalkan, "")
			want := "1 Saran s-1 (2025 s-1 true); 2 Saran baru (2025 s-2 false); 3 Saran s-3 (2025 s-3 false)"
			if got := berikutnya(t, e); got != want {
				t.Errorf("corrected: got %s, want %s", got, want)
			}
			_, err = e.DeleteBaris(ctx, e.As(t, verifikatorLKE), opd, tahun+1, key, versiBaris(t, e.Embedded, store.TahunOPD(opd, tahun+1), key))
			kode(t, "delete what was taken back", err, "")
			utuh(t, e.Embedded, q)
			utuh(t, e.Embedded, store.TahunOPD(opd, tahun+1))
		})
	}
}

// A load of the year after whole does not lose them.
func TestLKERecommendationsSurviveALoad(t *testing.T) {
	e := dinilai(t)
	langkahLKE(t, e, penilaiLKE, sakip.LKEFinalkan, "")
	v, err := e.LoadTahun(ctx, e.As(t, verifikatorLKE), opd, tahun+1, wire.Tahun{}, 0)
	kode(t, "load an empty year", err, "")
	if got := berikutnya(t, e); got != keduaSaran {
		t.Errorf("got %s, want %s", got, keduaSaran)
	}
	v, err = e.LoadTahun(ctx, e.As(t, verifikatorLKE), opd, tahun+1, wire.Tahun{Rekomendasi: []wire.Rekomendasi{{No: 1, Uraian: "Lain", Hasil: sakip.TuntasSesuai}}}, v)
	kode(t, "load it again, under the version answered", err, "")
	if got, want := berikutnya(t, e), "1 Lain; 2 Saran s-1 (2025 s-1 false); 3 Saran s-2 (2025 s-2 false)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if m := meta(t, e.Embedded, store.TahunOPD(opd, tahun+1)); m.Versi != v {
		t.Errorf("META: got %d, want %d as answered", m.Versi, v)
	}
}

// patah is a store on which one command of a partition breaks off: before it is done, or
// after, so that nobody knows.
type patah struct {
	store.Store
	partisi store.Partition
	sesudah bool
	sudah   bool
}

func (s *patah) Do(ctx context.Context, c store.Command) (store.Result, error) {
	if c.Partition != s.partisi || s.sudah {
		return s.Store.Do(ctx, c)
	}
	s.sudah = true
	if s.sesudah {
		if _, err := s.Store.Do(ctx, c); err != nil {
			return store.Result{}, err
		}
	}
	return store.Result{}, fault.New(fault.ReadOnly)
}

// Final breaks off at either of its two commands; to take the step again, by the same
// request or another, goes on.
func TestLKEFinalBreaksOff(t *testing.T) {
	for _, partisi := range []store.Partition{q, store.TahunOPD(opd, tahun+1)} {
		for _, sesudah := range []bool{false, true} {
			for _, ulang := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s after %v same request %v", partisi, sesudah, ulang), func(t *testing.T) {
					e := dinilai(t)
					mulaiDepan(t, e)
					r, versi := servicetest.Kunci(e.As(t, penilaiLKE), "final", "isi"), lembar(t, e, penilaiLKE).Versi
					_, err := diAtas(e, &patah{Store: e.Embedded, partisi: partisi, sesudah: sesudah}).StepLKE(ctx, r, opd, tahun, sakip.LKEFinalkan, "", lhe, versi)
					want := fault.ReadOnly
					if partisi == q && sesudah {
						want = "" // the request's own record tells that it was done, and it goes on
					}
					kode(t, "broken off", err, want)
					if partisi != q && !sesudah {
						if l := lembar(t, e, verifikatorLKE); l.Status != sakip.LKEFinal || l.BelumTersalur != 2 {
							t.Errorf("in between: got %s with %d to come, want final with 2", l.Status, l.BelumTersalur)
						}
					}
					if !ulang {
						r.Idem = nil
					}
					_, err = e.StepLKE(ctx, r, opd, tahun, sakip.LKEFinalkan, "", lhe, versi)
					kode(t, "again", err, "")
					if got := berikutnya(t, e); got != keduaSaran {
						t.Errorf("got %s, want %s", got, keduaSaran)
					}
					if l := lembar(t, e, verifikatorLKE); l.Status != sakip.LKEFinal || l.BelumTersalur != 0 || len(l.Langkah) != 3 {
						t.Errorf("got %s with %d to come after %d steps", l.Status, l.BelumTersalur, len(l.Langkah))
					}
				})
			}
		}
	}
}

// The year after is begun at every moment of making the sheet final, and the other way
// about: the recommendations are there once.
func TestLKEFinalWhileTheYearBegins(t *testing.T) {
	for n := 0; ; n++ {
		e := dinilai(t)
		seam := &sela{Store: e.Embedded, baca: n, lalu: func() { mulaiDepan(t, e) }}
		_, err := diAtas(e, seam).StepLKE(ctx, e.As(t, penilaiLKE), opd, tahun, sakip.LKEFinalkan, "", lhe, lembar(t, e, penilaiLKE).Versi)
		kode(t, "final", err, "")
		if !seam.jalan {
			if n < 3 {
				t.Errorf("the step reads %d times only", n)
			}
			break
		}
		if got := berikutnya(t, e); got != keduaSaran {
			t.Errorf("begun before read %d: got %s, want %s", n, got, keduaSaran)
		}
	}
	for n := 0; ; n++ {
		e := dinilai(t)
		seam := &sela{Store: e.Embedded, baca: n, lalu: func() { langkahLKE(t, e, penilaiLKE, sakip.LKEFinalkan, "") }}
		_, err := diAtas(e, seam).StartTahun(ctx, e.As(t, verifikatorLKE), opd, tahun+1, 0)
		kode(t, "begin", err, "")
		if !seam.jalan {
			break
		}
		if got := berikutnya(t, e); got != keduaSaran {
			t.Errorf("final before read %d: got %s, want %s", n, got, keduaSaran)
		}
	}
}

// An answer is taken back at every moment of handing in: no sheet is handed in without it.
func TestLKEHandedInWhole(t *testing.T) {
	id := semuaKriteria(t)[0].ID
	for n := 0; ; n++ {
		e := servicetest.Seeded(t)
		_, err := e.StartLKE(ctx, e.As(t, verifikatorLKE), opd, tahun)
		kode(t, "begin", err, "")
		terjawab(t, e, sakip.SisiMandiri, sakip.SebagianTerpenuhi)
		l := lembar(t, e, verifikatorLKE)
		seam := &sela{Store: e.Embedded, baca: n, lalu: func() {
			_, err := e.DeleteJawabanLKE(ctx, e.As(t, verifikatorLKE), opd, tahun, sakip.SisiMandiri, id, l.VersiButir[service.KunciButir(sakip.SisiMandiri, id)])
			kode(t, "take an answer back", err, "")
		}}
		_, err = diAtas(e, seam).StepLKE(ctx, e.As(t, "kepala-contoh"), opd, tahun, sakip.LKEAjukan, "", sakip.LHE{}, l.Versi)
		if !seam.jalan {
			kode(t, "hand in", err, "")
			break
		}
		if got := lembar(t, e, verifikatorLKE); fault.CodeOf(err) != fault.Required || got.Status != sakip.LKEDraf {
			t.Errorf("taken back before read %d: got %s, %v, want it refused", n, got.Status, err)
		}
	}
}

// Thirty people answer different criteria at once: nobody is in another's way. Two on one
// criterion: the second gets both answers.
func TestLKEAnsweredAtOnce(t *testing.T) {
	e := servicetest.Seeded(t)
	_, err := e.StartLKE(ctx, e.As(t, verifikatorLKE), opd, tahun)
	kode(t, "begin", err, "")
	r := e.As(t, verifikatorLKE)
	var wg sync.WaitGroup
	semua := semuaKriteria(t)
	errs := make([]error, len(semua))
	for n, k := range semua {
		wg.Go(func() {
			_, errs[n] = e.PutJawabanLKE(ctx, r, opd, tahun, sakip.SisiMandiri, sakip.JawabanLKE{Butir: k.ID, Jawaban: sakip.SebagianTerpenuhi}, 0)
		})
	}
	wg.Wait()
	for n, err := range errs {
		if err != nil {
			t.Errorf("%s: %v", semua[n].ID, err)
		}
	}
	l := lembar(t, e, verifikatorLKE)
	if l.Hasil.Mandiri.N != len(semua) {
		t.Errorf("got %d answers, want %d", l.Hasil.Mandiri.N, len(semua))
	}
	id := semua[0].ID
	v := l.VersiButir[service.KunciButir(sakip.SisiMandiri, id)]
	_, err = e.PutJawabanLKE(ctx, r, opd, tahun, sakip.SisiMandiri, sakip.JawabanLKE{Butir: id, Jawaban: sakip.Terpenuhi}, v)
	kode(t, "first", err, "")
	_, err = e.PutJawabanLKE(ctx, r, opd, tahun, sakip.SisiMandiri, sakip.JawabanLKE{Butir: id, Jawaban: sakip.TidakTerpenuhi}, v)
	kode(t, "second", err, fault.Conflict)
	b := bentrok(t, err)
	if kini, anda := urai[wire.JawabanLKE](t, b.Kini), urai[wire.JawabanLKE](t, b.Anda); kini.Jawaban != sakip.Terpenuhi || anda.Jawaban != sakip.TidakTerpenuhi {
		t.Errorf("both answers: got %s and %s", kini.Jawaban, anda.Jawaban)
	}
	_, err = e.StepLKE(ctx, r, opd, tahun, sakip.LKEAjukan, "", lhe, l.Versi+1)
	kode(t, "hand in what was not seen", err, fault.Conflict)
	if kini := urai[wire.LKE](t, bentrok(t, err).Kini); kini.Status != sakip.LKEDraf {
		t.Errorf("the head that lies there: got %+v", kini)
	}

	// No answer moves the year: nothing is computed anew.
	if got, want := meta(t, e.Embedded, p).Versi, meta(t, servicetest.Seeded(t).Embedded, p).Versi; got != want {
		t.Errorf("META of the year: got %d, want %d", got, want)
	}
	kunci := servicetest.Kunci(r, "sekali", "isi")
	first, err := e.DeleteJawabanLKE(ctx, kunci, opd, tahun, sakip.SisiMandiri, semua[1].ID, l.VersiButir[service.KunciButir(sakip.SisiMandiri, semua[1].ID)])
	kode(t, "take back", err, "")
	again, err := e.DeleteJawabanLKE(ctx, kunci, opd, tahun, sakip.SisiMandiri, semua[1].ID, 1)
	if err != nil || again != first {
		t.Errorf("the same request again: got %d, %v, want %d", again, err, first)
	}
	_, err = e.DeleteJawabanLKE(ctx, r, opd, tahun, sakip.SisiMandiri, semua[1].ID, 1)
	kode(t, "another request", err, fault.NotFound)
	if l := lembar(t, e, verifikatorLKE); l.Hasil.Mandiri.N != len(semua)-1 || l.Hasil.Mandiri.Total.Ada() || l.Hasil.Mandiri.Sementara == nil {
		t.Errorf("with one answer less: got %d of %d, total %v", l.Hasil.Mandiri.N, l.Hasil.Mandiri.M, l.Hasil.Mandiri.Total.Nilai)
	}
	utuh(t, e.Embedded, q)
}

// What the data proved stays with the answer, and is stale when they say something else.
func TestLKEProof(t *testing.T) {
	e := servicetest.Seeded(t)
	id := ""
	for _, k := range semuaKriteria(t) {
		if k.Otomatis == "tindak_lanjut_selesai" {
			id = k.ID
		}
	}
	r := e.As(t, verifikatorLKE)
	_, err := e.PutRekomendasi(ctx, r, opd, tahun, sakip.Rekomendasi{No: 900, Uraian: "Susun", Hasil: sakip.BelumDitindaklanjut}, 0)
	kode(t, "a recommendation", err, "")
	_, err = e.StartLKE(ctx, r, opd, tahun)
	kode(t, "begin", err, "")
	_, err = e.PutJawabanLKE(ctx, r, opd, tahun, sakip.SisiMandiri, sakip.JawabanLKE{Butir: id, Jawaban: sakip.TidakTerpenuhi, Usulan: &sakip.UsulanLKE{Jawaban: sakip.Terpenuhi}}, 0)
	kode(t, "answer, with a proof of one's own making", err, "")
	l := lembar(t, e, verifikatorLKE)
	m, _ := l.DuaSisi(id)
	if m.Usulan == nil || !m.Usulan.Sama(l.Usulan[id]) || m.Usulan.Jawaban == sakip.Terpenuhi || l.Basi[id] || m.Oleh != verifikatorLKE || m.Pada.IsZero() {
		t.Fatalf("kept %+v, today's %+v, stale %v", m, l.Usulan[id], l.Basi[id])
	}
	for _, x := range l.Sebelumnya {
		_, err = e.SetHasilRekomendasi(ctx, e.As(t, penilaiLKE), opd, tahun, x.No, sakip.TuntasSesuai, "", versiBaris(t, e.Embedded, p, record.KeyRekomendasi(x.No)))
		kode(t, "done", err, "")
	}
	l = lembar(t, e, verifikatorLKE)
	if kini, _ := l.DuaSisi(id); !l.Basi[id] || !kini.Usulan.Sama(*m.Usulan) || l.Usulan[id].Jawaban != sakip.Terpenuhi {
		t.Errorf("after all are done: stale %v, kept %+v, today's %+v", l.Basi[id], kini.Usulan, l.Usulan[id])
	}
}

// A figure's own handing in is proven by the audit chain, in the kabupaten's zone.
func TestLKEHandedInOnTime(t *testing.T) {
	e := servicetest.Seeded(t)
	b := service.BahanLKE(e.Service, opd, tahun)
	got, err := b(ctx)
	kode(t, "read", err, "")
	if len(got.Penyerahan) != 0 {
		t.Errorf("of a year that was loaded: got %v, want nothing", got.Penyerahan)
	}
	_, err = e.RecordRealisasi(ctx, e.As(t, "operator-contoh-pembinaan"), opd, tahun, wire.Realisasi{Indikator: "PI-03", Triwulan: 3, Nilai: angka("6"), Status: sakip.Draf}, 0)
	kode(t, "draft", err, "")
	e.Waktu.Add(10 * 3600e9) // 2026-01-15 18:00 UTC is the 16th in WIB
	w := wire.Realisasi{Indikator: "PI-03", Triwulan: 3, Nilai: angka("6"), Status: sakip.Diajukan, Penjelasan: servicetest.Alasan()}
	for range 2 {
		_, err = e.RecordRealisasi(ctx, e.As(t, "operator-contoh-pembinaan"), opd, tahun, w, versiBaris(t, e.Embedded, p, record.KeyRealisasi("PI-03", 3)))
		kode(t, "hand in", err, "")
		e.Waktu.Add(24 * 3600e9)
	}
	got, err = b(ctx)
	kode(t, "read again", err, "")
	if want := []sakip.Penyerahan{{Indikator: "PI-03", Triwulan: 3, Pada: "2026-01-16"}}; !slices.Equal(got.Penyerahan, want) {
		t.Errorf("got %v, want %v", got.Penyerahan, want)
	}
}

// Evidence of a criterion is a file of the year, handed in by who answers.
func TestLKEEvidence(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, verifikatorLKE)
	_, err := e.StartLKE(ctx, r, opd, tahun)
	kode(t, "begin", err, "")
	minta := sakip.Bukti{Jenis: sakip.BuktiDukung, Kriteria: "1.a.1", Nama: "renstra.pdf"}
	_, _, err = e.RequestBukti(ctx, e.As(t, "operator-contoh-pembinaan"), opd, tahun, minta)
	kode(t, "an operator", err, fault.Forbidden)
	salah := minta
	salah.Kriteria = "9"
	_, _, err = e.RequestBukti(ctx, r, opd, tahun, salah)
	kode(t, "of no criterion", err, fault.Unknown)
	salah = minta
	salah.Indikator = "IKU-1.1"
	_, _, err = e.RequestBukti(ctx, r, opd, tahun, salah)
	kode(t, "of a criterion and an indicator", err, fault.Invalid)
	b, f, err := e.RequestBukti(ctx, r, opd, tahun, minta)
	if err != nil || f == nil || b.Kriteria != "1.a.1" {
		t.Fatalf("got %+v, %v, %v", b, f, err)
	}
	j := sakip.JawabanLKE{Butir: "1.a.1", Jawaban: sakip.Terpenuhi, Bukti: []string{b.ID}}
	_, err = e.PutJawabanLKE(ctx, r, opd, tahun, sakip.SisiMandiri, j, 0)
	kode(t, "a file that has not come", err, fault.Unknown)
	b.Status = sakip.BuktiDiterima
	kode(t, "it came", e.FinishBukti(ctx, b, versiBaris(t, e.Embedded, store.Bukti(opd, tahun), record.KeyBukti(b.ID))), "")
	_, err = e.PutJawabanLKE(ctx, r, opd, tahun, sakip.SisiMandiri, j, 0)
	kode(t, "answer with it", err, "")
	if l := lembar(t, e, penilaiLKE); len(l.Bukti) != 1 || l.Bukti[0].ID != b.ID {
		t.Errorf("files: got %v, want the one", l.Bukti)
	}
}

// DaftarLKE lists the agencies that one may see; what is being evaluated only for who
// evaluates.
func TestDaftarLKE(t *testing.T) {
	e := diajukan(t)
	terjawab(t, e, sakip.SisiPenilai, sakip.Terpenuhi)
	for sub, n := range map[string]int{verifikatorLKE: 0, "bappeda-contoh": 0, penilaiLKE: len(semuaKriteria(t))} {
		list, err := e.DaftarLKE(ctx, e.As(t, sub).Orang, tahun)
		kode(t, sub, err, "")
		if len(list) != 1 || !list[0].Ada || list[0].Status != sakip.LKEDiajukan || list[0].Hasil.Mandiri.N != len(semuaKriteria(t)) || list[0].Hasil.Penilai.N != n || list[0].Hasil.Penilai.Komponen != nil {
			t.Errorf("%s: got %+v, want one sheet with %d answers of who evaluates", sub, list, n)
		}
	}
	list, err := e.DaftarLKE(ctx, e.As(t, "inspektorat-trenggalek").Orang, 2023)
	if err != nil || len(list) != 1 || list[0].OPD != servicetest.Dinsos || list[0].Status != sakip.LKEBelum {
		t.Errorf("another kabupaten: got %+v, %v", list, err)
	}
	if b, err := json.Marshal(list); err != nil || strings.Contains(string(b), opd) {
		t.Errorf("another kabupaten sees %s, %v", b, err)
	}
}
