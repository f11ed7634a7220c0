package baca

import (
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/review"
	"capaian/internal/sakip"
)

// Levels of budget rows, as their names tell them.
const (
	tingkatTakTentu    = 0
	tingkatPD          = 1
	tingkatUrusan      = 2
	tingkatBidang      = 3
	tingkatProgram     = 4
	tingkatKegiatan    = 5
	tingkatSubKegiatan = 6
	tingkatRincian     = 7
)

var (
	polaPD       = regexp.MustCompile(`(?i)^(?:dinas|badan|inspektorat|sekretariat (?:daerah|dprd)|kecamatan|satuan polisi|rumah sakit|rsud|kantor)\b`)
	polaUrusan   = regexp.MustCompile(`(?i)^(?:urusan|unsur)\b`)
	polaBidang   = regexp.MustCompile(`(?i)^bidang urusan\b`)
	polaProgram  = regexp.MustCompile(`(?i)^program\b`)
	polaKegiatan = regexp.MustCompile(`(?i)^kegiatan\b`)
	polaSub      = regexp.MustCompile(`(?i)^sub[ -]?kegiatan\b`)
	polaKodeBrs  = regexp.MustCompile(`^[A-Z]?[0-9X]{0,4}(?:\.[A-Z]?[0-9X]{1,4})+\.?$`)
)

func tingkatNama(s string) int {
	switch {
	case polaSub.MatchString(s):
		return tingkatSubKegiatan
	case polaKegiatan.MatchString(s):
		return tingkatKegiatan
	case polaProgram.MatchString(s):
		return tingkatProgram
	case polaBidang.MatchString(s):
		return tingkatBidang
	case polaUrusan.MatchString(s):
		return tingkatUrusan
	case polaPD.MatchString(s):
		return tingkatPD
	}
	return tingkatTakTentu
}

// barisUang is a row of a budget table.
type barisUang struct {
	i       int // of the table
	nama    string
	kode    string
	tingkat int
	jumlah  bool
	urut    int                // the row's number, where it is a plain one
	maya    bool               // named by the merged cell of a column to the left, without figures
	nilai   []*decimal.Decimal // of the columns of money
	induk   int                // index of its parent; -1 is none
	subjek  string
}

// kodeNama divides a name that begins with a code.
func kodeNama(s string) (kode, nama string) {
	if k, n, ok := strings.Cut(s, " "); ok && polaKodeBrs.MatchString(k) && strings.ContainsAny(k, "0123456789") {
		return k, strings.TrimSpace(n)
	}
	return "", s
}

// program is the budget row of a program that another table names.
func (p *pembaca) program(s string) string {
	kode, s := kodeNama(s)
	if id := p.kode[kode]; id != "" {
		return id
	}
	id := p.programBernama(s, kode != "")
	if kode != "" && id != "" {
		p.kode[kode] = id
	}
	return id
}

// programBernama is the budget row of a name; one that has a code of its own is a new one
// where several have the name.
func (p *pembaca) programBernama(s string, berkode bool) string {
	if jumlahan(s) {
		return ""
	}
	list := p.anggaran.calon(namai(s))
	for _, m := range []miripnya{sama, ejaan, termasuk} {
		var cocok []*entitas
		for _, c := range list {
			if c.m == m {
				cocok = append(cocok, c.e)
			}
		}
		// Of several of one name, the highest is meant.
		sort.SliceStable(cocok, func(a, b int) bool { return p.dalam(cocok[a].id) < p.dalam(cocok[b].id) })
		if berkode {
			cocok = slices.DeleteFunc(cocok, func(e *entitas) bool { return p.berkode[e.id] })
		}
		if len(cocok) == 1 || len(cocok) > 1 && p.dalam(cocok[0].id) < p.dalam(cocok[1].id) {
			p.berkode[cocok[0].id] = berkode
			return cocok[0].id
		}
		if len(cocok) > 1 {
			break
		}
	}
	e := p.baru(p.anggaran, s)
	if e == nil {
		return ""
	}
	p.berkode[e.id] = berkode
	return e.id
}

