package baca

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/review"
	"capaian/internal/sakip"
)

// masuk is a row of an indicator table on its way to a subject.
type masuk struct {
	baris   int
	nama    string
	sasaran string // id
	program string // id
	e       *entitas
}

var (
	polaSasaran   = susunPola(`(?i)^(?:sasaran|tujuan)(?: strategis)?(?: ke)?[- ]*(?:[0-9IVX]+)?[.:) -]*`)
	polaNomorAwal = susunPola(`^(?:[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]\s*|\(?[0-9]{1,2}\)\s*|[a-zA-Z][.)]\s+|[-•]\s*)`)
)

// namaBersih is a name without its number.
func namaBersih(s string) string {
	t := polaNomorAwal.ReplaceAllString(strings.TrimSpace(s), "")
	if t == "" {
		return s
	}
	return t
}

// bacaTabelIndikator finds whose row each row is.
func (p *pembaca) bacaTabelIndikator(t *bacaanTabel) {
	ind, sas, prog := t.cariKolom(peranIndikator), -1, t.cariKolom(peranProgram)
	for c := range t.kolom {
		if t.kolom[c].peran == peranSasaran && (sas < 0 || strings.Contains(strings.ToLower(t.kolom[c].nama), "sasaran")) {
			sas = c
		}
	}
	var list []masuk
	sasaran, program := "", ""
	sudah := map[string]int{} // programs, by their last row
	var disebut []string      // programs, as they come
	for i := range t.baris {
		b := &t.baris[i]
		if b.bab != "" && t.adaNilai() {
			switch w := kata(b.bab); {
			case punya(w, "program", "kegiatan"):
				program = p.program(b.bab)
			case ind >= 0 && b.isi(ind) == b.bab || sas < 0 || b.isi(sas) == b.bab:
				if len(w) > 3 && !punya(w, "misi", "visi") {
					sasaran = p.sasaranBernama(polaSasaran.ReplaceAllString(b.bab, ""))
				}
			}
			continue
		}
		if s := b.isi(sas); s != "" && sas >= 0 && prog < 0 && tingkatNama(namaBersih(s)) >= tingkatProgram {
			sasaran, program = "", p.program(namaBersih(s))
		} else if s != "" && sas >= 0 {
			sasaran = p.sasaranBernama(polaSasaran.ReplaceAllString(namaBersih(s), ""))
			p.nyatakanNama(sasaran, t.tabel, i, sas)
		}
		if s := b.isi(prog); prog >= 0 && jumlahan(s) {
			p.jumlahProgram(t, i, s, disebut)
			continue
		} else if s != "" && prog >= 0 {
			program = p.program(namaBersih(s))
			if j, ada := sudah[program]; ada && j < i-1 && program != "" && p.tingkat[program] != tingkatProgram && tingkatNama(namaBersih(s)) != tingkatProgram {
				// The same name again, of another program's part.
				if e := p.baru(p.anggaran, s); e != nil {
					program = e.id
				}
			}
			sudah[program] = i
			disebut = append(disebut, program)
		}
		nama := ""
		if ind >= 0 {
			nama = namaBersih(b.isi(ind))
		}
		if ind < 0 || nama == "" || angkaSaja(nama) || rataan(nama) || jumlahan(nama) {
			p.barisTanpaIndikator(t, i, nama, sasaran, program, list)
			continue
		}
		list = append(list, masuk{baris: i, nama: nama, sasaran: sasaran, program: program})
	}
	p.cocokkan(t, list)
	for _, m := range list {
		if m.e == nil {
			continue
		}
		p.milik(t, m, ind)
	}
}

// jumlahProgram takes a row as the total of the programs above it.
func (p *pembaca) jumlahProgram(t *bacaanTabel, i int, nama string, program []string) {
	e := p.baru(p.anggaran, nama)
	if e == nil {
		return
	}
	s := p.subjek(e.id)
	for _, id := range program {
		if id != "" && !slices.ContainsFunc(s.Anggaran, func(a sakip.TautanAnggaran) bool { return a.Kode == id }) && len(s.Anggaran) < maksCabang {
			s.Anggaran = append(s.Anggaran, sakip.TautanAnggaran{Kode: id})
		}
	}
	for c := range t.kolom {
		if k := &t.kolom[c]; k.peran == peranNilai && t.baris[i].isi(c) != "" && (uang(k.calon[0]) || k.hanya(review.CapaianAnggaran) || k.hanya(selisihTakTentu) && t.sesudahUang(c)) {
			t.sel = append(t.sel, selTabel{kolom: c, baris: i, subjek: e.id})
		}
	}
}

