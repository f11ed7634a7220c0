package service

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"time"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// Angka names one figure of a quarter: of an indicator, or of a budget row when Indikator
// is "".
type Angka struct {
	Indikator string
	Baris     sakip.IdentitasBaris
	Triwulan  int
}

func (a Angka) kunci() store.Key {
	if a.Indikator == "" {
		return record.KeyRealisasiAnggaran(a.Baris, a.Triwulan)
	}
	return record.KeyRealisasi(a.Indikator, a.Triwulan)
}

// apa names the figure in a sentence.
func (a Angka) apa() string {
	if a.Indikator == "" {
		return "realisasi anggaran " + a.Baris.Kode + " " + tw(a.Triwulan)
	}
	return "realisasi " + a.Indikator + " " + tw(a.Triwulan)
}

// objek names a key in the audit chain.
func objek(k store.Key) string { return k.Doc + "#" + k.Row }

// aksiTahap is the right that each step needs.
var aksiTahap = map[sakip.Tahap]Aksi{sakip.Simpan: EntriRealisasi, sakip.Ajukan: EntriRealisasi, sakip.Tarik: Tarik,
	sakip.Kembalikan: Verifikasi, sakip.Verifikasi: Verifikasi, sakip.Finalkan: Finalkan, sakip.BukaKembali: BukaKembali}

// angkaKini is a figure as it lies in the store; Versi 0 is nothing yet.
type angkaKini struct {
	Angka
	unit   string
	versi  int64
	alur   sakip.Alur
	bentuk func(sakip.Alur) any // the item at another place of its way
}

func (s *Service) angka(ctx context.Context, opd string, tahun int, a Angka) (angkaKini, error) {
	if a.Triwulan < 1 || a.Triwulan > 4 {
		return angkaKini{}, fault.New(fault.NotFound, "Triwulan", tw(a.Triwulan))
	}
	if a.Indikator == "" {
		r, versi, err := record.RealisasiAnggaran(ctx, s.Store, opd, tahun, a.Baris, a.Triwulan)
		if fault.CodeOf(err) == fault.NotFound {
			b, _, errBaris := s.barisAnggaran(ctx, opd, tahun, a.Triwulan, a.Baris)
			if errBaris != nil || b.Pagu == nil {
				return angkaKini{}, fault.New(fault.NotFound, "Baris anggaran", a.Baris.Kode)
			}
			err = nil
		}
		return angkaAnggaran(a, r, versi), err
	}
	i, _, err := record.Indikator(ctx, s.Store, opd, tahun, a.Indikator)
	if err != nil {
		return angkaKini{}, err
	}
	r, versi, err := record.Realisasi(ctx, s.Store, opd, tahun, a.Indikator, a.Triwulan)
	if fault.CodeOf(err) == fault.NotFound {
		err = nil
	}
	return angkaIndikator(a, i, r, versi), err
}

func angkaIndikator(a Angka, i sakip.Indikator, r sakip.Realisasi, versi int64) angkaKini {
	return angkaKini{a, i.PenanggungJawab, versi, r.Alur(), func(x sakip.Alur) any { return wire.FromRealisasi(r.DenganAlur(x), i) }}
}

func angkaAnggaran(a Angka, r sakip.RealisasiAnggaran, versi int64) angkaKini {
	return angkaKini{a, a.Baris.SubUnit, versi, r.Alur(), func(x sakip.Alur) any { return wire.FromRealisasiAnggaran(r.DenganAlur(x)) }}
}

// kini is a figure of a loaded year.
func kini(t record.Tahun, x sakip.AngkaTriwulan, tw int) angkaKini {
	if x.Indikator == nil {
		a, r := Angka{Baris: x.Baris.IdentitasBaris, Triwulan: tw}, sakip.RealisasiAnggaran{}
		if x.Serapan != nil {
			r = *x.Serapan
		}
		return angkaAnggaran(a, r, t.Versi[a.kunci()])
	}
	a, r := Angka{Indikator: x.Indikator.ID, Triwulan: tw}, sakip.Realisasi{}
	if x.Realisasi != nil {
		r = *x.Realisasi
	}
	return angkaIndikator(a, *x.Indikator, r, t.Versi[a.kunci()])
}

// izinTahap checks the right to take a step on what is a unit's, "" for the whole agency's.
func (s *Service) izinTahap(ctx context.Context, o sakip.Orang, l sakip.Tahap, opd, unit string) error {
	if unit == "" {
		return s.izinOPD(ctx, o, aksiTahap[l], opd)
	}
	return s.izinUnit(ctx, o, aksiTahap[l], opd, unit)
}

