package reporter

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/record"
	"capaian/internal/report"
	"capaian/internal/review"
	"capaian/internal/review/baca"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// cuplikan is the snapshot of a Paket: all that its files are made from, what the earlier
// years came to included, and what the engine made of it then. With the engine's and the
// renderer's version it makes the same files again.
type cuplikan struct {
	Paket     string             `json:"paket"`
	Jenis     sakip.JenisLaporan `json:"jenis"`
	Dokumen   string             `json:"dokumen,omitempty"`
	Periode   sakip.Periode      `json:"periode"`
	Alamat    string             `json:"alamat,omitempty"` // where the files can be verified
	OPD       wire.OPD           `json:"opd"`
	Renstra   wire.Renstra       `json:"renstra"`
	Kebijakan wire.Kebijakan     `json:"kebijakan"`
	Tahun     wire.Tahun         `json:"tahun"`
	Terima    []wire.Penerimaan  `json:"terima,omitempty"` // findings that were accepted
	Lalu      []tahunLalu        `json:"lalu"`
	Bukti     []bukti            `json:"bukti,omitempty"`
	Vektor    store.Vector       `json:"vektor"`
	Mesin     int                `json:"mesin"`
	Dibuat    time.Time          `json:"dibuat"`
	Hasil     wire.Capaian       `json:"hasil"`
	Reviu     *reviu             `json:"reviu,omitempty"` // nil of what was taken before there was a review
}

// reviu is what the review made of the snapshot when it was taken.
type reviu struct {
	wire.ReviuLaporan
	Penerimaan []penerimaan `json:"penerimaan"`
}

// penerimaan is a finding that stands and was accepted: what anybody may read of it. Who
// accepted it stands in the report's annex.
type penerimaan struct {
	Aturan review.Aturan `json:"aturan"`
	Pesan  string        `json:"pesan"`
	Alasan string        `json:"alasan"`
}

func reviuDari(t review.Tinjauan, j sakip.JenisLaporan) *reviu {
	out := &reviu{wire.ReviuLaporan(t.Ringkas(j)), []penerimaan{}}
	for _, x := range t.Temuan {
		if p, ada := t.Diterima[x.ID()]; ada {
			out.Penerimaan = append(out.Penerimaan, penerimaan{x.Aturan, x.Pesan, p.Alasan})
		}
	}
	return out
}

// ringkasan is what a report's record keeps of the review.
func (c cuplikan) ringkasan() sakip.ReviuLaporan {
	if c.Reviu == nil {
		return sakip.ReviuLaporan{}
	}
	return sakip.ReviuLaporan(c.Reviu.ReviuLaporan)
}

// tahunLalu is what an earlier year came to and the actions agreed on in it, by the
// indicators' kunci.
type tahunLalu struct {
	Tahun        int                           `json:"tahun"`
	Realisasi    map[string]wire.Angka         `json:"realisasi"`
	TindakLanjut map[string][]tindakLanjutLalu `json:"tindak_lanjut,omitempty"`
}

// tindakLanjutLalu is an action with the quarter that it was agreed on in.
type tindakLanjutLalu struct {
	wire.TindakLanjut
	Sejak int `json:"sejak"`
}

func dariLalu(lalu []sakip.TahunLalu) []tahunLalu {
	out := make([]tahunLalu, len(lalu))
	for n, t := range lalu {
		out[n] = tahunLalu{Tahun: t.Tahun, Realisasi: make(map[string]wire.Angka, len(t.Realisasi))}
		for kunci, d := range t.Realisasi {
			out[n].Realisasi[kunci] = wire.AngkaDari(d)
		}
		for kunci, list := range t.TindakLanjut {
			if out[n].TindakLanjut == nil {
				out[n].TindakLanjut = map[string][]tindakLanjutLalu{}
			}
			for _, a := range list {
				out[n].TindakLanjut[kunci] = append(out[n].TindakLanjut[kunci], tindakLanjutLalu{wire.TindakLanjut(a.TindakLanjut), a.Sejak})
			}
		}
	}
	return out
}

// domain is the inverse of dariLalu.
func (t tahunLalu) domain(l *fault.List) sakip.TahunLalu {
	out := sakip.TahunLalu{Tahun: t.Tahun, Realisasi: map[string]decimal.Decimal{}}
	for kunci, a := range t.Realisasi {
		if n := a.Kanonik(kunci, l); n != nil {
			out.Realisasi[kunci] = *n
		}
	}
	for kunci, list := range t.TindakLanjut {
		if out.TindakLanjut == nil {
			out.TindakLanjut = map[string][]sakip.TindakLanjutTerbuka{}
		}
		for _, a := range list {
			out.TindakLanjut[kunci] = append(out.TindakLanjut[kunci], sakip.TindakLanjutTerbuka{TindakLanjut: sakip.TindakLanjut(a.TindakLanjut), Sejak: a.Sejak})
		}
	}
	return out
}

// Texts of why a report cannot be made.
const (
	tahunRusak = "Data tahun ini tidak dapat dibaca."
	mesinLain  = "Mesin hitung diperbarui sejak paket ini diminta. Minta laporan ini lagi."
)

// kunciCuplikan is where the snapshot of a report's Paket lies, written once. It stands
// apart from the files: it has what nobody else may see, such as the officials' NIP.
func kunciCuplikan(l sakip.Laporan) string {
	return fmt.Sprintf("cuplikan/%s/%d/%s.json.gz", l.OPD, l.Tahun, l.KunciPaket())
}

