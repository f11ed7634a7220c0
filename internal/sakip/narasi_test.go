package sakip_test

import (
	"strings"
	"testing"

	"capaian/internal/sakip"
)

func TestBagianNarasi(t *testing.T) {
	d := sakip.DataTahun{OPD: sakip.PerangkatDaerah{Urusan: []sakip.Urusan{{Kode: "U1", Nama: "Urusan Satu"}, {Kode: "U1", Nama: "Urusan Satu"}, {Kode: "U2", Nama: "Tanpa indikator"}}},
		Indikator: []sakip.Indikator{
			{ID: "IKU-2", Nama: "Kedua", Tingkat: sakip.TingkatSasaran, Urusan: "U1", Urut: 2, PenanggungJawab: "bid-1"},
			{ID: "IKU-1", Nama: "Pertama", Tingkat: sakip.TingkatTujuan, Urusan: "U1", Urut: 1},
			{ID: "P-1", Tingkat: sakip.TingkatProgram, Urusan: "U1"},
			{ID: "IKU-3", Nama: "Ketiga", Tingkat: sakip.TingkatSasaran, Urusan: "lain"},
		}}
	var bab3 []string
	seen := map[string]bool{}
	for _, b := range d.BagianNarasi() {
		if err := (sakip.Narasi{Bagian: b.ID, Isi: "x"}).Validasi(); err != nil || seen[b.ID] || b.Judul == "" || b.Letak == "" || b.Petunjuk == "" || b.Sifat == "" {
			t.Errorf("section %+v: want a whole one, once: %v", b, err)
		}
		seen[b.ID] = true
		if strings.HasPrefix(b.Letak, "Bab III") {
			bab3 = append(bab3, strings.TrimPrefix(b.ID, "bab3.")+" "+string(b.Sifat))
		}
	}
	want := "pengukuran tambahan, U1.pengantar tambahan, indikator.IKU-1 tambahan, indikator.IKU-2 tambahan, U1.penyebab tambahan, U1.permasalahan wajib, " +
		"U1.solusi wajib, U1.inovasi wajib, penunjang.pengantar tambahan, indikator.IKU-3 tambahan, penunjang.penyebab tambahan, " +
		"penunjang.permasalahan tambahan, penunjang.solusi tambahan, penunjang.inovasi tambahan, anggaran tambahan, efisiensi tambahan"
	if got := strings.Join(bab3, ", "); got != want {
		t.Errorf("sections of chapter III:\ngot  %s\nwant %s", got, want)
	}
	if b, ok := d.CariBagianNarasi(sakip.BagianIndikator("IKU-2")); !ok || b.Unit != "bid-1" || b.Tentang != "Kedua" {
		t.Errorf("section of an IKU: got %+v, %v", b, ok)
	}
	if _, ok := d.CariBagianNarasi("bab3.U2.inovasi"); ok {
		t.Error("section of an urusan without indicators: got one, want none")
	}
	d.Narasi = []sakip.Narasi{{Bagian: "bab1.isu_strategis", Isi: " - a\n "}}
	if got := d.CariNarasi("bab1.isu_strategis") + "|" + d.CariNarasi("bab1.sumber_daya"); got != "- a|" {
		t.Errorf("texts: got %q", got)
	}
}