// WithdrawRealisasi takes back what was handed in and not yet verified: it is a draft again.
// versi is that of the figure that the person has seen, as for the steps below; a stale one
// is fault.Conflict with both values, a status that the step does not start from and a
// closed window are fault.Locked.
func (s *Service) WithdrawRealisasi(ctx context.Context, r Request, opd string, tahun int, a Angka, versi int64) (int64, error) {
	return s.tahap(ctx, r, "WithdrawRealisasi", sakip.Tarik, opd, tahun, a, "", versi)
}

// ReturnRealisasi sends a figure back to its unit with a note.
func (s *Service) ReturnRealisasi(ctx context.Context, r Request, opd string, tahun int, a Angka, catatan string, versi int64) (int64, error) {
	return s.tahap(ctx, r, "ReturnRealisasi", sakip.Kembalikan, opd, tahun, a, catatan, versi)
}

// VerifyRealisasi says that a figure is right.
func (s *Service) VerifyRealisasi(ctx context.Context, r Request, opd string, tahun int, a Angka, versi int64) (int64, error) {
	return s.tahap(ctx, r, "VerifyRealisasi", sakip.Verifikasi, opd, tahun, a, "", versi)
}

// ReopenRealisasi opens a verified or final figure for its unit, with a reason.
func (s *Service) ReopenRealisasi(ctx context.Context, r Request, opd string, tahun int, a Angka, alasan string, versi int64) (int64, error) {
	return s.tahap(ctx, r, "ReopenRealisasi", sakip.BukaKembali, opd, tahun, a, alasan, versi)
}

func (s *Service) tahap(ctx context.Context, r Request, verb string, l sakip.Tahap, opd string, tahun int, a Angka, teks string, versi int64) (int64, error) {
	if err := s.izinOPD(ctx, r.Orang, aksiTahap[l], opd); err != nil {
		return 0, err
	}
	return s.sekali(ctx, r, opd, func() (int64, error) {
		return lagi(func() (int64, error) { return s.satuTahap(ctx, r, verb, l, opd, tahun, a, teks, versi) })
	})
}

func (s *Service) satuTahap(ctx context.Context, r Request, verb string, l sakip.Tahap, opd string, tahun int, a Angka, teks string, versi int64) (int64, error) {
	k, err := s.angka(ctx, opd, tahun, a)
	if err != nil {
		return 0, err
	}
	if err := s.izinTahap(ctx, r.Orang, l, opd, k.unit); err != nil {
		return 0, err
	}
	if k.versi != versi {
		return 0, s.basi(ctx, opd, tahun, k, versi)
	}
	kini := s.now()
	alur, err := k.alur.Lanjutkan(l, r.Orang, teks, a.apa())
	if err != nil {
		return 0, err
	}
	reads, err := s.masa(r.Orang).periksa(ctx, opd, tahun, a.Triwulan, k.unit, k.alur, kini)
	if err != nil {
		return 0, err
	}
	alur.Sebelum = k.versi
	lama, err := encode(k.bentuk(k.alur))
	if err != nil {
		return 0, err
	}
	data, err := encode(k.bentuk(alur))
	if err != nil {
		return 0, err
	}
	surat, err := s.suratTahap(ctx, r.Orang, l, opd, tahun, k, teks, kini)
	if err != nil {
		return 0, err
	}
	res, err := s.simpan(ctx, r, perubahan{partisi: store.TahunOPD(opd, tahun), opd: opd, verb: verb, objek: objek(a.kunci()), waktu: kini,
		lama: lama, baru: data, reads: reads, writes: append([]store.Write{{Key: a.kunci(), Versi: versi, Data: data}}, surat...)})
	return res.Meta, err
}

// basi is the conflict of a step on a figure that has changed: what lies there now beside
// what the person had seen, as the audit chain keeps it.
func (s *Service) basi(ctx context.Context, opd string, tahun int, k angkaKini, versi int64) error {
	b := Bentrok{Versi: k.versi, Kini: json.RawMessage("null"), Anda: json.RawMessage("null")}
	if k.versi > 0 {
		data, err := encode(k.bentuk(k.alur))
		if err != nil {
			return err
		}
		b.Kini = data
	}
	if versi > 0 {
		entries, err := s.Store.Entries(ctx, store.TahunOPD(opd, tahun), versi-1, 1)
		if err != nil {
			return err
		}
		if len(entries) == 1 && entries[0].Objek == objek(k.kunci()) {
			b.Anda = rawOrNull(entries[0].Baru)
		}
	}
	return &fault.Error{Code: fault.Conflict, Data: b}
}

