package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/report/document"
	"capaian/internal/sakip"
)

// gambarCapaian draws the capaian of indicators; nil when none is known.
func (p *penyusun) gambarCapaian(list []sakip.HasilIndikator) *document.Gambar {
	acuan := seratus
	g := &document.Grafik{Jenis: document.BatangDatar, Satuan: "%", Desimal: p.k.Desimal, Acuan: &acuan, Seri: []document.Seri{{Nama: "Capaian"}}}
	s := &g.Seri[0]
	ada := false
	for _, h := range list {
		g.Kategori = append(g.Kategori, h.Indikator.Nama)
		kunci := ""
		if h.Capaian.Tampil != nil {
			kunci, ada = kInd(h.Indikator.ID, "capaian"), true
		}
		s.Nilai, s.Kunci = append(s.Nilai, h.Capaian.Tampil), append(s.Kunci, kunci)
	}
	if !ada {
		return nil
	}
	return &document.Gambar{ID: "Grafik Capaian", Judul: "Capaian Indikator Kinerja Utama " + p.masa(), Grafik: g,
		Alt: "Grafik batang capaian " + p.altBatang(g)}
}

// altBatang says in words what bars show: how many, the longest and the shortest.
func (p *penyusun) altBatang(g *document.Grafik) string {
	atas, bawah, n := -1, -1, 0
	nilai := g.Seri[0].Nilai
	for i, v := range nilai {
		if v == nil {
			continue
		}
		n++
		if atas < 0 || v.GreaterThan(*nilai[atas]) {
			atas = i
		}
		if bawah < 0 || v.LessThan(*nilai[bawah]) {
			bawah = i
		}
	}
	tulis := func(i int) string {
		return g.Kategori[i] + " " + strings.TrimSpace(locale.Angka(*nilai[i], g.Desimal)+pilih(g.Satuan == "%", "%", " "+g.Satuan))
	}
	switch n {
	case 0:
		return "tanpa nilai."
	case 1:
		return "satu batang: " + tulis(atas) + "."
	}
	return fmt.Sprintf("%d batang; tertinggi %s, terendah %s.", n, tulis(atas), tulis(bawah))
}

// seriGambar is how many lines or groups of bars one chart tells apart.
const seriGambar = 6

// gambarTren draws the realisasi of a bidang urusan's strategic indicators over the
// stored years: lines where there are three years or more, bars side by side for two.
// Indicators of one unit share a chart.
func (p *penyusun) gambarTren(g kelompokUrusan) {
	tahun := p.tahunLalu()
	if len(tahun) == 0 {
		return
	}
	var satuan []string
	di := map[string][]sakip.HasilIndikator{}
	for _, h := range g.utama {
		if len(h.Sebelumnya) == 0 || !h.Realisasi.Ada() || h.Indikator.Formula.Jenis == sakip.FormulaPredikat {
			continue
		}
		u := h.Indikator.Satuan
		if di[u] == nil {
			satuan = append(satuan, u)
		}
		di[u] = append(di[u], h)
	}
	n := 0
	for _, u := range satuan {
		for list := range slices.Chunk(di[u], seriGambar) {
			if len(tahun) == 1 && len(list) == 1 { // two numbers, which the table has
				continue
			}
			n++
			p.tambah(p.gambarTahun(fmt.Sprintf("Grafik Tren %d.%d", g.no, n), g.nama, u, tahun, list))
		}
	}
}

// gambarTahun is one chart of indicators over years.
func (p *penyusun) gambarTahun(id, nama, satuan string, tahun []int, list []sakip.HasilIndikator) *document.Gambar {
	lajur := make([]string, 0, len(tahun)+1)
	for _, y := range tahun {
		lajur = append(lajur, fmt.Sprintf("%d", y))
	}
	lajur = append(lajur, strings.TrimPrefix(p.masa(), "Tahun "))
	nilai := make([][]*decimal.Decimal, len(list)) // indicator × year
	kunci := make([][]string, len(list))
	var desimal int32
	for i, h := range list {
		nilai[i], kunci[i] = make([]*decimal.Decimal, len(lajur)), make([]string, len(lajur))
		for t, y := range tahun {
			for _, l := range h.Sebelumnya {
				if l.Tahun == y {
					s := p.nilaiInd(h.Indikator, l.Realisasi, kInd(h.Indikator.ID, fmt.Sprintf("th%d", y)), "")
					nilai[i][t], kunci[i][t], desimal = s.Nilai, s.Kunci, max(desimal, s.Desimal)
				}
			}
		}
		s := p.realisasi(h)
		nilai[i][len(tahun)], kunci[i][len(tahun)], desimal = s.Nilai, kInd(h.Indikator.ID, "realisasi"), max(desimal, s.Desimal)
	}
	g := &document.Grafik{Jenis: document.Garis, Kategori: lajur, Satuan: satuan, Desimal: desimal}
	bentuk := "garis"
	if len(lajur) > 2 {
		for i, h := range list {
			g.Seri = append(g.Seri, document.Seri{Nama: h.Indikator.Nama, Nilai: nilai[i], Kunci: kunci[i]})
		}
	} else {
		g.Jenis, g.Kategori, bentuk = document.BatangDatar, nil, "batang"
		for _, h := range list {
			g.Kategori = append(g.Kategori, h.Indikator.Nama)
		}
		for t, y := range lajur {
			s := document.Seri{Nama: y}
			for i := range list {
				s.Nilai, s.Kunci = append(s.Nilai, nilai[i][t]), append(s.Kunci, kunci[i][t])
			}
			g.Seri = append(g.Seri, s)
		}
	}
	judul := fmt.Sprintf("Realisasi Indikator %s Tahun %s%s%s", nama, lajur[0], pilih(len(lajur) > 2, " sampai dengan ", " dan "), p.masa())
	if satuan != "" {
		judul += " (" + satuan + ")"
	}
	return &document.Gambar{ID: id, Judul: judul, Grafik: g,
		Alt: fmt.Sprintf("Grafik %s realisasi %d indikator pada %d tahun; angkanya ada pada tabel perbandingan.", bentuk, len(list), len(lajur))}
}