// dalam is how deep a budget row stands.
func (p *pembaca) dalam(id string) int {
	n := 0
	for s := p.subjek(id); s != nil && s.Induk != "" && n < 20; s = p.subjek(s.Induk) {
		n++
	}
	return n
}

// bacaTabelAnggaran reads the budget tables: the longest first, by whose rows the others'
// are recognised.
func (p *pembaca) bacaTabelAnggaran() {
	var list []*bacaanTabel
	for _, t := range p.tabel {
		if t.jenis == tabelAnggaran {
			list = append(list, t)
		}
	}
	sort.SliceStable(list, func(a, b int) bool { return len(list[a].baris) > len(list[b].baris) })
	for _, t := range list {
		rows := p.barisAnggaran(t)
		susun(rows)
		p.kenaliAnggaran(t, rows)
		for _, r := range rows {
			if r.subjek == "" || r.maya {
				continue
			}
			if r.tingkat == tingkatProgram {
				p.nyatakanTeks(review.Kunci{Besaran: review.Nama, Subjek: r.subjek}, t.tempat(r.i, t.cariKolom(peranProgram)), rapi(r.nama))
			}
			for c := range t.kolom {
				if k := &t.kolom[c]; k.peran == peranNilai && t.baris[r.i].isi(c) != "" && (uang(k.calon[0]) || k.hanya(review.CapaianAnggaran) || k.hanya(selisihTakTentu) || k.hanya(ubahTakTentu)) {
					t.sel = append(t.sel, selTabel{kolom: c, baris: r.i, subjek: r.subjek})
				}
			}
		}
	}
}

// barisAnggaran collects the rows that have a name, with their money.
func (p *pembaca) barisAnggaran(t *bacaanTabel) []barisUang {
	nama, kode, no := t.cariKolom(peranProgram), t.cariKolom(peranKode), t.cariKolom(peranNo)
	var tingkatKol []int // columns of names, one for each level
	for c := range t.kolom {
		if t.kolom[c].peran == peranProgram {
			tingkatKol = append(tingkatKol, c)
		}
	}
	var uangKol []int
	for c := range t.kolom {
		if k := &t.kolom[c]; k.peran == peranNilai && len(k.calon) == 1 && (k.calon[0] == review.Pagu || k.calon[0] == review.RealisasiAnggaran) {
			uangKol = append(uangKol, c)
		}
	}
	var out []barisUang
	for i := range t.baris {
		b := &t.baris[i]
		r := barisUang{i: i, nama: b.isi(nama), induk: -1}
		kolTingkat := tingkatTakTentu
		if len(tingkatKol) > 1 {
			isi := 0
			for n, c := range tingkatKol {
				if s := b.isi(c); s != "" && !jumlahan(s) {
					if isi++; isi > 1 {
						out = append(out, barisUang{i: i, nama: namaBersih(r.nama), tingkat: kolTingkat, maya: true, induk: -1, nilai: make([]*decimal.Decimal, len(uangKol))})
					}
					r.nama, kolTingkat = s, min(tingkatProgram+n, tingkatRincian)
				}
			}
		}
		// Names of lower levels may stand in columns further right.
		for c := nama + 1; c < len(t.kolom) && r.nama == ""; c++ {
			if k := &t.kolom[c]; k.peran != peranProgram && k.nama != "" {
				break
			}
			if s := b.isi(c); s != "" && !angkaSaja(s) {
				r.nama = s
			}
		}
		if kode >= 0 {
			r.kode = b.isi(kode)
			for c := kode + 1; c < nama; c++ { // a code divided over columns
				if t.kolom[c].nama == "" && b.isi(c) != "" {
					r.kode += "." + b.isi(c)
				}
			}
		} else if s := b.isi(no); no >= 0 && polaKodeBrs.MatchString(s) {
			r.kode = s
		}
		if r.nama == "" && no >= 0 && !angkaSaja(b.isi(no)) && b.isi(no) != "" {
			r.nama = b.isi(no) // JUMLAH in the first, merged cell
		}
		if r.nama == "" && kode >= 0 && !polaKodeBrs.MatchString(r.kode) {
			r.nama, r.kode = r.kode, ""
		}
		if r.kode == "" {
			r.kode, r.nama = kodeNama(r.nama)
		}
		r.kode = strings.Trim(strings.ReplaceAll(r.kode, " ", ""), ".")
		if !strings.Contains(r.kode, ".") {
			r.kode = ""
		}
		if r.nama == "" {
			p.tanpaNama(t, i)
			continue
		}
		r.jumlah = jumlahan(r.nama)
		if no >= 0 {
			r.urut, _ = strconv.Atoi(strings.TrimRight(b.isi(no), ".)"))
		}
		r.nama = namaBersih(r.nama)
		if r.tingkat = tingkatNama(r.nama); kolTingkat != tingkatTakTentu {
			r.tingkat = kolTingkat
		}
		for _, c := range uangKol {
			var v *decimal.Decimal
			if a, ok := bacaAngka(b.isi(c), locale.KindRupiah, t.kolom[c].pemisah); ok {
				v = &a.nilai
			}
			r.nilai = append(r.nilai, v)
		}
		out = append(out, r)
	}
	return out
}

