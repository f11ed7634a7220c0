package service

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/store"
)

// LembarLKE is an evaluation sheet as a person may see it, with what its answers come to
// and what the data prove of its criteria.
type LembarLKE struct {
	sakip.LKE
	Profil     sakip.PerangkatDaerah
	Kriteria   sakip.KriteriaLKE
	Hasil      sakip.HasilLKE
	Usulan     map[string]sakip.UsulanLKE // by the criteria's ids
	Basi       map[string]bool            // of which criteria the kept proof is not what the data prove now
	Versi      int64                      // of the head; 0 for a sheet that nobody has begun
	VersiButir map[string]int64           // of each answer and recommendation, by KunciButir
	Boleh      map[Aksi]bool
	BolehTahap map[sakip.TahapLKE]bool
	BolehJawab map[sakip.SisiLKE]bool

	Sebelumnya    []sakip.Rekomendasi // of the evaluation before, followed up in this year
	Berikutnya    []sakip.Rekomendasi // of this one, in the year after
	TahunDepan    bool                // whether the year after is begun
	BelumTersalur int                 // changes that a final sheet's recommendations still need there
	Bukti         []sakip.Bukti       // received for the year, the latest first
}

// KunciButir names an answer of a side in LembarLKE.VersiButir.
func KunciButir(s sakip.SisiLKE, butir string) string { return string(s) + "/" + butir }

// KunciSaran names a recommendation there.
func KunciSaran(id string) string { return "saran/" + id }

// LKE reads the evaluation sheet of an agency-year. Before the evaluation is done only who
// evaluates sees its answers and recommendations.
func (s *Service) LKE(ctx context.Context, o sakip.Orang, opd string, tahun int) (LembarLKE, error) {
	if err := s.izinOPD(ctx, o, LihatOPD, opd); err != nil {
		return LembarLKE{}, err
	}
	k, err := record.LoadLKE(ctx, s.Store, opd, tahun)
	if err != nil {
		return LembarLKE{}, err
	}
	out := LembarLKE{LKE: k.LKE, Versi: k.Versi[record.KeyLKE()], VersiButir: map[string]int64{}, Basi: map[string]bool{},
		Boleh: map[Aksi]bool{}, BolehTahap: map[sakip.TahapLKE]bool{}, BolehJawab: map[sakip.SisiLKE]bool{}}
	if out.Kriteria, err = kriteriaLKE(k.Kriteria, tahun); err != nil {
		return out, err
	}
	for _, a := range []Aksi{IsiLKE, AjukanLKE, NilaiLKE, FinalkanLKE, BukaKembali} {
		out.Boleh[a] = s.izinOPD(ctx, o, a, opd) == nil
	}
	for _, t := range sakip.SemuaTahapLKE {
		out.BolehTahap[t] = k.BolehTahap(t) && out.Boleh[aksiLKE[t]]
	}
	for _, sisi := range sakip.SemuaSisi {
		out.BolehJawab[sisi] = k.BolehJawab(sisi) == nil && out.Boleh[AksiSisi(sisi)]
	}
	bahan := &bahanLKE{s: s, opd: opd, tahun: tahun}
	b, err := bahan.semua(ctx, out.Kriteria)
	if err != nil {
		return out, err
	}
	out.Profil, out.Sebelumnya = b.Data.OPD, b.Data.Rekomendasi
	out.Bukti = slices.DeleteFunc(slices.Clone(b.Bukti), func(x sakip.Bukti) bool { return x.Status != sakip.BuktiDiterima || x.Jenis != sakip.BuktiDukung })
	out.Usulan = b.UsulanSemua(out.Kriteria)
	for _, j := range out.Mandiri {
		if j.Usulan != nil {
			out.Basi[j.Butir] = !j.Usulan.Sama(out.Usulan[j.Butir])
		}
	}
	if !out.Boleh[NilaiLKE] {
		out.LKE = out.TanpaPenilaian()
	}
	out.versiButir(k.Versi)
	out.Hasil = sakip.HitungLKE(out.Kriteria, out.LKE)
	return out, s.berikutnya(ctx, &out)
}

