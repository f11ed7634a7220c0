package pdf

import (
	"fmt"
	"slices"

	"capaian/internal/report/huruf"
)

// alirTabel places a table page by page.
type alirTabel struct {
	*penata
	*tabelSusun
	u      *unsur
	grup   *unsur         // THead or TBody
	awal   float64        // upper edge of the table's part on this page
	isi    float64        // upper edge of its rows but the repeated ones
	buka   []*selSusun    // cells that have begun and not ended
	potong []petakHalaman // what this page shows
}

// petakHalaman is the part of a cell that stands on one page.
type petakHalaman struct {
	c         *selSusun
	y, tinggi float64
	baris     []huruf.Baris
	lanjut    bool // the cell says more on the next page
	hias      bool // repeats what an earlier page says
}

// kepalaTabel sets the header rows, as content once and after that as decoration.
func (a *alirTabel) kepalaTabel() {
	hias := a.grup != nil
	if !hias {
		a.grup = a.u.di("THead")
	}
	y := a.y
	for r := range a.t.Kepala {
		if !hias {
			a.unsurBaris(r)
		}
		for _, c := range a.baris[r] {
			a.potong = append(a.potong, petakHalaman{c: c, y: y, tinggi: jumlah(a.tinggi[r : c.akhir()+1]), baris: c.baris, hias: hias})
		}
		y += a.tinggi[r]
	}
	a.y = y
	a.isi = y
}

// unsurBaris makes the elements of a row.
func (a *alirTabel) unsurBaris(r int) {
	tr := a.grup.di("TR")
	for _, c := range a.tabelSusun.baris[r] {
		jenis, sifat := "TD", ""
		switch {
		case c.kepala:
			jenis, sifat = "TH", "/Scope/Column"
		case c.Kolom == 0:
			jenis, sifat = "TH", "/Scope/Row"
		}
		if c.RowSpan > 1 {
			sifat += fmt.Sprintf("/RowSpan %d", c.RowSpan)
		}
		if c.ColSpan > 1 {
			sifat += fmt.Sprintf("/ColSpan %d", c.ColSpan)
		}
		c.u = tr.di(jenis)
		if sifat != "" {
			c.u.atribut = "<</O/Table" + sifat + ">>"
		}
	}
}

// badan places the rows that are not repeated.
func (a *alirTabel) badan() {
	a.isi = a.y
	for r := a.kepala(); r < len(a.tabelSusun.baris); r++ {
		switch {
		case r == 0 && len(a.t.Kepala) > 0:
			a.grup = a.u.di("THead")
		case r == len(a.t.Kepala):
			a.grup = a.u.di("TBody")
		}
		a.unsurBaris(r)
		for _, c := range a.tabelSusun.baris[r] {
			c.mulai, c.berikut, c.lanjutan = a.y, 0, false
			a.buka = append(a.buka, c)
		}
		a.satuBaris(r)
	}
}

// satuBaris places row r, on several pages where it must.
func (a *alirTabel) satuBaris(r int) {
	utuh := true // nothing of the row is placed yet
	for {
		h := a.butuh(r, utuh)
		perlu := h
		if utuh {
			perlu = max(h, a.rumpun(r))
		}
		sisa := a.sisa()
		segar := a.y <= a.isi+sedikit // no row stands on this page yet
		switch {
		case perlu <= sisa+sedikit || segar && h <= sisa+sedikit:
			a.y += h
			a.akhiri(r)
			return
		case segar || h > bagianBelah*a.ruang && sisa >= a.potonganTerkecil():
			bawah := a.y + sisa
			for _, c := range a.buka {
				a.tutup(c, bawah)
			}
			a.y = bawah
			utuh = false
			if a.habis(r) {
				a.lepas(r)
				return
			}
			a.halamanBaru()
		default:
			for _, c := range a.buka {
				if c.Baris < r {
					a.tutup(c, a.y)
				}
			}
			a.halamanBaru()
		}
	}
}

// butuh is the height that row r takes from a.y on: its own, as far as it is not placed
// yet, and what the cells that end in it still have to say.
func (a *alirTabel) butuh(r int, utuh bool) float64 {
	h := 0.0
	if utuh {
		h = a.tinggi[r]
	}
	for _, c := range a.buka {
		if n := len(c.baris) - c.berikut; c.akhir() == r && n > 0 {
			h = max(h, c.butuh(n)-(a.y-c.mulai))
		}
	}
	return h
}