// RiwayatAngka is one state that a figure was in.
type RiwayatAngka struct {
	Waktu    time.Time
	Nama     string // who brought it there
	Peran    string
	Perintah string
	Status   sakip.Status
	Teks     string // the note of a return, the reason of a reopening
}

// maksRiwayat is how many states of a figure are shown, the latest ones.
const maksRiwayat = 20

// jejakAngka is what an audit entry says of one figure: its item, or its line in the entry
// of a step that many took together.
type jejakAngka struct {
	Objek         string       `json:"objek,omitempty"`
	Status        sakip.Status `json:"status"`
	Catatan       string       `json:"catatan,omitempty"`
	DibukaKembali string       `json:"dibuka_kembali,omitempty"`
	Sebelum       int64        `json:"sebelum,omitempty"`
}

// jejakBanyak is the entry of a step that many figures took together.
type jejakBanyak struct {
	Angka []jejakAngka `json:"angka"`
}

// riwayat walks a figure's states back through the audit chain, the latest first.
func (s *Service) riwayat(ctx context.Context, opd string, tahun int, k store.Key, versi int64) ([]RiwayatAngka, error) {
	var out []RiwayatAngka
	for versi > 0 && len(out) < maksRiwayat {
		entries, err := s.Store.Entries(ctx, store.TahunOPD(opd, tahun), versi-1, 1)
		if err != nil {
			return nil, err
		}
		if len(entries) == 0 {
			break
		}
		e := entries[0]
		x := RiwayatAngka{Waktu: e.Waktu, Nama: e.Pelaku.Nama, Peran: e.Pelaku.Peran, Perintah: e.Perintah}
		j, ok := bacaJejak(e, objek(k))
		if ok {
			x.Status = j.Status
			switch j.Status {
			case sakip.Dikembalikan:
				x.Teks = j.Catatan
			case sakip.Diajukan:
				if e.Perintah == "ReopenRealisasi" || e.Perintah == "ReopenPeriode" {
					x.Teks = j.DibukaKembali
				}
			}
		}
		out = append(out, x)
		if !ok {
			break // a year that was loaded whole
		}
		versi = j.Sebelum
	}
	return out, nil
}

func bacaJejak(e store.Entry, objek string) (jejakAngka, bool) {
	var satu jejakAngka
	if e.Objek == objek {
		return satu, json.Unmarshal(e.Baru, &satu) == nil && satu.Status != ""
	}
	var banyak jejakBanyak
	if json.Unmarshal(e.Baru, &banyak) != nil {
		return satu, false
	}
	for _, j := range banyak.Angka {
		if j.Objek == objek {
			return j, true
		}
	}
	return satu, false
}

// KeadaanAngka is where a figure stands, as a person sees it.
type KeadaanAngka struct {
	Angka
	Versi   int64
	Unit    string
	Alur    sakip.Alur
	Boleh   map[sakip.Tahap]bool // the steps that the person may take now
	Tutup   string               // why the person may not enter, for people; "" when they may or it is not theirs to
	Jadwal  sakip.Jadwal         // zero: not limited
	Riwayat []RiwayatAngka
}

// Keadaan reads where a figure stands and what the person may do about it.
func (s *Service) Keadaan(ctx context.Context, o sakip.Orang, opd string, tahun int, a Angka) (KeadaanAngka, error) {
	if err := s.izinOPD(ctx, o, LihatOPD, opd); err != nil {
		return KeadaanAngka{}, err
	}
	k, err := s.angka(ctx, opd, tahun, a)
	if err != nil {
		return KeadaanAngka{}, err
	}
	m := s.masa(o)
	out := KeadaanAngka{Angka: a, Versi: k.versi, Unit: k.unit, Alur: k.alur}
	var tutup error
	if out.Boleh, tutup, err = s.boleh(ctx, m, opd, tahun, k); err != nil {
		return out, err
	}
	if s.izinTahap(ctx, o, sakip.Ajukan, opd, k.unit) == nil && !out.Boleh[sakip.Ajukan] {
		_, err := sakip.Lanjut(k.alur.Status, sakip.Ajukan, o.Peran, a.apa())
		if f := (*fault.Error)(nil); errors.As(cmp.Or(err, tutup), &f) {
			out.Tutup = fault.Text(f)
		}
	}
	out.Jadwal = m.kalender.Triwulan[a.Triwulan-1]
	out.Riwayat, err = s.riwayat(ctx, opd, tahun, a.kunci(), k.versi)
	return out, err
}
