package service

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/store"
)

// sekaliBanyak is how many figures one command takes a step further: each is a write, and
// may depend on an exception that no other depends on, and a transaction holds 100 items.
const sekaliBanyak = 45

// MaksBanyak is how many figures one request may name.
const MaksBanyak = 900

// Pilihan is a figure as somebody has seen it.
type Pilihan struct {
	Angka
	Versi int64
}

// HasilAngka is what became of one figure of many: Galat says for people why it did not go.
type HasilAngka struct {
	Angka Angka
	Kode  fault.Code `json:",omitempty"`
	Galat string     `json:",omitempty"`
}

// VerifyBanyak verifies many figures of one quarter, each under the Versi that the person
// has seen. What does not go is told with the reason and holds up nothing else. They go in
// commands of sekaliBanyak; a repeat of the request has the first one's effect and answer.
func (s *Service) VerifyBanyak(ctx context.Context, r Request, opd string, tahun, triwulan int, pilihan []Pilihan) ([]HasilAngka, error) {
	if err := s.izinOPD(ctx, r.Orang, Verifikasi, opd); err != nil {
		return nil, err
	}
	if len(pilihan) == 0 {
		return nil, fault.At("angka", fault.Required)
	}
	if len(pilihan) > MaksBanyak {
		return nil, fault.New(fault.TooLarge, strconv.Itoa(MaksBanyak)+" angka")
	}
	sudah := map[store.Key]bool{}
	for _, p := range pilihan {
		k := p.kunci()
		if p.Triwulan != triwulan {
			return nil, fault.At("angka", fault.Invalid, "Semua angka harus dari triwulan yang sama.")
		}
		if sudah[k] {
			return nil, fault.At("angka", fault.Duplicate, "Angka", k.Row)
		}
		sudah[k] = true
	}
	out := []HasilAngka{}
	for n := 0; n*sekaliBanyak < len(pilihan); n++ {
		bagian := r
		if r.Idem != nil {
			i := *r.Idem
			i.Key += "#" + strconv.Itoa(n)
			bagian.Idem = &i
		}
		hasil, err := s.verifyBagian(ctx, bagian, opd, tahun, triwulan, pilihan[n*sekaliBanyak:min(len(pilihan), (n+1)*sekaliBanyak)])
		if err != nil {
			return out, err
		}
		out = append(out, hasil...)
	}
	return out, nil
}

func (s *Service) verifyBagian(ctx context.Context, r Request, opd string, tahun, triwulan int, pilihan []Pilihan) (out []HasilAngka, err error) {
	_, err = lagi(func() (int64, error) {
		if res, ok, err := s.ulangan(ctx, r, opd); err != nil || ok {
			return res.Meta, errors.Join(err, jawabanLama(res, ok, &out))
		}
		t, err := record.LoadTahunSaja(ctx, s.Store, opd, tahun)
		if err != nil {
			return 0, err
		}
		ada := map[store.Key]angkaKini{}
		for _, x := range t.Data.AngkaTriwulan(triwulan) {
			k := kini(t, x, triwulan)
			ada[k.kunci()] = k
		}
		b, err := s.banyak(ctx, r, sakip.Verifikasi, "", opd, tahun, func(yield func(angkaKini, int64, error)) {
			for _, p := range pilihan {
				k, ok := ada[p.kunci()]
				if !ok {
					yield(angkaKini{Angka: p.Angka}, 0, fault.New(fault.NotFound, "Angka", p.apa()))
					continue
				}
				yield(k, p.Versi, nil)
			}
		})
		if err != nil {
			return 0, err
		}
		out = b.hasil
		if len(b.writes) == 0 {
			return t.Meta.Versi, nil
		}
		return s.simpanBanyak(ctx, r, "VerifyBanyak", opd, tahun, triwulan, b, nil, &out)
	})
	return out, err
}

// bagianBanyak is the part of a step of many figures that one command takes.
type bagianBanyak struct {
	kini   time.Time
	tahun  *int64 // META's Versi of the year, where the decision was on all of it
	writes []store.Write
	reads  []store.Read
	jejak  jejakBanyak
	hasil  []HasilAngka
}

