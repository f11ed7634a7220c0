package receiver

import (
	"archive/zip"
	"bytes"
	"fmt"
	"mime"
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"

	"capaian/internal/sakip"
)

// sebutan is how people call a kind of content.
var sebutan = map[sakip.JenisIsi]string{sakip.IsiPDF: "PDF", sakip.IsiJPEG: "gambar JPEG", sakip.IsiPNG: "gambar PNG",
	sakip.IsiXLSX: "lembar kerja XLSX", sakip.IsiDOCX: "dokumen DOCX", sakip.IsiCSV: "CSV", sakip.IsiTeks: "teks"}

// periksa tells what a file is, or why it is refused: a kind that is not taken, or another
// than its name promises.
func periksa(b sakip.Bukti, body []byte) (isi sakip.JenisIsi, alasan string) {
	janji := sakip.IsiDariNama(b.Nama)
	isi, alasan = kenali(body)
	switch {
	case alasan != "":
		return "", alasan
	case isi.Teks() && janji.Teks():
		return janji, ""
	case isi != janji:
		return "", fmt.Sprintf("Isi berkas ini %s, sedangkan namanya berakhiran %s. Betulkan nama atau pilih berkas yang benar, lalu kirim sebagai berkas baru.",
			sebutan[isi], b.Nama[strings.LastIndexByte(b.Nama, '.'):])
	}
	return isi, ""
}

// kenali tells what bytes are by themselves; text of any kind is sakip.IsiTeks.
func kenali(body []byte) (isi sakip.JenisIsi, alasan string) {
	kind, _, _ := mime.ParseMediaType(http.DetectContentType(body))
	switch isi := sakip.JenisIsi(kind); isi {
	case sakip.IsiPDF, sakip.IsiJPEG, sakip.IsiPNG:
		return isi, ""
	case sakip.IsiTeks:
		return kenaliTeks(body)
	}
	if kind == "application/zip" {
		return kenaliOOXML(body)
	}
	return "", "Jenis berkas ini tidak diterima. Kirim PDF, JPEG, PNG, XLSX, DOCX, CSV atau teks."
}

// kenaliTeks holds all of a text to being one; DetectContentType has seen its beginning.
func kenaliTeks(body []byte) (isi sakip.JenisIsi, alasan string) {
	kendali := func(r rune) bool { return unicode.IsControl(r) && !strings.ContainsRune("\t\r\n\f", r) }
	if !utf8.Valid(body) || bytes.ContainsFunc(body, kendali) {
		return "", "Berkas ini bukan teks UTF-8. Simpan sebagai “CSV UTF-8” atau teks UTF-8, lalu kirim sebagai berkas baru."
	}
	return sakip.IsiTeks, ""
}

// kenaliOOXML looks into the directory of a ZIP file; nothing is unpacked.
func kenaliOOXML(body []byte) (isi sakip.JenisIsi, alasan string) {
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return "", "Berkas ini rusak atau terpotong. Buka dan simpan lagi, lalu kirim sebagai berkas baru."
	}
	ada := map[string]bool{}
	for _, f := range z.File {
		nama := strings.ToLower(f.Name)
		ada[nama] = true
		if strings.HasSuffix(nama, "vbaproject.bin") {
			return "", "Berkas ini memuat makro. Simpan tanpa makro (XLSX atau DOCX), lalu kirim sebagai berkas baru."
		}
	}
	switch {
	case ada["[content_types].xml"] && ada["xl/workbook.xml"]:
		return sakip.IsiXLSX, ""
	case ada["[content_types].xml"] && ada["word/document.xml"]:
		return sakip.IsiDOCX, ""
	}
	return "", "Berkas ZIP tidak diterima. Kirim berkas di dalamnya satu per satu."
}
