package baca

import (
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
	polaPD       = susunPola(`(?i)^(?:dinas|badan|inspektorat|sekretariat (?:daerah|dprd)|kecamatan|satuan polisi|rumah sakit|rsud|kantor)\b`)
	polaUrusan   = susunPola(`(?i)^(?:urusan|unsur)\b`)
	polaBidang   = susunPola(`(?i)^bidang urusan\b`)
	polaProgram  = susunPola(`(?i)^program\b`)
	polaKegiatan = susunPola(`(?i)^kegiatan\b`)
	polaSub      = susunPola(`(?i)^sub[ -]?kegiatan\b`)
	polaKodeBrs  = susunPola(`^[A-Z]?[0-9X]{0,4}(?:\.[A-Z]?[0-9X]{1,4})+\.?$`)
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
