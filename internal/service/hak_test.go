package service_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"capaian/internal/fault"
	"capaian/internal/impor"
	"capaian/internal/record"
	"capaian/internal/sakip"
	"capaian/internal/sample"
	"capaian/internal/service"
	"capaian/internal/servicetest"
	"capaian/internal/store"
	"capaian/internal/wire"
)

// tabelHak is the rights table written out a second time: how far each right reaches.
// "-" is nowhere, "unit", "opd" and "kab" are one's own.
const tabelHak = `
aksi            operator verifikator kepala bappeda inspektorat admin
lihat_opd       opd      opd         opd    kab     kab         kab
lihat_audit     -        opd         opd    -       kab         kab
lihat_kabupaten -        -           -      kab     kab         kab
entri_realisasi unit     opd         -      -       -           -
tarik           unit     opd         -      -       -           -
verifikasi      -        opd         -      -       -           -
finalkan        -        -           opd    -       -           -
buka_kembali    -        -           -      -       -           kab
rencanakan      -        opd         -      -       -           -
atur_opd        -        opd         -      -       -           kab
atur_kebijakan  -        opd         -      kab     -           -
tandatangani    -        opd         opd    -       -           -
terima_temuan   -        opd         opd    -       -           -
tindak_rekomendasi -     opd         -      -       kab         -
muat_tahun      -        opd         -      -       -           kab
minta_laporan   -        opd         opd    kab     kab         -
jalankan_pelaporan -     opd         opd    kab     -           kab
terbitkan       -        -           opd    -       -           -
unggah_salinan  -        opd         opd    -       -           -
lihat_kalender  kab      kab         kab    kab     kab         kab
atur_kalender   -        -           -      kab     -           kab
beri_pengecualian -      -           -      -       -           kab
atur_kabupaten  -        -           -      -       -           kab
kelola_orang    -        -           -      -       -           kab
isi_lke         -        opd         -      -       -           -
ajukan_lke      -        opd         opd    -       -           -
nilai_lke       -        -           -      -       kab         -
finalkan_lke    -        -           -      -       kab         -
lihat_diri      unit     opd         opd    kab     kab         kab
publik          kab      kab         kab    kab     kab         kab
`

var jangkauan = map[string]service.Lingkup{"-": service.TidakBoleh, "unit": service.UnitSendiri,
	"opd": service.OPDSendiri, "kab": service.KabupatenSendiri}

// hakDari reads tabelHak.
func hakDari(t *testing.T) map[service.Aksi]map[sakip.Peran]service.Lingkup {
	t.Helper()
	out := map[service.Aksi]map[sakip.Peran]service.Lingkup{}
	lines := strings.Split(strings.TrimSpace(tabelHak), "\n")
	head := strings.Fields(lines[0])[1:]
	for _, line := range lines[1:] {
		cells := strings.Fields(line)
		row := map[sakip.Peran]service.Lingkup{}
		for n, c := range cells[1:] {
			reach, ok := jangkauan[c]
			if !ok {
				t.Fatalf("tabelHak: %q", c)
			}
			row[sakip.Peran(head[n])] = reach
		}
		out[service.Aksi(cells[0])] = row
	}
	return out
}

func TestHakIsTheTable(t *testing.T) {
	want := hakDari(t)
	if len(want) != len(service.SemuaAksi) {
		t.Errorf("actions: got %d, want %d", len(service.SemuaAksi), len(want))
	}
	for _, a := range service.SemuaAksi {
		for _, p := range sakip.SemuaPeran {
			if got := service.Hak(a, p); got != want[a][p] {
				t.Errorf("%s of %s: got %d, want %d", a, p, got, want[a][p])
			}
		}
		if got := service.Hak(a, "sistem"); a != service.Publik && got != service.TidakBoleh {
			t.Errorf("%s of an unknown role: got %d, want none", a, got)
		}
	}
}