// programAnggaran are the budget rows that charts and sentences compare: the programs, or
// the topmost rows where a budget has none.
func (p *penyusun) programAnggaran() []sakip.HasilBaris {
	var out, atas []sakip.HasilBaris
	for _, b := range p.h.Anggaran {
		if b.Tingkat == sakip.TingkatProgram {
			out = append(out, b)
		}
		if b.Induk == "" {
			atas = append(atas, b)
		}
	}
	if len(out) == 0 {
		return atas
	}
	return out
}

// gambarSerapan draws how much of each program's money was spent; nil when nothing of
// it is known.
func (p *penyusun) gambarSerapan() *document.Gambar {
	g := &document.Grafik{Jenis: document.BatangDatar, Satuan: "%", Desimal: p.k.Desimal, Seri: []document.Seri{{Nama: "Serapan anggaran"}}}
	s := &g.Seri[0]
	ada := false
	for _, b := range p.programAnggaran() {
		if b.Capaian.Alasan == sakip.PaguNol {
			continue
		}
		g.Kategori = append(g.Kategori, judulBiasa(b.Nama))
		kunci := ""
		if b.Capaian.Tampil != nil {
			kunci, ada = kAng(b.Kode, "capaian"), true
		}
		s.Nilai, s.Kunci = append(s.Nilai, b.Capaian.Tampil), append(s.Kunci, kunci)
	}
	if !ada {
		return nil
	}
	return &document.Gambar{ID: "Grafik Serapan", Judul: "Serapan Anggaran Menurut Program " + p.masa(), Grafik: g, Alt: "Grafik batang serapan anggaran " + p.altBatang(g)}
}

// kalimatSerapanProgram names the programs that spent most and least of their money; ""
// where there are not two that differ.
func (p *penyusun) kalimatSerapanProgram() string {
	var tinggi, rendah *sakip.HasilBaris
	list := p.programAnggaran()
	for n := range list {
		b := &list[n]
		if !b.Capaian.Ada() {
			continue
		}
		if tinggi == nil || b.Capaian.Nilai.GreaterThan(*tinggi.Capaian.Nilai) {
			tinggi = b
		}
		if rendah == nil || b.Capaian.Nilai.LessThan(*rendah.Capaian.Nilai) {
			rendah = b
		}
	}
	if tinggi == nil || tinggi.Capaian.Tampil.Equal(*rendah.Capaian.Tampil) {
		return ""
	}
	return fmt.Sprintf("Serapan tertinggi pada %s (%s) dan terendah pada %s (%s). Rinciannya disajikan pada tabel berikut.", judulBiasa(tinggi.Nama), p.persen(tinggi.Capaian, "", "").Tampil(),
		judulBiasa(rendah.Nama), p.persen(rendah.Capaian, "", "").Tampil())
}

// gambarPembanding draws the column by which a table from elsewhere is ranked, or whose
// change it is about, highest first, the agency's own row in focus; nil for a table that
// has none.
func (b banding) gambar(n int) *document.Gambar {
	kolom := pilih(b.t.Peringkat != "", b.t.Peringkat, b.t.Ke)
	k := slices.IndexFunc(b.t.Kolom, func(k sakip.KolomPembanding) bool { return k.ID == kolom })
	if k < 0 {
		return nil
	}
	var urut []int
	for r, row := range b.t.Baris {
		_, ada := row.Nilai[kolom]
		ikut := b.t.Peringkat == "" || slices.Contains(b.t.JenisPeringkat, row.Jenis) || row.Nama == b.t.Fokus
		if ada && ikut && (b.t.Total == "" || row.Nama != b.t.Total) {
			urut = append(urut, r)
		}
	}
	if len(urut) < 2 {
		return nil
	}
	slices.SortStableFunc(urut, func(x, y int) int { return b.t.Baris[y].Nilai[kolom].Cmp(b.t.Baris[x].Nilai[kolom]) })
	g := &document.Grafik{Jenis: document.BatangDatar, Satuan: b.t.Kolom[k].Satuan, Fokus: b.t.Fokus, Seri: []document.Seri{{Nama: b.t.Kolom[k].Nama}}}
	s := &g.Seri[0]
	for _, r := range urut {
		v := b.t.Baris[r].Nilai[kolom]
		g.Kategori, g.Desimal = append(g.Kategori, b.t.Baris[r].Nama), max(g.Desimal, desimalTeks(v))
		s.Nilai, s.Kunci = append(s.Nilai, &v), append(s.Kunci, b.kolom(kolom, r))
	}
	alt := "Grafik batang " + b.t.Kolom[k].Nama + ": " + b.p.altBatang(g)
	return &document.Gambar{ID: fmt.Sprintf("Grafik Pembanding %d", n+1), Judul: b.t.Judul + ": " + b.t.Kolom[k].Nama, Alt: alt, Grafik: g,
		Catatan: []string{"Sumber data: " + b.t.Sumber}}
}
