package huruf

import (
	"slices"
	"strings"
	"testing"
)

// pisah puts a hyphen where a word may be divided.
func pisah(kata string) string {
	var b strings.Builder
	p := 0
	for _, i := range suku(kata) {
		b.WriteString(kata[p:i] + "-")
		p = i
	}
	return b.String() + kata[p:]
}

func TestSuku(t *testing.T) {
	for _, want := range strings.Fields(`
		per-tang-gung-ja-waban mem-per-tang-gung-ja-wab-kan perang-kat dae-rah kinerja laporan kegiatan pelak-sa-naan
		melak-sa-na-kan diting-kat-kan ting-kat-kan masya-ra-kat kema-sya-ra-katan peren-ca-naan peng-ang-garan
		kese-la-matan kebi-jakan keru-sakan gerakan per-bankan mem-be-ri-kan meng-gu-na-kan
		meng-ukur peng-ukuran mengi-rim penge-lo-laan meng-eva-luasi peng-adaan per-ubahan per-aturan per-ikanan peru-mahan
		mem-per-oleh diper-oleh ter-akhir ber-orien-tasi keber-ha-silan ber-ke-lan-jutan beri-sikan bera-gam
		diurai-kan diatur seorang
		akun-ta-bi-li-tas efek-ti-vi-tas efi-siensi kua-li-tas stra-te-gis sis-te-ma-tika indi-ka-tor reko-men-dasi stan-dar
		admi-nis-trasi infra-struk-tur regis-trasi kon-struksi kon-tri-busi instansi trans-por-tasi trans-paran eks-ter-nal program sanksi
		meng-koor-di-na-si-kan pengem-bangan mengem-bang-kan mene-ngah mengu-ra-ngi ditin-daklan-juti
		terwu-jud-nya mening-kat-nya ter-lak-sa-na-nya penyu-sunan-nya
		makh-luk swa-daya ruang dua yang xilofon qanun`) {
		kata := strings.ReplaceAll(want, "-", "")
		if got := pisah(kata); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// TestSukuBounds: whatever the letters, pieces are long enough and in order.
func TestSukuBounds(t *testing.T) {
	for _, p := range prosa {
		for _, k := range strings.Fields(strings.ToLower(p)) {
			k = strings.Trim(k, ".,")
			s := suku(k)
			if !slices.IsSorted(s) {
				t.Errorf("%s: got %v, out of order", k, s)
			}
			for _, i := range s {
				if i < hurufSebelum || len(k)-i < hurufSesudah {
					t.Errorf("%s: got a place %d", k, i)
				}
			}
		}
	}
}
