package record

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"capaian/internal/fault"
	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// The functions below read one item with its Versi. Codes: NotFound with the kind and
// id of what was sought; Internal for an item that can't be read.

func get[W shape[D], D any](ctx context.Context, st store.Store, p store.Partition, k store.Key, jenis, id string) (D, int64, error) {
	it, err := item(ctx, st, p, k, jenis, id)
	if err != nil {
		return *new(D), 0, err
	}
	d, err := decode[W](p, it)
	return d, it.Versi, err
}

func item(ctx context.Context, st store.Store, p store.Partition, k store.Key, jenis, id string) (store.Item, error) {
	it, err := st.Get(ctx, p, k)
	switch {
	case fault.CodeOf(err) == fault.NotFound:
		return it, fault.New(fault.NotFound, jenis, id)
	case err != nil:
		return it, fmt.Errorf("read %s#%s of %s: %w", k.Doc, k.Row, p, err)
	}
	return it, nil
}

// Orang reads a person's record.
func Orang(ctx context.Context, st store.Store, sub string) (sakip.Orang, int64, error) {
	return get[wire.Orang](ctx, st, store.Orang(sub), KeyOrang(), "Pengguna", sub)
}

// Kabupaten reads a kabupaten's profile.
func Kabupaten(ctx context.Context, st store.Store, id string) (sakip.Kabupaten, int64, error) {
	return get[wire.Kabupaten](ctx, st, store.Kabupaten(id), KeyKabupaten(), "Kabupaten", id)
}

// Kalender reads a kabupaten's calendar of a year.
func Kalender(ctx context.Context, st store.Store, kab string, tahun int) (sakip.Kalender, int64, error) {
	return get[wire.Kalender](ctx, st, store.Kabupaten(kab), KeyKalender(tahun), "Kalender", strconv.Itoa(tahun))
}

// Pengecualian reads an exception from the calendar of a unit, "" for the whole agency's.
func Pengecualian(ctx context.Context, st store.Store, opd string, tahun int, unit string, tw int) (sakip.Pengecualian, int64, error) {
	return get[wire.Pengecualian](ctx, st, store.TahunOPD(opd, tahun), KeyPengecualian(unit, tw), "Pengecualian", selTriwulan(unit, tw))
}

// LoadKalender reads every calendar of a kabupaten, by year.
func LoadKalender(ctx context.Context, st store.Store, kab string) ([]sakip.Kalender, error) {
	out, err := list[wire.Kalender](ctx, st, store.Kabupaten(kab), DocKalender, DocKabupaten)
	slices.SortFunc(out, func(a, b sakip.Kalender) int { return cmp.Compare(a.Tahun, b.Tahun) })
	return out, err
}

// Pengingat reads a reminder to be sent.
func Pengingat(ctx context.Context, st store.Store, opd string, tahun int, id string) (sakip.Surat, int64, error) {
	return get[wire.Surat](ctx, st, store.Surat(opd, tahun), KeySurat(id), "Surat", id)
}

// Surat reads a notice to be sent that a command on the year left.
func Surat(ctx context.Context, st store.Store, opd string, tahun int, id string) (sakip.Surat, int64, error) {
	return get[wire.Surat](ctx, st, store.TahunOPD(opd, tahun), KeySurat(id), "Surat", id)
}

// Terkirim tells whether a notice was sent.
func Terkirim(ctx context.Context, st store.Store, opd string, tahun int, id string) (bool, error) {
	_, err := st.Get(ctx, store.Surat(opd, tahun), KeyTerkirim(id))
	if fault.CodeOf(err) == fault.NotFound {
		return false, nil
	}
	return err == nil, err
}

// Profil reads an agency's profile.
func Profil(ctx context.Context, st store.Store, opd string) (sakip.PerangkatDaerah, int64, error) {
	return get[wire.OPD](ctx, st, store.OPD(opd), KeyProfil(), "Perangkat daerah", opd)
}

// Renstra reads an agency's plan.
func Renstra(ctx context.Context, st store.Store, opd string) (sakip.Renstra, int64, error) {
	return get[wire.Renstra](ctx, st, store.OPD(opd), KeyRenstra(), "Renstra", opd)
}

// Kebijakan reads the policy that begins in a year.
func Kebijakan(ctx context.Context, st store.Store, opd string, tahun int) (sakip.Kebijakan, int64, error) {
	p := store.OPD(opd)
	it, err := item(ctx, st, p, KeyKebijakan(tahun), "Kebijakan", strconv.Itoa(tahun))
	if err != nil {
		return sakip.Kebijakan{}, 0, err
	}
	k, err := decodeKebijakan(p, it)
	return k, it.Versi, err
}

