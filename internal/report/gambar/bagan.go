package gambar

import (
	"math"

	"capaian/internal/report/document"
)

// Measures of a chart of boxes in points.
const (
	kotakSempit = 82.0  // a column of boxes is at least so wide
	kotakLebar  = 150.0 // and a box at most
	selaKolom   = 9.0
	selaTingkat = 18.0 // between a box and those under it, with the line over them
	selaSusun   = 6.0  // between boxes one below the other
	indenSusun  = 9.0
	tepiKotak   = 4.0
	tepiBagan   = 0.5 // so that no outline is cut
	marginPita  = 9.0 // at the left, for the line that leads to folded rows
	barisKotak  = 6   // lines of a title or text in a box
)

var (
	hurufJudul = rupa{ukuran: 7.5, tebal: true}
	hurufIsi   = rupa{ukuran: 7.5}
)

// Bagan draws boxes and who stands under whom. Those under the topmost boxes stand side
// by side, in several rows where they are many; those further down side by side as
// long as they have room, and else one below the other.
func Bagan(b document.Bagan, lebar float64) Adegan {
	k := kanvas{Adegan: Adegan{Lebar: lebar}}
	if len(b.Akar) == 1 {
		k.Tinggi = k.simpul(b.Akar[0], tepiBagan, tepiBagan, lebar-2*tepiBagan, 0)
	} else if len(b.Akar) > 1 {
		k.Tinggi = k.deret(b.Akar, tepiBagan, tepiBagan, lebar-2*tepiBagan, 0, nil)
	}
	k.Tinggi = math.Ceil(k.Tinggi + 1)
	return k.Adegan
}

// kotak is a box with its lines of words.
type kotak struct {
	judul, isi []string
	tinggi     float64
}

func susunKotak(s document.Simpul, lebar float64) kotak {
	var k kotak
	k.judul = hurufJudul.bungkus(bersih(s.Judul), lebar-2*tepiKotak, barisKotak)
	k.isi = hurufIsi.bungkus(bersih(s.Isi), lebar-2*tepiKotak, barisKotak)
	k.tinggi = float64(len(k.judul))*hurufJudul.baris() + float64(len(k.isi))*hurufIsi.baris() + 2*tepiKotak
	if len(k.judul) > 0 && len(k.isi) > 0 {
		k.tinggi += 1.5
	}
	k.tinggi = max(k.tinggi, 2*tepiKotak+hurufJudul.baris())
	return k
}

// kotak paints a box of a height; the deeper it stands the lighter it is.
func (k *kanvas) kotak(b kotak, x, y, lebar, tinggi float64, tingkat int) {
	isi, teks, garis := putih, tinta, bayang
	switch tingkat {
	case 0:
		isi, teks, garis = aksen, putih, aksen
	case 1:
		isi, garis = dasar, aksen
	}
	k.tambah(Kotak{X: x, Y: y, Lebar: lebar, Tinggi: tinggi, Isi: isi, Tepi: garis, Tebal: 0.8})
	sela := 0.0
	if len(b.judul) > 0 && len(b.isi) > 0 {
		sela = 1.5
	}
	yt := y + (tinggi-float64(len(b.judul))*hurufJudul.baris()-float64(len(b.isi))*hurufIsi.baris()-sela)/2
	for _, s := range b.judul {
		k.tulis(x+lebar/2, yt+hurufJudul.ukuran*0.92, s, hurufJudul, Tengah, teks)
		yt += hurufJudul.baris()
	}
	yt += sela
	for _, s := range b.isi {
		k.tulis(x+lebar/2, yt+hurufIsi.ukuran*0.92, s, hurufIsi, Tengah, teks)
		yt += hurufIsi.baris()
	}
}

func (k *kanvas) sambung(t ...Titik) {
	k.tambah(Garis{Titik: t, Warna: bayang, Tebal: 0.8, Isi: Tanpa})
}

// simpul draws a box in the middle of a strip, and those under it; it tells where the
// next may begin.
func (k *kanvas) simpul(s document.Simpul, x, y, lebar float64, tingkat int) float64 {
	w := min(lebar, kotakLebar)
	if tingkat == 0 {
		w = min(lebar, kotakLebar*1.3)
	}
	b := susunKotak(s, w)
	k.kotak(b, x+(lebar-w)/2, y, w, b.tinggi, tingkat)
	return k.bawahan(s, x, y+b.tinggi, x+lebar/2, lebar, tingkat)
}

