package xlsx

import (
	"fmt"

	"capaian/internal/report/document"
)

// petunjuk is the first sheet: what the workbook is, where everything stands, how the
// figures came about.
func (p *penulis) petunjuk() error {
	l := p.lajur(lembarPetunjuk)
	l.baris(p.d.Judul, gaya{tebal: true, ukuran: 16})
	l.baris(gabungkan(" ", p.d.Instansi, p.d.Daerah), gaya{tebal: true, ukuran: 12})
	l.baris(p.d.Subjudul, gaya{ukuran: 12})
	if p.d.Tanda != "" {
		l.baris(p.d.Tanda, gaya{tebal: true, peringatan: true})
	}
	if p.d.Alamat != "" {
		l.baris("Keaslian berkas dapat diperiksa pada "+p.d.Alamat, gaya{})
	}
	l.kosong()
	l.baris("Setiap tabel dan grafik ada pada lembarnya sendiri. Angka turunan adalah rumus hidup. Angka isian yang menjadi asalnya berwarna biru; mengubahnya di sini mengubah turunannya dan grafiknya pada berkas ini saja.", gaya{})
	l.kosong()
	l.tautan("Uraian dan tanda tangan", lembarUraian, gaya{})
	l.daftarLembar("Daftar Tabel", document.IsiTabel)
	l.daftarLembar("Daftar Gambar", document.IsiGambar)
	if len(p.d.Catatan) > 0 {
		l.kosong()
		l.baris("Catatan", gaya{tebal: true, ukuran: 12})
	}
	for _, s := range p.d.Catatan {
		l.baris(s, gaya{})
	}
	return l.tulis()
}

// daftarLembar leads to the tables or figures under a heading.
func (l *lajur) daftarLembar(judul string, dari document.IsiDari) {
	ada := false
	for _, b := range l.d.Semua() {
		sebutan, ke := "", ""
		switch b := b.(type) {
		case *document.Tabel:
			if dari == document.IsiTabel {
				sebutan, ke = b.Sebutan(), l.lembarDari[b]
			}
		case *document.Gambar:
			if dari == document.IsiGambar {
				sebutan, ke = b.Sebutan(), l.lembarDari[b]
			}
		}
		if sebutan == "" && ke == "" {
			continue
		}
		if !ada && judul != "" {
			l.kosong()
			l.baris(judul, gaya{tebal: true, ukuran: 12})
		}
		ada = true
		if ke == "" { // a chart of boxes stands in the text
			l.lompat(sebutan, b, gaya{})
		} else {
			l.tautan(sebutan, ke, gaya{})
		}
	}
}

// uraian holds the running text and the signature block.
func (p *penulis) uraian() error {
	l := p.lajur(lembarUraian)
	l.baris(gabungkan(" ", p.d.Judul, p.d.Subjudul), gaya{tebal: true, ukuran: 16, rata: document.Tengah})
	l.baris(gabungkan(" ", p.d.Instansi, p.d.Daerah), gaya{tebal: true, ukuran: 12, rata: document.Tengah})
	if p.d.Tanda != "" {
		l.baris(p.d.Tanda, gaya{tebal: true, peringatan: true, rata: document.Tengah})
	}
	for n, b := range p.d.Semua() {
		l.blok(n, b)
	}
	return l.tulis()
}

func (l *lajur) blok(n int, b document.Blok) {
	switch b := b.(type) {
	case document.Judul:
		awal := len(l.isi)
		l.kosong()
		l.tandai(n)
		ukuran := []int{14, 14, 12, 11, 10}[max(0, min(b.Tingkat, 4))]
		g := gaya{tebal: true, ukuran: ukuran}
		if b.Tingkat == 1 {
			g.rata = document.Tengah
		}
		l.baris(b.Sebutan(), g)
		l.utuh(awal, 2)
	case document.Paragraf:
		l.baris(b.Teks.String(), gaya{rata: b.Rata})
	case document.Celah:
		l.baris(b.String(), gaya{peringatan: true})
	case document.Daftar:
		l.daftar(b, 1)
	case document.DaftarIsi:
		if b.Dari == document.IsiJudul {
			l.daftarIsi()
		} else {
			l.daftarLembar("", b.Dari)
		}
	case document.HalamanBaru:
		l.putus = true
	case *document.Tabel:
		l.tautan(b.Sebutan(), l.lembarDari[b], gaya{})
	case *document.Gambar:
		l.gambar(b)
	case *document.TandaTangan:
		l.tandaTangan(b)
	}
}

