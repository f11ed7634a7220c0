package reporter

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"capaian/internal/dispatch"
	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/review"
	"capaian/internal/review/baca"
	"capaian/internal/sakip"
	"capaian/internal/servicetest"
)

// bertentangan makes the budget of the real year another than its agreement has.
func bertentangan(t *testing.T, e *servicetest.Env) {
	t.Helper()
	year, err := record.LoadTahun(ctx, e.Embedded, servicetest.Dinsos, 2023)
	must(t, "load", err)
	v := year.Data.Anggaran[len(year.Data.Anggaran)-1]
	v.Baris = slices.Clone(v.Baris)
	n := slices.IndexFunc(v.Baris, func(b sakip.BarisAnggaran) bool {
		return strings.HasPrefix(b.Kode, "D.U1.P02") && b.Pagu != nil && !b.Pagu.IsZero()
	})
	pagu := v.Baris[n].Pagu.Add(decimal.NewFromInt(1000))
	v.Baris[n].Pagu = &pagu
	_, err = e.PutAnggaran(ctx, e.As(t, "verifikator-dinsos"), servicetest.Dinsos, 2023, v, year.Versi[record.KeyAnggaranKepala(v.Versi)])
	must(t, "change the budget", err)
}

// A report whose data contradict themselves is made, says so, and is not published; once
// the finding is accepted, the next one is, with the reason in its annex and open data.
func TestContradictionsHoldUpPublishing(t *testing.T) {
	e := servicetest.Seeded(t)
	bertentangan(t, e)
	kepala := e.As(t, "kepala-dinsos")
	buat := func() sakip.Laporan {
		t.Helper()
		jobs := mintaPaket(t, e, servicetest.Dinsos, 2023, 4)
		for _, j := range jobs {
			must(t, "make", pembuat(e).Make(ctx, j))
		}
		a, b := laporan(t, e, jobs[0]), laporan(t, e, jobs[1])
		if a.Reviu != b.Reviu || a.Reviu.Versi != review.VersiAturan || a.Reviu.Dihitung < 399 {
			t.Fatalf("records: got %+v and %+v, want one review of the Paket", a.Reviu, b.Reviu)
		}
		return a
	}
	tolak := func(apa string, l sakip.Laporan) {
		t.Helper()
		_, err := e.PublishLaporan(ctx, kepala, l.OPD, l.Tahun, l.ID, "")
		if teks := fault.Text(fault.All(err)[0]); fault.CodeOf(err) != fault.Locked || !strings.Contains(teks, "menemukan 1 hal yang bertentangan") ||
			!strings.Contains(teks, "Selesaikan atau terima dengan alasan di halaman Reviu, lalu minta laporan baru") {
			t.Errorf("%s: got %v, %q", apa, err, teks)
		}
	}
	lama := buat()
	if r := lama.Reviu; r.Menahan != 1 || r.Diterima != 0 || r.Cocok >= r.Dihitung {
		t.Errorf("record: got %+v, want one contradiction", r)
	}
	if html := isiBerkas(t, e, lama.Objek); !bytes.Contains(html, []byte("1 galat belum diselesaikan atau diterima dengan alasan")) {
		t.Error("the report does not say that it has an open error")
	}
	tolak("open", lama)

	r, err := e.Reviu(ctx, kepala.Orang, servicetest.Dinsos, 2023, 4)
	must(t, "review", err)
	for _, x := range r.Menahan() {
		_, err := e.AcceptTemuan(ctx, kepala, servicetest.Dinsos, 2023, 4, x.ID(), "Pergeseran disahkan kemudian.", 0)
		must(t, "accept", err)
	}
	tolak("made before it was accepted", lama)
	baru := buat()
	if r := baru.Reviu; r.Menahan != 0 || r.Diterima != 1 || r.Dihitung != lama.Reviu.Dihitung || r.Temuan != lama.Reviu.Temuan {
		t.Errorf("record: got %+v, want the contradiction accepted", r)
	}
	html := string(isiBerkas(t, e, baru.Objek))
	if !strings.Contains(html, "diterima oleh "+kepala.Orang.Nama+", 15 Januari 2026: Pergeseran disahkan kemudian.") || strings.Contains(html, "galat belum diselesaikan") {
		t.Error("the annex does not say who accepted the finding, and why")
	}
	_, err = e.PublishLaporan(ctx, kepala, baru.OPD, baru.Tahun, baru.ID, "")
	must(t, "publish", err)
	j := dispatch.Job{Jenis: dispatch.Terbit, OPD: baru.OPD, Tahun: baru.Tahun, Laporan: baru.Paket}
	if f := gagalnya(t, pembuat(e), pesan(t, j)); len(f) != 0 {
		t.Fatalf("failed: got %q", f)
	}
	p, err := e.Terbitan(ctx, baru.OPD, baru.Paket)
	must(t, "read", err)
	if p.Reviu != baru.Reviu {
		t.Errorf("published: got %+v, want %+v", p.Reviu, baru.Reviu)
	}
	for _, b := range p.Berkas {
		if b.Format != sakip.JSON {
			continue
		}
		var d dataTerbuka
		must(t, "open data", json.Unmarshal(isiBerkas(t, e, b.Objek), &d))
		if d.Reviu == nil || d.Reviu.Dihitung != baru.Reviu.Dihitung || len(d.Reviu.Penerimaan) != 1 || d.Reviu.Penerimaan[0].Aturan != review.BedaTempat ||
			d.Reviu.Penerimaan[0].Alasan != "Pergeseran disahkan kemudian." || !strings.Contains(d.Reviu.Penerimaan[0].Pesan, "tercetak Rp345.874.000, seharusnya Rp345.875.000") {
			t.Errorf("open data: got %+v", d.Reviu)
		}
		if bytes.Contains(isiBerkas(t, e, b.Objek), []byte(kepala.Orang.Nama)) {
			t.Error("the open data name a person")
		}
		return
	}
	t.Error("no open data")
}

