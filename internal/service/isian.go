package service

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/review"
	"capaian/internal/sakip"
	"capaian/internal/wire"
)

// jelaskan refuses a report that is unusual and does not say why; of the reasons given it
// keeps those that answer something.
func (s *Service) jelaskan(ctx context.Context, opd string, tahun int, r *sakip.Realisasi) error {
	t, err := record.LoadTahun(ctx, s.Store, opd, tahun)
	if err != nil {
		return err
	}
	p := t.Data.PeriksaEntri(*r)
	if err := tanpaAlasan(p, r.Penjelasan); err != nil {
		return err
	}
	r.Penjelasan = sakip.AlasanBerlaku(p, r.Penjelasan)
	return nil
}

func (s *Service) jelaskanAnggaran(ctx context.Context, opd string, tahun int, a *sakip.RealisasiAnggaran) error {
	pagu, err := s.paguBerlaku(ctx, opd, sakip.Periode{Tahun: tahun, Triwulan: a.Triwulan}, a.IdentitasBaris)
	if err != nil {
		return err
	}
	lalu, err := s.serapanLalu(ctx, opd, tahun, *a)
	if err != nil {
		return err
	}
	p := sakip.PeriksaAnggaran(*a, pagu, lalu)
	if err := tanpaAlasan(p, a.Penjelasan); err != nil {
		return err
	}
	a.Penjelasan = sakip.AlasanBerlaku(p, a.Penjelasan)
	return nil
}

// tanpaAlasan lists the warnings that no reason is given for.
func tanpaAlasan(p []sakip.Peringatan, alasan map[string]string) error {
	var l fault.List
	for _, w := range sakip.BelumDijelaskan(p, alasan) {
		l.Add("", fault.At("penjelasan."+string(w.Aturan), fault.Unexplained, w.Teks))
	}
	return l.Err()
}

// paguBerlaku is a leaf's pagu in the version in force at the end of a quarter, nil when it
// has none there.
func (s *Service) paguBerlaku(ctx context.Context, opd string, p sakip.Periode, id sakip.IdentitasBaris) (*decimal.Decimal, error) {
	list, err := s.kepalaAnggaran(ctx, opd, p.Tahun)
	if err != nil {
		return nil, err
	}
	v, ok := sakip.AnggaranBerlaku(list, p.Akhir())
	if !ok {
		return nil, nil
	}
	b, _, err := record.BarisAnggaran(ctx, s.Store, opd, p.Tahun, v.Versi, id)
	if fault.CodeOf(err) == fault.NotFound {
		return nil, nil
	}
	return b.Pagu, err
}

// serapanLalu is the latest earlier report on the row that counts.
func (s *Service) serapanLalu(ctx context.Context, opd string, tahun int, a sakip.RealisasiAnggaran) (*sakip.RealisasiAnggaran, error) {
	for n := a.Triwulan - 1; n >= 1; n-- {
		l, _, err := record.RealisasiAnggaran(ctx, s.Store, opd, tahun, a.IdentitasBaris, n)
		switch {
		case fault.CodeOf(err) == fault.NotFound:
		case err != nil:
			return nil, err
		case l.Status.Dihitung():
			return &l, nil
		}
	}
	return nil, nil
}

// Pratinjau is what a report would come to if it were handed in as it is. The figures are
// those of the engine; nothing is written.
type Pratinjau struct {
	Indikator  wire.HasilIndikator
	Komponen   []KomponenPratinjau
	Sebelum    *wire.HasilSasaran // of the sasaran that the indicator measures, without the report
	Sesudah    *wire.HasilSasaran // with it
	Peringatan []sakip.Peringatan
	Tinjauan   Tinjauan // of the review at the end of the quarter
}

// KomponenPratinjau is one number of the formula in both ways of entry; nil is unknown.
type KomponenPratinjau struct {
	Nama   string
	SD, TW *decimal.Decimal
}