// Every action, by every role, on every kind of place.
func TestIzin(t *testing.T) {
	e := servicetest.Seeded(t)
	e.Load(t, servicetest.Bundle(3, 2))
	const own, next, far, none = "opd-00001", "opd-00002", servicetest.OPD, "tidak-ada"
	want := hakDari(t)
	for _, a := range service.SemuaAksi {
		for _, p := range sakip.SemuaPeran {
			o := sakip.Orang{Sub: "x", Nama: "x", Peran: p, Kabupaten: sample.Uji().ID}
			if !p.SeKabupaten() {
				o.OPD = own
			}
			if p == sakip.Operator {
				o.Unit = "sekretariat"
			}
			reach := want[a][p]
			for _, c := range []struct {
				place, kab, opd, unit string
				code                  fault.Code
			}{
				{"own agency", "", own, "", boleh(reach > service.TidakBoleh)},
				{"own unit", "", own, "sekretariat", boleh(reach > service.TidakBoleh)},
				{"another unit", "", own, "bidang-1", boleh(reach > service.UnitSendiri)},
				{"the agency next door", "", next, "", boleh(reach == service.KabupatenSendiri && p.SeKabupaten())},
				{"a unit next door", "", next, "sekretariat", boleh(reach == service.KabupatenSendiri && p.SeKabupaten())},
				{"another kabupaten's agency", "", far, "", fault.NotFound},
				{"another kabupaten's unit", "", far, "sekretariat", fault.NotFound},
				{"no agency", "", none, "", fault.NotFound},
				{"an id that is no id", "", "../x", "", fault.NotFound},
				{"an id that names a year", "", own + "#T#2025", "", fault.NotFound},
				{"own kabupaten", sample.Uji().ID, "", "", boleh(reach == service.KabupatenSendiri)},
				{"another kabupaten", "contoh", "", "", fault.NotFound},
			} {
				if got := fault.CodeOf(e.Izin(ctx, o, a, c.kab, c.opd, c.unit)); got != c.code {
					t.Errorf("%s by %s on %s: got %q, want %q", a, p, c.place, got, c.code)
				}
			}
		}
	}
}

func boleh(ok bool) fault.Code {
	if ok {
		return ""
	}
	return fault.Forbidden
}

