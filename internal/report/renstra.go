package report

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/report/document"
	"capaian/internal/sakip"
)

// renstra is section A of chapter II: what the agency is there for over five years.
func (p *penyusun) renstra() {
	r := p.d.Renstra
	p.tambah(document.Judul{Tingkat: 2, Teks: "RENCANA STRATEGIS"})
	if r.Visi == "" && len(r.Misi)+len(r.Tujuan)+len(r.Sasaran) == 0 {
		p.tambah(document.Celah{Apa: "Rencana strategis (visi, misi, tujuan dan sasaran) belum dicatat", Oleh: olehProfil})
		p.naskah("bab2.rencana_strategis")
		return
	}
	p.tambah(document.Judul{Tingkat: 3, Teks: "Visi dan Misi"})
	if r.Visi != "" {
		p.paragraf("%s %s berpijak pada visi daerah:", pilih(r.Judul == "", "Renstra", r.Judul), p.instansi())
		p.tambah(document.Paragraf{Teks: document.Teks{{Teks: "“" + r.Visi + "”", Tebal: true}}, Rata: document.Tengah})
	} else {
		p.tambah(document.Celah{Apa: "Visi belum dicatat", Oleh: olehProfil})
	}
	p.misi()
	p.naskah("bab2.rencana_strategis")
	p.tambah(document.Judul{Tingkat: 3, Teks: "Tujuan, Sasaran, Strategi dan Arah Kebijakan"})
	if len(r.Tujuan) > 0 {
		p.paragraf("Keterkaitan antara misi, tujuan, sasaran strategis, strategi dan arah kebijakan disajikan pada tabel berikut.")
		p.tambah(p.tabelTujuan())
	} else {
		p.tambah(document.Celah{Apa: "Tujuan dan sasaran strategis belum dicatat", Oleh: olehProfil})
	}
	if t := p.tabelTarget(); t != nil {
		p.tambah(document.Judul{Tingkat: 3, Teks: "Target Renstra"}, t)
	}
}

// misi lists the missions, and the programs by which the agency serves them.
func (p *penyusun) misi() {
	r := p.d.Renstra
	if len(r.Misi) == 0 {
		return
	}
	d := document.Daftar{Bernomor: true}
	var didukung []string
	for n, m := range r.Misi {
		d.Butir = append(d.Butir, document.Butir{Teks: document.T(m.Teks)})
		if m.Didukung {
			didukung = append(didukung, fmt.Sprintf("%d", n+1))
		}
	}
	p.paragraf("Visi tersebut dijabarkan dalam %d misi:", len(r.Misi))
	p.tambah(d)
	if len(didukung) == 0 {
		return
	}
	p.paragraf("%s mendukung misi ke-%s.", p.d.OPD.Nama, strings.ReplaceAll(strings.ReplaceAll(dan(didukung), ", ", ", ke-"), " dan ", " dan ke-"))
	t := &document.Tabel{ID: "Misi", Judul: "Program yang Mendukung Misi", Kolom: kolom(document.Kiri, 8, 52, 60), Kepala: kepalaSatu("Misi", "Uraian Misi", "Program")}
	t.Kolom[0].Rata = document.Tengah
	for n, m := range r.Misi {
		var program []string
		for _, g := range r.Program {
			if g.Misi == m.ID {
				program = append(program, g.Nama)
			}
		}
		for i, g := range program {
			row := []document.Sel{teks(g)}
			if i == 0 {
				row = append([]document.Sel{{Teks: fmt.Sprintf("%d", n+1), RowSpan: len(program)}, {Teks: m.Teks, RowSpan: len(program)}}, row...)
			}
			t.Baris = append(t.Baris, row)
		}
	}
	if len(t.Baris) > 0 {
		p.tambah(t)
	}
}

// tabelTujuan sets strategies and policy directions beside their sasaran and tujuan,
// under the misi that they serve.
func (p *penyusun) tabelTujuan() *document.Tabel {
	r := p.d.Renstra
	t := &document.Tabel{ID: "Tujuan dan Sasaran", Judul: "Tujuan, Sasaran, Strategi dan Arah Kebijakan", Kolom: kolom(document.Kiri, 28, 34, 34, 34),
		Kepala: kepalaSatu("Tujuan", "Sasaran Strategis", "Strategi", "Arah Kebijakan")}
	misi := func(id string) []document.Sel {
		for n, m := range r.Misi {
			if m.ID == id {
				return gaya([]document.Sel{{Teks: fmt.Sprintf("Misi %d: %s", n+1, m.Teks), ColSpan: 4}}, document.Tebal|document.Grup)
			}
		}
		return nil
	}
	terakhir := ""
	letak := func(g sakip.Tujuan) int {
		return slices.IndexFunc(r.Misi, func(m sakip.Misi) bool { return m.ID == g.Misi })
	}
	tujuan := slices.Clone(r.Tujuan)
	slices.SortStableFunc(tujuan, func(a, b sakip.Tujuan) int { return letak(a) - letak(b) })
	for _, g := range tujuan {
		if m := misi(g.Misi); m != nil && g.Misi != terakhir {
			t.Baris = append(t.Baris, m)
		}
		terakhir = g.Misi
		var rows [][]document.Sel
		for _, s := range r.Sasaran {
			if s.Tujuan == g.ID {
				rows = append(rows, p.barisStrategi(s)...)
			}
		}
		if len(rows) == 0 {
			rows = [][]document.Sel{{redup("belum ada sasaran"), teks(""), teks("")}}
		}
		rows[0] = append([]document.Sel{{Teks: g.Teks, RowSpan: len(rows)}}, rows[0]...)
		t.Baris = append(t.Baris, rows...)
	}
	return t
}

