package sakip

import (
	"path"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"capaian/internal/fault"
)

// JenisBukti is what a file is handed in for.
type JenisBukti string

const (
	BuktiDukung  JenisBukti = "bukti"   // evidence of an indicator's realisasi in a quarter, or of a criterion of the LKE
	BuktiImpor   JenisBukti = "impor"   // rows to be imported
	BuktiSalinan JenisBukti = "salinan" // the signed copy of a report
)

// TandaSalinan is how a signed copy was signed.
type TandaSalinan string

const (
	TandaElektronik TandaSalinan = "tte"   // an electronic signature in the file itself
	TandaBasah      TandaSalinan = "basah" // by hand, and scanned
)

// Batas is how large a file may be, in bytes.
func (j JenisBukti) Batas() int64 {
	if j == BuktiImpor {
		return 10 << 20
	}
	return 20 << 20
}

// JenisIsi is a kind of file content that is taken, as a media type.
type JenisIsi string

const (
	IsiPDF  JenisIsi = "application/pdf"
	IsiJPEG JenisIsi = "image/jpeg"
	IsiPNG  JenisIsi = "image/png"
	IsiXLSX JenisIsi = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	IsiDOCX JenisIsi = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	IsiCSV  JenisIsi = "text/csv"
	IsiTeks JenisIsi = "text/plain"
)

var isiAkhiran = map[string]JenisIsi{".pdf": IsiPDF, ".jpg": IsiJPEG, ".jpeg": IsiJPEG, ".png": IsiPNG,
	".xlsx": IsiXLSX, ".docx": IsiDOCX, ".csv": IsiCSV, ".txt": IsiTeks}

// IsiDariNama is the content that a file's name promises by its extension, "" for one
// that is not taken.
func IsiDariNama(nama string) JenisIsi { return isiAkhiran[strings.ToLower(path.Ext(nama))] }

// Teks tells whether the content is plain text, in which nothing but the name tells one
// kind from another.
func (i JenisIsi) Teks() bool { return i == IsiCSV || i == IsiTeks }

// Menerima tells whether such files are taken: a table for an import, a PDF as a signed
// copy, anything above as evidence.
func (j JenisBukti) Menerima(i JenisIsi) bool {
	switch j {
	case BuktiImpor:
		return i == IsiXLSX || i == IsiCSV
	case BuktiSalinan:
		return i == IsiPDF
	}
	return i != ""
}

// StatusBukti is where a file stands.
type StatusBukti string

const (
	BuktiMenunggu StatusBukti = "menunggu" // asked for; the file has not arrived or is not looked at yet
	BuktiDiterima StatusBukti = "diterima"
	BuktiDitolak  StatusBukti = "ditolak"
)

// Bukti is one file that is handed in, first asked for, then received or refused. What it
// says of the file comes from the bytes alone.
type Bukti struct {
	ID         string
	OPD        string
	Tahun      int
	Jenis      JenisBukti
	Indikator  string // of evidence
	Triwulan   int    // of evidence; 0 for others
	Kriteria   string // of evidence of a criterion of the LKE, which names no indicator
	Laporan    string // the Paket that a signed copy is of
	Tanda      TandaSalinan
	Nama       string // file name for people
	Keterangan string
	Tanggal    Tanggal // of what the file shows
	Penjelasan string  // why Tanggal lies outside the period
	Pengunggah string  // sub
	Diminta    time.Time
	Berakhir   time.Time // until when the file may be sent
	Status     StatusBukti
	Diperiksa  time.Time // when the file was looked at; zero before
	Objek      string    // key in the objects
	Ukuran     int64     // bytes
	SHA256     string
	JenisIsi   JenisIsi // by content
	Alasan     string   // why it was refused, in Indonesian
	Unduhan    int
}

// panjangNama is what file systems take, in bytes.
const panjangNama = 255

// Validasi lists every fault of what is asked for.
func (b Bukti) Validasi() error {
	var l fault.List
	pilihan(&l, "jenis", b.Jenis, BuktiDukung, BuktiImpor, BuktiSalinan)
	l.Add("", ValidasiTahun("tahun", b.Tahun))
	switch b.Jenis {
	case BuktiDukung:
		if b.Kriteria != "" {
			l.Add("", ValidasiID("kriteria", b.Kriteria))
			b.tanpaIndikator(&l)
			break
		}
		l.Add("", ValidasiID("indikator", b.Indikator))
		pilihan(&l, "triwulan", b.Triwulan, 1, 2, 3, 4)
	case BuktiImpor, BuktiSalinan:
		b.tanpaIndikator(&l)
		if b.Kriteria != "" {
			l.Add("", fault.At("kriteria", fault.Invalid, "Berkas ini tidak menyebut kriteria."))
		}
	}
	if b.Jenis == BuktiSalinan {
		l.Add("", ValidasiID("laporan", b.Laporan))
		pilihan(&l, "tanda", b.Tanda, TandaElektronik, TandaBasah)
	} else if b.Laporan != "" || b.Tanda != "" {
		l.Add("", fault.At("laporan", fault.Invalid, "Hanya salinan bertanda tangan yang menyebut laporan."))
	}
	l.Add("", b.validasiNama())
	l.Add("", panjang("keterangan", b.Keterangan))
	l.Add("", panjang("penjelasan", b.Penjelasan))
	l.Add("", b.Tanggal.validasi("tanggal", false))
	return l.Err()
}

func (b Bukti) tanpaIndikator(l *fault.List) {
	if b.Indikator != "" {
		l.Add("", fault.At("indikator", fault.Invalid, "Berkas ini tidak menyebut indikator."))
	}
	if b.Triwulan != 0 {
		l.Add("", fault.At("triwulan", fault.Invalid, "Berkas ini tidak menyebut triwulan."))
	}
}

func (b Bukti) validasiNama() error {
	if kosong(b.Nama) {
		return fault.At("nama", fault.Required)
	}
	bad := func(r rune) bool { return r == '/' || r == '\\' || !unicode.IsGraphic(r) }
	if len(b.Nama) > panjangNama || !utf8.ValidString(b.Nama) || strings.ContainsFunc(b.Nama, bad) {
		return fault.At("nama", fault.Invalid, "Nama berkas paling banyak 255 byte, tanpa garis miring dan tanpa karakter tersembunyi.")
	}
	if !b.Jenis.Menerima(IsiDariNama(b.Nama)) {
		switch b.Jenis {
		case BuktiImpor:
			return fault.At("nama", fault.Invalid, "Berkas impor harus berakhiran .xlsx atau .csv.")
		case BuktiSalinan:
			return fault.At("nama", fault.Invalid, "Salinan bertanda tangan harus berupa PDF (berakhiran .pdf).")
		}
		return fault.At("nama", fault.Invalid, "Berkas harus berakhiran .pdf, .jpg, .jpeg, .png, .xlsx, .docx, .csv atau .txt.")
	}
	return nil
}
