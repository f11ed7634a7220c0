package service

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strings"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// Hari is today in a kabupaten's zone: its calendar's days are that zone's.
func (s *Service) Hari(ctx context.Context, kab string) (sakip.Tanggal, error) {
	z, _, err := s.zona(ctx, kab)
	if err != nil {
		return "", err
	}
	return sakip.TanggalDari(s.now().In(z)), nil
}

// KalenderBerjalan are the calendars of a kabupaten of which something may be due today.
func (s *Service) KalenderBerjalan(ctx context.Context, kab string) ([]sakip.Kalender, error) {
	hari, err := s.Hari(ctx, kab)
	if err != nil {
		return nil, err
	}
	list, err := record.LoadKalender(ctx, s.Store, kab)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(list, func(k sakip.Kalender) bool { return !k.Berjalan(hari) }), nil
}

// HasilJadwal is what a run of the schedule did for one agency.
type HasilJadwal struct{ Laporan, Pengingat int }

// RunJadwal does for one agency what a calendar of its kabupaten makes due today: it asks for
// the reports of each quarter whose day has come, once a due day, and leaves the reminders of
// days that come. It does so in the system's name. Doing it twice, or by two at once, has one
// effect; what a run did not come to the next one does. An agency without the year has nothing due.
func (s *Service) RunJadwal(ctx context.Context, kab string, k sakip.Kalender, opd string) (HasilJadwal, error) {
	var out HasilJadwal
	hari, err := s.Hari(ctx, kab)
	if err != nil {
		return out, err
	}
	laporan, err := record.LoadLaporan(ctx, s.Store, opd, k.Tahun)
	if err != nil {
		return out, err
	}
	triwulan := k.Terbuka(hari, laporan)
	if len(triwulan) == 0 {
		return out, nil // most days: the year itself need not be read
	}
	t, err := record.LoadTahunSaja(ctx, s.Store, opd, k.Tahun)
	if fault.CodeOf(err) == fault.NotFound {
		return out, nil
	}
	if err != nil {
		return out, err
	}
	if t.Data.OPD.Kabupaten != kab {
		return out, fault.New(fault.NotFound, "Perangkat daerah", opd)
	}
	for _, n := range triwulan {
		p := sakip.PelaporanDari(t.Data, t.Pengecualian, laporan, n)
		p.Jadwal, p.Hari, p.Kini = k.Triwulan[n-1], hari, s.now()
		for _, sr := range p.Pengingat() {
			baru, err := s.ingatkan(ctx, opd, k.Tahun, sr)
			if err != nil {
				return out, err
			}
			out.Pengingat += baru
		}
		if !p.Giliran() {
			continue
		}
		id, _, err := s.mintaPaket(ctx, bySistem, paket{opd, kab, k.Tahun, "ScheduleLaporan"}, p, func(p sakip.Pelaporan) (sakip.Tanggal, LewatPelaporan) {
			if !p.Giliran() {
				return "", LewatSudah // somebody was faster
			}
			return p.Jadwal.Laporan, ""
		})
		if err != nil {
			return out, err
		}
		if id != "" {
			out.Laporan++
		}
	}
	return out, nil
}

// ingatkan leaves a reminder, as the stream then tells who sends it, unless it is there; it
// returns how many it left.
func (s *Service) ingatkan(ctx context.Context, opd string, tahun int, sr sakip.Surat) (int, error) {
	if _, _, err := record.Pengingat(ctx, s.Store, opd, tahun, sr.ID); fault.CodeOf(err) != fault.NotFound {
		return 0, err
	}
	sr.Waktu, sr.Oleh = s.now(), Sistem.Nama
	sr.Halaman = map[string]string{sakip.IngatPengisian: "/isian/", sakip.IngatVerifikasi: "/verifikasi/", sakip.IngatLaporan: "/verifikasi/"}[sr.Jenis] + tw(sr.Triwulan)
	writes, err := tulisSurat(sr)
	if err != nil {
		return 0, err
	}
	_, err = s.simpan(ctx, bySistem, perubahan{partisi: store.Surat(opd, tahun), opd: opd, verb: "RemindJadwal", objek: objek(writes[0].Key),
		baru: writes[0].Data, writes: writes})
	if fault.CodeOf(err) == fault.Exists {
		return 0, nil // another run was faster
	}
	return 1, err
}

// paket is what reports are asked for together of, and by which use case.
type paket struct {
	opd, kab string
	tahun    int
	verb     string
}