// tanpaNama lists the figures of a row that names nothing.
func (p *pembaca) tanpaNama(t *bacaanTabel, i int) {
	for c := range t.kolom {
		if k := &t.kolom[c]; k.peran == peranNilai && !teksnya(k.calon[0]) && angkaSaja(t.baris[i].isi(c)) {
			p.takTerbaca(t.tempat(i, c))
		}
	}
}

// susun finds the parent of every row: by codes, else by what names say of their level, else
// by which sums the figures make.
func susun(rows []barisUang) {
	kode := map[string]int{}
	berkode := 0
	for i, r := range rows {
		if r.kode != "" {
			berkode++
			if _, ada := kode[r.kode]; !ada {
				kode[r.kode] = i
			}
		}
	}
	if berkode > 0 && 2*berkode >= len(rows) {
		for i := range rows {
			for k := rows[i].kode; rows[i].induk < 0; {
				n := strings.LastIndexByte(k, '.')
				if n < 0 {
					break
				}
				k = k[:n]
				if j, ada := kode[k]; ada && j != i {
					rows[i].induk = j
				}
			}
		}
		atap(rows)
		return
	}
	// The nearest row above of a higher level, of those whose level is named.
	var tumpuk []int
	for i := 0; i < len(rows); i++ {
		r := &rows[i]
		if r.jumlah {
			continue
		}
		if r.tingkat == tingkatTakTentu {
			j := i
			for j < len(rows) && rows[j].tingkat == tingkatTakTentu && !rows[j].jumlah {
				j++
			}
			induk := -1
			if len(tumpuk) > 0 {
				induk = tumpuk[len(tumpuk)-1]
			}
			pecah(rows, induk, i, j)
			i = j - 1
			continue
		}
		for len(tumpuk) > 0 && rows[tumpuk[len(tumpuk)-1]].tingkat >= r.tingkat {
			tumpuk = tumpuk[:len(tumpuk)-1]
		}
		if len(tumpuk) > 0 {
			r.induk = tumpuk[len(tumpuk)-1]
		}
		tumpuk = append(tumpuk, i)
	}
	atap(rows)
}

// atap puts the rows without a parent below the first, where that is their total.
func atap(rows []barisUang) {
	if len(rows) < 3 || rows[0].jumlah || rows[0].induk >= 0 {
		return
	}
	var anak []int
	for i := 1; i < len(rows); i++ {
		if rows[i].induk < 0 && !rows[i].jumlah {
			anak = append(anak, i)
		}
	}
	if len(anak) > 1 && meleset(rows, 0, anak) == 0 {
		for _, i := range anak {
			rows[i].induk = 0
		}
	}
}

// meleset counts the columns in which rows do not sum to their parent.
func meleset(rows []barisUang, induk int, anak []int) int {
	n, ada := 0, 0
	for c := range rows[induk].nilai {
		v := rows[induk].nilai[c]
		if v == nil {
			continue
		}
		var sum decimal.Decimal
		for _, i := range anak {
			if x := rows[i].nilai[c]; x != nil {
				sum = sum.Add(*x)
			}
		}
		ada++
		if !sum.Equal(*v) {
			n++
		}
	}
	if ada == 0 {
		return 1
	}
	return n
}

