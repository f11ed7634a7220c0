package report_test

import (
	"testing"

	"capaian/internal/report"
	"capaian/internal/report/document"
	"capaian/internal/sakip"
	"capaian/internal/sample"
)

// susun is a document of a kind at the end of a quarter.
func susun(t *testing.T, d sakip.DataTahun, jenis sakip.JenisLaporan, dokumen string, tw int) document.Dokumen {
	t.Helper()
	l := sakip.Laporan{OPD: d.OPD.ID, Tahun: d.Tahun, Jenis: jenis, Dokumen: dokumen, Periode: tw, Format: sakip.HTML}
	if err := l.Validasi(); err != nil {
		t.Fatal(err)
	}
	doc, err := report.Susun(l, d, sakip.Hitung(d, sakip.Periode{Tahun: d.Tahun, Triwulan: tw}), report.Opsi{Dibuat: dibuat})
	if err != nil {
		t.Fatalf("%s %q: %v", jenis, dokumen, err)
	}
	return doc
}

// TestLibreOfficeRecalculatesTheOtherKinds is TestLibreOfficeRecalculatesEveryFigure for
// the documents beside the LKjIP.
func TestLibreOfficeRecalculatesTheOtherKinds(t *testing.T) {
	nyata, contoh := tahun(t, "trenggalek", 2023), tahun(t, "contoh", 2025)
	a := sample.GenerateOne(11, 3)
	bangkitan := a.Tahun[len(a.Tahun)-1]
	potong := contoh
	potong.Kebijakan.Pembulatan, potong.Kebijakan.RumusTurun, potong.Kebijakan.DasarKategori = sakip.Potong, sakip.TBagiR, sakip.DariMentah
	var kasus []kasusHitung
	tambah := func(nama string, d sakip.DataTahun, jenis sakip.JenisLaporan, dokumen string, tw int) {
		kasus = append(kasus, kasusHitung{nama, susun(t, d, jenis, dokumen, tw), susun(t, d, jenis, dokumen, tw)})
	}
	for tw := 1; tw <= 4; tw++ {
		tambah("triwulan contoh", contoh, sakip.LaporanTriwulan, "", tw)
		tambah("e81 contoh", contoh, sakip.FormulirE81, "", tw)
	}
	tambah("triwulan, kebijakan lain", potong, sakip.LaporanTriwulan, "", 3)
	tambah("e81, kebijakan lain", potong, sakip.FormulirE81, "", 4)
	tambah("triwulan 2023", nyata, sakip.LaporanTriwulan, "", 4)
	tambah("e81 2023", nyata, sakip.FormulirE81, "", 4)
	tambah("triwulan bentuk lain", bentukLain(nyata, false), sakip.LaporanTriwulan, "", 4)
	tambah("e81 bentuk lain", bentukLain(nyata, true), sakip.FormulirE81, "", 4)
	tambah("triwulan bangkitan", bangkitan, sakip.LaporanTriwulan, "", 3)
	tambah("e81 bangkitan", bangkitan, sakip.FormulirE81, "", 3)
	hitungUlang(t, 100, kasus)
	kasus = nil
	tambah("perjanjian perubahan 2023", nyata, sakip.LaporanPerjanjian, "perubahan", 4)
	tambah("jenjang 2023", nyata, sakip.LaporanPerjanjian, "perubahan/jenjang", 4)
	tambah("perjanjian contoh", contoh, sakip.LaporanPerjanjian, "", 4)
	tambah("rencana contoh", contoh, sakip.LaporanRencana, "", 4)
	hitungUlang(t, 1, kasus)
}