// mintaPaket asks for the reports of a quarter together, all of them or none. putus decides by
// what lies there: why not to, or the due day that they are of. The ids of a due day's reports
// follow from it, so that they cannot come to be twice; reports of no due day have fresh ones.
// The package's id is returned, or why there is none.
func (s *Service) mintaPaket(ctx context.Context, r Request, d paket, p sakip.Pelaporan,
	putus func(sakip.Pelaporan) (sakip.Tanggal, LewatPelaporan)) (id string, lewat LewatPelaporan, err error) {
	_, err = lagi(func() (int64, error) {
		m, err := s.Store.Meta(ctx, store.Laporan(d.opd, d.tahun))
		if err != nil {
			return 0, err
		}
		if p.Laporan, err = record.LoadLaporan(ctx, s.Store, d.opd, d.tahun); err != nil {
			return 0, err
		}
		var tempo sakip.Tanggal
		if tempo, lewat = putus(p); lewat != "" {
			id = ""
			return 0, nil
		}
		id = idTerjadwal(d.opd, d.tahun, p.Triwulan, tempo)
		if tempo == "" {
			id = s.ID()
		}
		writes, err := s.isiPaket(r, d, p, tempo, id)
		if err != nil {
			return 0, err
		}
		baru, err := encode(ringkasPaket{id, tw(p.Triwulan), tempo, sakip.JenisTerjadwal(p.Triwulan), sakip.FormatTerjadwal, p.Kurang()})
		if err != nil {
			return 0, err
		}
		res, err := s.simpan(ctx, r, perubahan{partisi: store.Laporan(d.opd, d.tahun), opd: d.opd, verb: d.verb, objek: "LAP#" + id, baru: baru,
			writes: writes, putusan: &m.Versi, index: store.IndexLaporan(d.kab), jawaban: []byte(id)})
		if res.Replayed {
			id = string(res.Response)
		}
		return res.Meta, err
	})
	if err != nil {
		return "", "", err
	}
	return id, lewat, nil
}

// isiPaket are the records of a package: of each kind a Paket of its own, named after the
// package, for each kind is published by itself.
func (s *Service) isiPaket(r Request, d paket, p sakip.Pelaporan, tempo sakip.Tanggal, id string) ([]store.Write, error) {
	var writes []store.Write
	for _, jenis := range sakip.JenisTerjadwal(p.Triwulan) {
		for _, format := range sakip.FormatTerjadwal {
			l := sakip.Laporan{OPD: d.opd, Tahun: d.tahun, Jenis: jenis, Periode: p.Triwulan, Format: format, Paket: id + "-" + string(jenis), Status: sakip.LaporanMenunggu,
				Pemohon: r.Orang.Sub, Diminta: s.now(), JatuhTempo: tempo, Kurang: p.Kurang()}
			if l.ID = idTerjadwal(d.opd, d.tahun, p.Triwulan, tempo, string(jenis), string(format)); tempo == "" {
				l.ID = s.ID()
			}
			if err := l.Validasi(); err != nil {
				return nil, err
			}
			data, err := encode(wire.FromLaporan(l))
			if err != nil {
				return nil, err
			}
			writes = append(writes, store.Write{Key: record.KeyLaporan(l.ID), Data: data})
		}
	}
	return writes, nil
}

// ringkasPaket is what the audit chain keeps of a package.
type ringkasPaket struct {
	Paket      string                `json:"paket"`
	Periode    string                `json:"periode"`
	JatuhTempo sakip.Tanggal         `json:"jatuh_tempo,omitempty"`
	Jenis      []sakip.JenisLaporan  `json:"jenis"`
	Format     []sakip.FormatLaporan `json:"format"`
	Kurang     int                   `json:"kurang,omitempty"`
}

// idTerjadwal is the id of what the schedule has made: like others 26 letters and digits.
func idTerjadwal(opd string, tahun, triwulan int, tempo sakip.Tanggal, lagi ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(append([]string{opd, tahunTeks(tahun), tw(triwulan), string(tempo)}, lagi...), "\x00")))
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:16])
}

// GiveUpLaporan ends a report that could not be made for so long that nobody hopes that it
// passes: it gets the status gagal, and who needs it asks again. One that was made meanwhile
// stays.
func (s *Service) GiveUpLaporan(ctx context.Context, opd string, tahun int, id string) error {
	l, versi, err := record.Laporan(ctx, s.Store, opd, tahun, id)
	if err != nil || !l.Menyerah(s.now()) {
		return err
	}
	l.Status = sakip.LaporanGagal
	l.Galat = "Berkas belum berhasil dibuat setelah dicoba selama tujuh hari. Laporkan kepada pengelola sistem, lalu minta lagi setelah gangguannya diperbaiki."
	return s.FinishLaporan(ctx, l, versi)
}