// Pratinjau computes what a report would come to. Who may not hand it in is refused, and
// what is no number of the indicator's; a component that is still missing is not.
func (s *Service) Pratinjau(ctx context.Context, o sakip.Orang, opd string, tahun int, w wire.Realisasi) (Pratinjau, error) {
	if err := s.izinOPD(ctx, o, EntriRealisasi, opd); err != nil {
		return Pratinjau{}, err
	}
	t, err := record.LoadTahun(ctx, s.Store, opd, tahun)
	if err != nil {
		return Pratinjau{}, err
	}
	i, ok := t.Data.CariIndikator(w.Indikator)
	if !ok {
		return Pratinjau{}, fault.New(fault.NotFound, "Indikator", w.Indikator)
	}
	if err := s.izinUnit(ctx, o, EntriRealisasi, opd, i.PenanggungJawab); err != nil {
		return Pratinjau{}, err
	}
	var l fault.List
	w.Status = sakip.Draf
	r := w.Domain(i, &l)
	if len(l) == 0 {
		l.Add("", r.Validasi(i, t.Data.Kebijakan))
	}
	if err := l.Err(); err != nil {
		return Pratinjau{}, err
	}
	r.Status = sakip.Diajukan
	return pratinjau(t.Data, i, r), nil
}

func pratinjau(d sakip.DataTahun, i sakip.Indikator, r sakip.Realisasi) Pratinjau {
	p := sakip.Periode{Tahun: d.Tahun, Triwulan: r.Triwulan}
	baru := d.DenganRealisasi(r)
	hLama, hBaru := sakip.Hitung(d, p), sakip.Hitung(baru, p)
	lama, kini := wire.FromHasil(d.OPD, d.Kebijakan, hLama), wire.FromHasil(d.OPD, d.Kebijakan, hBaru)
	out := Pratinjau{Peringatan: d.PeriksaEntri(r), Tinjauan: bandingkanTinjauan(d, baru, hLama, hBaru)}
	out.Tinjauan.tanpa(out.Peringatan, i.ID)
	for _, h := range kini.Indikator {
		if h.ID == i.ID {
			out.Indikator = h
		}
	}
	if i.Tingkat == sakip.TingkatSasaran {
		cari := func(c wire.Capaian) *wire.HasilSasaran {
			n := slices.IndexFunc(c.Sasaran, func(s wire.HasilSasaran) bool { return s.ID == i.Induk })
			if n < 0 {
				return nil
			}
			return &c.Sasaran[n]
		}
		out.Sebelum, out.Sesudah = cari(lama), cari(kini)
	}
	x, y := baru.KomponenTriwulan(i, r.Triwulan)
	switch i.Formula.Jenis {
	case sakip.FormulaRasio:
		out.Komponen = []KomponenPratinjau{{"pembilang", x.SD.Nilai, x.TW.Nilai}, {"penyebut", y.SD.Nilai, y.TW.Nilai}}
	case sakip.FormulaSkor:
		out.Komponen = []KomponenPratinjau{{"skor", x.SD.Nilai, x.TW.Nilai}}
	case sakip.FormulaNilai:
		out.Komponen = []KomponenPratinjau{{"nilai", x.SD.Nilai, x.TW.Nilai}}
	}
	return out
}

// ditanyakan are the rules of the review that a warning at entry asks about already.
var ditanyakan = map[sakip.AturanPeringatan]review.Aturan{
	sakip.PembilangLebih: review.BagianLebih, sakip.KumulatifTurun: review.KumulatifTurun, sakip.PaguTerlampaui: review.SerapanLebih}

// TanpaDitanyakan leaves the findings of a subject, and of the sums that it goes into, out
// that its warnings ask about: nobody is told twice.
func TanpaDitanyakan(list []review.Temuan, p []sakip.Peringatan, subjek ...string) []review.Temuan {
	return slices.DeleteFunc(slices.Clone(list), func(t review.Temuan) bool {
		return t.Menyangkut(subjek...) && slices.ContainsFunc(p, func(w sakip.Peringatan) bool { return ditanyakan[w.Aturan] == t.Aturan })
	})
}

