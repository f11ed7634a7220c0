package baca

import (
	"sort"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/review"
	"capaian/internal/sakip"
)

var (
	polaAngkaSkala = susunPola(`[0-9]+(?:[.,][0-9]+)?`)
	polaLebih      = susunPola(`(?i)lebih (?:dari|besar)|di ?atas|>`)
	polaLebihSama  = susunPola(`(?i)≥|>=|=>|sama dengan|minimal|paling (?:sedikit|rendah)|ke atas|keatas`)
	polaKurang     = susunPola(`(?i)kurang (?:dari)?|di ?bawah|<`)
	polaKurangSama = susunPola(`(?i)≤|<=|=<|sama dengan|maksimal|paling (?:banyak|tinggi)|ke bawah|kebawah`)
)

// adalahSkala tells whether a table lists classes with their bounds.
func (p *pembaca) adalahSkala(t *bacaanTabel) bool {
	s, ok := bacaKelas(t)
	return ok && len(s.Kelas) >= 2
}

// bacaSkala takes the first scale that a report prints.
func (p *pembaca) bacaSkala(t *bacaanTabel) {
	if s, ok := bacaKelas(t); ok && p.n.Skala == nil {
		p.n.Skala = &s
		p.nyatakanTahun(t)
	}
}

func bacaKelas(t *bacaanTabel) (sakip.Skala, bool) {
	var s sakip.Skala
	nama, batas := -1, -1
	for c := range t.kolom {
		switch k := &t.kolom[c]; {
		case k.mungkin(review.Kategori) && nama < 0:
			nama = c
		case k.peran != peranNo && batas < 0 && k.nama != "":
			batas = c
		}
	}
	if nama < 0 || batas < 0 || len(t.baris) > 12 {
		return s, false
	}
	for i := range t.baris {
		n, b := strings.TrimSpace(t.baris[i].isi(nama)), t.baris[i].isi(batas)
		if n == "" || b == "" {
			continue
		}
		k, ok := kelas(b)
		if !ok {
			return s, false
		}
		k.Nama = rapi(n)
		s.Kelas = append(s.Kelas, k)
	}
	rapatkan(s.Kelas)
	return s, len(s.Kelas) > 0
}

// kelas reads the bounds of a class: lebih dari 100%, ≥ 85, 75% sampai 100%, 91 ≤ 100.
func kelas(s string) (k sakip.Kelas, ok bool) {
	s = rapi(s)
	if len(s) > 120 {
		return k, false
	}
	var v []decimal.Decimal
	letak := polaAngkaSkala.FindAllStringIndex(s, 3)
	for _, l := range letak {
		d, err := locale.Parse(s[l[0]:l[1]], locale.KindRasio)
		if err != nil {
			return k, false
		}
		v = append(v, d)
	}
	switch len(v) {
	case 1:
		sebelum := s[:letak[0][0]]
		ekor := s[letak[0][1]:]
		switch {
		case polaLebihSama.MatchString(sebelum) && !polaKurang.MatchString(sebelum) || polaLebihSama.MatchString(ekor) && !polaKurangSama.MatchString(ekor):
			k.Bawah, k.BawahTermasuk = &v[0], true
		case polaLebih.MatchString(sebelum):
			k.Bawah, k.BawahTermasuk = &v[0], strings.Contains(sebelum, "=")
		case polaKurangSama.MatchString(sebelum) || polaKurangSama.MatchString(ekor):
			k.Atas, k.AtasTermasuk = &v[0], true
		case polaKurang.MatchString(sebelum):
			k.Atas = &v[0]
		case polaLebih.MatchString(ekor):
			k.Bawah = &v[0]
		case polaKurang.MatchString(ekor):
			k.Atas = &v[0]
		default:
			return k, false
		}
	case 2:
		antara := s[letak[0][1]:letak[1][0]]
		sebelum := s[:letak[0][0]]
		bawah, atas := v[0], v[1]
		k.BawahTermasuk, k.AtasTermasuk = true, true
		if polaLebih.MatchString(sebelum) && !polaLebihSama.MatchString(sebelum) {
			k.BawahTermasuk = false
		}
		// "85 ≤ x < 100" has a sign on either side of what is measured.
		if m := regexpTengah.FindStringSubmatch(antara); m != nil {
			k.BawahTermasuk, k.AtasTermasuk = m[1] != "<", m[2] != "<"
		} else if polaKurang.MatchString(antara) && !polaKurangSama.MatchString(antara) {
			k.AtasTermasuk = false
		}
		if bawah.GreaterThan(atas) {
			bawah, atas = atas, bawah
			k.BawahTermasuk, k.AtasTermasuk = k.AtasTermasuk, k.BawahTermasuk
		}
		k.Bawah, k.Atas = &bawah, &atas
	default:
		return k, false
	}
	return k, true
}