// sesudahUang tells whether the numbers left of a column are money.
func (t *tabel) sesudahUang(c int) bool {
	for c--; c >= 0; c-- {
		if k := &t.kolom[c]; k.peran == peranNilai && !k.hanya(selisihTakTentu) && !k.hanya(review.CapaianAnggaran) {
			return uang(k.calon[0])
		}
	}
	return false
}

// adaNilai tells whether the table has columns of numbers.
func (t *tabel) adaNilai() bool { return t.cariKolom(peranNilai) >= 0 }

// milik takes the cells of a row as an indicator's.
func (p *pembaca) milik(t *bacaanTabel, m masuk, ind int) {
	s := p.subjek(m.e.id)
	if s.Induk == "" && m.sasaran != "" {
		s.Induk, s.Utama = m.sasaran, true
	}
	p.nyatakanNama(m.e.id, t.tabel, m.baris, ind)
	adaProgram := t.cariKolom(peranProgram) >= 0
	dariSampai := map[review.Besaran]bool{} // targets of which an upper end is printed
	for c := range t.kolom {
		if k := &t.kolom[c]; k.atas && k.peran == peranNilai && !kosong(t.baris[m.baris].isi(c)) {
			dariSampai[k.calon[0]] = true
			s.Arah = sakip.Rentang
		}
	}
	for c := range t.kolom {
		k := &t.kolom[c]
		isi := t.baris[m.baris].isi(c)
		if isi == "" {
			continue
		}
		x := selTabel{kolom: c, baris: m.baris, subjek: m.e.id}
		switch k.peran {
		case peranSatuan:
			p.nyatakanTeks(review.Kunci{Besaran: review.Satuan, Subjek: m.e.id}, t.tempat(m.baris, c), satuanBaku(isi))
		case peranPIC:
			s.PenanggungJawab = pendek(isi, 200)
		case peranRumus:
			p.rumus(s, isi)
		case peranNilai:
			if k.atas || dariSampai[k.calon[0]] {
				continue
			}
			switch {
			case k.hanya(review.RataCapaian), k.hanya(review.RataSerapan), k.hanya(review.Efisiensi):
				x.subjek = m.sasaran
			case uang(k.calon[0]) || k.hanya(review.CapaianAnggaran) || k.hanya(selisihTakTentu) && t.sesudahUang(c):
				if adaProgram && m.program != "" {
					x.subjek = m.program
				}
			}
			if x.subjek != "" {
				t.sel = append(t.sel, x)
			}
		}
	}
}

// barisTanpaIndikator reads what a row says of the sasaran or program it stands under, or of
// the indicator above it, whose name covers it.
func (p *pembaca) barisTanpaIndikator(t *bacaanTabel, i int, nama, sasaran, program string, list []masuk) {
	rata := rataan(nama)
	for c := range t.kolom {
		k := &t.kolom[c]
		isi := t.baris[i].isi(c)
		if k.peran != peranNilai || isi == "" || kosong(isi) {
			continue
		}
		x := selTabel{kolom: c, baris: i}
		switch {
		case k.hanya(review.RataCapaian), k.hanya(review.RataSerapan), k.hanya(review.Efisiensi):
			x.subjek = sasaran
		case rata && k.hanya(review.Capaian) && t.cariKolom(peranSasaran) >= 0:
			x.subjek, x.besar = sasaran, review.RataCapaian
		case rata && k.hanya(review.CapaianAnggaran) && t.cariKolom(peranSasaran) >= 0:
			x.subjek, x.besar = sasaran, review.RataSerapan
		case rata && k.hanya(review.Capaian):
			p.takTerbaca(t.tempat(i, c)) // of what it is the mean is not known
			continue
		case rata, jumlahan(nama):
			continue
		case uang(k.calon[0]) || k.hanya(review.CapaianAnggaran):
			x.subjek = program
			if t.cariKolom(peranProgram) < 0 {
				x.subjek = ""
			}
		case t.cariKolom(peranIndikator) < 0 && sasaran != "" && k.hanya(review.Capaian):
			x.subjek, x.besar = sasaran, review.RataCapaian
		}
		if x.subjek != "" {
			t.sel = append(t.sel, x)
		} else if a, ok := bacaAngka(isi, locale.KindBilangan, k.pemisah); ok && !a.nilai.IsZero() && !t.lepas[c] {
			// One entry for a column: whose figures they are is not known of any.
			if t.lepas == nil {
				t.lepas = map[int]bool{}
			}
			t.lepas[c] = true
			p.takTerbaca(t.tempat(i, c))
		}
	}
}