// cuplikan is the snapshot of a report's Paket: that of the first report of it that is
// made, read back, also by whoever wrote it. teks is why there can be none; an error alone
// means that it is worth trying again.
func (r *Reporter) cuplikan(ctx context.Context, l sakip.Laporan) (c cuplikan, teks string, err error) {
	body, _, err := r.Objects.Get(ctx, kunciCuplikan(l))
	if fault.CodeOf(err) == fault.NotFound {
		body, teks, err = r.ambil(ctx, l)
	}
	if err != nil {
		return c, teks, fmt.Errorf("snapshot of %s: %w", l.KunciPaket(), err)
	}
	if c, err = bacaCuplikan(body); err != nil {
		return c, tahunRusak, err
	}
	if c.Mesin != sakip.VersiMesin {
		return c, mesinLain, fmt.Errorf("snapshot of engine %d, this one is %d", c.Mesin, sakip.VersiMesin)
	}
	return c, "", nil
}

// ambil takes a Paket's snapshot and returns the one that lies there then: another report
// of the Paket may have been faster.
func (r *Reporter) ambil(ctx context.Context, l sakip.Laporan) (body []byte, teks string, err error) {
	t, err := record.LoadTahun(ctx, r.Service.Store, l.OPD, l.Tahun)
	switch fault.CodeOf(err) {
	case "":
	case fault.NotFound, fault.Internal:
		return nil, tahunRusak, err
	default:
		return nil, "", fmt.Errorf("load the year: %w", err)
	}
	b, err := muatBukti(ctx, r.Service.Store, l.OPD, l.Tahun)
	if err != nil {
		return nil, "", fmt.Errorf("load the evidence: %w", err)
	}
	body, err = tulisCuplikan(cuplikanDari(l, t, b, r.URL, r.Clock()))
	if err != nil {
		return nil, "", err
	}
	_, err = r.Objects.Put(ctx, kunciCuplikan(l), "application/gzip", body)
	if fault.CodeOf(err) == fault.Exists {
		body, _, err = r.Objects.Get(ctx, kunciCuplikan(l))
	}
	return body, "", err
}

func cuplikanDari(l sakip.Laporan, t record.Tahun, b []bukti, url string, now time.Time) cuplikan {
	periode := sakip.Periode{Tahun: l.Tahun, Triwulan: l.Periode}
	d := t.Data
	h := sakip.Hitung(d, periode)
	c := cuplikan{Paket: l.KunciPaket(), Jenis: l.Jenis, Dokumen: l.Dokumen, Periode: periode, Alamat: url + service.AlamatTerbitan(l.OPD, l.KunciPaket()),
		OPD: wire.FromOPD(d.OPD), Renstra: wire.FromRenstra(d.Renstra), Kebijakan: wire.FromKebijakan(d.Kebijakan), Tahun: wire.FromTahun(d),
		Lalu: dariLalu(d.Lalu), Bukti: b, Vektor: t.Vector, Mesin: sakip.VersiMesin, Dibuat: now.UTC().Truncate(time.Second),
		Hasil: wire.FromHasil(d.OPD, d.Kebijakan, h), Reviu: reviuDari(review.Tinjau(d, h, buktiLaporan(l.Tahun, b), baca.DariNarasi), l.Jenis)}
	for _, p := range d.Penerimaan {
		c.Terima = append(c.Terima, wire.FromPenerimaan(p))
	}
	return c
}

// data is the agency-year that the snapshot holds.
func (c cuplikan) data() (sakip.DataTahun, error) {
	var l fault.List
	d := c.Tahun.Domain(c.OPD.Domain(&l), c.Renstra.Domain(&l), c.Kebijakan.Domain(&l), c.Periode.Tahun, &l)
	for _, y := range c.Lalu {
		d.Lalu = append(d.Lalu, y.domain(&l))
	}
	for _, p := range c.Terima {
		d.Penerimaan = append(d.Penerimaan, p.Domain(&l))
	}
	return d, l.Err()
}

// berkasJadi is a file that a snapshot makes.
type berkasJadi struct {
	isi                         []byte
	nama, ekstensi, contentType string
}

// render makes a file of the snapshot: the same bytes each time.
func (c cuplikan) render(f sakip.FormatLaporan) (b berkasJadi, err error) {
	d, err := c.data()
	if err != nil {
		return b, err
	}
	l := sakip.Laporan{Paket: c.Paket, OPD: d.OPD.ID, Tahun: d.Tahun, Jenis: c.Jenis, Periode: c.Periode.Triwulan, Format: f, Dokumen: c.Dokumen}
	h := sakip.Hitung(d, c.Periode)
	dok, err := report.Susun(l, d, h, report.Opsi{Dibuat: c.Dibuat, Alamat: c.Alamat, Bukti: buktiLaporan(d.Tahun, c.Bukti)})
	if err != nil {
		return b, err
	}
	b.isi, b.contentType, b.ekstensi, err = Render(dok, f)
	b.nama = report.Nama(l, h, b.ekstensi)
	return b, err
}

func tulisCuplikan(c cuplikan) ([]byte, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if err := json.NewEncoder(z).Encode(c); err != nil {
		return nil, fmt.Errorf("encode snapshot: %w", err)
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("compress snapshot: %w", err)
	}
	return b.Bytes(), nil
}

// bacaCuplikan is the inverse of tulisCuplikan.
func bacaCuplikan(body []byte) (c cuplikan, err error) {
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return c, fmt.Errorf("read snapshot: %w", err)
	}
	dec := json.NewDecoder(z)
	dec.DisallowUnknownFields()
	if err := dec.Decode(&c); err != nil {
		return c, fmt.Errorf("read snapshot: %w", err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return c, errors.New("read snapshot: more than one value")
	}
	return c, nil
}
