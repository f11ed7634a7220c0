package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/report/document"
	"capaian/internal/sakip"
)

// pembanding are the tables from elsewhere, the standards, and the single facts.
func (p *penyusun) pembanding() {
	standar := p.saring(func(i sakip.Indikator) bool { return i.Standar != nil })
	if len(standar)+len(p.d.Pembanding)+len(p.d.Fakta) == 0 {
		return
	}
	p.tambah(document.Judul{Tingkat: 3, Teks: "PERBANDINGAN DAN DATA PENDUKUNG"})
	if len(standar) > 0 {
		p.tambah(p.tabelStandar(standar))
	}
	for n, t := range p.d.Pembanding {
		b := banding{p, t}
		if s := b.kalimat(); s != "" {
			p.paragraf("%s", s)
		}
		p.tambah(p.tabelPembanding(n, t))
		if g := b.gambar(n); g != nil {
			p.tambah(g)
		}
	}
	if len(p.d.Fakta) > 0 {
		p.tambah(p.tabelFakta())
	}
}

// tabelStandar holds realisasi against national or provincial values, by the rule of
// each indicator's arah.
func (p *penyusun) tabelStandar(list []sakip.HasilIndikator) *document.Tabel {
	t := &document.Tabel{ID: "Standar", Judul: "Perbandingan Realisasi dengan Standar " + p.masa(), Kolom: kolom(document.Kanan, 40, 30, 15, 15, 15),
		Kepala: kepalaSatu("Indikator", "Standar", "Nilai Standar", "Realisasi", "% terhadap Standar")}
	t.Kolom[0].Rata, t.Kolom[1].Rata = document.Kiri, document.Kiri
	for _, h := range list {
		i := h.Indikator
		s := ref(kInd(i.ID, "standar"))
		t.Baris = append(t.Baris, []document.Sel{teks(i.Nama), teks(i.Standar.Nama), p.nilaiInd(i, i.Standar.Nilai, kInd(i.ID, "standar"), ""), p.realisasi(h),
			p.persen(h.PersenStandar, kInd(i.ID, "standar-persen"), rumusTampil(rumusCapaian(i.Arah, s, s, ref(kInd(i.ID, "realisasi")), p.k), p.k))})
	}
	return t
}

// banding knows where the cells of one table from elsewhere are.
type banding struct {
	p *penyusun
	t sakip.TabelPembanding
}

// kunci names a cell by its row's place, for names of rows are free text.
func (b banding) kunci(apa string, baris int) string {
	return fmt.Sprintf("banding.%s.%s-%d", b.t.ID, apa, baris+1)
}

// kolom is the name of a given figure.
func (b banding) kolom(id string, baris int) string {
	for n, k := range b.t.Kolom {
		if k.ID == id {
			return b.kunci("k"+bilangan(int32(n+1)), baris)
		}
	}
	return ""
}

// total is the row that stands for the sum of the others, -1 for none.
func (b banding) total() int {
	return slices.IndexFunc(b.t.Baris, func(r sakip.BarisPembanding) bool { return b.t.Total != "" && r.Nama == b.t.Total })
}

// tabelPembanding prints a table from elsewhere as given and, in columns of its own,
// what follows from it. Only what the table says can be computed has a column.
func (p *penyusun) tabelPembanding(n int, s sakip.TabelPembanding) *document.Tabel {
	b := banding{p, s}
	ubah, porsi, urut := s.Dari != "" && s.Ke != "", b.total() >= 0 && s.Ke != "", s.Peringkat != ""
	judul, lebar := []string{"Nama"}, []int{28}
	for _, k := range s.Kolom {
		judul, lebar = append(judul, bersatuan(k.Nama, k.Satuan)), append(lebar, 16)
	}
	tambahan := func(ya bool, j ...string) {
		for _, x := range j {
			if ya {
				judul, lebar = append(judul, x), append(lebar, 14)
			}
		}
	}
	tambahan(ubah, "Perubahan", "Perubahan (%)")
	tambahan(porsi, "Bagian dari "+s.Total)
	tambahan(urut, "Peringkat (1 = tertinggi)")
	t := &document.Tabel{ID: fmt.Sprintf("Pembanding %d", n+1), Judul: s.Judul, Kolom: kolom(document.Kanan, lebar...),
		Kepala: kepalaSatu(judul...), Lanskap: len(lebar) > kolomPotret, Catatan: []string{"Sumber data: " + s.Sumber}}
	t.Kolom[0].Rata = document.Kiri
	for r, h := range s.Banding(p.k) {
		row := b.nilai(r)
		if ubah {
			row = append(row, b.perubahan(r, h)...)
		}
		if porsi {
			row = append(row, p.turunan(h.Bagian, b.kunci("bagian", r),
				ref(b.kolom(s.Ke, r))+"*100/"+ref(b.kolom(s.Ke, b.total()))))
		}
		if urut {
			row = append(row, b.peringkat(r, h))
		}
		switch s.Baris[r].Nama {
		case "":
		case s.Fokus:
			gaya(row, document.Tebal|document.Fokus)
		case s.Total:
			gaya(row, document.Tebal|document.Grup)
		}
		t.Baris = append(t.Baris, row)
	}
	return t
}