var polaRataan = susunPola(`(?i)^(?:nilai )?rata ?-? ?rata(?:[ -](?:capaian|kinerja|persentase|sasaran|strategis|tujuan|indikator|realisasi|total|tingkat|[0-9IVX]+))*$`)

// rataan tells whether a row's name is that of a mean of those above.
func rataan(s string) bool { return polaRataan.MatchString(rapi(strings.TrimRight(s, " :"))) }

var polaJumlah = susunPola(`(?i)^(?:sub ?|grand )?(?:jumlah|total)(?: (?:total|jumlah|anggaran|keseluruhan|seluruh|seluruhnya|belanja|pagu|realisasi|umum|semua|program))*\s*:?$`)

// jumlahan tells whether a row's name is that of a total.
func jumlahan(s string) bool {
	return polaJumlah.MatchString(strings.TrimSpace(tanpaKurung(rapi(s))))
}

// sasaranBernama is the sasaran of a name, known or new.
func (p *pembaca) sasaranBernama(s string) string {
	n := namai(s)
	if len(n.isi) < 2 {
		return ""
	}
	list := p.sasaran.calon(n)
	e := pilihNama(list, nil)
	if e == nil && len(list) > 0 && len(n.isi) >= kataSasaran && list[0].nilai >= samaSasaran && (len(list) == 1 || list[1].nilai < list[0].nilai) {
		e = list[0].e
	}
	if e == nil {
		e = p.baru(p.sasaran, s)
	}
	if e == nil {
		return ""
	}
	p.sasaran.namai(e, n)
	return e.id
}

// cocokkan finds the indicators that the rows of a table are of: by their names, then by
// what is left over under one sasaran, else new ones.
func (p *pembaca) cocokkan(t *bacaanTabel, list []masuk) {
	d := p.indikator
	for i := range list {
		m := &list[i]
		calon := d.calon(namai(m.nama))
		bebas := func(e *entitas) bool {
			_, dipakai := e.pakai[t.tabel]
			return !dipakai && p.satuInduk(e, m)
		}
		m.e = pilihNama(calon, func(e *entitas) bool { return bebas(e) && p.indukSama(e, m) })
		if m.e == nil {
			m.e = pilihNama(calon, bebas)
		}
		if m.e == nil {
			// The row of an indicator that the table has already, under the same parent.
			for _, c := range calon {
				if j, dipakai := c.e.pakai[t.tabel]; dipakai && c.m == sama && p.indukSama(c.e, m) && j != m.baris {
					m.e = c.e
					break
				}
			}
		}
		if m.e != nil {
			m.e.pakai[t.tabel] = m.baris
			d.namai(m.e, namai(m.nama))
		}
	}
	p.sisakan(t, list)
	baru := map[[3]string]*entitas{} // the table may print a row twice
	for i := range list {
		m := &list[i]
		k := [3]string{namai(m.nama).inti, m.sasaran, m.program}
		if m.e == nil {
			m.e = baru[k]
		}
		if m.e == nil {
			if m.e = p.baru(d, m.nama); m.e == nil {
				continue
			}
			m.e.pakai[t.tabel] = m.baris
			baru[k] = m.e
		}
		if m.e.induk == "" {
			m.e.induk = m.program
		}
	}
}