func (l *LembarLKE) versiButir(versi map[store.Key]int64) {
	for _, sisi := range sakip.SemuaSisi {
		for _, j := range l.Sisi(sisi) {
			l.VersiButir[KunciButir(sisi, j.Butir)] = versi[record.KeyJawaban(sisi, j.Butir)]
		}
	}
	for _, x := range l.Saran {
		l.VersiButir[KunciSaran(x.ID)] = versi[record.KeySaran(x.ID)]
	}
}

// berikutnya reads what became of the sheet's recommendations in the year after.
func (s *Service) berikutnya(ctx context.Context, l *LembarLKE) error {
	if l.Status == sakip.LKEBelum {
		return nil
	}
	t, err := record.LoadTahunSaja(ctx, s.Store, l.OPD, l.Tahun+1)
	if fault.CodeOf(err) == fault.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	l.TahunDepan = true
	for _, r := range t.Data.Rekomendasi {
		if r.Asal != nil && r.Asal.Tahun == l.Tahun {
			l.Berikutnya = append(l.Berikutnya, r)
		}
	}
	tulis, hapus, err := l.Salurkan(t.Data.Rekomendasi)
	l.BelumTersalur = len(tulis) + len(hapus)
	return err
}

// BarisLKE is an agency's evaluation sheet in a list. Before the evaluation is done only
// who evaluates sees what it comes to.
type BarisLKE struct {
	OPD, Nama string
	Sintetis  bool
	Ada       bool // the agency has got the year
	Status    sakip.StatusLKE
	LHE       sakip.LHE
	Hasil     sakip.HasilLKE // without its components
}

// DaftarLKE lists the evaluation sheets of a year of the agencies that a person may see,
// in the order of DaftarOPD.
func (s *Service) DaftarLKE(ctx context.Context, o sakip.Orang, tahun int) ([]BarisLKE, error) {
	daftar, err := s.DaftarOPD(ctx, o)
	if err != nil {
		return nil, err
	}
	out := make([]BarisLKE, len(daftar))
	return out, bersama(len(daftar), func(n int) (err error) {
		d := daftar[n]
		out[n], err = s.barisLKE(ctx, o, d.ID, tahun)
		out[n].Nama, out[n].Sintetis, out[n].Ada = d.Nama, d.Sintetis, slices.Contains(d.Tahun, tahun)
		return err
	})
}

// HasilLKE is what the sheet of one agency-year comes to: so the year
// before stands beside a year. Its name and Ada are left out.
func (s *Service) HasilLKE(ctx context.Context, o sakip.Orang, opd string, tahun int) (BarisLKE, error) {
	if err := s.izinOPD(ctx, o, LihatOPD, opd); err != nil {
		return BarisLKE{}, err
	}
	return s.barisLKE(ctx, o, opd, tahun)
}

func (s *Service) barisLKE(ctx context.Context, o sakip.Orang, opd string, tahun int) (BarisLKE, error) {
	k, err := record.LoadLKE(ctx, s.Store, opd, tahun)
	if err != nil {
		return BarisLKE{}, err
	}
	kr, err := kriteriaLKE(k.Kriteria, tahun)
	if err != nil {
		return BarisLKE{}, err
	}
	isi := k.LKE
	if Hak(NilaiLKE, o.Peran) == TidakBoleh {
		isi = isi.TanpaPenilaian()
	}
	h := sakip.HitungLKE(kr, isi)
	h.Mandiri.Komponen, h.Penilai.Komponen = nil, nil
	return BarisLKE{OPD: opd, Status: isi.Status, LHE: isi.LHE, Hasil: h}, nil
}

// bahanLKE reads what criteria are answered from, each part once and only for the keys that
// need it.
type bahanLKE struct {
	s     *Service
	opd   string
	tahun int

	dasar      *record.Tahun
	b          sakip.BahanLKE
	penyerahan bool
}