var regexpTengah = susunPola(`^ ?%? ?(<|≤|<=|=<) ?[\p{L} ]{1,12} ?(<|≤|<=|=<) ?$`)

// rapatkan closes gaps of one unit of the printed precision: 76–90 and 91–100 leave nothing
// between them that would be printed.
func rapatkan(list []sakip.Kelas) {
	if len(list) == 0 {
		return
	}
	urut := make([]*sakip.Kelas, len(list))
	for i := range list {
		urut[i] = &list[i]
	}
	sort.SliceStable(urut, func(a, b int) bool {
		x, y := urut[a].Bawah, urut[b].Bawah
		return x == nil && y != nil || x != nil && y != nil && x.LessThan(*y)
	})
	for i := 0; i+1 < len(urut); i++ {
		a, b := urut[i], urut[i+1]
		if a.Atas == nil || b.Bawah == nil {
			continue
		}
		satuan := decimal.New(1, min(a.Atas.Exponent(), b.Bawah.Exponent(), 0))
		if beda := b.Bawah.Sub(*a.Atas); beda.IsPositive() && beda.LessThanOrEqual(satuan) && b.BawahTermasuk {
			v := *b.Bawah
			a.Atas, a.AtasTermasuk = &v, false
		}
	}
	// The highest class of a scale that ends at 100 has what is beyond as well.
	if n := len(urut) - 1; n > 0 && urut[n].Atas != nil && urut[n].Atas.Equal(decimal.NewFromInt(100)) && urut[n].AtasTermasuk {
		urut[n].Atas, urut[n].AtasTermasuk = nil, false
	}
	if urut[0].Bawah != nil && urut[0].Bawah.IsZero() {
		urut[0].Bawah, urut[0].BawahTermasuk = nil, false
	}
}

// kelasSkala is the scale's name of a class as a cell prints it.
func (p *pembaca) kelasSkala(s string) string {
	if p.n.Skala == nil {
		return ""
	}
	for _, k := range p.n.Skala.Kelas {
		if strings.Join(kata(k.Nama), " ") == strings.Join(kata(tanpaKurung(s)), " ") {
			return k.Nama
		}
	}
	return ""
}

var polaAmbang = susunPola(`(?i)\bmenunjang\b[^.]{0,120}(?:apabila|jika|bila|minimal|sekurang-kurangnya|paling sedikit|≥|>=)[^.0-9]{0,60}([0-9]{1,3}(?:,[0-9]+)?) ?(?:%|persen)`)

// bacaAmbang finds the percentage from which a program is said to be Menunjang.
func (p *pembaca) bacaAmbang(paragraf []Bagian) {
	for _, b := range paragraf {
		if p.n.Ambang != nil || len(b.Paragraf) > 5000 {
			continue
		}
		if m := polaAmbang.FindStringSubmatch(b.Paragraf); m != nil && !strings.Contains(strings.ToLower(m[0]), "tidak menunjang") {
			if v, err := locale.Parse(m[1], locale.KindRasio); err == nil {
				p.n.Ambang = &v
			}
		}
	}
}

// bacaRekomendasi reads the recommendations of an evaluation and what was done about them.
func (p *pembaca) bacaRekomendasi(t *bacaanTabel) {
	u, l, no := t.cariKolom(peranRekomendasi), t.cariKolom(peranTindakLanjut), t.cariKolom(peranNo)
	for i := range t.baris {
		b := &t.baris[i]
		if b.isi(u) == "" || len(p.n.Rekomendasi) >= 500 || no >= 0 && b.isi(no) == "" && b.isi(l) == "" {
			continue
		}
		r := sakip.Rekomendasi{No: len(p.n.Rekomendasi) + 1, Uraian: rapi(b.isi(u)), TindakLanjut: rapi(b.isi(l))}
		if strings.Trim(r.TindakLanjut, "-. ") == "" || tanpaNilai[strings.ToLower(r.TindakLanjut)] {
			r.TindakLanjut = ""
		}
		for c := range t.kolom {
			if t.kolom[c].peran != peranHasil || b.isi(c) == "" {
				continue
			}
			// Either the cell says it, or the column that is ticked.
			for _, s := range []string{b.isi(c), lastKata(t.kolom[c].nama)} {
				switch strings.ToUpper(strings.TrimSpace(s)) {
				case "TS", "TUNTAS", "SELESAI":
					r.Hasil = sakip.TuntasSesuai
				case "TB":
					r.Hasil = sakip.TindakLanjutBelum
				case "BT":
					r.Hasil = sakip.BelumDitindaklanjut
				default:
					continue
				}
				break
			}
		}
		p.n.Rekomendasi = append(p.n.Rekomendasi, r)
	}
}

func lastKata(s string) string {
	w := kata(s)
	if len(w) == 0 {
		return ""
	}
	return w[len(w)-1]
}
