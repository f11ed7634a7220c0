package service

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"time"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// JenisAngka is what a figure is of.
type JenisAngka string

const (
	AngkaIndikator JenisAngka = "indikator"
	AngkaSasaran   JenisAngka = "sasaran"
	AngkaAnggaran  JenisAngka = "anggaran" // of a budget code
)

// UraianAngka is all that explains the figures of one thing: the results with their
// explanations, the policy that they follow, the items that went in, and what changed them.
// One of Indikator, Sasaran and Anggaran is set; it lies in Hasil.Isi.
type UraianAngka struct {
	Hasil      HasilTahun
	Indikator  *wire.HasilIndikator
	Sasaran    *wire.HasilSasaran
	Anggaran   *wire.HasilAnggaran
	Profil     sakip.PerangkatDaerah
	Kebijakan  sakip.Kebijakan
	Masukan    []MasukanAngka
	Riwayat    HalamanAudit // of the agency-year's chain; a step of many figures is cut to these
	RiwayatOPD HalamanAudit // of the agency's chain: policy and plan
}

// MasukanAngka is one item that went into a figure, with the entry of the command that made
// it what it is; that may have loaded many items at once. Triwulan is 0 for what is of the
// whole year.
type MasukanAngka struct {
	Doc      string // as in package record
	Objek    string // as the audit chain names it
	Triwulan int
	Isi      json.RawMessage
	Versi    int64
	Entri    *EntriAudit
	Bukti    int // files received
}

// Sebelum says from where on the histories are read, by the Seq of each chain; 0 is from
// the latest on.
type Sebelum struct{ Tahun, OPD int64 }

// banyakRiwayat is how many changes one answer holds.
const banyakRiwayat = 50

// sumber is an item to be read for an explanation.
type sumber struct {
	p   store.Partition
	key store.Key
	tw  int
}

func (s sumber) objek() string { return s.key.Doc + "#" + s.key.Row }

// Angka explains a figure at the end of a quarter. The history of what went in is part of
// the explanation and shown to whoever sees the figure; from which network address a change
// came, to those alone who may read the audit chain. Codes: NotFound.
func (s *Service) Angka(ctx context.Context, o sakip.Orang, opd string, tahun, triwulan int, jenis JenisAngka, id string, dari Sebelum) (UraianAngka, error) {
	h, err := s.Capaian(ctx, o, opd, tahun, triwulan)
	if err != nil {
		return UraianAngka{}, err
	}
	agency, err := record.LoadOPD(ctx, s.Store, opd)
	if err != nil {
		return UraianAngka{}, err
	}
	u := UraianAngka{Hasil: h, Profil: agency.Profil, Kebijakan: sakip.KebijakanBerlaku(agency.Kebijakan, tahun)}
	if !u.cari(jenis, id) {
		return UraianAngka{}, fault.New(fault.NotFound, "Angka", id)
	}
	masuk, ikut := u.sumber(opd, tahun, triwulan)
	if err := s.isiMasukan(ctx, &u, opd, tahun, masuk); err != nil {
		return UraianAngka{}, err
	}
	disimak := penyimak(append(masuk, ikut...))
	semua := tahunTeks(tahun)
	if u.Riwayat, err = s.telusur(ctx, store.TahunOPD(opd, tahun), func(e EntriAudit) bool {
		_, _, ada := bagian(e, disimak)
		return e.Objek == semua || disimak[e.Objek] || ada
	}, time.Time{}, dari.Tahun, banyakRiwayat); err != nil {
		return UraianAngka{}, err
	}
	for n := range u.Riwayat.Entri {
		if lama, baru, ada := bagian(u.Riwayat.Entri[n], disimak); ada {
			u.Riwayat.Entri[n].Lama, u.Riwayat.Entri[n].Baru = lama, baru
		}
	}
	if u.RiwayatOPD, err = s.telusur(ctx, store.OPD(opd), func(e EntriAudit) bool { return disimak[e.Objek] },
		time.Time{}, dari.OPD, banyakRiwayat); err != nil {
		return UraianAngka{}, err
	}
	if s.izinOPD(ctx, o, LihatAudit, opd) != nil {
		u.samarkan()
	}
	return u, nil
}

