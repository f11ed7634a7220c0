package reporter

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"capaian/internal/dispatch"
	"capaian/internal/locale"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/service"
)

// Publish copies the files of a Paket, its snapshot, its signed copy and its figures as
// open data to where they lie for good, and then says so. A file that is not the recorded
// one is never published, nor any other of its Paket then.
func (r *Reporter) Publish(ctx context.Context, j dispatch.Job) error {
	list, err := record.LoadLaporan(ctx, r.Service.Store, j.OPD, j.Tahun)
	if err != nil {
		return fmt.Errorf("read requests: %w", err)
	}
	paket, minta := paketDari(list, j.Laporan)
	if paket == nil {
		return fmt.Errorf("publish %s: no such Paket", j.Laporan)
	}
	if len(minta) == 0 {
		return nil
	}
	body, info, err := r.Objects.Get(ctx, minta[0].Cuplikan)
	if err != nil {
		return fmt.Errorf("get %s: %w", minta[0].Cuplikan, err)
	}
	c, err := bacaCuplikan(body)
	if err != nil {
		return err
	}
	if _, err := r.Terbit.Put(ctx, minta[0].Cuplikan, info.ContentType, body); err != nil {
		return fmt.Errorf("publish %s: %w", minta[0].Cuplikan, err)
	}
	t := terbitanDari(c, minta[0])
	t.Diterbitkan = r.Clock().UTC().Truncate(time.Second)
	if err := r.penerbit(ctx, &t, minta[0].TerbitDiminta); err != nil {
		return err
	}
	if minta[0].Diterbitkan.IsZero() { // else there is a signed copy to add and nothing more
		if err := r.naskah(ctx, &t, minta); err != nil {
			return err
		}
		if err := r.dataTerbuka(ctx, &t, minta[0], c); err != nil {
			return err
		}
	}
	if err := r.salinan(ctx, &t, minta[0]); err != nil {
		return err
	}
	return r.Service.FinishTerbit(ctx, t)
}

// paketDari are the reports of the Paket that id names, or a report of it, and those of
// them that wait for being published or for their signed copy to be.
func paketDari(list []sakip.Laporan, id string) (paket, minta []sakip.Laporan) {
	for _, l := range list {
		if l.ID == id {
			id = l.KunciPaket()
		}
	}
	for _, l := range list {
		if l.KunciPaket() != id {
			continue
		}
		paket = append(paket, l)
		if !l.MenungguTerbit().IsZero() {
			minta = append(minta, l)
		}
	}
	slices.SortStableFunc(minta, func(a, b sakip.Laporan) int {
		return cmp.Compare(slices.Index(urutBerkas, a.Format), slices.Index(urutBerkas, b.Format))
	})
	return paket, minta
}

// urutBerkas is the order in which the files of a Paket are listed.
var urutBerkas = []sakip.FormatLaporan{sakip.PDF, sakip.DOCX, sakip.XLSX, sakip.HTML}

func terbitanDari(c cuplikan, l sakip.Laporan) sakip.Terbitan {
	return sakip.Terbitan{Paket: l.KunciPaket(), OPD: l.OPD, Kabupaten: c.OPD.Kabupaten, Instansi: c.OPD.Nama, Daerah: c.OPD.Daerah, Zona: c.OPD.Zona,
		Sintetis: c.OPD.Sintetis, Tahun: l.Tahun, Jenis: l.Jenis, Periode: l.Periode, Dokumen: l.Dokumen, Dibuat: c.Dibuat, Mesin: c.Mesin, Reviu: c.ringkasan()}
}

// penerbit names who publishes: who heads the agency on that day, by name and office.
func (r *Reporter) penerbit(ctx context.Context, t *sakip.Terbitan, kapan time.Time) error {
	o, _, err := record.Profil(ctx, r.Service.Store, t.OPD)
	if err != nil {
		return fmt.Errorf("read the agency: %w", err)
	}
	zona, err := locale.Zona(o.Zona)
	if err != nil {
		zona = time.UTC
	}
	t.Jabatan = "Kepala " + t.Instansi
	if k, ok := o.Kepala(sakip.TanggalDari(kapan.In(zona))); ok {
		t.Penerbit, t.Jabatan = k.Nama, k.Sebutan()
	}
	return nil
}

