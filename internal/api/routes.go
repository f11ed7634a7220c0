package api

import (
	"net/http"
	"slices"

	"capaian/internal/service"
)

const tahun = "/v1/opd/{opd}/tahun/{tahun}"

// Routes lists what the api function serves.
func Routes() []Route {
	out := []Route{
		{"GET", "/v1/saya", service.LihatDiri, (*handler).saya},
		{"GET", "/v1/orang", service.KelolaOrang, (*handler).daftarOrang},
		{"PUT", "/v1/orang/{sub}", service.KelolaOrang, (*handler).putOrang},
		{"PUT", "/v1/kabupaten/{kab}", service.AturKabupaten, (*handler).putKabupaten},
		{"GET", "/v1/opd", service.LihatDiri, (*handler).daftarOPD},
		{"GET", "/v1/opd/{opd}", service.LihatOPD, (*handler).opd},
		{"PUT", "/v1/opd/{opd}", service.AturOPD, (*handler).putOPD},
		{"GET", "/v1/opd/{opd}/renstra", service.LihatOPD, (*handler).renstra},
		{"PUT", "/v1/opd/{opd}/renstra", service.AturOPD, (*handler).putRenstra},
		{"GET", "/v1/opd/{opd}/kebijakan/{tahun}", service.LihatOPD, (*handler).kebijakan},
		{"PUT", "/v1/opd/{opd}/kebijakan/{tahun}", service.AturKebijakan, (*handler).putKebijakan},
		{"POST", "/v1/opd/{opd}/kebijakan/{tahun}/pratinjau", service.AturKebijakan, (*handler).pratinjauKebijakan},
		{"GET", "/v1/opd/{opd}/audit", service.LihatAudit, (*handler).audit},
		{"GET", tahun, service.LihatOPD, (*handler).muatan},
		{"PUT", tahun, service.MuatTahun, (*handler).putMuatan},
		{"POST", tahun + "/mulai", service.Rencanakan, (*handler).mulaiTahun},
		{"POST", tahun + "/perjanjian/{id}/tanda-tangan", service.TandaTangani, (*handler).tandaTangani},
		{"POST", tahun + "/perjanjian/{id}/buka", service.BukaKembali, (*handler).bukaPerjanjian},
		{"PUT", tahun + "/rekomendasi/{id}/hasil", service.TindakRekomendasi, (*handler).putHasil},
		{"GET", tahun + "/capaian", service.LihatOPD, (*handler).capaian},
		{"GET", tahun + "/perjanjian", service.LihatOPD, (*handler).perjanjian},
		{"GET", tahun + "/pembanding", service.LihatOPD, (*handler).pembanding},
		{"GET", tahun + "/realisasi/{indikator}/{tw}", service.LihatOPD, (*handler).realisasi},
		{"PUT", tahun + "/realisasi/{indikator}/{tw}", service.EntriRealisasi, (*handler).putRealisasi},
		{"GET", tahun + "/realisasi-anggaran/{kode}/{tw}", service.LihatOPD, (*handler).realisasiAnggaran},
		{"PUT", tahun + "/realisasi-anggaran/{kode}/{tw}", service.EntriRealisasi, (*handler).putRealisasiAnggaran},
		{"GET", tahun + "/laporan", service.LihatOPD, (*handler).daftarLaporan},
		{"POST", tahun + "/laporan", service.MintaLaporan, (*handler).mintaLaporan},
		{"POST", tahun + "/paket", service.MintaLaporan, (*handler).mintaPaket},
		{"GET", tahun + "/tautan", service.MintaLaporan, (*handler).daftarTautan},
		{"GET", tahun + "/laporan/{id}", service.LihatOPD, (*handler).laporan},
		{"POST", tahun + "/laporan/{id}/terbit", service.Terbitkan, (*handler).terbitkan},
		{"POST", tahun + "/laporan/{id}/tautan", service.MintaLaporan, (*handler).buatTautan},
		{"DELETE", tahun + "/laporan/{id}/tautan/{hash}", service.MintaLaporan, (*handler).cabutTautan},
		{"GET", tahun + "/bukti", service.LihatOPD, (*handler).daftarBukti},
		{"POST", tahun + "/bukti", service.EntriRealisasi, (*handler).mintaBukti},
		{"GET", tahun + "/bukti/{id}", service.LihatOPD, (*handler).bukti},
		{"GET", tahun + "/bukti/{id}/isi", service.LihatOPD, (*handler).isiBukti},
		{"POST", tahun + "/impor/{id}", service.Rencanakan, (*handler).impor},
		{"POST", tahun + "/impor/{id}/pratinjau", service.Rencanakan, (*handler).pratinjauImpor},
		{"GET", tahun + "/audit", service.LihatAudit, (*handler).audit},
		{"GET", tahun + "/indikator", service.LihatOPD, indikator.list},
		{"GET", tahun + "/rencana-aksi", service.LihatOPD, rencanaAksi.list},
		{"GET", tahun + "/anggaran", service.LihatOPD, anggaran.list},
		{"GET", tahun + "/fakta", service.LihatOPD, fakta.list},
		{"GET", tahun + "/rekomendasi", service.LihatOPD, rekomendasi.list},
		{"GET", tahun + "/narasi", service.LihatOPD, (*handler).daftarNarasi},
		{"GET", tahun + "/narasi/{id}/riwayat", service.LihatOPD, (*handler).riwayatNarasi},
		{"GET", tahun + "/anggaran/{id}", service.LihatOPD, anggaran.get},
		{"PUT", tahun + "/anggaran/{id}", service.Rencanakan, anggaran.putOne},
	}
	add := func(path string, get, put, del func(*handler, http.ResponseWriter, *http.Request) error) {
		out = append(out, Route{"GET", tahun + path, service.LihatOPD, get},
			Route{"PUT", tahun + path, service.Rencanakan, put}, Route{"DELETE", tahun + path, service.Rencanakan, del})
	}
	add("/indikator/{id}", indikator.get, indikator.putOne, indikator.hapus)
	add("/perjanjian/{id}", perjanjian.get, perjanjian.putOne, perjanjian.hapus)
	add("/rencana-aksi/{id}", rencanaAksi.get, rencanaAksi.putOne, rencanaAksi.hapus)
	add("/pembanding/{id}", pembanding.get, pembanding.putOne, pembanding.hapus)
	add("/fakta/{id}", fakta.get, fakta.putOne, fakta.hapus)
	add("/rekomendasi/{id}", rekomendasi.get, rekomendasi.putOne, rekomendasi.hapus)
	add("/narasi/{id}", narasi.get, narasi.putOne, narasi.hapus)
	return slices.Concat(out, ruteAlur(), rutePelaporan(), ruteTemuan(), ruteLKE())
}

// PublikRoutes lists what the publik function serves to anybody.
func PublikRoutes() []Route {
	return []Route{
		{"GET", "/healthz", service.Publik, (*handler).healthz},
		{"GET", "/v1/openapi.yaml", service.Publik, (*handler).openapi},
		{"POST", "/v1/hitung", service.Publik, (*handler).hitung},
		{"POST", "/v1/reviu", service.Publik, (*handler).reviu},
		{"GET", "/l/{token}", service.Publik, (*handler).tautan},
		{"GET", "/v1/publik/kabupaten", service.Publik, (*handler).kabupatenTerbit},
		{"GET", "/v1/publik/kabupaten/{kab}/laporan", service.Publik, (*handler).terbitanKabupaten},
		{"GET", "/v1/publik/laporan/{opd}/{paket}", service.Publik, (*handler).terbitan},
		{"GET", "/v1/publik/laporan/{opd}/{paket}/data/{format}", service.Publik, (*handler).dataTerbit},
		{"GET", "/v1/publik/berkas/{sha256}", service.Publik, (*handler).cekBerkas},
	}
}