// cari finds what the figure is of; false when the results have none.
func (u *UraianAngka) cari(jenis JenisAngka, id string) bool {
	c := u.Hasil.Isi
	switch jenis {
	case AngkaIndikator:
		for n := range c.Indikator {
			if c.Indikator[n].ID == id {
				u.Indikator = &c.Indikator[n]
			}
		}
	case AngkaSasaran:
		for n := range c.Sasaran {
			if c.Sasaran[n].ID == id {
				u.Sasaran = &c.Sasaran[n]
			}
		}
	case AngkaAnggaran:
		for n := range c.Anggaran {
			if c.Anggaran[n].Kode == id {
				u.Anggaran = &c.Anggaran[n]
			}
		}
	}
	return u.Indikator != nil || u.Sasaran != nil || u.Anggaran != nil
}

// sumber lists the items that the figure follows from, and those whose changes change it
// by way of another figure.
func (u *UraianAngka) sumber(opd string, tahun, tw int) (masuk, ikut []sumber) {
	year, agency := store.TahunOPD(opd, tahun), store.OPD(opd)
	c := u.Hasil.Isi
	indikator := func(id string) (out []sumber) {
		for n := 1; n <= tw; n++ {
			out = append(out, sumber{year, record.KeyRealisasi(id, n), n}, sumber{year, record.KeyRencanaAksi(id, n), n})
		}
		out = append(out, sumber{year, record.KeyIndikator(id), 0})
		return out
	}
	pk := func() []sumber {
		if c.VersiPerjanjian == "" {
			return nil
		}
		return []sumber{{year, record.KeyPerjanjian(c.VersiPerjanjian), 0}}
	}
	switch {
	case u.Indikator != nil:
		masuk = append(indikator(u.Indikator.ID), pk()...)
		masuk = append(masuk, sumber{agency, record.KeyRenstra(), 0})
	case u.Sasaran != nil:
		masuk = append(pk(), sumber{agency, record.KeyRenstra(), 0})
		for _, i := range c.Indikator {
			if sakip.Tingkat(i.Tingkat) == sakip.TingkatSasaran && i.Induk == u.Sasaran.ID {
				ikut = append(ikut, indikator(i.ID)...)
			}
		}
	case u.Anggaran != nil:
		daun := func(b wire.HasilAnggaran) (out []sumber) {
			for _, r := range b.Rincian {
				id := sakip.IdentitasBaris{SubUnit: r.SubUnit, Kode: b.Kode, Sumber: r.Sumber}
				out = append(out, sumber{year, record.KeyRealisasiAnggaran(id, tw), tw}, sumber{year, record.KeyBarisAnggaran(c.VersiAnggaran, id), 0})
			}
			return out
		}
		if u.Anggaran.Daun {
			masuk = daun(*u.Anggaran)
			break
		}
		for _, b := range wire.DiBawah(c.Anggaran, u.Anggaran.Kode) {
			ikut = append(ikut, daun(b)...)
		}
	}
	if u.Kebijakan.Versi != "baku" {
		masuk = append(masuk, sumber{agency, record.KeyKebijakan(u.Kebijakan.Tahun), 0})
	}
	return masuk, ikut
}

// isiMasukan reads the items that are there, and of each the entry that its Versi numbers.
func (s *Service) isiMasukan(ctx context.Context, u *UraianAngka, opd string, tahun int, list []sumber) error {
	out := make([]MasukanAngka, len(list))
	err := bersama(len(list), func(n int) error {
		q := list[n]
		it, err := s.Store.Get(ctx, q.p, q.key)
		if fault.CodeOf(err) == fault.NotFound {
			return nil
		}
		if err != nil {
			return err
		}
		m := MasukanAngka{Doc: q.key.Doc, Objek: q.objek(), Triwulan: q.tw, Isi: it.Data, Versi: it.Versi}
		e, err := s.Store.Entries(ctx, q.p, it.Versi-1, 1)
		if len(e) == 1 && e[0].Seq == it.Versi {
			m.Entri = &e[0]
		}
		out[n] = m
		return err
	})
	if err != nil {
		return err
	}
	var bukti map[int]int
	if u.Indikator != nil {
		if bukti, err = s.banyakBukti(ctx, opd, tahun, u.Indikator.ID); err != nil {
			return err
		}
	}
	for _, m := range out {
		if m.Doc == record.DocRealisasi {
			m.Bukti = bukti[m.Triwulan]
		}
		if m.Doc != "" {
			u.Masukan = append(u.Masukan, m)
		}
	}
	return nil
}

// banyakBukti counts the files received for an indicator, by quarter.
func (s *Service) banyakBukti(ctx context.Context, opd string, tahun int, indikator string) (map[int]int, error) {
	list, err := record.LoadBukti(ctx, s.Store, opd, tahun)
	if err != nil {
		return nil, err
	}
	out := map[int]int{}
	for _, b := range list {
		if b.Jenis == sakip.BuktiDukung && b.Indikator == indikator && b.Status == sakip.BuktiDiterima {
			out[b.Triwulan]++
		}
	}
	return out, nil
}