func (t *Tinjauan) tanpa(p []sakip.Peringatan, subjek ...string) {
	t.Baru, t.Tetap = TanpaDitanyakan(t.Baru, p, subjek...), TanpaDitanyakan(t.Tetap, p, subjek...)
}

// PratinjauAnggaran is what amounts spent would come to.
type PratinjauAnggaran struct {
	Peringatan []PeringatanBaris
	Tinjauan   Tinjauan
}

// PeringatanBaris is what is unusual about the amount of a budget row.
type PeringatanBaris struct {
	sakip.Peringatan
	Kode string
}

// PratinjauAnggaran tells what amounts, of one quarter, would be warned of and what they would
// do together to the review. Who may not hand one in is refused; nothing is written.
func (s *Service) PratinjauAnggaran(ctx context.Context, o sakip.Orang, opd string, tahun, triwulan int, rows ...sakip.RealisasiAnggaran) (PratinjauAnggaran, error) {
	for _, r := range rows {
		if err := s.izinBaris(ctx, o, opd, r.IdentitasBaris); err != nil {
			return PratinjauAnggaran{}, err
		}
	}
	t, err := record.LoadTahun(ctx, s.Store, opd, tahun)
	if err != nil {
		return PratinjauAnggaran{}, err
	}
	baru := t.Data
	for _, r := range rows {
		r.Status = sakip.Diajukan
		if err := r.Validasi(); err != nil {
			return PratinjauAnggaran{}, err
		}
		baru.RealisasiAnggaran = ganti(baru.RealisasiAnggaran, r, func(x sakip.RealisasiAnggaran) bool {
			return x.IdentitasBaris == r.IdentitasBaris && x.Triwulan == r.Triwulan
		})
	}
	p := sakip.Periode{Tahun: tahun, Triwulan: triwulan}
	out := PratinjauAnggaran{Tinjauan: bandingkanTinjauan(t.Data, baru, sakip.Hitung(t.Data, p), sakip.Hitung(baru, p))}
	for _, r := range rows {
		list := t.Data.PeriksaSerapan(r)
		for _, w := range list {
			out.Peringatan = append(out.Peringatan, PeringatanBaris{w, r.Kode})
		}
		out.Tinjauan.tanpa(list, masukKe(t.Data, p, r.Kode)...)
	}
	return out, nil
}

// masukKe are a budget code, those that it lies under, and the indicators whose money they are.
func masukKe(d sakip.DataTahun, p sakip.Periode, kode string) []string {
	v, _ := sakip.AnggaranBerlaku(d.Anggaran, p.Akhir())
	induk := map[string]string{}
	for _, b := range v.Baris {
		induk[b.Kode] = b.Induk
	}
	var out []string
	for k := kode; k != "" && len(out) <= len(induk); k = induk[k] {
		out = append(out, k)
	}
	for _, i := range d.Indikator {
		if slices.ContainsFunc(i.Anggaran, func(e sakip.TautanAnggaran) bool { return slices.Contains(out, e.Kode) }) {
			out = append(out, i.ID)
		}
	}
	return out
}

// LembarLengkap is the entry form with everything that helps to fill it in.
type LembarLengkap struct {
	LembarEntri
	OPD        sakip.PerangkatDaerah
	Kebijakan  sakip.Kebijakan
	Peringatan []sakip.Peringatan          // about the report that lies there
	Terbawa    []sakip.TindakLanjutTerbuka // open actions of the quarters and years before
	Lewat      []HasilTriwulan             // of the quarters before, in order
	Bukti      []sakip.Bukti               // of the indicator and quarter, latest first
	Sebelum    string                      // id of the indicator before, of those of the same unit; "" for none
	Sesudah    string
}

// HasilTriwulan is what an indicator came to at the end of a quarter.
type HasilTriwulan struct {
	Triwulan int
	wire.HasilIndikator
}