// PelaporanTriwulan is a quarter's reports of the agencies that a person may see: their own,
// or, for roles of the kabupaten, all of it.
type PelaporanTriwulan struct {
	Kabupaten       sakip.Kabupaten
	Tahun, Triwulan int
	Jadwal          sakip.Jadwal // zero when the quarter has none
	Hari            sakip.Tanggal
	Jalankan        bool // the person may have them made
	OPD             []PelaporanOPD
}

// PelaporanOPD is one agency in it.
type PelaporanOPD struct {
	ID, Nama string
	Sintetis bool
	Keadaan  sakip.KeadaanPelaporan
	Batas    sakip.Tanggal   // until when its reports wait for data; "" without a due day
	Total    sakip.Hitungan  // figures of the quarter
	Unit     []UnitKemajuan  // units with figures that are not verified
	Rencana  bool            // the year has indicators
	Lengkap  bool            // every figure is verified now
	Laporan  []LaporanTautan // the latest of each kind and format
}

// Kurang is how many figures were not verified when the reports were asked for.
func (p PelaporanOPD) Kurang() int {
	n := 0
	for _, l := range p.Laporan {
		n = max(n, l.Kurang)
	}
	return n
}

// Hitung counts the agencies by state.
func (p PelaporanTriwulan) Hitung() map[sakip.KeadaanPelaporan]int {
	out := map[sakip.KeadaanPelaporan]int{}
	for _, o := range p.OPD {
		out[o.Keadaan]++
	}
	return out
}

// Pelaporan reads how far a quarter's reports are, by agency in the order of DaftarOPD.
func (s *Service) Pelaporan(ctx context.Context, o sakip.Orang, tahun, triwulan int) (PelaporanTriwulan, error) {
	out := PelaporanTriwulan{Tahun: tahun, Triwulan: triwulan, Jalankan: Hak(JalankanPelaporan, o.Peran) != TidakBoleh}
	daftar, err := s.DaftarOPD(ctx, o)
	if err != nil {
		return out, err
	}
	if out.Kabupaten, _, err = record.Kabupaten(ctx, s.Store, o.Kabupaten); err != nil {
		return out, err
	}
	if out.Hari, err = s.Hari(ctx, o.Kabupaten); err != nil {
		return out, err
	}
	k, _, err := s.Kalender(ctx, o, o.Kabupaten, tahun)
	if err != nil {
		return out, err
	}
	out.Jadwal = k.Triwulan[triwulan-1]
	out.OPD = make([]PelaporanOPD, len(daftar))
	return out, bersama(len(daftar), func(n int) error {
		d := daftar[n]
		x := PelaporanOPD{ID: d.ID, Nama: d.Nama, Sintetis: d.Sintetis, Keadaan: sakip.PelaporanTanpaData}
		p, nama, ada, err := s.pelaporan(ctx, d, tahun, triwulan)
		if ada {
			p.Jadwal, p.Hari, p.Kini = out.Jadwal, out.Hari, s.now()
			x.Keadaan, x.Batas, x.Total, x.Lengkap, x.Rencana = p.Keadaan(), p.BatasTunggu(), p.Total(), p.Lengkap(), p.Rencana
			for _, l := range p.Terakhir() {
				lt, err := s.denganTautan(ctx, o, l)
				if err != nil {
					return err
				}
				x.Laporan = append(x.Laporan, lt)
			}
			for _, u := range p.Unit {
				if h := u.Semua(); h.Terverifikasi() < h.Wajib {
					x.Unit = append(x.Unit, UnitKemajuan{u, nama.NamaUnit(u.Unit)})
				}
			}
		}
		out.OPD[n] = x
		return err
	})
}

// pelaporan reads what decides about an agency's reports, but for the day; ada is false for
// an agency that has not got the year.
func (s *Service) pelaporan(ctx context.Context, d OPDRingkas, tahun, triwulan int) (p sakip.Pelaporan, profil sakip.PerangkatDaerah, ada bool, err error) {
	if !slices.Contains(d.Tahun, tahun) {
		return p, profil, false, nil
	}
	t, err := record.LoadTahunSaja(ctx, s.Store, d.ID, tahun)
	if fault.CodeOf(err) == fault.NotFound {
		return p, profil, false, nil
	}
	if err != nil {
		return p, profil, false, err
	}
	laporan, err := record.LoadLaporan(ctx, s.Store, d.ID, tahun)
	return sakip.PelaporanDari(t.Data, t.Pengecualian, laporan, triwulan), t.Data.OPD, err == nil, err
}

