package peramban

import "testing"

const contoh = "/opd/dinas-contoh/tahun/2025"

// TestOperatorOnAPhone fills a quarter on a small screen; the figure appears on the
// agency's page.
func TestOperatorOnAPhone(t *testing.T) {
	b := tabBaru(t, mesinSendiri(t), ponsel)
	b.masuk("operator-contoh-layanan")
	b.buka(contoh + "/isi/IKU-1.1/TW4")
	b.isi("pembilang", "540")
	b.isi("penyebut", "561")
	b.kirim("Simpan dan ajukan")
	b.lihat("Tersimpan.")
	b.buka(contoh)
	b.lihat("96,26")
	for _, p := range b.periksaAxe() {
		t.Error(p)
	}
}