// daftarIsi leads to the headings of the three upper levels.
func (l *lajur) daftarIsi() {
	for n, b := range l.d.Semua() {
		if j, ok := b.(document.Judul); ok && j.Tingkat <= 3 {
			l.lompat(j.Sebutan(), n, gaya{inden: max(0, j.Tingkat-1)})
		}
	}
}

// gambar leads to a chart's sheet; a chart of boxes is told as a list.
func (l *lajur) gambar(b *document.Gambar) {
	if b.Bagan == nil {
		l.tautan(b.Sebutan(), l.lembarDari[b], gaya{})
		return
	}
	l.tandai(b)
	l.baris(b.Sebutan(), gaya{tebal: true})
	l.simpul(b.Bagan.Akar, 1)
	for _, s := range b.Catatan {
		l.baris(s, gaya{kursif: true})
	}
}

func (l *lajur) simpul(s []document.Simpul, inden int) {
	for _, x := range s {
		l.baris("• "+gabungkan(": ", x.Judul, x.Isi), gaya{inden: min(inden, indenMaks)})
		l.simpul(x.Anak, inden+1)
	}
}

// daftar writes a list, an item a line.
func (l *lajur) daftar(d document.Daftar, inden int) {
	for n, b := range d.Butir {
		tanda := "• "
		if d.Bernomor {
			tanda = fmt.Sprintf("%d. ", n+1)
			if inden%2 == 0 {
				tanda = document.Huruf(n+1, 'a') + ". "
			}
		}
		l.baris(tanda+b.Teks.String(), gaya{inden: min(inden, indenMaks)})
		if b.Anak != nil {
			l.daftar(*b.Anak, inden+1)
		}
	}
}

// tandaTangan sets the parties two side by side, the last of an odd number at the right.
func (l *lajur) tandaTangan(b *document.TandaTangan) {
	awal := len(l.isi)
	defer func() { l.utuh(awal, 0) }()
	l.kosong()
	if s := b.Waktu(); s != "" {
		l.dua("", s, gaya{rata: document.Tengah})
	}
	for n := len(b.Pihak) % 2; n <= len(b.Pihak); n += 2 {
		if n == 0 {
			continue
		}
		var kiri, kanan document.Pihak
		kanan = b.Pihak[n-1]
		if n > 1 {
			kiri = b.Pihak[n-2]
		}
		g := gaya{rata: document.Tengah}
		if kiri.Sebagai+kanan.Sebagai != "" {
			l.dua(kiri.Sebagai, kanan.Sebagai, gaya{rata: document.Tengah, tebal: true})
		}
		l.dua(kiri.Jabatan, kanan.Jabatan, g)
		for range 4 {
			l.kosong()
		}
		l.dua(kiri.Nama, kanan.Nama, gaya{rata: document.Tengah, tebal: true, garis: true})
		l.dua(kiri.Pangkat, kanan.Pangkat, g)
		l.dua(nip(kiri.NIP), nip(kanan.NIP), g)
		l.kosong()
	}
}

// nip is the line below a signature, "" without a number.
func nip(s string) string {
	if s == "" {
		return ""
	}
	return "NIP. " + s
}

const (
	kolomUraian   = 4
	indenMaks     = 8
	tinggiHalaman = 715.0 // points of a page between its margins, a little less
)

// barisTeks is one row of a sheet of text.
type barisTeks struct {
	teks, kanan string // kanan stands beside, in the right half
	dua         bool
	gaya        gaya
	ke          string // sheet that it leads to
	lompat      any    // or mark in the running text
	putus       bool   // begins a page
	utuh        int    // so many lines from here on stand on one page
}

// lajur gathers lines of text one below the other, each over the same four columns (a
// single wide column would not be shrunk to the page by every program), and writes
// them when it is known where each stands.
type lajur struct {
	lembar
	isi   []barisTeks
	putus bool // the next line begins a page
}

func (p *penulis) lajur(nama string) *lajur {
	l := &lajur{lembar: lembar{penulis: p, nama: nama, lepas: true}}
	for range kolomUraian {
		l.lebar = append(l.lebar, lebarUraian/kolomUraian)
	}
	return l
}

