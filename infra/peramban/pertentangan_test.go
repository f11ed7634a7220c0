package peramban

import "testing"

const (
	reviu = dinas + "/reviu"
	// paguSampel is what ubahPagu changes.
	paguSampel = "130.000.000"
)

// ubahPagu makes the budget another than the agreement says that was signed on its day.
func ubahPagu(b *tab, pagu string) {
	b.t.Helper()
	b.buka(dinas + "/pagu/perubahan/baris/C.U1.P04")
	b.isi("baris[2].pagu", pagu)
	b.kirimIsian("baris[2].pagu")
	b.lihat("Tersimpan")
}

// TestContradictionHoldsUpFinal: the planner changes a budget and forgets the agreement. The
// head sees why the quarter cannot be made final, also with a page that was open already;
// the planner accepts the finding with a reason, on a phone and without script, and then it
// can. Who accepted it and why stays in sight.
func TestContradictionHoldsUpFinal(t *testing.T) {
	const alasan = "Perjanjian perubahan menunggu tanda tangan Bupati"
	m := mesinSendiri(t)
	perencana, kepala, pengawas := tabBaru(t, m, ponsel), tabBaru(t, m, meja), tabBaru(t, m, meja)
	perencana.skrip(false)
	perencana.masuk("verifikator-contoh")
	kepala.masuk("kepala-contoh")
	pengawas.masuk("inspektorat-contoh")
	perencana.buka(dinas + "/verifikasi/TW4")
	perencana.kirim("Verifikasi semua")
	perencana.lihat("Tersimpan.")
	kepala.buka(dinas + "/verifikasi/TW4")

	ubahPagu(perencana, "140.000.000")
	kepala.kirim("Jadikan triwulan IV final")
	kepala.lihat("1 temuan reviu menahan")
	kepala.lihat("halaman Reviu")
	if nilai[bool](kepala, `Boolean(`+cari("Jadikan triwulan IV final", "button")+`)`) {
		t.Error("the page still offers to make the quarter final")
	}
	kepala.kirim("Buka halaman Reviu")
	kepala.lihat("Satu angka tertulis berbeda")
	kepala.lihat("Rp170.000.000 seharusnya Rp180.000.000")

	perencana.buka(dinas)
	perencana.kirim("Reviu triwulan IV: 1 menahan final")
	perencana.kirim("Menahan 1")
	perencana.tekan("Terima dengan alasan")
	perencana.kirim("Terima temuan ini")
	perencana.lihat("wajib diisi")
	perencana.isi("alasan", alasan)
	ubahPagu(perencana.tabLagi(), "141.000.000") // meanwhile
	perencana.kirim("Terima temuan ini")
	perencana.lihat("sudah berubah sejak Anda melihatnya")
	perencana.lihat(alasan)
	perencana.lihat("seharusnya Rp181.000.000")
	perencana.tekan("Terima dengan alasan")
	perencana.isi("alasan", alasan)
	perencana.kirim("Terima temuan ini")
	perencana.lihat("Temuan diterima.")
	perencana.lihat("Tidak ada pertentangan yang menahan")

	pengawas.buka(reviu)
	pengawas.lihat("Diterima oleh Verifikator Dinas Contoh (contoh)")
	pengawas.lihat(alasan)
	if nilai[bool](pengawas, `Boolean(`+cari("Ubah alasan", "summary")+`)`) {
		t.Error("who may not accept findings is offered to")
	}
	kepala.buka(dinas + "/verifikasi/TW4")
	kepala.kirim("Jadikan triwulan IV final")
	kepala.lihat("Tersimpan.")
}