// LembarLengkap reads the entry form of one indicator and quarter.
func (s *Service) LembarLengkap(ctx context.Context, o sakip.Orang, opd string, tahun int, id string, triwulan int) (LembarLengkap, error) {
	f, err := s.Lembar(ctx, o, opd, tahun, id, triwulan)
	if err != nil {
		return LembarLengkap{}, err
	}
	t, err := record.LoadTahun(ctx, s.Store, opd, tahun)
	if err != nil {
		return LembarLengkap{}, err
	}
	out := LembarLengkap{LembarEntri: f, OPD: t.Data.OPD, Kebijakan: t.Data.Kebijakan, Peringatan: t.Data.PeriksaEntri(f.Realisasi), Terbawa: t.Data.Terbawa(f.Indikator, triwulan)}
	for n := 1; n <= triwulan; n++ {
		h, err := s.Capaian(ctx, o, opd, tahun, n)
		if err != nil {
			return LembarLengkap{}, err
		}
		if n == triwulan {
			out.tetangga(h.Isi)
			break
		}
		for _, i := range h.Isi.Indikator {
			if i.ID == id && i.Status != "" {
				out.Lewat = append(out.Lewat, HasilTriwulan{n, i})
			}
		}
	}
	semua, err := record.LoadBukti(ctx, s.Store, opd, tahun)
	if err != nil {
		return LembarLengkap{}, err
	}
	for _, b := range semua {
		if b.Jenis == sakip.BuktiDukung && b.Indikator == id && b.Triwulan == triwulan {
			out.Bukti = append(out.Bukti, b)
		}
	}
	return out, nil
}

// tetangga finds the indicators of the same unit beside the form's.
func (f *LembarLengkap) tetangga(c *wire.Capaian) {
	sudah := false
	for _, i := range c.Indikator {
		switch {
		case i.PenanggungJawab != f.Indikator.PenanggungJawab:
		case i.ID == f.Indikator.ID:
			sudah = true
		case !sudah:
			f.Sebelum = i.ID
		case f.Sesudah == "":
			f.Sesudah = i.ID
		}
	}
}

// DaftarIsian is what a unit has to enter in a quarter; Unit "" is every unit.
type DaftarIsian struct {
	Data      sakip.DataTahun
	Triwulan  int
	Unit      string
	Indikator []IsianIndikator
	Anggaran  []IsianAnggaran
	N, M      int // indicators reported, indicators due
	Masa
}

// Masa is when a quarter may be entered by a person.
type Masa struct {
	Selesai sakip.Tanggal // the last day; "" is not limited
	Tutup   string        // why it may not be entered now, for people; "" when it may or is not theirs to
}

// masaIsi is when what belongs to a unit may be entered by a person.
func (s *Service) masaIsi(ctx context.Context, o sakip.Orang, opd string, tahun, triwulan int, unit string) (out Masa, err error) {
	if s.izinOPD(ctx, o, EntriRealisasi, opd) != nil {
		return out, nil
	}
	m := s.masa(o)
	_, err = m.periksa(ctx, opd, tahun, triwulan, unit, sakip.Alur{}, s.now())
	out.Selesai = m.kalender.Triwulan[triwulan-1].MasaUntuk(o.Peran, sakip.Alur{}).Selesai
	if f := (*fault.Error)(nil); fault.CodeOf(err) == fault.Locked && errors.As(err, &f) {
		out.Tutup = fault.Text(f)
		return out, nil
	}
	return out, err
}

// IsianIndikator is one indicator of the list. A report that waits for its correction or
// is a draft has a Status but is not Terisi.
type IsianIndikator struct {
	wire.HasilIndikator
	JatuhTempo bool
	Laporan    sakip.Realisasi // zero when nothing was entered
	BolehIsi   bool
}

// Terisi tells whether nothing is left for the reporter to do.
func (i IsianIndikator) Terisi() bool { return i.Laporan.Status.Dihitung() }

// IsianAnggaran is how much was entered of the budget rows of a sub-unit, "" for those of
// the whole agency.
type IsianAnggaran struct {
	SubUnit  string
	N, M     int
	BolehIsi bool
}

