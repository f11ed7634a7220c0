package document

// hurufIkut is how many characters at the most follow a wide table on its sheet: more are
// hard to read in lines so long.
const hurufIkut = 900

// Lembar is the sheet of each block of Semua: of a table the one that it needs; of
// headings right above a table the table's; of a signature block right below one the
// table's too, lest it stand on a page alone. A few words below a wide table stay on its
// sheet unless upright tables or figures follow them.
func (d Dokumen) Lembar() []Lembar {
	semua := d.Semua()
	out := make([]Lembar, len(semua))
	d.lembar(semua[:len(d.Depan)], out[:len(d.Depan)])
	d.lembar(semua[len(d.Depan):], out[len(d.Depan):])
	return out
}

// lembar finds the sheets of one part.
func (d Dokumen) lembar(blok []Blok, out []Lembar) {
	for n := len(blok) - 1; n >= 0; n-- {
		switch b := blok[n].(type) {
		case *Tabel:
			out[n] = b.Lembar()
		case Judul:
			if n+1 < len(blok) {
				out[n] = out[n+1]
			}
		}
	}
	for n, b := range blok {
		if _, tabel := b.(*Tabel); !tabel || out[n] == Tegak {
			continue
		}
		akhir, huruf := n+1, 0
		for ; akhir < len(blok); akhir++ {
			h, pendek := sedikit(blok[akhir])
			if !pendek {
				break
			}
			huruf += h
		}
		if n+1 == akhir || huruf > hurufIkut || akhir < len(blok) && out[akhir] == Tegak && !mulaiBaru(blok[akhir]) {
			if n+1 < len(blok) {
				if _, ttd := blok[n+1].(*TandaTangan); ttd {
					out[n+1] = out[n]
				}
			}
			continue
		}
		for m := n + 1; m < akhir; m++ {
			out[m] = out[n]
		}
	}
}

// sedikit tells whether a block may follow a wide table on its sheet, and how many
// characters it has.
func sedikit(b Blok) (huruf int, ya bool) {
	switch b := b.(type) {
	case Judul:
		return len(b.Teks), b.Tingkat > 1
	case Paragraf:
		return len(b.Teks.String()), true
	case Daftar:
		for _, x := range b.Butir {
			huruf += len(x.Teks.String())
			if x.Anak != nil {
				h, _ := sedikit(*x.Anak)
				huruf += h
			}
		}
		return huruf, true
	case Celah:
		return len(b.String()), true
	case *TandaTangan:
		return 0, true
	}
	return 0, false
}

// mulaiBaru tells whether a block begins something that needs no page with those before.
func mulaiBaru(b Blok) bool {
	switch b := b.(type) {
	case HalamanBaru:
		return true
	case Judul:
		return b.Tingkat == 1
	}
	return false
}