// tambah adds a line; text that is too high for one row takes several.
func (l *lajur) tambah(b barisTeks) {
	b.putus, l.putus = l.putus && len(l.isi) > 0, false
	if b.dua {
		b.teks, b.kanan = bersih(b.teks), bersih(b.kanan)
		l.isi = append(l.isi, b)
		return
	}
	muat := int((tinggiMaks - tepiBaris) / b.gaya.tinggiBaris())
	if b.ke != "" || b.lompat != nil {
		muat = 1 // LibreOffice wraps no link
	}
	for n, s := range b.gaya.pecah(bersih(b.teks), b.gaya.isi(l.jumlah()), muat) {
		b.teks, b.putus = s, b.putus && n == 0
		l.isi = append(l.isi, b)
	}
}

// utuh keeps the lines from the n-th on, and as many that follow as ikut says, on one
// page.
func (l *lajur) utuh(n, ikut int) { l.isi[n].utuh = len(l.isi) - n + ikut }

func (l *lajur) baris(s string, g gaya) { l.tambah(barisTeks{teks: s, gaya: g}) }
func (l *lajur) kosong()                { l.baris("", gaya{}) }
func (l *lajur) dua(kiri, kanan string, g gaya) {
	l.tambah(barisTeks{teks: kiri, kanan: kanan, dua: true, gaya: g})
}
func (l *lajur) tandai(tanda any) { l.tempat[tanda] = len(l.isi) + 1 }
func (l *lajur) lompat(s string, tanda any, g gaya) {
	l.tautanKe(barisTeks{teks: s, gaya: g, lompat: tanda})
}
func (l *lajur) tautan(s, ke string, g gaya) { l.tautanKe(barisTeks{teks: s, gaya: g, ke: ke}) }

func (l *lajur) tautanKe(b barisTeks) {
	b.gaya.tautan = true
	l.tambah(b)
}

// tulis writes the lines and sets up the sheet. It reckons where pages end, to begin a
// new one before lines that would be torn apart.
func (l *lajur) tulis() error {
	if err := l.f.SetColWidth(l.nama, "A", "D", lebarUraian/kolomUraian); err != nil {
		return err
	}
	tinggi := make([]float64, len(l.isi))
	for i, b := range l.isi {
		lebar := l.jumlah()
		if b.dua {
			lebar /= 2
		}
		tinggi[i] = min(tinggiMaks, max(b.gaya.tinggiTeks(b.teks, b.gaya.isi(lebar)), b.gaya.tinggiTeks(b.kanan, b.gaya.isi(lebar))))
	}
	y := 0.0
	for i, b := range l.isi {
		bersama := jumlahLebar(tinggi[i:min(len(tinggi), i+max(1, b.utuh))])
		if y > 0 && b.utuh > 1 && y+bersama > tinggiHalaman && bersama < tinggiHalaman {
			b.putus = true
		}
		if b.putus || y+tinggi[i] > tinggiHalaman {
			y = 0
		}
		y += tinggi[i]
		if err := l.f.SetRowHeight(l.nama, i+1, tinggi[i]); err != nil {
			return err
		}
		if err := l.tulisBaris(i+1, b); err != nil {
			return err
		}
	}
	return l.tutup(0, 0)
}

func (l *lajur) tulisBaris(n int, b barisTeks) error {
	sel := fmt.Sprintf("A%d", n)
	if b.putus {
		if err := l.f.InsertPageBreak(l.nama, sel); err != nil {
			return err
		}
	}
	if b.dua {
		if err := l.petak(n, 1, kolomUraian/2, b.teks, b.gaya); err != nil {
			return err
		}
		return l.petak(n, kolomUraian/2+1, kolomUraian, b.kanan, b.gaya)
	}
	if err := l.petak(n, 1, kolomUraian, b.teks, b.gaya); err != nil {
		return err
	}
	switch {
	case b.ke != "":
		return l.f.SetCellHyperLink(l.nama, sel, "'"+b.ke+"'!A1", "Location")
	case b.lompat != nil:
		return l.f.SetCellHyperLink(l.nama, sel, fmt.Sprintf("'%s'!A%d", lembarUraian, l.tempat[b.lompat]), "Location")
	}
	return nil
}