// bawahan draws those under a box whose lower edge is at y and middle at tengah.
func (k *kanvas) bawahan(s document.Simpul, x, y, tengah, lebar float64, tingkat int) float64 {
	n := float64(len(s.Anak))
	switch {
	case n == 0:
		return y
	case tingkat == 0 || (lebar-(n-1)*selaKolom)/n >= kotakSempit:
		return k.deret(s.Anak, x, y, lebar, tingkat+1, &tengah)
	}
	return k.tumpuk(s.Anak, x, y, lebar, tingkat+1)
}

// deret draws boxes side by side in as many rows as they need, lines from induk, the
// middle of the box above, to each; nil for none above.
func (k *kanvas) deret(anak []document.Simpul, x, y, lebar float64, tingkat int, induk *float64) float64 {
	muat := len(anak)
	if lajur := max(1, int((lebar+selaKolom)/(kotakSempit+selaKolom))); muat > lajur {
		muat = max(1, int((lebar-marginPita+selaKolom)/(kotakSempit+selaKolom)))
		baris := (len(anak) + muat - 1) / muat
		muat = (len(anak) + baris - 1) / baris // rows of about the same length
		if induk != nil {
			x, lebar = x+marginPita, lebar-marginPita
		}
	}
	kolom := (lebar - float64(muat-1)*selaKolom) / float64(muat)
	pita := 0.0 // where the line of the row before is
	for awal := 0; awal < len(anak); awal += muat {
		baris := anak[awal:min(awal+muat, len(anak))]
		xb := x + (lebar-float64(len(baris))*(kolom+selaKolom)+selaKolom)/2
		garis := y + selaTingkat/2
		atas := y
		if induk != nil || awal > 0 {
			atas += selaTingkat
		}
		w, tinggi := min(kolom, kotakLebar), 0.0
		isi := make([]kotak, len(baris))
		for i, s := range baris {
			isi[i] = susunKotak(s, w)
			tinggi = max(tinggi, isi[i].tinggi)
		}
		tengah := func(i int) float64 { return xb + float64(i)*(kolom+selaKolom) + kolom/2 }
		if induk != nil {
			kiri, kanan := tengah(0), tengah(len(baris)-1)
			if awal == 0 {
				k.sambung(Titik{*induk, y}, Titik{*induk, garis})
				kiri, kanan = min(kiri, *induk), max(kanan, *induk)
			} else {
				k.sambung(Titik{x - marginPita + 1, pita}, Titik{x - marginPita + 1, garis})
			}
			if awal > 0 || len(anak) > muat {
				kiri = x - marginPita + 1
			}
			k.sambung(Titik{kiri, garis}, Titik{kanan, garis})
			pita = garis
		}
		bawah := atas
		for i, s := range baris {
			if induk != nil {
				k.sambung(Titik{tengah(i), garis}, Titik{tengah(i), atas})
			}
			k.kotak(isi[i], tengah(i)-w/2, atas, w, tinggi, tingkat)
			bawah = max(bawah, k.bawahan(s, tengah(i)-kolom/2, atas+tinggi, tengah(i), kolom, tingkat))
		}
		y = bawah
	}
	return y
}

// tumpuk draws boxes one below the other, a line at their left.
func (k *kanvas) tumpuk(anak []document.Simpul, x, y, lebar float64, tingkat int) float64 {
	lajur := x + indenSusun/2
	akhir := y
	geser := indenSusun
	if lebar-geser < kotakSempit*0.6 { // no room to move further to the right
		geser = 0
	}
	w := min(lebar-geser, kotakLebar)
	mulai := y
	for _, s := range anak {
		y += selaSusun
		b := susunKotak(s, w)
		if geser > 0 {
			akhir = y + b.tinggi/2
			k.sambung(Titik{lajur, akhir}, Titik{x + geser, akhir})
		}
		k.kotak(b, x+geser, y, w, b.tinggi, tingkat)
		y += b.tinggi
		if len(s.Anak) > 0 {
			y = k.tumpuk(s.Anak, x+geser, y, lebar-geser, tingkat+1)
		}
	}
	if geser > 0 {
		k.sambung(Titik{lajur, mulai}, Titik{lajur, akhir})
	}
	return y
}
