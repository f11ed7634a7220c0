package web

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/review"
	pembaca "capaian/internal/review/baca"
	"capaian/internal/wire"
)

// The review of a report for anybody: what is sent is read, answered and forgotten.

const (
	batasReviu        = 4 << 20 // bytes of a form with a report, as the function takes them
	batasReviuTampil  = "4 MB"
	batasTempel       = 1 << 20 // bytes of a pasted text, which the page repeats
	batasTempelTampil = "1 MB"
	batasHasilReviu   = 2 << 20 // bytes of findings on a page
)

// isiReviu is the page; Hasil is nil before something was reviewed.
type isiReviu struct {
	Umum      []string // what is wrong with what was sent
	Teks      string   // as it was pasted
	NamaAsal  string   // of the file that was sent
	Batas     string
	BatasTeks string
	Bentuk    []opsi
	Hasil     *hasilReviu
	Aturan    []review.Aturan
}

// hasilReviu is a review's outcome in the order in which it is read.
type hasilReviu struct {
	wire.Reviu
	Kelompok []kelompokTemuan
	Lain     int // unread places that are not listed
}

// kelompokTemuan are the findings of one severity.
type kelompokTemuan struct {
	Tingkat     review.Tingkat
	Nama, Kelas string
	Arti        string
	Jumlah      int
	Temuan      []wire.Temuan
	Lain        int // beyond what a page holds
}

var tingkatReviu = []kelompokTemuan{
	{Tingkat: review.Galat, Nama: "Galat", Kelas: "salah-kotak", Arti: "Angka-angka ini tidak mungkin sama-sama benar."},
	{Tingkat: review.Peringatan, Nama: "Peringatan", Kelas: "awas", Arti: "Mungkin benar, tetapi perlu dilihat."},
	{Tingkat: review.Info, Nama: "Info", Arti: "Untuk diketahui: pembulatan, atau target yang patut ditinjau."},
}

func (p *publik) reviu(w http.ResponseWriter, r *http.Request) error {
	return p.tulis(w, r, "reviu", halamanReviu(isiReviu{}))
}

func halamanReviu(isi isiReviu) halamanPublik {
	isi.Batas, isi.BatasTeks, isi.Aturan = batasReviuTampil, batasTempelTampil, review.AturanLaporan()
	isi.Bentuk = []opsi{{"", "halaman ini", true}, {"csv", "berkas CSV, untuk lembar kerja", false}, {"json", "berkas JSON, untuk program", false}}
	return halamanPublik{Judul: "Reviu laporan kinerja", Sini: "reviu", Isi: isi}
}

// reviuSekaligus is how many reports are reviewed at once: one may take 300 MB.
var reviuSekaligus = make(httpx.Gate, 2)

// reviuKiriman reviews the file or the text of a form.
func (p *publik) reviuKiriman(w http.ResponseWriter, r *http.Request) error {
	form, file, err := httpx.ReadMultipart(r, batasReviu, "teks")
	if fault.CodeOf(err) == fault.MediaType {
		return err
	}
	isi := isiReviu{Teks: form.Get("teks"), NamaAsal: file.Name}
	var h wire.Reviu
	if err == nil {
		err = reviuSekaligus.Do(r.Context(), func() error {
			n, err := bacaKiriman(isi.Teks, file)
			if err == nil {
				h = wire.FromReviu(review.Periksa(n))
			}
			return err
		})
	}
	if err != nil {
		return p.reviuGagal(w, isi, err)
	}
	w.Header().Set("Cache-Control", "no-store")
	switch form.Get("bentuk") {
	case "json":
		w.Header().Set("Content-Disposition", `attachment; filename="hasil-reviu.json"`)
		return httpx.WriteJSON(w, http.StatusOK, h)
	case "csv":
		w.Header().Set("Content-Disposition", `attachment; filename="hasil-reviu.csv"`)
		w.Header().Set("Content-Type", jenisCSV)
		tabelCSV(w, barisReviu(h))
		return nil
	}
	isi.Hasil = susunReviu(h)
	return p.tulisReviu(w, http.StatusOK, isi)
}