// banyak decides a step for each figure of a list.
func (s *Service) banyak(ctx context.Context, r Request, l sakip.Tahap, teks, opd string, tahun int, daftar func(yield func(k angkaKini, versi int64, galat error))) (bagianBanyak, error) {
	b := bagianBanyak{kini: s.now()}
	m := s.masa(r.Orang)
	dibaca := map[store.Key]bool{}
	var rusak error
	daftar(func(k angkaKini, versi int64, galat error) {
		alur := k.alur
		var reads []store.Read
		if galat == nil && k.versi != versi {
			galat = fault.New(fault.Conflict)
		}
		if galat == nil {
			alur, galat = k.alur.Lanjutkan(l, r.Orang, teks, k.apa())
		}
		if galat == nil {
			reads, galat = m.periksa(ctx, opd, tahun, k.Triwulan, k.unit, k.alur, b.kini)
		}
		h := HasilAngka{Angka: k.Angka}
		if f := (*fault.Error)(nil); errors.As(galat, &f) && f.Code != fault.Internal {
			h.Kode, h.Galat = f.Code, fault.Text(f)
		} else if galat != nil {
			rusak = errors.Join(rusak, galat)
		}
		b.hasil = append(b.hasil, h)
		if galat != nil {
			return
		}
		alur.Sebelum = k.versi
		data, err := encode(k.bentuk(alur))
		rusak = errors.Join(rusak, err)
		b.writes = append(b.writes, store.Write{Key: k.kunci(), Versi: k.versi, Data: data})
		b.jejak.Angka = append(b.jejak.Angka, jejakAngka{Objek: objek(k.kunci()), Status: alur.Status, DibukaKembali: alur.DibukaKembali, Sebelum: k.versi})
		for _, rd := range reads {
			if !dibaca[rd.Key] {
				dibaca[rd.Key] = true
				b.reads = append(b.reads, rd)
			}
		}
	})
	return b, rusak
}

// simpanBanyak makes the command. A figure that moved since it was looked at moves the
// decision, not the person: only what they themselves had seen otherwise is told.
func (s *Service) simpanBanyak(ctx context.Context, r Request, verb, opd string, tahun, triwulan int, b bagianBanyak, surat []store.Write, jawaban any) (int64, error) {
	baru, err := encode(b.jejak)
	if err != nil {
		return 0, err
	}
	isi, err := encode(jawaban)
	if err != nil {
		return 0, err
	}
	res, err := s.simpan(ctx, r, perubahan{partisi: store.TahunOPD(opd, tahun), opd: opd, verb: verb, objek: tw(triwulan), waktu: b.kini,
		baru: baru, reads: b.reads, putusan: b.tahun, writes: append(b.writes, surat...), jawaban: isi})
	if code := fault.CodeOf(err); code == fault.Conflict || code == fault.Exists {
		return 0, errors.Join(errPindah, err)
	}
	if err == nil && res.Replayed {
		err = json.Unmarshal(res.Response, jawaban)
	}
	return res.Meta, err
}

func jawabanLama(res store.Result, ok bool, into any) error {
	if !ok {
		return nil
	}
	if err := json.Unmarshal(res.Response, into); err != nil {
		return fault.Wrap(fault.Internal, err)
	}
	return nil
}

// HasilPeriode is what a step of a whole quarter did: how many figures took it, and how
// many were left as they are.
type HasilPeriode struct{ Banyak, Tertinggal int }

// BelumVerifikasi is a figure that keeps a quarter from being final.
type BelumVerifikasi struct {
	Apa    string       `json:"apa"`
	Unit   string       `json:"unit,omitempty"`
	Status sakip.Status `json:"status,omitempty"`
}

// FinalizePeriode makes every verified figure of a quarter final. While there are figures
// that are not verified it is refused with their list (fault.Locked), unless they are to be
// left out: then they stay open and go on. Nor is it done while the review of the year at the
// end of the quarter has contradictions that nobody accepted: what it saw is what becomes
// final, for the command names the year's META. A quarter of more figures than one command takes
// becomes final in several; a repeat goes on where the first one broke off.
func (s *Service) FinalizePeriode(ctx context.Context, r Request, opd string, tahun, triwulan int, tinggalkan bool) (HasilPeriode, error) {
	return s.periode(ctx, r, "FinalizePeriode", sakip.Finalkan, opd, tahun, triwulan, "", func(t record.Tahun, semua []angkaKini) error {
		belum := []BelumVerifikasi{}
		for _, k := range semua {
			if !k.alur.Status.Terkunci() {
				belum = append(belum, BelumVerifikasi{k.apa(), k.unit, k.alur.Status})
			}
		}
		if len(belum) > 0 && !tinggalkan {
			return &fault.Error{Code: fault.Locked, Data: belum, Args: []string{
				tw(triwulan) + " " + tahunTeks(tahun) + " belum lengkap, " + strconv.Itoa(len(belum)) + " dari " + strconv.Itoa(len(semua)) + " angka belum diverifikasi",
				"verifikator, dengan memverifikasinya; atau finalkan tanpa angka itu"}}
		}
		tinjauan, err := s.tinjau(ctx, t, triwulan)
		if err != nil {
			return err
		}
		return tertahan(tinjauan, tahun, triwulan)
	})
}