// habis tells whether the cells that end in row r have said all.
func (a *alirTabel) habis(r int) bool {
	return !slices.ContainsFunc(a.buka, func(c *selSusun) bool { return c.akhir() == r && c.berikut < len(c.baris) })
}

// akhiri ends the cells that end in row r at a.y.
func (a *alirTabel) akhiri(r int) {
	for _, c := range a.buka {
		if c.akhir() == r {
			a.tutup(c, a.y)
		}
	}
	a.lepas(r)
}

// lepas forgets the cells that end in row r.
func (a *alirTabel) lepas(r int) {
	a.buka = slices.DeleteFunc(a.buka, func(c *selSusun) bool { return c.akhir() == r })
}

// tutup ends a cell's part on this page at y with as many lines as there is room for. A
// part that has nothing more to say repeats a short cell, so that the reader knows
// what the rows are of.
func (a *alirTabel) tutup(c *selSusun, y float64) {
	tinggi := y - c.mulai
	if tinggi <= sedikit {
		return
	}
	muat := max(0, int((tinggi-2*isianY+sedikit)/c.gaya.jarak))
	x := petakHalaman{c: c, y: c.mulai, tinggi: tinggi}
	switch tinggal := len(c.baris) - c.berikut; {
	case tinggal > 0:
		muat = min(muat, tinggal)
		x.baris = c.baris[c.berikut : c.berikut+muat]
		c.berikut += muat
		x.lanjut = c.berikut < len(c.baris)
	case c.lanjutan && len(c.baris) <= muat:
		x.baris, x.hias = c.baris, true
	}
	a.potong = append(a.potong, x)
	c.lanjutan = true
	c.mulai = y
}

// halamanBaru goes on at the top of a new page, under the header rows.
func (a *alirTabel) halamanBaru() {
	a.lukis()
	a.ganti()
	if len(a.judul) > 0 {
		a.l.hiasan(hiasUlang)
		g := gaya{huruf.SerifMiring, 9.5, 13, kelabu}
		sebut := a.t.Judul
		if a.t.Nomor != "" {
			sebut = "Tabel " + a.t.Nomor + "."
		}
		b := huruf.Sebaris(g.huruf(), muatSebaris(g, sebut, a.l.area.lebar-60)+" (lanjutan)")
		a.l.baris(b, a.l.area.x, a.y+g.dasar(), g.warna)
		a.y += g.jarak + 2
	}
	a.awal = a.y
	a.isi = a.y
	if a.ulang {
		a.kepalaTabel()
	}
	for _, c := range a.buka {
		c.mulai = a.y
	}
}

// lukis draws what this page shows: what lies behind, lines, text in reading order.
func (a *alirTabel) lukis() {
	l := a.l
	if len(a.potong) == 0 {
		return
	}
	slices.SortStableFunc(a.potong, func(x, y petakHalaman) int {
		if x.c.Baris != y.c.Baris {
			return x.c.Baris - y.c.Baris
		}
		return x.c.Kolom - y.c.Kolom
	})
	l.hiasan(hiasTata)
	for _, x := range a.potong {
		if x.c.latar != tanpaWarna {
			l.bidang(kotak{l.area.x + x.c.x, x.y, x.c.lebar, x.tinggi}, x.c.latar)
		}
	}
	l.rgb(garisTipis)
	l.op("RG")
	l.num(garisTabel)
	l.op("w")
	for _, x := range a.potong {
		l.num(l.area.x+x.c.x, l.tinggi-x.y-x.tinggi, x.c.lebar, x.tinggi)
		l.op("re")
	}
	l.op("S")
	for _, x := range a.potong {
		if len(x.baris) == 0 {
			continue
		}
		c := x.c
		if x.hias {
			l.hiasan(hiasUlang)
		} else {
			l.tandai(c.u)
		}
		y := x.y + isianY
		if c.kepala { // header cells stand in the middle
			y = x.y + max(isianY, (x.tinggi-float64(len(x.baris))*c.gaya.jarak)/2)
		}
		l.tulis(x.baris, x.lanjut, c.gaya, l.area.x+c.x+isianX(a.t)+masuk(c.Sel), y)
	}
	a.potong = a.potong[:0]
}