// barisStrategi are a sasaran's rows: strategies and directions side by side, the last of
// the shorter list reaching down.
func (p *penyusun) barisStrategi(s sakip.Sasaran) [][]document.Sel {
	var strategi, arah []string
	for _, x := range p.d.Renstra.Strategi {
		if x.Sasaran == s.ID {
			strategi = append(strategi, fmt.Sprintf("%d) %s", len(strategi)+1, x.Teks))
		}
	}
	for _, x := range p.d.Renstra.ArahKebijakan {
		if x.Sasaran == s.ID {
			arah = append(arah, document.Huruf(len(arah)+1, 'a')+". "+x.Teks)
		}
	}
	n := max(len(strategi), len(arah), 1)
	rows := make([][]document.Sel, n)
	rows[0] = []document.Sel{{Teks: s.Nama, RowSpan: n}}
	for _, k := range [][]string{strategi, arah} {
		if len(k) == 0 {
			c := redup("belum dicatat")
			c.RowSpan = n
			rows[0] = append(rows[0], c)
		}
		for i, x := range k {
			c := teks(x)
			if i == len(k)-1 {
				c.RowSpan = n - i
			}
			rows[i] = append(rows[i], c)
		}
	}
	return rows
}

// tabelTarget has the Renstra's columns of every strategic indicator: those that any of
// them has. nil when none has any.
func (p *penyusun) tabelTarget() *document.Tabel {
	r := p.d.Renstra
	kol := map[string]sakip.KolomRenstra{}
	awal, akhir := false, false
	tahun := map[int]bool{}
	list := p.saring(utama)
	for _, k := range r.Kolom {
		if !slices.ContainsFunc(list, func(h sakip.HasilIndikator) bool { return h.Indikator.Kunci == k.Indikator }) {
			continue
		}
		kol[k.Indikator] = k
		awal, akhir = awal || k.Awal != nil, akhir || k.Akhir != nil
		for y := range k.Tahunan {
			tahun[y] = true
		}
	}
	urut := slices.Sorted(maps.Keys(tahun))
	if len(kol) == 0 || !awal && !akhir && len(urut) == 0 {
		return nil
	}
	judul, lebar := []string{"Sasaran Strategis", "Indikator Kinerja"}, []int{34, 36}
	tambah := func(j string) { judul, lebar = append(judul, j), append(lebar, 13) }
	if awal {
		tambah("Kondisi Awal")
	}
	for _, y := range urut {
		tambah(fmt.Sprintf("Target %d", y))
	}
	if akhir {
		tambah("Target Akhir")
	}
	t := &document.Tabel{ID: "Target Renstra", Judul: "Target Indikator Kinerja Utama pada " + pilih(r.Judul == "", "Renstra", r.Judul),
		Kolom: kolom(document.Kanan, lebar...), Kepala: kepalaSatu(judul...), Lanskap: len(lebar) > kolomPotret}
	t.Kolom[0].Rata, t.Kolom[1].Rata = document.Kiri, document.Kiri
	p.barisKelompok(t, list, func(h sakip.HasilIndikator) []document.Sel {
		i, k := h.Indikator, kol[h.Indikator.Kunci]
		var row []document.Sel
		sel := func(d *decimal.Decimal, apa string) {
			if d == nil {
				row = append(row, redup("tidak ada"))
				return
			}
			row = append(row, p.nilaiInd(i, *d, "renstra."+i.ID+"."+apa, ""))
		}
		if awal {
			sel(k.Awal, "awal")
		}
		for _, y := range urut {
			if d, ada := k.Tahunan[y]; ada {
				sel(&d, fmt.Sprintf("t%d", y))
			} else {
				sel(nil, "")
			}
		}
		if akhir {
			c := alasan(sakip.TargetAkhirTakAda)
			if k.Akhir != nil {
				c = p.target(i, *k.Akhir, "", ref(kInd(i.ID, "akhir")))
			}
			row = append(row, c)
		}
		return row
	})
	return t
}