const (
	maksCabang  = 80  // rows below one of the level above that are tried
	maksRincian = 500 // rows in a run without levels
)

// pecah divides rows whose level is not named, all below one row: they are its parts, or
// parts with parts of their own, or rows beside it; what the sums fit best.
func pecah(rows []barisUang, induk, a, b int) {
	semua := make([]int, 0, b-a)
	for i := a; i < b; i++ {
		semua = append(semua, i)
	}
	if len(semua) == 0 {
		return
	}
	anak := func(induk int, list []int) {
		for _, i := range list {
			rows[i].induk = induk
		}
	}
	kolom := 0
	for _, v := range rows[a].nilai {
		if v != nil {
			kolom++
		}
	}
	if kolom == 0 || berurutan(rows[a:b]) {
		anak(induk, semua)
		return
	}
	total := -1
	if induk < 0 && b < len(rows) && rows[b].jumlah {
		if total = b; meleset(rows, total, semua) == 0 {
			return
		}
	}
	datar := kolom
	if induk >= 0 {
		datar = meleset(rows, induk, semua)
		if datar == 0 {
			anak(induk, semua)
			return
		}
	}
	if b-a > maksRincian {
		return
	}
	for _, semuaKolom := range []bool{true, false} {
		if ke, atas := pohon(rows, a, b, semuaKolom); len(atas) < len(semua) && (induk < 0 && semuaKolom && (kolom > 1 || total >= 0 && meleset(rows, total, atas) == 0) || induk >= 0 && meleset(rows, induk, atas) < max(1, kolom-1) && (!semuaKolom || meleset(rows, induk, atas) == 0)) {
			anak(induk, atas)
			for i, j := range ke {
				rows[a+i].induk = j
			}
			anak(induk, atas)
			return
		}
	}
	kepala, tanda := belah(rows, a, b)
	if kepala == nil || induk < 0 && tanda > (b-a)/3 {
		anak(induk, semua)
		return
	}
	atas := tanda
	if induk >= 0 {
		atas += meleset(rows, induk, kepala)
	}
	// A part without parts of its own has cost one; as many as there are rows mean that the
	// rows are all of one level.
	if induk >= 0 && datar <= atas && datar < kolom {
		anak(induk, semua)
		return
	}
	if len(kepala) == len(semua) {
		if induk >= 0 && datar == kolom && rows[induk].tingkat != tingkatTakTentu && rows[induk].induk >= 0 && meleset(rows, induk, semua) == kolom && !turunan(rows, induk, semua) {
			anak(rows[induk].induk, semua) // beside it
			return
		}
		anak(induk, semua)
		return
	}
	anak(induk, kepala)
	for n, i := range kepala {
		akhir := b
		if n+1 < len(kepala) {
			akhir = kepala[n+1]
		}
		bagian := make([]int, 0, akhir-i-1)
		for j := i + 1; j < akhir; j++ {
			bagian = append(bagian, j)
		}
		// What sums in none of several columns is no part.
		if kolom > 1 && meleset(rows, i, bagian) == kolom {
			continue
		}
		anak(i, bagian)
	}
}

// pohon reads rows as a tree by their sums alone: the rows below one are those after it, with
// what is below them, that make its sum, in all columns or in one. ke is the parent of each
// row, -1 of those at the top, which are atas.
func pohon(rows []barisUang, a, b int, semuaKolom bool) (ke []int, atas []int) {
	n := b - a
	akhir := make([]int, n)
	for i := n - 1; i >= 0; i-- {
		akhir[i] = i + 1
		sum := make([]decimal.Decimal, len(rows[a].nilai))
		for j, langkah := i+1, 0; j < n && langkah < maksCabang; j, langkah = akhir[j], langkah+1 {
			for c, v := range rows[a+j].nilai {
				if v != nil {
					sum[c] = sum[c].Add(*v)
				}
			}
			ada, cocok := 0, 0
			for c, v := range rows[a+i].nilai {
				if v != nil && (!v.IsZero() || !sum[c].IsZero()) {
					ada++
					if v.Equal(sum[c]) {
						cocok++
					}
				}
			}
			if cocok > 0 && (cocok == ada || !semuaKolom) {
				akhir[i] = akhir[j]
			}
		}
	}
	ke = make([]int, n)
	for i := range ke {
		ke[i] = -1
	}
	for i := 0; i < n; i = akhir[i] {
		atas = append(atas, a+i)
	}
	for i := range n {
		for j := i + 1; j < akhir[i]; j = akhir[j] {
			ke[j] = a + i
		}
	}
	return ke, atas
}