// indukSama tells whether a row stands under what the indicator stands under.
func (p *pembaca) indukSama(e *entitas, m *masuk) bool {
	s := p.subjek(e.id)
	return m.sasaran != "" && s.Induk == m.sasaran || m.program != "" && e.induk == m.program
}

// satuInduk tells whether nothing speaks against a row being an indicator's: it may stand
// under another program only if it stands under the same sasaran.
func (p *pembaca) satuInduk(e *entitas, m *masuk) bool {
	s := p.subjek(e.id)
	if m.sasaran != "" && s.Induk != "" && s.Induk != m.sasaran {
		return false
	}
	return m.program == "" || e.induk == "" || e.induk == m.program
}

// sisakan takes the one row of a sasaran that no name fits for the one indicator of it that
// no row is of, if the two have much in common.
func (p *pembaca) sisakan(t *bacaanTabel, list []masuk) {
	kelompok := map[string][]int{}
	var urut []string
	for i, m := range list {
		if m.sasaran != "" {
			if kelompok[m.sasaran] == nil {
				urut = append(urut, m.sasaran)
			}
			kelompok[m.sasaran] = append(kelompok[m.sasaran], i)
		}
	}
	for _, id := range urut {
		sisa := -1
		n := 0
		for _, i := range kelompok[id] {
			if list[i].e == nil {
				sisa = i
				n++
			}
		}
		if n != 1 {
			continue
		}
		var lepas []*entitas
		anggota := 0
		for _, e := range p.indikator.list {
			if p.subjek(e.id).Induk != id {
				continue
			}
			anggota++
			if _, dipakai := e.pakai[t.tabel]; !dipakai {
				lepas = append(lepas, e)
			}
		}
		if len(lepas) != 1 || anggota != len(kelompok[id]) {
			continue
		}
		m := &list[sisa]
		for _, c := range p.indikator.calon(namai(m.nama)) {
			if c.e == lepas[0] && c.nilai >= samaTersisa {
				m.e = c.e
				m.e.pakai[t.tabel] = m.baris
				p.indikator.namai(m.e, namai(m.nama))
			}
		}
	}
}

// nyatakanNama states the name that a row prints.
func (p *pembaca) nyatakanNama(id string, t *tabel, i, c int) {
	if id == "" || c < 0 {
		return
	}
	s := namaBersih(rapi(t.baris[i].isi(c)))
	p.nyatakanTeks(review.Kunci{Besaran: review.Nama, Subjek: id}, t.tempat(i, c), s)
}

func satuanBaku(s string) string {
	s = strings.ToLower(strings.Join(kata(s), " "))
	switch s {
	case "%", "persentase", "prosentase", "presentase", "persen %", "persen":
		return "persen"
	case "nilai", "skor", "poin", "point", "angka", "indeks", "index":
		return "" // no unit
	}
	return s
}

// bacaSkor finds the highest score where the formula does not print it: score × 100 ÷
// realisasi is a power of ten.
func (p *pembaca) bacaSkor() {
	real := map[string][]decimal.Decimal{}
	skor := map[string]decimal.Decimal{}
	for _, s := range p.n.Pernyataan {
		if !p.skor[s.Subjek] || s.Tahun != p.n.Tahun || s.Jenis == review.JenisTeks {
			continue
		}
		switch s.Besaran {
		case review.Realisasi:
			real[s.Subjek] = append(real[s.Subjek], s.Nilai)
		case review.Pembilang:
			skor[s.Subjek] = s.Nilai
		}
	}
	for id := range p.skor {
		s := p.subjek(id)
		v, ada := skor[id]
		if !ada || s == nil || s.SkorMaksimal != nil {
			continue
		}
		for _, r := range real[id] {
			for n := int32(1); n <= 5; n++ {
				if maks := decimal.New(1, n); s.SkorMaksimal == nil && v.Mul(decimal.NewFromInt(100)).Equal(r.Mul(maks)) && v.LessThanOrEqual(maks) {
					s.SkorMaksimal = &maks
				}
			}
		}
	}
}

// tempat is the place of a cell.
func (t *tabel) tempat(i, c int) review.Tempat {
	return review.Tempat{Tabel: t.nama, Baris: nomor(t.baris[i].nomor), Kolom: t.kolom[c].nama, Tercetak: t.baris[i].isi(c)}
}