// LewatPelaporan is why an agency's reports were not asked for.
type LewatPelaporan string

const (
	LewatSudah    LewatPelaporan = "sudah_ada"     // they are made
	LewatDibuat   LewatPelaporan = "sedang_dibuat" // somebody has asked
	LewatMenunggu LewatPelaporan = "menunggu_data" // figures are not verified
	LewatTanpa    LewatPelaporan = "tanpa_data"    // the agency has not got the year
)

// HasilPelaporan is what became of one agency: its package, or why there is none. Kode and
// Galat say what failed; that holds up no other agency.
type HasilPelaporan struct {
	OPD, Nama string
	Paket     string
	Lewat     LewatPelaporan
	Kode      fault.Code
	Galat     string
}

// PilihPelaporan is whose reports are asked for. Without OPD, of all agencies of the person
// that lack them or whose failed; of the one that is named, anew. Kurang also takes those
// whose figures are not all verified: what is missing is a marked gap then.
type PilihPelaporan struct {
	OPD    string
	Kurang bool
}

// RequestPelaporan asks for a quarter's reports beside the schedule. On or after the due day
// they are those of the schedule, if it has not had them made yet; else they are further ones, and the
// schedule has its own made on its day. A repeat of the request has the first one's effect.
func (s *Service) RequestPelaporan(ctx context.Context, r Request, tahun, triwulan int, pilih PilihPelaporan) ([]HasilPelaporan, error) {
	if pilih.OPD != "" {
		if err := s.izinOPD(ctx, r.Orang, JalankanPelaporan, pilih.OPD); err != nil {
			return nil, err
		}
	} else if Hak(JalankanPelaporan, r.Orang.Peran) == TidakBoleh {
		return nil, ditolak(JalankanPelaporan)
	}
	daftar, err := s.DaftarOPD(ctx, r.Orang)
	if err != nil {
		return nil, err
	}
	if pilih.OPD != "" {
		daftar = slices.DeleteFunc(daftar, func(d OPDRingkas) bool { return d.ID != pilih.OPD })
	}
	k, _, err := s.Kalender(ctx, r.Orang, r.Orang.Kabupaten, tahun)
	if err != nil {
		return nil, err
	}
	hari, err := s.Hari(ctx, r.Orang.Kabupaten)
	if err != nil {
		return nil, err
	}
	out := make([]HasilPelaporan, len(daftar))
	return out, bersama(len(daftar), func(n int) error {
		x := HasilPelaporan{OPD: daftar[n].ID, Nama: daftar[n].Nama}
		p := sakip.Pelaporan{Triwulan: triwulan, Jadwal: k.Triwulan[triwulan-1], Hari: hari, Kini: s.now()}
		var err error
		if x.Paket, x.Lewat, err = s.requestPelaporan(ctx, r, daftar[n], tahun, p, pilih); err != nil {
			if ctx.Err() != nil {
				return err
			}
			f := fault.All(err)[0]
			x.Kode, x.Galat = f.Code, fault.Text(f)
		}
		out[n] = x
		return nil
	})
}

func (s *Service) requestPelaporan(ctx context.Context, r Request, d OPDRingkas, tahun int, p sakip.Pelaporan, pilih PilihPelaporan) (string, LewatPelaporan, error) {
	if res, ok, err := s.ulangan(ctx, r, d.ID); err != nil || ok {
		return string(res.Response), "", err
	}
	x, _, ada, err := s.pelaporan(ctx, d, tahun, p.Triwulan)
	if err != nil {
		return "", "", err
	}
	if !ada {
		return "", LewatTanpa, nil
	}
	x.Jadwal, x.Hari, x.Kini = p.Jadwal, p.Hari, p.Kini
	return s.mintaPaket(ctx, r, paket{d.ID, r.Orang.Kabupaten, tahun, "RequestPelaporan"}, x, func(x sakip.Pelaporan) (sakip.Tanggal, LewatPelaporan) {
		switch k := x.Keadaan(); {
		case k == sakip.PelaporanDibuat:
			return "", LewatDibuat
		case k == sakip.PelaporanSelesai && pilih.OPD == "":
			return "", LewatSudah
		case !x.Lengkap() && !pilih.Kurang:
			return "", LewatMenunggu
		case x.JatuhTempo() && !x.Terjadwal():
			return x.Jadwal.Laporan, ""
		}
		return "", ""
	})
}