// Every method checks the right that it stands for, on the agency it is called on.
func TestMethodsCheckTheirRight(t *testing.T) {
	e := servicetest.Seeded(t)
	e.Load(t, servicetest.Bundle(3, 2))
	const own, next, far = "opd-00001", "opd-00002", servicetest.OPD
	want := hakDari(t)
	y := sample.TahunUji
	d, err := record.LoadTahun(ctx, e.Embedded, own, y)
	if err != nil {
		t.Fatal(err)
	}
	agency, err := record.LoadOPD(ctx, e.Embedded, own)
	if err != nil {
		t.Fatal(err)
	}
	ind, id := d.Data.Indikator[0], d.Data.Indikator[0].ID
	one := func(_ any, err error) error { return err }
	for _, m := range []struct {
		name string
		aksi service.Aksi
		do   func(r service.Request, opd string) error
	}{
		{"OPD", service.LihatOPD, func(r service.Request, opd string) error { return one(e.OPD(ctx, r.Orang, opd)) }},
		{"Tahun", service.LihatOPD, func(r service.Request, opd string) error { return one(e.Tahun(ctx, r.Orang, opd, y)) }},
		{"Capaian", service.LihatOPD, func(r service.Request, opd string) error { return one(e.Capaian(ctx, r.Orang, opd, y, 4)) }},
		{"Perjanjian", service.LihatOPD, func(r service.Request, opd string) error { return one(e.Perjanjian(ctx, r.Orang, opd, y)) }},
		{"Pembanding", service.LihatOPD, func(r service.Request, opd string) error { return one(e.Pembanding(ctx, r.Orang, opd, y)) }},
		{"Lembar", service.LihatOPD, func(r service.Request, opd string) error { return one(e.Lembar(ctx, r.Orang, opd, y, id, 4)) }},
		{"LembarAnggaran", service.LihatOPD, func(r service.Request, opd string) error {
			return one(e.LembarAnggaran(ctx, r.Orang, opd, y, sakip.IdentitasBaris{Kode: "D"}, 4))
		}},
		{"DaftarLaporan", service.LihatOPD, func(r service.Request, opd string) error { return one(e.DaftarLaporan(ctx, r.Orang, opd, y)) }},
		{"Laporan", service.LihatOPD, func(r service.Request, opd string) error { return one(e.Laporan(ctx, r.Orang, opd, y, "x")) }},
		{"RequestPelaporan", service.JalankanPelaporan, func(r service.Request, opd string) error {
			return one(e.RequestPelaporan(ctx, r, y, 1, service.PilihPelaporan{OPD: opd}))
		}},
		{"Audit", service.LihatAudit, func(r service.Request, opd string) error { return one(e.Audit(ctx, r.Orang, opd, y, 0, 1)) }},
		{"VerifyAudit", service.LihatAudit, func(r service.Request, opd string) error { return one(e.VerifyAudit(ctx, r.Orang, opd, 0)) }},
		{"TelusurAudit", service.LihatAudit, func(r service.Request, opd string) error {
			return one(e.TelusurAudit(ctx, r.Orang, opd, y, service.SaringAudit{}, 0, 1))
		}},
		{"Angka", service.LihatOPD, func(r service.Request, opd string) error {
			return one(e.Angka(ctx, r.Orang, opd, y, 4, service.AngkaIndikator, id, service.Sebelum{}))
		}},
		{"RecordRealisasi", service.EntriRealisasi, func(r service.Request, opd string) error {
			return one(e.RecordRealisasi(ctx, r, opd, y, wire.Realisasi{Indikator: "tidak-ada", Triwulan: 4}, 1))
		}},
		{"RecordRealisasiAnggaran", service.EntriRealisasi, func(r service.Request, opd string) error {
			return one(e.RecordRealisasiAnggaran(ctx, r, opd, y, sakip.RealisasiAnggaran{IdentitasBaris: sakip.IdentitasBaris{Kode: "tidak-ada"}, Triwulan: 4}, 1))
		}},
		{"WithdrawRealisasi", service.Tarik, func(r service.Request, opd string) error {
			return one(e.WithdrawRealisasi(ctx, r, opd, y, service.Angka{Indikator: "tidak-ada", Triwulan: 4}, 99))
		}},
		{"ReturnRealisasi", service.Verifikasi, func(r service.Request, opd string) error {
			return one(e.ReturnRealisasi(ctx, r, opd, y, service.Angka{Indikator: id, Triwulan: 4}, "", 99))
		}},
		{"VerifyRealisasi", service.Verifikasi, func(r service.Request, opd string) error {
			return one(e.VerifyRealisasi(ctx, r, opd, y, service.Angka{Indikator: id, Triwulan: 4}, 99))
		}},
		{"VerifyBanyak", service.Verifikasi, func(r service.Request, opd string) error { return one(e.VerifyBanyak(ctx, r, opd, y, 4, nil)) }},
		{"ReopenRealisasi", service.BukaKembali, func(r service.Request, opd string) error {
			return one(e.ReopenRealisasi(ctx, r, opd, y, service.Angka{Indikator: id, Triwulan: 4}, "", 99))
		}},
		{"FinalizePeriode", service.Finalkan, func(r service.Request, opd string) error { return one(e.FinalizePeriode(ctx, r, opd, y, 5, false)) }},
		{"LKE", service.LihatOPD, func(r service.Request, opd string) error { return one(e.LKE(ctx, r.Orang, opd, y)) }},
		{"StartLKE", service.IsiLKE, func(r service.Request, opd string) error { return one(e.StartLKE(ctx, r, opd, 2099)) }},
		{"PutJawabanLKE", service.IsiLKE, func(r service.Request, opd string) error {
			return one(e.PutJawabanLKE(ctx, r, opd, y, sakip.SisiMandiri, sakip.JawabanLKE{Butir: "1.a.1"}, 0))
		}},
		{"PutJawabanLKE of who evaluates", service.NilaiLKE, func(r service.Request, opd string) error {
			return one(e.PutJawabanLKE(ctx, r, opd, y, sakip.SisiPenilai, sakip.JawabanLKE{Butir: "1.a.1"}, 0))
		}},
		{"DeleteJawabanLKE", service.IsiLKE, func(r service.Request, opd string) error {
			return one(e.DeleteJawabanLKE(ctx, r, opd, y, sakip.SisiMandiri, "1.a.1", 1))
		}},
		{"DeleteJawabanLKE of who evaluates", service.NilaiLKE, func(r service.Request, opd string) error {
			return one(e.DeleteJawabanLKE(ctx, r, opd, y, sakip.SisiPenilai, "1.a.1", 1))
		}},
		{"PutSaranLKE", service.NilaiLKE, func(r service.Request, opd string) error {
			return one(e.PutSaranLKE(ctx, r, opd, y, sakip.SaranLKE{}, 0))
		}},
		{"DeleteSaranLKE", service.NilaiLKE, func(r service.Request, opd string) error { return one(e.DeleteSaranLKE(ctx, r, opd, y, "x", 1)) }},
		{"StepLKE ajukan", service.AjukanLKE, func(r service.Request, opd string) error {
			return one(e.StepLKE(ctx, r, opd, y, sakip.LKEAjukan, "", lhe, 1))
		}},
		{"StepLKE kembalikan", service.NilaiLKE, func(r service.Request, opd string) error {
			return one(e.StepLKE(ctx, r, opd, y, sakip.LKEKembalikan, "x", lhe, 1))
		}},
		{"StepLKE nilai", service.NilaiLKE, func(r service.Request, opd string) error {
			return one(e.StepLKE(ctx, r, opd, y, sakip.LKENilai, "", lhe, 1))
		}},
		{"StepLKE nilai_ulang", service.NilaiLKE, func(r service.Request, opd string) error {
			return one(e.StepLKE(ctx, r, opd, y, sakip.LKENilaiUlang, "", lhe, 1))
		}},
		{"StepLKE finalkan", service.FinalkanLKE, func(r service.Request, opd string) error {
			return one(e.StepLKE(ctx, r, opd, y, sakip.LKEFinalkan, "", lhe, 1))
		}},
		{"StepLKE buka_kembali", service.BukaKembali, func(r service.Request, opd string) error {
			return one(e.StepLKE(ctx, r, opd, y, sakip.LKEBuka, "alasannya begini", lhe, 1))
		}},
		{"DistributeLKE", service.FinalkanLKE, func(r service.Request, opd string) error { return one(e.DistributeLKE(ctx, r, opd, y)) }},
		{"Reviu", service.LihatOPD, func(r service.Request, opd string) error { return one(e.Reviu(ctx, r.Orang, opd, y, 0)) }},
		{"AcceptTemuan", service.TerimaTemuan, func(r service.Request, opd string) error {
			return one(e.AcceptTemuan(ctx, r, opd, y, 4, "tidak-ada", "alasan", 0))
		}},
		{"RevokePenerimaan", service.TerimaTemuan, func(r service.Request, opd string) error {
			return one(e.RevokePenerimaan(ctx, r, opd, y, "tidak-ada", 99))
		}},
		{"ReopenPeriode", service.BukaKembali, func(r service.Request, opd string) error { return one(e.ReopenPeriode(ctx, r, opd, y, 4, "")) }},
		{"Keadaan", service.LihatOPD, func(r service.Request, opd string) error {
			return one(e.Keadaan(ctx, r.Orang, opd, y, service.Angka{Indikator: id, Triwulan: 4}))
		}},
		{"Verifikasi", service.LihatOPD, func(r service.Request, opd string) error { return one(e.Verifikasi(ctx, r.Orang, opd, y, 4)) }},
		{"DaftarPengecualian", service.LihatOPD, func(r service.Request, opd string) error { return one(e.DaftarPengecualian(ctx, r.Orang, opd, y)) }},
		{"PutPengecualian", service.BeriPengecualian, func(r service.Request, opd string) error {
			return one(e.PutPengecualian(ctx, r, opd, y, sakip.Pengecualian{}, 0))
		}},
		{"DeletePengecualian", service.BeriPengecualian, func(r service.Request, opd string) error {
			return one(e.DeletePengecualian(ctx, r, opd, y, "", 1, 1))
		}},
		{"PutIndikator", service.Rencanakan, func(r service.Request, opd string) error { return one(e.PutIndikator(ctx, r, opd, y, ind, 99)) }},
		{"PutPerjanjian", service.Rencanakan, func(r service.Request, opd string) error {
			return one(e.PutPerjanjian(ctx, r, opd, y, d.Data.Perjanjian[0], 99))
		}},
		{"PutRencanaAksi", service.Rencanakan, func(r service.Request, opd string) error {
			return one(e.PutRencanaAksi(ctx, r, opd, y, sakip.RencanaAksi{Indikator: id, Triwulan: 1}, 99))
		}},
		{"PutRencanaAksiTahun", service.Rencanakan, func(r service.Request, opd string) error {
			return one(e.PutRencanaAksiTahun(ctx, r, opd, y, "tidak-ada", nil))
		}},
		{"StartTahun", service.Rencanakan, func(r service.Request, opd string) error {
			return one(e.StartTahun(ctx, r, opd, y, 0))
		}},
		{"SignPerjanjian", service.TandaTangani, func(r service.Request, opd string) error {
			return one(e.SignPerjanjian(ctx, r, opd, y, "tidak-ada", service.TandaTangan{}, 99))
		}},
		{"ReopenPerjanjian", service.BukaKembali, func(r service.Request, opd string) error {
			return one(e.ReopenPerjanjian(ctx, r, opd, y, "tidak-ada", "alasan yang cukup", 99))
		}},
		{"SetHasilRekomendasi", service.TindakRekomendasi, func(r service.Request, opd string) error {
			return one(e.SetHasilRekomendasi(ctx, r, opd, y, 998, sakip.TuntasSesuai, "", 99))
		}},
		{"PutPembanding", service.Rencanakan, func(r service.Request, opd string) error {
			return one(e.PutPembanding(ctx, r, opd, y, sakip.TabelPembanding{}, 99))
		}},
		{"PutFakta", service.Rencanakan, func(r service.Request, opd string) error {
			return one(e.PutFakta(ctx, r, opd, y, d.Data.Fakta[0], 99))
		}},
		{"PutRekomendasi", service.Rencanakan, func(r service.Request, opd string) error {
			return one(e.PutRekomendasi(ctx, r, opd, y, d.Data.Rekomendasi[0], 99))
		}},
		{"PutNarasi", service.Rencanakan, func(r service.Request, opd string) error {
			return one(e.PutNarasi(ctx, r, opd, y, d.Data.Narasi[0], 99))
		}},
		{"DeleteBaris", service.Rencanakan, func(r service.Request, opd string) error {
			return one(e.DeleteBaris(ctx, r, opd, y, record.KeyNarasi("tidak-ada"), 99))
		}},
		{"PutAnggaran", service.Rencanakan, func(r service.Request, opd string) error {
			return one(e.PutAnggaran(ctx, r, opd, y, d.Data.Anggaran[0], 99))
		}},
		{"PutProfil", service.AturOPD, func(r service.Request, opd string) error {
			profil := agency.Profil
			profil.ID = opd
			return one(e.PutProfil(ctx, r, profil, 99))
		}},
		{"PutRenstra", service.AturOPD, func(r service.Request, opd string) error {
			return one(e.PutRenstra(ctx, r, opd, agency.Renstra, 99))
		}},
		{"PutKebijakan", service.AturKebijakan, func(r service.Request, opd string) error {
			return one(e.PutKebijakan(ctx, r, opd, agency.Kebijakan[0], 99))
		}},
		{"LembarPagu", service.LihatOPD, func(r service.Request, opd string) error { return one(e.LembarPagu(ctx, r.Orang, opd, y)) }},
		{"LembarKebijakan", service.LihatOPD, func(r service.Request, opd string) error { return one(e.LembarKebijakan(ctx, r.Orang, opd, y)) }},
		{"BuatAnggaran", service.Rencanakan, func(r service.Request, opd string) error {
			return one(e.BuatAnggaran(ctx, r, opd, y, sakip.VersiAnggaran{Versi: "baru"}, "tidak-ada"))
		}},
		{"UbahKepalaAnggaran", service.Rencanakan, func(r service.Request, opd string) error {
			return one(e.UbahKepalaAnggaran(ctx, r, opd, y, d.Data.Anggaran[0], 99))
		}},
		{"UbahBarisAnggaran", service.Rencanakan, func(r service.Request, opd string) error {
			return one(e.UbahBarisAnggaran(ctx, r, opd, y, d.Data.Anggaran[0].Versi, nil, true, 99))
		}},
		{"PutTautanAnggaran", service.Rencanakan, func(r service.Request, opd string) error {
			return one(e.PutTautanAnggaran(ctx, r, opd, y, id, nil, 99))
		}},
		{"PratinjauKebijakan", service.AturKebijakan, func(r service.Request, opd string) error {
			return one(e.PratinjauKebijakan(ctx, r.Orang, opd, agency.Kebijakan[0]))
		}},
		{"LoadTahun", service.MuatTahun, func(r service.Request, opd string) error {
			return one(e.LoadTahun(ctx, r, opd, y, wire.Tahun{}, 99))
		}},
		{"Bukti", service.LihatOPD, func(r service.Request, opd string) error { return one(e.Bukti(ctx, r.Orang, opd, y, "x")) }},
		{"DaftarBukti", service.LihatOPD, func(r service.Request, opd string) error { return one(e.DaftarBukti(ctx, r.Orang, opd, y)) }},
		{"OpenBukti", service.LihatOPD, func(r service.Request, opd string) error { return one(e.OpenBukti(ctx, r, opd, y, "x")) }},
		{"RequestBukti", service.EntriRealisasi, func(r service.Request, opd string) error {
			_, _, err := e.RequestBukti(ctx, r, opd, y, sakip.Bukti{})
			return err
		}},
		{"RequestBukti of an import", service.Rencanakan, func(r service.Request, opd string) error {
			_, _, err := e.RequestBukti(ctx, r, opd, y, sakip.Bukti{Jenis: sakip.BuktiImpor})
			return err
		}},
		{"ReadyImpor", service.Rencanakan, func(r service.Request, opd string) error { return e.ReadyImpor(ctx, r.Orang, opd, y) }},
		{"UploadImpor", service.Rencanakan, func(r service.Request, opd string) error {
			return one(e.UploadImpor(ctx, r, opd, y, "a.csv", nil))
		}},
		{"PreviewImpor", service.Rencanakan, func(r service.Request, opd string) error {
			return one(e.PreviewImpor(ctx, r.Orang, opd, y, "x", impor.Opsi{Jenis: impor.JenisAnggaran}))
		}},
		{"ApplyImpor", service.Rencanakan, func(r service.Request, opd string) error {
			return one(e.ApplyImpor(ctx, r, opd, y, "x", impor.Opsi{Jenis: impor.JenisAnggaran}, ""))
		}},
		{"TemplatImpor", service.LihatOPD, func(r service.Request, opd string) error {
			return one(e.TemplatImpor(ctx, r.Orang, opd, y, impor.Opsi{Jenis: impor.JenisAnggaran}))
		}},
		{"RequestLaporan", service.MintaLaporan, func(r service.Request, opd string) error {
			return one(e.RequestLaporan(ctx, r, opd, y, sakip.Laporan{}))
		}},
		{"PublishLaporan", service.Terbitkan, func(r service.Request, opd string) error {
			return one(e.PublishLaporan(ctx, r, opd, y, "tidak-ada", ""))
		}},
		{"RequestPaket", service.MintaLaporan, func(r service.Request, opd string) error {
			return one(e.RequestPaket(ctx, r, opd, y, sakip.Laporan{}, sakip.XLSX))
		}},
		{"RequestBukti of a signed copy", service.UnggahSalinan, func(r service.Request, opd string) error {
			_, _, err := e.RequestBukti(ctx, r, opd, y, sakip.Bukti{Jenis: sakip.BuktiSalinan})
			return err
		}},
		{"DaftarTautan", service.MintaLaporan, func(r service.Request, opd string) error { return one(e.DaftarTautan(ctx, r.Orang, opd, y)) }},
		{"CreateTautan", service.MintaLaporan, func(r service.Request, opd string) error {
			_, _, err := e.CreateTautan(ctx, r, opd, y, "tidak-ada", 24*time.Hour)
			return err
		}},
		{"RevokeTautan", service.MintaLaporan, func(r service.Request, opd string) error {
			return e.RevokeTautan(ctx, r, opd, y, "x", "tidak-ada")
		}},
	} {
		for _, p := range sakip.SemuaPeran {
			o := sakip.Orang{Sub: "x", Nama: "x", Peran: p, Kabupaten: sample.Uji().ID}
			if !p.SeKabupaten() {
				o.OPD = own
			}
			if p == sakip.Operator {
				o.Unit = "sekretariat"
			}
			r := service.Request{Orang: o, Dari: "uji"}
			reach := want[m.aksi][p]
			for opd, allowed := range map[string]bool{own: reach > service.TidakBoleh, next: reach == service.KabupatenSendiri, far: false} {
				before := fmt.Sprint(meta(t, e.Embedded, store.TahunOPD(opd, y)).Versi, meta(t, e.Embedded, store.OPD(opd)).Versi)
				err := m.do(r, opd)
				switch code := fault.CodeOf(err); {
				case opd == far:
					if code != fault.NotFound || fault.All(err)[0].Args[0] != "Perangkat daerah" {
						t.Errorf("%s by %s on another kabupaten: got %v, want the agency not found", m.name, p, err)
					}
				case allowed == (code == fault.Forbidden):
					t.Errorf("%s by %s on %s: got %v, want allowed %v", m.name, p, opd, err, allowed)
				}
				if after := fmt.Sprint(meta(t, e.Embedded, store.TahunOPD(opd, y)).Versi, meta(t, e.Embedded, store.OPD(opd)).Versi); after != before {
					t.Errorf("%s by %s on %s: changed something: %s, %s", m.name, p, opd, before, after)
				}
			}
		}
	}
}