// Indikator reads one indicator.
func Indikator(ctx context.Context, st store.Store, opd string, tahun int, id string) (sakip.Indikator, int64, error) {
	return get[wire.Indikator](ctx, st, store.TahunOPD(opd, tahun), KeyIndikator(id), "Indikator", id)
}

// Perjanjian reads one version of the Perjanjian Kinerja.
func Perjanjian(ctx context.Context, st store.Store, opd string, tahun int, versi string) (sakip.Perjanjian, int64, error) {
	return get[wire.Perjanjian](ctx, st, store.TahunOPD(opd, tahun), KeyPerjanjian(versi), "Perjanjian Kinerja", versi)
}

// RencanaAksi reads an indicator's plan of one quarter.
func RencanaAksi(ctx context.Context, st store.Store, opd string, tahun int, indikator string, tw int) (sakip.RencanaAksi, int64, error) {
	return get[wire.RencanaAksi](ctx, st, store.TahunOPD(opd, tahun), KeyRencanaAksi(indikator, tw), "Rencana aksi", selTriwulan(indikator, tw))
}

// Realisasi reads an indicator's report of one quarter.
func Realisasi(ctx context.Context, st store.Store, opd string, tahun int, indikator string, tw int) (sakip.Realisasi, int64, error) {
	return get[realisasiItem](ctx, st, store.TahunOPD(opd, tahun), KeyRealisasi(indikator, tw), "Realisasi", selTriwulan(indikator, tw))
}

// VersiAnggaran reads what a budget version says of itself, without its rows.
func VersiAnggaran(ctx context.Context, st store.Store, opd string, tahun int, versi string) (sakip.VersiAnggaran, int64, error) {
	return get[wire.VersiAnggaran](ctx, st, store.TahunOPD(opd, tahun), KeyAnggaranKepala(versi), "Versi anggaran", versi)
}

// BarisAnggaran reads one row of a budget version.
func BarisAnggaran(ctx context.Context, st store.Store, opd string, tahun int, versi string, b sakip.IdentitasBaris) (sakip.BarisAnggaran, int64, error) {
	r, n, err := get[barisItem](ctx, st, store.TahunOPD(opd, tahun), KeyBarisAnggaran(versi, b), "Baris anggaran", b.Kode)
	return r.BarisAnggaran, n, err
}

// DaftarTahun lists the years that an agency has, in order.
func DaftarTahun(ctx context.Context, st store.Store, opd string) ([]int, error) {
	metas, err := st.List(ctx, store.IndexTahun(opd))
	if err != nil {
		return nil, fmt.Errorf("list years of %s: %w", opd, err)
	}
	out := make([]int, 0, len(metas))
	for _, m := range metas {
		if _, tahun, ok := store.ParseOPD(m.Partition); ok {
			out = append(out, tahun)
		}
	}
	slices.Sort(out)
	return out, nil
}

// RealisasiAnggaran reads what was spent on a budget row up to a quarter.
func RealisasiAnggaran(ctx context.Context, st store.Store, opd string, tahun int, b sakip.IdentitasBaris, tw int) (sakip.RealisasiAnggaran, int64, error) {
	return get[wire.RealisasiAnggaran](ctx, st, store.TahunOPD(opd, tahun), KeyRealisasiAnggaran(b, tw), "Realisasi anggaran", selTriwulan(b.Kode, tw))
}

// Pembanding reads one table.
func Pembanding(ctx context.Context, st store.Store, opd string, tahun int, id string) (sakip.TabelPembanding, int64, error) {
	return get[wire.TabelPembanding](ctx, st, store.TahunOPD(opd, tahun), KeyPembanding(id), "Tabel pembanding", id)
}

// Fakta reads one fact.
func Fakta(ctx context.Context, st store.Store, opd string, tahun int, id string) (sakip.Fakta, int64, error) {
	return get[wire.Fakta](ctx, st, store.TahunOPD(opd, tahun), KeyFakta(id), "Fakta", id)
}

// Rekomendasi reads one recommendation.
func Rekomendasi(ctx context.Context, st store.Store, opd string, tahun, no int) (sakip.Rekomendasi, int64, error) {
	return get[wire.Rekomendasi](ctx, st, store.TahunOPD(opd, tahun), KeyRekomendasi(no), "Rekomendasi", strconv.Itoa(no))
}