// naskah publishes the files as they were made.
func (r *Reporter) naskah(ctx context.Context, t *sakip.Terbitan, list []sakip.Laporan) error {
	for _, l := range list {
		b := sakip.BerkasTerbit{Peran: sakip.BerkasNaskah, Format: l.Format, Nama: l.Nama, Objek: l.Objek, Ukuran: l.Ukuran, SHA256: l.SHA256, Penyusun: l.Penyusun}
		if err := r.salin(ctx, t, b); err != nil {
			return err
		}
	}
	return nil
}

// salinan publishes the signed copy that was asked for, under a name of ours.
func (r *Reporter) salinan(ctx context.Context, t *sakip.Terbitan, l sakip.Laporan) error {
	if l.Salinan == "" {
		return nil
	}
	b, _, err := record.Bukti(ctx, r.Service.Store, l.OPD, l.Tahun, l.Salinan)
	if err != nil {
		return fmt.Errorf("read the signed copy: %w", err)
	}
	return r.salin(ctx, t, sakip.BerkasTerbit{Peran: sakip.BerkasSalinan, Format: sakip.PDF, Nama: pokokNama(l) + "-bertanda-tangan.pdf",
		Objek: service.KunciBukti(b), Ukuran: b.Ukuran, SHA256: b.SHA256, Tanda: b.Tanda})
}

// pokokNama is the name of a report's file without its extension.
func pokokNama(l sakip.Laporan) string { return strings.TrimSuffix(l.Nama, path.Ext(l.Nama)) }

// salin copies a file under its key, checked against its SHA-256.
func (r *Reporter) salin(ctx context.Context, t *sakip.Terbitan, b sakip.BerkasTerbit) error {
	body, info, err := r.Objects.Get(ctx, b.Objek)
	if err != nil {
		return fmt.Errorf("get %s: %w", b.Objek, err)
	}
	if info.SHA256 != b.SHA256 {
		return fmt.Errorf("%s has the SHA-256 %s, the record %s", b.Objek, info.SHA256, b.SHA256)
	}
	return r.terbitkan(ctx, t, b, info.ContentType, body)
}

func (r *Reporter) terbitkan(ctx context.Context, t *sakip.Terbitan, b sakip.BerkasTerbit, contentType string, body []byte) error {
	if _, err := r.Terbit.Put(ctx, b.Objek, contentType, body); err != nil {
		return fmt.Errorf("publish %s: %w", b.Objek, err)
	}
	b.Diterbitkan = t.Diterbitkan
	t.Berkas = append(t.Berkas, b)
	return nil
}

// dataTerbuka publishes the figures of a report that has any. They lie beside the report's
// files too, where the archive takes them from.
func (r *Reporter) dataTerbuka(ctx context.Context, t *sakip.Terbitan, l sakip.Laporan, c cuplikan) error {
	if !c.Jenis.Berangka() {
		return nil
	}
	for _, f := range []sakip.FormatLaporan{sakip.CSV, sakip.JSON} {
		body, contentType, err := c.terbuka(f)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(body)
		b := sakip.BerkasTerbit{Peran: sakip.BerkasData, Format: f, Nama: "data-" + pokokNama(l) + "." + string(f), Ukuran: int64(len(body)), SHA256: fmt.Sprintf("%x", sum),
			Objek: fmt.Sprintf("laporan/%s/%d/%s-%x.%s", t.OPD, t.Tahun, t.Paket, sum[:8], f)}
		if _, err := r.Objects.Put(ctx, b.Objek, contentType, body); err != nil {
			return fmt.Errorf("put %s: %w", b.Objek, err)
		}
		if err := r.terbitkan(ctx, t, b, contentType, body); err != nil {
			return err
		}
	}
	return nil
}