// kalimat says what the row in focus came to; "" for a table without one.
func (b banding) kalimat() string {
	r := slices.IndexFunc(b.t.Baris, func(r sakip.BarisPembanding) bool { return b.t.Fokus != "" && r.Nama == b.t.Fokus })
	if r < 0 {
		return ""
	}
	h := b.t.Banding(b.p.k)[r]
	satuan := ""
	kolom := func(id string) (nama, nilai string) {
		for _, k := range b.t.Kolom {
			if v, ada := b.t.Baris[r].Nilai[id]; ada && k.ID == id {
				satuan, nama = k.Satuan, kecil(k.Nama)
				if _, err := strconv.Atoi(k.Nama); err == nil {
					nama = "nilai tahun " + k.Nama
				}
				return nama, strings.TrimSpace(locale.Angka(v, desimalTeks(v)) + pilih(k.Satuan == "%", "%", " "+k.Satuan))
			}
		}
		return id, ""
	}
	var s []string
	if nama, v := kolom(b.t.Ke); v != "" {
		t := fmt.Sprintf("Pada %s, %s sebesar %s", b.t.Fokus, nama, v)
		if lama, w := kolom(b.t.Dari); w != "" && h.Perubahan.Ada() {
			d := *h.Perubahan.Nilai
			beda := strings.TrimSpace(locale.Angka(d.Abs(), desimalTeks(d)) + " " + pilih(satuan == "%", "poin persen", satuan))
			switch {
			case d.IsZero():
				t += fmt.Sprintf(", sama dengan %s", lama)
			case h.PerubahanPersen.Ada():
				t += fmt.Sprintf(", %s %s (%s%%) dari %s sebesar %s", pilih(d.IsPositive(), "naik", "turun"), beda,
					locale.Angka(b.p.k.Bulat(h.PerubahanPersen.Nilai.Abs()), b.p.k.Desimal), lama, w)
			default:
				t += fmt.Sprintf(", %s %s dari %s sebesar %s", pilih(d.IsPositive(), "naik", "turun"), beda, lama, w)
			}
		}
		s = append(s, t+".")
	}
	if nama, v := kolom(b.t.Peringkat); v != "" && h.Peringkat > 0 {
		s = append(s, fmt.Sprintf("Menurut %s (%s), %s pada peringkat %d dari %d, dihitung dari yang tertinggi.", nama, v, b.t.Fokus, h.Peringkat, h.DariBanyak))
	}
	return strings.Join(s, " ")
}

// nilai are a row's name and its figures as the source prints them.
func (b banding) nilai(r int) []document.Sel {
	row := []document.Sel{teks(b.t.Baris[r].Nama)}
	for _, k := range b.t.Kolom {
		v, ada := b.t.Baris[r].Nilai[k.ID]
		if !ada {
			row = append(row, redup("tidak ada data"))
			continue
		}
		row = append(row, angka(v, desimalTeks(v), b.kolom(k.ID, r), ""))
	}
	return row
}

// desimalTeks are the decimals that a figure from elsewhere is printed with: those it
// was given with.
func desimalTeks(d decimal.Decimal) int32 { return min(max(-d.Exponent(), 0), 6) }

// perubahan is a row's change, absolute and in percent.
func (b banding) perubahan(r int, h sakip.HasilBanding) []document.Sel {
	dari, ke := ref(b.kolom(b.t.Dari, r)), ref(b.kolom(b.t.Ke, r))
	return b.p.selisih(h.Perubahan, h.PerubahanPersen, dari, ke, b.kunci("ubah", r), b.kunci("ubah-persen", r))
}

// selisih are the cells of a change from dari to ke: in the unit, and in percent of
// where it came from.
func (p *penyusun) selisih(d, persen sakip.Angka, dari, ke, kd, kp string) []document.Sel {
	s := alasan(d.Alasan)
	if d.Ada() {
		s = angka(*d.Nilai, desimalTeks(*d.Nilai), kd, ke+"-"+dari)
	}
	return []document.Sel{s, p.turunan(persen, kp, "("+ke+"-"+dari+")*100/ABS("+dari+")")}
}