// The documents of a plan wait for contradictions in targets and money, the other kinds for
// all; each Paket's record says what holds up its kind.
func TestWhatHoldsUpEachKind(t *testing.T) {
	e := servicetest.Seeded(t)
	bertentangan(t, e)
	year, err := record.LoadTahun(ctx, e.Embedded, servicetest.Dinsos, 2023)
	must(t, "load", err)
	for _, j := range sakip.SemuaJenisLaporan {
		c := cuplikanDari(sakip.Laporan{OPD: servicetest.Dinsos, Tahun: 2023, Jenis: j, Periode: 4, Paket: "P"}, year, nil, "", e.Waktu.Now())
		if got := c.ringkasan(); got.Menahan != 1 { // the money of an agreement
			t.Errorf("%s: got %+v", j, got)
		}
	}
	lain := review.Tinjauan{Hasil: review.Hasil{Temuan: []review.Temuan{{Aturan: review.HitungUlang, Tingkat: review.Galat, Tempat: []review.Perbaikan{{Kunci: review.Kunci{Besaran: review.Realisasi}}}}}}}
	for j, want := range map[sakip.JenisLaporan]int{sakip.LKjIP: 1, sakip.LaporanTriwulan: 1, sakip.FormulirE81: 1, sakip.LaporanPerjanjian: 0, sakip.LaporanRencana: 0} {
		if got := len(lain.MenahanLaporan(j)); got != want {
			t.Errorf("%s: a contradiction of what was achieved: got %d, want %d", j, got, want)
		}
	}
}

// A snapshot from before there was a review says that nothing was reviewed, not that
// nothing was found; and one that has been read back is reviewed as when it was taken.
func TestSnapshotsKeepTheReview(t *testing.T) {
	e := servicetest.Seeded(t)
	bertentangan(t, e)
	r, err := e.Reviu(ctx, e.As(t, "kepala-dinsos").Orang, servicetest.Dinsos, 2023, 4)
	must(t, "review", err)
	_, err = e.AcceptTemuan(ctx, e.As(t, "kepala-dinsos"), servicetest.Dinsos, 2023, 4, r.Menahan()[0].ID(), "Sesuai DPA.", 0)
	must(t, "accept", err)
	year, err := record.LoadTahun(ctx, e.Embedded, servicetest.Dinsos, 2023)
	must(t, "load", err)
	l := sakip.Laporan{OPD: servicetest.Dinsos, Tahun: 2023, Jenis: sakip.LKjIP, Periode: 4, Paket: "P"}
	list := []bukti{{ID: "b1", Indikator: year.Data.Indikator[0].ID, Triwulan: 4, Nama: "a.pdf", Tanggal: "2024-02-01", Penjelasan: "terbit kemudian"},
		{ID: "b2", Indikator: year.Data.Indikator[0].ID, Triwulan: 4, Nama: "b.pdf", Tanggal: "2024-02-01"}}
	body, err := tulisCuplikan(cuplikanDari(l, year, list, "", e.Waktu.Now()))
	must(t, "write", err)
	c, err := bacaCuplikan(body)
	must(t, "read", err)
	d, err := c.data()
	must(t, "data", err)
	tin := review.Tinjau(d, sakip.Hitung(d, c.Periode), buktiLaporan(2023, c.Bukti), baca.DariNarasi)
	if got := tin.Ringkas(l.Jenis); got != c.ringkasan() || got.Diterima != 1 {
		t.Errorf("read back: got %+v, want %+v", got, c.ringkasan())
	}
	n := 0
	for _, x := range tin.Temuan {
		if x.Aturan == review.BuktiDiLuar {
			n++
		}
	}
	if n != 1 {
		t.Errorf("evidence outside its period: got %d findings, want that of the file without an explanation", n)
	}
	c.Reviu = nil
	lama := l
	lama.Reviu = c.ringkasan()
	if !lama.BelumDitinjau() || lama.Reviu != (sakip.ReviuLaporan{}) || c.dataTerbuka().Reviu != nil {
		t.Errorf("without a review: got %+v", lama.Reviu)
	}
}