// penyimak are the names under which the chain may speak of a change of the items: their
// own, and those of what holds them (a document that is switched whole).
func penyimak(list []sumber) map[string]bool {
	out := map[string]bool{}
	for _, q := range list {
		nama := q.objek()
		out[nama] = true
		for n, c := range nama {
			if c == '#' {
				out[nama[:n]] = true
			}
		}
	}
	return out
}

// bagian is what the entry of a command on many items says of some of them; ada is false
// for another entry and for one that has none of them.
func bagian(e EntriAudit, disimak map[string]bool) (lama, baru json.RawMessage, ada bool) {
	if e.Perintah == "ApplyImpor" {
		return bagianImpor(e, disimak)
	}
	if _, err := sakip.ParseTriwulan(e.Objek); err != nil {
		return nil, nil, false
	}
	var semua jejakBanyak
	if json.Unmarshal(e.Baru, &semua) != nil {
		return nil, nil, false
	}
	baru, ada = bagianAngka(semua.Angka, disimak)
	return e.Lama, baru, ada
}

// bagianAngka are those of the figures that are asked for.
func bagianAngka(semua []jejakAngka, disimak map[string]bool) (json.RawMessage, bool) {
	var out jejakBanyak
	for _, j := range semua {
		if disimak[j.Objek] {
			out.Angka = append(out.Angka, j)
		}
	}
	b, err := encode(out)
	return b, err == nil && out.Angka != nil
}

// bagianImpor are the values of those items of an import that are asked for, or, of one
// that was too long to keep them, its figures' states. An import of which neither was kept
// may have changed any of them.
func bagianImpor(e EntriAudit, disimak map[string]bool) (lama, baru json.RawMessage, ada bool) {
	var c catatanImpor
	if json.Unmarshal(e.Baru, &c) != nil {
		return nil, nil, false
	}
	if c.Isi == nil && c.Angka == nil {
		return e.Lama, e.Baru, true
	}
	if c.Isi == nil {
		baru, ada = bagianAngka(c.Angka, disimak)
		return nil, baru, ada
	}
	var dulu map[string]map[string]json.RawMessage
	if len(e.Lama) > 0 && json.Unmarshal(e.Lama, &dulu) != nil {
		return nil, nil, false
	}
	sebelum, sesudah := map[string]json.RawMessage{}, map[string]json.RawMessage{}
	for doc, rows := range c.Isi {
		for row, isi := range rows {
			if key := (store.Key{Doc: doc, Row: row}); disimak[objek(key)] {
				sebelum[objek(key)], sesudah[objek(key)] = rawOrNull(dulu[doc][row]), isi
				lama, baru = sebelum[objek(key)], isi
			}
		}
	}
	if len(sesudah) > 1 {
		var err, errBaru error
		lama, err = encode(sebelum)
		baru, errBaru = encode(sesudah)
		return lama, baru, err == nil && errBaru == nil
	}
	return lama, baru, len(sesudah) == 1
}

// samarkan leaves out of who changed what the sub and the network address.
func (u *UraianAngka) samarkan() {
	sembunyi := func(e *EntriAudit) {
		e.Dari, _, _ = strings.Cut(e.Dari, " ")
		e.Pelaku.Sub = ""
		e.Lama, e.Baru = tanpaSub(e.Lama), tanpaSub(e.Baru)
	}
	for _, h := range []HalamanAudit{u.Riwayat, u.RiwayatOPD} {
		for n := range h.Entri {
			sembunyi(&h.Entri[n])
		}
	}
	for n, m := range u.Masukan {
		u.Masukan[n].Isi = tanpaSub(m.Isi)
		if m.Entri != nil {
			sembunyi(m.Entri)
		}
	}
}

// tanpaSub is an item, or several by name, without whose sub entered and verified it.
func tanpaSub(isi json.RawMessage) json.RawMessage {
	if !bytes.Contains(isi, []byte(`"pengisi"`)) && !bytes.Contains(isi, []byte(`"pemeriksa"`)) {
		return isi
	}
	var semua map[string]json.RawMessage
	if json.Unmarshal(isi, &semua) != nil {
		return isi
	}
	delete(semua, "pengisi")
	delete(semua, "pemeriksa")
	for nama, x := range semua {
		semua[nama] = tanpaSub(x)
	}
	out, err := encode(semua)
	if err != nil {
		return nil
	}
	return out
}