// ReopenPeriode reopens every final figure of a quarter, with a reason.
func (s *Service) ReopenPeriode(ctx context.Context, r Request, opd string, tahun, triwulan int, alasan string) (HasilPeriode, error) {
	return s.periode(ctx, r, "ReopenPeriode", sakip.BukaKembali, opd, tahun, triwulan, alasan, func(record.Tahun, []angkaKini) error {
		_, err := sakip.Alur{Status: sakip.Final}.Lanjutkan(sakip.BukaKembali, r.Orang, alasan, tw(triwulan))
		return err
	})
}

// dariPeriode is the status of the figures that a step of a whole quarter takes.
var dariPeriode = map[sakip.Tahap]sakip.Status{sakip.Finalkan: sakip.Diverifikasi, sakip.BukaKembali: sakip.Final}

func (s *Service) periode(ctx context.Context, r Request, verb string, l sakip.Tahap, opd string, tahun, triwulan int, teks string, periksa func(record.Tahun, []angkaKini) error) (out HasilPeriode, err error) {
	if err := s.izinOPD(ctx, r.Orang, aksiTahap[l], opd); err != nil {
		return out, err
	}
	if triwulan < 1 || triwulan > 4 {
		return out, fault.New(fault.NotFound, "Triwulan", tw(triwulan))
	}
	sudah := 0
	for selesai := false; !selesai; {
		if _, err := lagi(func() (int64, error) {
			if res, ok, err := s.ulangan(ctx, r, opd); err != nil || ok {
				selesai = true
				return res.Meta, errors.Join(err, jawabanLama(res, ok, &out))
			}
			t, err := record.LoadTahun(ctx, s.Store, opd, tahun)
			if err != nil {
				return 0, err
			}
			var semua, pilih []angkaKini
			for _, x := range t.Data.AngkaTriwulan(triwulan) {
				k := kini(t, x, triwulan)
				semua = append(semua, k)
				if k.alur.Status == dariPeriode[l] {
					pilih = append(pilih, k)
				}
			}
			if err := periksa(t, semua); err != nil {
				return 0, err
			}
			if len(pilih) == 0 {
				return 0, fault.New(fault.Locked, "tidak ada angka "+tw(triwulan)+" "+tahunTeks(tahun)+" yang "+string(dariPeriode[l]), "orang yang mengisi dan memverifikasinya")
			}
			selesai = len(pilih) <= sekaliBanyak
			bagian := r
			if !selesai {
				pilih, bagian.Idem = pilih[:sekaliBanyak], nil
			}
			b, err := s.banyak(ctx, r, l, teks, opd, tahun, func(yield func(angkaKini, int64, error)) {
				for _, k := range pilih {
					yield(k, k.versi, nil)
				}
			})
			if err != nil {
				return 0, err
			}
			if l == sakip.Finalkan {
				b.tahun = &t.Meta.Versi
			}
			var surat []store.Write
			if selesai {
				if surat, err = s.suratPeriode(r.Orang, l, triwulan, teks, b.kini); err != nil {
					return 0, err
				}
			}
			out = HasilPeriode{Banyak: sudah + len(b.writes)}
			for _, k := range semua {
				if l == sakip.Finalkan && !k.alur.Status.Terkunci() {
					out.Tertinggal++
				}
			}
			versi, err := s.simpanBanyak(ctx, bagian, verb, opd, tahun, triwulan, b, surat, &out)
			if err == nil {
				sudah += len(b.writes)
			}
			return versi, err
		}); err != nil {
			return out, err
		}
	}
	return out, nil
}

func (s *Service) suratPeriode(o sakip.Orang, l sakip.Tahap, triwulan int, teks string, kini time.Time) ([]store.Write, error) {
	sr := sakip.Surat{ID: s.ID(), Jenis: sakip.SuratFinal, Triwulan: triwulan, Catatan: teks, Oleh: o.Nama, Waktu: kini, Halaman: "/verifikasi/" + tw(triwulan)}
	if l == sakip.BukaKembali {
		sr.Jenis = sakip.SuratDibuka
	}
	return tulisSurat(sr)
}