// otomatisPenyerahan needs the audit chain, otomatisReviu the review.
const otomatisPenyerahan, otomatisReviu = "realisasi_tepat_waktu", "lkjip_reviu"

func (m *bahanLKE) semua(ctx context.Context, kr sakip.KriteriaLKE) (sakip.BahanLKE, error) {
	var kunci []string
	for _, q := range kr.Semua() {
		kunci = append(kunci, q.Otomatis)
	}
	return m.untuk(ctx, kunci...)
}

func (m *bahanLKE) untuk(ctx context.Context, kunci ...string) (sakip.BahanLKE, error) {
	if m.dasar == nil {
		if err := m.bacaDasar(ctx); err != nil {
			return m.b, err
		}
	}
	if slices.Contains(kunci, otomatisReviu) && m.b.Reviu == nil {
		t, err := m.s.tinjau(ctx, *m.dasar, 4)
		if err != nil {
			return m.b, err
		}
		m.b.Reviu = &sakip.ReviuLaporan{Dihitung: t.Dihitung, Menahan: HitungTemuan(t).Menahan}
	}
	if slices.Contains(kunci, otomatisPenyerahan) && !m.penyerahan {
		var err error
		if m.b.Penyerahan, err = m.s.penyerahan(ctx, m.opd, m.tahun, m.b.Hari); err != nil {
			return m.b, err
		}
		m.penyerahan = true
	}
	return m.b, nil
}

func (m *bahanLKE) bacaDasar(ctx context.Context) error {
	t, err := record.LoadTahun(ctx, m.s.Store, m.opd, m.tahun)
	if err != nil {
		return err
	}
	kab := t.Data.OPD.Kabupaten
	z, _, err := m.s.zona(ctx, kab)
	if err != nil {
		return err
	}
	m.b = sakip.BahanLKE{Data: t.Data, Hasil: sakip.Hitung(t.Data, sakip.Periode{Tahun: m.tahun, Triwulan: 4}),
		Hari: func(pada time.Time) sakip.Tanggal { return sakip.TanggalDari(pada.In(z)) }}
	if m.b.Bukti, err = record.LoadBukti(ctx, m.s.Store, m.opd, m.tahun); err != nil {
		return err
	}
	if m.b.Laporan, err = record.LoadLaporan(ctx, m.s.Store, m.opd, m.tahun); err != nil {
		return err
	}
	kalender, _, err := record.Kalender(ctx, m.s.Store, kab, m.tahun)
	switch {
	case err == nil:
		m.b.Kalender = &kalender
	case fault.CodeOf(err) != fault.NotFound:
		return err
	}
	m.dasar = &t
	return nil
}

// penyerahan finds in the year's audit chain when each indicator's figure was first handed
// in by itself. What was loaded or imported with others, or lies beyond the part of a long
// chain that is read, is not told of.
func (s *Service) penyerahan(ctx context.Context, opd string, tahun int, hari func(time.Time) sakip.Tanggal) ([]sakip.Penyerahan, error) {
	var out []sakip.Penyerahan
	sudah := map[string]bool{}
	p := store.TahunOPD(opd, tahun)
	for dari := int64(0); dari < jauhAudit; dari += bagianAudit {
		part, err := s.Store.Entries(ctx, p, dari, bagianAudit)
		if err != nil {
			return nil, err
		}
		for _, e := range part {
			if e.Perintah != "RecordRealisasi" || sudah[e.Objek] {
				continue
			}
			var isi struct {
				Indikator string
				Triwulan  int
				Status    sakip.Status
			}
			if err := json.Unmarshal(e.Baru, &isi); err != nil {
				return nil, fault.Wrap(fault.Internal, errors.New("entry of a realisasi that cannot be read"))
			}
			if isi.Status == sakip.Diajukan {
				sudah[e.Objek] = true
				out = append(out, sakip.Penyerahan{Indikator: isi.Indikator, Triwulan: isi.Triwulan, Pada: hari(e.Waktu)})
			}
		}
		if len(part) < bagianAudit {
			break
		}
	}
	return out, nil
}