// berurutan tells whether rows are numbered one after another, so that they are of one level.
func berurutan(rows []barisUang) bool {
	for i, r := range rows {
		if r.urut == 0 || i > 0 && r.urut != rows[i-1].urut+1 {
			return false
		}
	}
	return len(rows) > 1
}

// turunan tells whether rows may be parts of one: none is larger.
func turunan(rows []barisUang, induk int, list []int) bool {
	for _, i := range list {
		for c, v := range rows[i].nilai {
			if w := rows[induk].nilai[c]; v != nil && w != nil && v.GreaterThan(*w) {
				return false
			}
		}
	}
	return true
}

// belah finds the rows that head those after them so that the fewest sums are off.
func belah(rows []barisUang, a, b int) (kepala []int, biaya int) {
	n := b - a
	best := make([]int, n+1) // least cost of the rows from here on
	next := make([]int, n+1)
	for i := n - 1; i >= 0; i-- {
		best[i] = 1 << 30
		kol := len(rows[a+i].nilai)
		sum := make([]decimal.Decimal, kol)
		for j := i + 1; j <= n && j-i <= maksCabang; j++ {
			if j > i+1 {
				for c := range kol {
					if v := rows[a+j-1].nilai[c]; v != nil {
						sum[c] = sum[c].Add(*v)
					}
				}
			}
			c := 0
			if j == i+1 {
				c = 2 // nothing below it
			} else {
				for k := range kol {
					if v := rows[a+i].nilai[k]; v != nil && !v.Equal(sum[k]) {
						c += 2
					}
				}
				if j-i == 2 {
					c++ // one part alone says less
				}
			}
			if c+best[j] <= best[i] {
				best[i], next[i] = c+best[j], j
			}
		}
	}
	for i := 0; i < n; i = next[i] {
		kepala = append(kepala, a+i)
	}
	return kepala, best[0] / 2
}

// kenaliAnggaran finds the subjects of a budget table's rows.
func (p *pembaca) kenaliAnggaran(t *bacaanTabel, rows []barisUang) {
	pokok := p.total == "" && len(p.pokok) == 0
	for i := range rows {
		r := &rows[i]
		if r.jumlah {
			continue
		}
		induk := ""
		if r.induk >= 0 && r.induk < i {
			induk = rows[r.induk].subjek
		}
		e := p.cariAnggaran(t, r, induk, pokok)
		if e == nil {
			if e = p.baru(p.anggaran, r.nama); e == nil {
				continue
			}
			s := p.subjek(e.id)
			// New rows below a row that has parts already would make its sum another one.
			if induk != "" && (pokok || !p.pokok[induk]) {
				s.Induk = induk
			}
		}
		if pokok {
			p.pokok[e.id] = true
		}
		p.tingkat[e.id] = r.tingkat
		if r.kode != "" && p.kode[r.kode] == "" {
			p.kode[r.kode], p.berkode[e.id] = e.id, true
		}
		e.pakai[t.tabel] = i
		r.subjek = e.id
	}
	p.jumlahkan(t, rows, pokok)
}