// Narasi reads the text of one section.
func Narasi(ctx context.Context, st store.Store, opd string, tahun int, bagian string) (sakip.Narasi, int64, error) {
	return get[wire.Narasi](ctx, st, store.TahunOPD(opd, tahun), KeyNarasi(bagian), "Narasi", bagian)
}

// Penerimaan reads that a finding was accepted.
func Penerimaan(ctx context.Context, st store.Store, opd string, tahun int, temuan string) (sakip.Penerimaan, int64, error) {
	return get[wire.Penerimaan](ctx, st, store.TahunOPD(opd, tahun), KeyPenerimaan(temuan), "Penerimaan temuan", temuan)
}

// Laporan reads one requested report.
func Laporan(ctx context.Context, st store.Store, opd string, tahun int, id string) (sakip.Laporan, int64, error) {
	return get[wire.Laporan](ctx, st, store.Laporan(opd, tahun), KeyLaporan(id), "Laporan", id)
}

// LoadLaporan reads every requested report of an agency-year, the latest first.
func LoadLaporan(ctx context.Context, st store.Store, opd string, tahun int) ([]sakip.Laporan, error) {
	out, err := list[wire.Laporan](ctx, st, store.Laporan(opd, tahun), DocLaporan, DocTerbit)
	slices.SortFunc(out, func(a, b sakip.Laporan) int {
		return cmp.Or(b.Diminta.Compare(a.Diminta), cmp.Compare(a.ID, b.ID))
	})
	return out, err
}

// Terbitan reads a published Paket.
func Terbitan(ctx context.Context, st store.Store, opd, paket string) (sakip.Terbitan, int64, error) {
	return get[wire.Terbitan](ctx, st, store.Terbitan(opd), KeyTerbitan(paket), "Laporan terbit", paket)
}

// LoadTerbitan reads every Paket that an agency has published.
func LoadTerbitan(ctx context.Context, st store.Store, opd string) ([]sakip.Terbitan, error) {
	return list[wire.Terbitan](ctx, st, store.Terbitan(opd), DocTerbitan, DocDaftar)
}

// DaftarTerbitan reads what an agency has published, in brief.
func DaftarTerbitan(ctx context.Context, st store.Store, opd string) (sakip.DaftarTerbitan, int64, error) {
	return get[wire.DaftarTerbitan](ctx, st, store.Terbitan(opd), KeyDaftar(), "Laporan terbit", opd)
}

// LoadBerkas reads of which Paket a published file is, by the SHA-256 of its bytes; none
// for one that was not published.
func LoadBerkas(ctx context.Context, st store.Store, sha256 string) ([]sakip.BerkasDikenal, error) {
	return list[wire.BerkasDikenal](ctx, st, store.Hash(sha256), DocBerkas)
}

// list reads every row of a partition's document; of others it may have only those beside.
func list[W shape[D], D any](ctx context.Context, st store.Store, p store.Partition, doc string, beside ...string) ([]D, error) {
	snap, err := st.Load(ctx, p)
	if err != nil {
		return nil, fmt.Errorf("load %s: %w", p, err)
	}
	var out []D
	for _, it := range snap.Items {
		if slices.Contains(beside, it.Doc) {
			continue
		}
		if it.Doc != doc {
			return nil, broken(p, it.Key, errUnknownDoc)
		}
		if err := add[W](&out, p, it); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Bukti reads one file that is handed in.
func Bukti(ctx context.Context, st store.Store, opd string, tahun int, id string) (sakip.Bukti, int64, error) {
	return get[wire.Bukti](ctx, st, store.Bukti(opd, tahun), KeyBukti(id), "Bukti", id)
}

// LoadBukti reads every file handed in for an agency-year, the latest first.
func LoadBukti(ctx context.Context, st store.Store, opd string, tahun int) ([]sakip.Bukti, error) {
	out, err := list[wire.Bukti](ctx, st, store.Bukti(opd, tahun), DocBukti)
	slices.SortFunc(out, func(a, b sakip.Bukti) int {
		return cmp.Or(b.Diminta.Compare(a.Diminta), cmp.Compare(a.ID, b.ID))
	})
	return out, err
}

// Tautan reads a download link by the SHA-256 of its token.
func Tautan(ctx context.Context, st store.Store, hash string) (sakip.Tautan, int64, error) {
	return get[wire.Tautan](ctx, st, store.Tautan(hash), KeyTautan(), "Tautan", hash)
}

func selTriwulan(id string, tw int) string {
	return id + " " + sakip.Periode{Triwulan: tw}.String()
}
