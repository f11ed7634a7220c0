package fault

import (
	"strconv"
	"strings"
)

// texts are what people read: what is wrong and what to do next, in
// Indonesian. {1}, {2} are the fault's args.
var texts = map[Code]string{
	Required:        "Isian ini wajib diisi.",
	NotANumber:      "“{1}” bukan angka. Tulis dengan angka dan koma desimal, misalnya 98,94.",
	Ambiguous:       "“{1}” dapat dibaca {2} atau {3}. Tulis {4} atau {5} supaya jelas.",
	NumberTooLong:   "Angka terlalu panjang atau memakai pangkat (“{1}”). Tulis paling banyak 30 digit tanpa huruf e.",
	OutOfRange:      "Nilai harus antara {1} dan {2}.",
	Invalid:         "{1}",
	Unknown:         "{1} “{2}” tidak dikenal. Periksa penulisannya atau tambahkan dahulu datanya.",
	Duplicate:       "{1} “{2}” tertulis lebih dari sekali. Hapus salah satunya.",
	Unexplained:     "{1} Perbaiki angkanya; bila memang demikian, tulis alasannya.",
	NotFound:        "{1} “{2}” tidak ditemukan. Periksa alamat atau pilih dari daftar.",
	Conflict:        "Data ini sudah diubah orang lain sejak Anda membukanya. Bandingkan kedua nilai lalu simpan lagi.",
	Exists:          "{1} “{2}” sudah ada. Muat ulang lalu ubah yang sudah ada.",
	PreconditionReq: "Sertakan kepala If-Match dengan ETag terakhir (atau If-None-Match: * untuk data baru).",
	IdemReused:      "Idempotency-Key ini sudah dipakai untuk isian lain. Pakai kunci baru untuk isian baru.",
	Unauthenticated: "Anda belum masuk atau sesi sudah berakhir. Masuk lagi lalu ulangi; isian Anda tidak dihapus.",
	SignInFailed:    "Masuk belum berhasil: {1}. Tekan Masuk untuk mulai lagi.",
	NotRegistered:   "Akun Anda belum terdaftar atau sudah dinonaktifkan di Capaian. Sampaikan nomor akun {1} kepada admin kabupaten, lalu masuk lagi.",
	Forbidden:       "Anda tidak berwenang untuk ini. Yang berwenang: {1}.",
	CrossOrigin:     "Permintaan ini datang dari situs lain dan ditolak. Buka halaman Capaian lalu ulangi dari sana.",
	FormToken:       "Formulir ini bukan dari sesi Anda sekarang, misalnya karena sementara itu orang lain masuk. Kembali, salin isian Anda, muat ulang halaman, lalu kirim lagi.",
	Locked:          "Data terkunci: {1}. Yang dapat membuka: {2}.",
	TooMany:         "Terlalu banyak permintaan dalam waktu singkat. Tunggu {1} detik lalu ulangi; isian Anda tidak hilang.",
	TooLarge:        "Kiriman terlalu besar (batas {1}). Perkecil atau bagi menjadi beberapa kiriman.",
	BadJSON:         "JSON tidak dapat dibaca: {1}.",
	MediaType:       "Jenis isi tidak diterima. Kirim sebagai {1}.",
	Method:          "Cara panggil ini tidak tersedia di alamat ini.",
	FindingGone:     "Temuan ini tidak ada lagi: angkanya sudah berubah sejak Anda melihatnya. Buka halaman Reviu lagi; yang masih perlu diputuskan ada di sana.",
	LinkExpired:     "Tautan sudah kedaluwarsa. Minta tautan baru kepada pengirimnya.",
	LinkRevoked:     "Tautan sudah dicabut. Minta tautan baru kepada pengirimnya.",
	SignatureBad:    "Tanda tangan tautan tidak sah. Buka tautan persis seperti yang Anda terima.",
	LocalOnly:       "Alamat ini hanya ada pada mode lokal.",
	Busy:            "Sistem sedang sibuk atau sebagian tidak menjawab. Tunggu sebentar lalu ulangi; isian Anda tidak hilang.",
	ReadOnly:        "Tempat penyimpanan tidak dapat ditulisi. Hubungi pengelola sistem; isian Anda belum tersimpan.",
	Internal:        "Terjadi kesalahan pada sistem. Coba lagi; bila berulang, sampaikan nomor permintaan kepada pengelola.",
}

// Text is e as people read it. An arg that the text wants and e lacks is
// left out rather than shown as a placeholder.
func Text(e *Error) string {
	t, ok := texts[e.Code]
	if !ok {
		t = texts[Internal]
	}
	for i := 1; i <= 5; i++ {
		v := ""
		if i <= len(e.Args) {
			v = e.Args[i-1]
		}
		t = strings.ReplaceAll(t, "{"+strconv.Itoa(i)+"}", v)
	}
	return strings.TrimSpace(t)
}
