package baca

import (
	"bytes"

	"capaian/internal/fault"
	"capaian/internal/review"
)

// Baca reads a report by its content. Faults: Required; MediaType, TooLarge, Invalid with
// what to do, in Indonesian.
func Baca(b []byte) (review.Bacaan, error) {
	if len(bytes.TrimSpace(b)) == 0 {
		return review.Bacaan{}, fault.New(fault.Required)
	}
	if bytes.HasPrefix(b, []byte("PK\x03\x04")) {
		n, err := Lembar(b)
		if err != nil {
			return review.Bacaan{}, err
		}
		return Pahami(n), nil
	}
	for _, j := range berkasLain {
		if bytes.HasPrefix(b, []byte(j.awal)) {
			return review.Bacaan{}, fault.New(fault.Invalid, j.saran)
		}
	}
	n, err := Teks(b)
	if err != nil {
		return review.Bacaan{}, err
	}
	return Pahami(n), nil
}

const keTeksBiasa = " Salin teksnya ke berkas .txt: tiap baris tabel satu baris, dengan tab di antara kolom."

// berkasLain are files that people hand in instead, by their first bytes.
var berkasLain = []struct{ awal, saran string }{
	{"%PDF", "Berkas ini PDF." + keTeksBiasa},
	{"\xd0\xcf\x11\xe0", "Berkas ini dokumen Word atau Excel lama. Simpan sebagai buku kerja XLSX, atau salin teksnya ke berkas .txt."},
	{"{\\rtf", "Berkas ini RTF." + keTeksBiasa},
	{"\x89PNG", "Berkas ini gambar. Gambar tidak dapat dibaca; salin teks laporan ke berkas .txt."},
	{"\xff\xd8\xff", "Berkas ini gambar. Gambar tidak dapat dibaca; salin teks laporan ke berkas .txt."},
	{"\x1f\x8b", "Berkas ini dikompresi. Buka dulu, lalu pilih berkas di dalamnya."},
}