// bacaKiriman reads what was sent: a file or a text, not both.
func bacaKiriman(teks string, file httpx.File) (review.Bacaan, error) {
	ditempel := strings.TrimSpace(teks) != ""
	switch {
	case ditempel && file.Name != "":
		return review.Bacaan{}, fault.At("berkas", fault.Invalid, "Pilih berkas atau tempelkan teks, jangan keduanya.")
	case len(teks) > batasTempel:
		return review.Bacaan{}, fault.At("teks", fault.TooLarge, batasTempelTampil)
	case ditempel:
		return pembaca.Baca([]byte(teks))
	case file.Name != "":
		return pembaca.Baca(file.Body)
	}
	return review.Bacaan{}, fault.At("berkas", fault.Invalid, "Pilih berkas laporan, atau tempelkan teksnya.")
}

// reviuGagal says what is wrong with what was sent, with the text as it was.
func (p *publik) reviuGagal(w http.ResponseWriter, isi isiReviu, err error) error {
	switch fault.CodeOf(err) {
	case fault.TooLarge:
		isi.Umum = append(isi.Umum, "Yang dikirim terlalu besar: berkas paling besar "+batasReviuTampil+", teks "+batasTempelTampil+". Kirim bab yang memuat tabelnya saja.")
		if len(isi.Teks) > batasTempel {
			isi.Teks = ""
			isi.Umum = append(isi.Umum, "Tombol kembali peramban membawa Anda ke teks tadi.")
		}
	case fault.Required:
		isi.Umum = append(isi.Umum, "Berkas itu kosong. Pilih berkas lain.")
	default:
		for _, e := range fault.All(err) {
			if e.Code == fault.Internal {
				return err
			}
			isi.Umum = append(isi.Umum, fault.Text(e))
		}
	}
	return p.tulisReviu(w, httpx.Status(fault.CodeOf(err)), isi)
}

// tulisReviu answers what was sent; nobody keeps a copy on the way.
func (p *publik) tulisReviu(w http.ResponseWriter, status int, isi isiReviu) error {
	b, err := render("reviu", halamanReviu(isi))
	if err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b) // an error means that the reader has gone
	return nil
}

// susunReviu groups findings by how grave they are, no more than a page may hold.
func susunReviu(h wire.Reviu) *hasilReviu {
	out := &hasilReviu{Reviu: h}
	jumlah := []int{h.Jumlah.Galat, h.Jumlah.Peringatan, h.Jumlah.Info}
	muat := batasHasilReviu
	for n, k := range tingkatReviu {
		k.Jumlah = jumlah[n]
		for _, t := range h.Temuan {
			if t.Tingkat != k.Tingkat {
				continue
			}
			if muat -= panjangHalaman(t); muat > 0 {
				k.Temuan = append(k.Temuan, t)
			}
		}
		if k.Lain = k.Jumlah - len(k.Temuan); k.Jumlah > 0 {
			out.Kelompok = append(out.Kelompok, k)
		}
	}
	for n, t := range h.TakTerbaca {
		if muat -= panjangHalaman(t); muat <= 0 {
			out.TakTerbaca = h.TakTerbaca[:n]
			break
		}
	}
	out.Lain = h.TakTerbacaJumlah - len(out.TakTerbaca)
	return out
}

// panjangHalaman is about how many bytes a page shows something with.
func panjangHalaman(v any) int {
	b, err := json.Marshal(v)
	if err != nil {
		return 0 // texts and numbers always can be written
	}
	n := 300 + len(b)
	for _, c := range b {
		if c == '\'' || c == '"' {
			n += 4 // as references
		}
	}
	return n
}

// barisReviu are the findings as a table, a row for each place.
func barisReviu(h wire.Reviu) [][]petak {
	baris := func(sel ...string) []petak {
		out := make([]petak, len(sel))
		for n, s := range sel {
			out[n] = petakTeks(s)
		}
		return out
	}
	out := [][]petak{baris("Nomor", "Tingkat", "Aturan", "Pesan", "Tabel", "Baris", "Kolom", "Tercetak", "Seharusnya", "Usulan")}
	for n, t := range h.Temuan {
		no := strconv.Itoa(n + 1)
		for _, p := range t.Tempat {
			out = append(out, baris(no, string(t.Tingkat), t.Nama, t.Pesan, p.Tabel, p.Baris, p.Kolom, p.Tercetak, p.Hitung, t.Usulan))
		}
		if len(t.Tempat) == 0 {
			out = append(out, baris(no, string(t.Tingkat), t.Nama, t.Pesan, "", "", "", "", "", t.Usulan))
		}
	}
	for _, t := range h.TakTerbaca {
		out = append(out, baris("", "tidak terbaca", "", "", t.Tabel, t.Baris, t.Kolom, t.Tercetak, "", ""))
	}
	return out
}