// DaftarIsian lists what is to be entered of a quarter, as it is now. An operator sees
// what is its own unit's, whatever it asks for.
func (s *Service) DaftarIsian(ctx context.Context, o sakip.Orang, opd string, tahun, triwulan int, unit string) (DaftarIsian, error) {
	if err := s.izinOPD(ctx, o, LihatOPD, opd); err != nil {
		return DaftarIsian{}, err
	}
	if Hak(EntriRealisasi, o.Peran) == UnitSendiri {
		unit = o.Unit
	}
	t, err := record.LoadTahun(ctx, s.Store, opd, tahun)
	if err != nil {
		return DaftarIsian{}, err
	}
	d, p := t.Data, sakip.Periode{Tahun: tahun, Triwulan: triwulan}
	out := DaftarIsian{Data: d, Triwulan: triwulan, Unit: unit}
	laporan := map[string]sakip.Realisasi{}
	for _, r := range d.Realisasi {
		if r.Triwulan == triwulan {
			laporan[r.Indikator] = r
		}
	}
	for _, h := range wire.FromHasil(d.OPD, d.Kebijakan, sakip.Hitung(d, p)).Indikator {
		if unit != "" && h.PenanggungJawab != unit {
			continue
		}
		i, _ := d.CariIndikator(h.ID)
		row := IsianIndikator{HasilIndikator: h, JatuhTempo: i.Frekuensi.JatuhTempo(triwulan), Laporan: laporan[h.ID],
			BolehIsi: s.izinUnit(ctx, o, EntriRealisasi, opd, h.PenanggungJawab) == nil}
		if row.JatuhTempo {
			out.M++
			if row.Terisi() {
				out.N++
			}
		}
		out.Indikator = append(out.Indikator, row)
	}
	out.Anggaran = s.isianAnggaran(ctx, o, opd, d, p, unit)
	out.Masa, err = s.masaIsi(ctx, o, opd, tahun, triwulan, unit)
	return out, err
}

func (s *Service) isianAnggaran(ctx context.Context, o sakip.Orang, opd string, d sakip.DataTahun, p sakip.Periode, unit string) []IsianAnggaran {
	v, _ := sakip.AnggaranBerlaku(d.Anggaran, p.Akhir())
	terisi := map[sakip.IdentitasBaris]bool{}
	for _, r := range d.RealisasiAnggaran {
		terisi[r.IdentitasBaris] = terisi[r.IdentitasBaris] || r.Triwulan == p.Triwulan && r.Status.Dihitung()
	}
	var out []IsianAnggaran
	for _, b := range v.Baris {
		if b.Pagu == nil || unit != "" && b.SubUnit != "" && b.SubUnit != unit {
			continue
		}
		n := slices.IndexFunc(out, func(a IsianAnggaran) bool { return a.SubUnit == b.SubUnit })
		if n < 0 {
			n = len(out)
			out = append(out, IsianAnggaran{SubUnit: b.SubUnit, BolehIsi: s.izinBaris(ctx, o, opd, b.IdentitasBaris) == nil})
		}
		out[n].M++
		if terisi[b.IdentitasBaris] {
			out[n].N++
		}
	}
	return out
}

// TabelAnggaran is the entry table of the budget rows of a sub-unit, "" for those of the
// whole agency.
type TabelAnggaran struct {
	OPD      sakip.PerangkatDaerah
	Triwulan int
	SubUnit  string
	Versi    string // of the budget in force; "" is none
	Baris    []IsianBaris
	BolehIsi bool
	Masa
}

// IsianBaris is a row of the table; what concerns entry is of a leaf.
type IsianBaris struct {
	sakip.BarisTabel
	Daun      bool
	Laporan   *sakip.RealisasiAnggaran // nil when nothing was entered
	VersiItem int64
	Lalu      *decimal.Decimal // up to the quarter before
}

// Daun are the rows of the table that are entered.
func (t TabelAnggaran) Daun() []IsianBaris {
	var out []IsianBaris
	for _, b := range t.Baris {
		if b.Daun {
			out = append(out, b)
		}
	}
	return out
}

// Kode are the codes of the rows that are entered.
func (t TabelAnggaran) Kode() []string {
	var out []string
	for _, b := range t.Daun() {
		out = append(out, b.Kode)
	}
	return out
}