// cariAnggaran is the known subject of a row.
func (p *pembaca) cariAnggaran(t *bacaanTabel, r *barisUang, induk string, pokok bool) *entitas {
	if pokok {
		return nil
	}
	if id := p.kode[r.kode]; id != "" {
		if e := p.entitasAnggaran(id); e != nil {
			if _, dipakai := e.pakai[t.tabel]; !dipakai {
				return e
			}
		}
	}
	if r.tingkat == tingkatPD && p.total != "" {
		if e := p.entitasAnggaran(p.total); e != nil {
			if _, dipakai := e.pakai[t.tabel]; !dipakai && r.i < 2 {
				return e
			}
		}
	}
	var cocok []*entitas
	for _, c := range p.anggaran.calon(namai(r.nama)) {
		_, dipakai := c.e.pakai[t.tabel]
		if dipakai || c.m < ejaan || r.tingkat != 0 && p.tingkat[c.e.id] != 0 && r.tingkat != p.tingkat[c.e.id] {
			continue
		}
		if induk != "" && !p.keturunan(c.e.id, induk) {
			continue
		}
		cocok = append(cocok, c.e)
	}
	if len(cocok) == 0 {
		return nil
	}
	sort.SliceStable(cocok, func(a, b int) bool { return p.dalam(cocok[a].id) < p.dalam(cocok[b].id) })
	if len(cocok) > 1 && p.dalam(cocok[0].id) == p.dalam(cocok[1].id) && p.subjek(cocok[0].id).Induk != p.subjek(cocok[1].id).Induk {
		return nil
	}
	return cocok[0]
}

func (p *pembaca) entitasAnggaran(id string) *entitas {
	return p.anggaran.id[id]
}

// keturunan tells whether a budget row stands below another, at any depth.
func (p *pembaca) keturunan(id, atas string) bool {
	for n := 0; n < 20; n++ {
		s := p.subjek(id)
		if s == nil || s.Induk == "" {
			return false
		}
		if s.Induk == atas {
			return true
		}
		id = s.Induk
	}
	return false
}

// jumlahkan gives the totals of a table their subjects: the whole budget's, where the rows
// above are all of it, else one that the rows above make.
func (p *pembaca) jumlahkan(t *bacaanTabel, rows []barisUang, pokok bool) {
	var akar, sejak []int
	for i := range rows {
		r := &rows[i]
		if !r.jumlah {
			if r.induk < 0 && r.subjek != "" {
				akar, sejak = append(akar, i), append(sejak, i)
			}
			continue
		}
		list := sejak
		sejak = nil
		terakhir := !slices.ContainsFunc(rows[i+1:], func(x barisUang) bool { return x.jumlah || x.subjek != "" })
		if terakhir && len(list) != len(akar) {
			list = akar
		}
		if len(list) == 0 {
			continue
		}
		switch {
		case len(list) == 1 && meleset(rows, i, list) == 0:
			r.subjek = rows[list[0]].subjek // the total again
		case terakhir && p.total != "" && p.seluruhnya(rows, list):
			r.subjek = p.total
		default:
			e := p.baru(p.anggaran, r.nama)
			if e == nil {
				return
			}
			r.subjek = e.id
			if pokok && terakhir {
				p.total = e.id
				for _, j := range list {
					p.subjek(rows[j].subjek).Induk = e.id
				}
			} else {
				for _, j := range list {
					s := p.subjek(e.id)
					s.Anggaran = append(s.Anggaran, sakip.TautanAnggaran{Kode: rows[j].subjek})
				}
			}
		}
	}
	if pokok && p.total == "" && len(akar) == 1 && len(rows) > 1 {
		p.total = rows[akar[0]].subjek
	}
}

// seluruhnya tells whether rows make up the whole budget: every row of the pokok table is
// one of them, or above or below one.
func (p *pembaca) seluruhnya(rows []barisUang, list []int) bool {
	punya := map[string]bool{}
	for _, i := range list {
		punya[rows[i].subjek] = true
		if rows[i].subjek != p.total && !p.keturunan(rows[i].subjek, p.total) {
			return false
		}
	}
	anak := map[string][]string{}
	for _, s := range p.n.Subjek {
		if s.Jenis == review.SubjekAnggaran && s.Induk != "" {
			anak[s.Induk] = append(anak[s.Induk], s.ID)
		}
	}
	var lengkap func(id string, dalam int) bool
	lengkap = func(id string, dalam int) bool {
		if punya[id] {
			return true
		}
		if len(anak[id]) == 0 || dalam > 10 {
			return false
		}
		for _, a := range anak[id] {
			if !lengkap(a, dalam+1) {
				return false
			}
		}
		return true
	}
	return lengkap(p.total, 0)
}

func nomor(n int) string { return strconv.Itoa(n) }