// turunan is a computed percentage that has no class, floor or cap.
func (p *penyusun) turunan(a sakip.Angka, kunci, rumus string) document.Sel {
	c := sakip.Capaian{Angka: a}
	if a.Ada() {
		v := p.k.Bulat(*a.Nilai)
		c.Tampil = &v
	}
	return p.persen(c, kunci, bulat(rumus, p.k.Desimal, p.k.Pembulatan))
}

// peringkat is a row's place. Rows of the ranked kinds may stand apart; each run of
// them is a rectangle.
func (b banding) peringkat(r int, h sakip.HasilBanding) document.Sel {
	if h.Peringkat == 0 {
		return teks("")
	}
	var deret [][2]string
	sambung := false
	for n, row := range b.t.Baris {
		_, ada := row.Nilai[b.t.Peringkat]
		ikut := ada && slices.Contains(b.t.JenisPeringkat, row.Jenis)
		k := ref(b.kolom(b.t.Peringkat, n))
		switch {
		case ikut && sambung:
			deret[len(deret)-1][1] = k
		case ikut:
			deret = append(deret, [2]string{k, k})
		}
		sambung = ikut
	}
	ini := ref(b.kolom(b.t.Peringkat, r))
	rumus := "RANK(" + ini + "," + deret[0][0] + ":" + deret[0][1] + ")"
	if len(deret) > 1 {
		bagian := []string{"1"}
		for _, d := range deret {
			bagian = append(bagian, "SUMPRODUCT(--("+d[0]+":"+d[1]+">"+ini+"))")
		}
		rumus = strings.Join(bagian, "+")
	}
	s := angka(decimal.NewFromInt(int64(h.Peringkat)), 0, b.kunci("peringkat", r), rumus)
	s.Akhiran = fmt.Sprintf(" dari %d", h.DariBanyak)
	return s
}

// tabelFakta are the single facts. A value that is the sum of parts is followed by
// them and computed from them.
func (p *penyusun) tabelFakta() *document.Tabel {
	t := &document.Tabel{ID: "Data Pendukung", Judul: "Data Pendukung", Kolom: kolom(document.Kanan, 31, 17, 17, 15, 15, 13, 13, 44),
		Kepala: kepalaSatu("Uraian", "Nilai", "Sebelumnya", "Perubahan", "Perubahan (%)", "Dari Total", "Bagian", "Sumber dan Keterangan")}
	t.Kolom[0].Rata, t.Kolom[7].Rata = document.Kiri, document.Kiri
	for _, f := range p.d.Fakta {
		h := f.Hitung(p.k)
		k := func(apa string) string { return "fakta." + f.ID + "." + apa }
		rumus := ""
		if f.Nilai == nil {
			var sel []alamat
			for n := range f.Rincian {
				sel = append(sel, alamat{k(fmt.Sprintf("rincian-%d", n+1)), n})
			}
			rumus = rumusJumlah(sel)
		}
		row := []document.Sel{teks(bersatuan(f.Nama, f.Satuan)), faktaAngka(h.Nilai.Nilai, k("nilai"), rumus), faktaAngka(f.Sebelumnya, k("sebelumnya"), "")}
		if f.Sebelumnya != nil {
			row = append(row, p.selisih(h.Perubahan, h.PerubahanPersen, ref(k("sebelumnya")), ref(k("nilai")), k("ubah"), k("ubah-persen"))...)
		} else {
			row = append(row, teks(""), teks(""))
		}
		row = append(row, faktaAngka(f.DariTotal, k("total"), ""), teks(""), teks(strings.TrimSpace("Sumber: "+f.Sumber+". "+f.Keterangan)))
		if f.DariTotal != nil {
			row[6] = p.turunan(h.Bagian, k("bagian"), ref(k("nilai"))+"*100/"+ref(k("total")))
		}
		t.Baris = append(t.Baris, row)
		for n, r := range f.Rincian {
			sub := []document.Sel{{Teks: r.Nama, Inden: 1}, faktaAngka(&r.Nilai, k(fmt.Sprintf("rincian-%d", n+1)), "")}
			for len(sub) < len(t.Kolom) {
				sub = append(sub, teks(""))
			}
			t.Baris = append(t.Baris, sub)
		}
	}
	return t
}

// faktaAngka is a given figure, or an empty cell where the fact has none.
func faktaAngka(d *decimal.Decimal, kunci, rumus string) document.Sel {
	if d == nil {
		return teks("")
	}
	return angka(*d, desimalTeks(*d), kunci, rumus)
}
