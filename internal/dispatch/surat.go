package dispatch

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"capaian/internal/fault"
	"capaian/internal/locale"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/store"
	"capaian/internal/surat"
)

// sendSurat sends a notice to each person whom it concerns, then keeps that it was sent. A
// run that breaks off between the two sends it once more. What is refused for good (an
// address that does not exist) holds up nobody else.
func (d *Dispatcher) sendSurat(ctx context.Context, opd string, tahun int, id string, baca bacaSurat) error {
	if d.Surat == nil {
		return nil
	}
	s, _, err := baca(ctx, d.Store, opd, tahun, id)
	if fault.CodeOf(err) == fault.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	if sent, err := record.Terkirim(ctx, d.Store, opd, tahun, id); err != nil || sent || s.Basi(d.Clock()) {
		return err
	}
	profil, _, err := record.Profil(ctx, d.Store, opd)
	if err != nil {
		return err
	}
	hari, err := d.Service.Hari(ctx, profil.Kabupaten)
	if err != nil || s.Pengingat() && s.Batas < hari {
		return err
	}
	orang, err := d.orang(ctx, profil.Kabupaten)
	if err != nil {
		return err
	}
	for _, o := range s.Penerima(orang, opd) {
		err := d.Surat.Kirim(ctx, d.pesan(s, o, profil, tahun, hari))
		if errors.Is(err, surat.ErrDitolak) {
			d.Log.WarnContext(ctx, "notice refused", "opd", opd, "tahun", tahun, "surat", id, "sub", o.Sub)
			continue
		}
		if err != nil {
			return fmt.Errorf("send notice %s of %s %d: %w", id, opd, tahun, err)
		}
	}
	return d.Service.FinishSurat(ctx, opd, tahun, id)
}

// bacaSurat reads a notice from where it lies.
type bacaSurat func(ctx context.Context, st store.Store, opd string, tahun int, id string) (sakip.Surat, int64, error)

// orang are the people of a kabupaten.
func (d *Dispatcher) orang(ctx context.Context, kab string) ([]sakip.Orang, error) {
	metas, err := d.Store.List(ctx, store.IndexOrang(kab))
	if err != nil {
		return nil, err
	}
	var out []sakip.Orang
	for _, m := range metas {
		sub, _ := store.ParseOrang(m.Partition)
		o, _, err := record.Orang(ctx, d.Store, sub)
		if err != nil {
			return nil, err
		}
		out = append(out, o)
	}
	return out, nil
}

// pesan is a notice as one person reads it. It names no value: the page behind the link
// shows it to whoever may see it.
func (d *Dispatcher) pesan(s sakip.Surat, o sakip.Orang, p sakip.PerangkatDaerah, tahun int, hari sakip.Tanggal) surat.Pesan {
	periode := fmt.Sprintf("TW%d %d", s.Triwulan, tahun)
	apa, unit := s.Apa, p.NamaUnit(s.Unit)
	if apa == "" {
		apa = "angka " + periode
	}
	if unit != "" {
		unit = " (" + unit + ")"
	}
	var perihal, isi string
	switch s.Jenis {
	case sakip.SuratDiajukan:
		perihal = "Menunggu verifikasi: " + periode + unit
		isi = s.Oleh + " mengajukan angka " + periode + unit + ". Periksa lalu verifikasi, atau kembalikan dengan catatan."
	case sakip.SuratDikembalikan:
		perihal = "Perlu diperbaiki: " + periode + unit
		isi = s.Oleh + " mengembalikan " + apa + unit + ". Perbaiki lalu ajukan lagi.\n\nCatatan: " + s.Catatan
	case sakip.SuratDibuka:
		perihal = "Dibuka kembali: " + periode + unit
		isi = s.Oleh + " membuka kembali " + apa + unit + ". Angka itu dapat diperbaiki dan harus diverifikasi lagi.\n\nAlasan: " + s.Catatan
	case sakip.IngatPengisian:
		perihal = "Pengisian " + periode + " berakhir " + kapan(hari, s.Batas) + unit
		isi = fmt.Sprintf("Masa pengisian %s berakhir %s, sampai akhir hari. Yang belum diajukan: %d dari %d angka%s. Isi lalu ajukan sebelum masa itu berakhir; sesudahnya perlu pengecualian dari admin kabupaten.",
			periode, kapan(hari, s.Batas), s.Belum, s.Wajib, unit)
	case sakip.IngatVerifikasi:
		perihal = "Verifikasi " + periode + " berakhir " + kapan(hari, s.Batas)
		isi = fmt.Sprintf("Masa verifikasi %s berakhir %s, sampai akhir hari. Yang belum diverifikasi: %d dari %d angka. Verifikasi yang sudah masuk, dan ingatkan unit yang belum mengajukan.",
			periode, kapan(hari, s.Batas), s.Belum, s.Wajib)
	case sakip.IngatLaporan:
		perihal = "Laporan " + periode + " jatuh tempo " + kapan(hari, s.Batas)
		isi = fmt.Sprintf("Laporan %s dibuat %s. Yang belum final: %d dari %d angka. Laporan menunggu sampai semua angka diverifikasi, paling lama %d hari, lalu dibuat dengan bagian yang kosong ditandai.",
			periode, kapan(hari, s.Batas), s.Belum, s.Wajib, sakip.TungguData)
	default:
		perihal = "Final: " + periode
		isi = s.Oleh + " menjadikan " + periode + " final. Angka final hanya dapat dibuka admin kabupaten dengan alasan."
	}
	return surat.Pesan{Untuk: o.Surel, Perihal: satuBaris(perihal), Isi: strings.ReplaceAll("Yth. "+o.Nama+",\n\n"+isi+"\n\nBuka: "+
		fmt.Sprintf("%s/opd/%s/tahun/%d%s", d.URL, url.PathEscape(p.ID), tahun, s.Halaman)+
		"\n\nSurat ini dikirim otomatis oleh Capaian untuk "+p.Nama+"; jangan dibalas.\n", "\r", "")}
}

// kapan writes a day and how far it is from today.
func kapan(hari, batas sakip.Tanggal) string {
	sisa := fmt.Sprintf("%d hari lagi", hari.Selisih(batas))
	switch hari.Selisih(batas) {
	case 0:
		sisa = "hari ini"
	case 1:
		sisa = "besok"
	}
	t, err := locale.ParseTanggal(string(batas))
	if err != nil {
		return string(batas)
	}
	return locale.Tanggal(t) + " (" + sisa + ")"
}

// satuBaris keeps a name of a unit from becoming a second line of the subject.
func satuBaris(s string) string { return strings.Join(strings.Fields(s), " ") }
