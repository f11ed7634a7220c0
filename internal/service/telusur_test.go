package service_test

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	bolt "go.etcd.io/bbolt"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/servicetest"
	"capaian/internal/store"
	"capaian/internal/store/embedded"
	"capaian/internal/wire"
)

// penghitung counts the entries that are read of chains.
type penghitung struct {
	store.Store
	n *int
}

func (p penghitung) Entries(ctx context.Context, q store.Partition, after int64, limit int) ([]store.Entry, error) {
	out, err := p.Store.Entries(ctx, q, after, limit)
	*p.n += len(out)
	return out, err
}

// rantai writes n texts, one each hour, by two people in turn.
func rantai(t testing.TB, e *servicetest.Env, n int) {
	t.Helper()
	for i := range n {
		e.Waktu.Add(time.Hour)
		r := servicetest.Perencana(sakip.PerangkatDaerah{ID: opd, Kabupaten: "contoh"})
		r.Orang.Sub, r.Orang.Nama = []string{"ani", "budi"}[i%2], []string{"Ani Contoh", "Budi Contoh"}[i%2]
		r.Dari = "formulir 10.0.0.1"
		if _, err := e.PutNarasi(ctx, r, opd, tahun, sakip.Narasi{Bagian: "bab4.upaya", Isi: fmt.Sprint("isi ", i)}, versiNarasi(i)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestTelusurAudit(t *testing.T) {
	e := servicetest.Seeded(t)
	awal := e.Waktu.Now()
	const n = 450 // more than two parts
	rantai(t, e, n)
	who := e.As(t, "inspektorat-contoh").Orang
	jam := func(n int) time.Time { return awal.Add(time.Duration(n) * time.Hour) }
	for _, c := range []struct {
		name   string
		f      service.SaringAudit
		limit  int
		banyak int   // entries in all
		atas   int64 // the newest
	}{
		{"everything", service.SaringAudit{}, 100, n + 1, n + 1},
		{"one at a time", service.SaringAudit{Objek: "bab4"}, 1, n, n + 1},
		{"a person by name, in any case", service.SaringAudit{Orang: "BUDI c"}, 70, n / 2, n + 1},
		{"a person by sub", service.SaringAudit{Orang: "ani"}, 70, n / 2, n},
		{"a command", service.SaringAudit{Perintah: "LoadTahun"}, 10, 1, 1},
		{"an object", service.SaringAudit{Objek: "nar#bab4.upaya"}, 10, n, n + 1},
		{"since", service.SaringAudit{Sejak: jam(440)}, 10, 11, n + 1},
		{"until", service.SaringAudit{Sampai: jam(11)}, 3, 11, 11},
		{"a span in the middle", service.SaringAudit{Sejak: jam(200), Sampai: jam(210)}, 4, 10, 210},
		{"nothing", service.SaringAudit{Objek: "REAL#"}, 10, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			var seen []int64
			for sebelum, pages := int64(0), 0; ; pages++ {
				h, err := e.TelusurAudit(ctx, who, opd, tahun, c.f, sebelum, c.limit)
				kode(t, "page", err, "")
				if len(h.Entri) > c.limit || h.Banyak != n+1 {
					t.Fatalf("page: got %d entries of %d, want at most %d of %d", len(h.Entri), h.Banyak, c.limit, n+1)
				}
				for _, x := range h.Entri {
					seen = append(seen, x.Seq)
				}
				if sebelum = h.Lanjut; sebelum == 0 {
					break
				}
				if pages > n+5 {
					t.Fatal("no end")
				}
			}
			if len(seen) != c.banyak || c.banyak > 0 && seen[0] != c.atas {
				t.Fatalf("got %d entries, want %d from %d on: %v", len(seen), c.banyak, c.atas, seen)
			}
			for i := 1; i < len(seen); i++ {
				if seen[i] >= seen[i-1] {
					t.Errorf("entry %d after %d: want newest first, each once", seen[i], seen[i-1])
				}
			}
		})
	}
	var dibaca int
	s := diAtas(e, penghitung{e.Embedded, &dibaca})
	if _, err := s.TelusurAudit(ctx, who, opd, tahun, service.SaringAudit{Sejak: jam(440)}, 0, 100); err != nil || dibaca > 200 {
		t.Errorf("since a late day: read %d entries, %v, want the last part alone", dibaca, err)
	}
}

// panjang is a chain of n entries of which the first alone is a load.
type panjang struct {
	penghitung
	banyak int64
}

func (p panjang) Meta(ctx context.Context, q store.Partition) (store.Meta, error) {
	m, err := p.Store.Meta(ctx, q)
	if q == store.TahunOPD(opd, tahun) {
		m.Versi = p.banyak
	}
	return m, err
}

func (p panjang) Entries(_ context.Context, q store.Partition, after int64, limit int) (out []store.Entry, _ error) {
	for seq := after + 1; seq <= min(p.banyak, after+int64(limit)); seq++ {
		e := store.Entry{Partition: q, Seq: seq, Audit: store.Audit{Perintah: "PutNarasi", Objek: "NAR#x"}}
		if seq == 1 {
			e.Perintah, e.Objek = "LoadTahun", fmt.Sprint(tahun)
		}
		out = append(out, e)
	}
	*p.n += len(out)
	return out, nil
}

// One answer looks at so many entries and no more, and says where to go on.
func TestHistoryIsBounded(t *testing.T) {
	e := servicetest.Seeded(t)
	var dibaca int
	s := diAtas(e, panjang{penghitung{e.Embedded, &dibaca}, 5000})
	who := e.As(t, "inspektorat-contoh").Orang
	answers, sebelum := 0, int64(0)
	for found := 0; ; answers++ {
		dibaca = 0
		h, err := s.TelusurAudit(ctx, who, opd, tahun, service.SaringAudit{Perintah: "LoadTahun"}, sebelum, 10)
		kode(t, "answer", err, "")
		if dibaca > 2000 {
			t.Errorf("answer %d: read %d entries, want at most 2000", answers, dibaca)
		}
		if found += len(h.Entri); h.Lanjut == 0 {
			if found != 1 || answers != 2 {
				t.Errorf("got %d entries in %d answers, want the load in the third", found, answers+1)
			}
			return
		}
		sebelum = h.Lanjut
	}
}

// hasilkan stores the results of an agency-year as recalculation would.
func hasilkan(t testing.TB, e *servicetest.Env) {
	t.Helper()
	d, err := record.LoadTahun(ctx, e.Embedded, opd, tahun)
	if err != nil {
		t.Fatal(err)
	}
	for tw := 1; tw <= 4; tw++ {
		b, err := wire.FromHasil(d.Data.OPD, d.Data.Kebijakan, sakip.Hitung(d.Data, sakip.Periode{Tahun: tahun, Triwulan: tw})).Gzip()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := e.Embedded.PutHasil(ctx, store.HasilKey{OPD: opd, Tahun: tahun, TW: tw}, store.Hasil{Vector: d.Vector, At: e.Waktu.Now(), Data: b}); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAngkaTellsWhoChangedWhat(t *testing.T) {
	e := servicetest.Seeded(t)
	r := e.As(t, "operator-contoh-layanan")
	r.Dari = "formulir 10.1.2.3"
	_, versi, err := record.Realisasi(ctx, e.Embedded, opd, tahun, "IKU-1.1", 4)
	if err != nil {
		t.Fatal(err)
	}
	isi := wire.Realisasi{Indikator: "IKU-1.1", Triwulan: 4, Pembilang: wire.AngkaDari(decimal.NewFromInt(541)), Penyebut: wire.AngkaDari(decimal.NewFromInt(560))}
	baru, err := e.RecordRealisasi(ctx, r, opd, tahun, isi, versi)
	kode(t, "change", err, "")
	hasilkan(t, e)
	for _, c := range []struct {
		who, dari, sub string
	}{{"inspektorat-contoh", "formulir 10.1.2.3", "operator-contoh-layanan"}, {"operator-contoh-layanan", "formulir", ""}, {"bappeda-contoh", "formulir", ""}} {
		u, err := e.Angka(ctx, e.As(t, c.who).Orang, opd, tahun, 4, service.AngkaIndikator, "IKU-1.1", service.Sebelum{})
		kode(t, "explain", err, "")
		if u.Indikator == nil || !u.Hasil.Segar || len(u.Riwayat.Entri) != 2 || u.Riwayat.Lanjut != 0 {
			t.Fatalf("by %s: got %+v, want the change and the load", c.who, u.Riwayat)
		}
		if got := u.Riwayat.Entri[0]; got.Seq != baru || got.Dari != c.dari || got.Pelaku.Sub != c.sub || got.Pelaku.Nama != r.Orang.Nama {
			t.Errorf("by %s: got %+v, want from %q by %q", c.who, got.Audit, c.dari, c.sub)
		}
		terlihat := string(u.Riwayat.Entri[0].Baru)
		for _, m := range u.Masukan {
			terlihat += string(m.Isi)
		}
		if got := strings.Contains(terlihat, "operator-contoh-layanan"); got != (c.sub != "") {
			t.Errorf("by %s: the sub within the values: got %t, want %t", c.who, got, c.sub != "")
		}
		objek := map[string]int64{}
		for _, m := range u.Masukan {
			objek[m.Objek] = m.Versi
			if m.Entri == nil || m.Entri.Seq != m.Versi {
				t.Errorf("%s: got the entry %+v, want that of Versi %d", m.Objek, m.Entri, m.Versi)
			}
		}
		for _, want := range []string{"REAL#IKU-1.1#TW1", "REAL#IKU-1.1#TW4", "RA#IKU-1.1#TW2", "IND#IKU-1.1", "PK#perubahan", "RENSTRA#RENSTRA", "KBJ#2024"} {
			if objek[want] == 0 {
				t.Errorf("inputs: %s is missing of %v", want, objek)
			}
		}
		if objek["REAL#IKU-1.1#TW4"] != baru {
			t.Errorf("the changed input: got Versi %d, want %d", objek["REAL#IKU-1.1#TW4"], baru)
		}
	}
	who := e.As(t, "bappeda-contoh").Orang
	for _, c := range []struct {
		jenis   service.JenisAngka
		id      string
		code    fault.Code
		riwayat int
	}{
		{service.AngkaSasaran, "S1", "", 2}, {service.AngkaSasaran, "S2", "", 1}, {service.AngkaAnggaran, "C.U1.P02", "", 1},
		{service.AngkaAnggaran, "C.U1.P04.K01.S01", "", 1}, {service.AngkaIndikator, "S1", fault.NotFound, 0}, {"lain", "IKU-1.1", fault.NotFound, 0},
	} {
		u, err := e.Angka(ctx, who, opd, tahun, 4, c.jenis, c.id, service.Sebelum{})
		kode(t, string(c.jenis)+" "+c.id, err, c.code)
		if len(u.Riwayat.Entri) != c.riwayat {
			t.Errorf("%s %s: got %d changes, want %d", c.jenis, c.id, len(u.Riwayat.Entri), c.riwayat)
		}
	}
	if u, err := e.Angka(ctx, who, opd, tahun, 2, service.AngkaIndikator, "IKU-1.1", service.Sebelum{}); err != nil || len(u.Riwayat.Entri) != 1 {
		t.Errorf("at TW2: got %d changes, %v, want the load alone: what was reported of TW4 is not in it", len(u.Riwayat.Entri), err)
	}
}

// A file that somebody wrote into shows which entry was tampered with.
func TestVerifyAuditOfATamperedFile(t *testing.T) {
	folder := t.TempDir()
	buka := func() (*embedded.Store, *service.Service) {
		st, err := embedded.Open(folder, embedded.Options{NoSync: true})
		if err != nil {
			t.Fatal(err)
		}
		return st, &service.Service{Store: st, Hasil: st, Clock: func() time.Time { return time.Unix(1_700_000_000, 0) }, ID: func() string { return "X" }}
	}
	st, s := buka()
	admin := servicetest.Pemasang("k")
	if _, err := s.PutKabupaten(ctx, admin, sakip.Kabupaten{ID: "k", Nama: "K"}, 0); err != nil {
		t.Fatal(err)
	}
	for n := range 9 {
		p := sakip.PerangkatDaerah{ID: "dinas", Kabupaten: "k", Nama: fmt.Sprint("Dinas ", n), Zona: "WIB"}
		if _, err := s.PutProfil(ctx, admin, p, int64(n)); err != nil {
			t.Fatal(err)
		}
	}
	periksa := func() service.VerifikasiAudit {
		v, err := s.VerifyAudit(ctx, admin.Orang, "dinas", 0)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	if v := periksa(); !v.Utuh || v.Banyak != 9 {
		t.Fatalf("as written: got %+v", v)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := bolt.Open(filepath.Join(folder, "kinerja.db"), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Update(func(tx *bolt.Tx) error {
		b := tx.Bucket([]byte("audit"))
		key := append([]byte("OPD#dinas\x00"), 0, 0, 0, 0, 0, 0, 0, 6)
		v := b.Get(key)
		if !bytes.Contains(v, []byte("Dinas 5")) {
			return fmt.Errorf("entry 6 is %q", v)
		}
		return b.Put(key, bytes.ReplaceAll(v, []byte("Dinas 5"), []byte("Dinas X")))
	}); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	st, s = buka()
	defer st.Close()
	if v := periksa(); v.Utuh || v.Putus != 6 || v.Banyak != 5 || !strings.Contains(v.Galat, "putus") {
		t.Errorf("tampered: got %+v, want the sixth found", v)
	}
}

// BenchmarkRiwayat5000 explains a figure in a chain of 5,000 entries that has nothing newer
// of it than the load: the farthest look back of one answer.
func BenchmarkRiwayat5000(b *testing.B) {
	e := servicetest.Seeded(b)
	rantai(b, e, 5000)
	hasilkan(b, e)
	who := e.As(b, "inspektorat-contoh").Orang
	b.Run("angka", func(b *testing.B) {
		for b.Loop() {
			if _, err := e.Angka(ctx, who, opd, tahun, 4, service.AngkaIndikator, "IKU-1.1", service.Sebelum{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("periksa", func(b *testing.B) {
		for b.Loop() {
			if v, err := e.VerifyAudit(ctx, who, opd, tahun); err != nil || !v.Utuh {
				b.Fatal(v, err)
			}
		}
	})
}