// TabelAnggaran reads the entry table of a quarter.
func (s *Service) TabelAnggaran(ctx context.Context, o sakip.Orang, opd string, tahun, triwulan int, subUnit string) (TabelAnggaran, error) {
	if err := s.izinOPD(ctx, o, LihatOPD, opd); err != nil {
		return TabelAnggaran{}, err
	}
	t, err := record.LoadTahun(ctx, s.Store, opd, tahun)
	if err != nil {
		return TabelAnggaran{}, err
	}
	d := t.Data
	v, _ := sakip.AnggaranBerlaku(d.Anggaran, sakip.Periode{Tahun: tahun, Triwulan: triwulan}.Akhir())
	out := TabelAnggaran{OPD: d.OPD, Triwulan: triwulan, SubUnit: subUnit, Versi: v.Versi,
		BolehIsi: s.izinBaris(ctx, o, opd, sakip.IdentitasBaris{SubUnit: subUnit}) == nil}
	kini, lalu := map[sakip.IdentitasBaris]*sakip.RealisasiAnggaran{}, map[sakip.IdentitasBaris]*sakip.RealisasiAnggaran{}
	nilai := map[sakip.IdentitasBaris]decimal.Decimal{}
	for n, r := range d.RealisasiAnggaran {
		switch {
		case r.Triwulan == triwulan:
			kini[r.IdentitasBaris], nilai[r.IdentitasBaris] = &d.RealisasiAnggaran[n], r.Nilai
		case r.Triwulan < triwulan && (lalu[r.IdentitasBaris] == nil || lalu[r.IdentitasBaris].Triwulan < r.Triwulan):
			lalu[r.IdentitasBaris] = &d.RealisasiAnggaran[n]
		}
	}
	for _, b := range v.TabelAnggaran(func(id sakip.IdentitasBaris) bool { return id.SubUnit == subUnit }, nilai, d.Kebijakan) {
		row := IsianBaris{BarisTabel: b, Daun: b.BarisAnggaran.Pagu != nil}
		if row.Daun {
			row.Laporan, row.VersiItem = kini[b.IdentitasBaris], t.Versi[record.KeyRealisasiAnggaran(b.IdentitasBaris, triwulan)]
			if l := lalu[b.IdentitasBaris]; l != nil {
				row.Lalu = &l.Nilai
			}
		}
		out.Baris = append(out.Baris, row)
	}
	out.Masa, err = s.masaIsi(ctx, o, opd, tahun, triwulan, subUnit)
	return out, err
}

// KirimanAnggaran is one row of the table as it is sent: Versi is what the sender has seen.
type KirimanAnggaran struct {
	sakip.RealisasiAnggaran
	Versi int64
}

// RecordTabelAnggaran saves rows, each by a command of its own, so that each has its own
// version, audit entry and refusal; errs[n] is what came of rows[n]. A repeat of the same
// request saves what the first one left. err is of who may not enter at all.
func (s *Service) RecordTabelAnggaran(ctx context.Context, r Request, opd string, tahun int, rows []KirimanAnggaran) (errs []error, err error) {
	if err := s.izinOPD(ctx, r.Orang, EntriRealisasi, opd); err != nil {
		return nil, err
	}
	errs = make([]error, len(rows))
	for n, row := range rows {
		req := r
		if r.Idem != nil {
			isi, err := encode(struct {
				Isi   wire.RealisasiAnggaran
				Versi int64
			}{wire.FromRealisasiAnggaran(row.RealisasiAnggaran), row.Versi})
			if err != nil {
				return nil, err
			}
			sum := sha256.Sum256(isi)
			req.Idem = &Idem{Key: r.Idem.Key + "#" + record.KeyRealisasiAnggaran(row.IdentitasBaris, row.Triwulan).Row, Route: r.Idem.Route,
				Body: hex.EncodeToString(sum[:])}
		}
		_, errs[n] = s.RecordRealisasiAnggaran(ctx, req, opd, tahun, row.RealisasiAnggaran, row.Versi)
	}
	return errs, nil
}
