package baca

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/review"
)

const (
	narasi         = "Narasi"
	maksKalimat    = 4000 // bytes of a sentence that is read
	maksJudulAlin  = 240  // bytes of a paragraph that may be a heading
	kataNamaMinim  = 2    // words of a name that a sentence is searched for
	maksTokohKalim = 40   // names in a sentence
	maksKataBaris  = 5    // words of the name of a row from elsewhere
	maksTahu       = 20   // values of one fact that a figure is held against
	maksKerja      = 5_000_000
	maksUraian     = 500_000 // bytes of sentences and headings that are read in all
)

// bacaKalimat reads the sentences: a figure whose role and subject are clear is a statement,
// any other is left alone. The subject is named in the sentence, or it is that of the
// heading above or of the sentence before, and then the words before the figure must say
// nothing else.
func (p *pembaca) bacaKalimat(paragraf []Bagian) {
	k := &pengalimat{p: p, nama: p.daftarNama(), baris: map[string][]string{}, tahu: map[fakta][]decimal.Decimal{}}
	for _, s := range p.n.Subjek {
		if w := kata(s.Nama); s.Jenis == review.SubjekPembanding && len(w) <= maksKataBaris {
			k.baris[strings.Join(w, " ")] = append(k.baris[strings.Join(w, " ")], s.ID)
		}
	}
	for _, s := range p.n.Pernyataan {
		f := fakta{s.Subjek, s.Besaran, s.Tahun}
		if s.Jenis != review.JenisTeks && len(k.tahu[f]) < maksTahu {
			k.tahu[f] = append(k.tahu[f], s.Nilai)
		}
	}
	k.daerah = daerah(paragraf)
	lembar := ""
	for _, b := range paragraf {
		if b.Lembar != lembar {
			lembar, k.judul = b.Lembar, ""
		}
		if k.alinea(b); k.urai > maksUraian {
			p.takTerbaca(review.Tempat{Tabel: narasi, Baris: nomor(b.Nomor), Tercetak: "kalimat di baris ini dan sesudahnya, karena teksnya terlalu panjang"})
			break
		}
	}
}

// pengalimat is where the reading of sentences stands.
type pengalimat struct {
	p      *pembaca
	nama   map[string][]namaKalimat // by their first two words
	baris  map[string][]string      // rows of tables from elsewhere, by their names' words
	kerja  int                      // names that were compared
	urai   int                      // bytes that were read
	daerah string                   // the agency's own: "Kabupaten Trenggalek"
	judul  string                   // id of the indicator that the heading above names
	tahu   map[fakta][]decimal.Decimal

	nomor int            // line of the paragraph
	kolom map[string]int // how often the paragraph states what
}

var polaDaerah = regexp.MustCompile(`\b(?:(?:Kabupaten|Kota) \p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?|(?:KABUPATEN|KOTA) \p{Lu}{3,}(?: \p{Lu}{3,})?)`)

// daerah is the kabupaten or kota that paragraphs name most, in capitals. A second word is of
// its name where it nearly always follows.
func daerah(paragraf []Bagian) (out string) {
	banyak := map[string]int{}
	panjang := map[string]string{} // the name with the word that follows most
	for _, b := range paragraf {
		for _, s := range polaDaerah.FindAllString(b.Paragraf, 20) {
			w := strings.Fields(strings.ToUpper(s))
			pendek := w[0] + " " + w[1]
			if banyak[pendek]++; banyak[pendek] > banyak[out] || banyak[pendek] == banyak[out] && pendek < out {
				out = pendek
			}
			if len(w) > 2 {
				s := pendek + " " + w[2]
				if banyak[s]++; banyak[s] > banyak[panjang[pendek]] {
					panjang[pendek] = s
				}
			}
		}
	}
	if s := panjang[out]; banyak[s]*5 > banyak[out]*4 {
		return s
	}
	return out
}

// tanpaDaerah takes the agency's own kabupaten out of a sentence.
func (k *pengalimat) tanpaDaerah(s string) string {
	return polaDaerah.ReplaceAllStringFunc(s, func(m string) string {
		if rest, sama := strings.CutPrefix(strings.ToUpper(m)+" ", k.daerah+" "); sama && k.daerah != "" {
			return m[len(m)-len(strings.TrimSpace(rest)):]
		}
		return m
	})
}

// namaKalimat is a name as it is looked for in sentences.
type namaKalimat struct {
	kata []string
	id   []string // the subjects that have it
}

// daftarNama are the names of all indicators, sasaran and budget rows.
func (p *pembaca) daftarNama() map[string][]namaKalimat {
	pakai := map[string]*namaKalimat{}
	var urut []string
	for _, d := range []*daftar{p.indikator, p.sasaran, p.anggaran} {
		for _, e := range d.list {
			for _, n := range e.nama {
				w := strings.Fields(n.inti)
				if len(w) < kataNamaMinim {
					continue
				}
				if pakai[n.inti] == nil {
					pakai[n.inti] = &namaKalimat{kata: w}
					urut = append(urut, n.inti)
				}
				if x := pakai[n.inti]; !slices.Contains(x.id, e.id) {
					x.id = append(x.id, e.id)
				}
			}
		}
	}
	out := map[string][]namaKalimat{}
	for _, s := range urut {
		n := pakai[s]
		awal := n.kata[0] + " " + n.kata[1]
		out[awal] = append(out[awal], *n)
	}
	for _, list := range out {
		slices.SortStableFunc(list, func(a, b namaKalimat) int { return cmp.Compare(len(b.kata), len(a.kata)) })
	}
	return out
}

// kataLetak is a word of a sentence with its place.
type kataLetak struct {
	kata        string
	awal, akhir int
	kurung      bool
}

// kataKalimat are the words of a sentence. Where singkat is set, words of which an
// abbreviation follows in brackets stand as that: Kabupaten Layak Anak (KLA) is kla.
func kataKalimat(s string, singkat bool) []kataLetak {
	var out []kataLetak
	dalam, awal, buka := 0, -1, 0
	tutup := func(i int) {
		if awal >= 0 {
			out = append(out, kataLetak{strings.ToLower(s[awal:i]), awal, i, dalam > 0})
			awal = -1
		}
	}
	for i, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			if awal < 0 {
				awal = i
			}
			continue
		}
		tutup(i)
		switch r {
		case '(':
			dalam++
			buka = i
		case ')':
			if dalam = max(0, dalam-1); dalam == 0 && singkat {
				if n := kepanjangan(out, s[buka+1:i]); n > 0 {
					w := out[len(out)-1]
					w.awal, w.akhir, w.kurung = out[len(out)-1-n].awal, i+1, false
					out = append(out[:len(out)-1-n], w)
				}
			}
		}
	}
	tutup(len(s))
	return out
}

// kepanjangan is how many words before an abbreviation in brackets are what it stands for.
func kepanjangan(w []kataLetak, singkatan string) int {
	n := len(singkatan)
	if n < 2 || n > 10 || len(w) < n+1 || strings.ToUpper(singkatan) != singkatan || w[len(w)-1].kata != strings.ToLower(singkatan) {
		return 0
	}
	for i := range n {
		if w[len(w)-1-n+i].kata[0] != strings.ToLower(singkatan)[i] {
			return 0
		}
	}
	return n
}

// samarkan puts letters from samar on for the names of subjects; tokoh are the subjects that
// each may be.
func (k *pengalimat) samarkan(s string) (out string, tokoh [][]string) {
	s = strings.Map(func(r rune) rune {
		if r >= samar && r < samar+maksSamar {
			return -1
		}
		return r
	}, s)
	for _, singkat := range []bool{false, true} {
		s, tokoh = k.samarkanDengan(s, kataKalimat(s, singkat), tokoh)
	}
	return s, tokoh
}

func (k *pengalimat) samarkanDengan(s string, w []kataLetak, tokoh [][]string) (string, [][]string) {
	var b strings.Builder
	akhir := 0
	for i := 0; i < len(w); i++ {
		lanjut := i + 1
		for lanjut < len(w) && w[lanjut].kurung && !w[i].kurung {
			lanjut++
		}
		if lanjut == len(w) {
			break
		}
		for _, n := range k.nama[w[i].kata+" "+w[lanjut].kata] {
			if k.kerja++; k.kerja > maksKerja {
				break
			}
			j, ok := cocokNama(w, i, n.kata)
			if !ok || len(tokoh) >= maksTokohKalim {
				continue
			}
			b.WriteString(s[akhir:w[i].awal])
			b.WriteRune(rune(samar + len(tokoh)))
			tokoh = append(tokoh, n.id)
			akhir = w[j-1].akhir
			if j < len(w) && w[j].kurung && !w[j-1].kurung { // what stands in brackets behind a name is its own
				m := j
				for m < len(w) && w[m].kurung {
					m++
				}
				if tutup := strings.IndexByte(s[w[m-1].akhir:], ')'); tutup >= 0 && !strings.ContainsAny(s[w[j].awal:w[m-1].akhir], "0123456789") {
					j, akhir = m, w[m-1].akhir+tutup+1
				}
			}
			i = j - 1
			break
		}
	}
	b.WriteString(s[akhir:])
	return b.String(), tokoh
}

// cocokNama tells whether a name stands at a word, and where it ends; what stands in brackets
// is passed over.
func cocokNama(w []kataLetak, i int, nama []string) (int, bool) {
	for n := 0; n < len(nama); n++ {
		for n > 0 && i < len(w) && w[i].kurung && w[i].kata != nama[n] {
			i++
		}
		if i >= len(w) || w[i].kata != nama[n] {
			return 0, false
		}
		i++
	}
	return i, true
}

var polaLabel = regexp.MustCompile(`^(?:[-•●▪○*–·➢✓]\s*)?(?:\(?[0-9]{1,2}[.)]\s+|\(?[a-zA-Z][.)]\s+)?`)

// alinea reads a paragraph: a heading, or sentences.
func (k *pengalimat) alinea(b Bagian) {
	s := strings.TrimSpace(polaLabel.ReplaceAllString(rapi(b.Paragraf), ""))
	if k.bacaJudul(s) || !strings.ContainsAny(s, "0123456789") && !polaSemua.MatchString(s) {
		return
	}
	k.nomor, k.kolom = b.Nomor, map[string]int{}
	lalu := ""    // the subject of the sentence before
	wilayah := "" // the words of the paragraph, in which a row from elsewhere is named
	var bebas []figur
	for _, kal := range kalimatDari(s) {
		if k.urai += len(kal); len(kal) > maksKalimat || k.urai > maksUraian {
			continue
		}
		k.simpulan(kal)
		wilayah += " " + kal
		samaran, tokoh := k.samarkan(kal)
		var sendiri []figur
		list := uraiKalimat(k.tanpaDaerah(samaran))
		for _, f := range list {
			if f.besaran == "" {
				continue
			}
			id, jelas := k.pemilik(f, tokoh, lalu, list)
			if total, ada := k.p.anggaranTotal(); ada && id != total && uangKalimat(f.besaran) && k.milik(id, review.SubjekAnggaran) && !k.cocok(id, list) && k.cocok(total, list) {
				id = total // "anggaran untuk urusan sosial dan …": of them all
			}
			if id == "" {
				if f.tokoh < 0 {
					sendiri = append(sendiri, f)
				}
				continue
			}
			k.nyatakan(f, id)
			if jelas {
				lalu = id
			}
		}
		if len(sendiri) > 0 && !k.total(sendiri) {
			bebas = append(bebas, sendiri...)
		}
	}
	k.faktaSendiri(bebas, wilayah)
}

// bacaJudul takes a heading: the sentences below are about what it names.
func (k *pengalimat) bacaJudul(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	if len(s) > maksJudulAlin || strings.ContainsRune(".:;,?", r) {
		return false
	}
	k.urai += len(s)
	samaran, tokoh := k.samarkan(s)
	for _, f := range uraiKalimat(samaran) {
		if f.besaran != "" || strings.Contains(f.teks, "%") {
			return false
		}
	}
	k.judul = ""
	if inti := strings.TrimSpace(samaran); len(tokoh) == 1 && utf8.RuneCountInString(inti) == 1 {
		k.judul = k.satu(tokoh[0], review.SubjekIndikator)
	} else if id, ok := k.p.cari(s, review.SubjekIndikator); ok {
		k.judul = id
	}
	return true
}

// satu is the one subject of a kind among those that a name may stand for.
func (k *pengalimat) satu(id []string, j review.JenisSubjek) string {
	out := ""
	for _, x := range id {
		if s := k.p.subjek(x); s != nil && s.Jenis == j {
			if out != "" {
				return ""
			}
			out = x
		}
	}
	return out
}

// pemilik is the subject that a figure of a sentence is stated of. jelas tells that the
// sentence names it.
func (k *pengalimat) pemilik(f figur, tokoh [][]string, lalu string, list []figur) (id string, jelas bool) {
	if f.asing {
		return "", false
	}
	if f.tokoh >= 0 && f.tokoh < len(tokoh) {
		id = k.untuk(tokoh[f.tokoh], f)
		if len(f.sisa) > 0 && !f.pasangan && !(uangKalimat(f.besaran) && k.cocok(id, list)) {
			return "", false
		}
		return id, true
	}
	if f.pasangan && !slices.ContainsFunc(list, func(x figur) bool { return x.besaran == review.Realisasi }) && len(f.sisa) > 0 {
		return "", false // a share of its own
	}
	for _, id := range []string{lalu, k.judul} {
		if id != "" && len(f.sisa) == 0 {
			return k.untuk([]string{id}, f), false
		}
	}
	return "", false
}

// untuk is which of the subjects of a name a figure is of, by what it states; "" for none, or
// for several.
func (k *pengalimat) untuk(id []string, f figur) string {
	switch f.besaran {
	case review.Pagu, review.RealisasiAnggaran, review.CapaianAnggaran:
		if x := k.satu(id, review.SubjekAnggaran); x != "" {
			return x
		}
		return k.satu(id, review.SubjekIndikator)
	case review.RataCapaian, review.RataSerapan, review.Efisiensi:
		return k.satu(id, review.SubjekSasaran)
	case review.Pembilang, review.Penyebut, review.Bagian:
		if !f.pasangan && (f.besaran != review.Pembilang || !strings.EqualFold(f.teks, strings.TrimLeft(f.teks, "0")) || !k.p.skor[k.satu(id, review.SubjekIndikator)]) {
			return ""
		}
		if x := k.satu(id, review.SubjekIndikator); x != "" {
			return x
		}
		return k.indikatorProgram(k.satu(id, review.SubjekAnggaran))
	case review.Perubahan, review.PerubahanPersen, review.Peringkat:
		return ""
	}
	return k.satu(id, review.SubjekIndikator)
}

// indikatorProgram is the indicator of a program that has just one.
func (k *pengalimat) indikatorProgram(program string) string {
	out := ""
	for _, e := range k.p.indikator.list {
		if program != "" && e.induk == program {
			if out != "" {
				return ""
			}
			out = e.id
		}
	}
	return out
}

var namaKolom = map[review.Besaran]string{review.Target: "target", review.TargetAkhir: "target akhir", review.Realisasi: "realisasi", review.Capaian: "capaian", review.PersenTargetAkhir: "% target akhir",
	review.Pembilang: "pembilang", review.Penyebut: "penyebut", review.Pagu: "anggaran", review.RealisasiAnggaran: "realisasi anggaran", review.CapaianAnggaran: "capaian anggaran",
	review.RataCapaian: "rata-rata capaian", review.RataSerapan: "rata-rata capaian anggaran", review.Efisiensi: "tingkat efisiensi", review.Nilai: "nilai", review.Perubahan: "perubahan",
	review.PerubahanPersen: "perubahan dalam persen", review.Bagian: "bagian", review.Peringkat: "peringkat"}

// tempat is the place of a figure in the paragraph.
func (k *pengalimat) tempat(kolom, tercetak string) review.Tempat {
	if k.kolom[kolom]++; k.kolom[kolom] > 1 {
		kolom = fmt.Sprintf("%s (%d)", kolom, k.kolom[kolom])
	}
	return review.Tempat{Tabel: narasi, Baris: strconv.Itoa(k.nomor), Kolom: kolom, Tercetak: tercetak}
}

// baca is a figure's value as what it states is written.
func (k *pengalimat) baca(f figur, b review.Besaran) (angka, bool) {
	kind := locale.KindRasio
	switch b {
	case review.Pagu, review.RealisasiAnggaran:
		kind = locale.KindRupiah
	case review.Pembilang, review.Penyebut, review.Peringkat:
		kind = locale.KindBilangan
	}
	a, ok := k.p.angka(strings.TrimSuffix(f.teks, ",-"), kind)
	if ok && f.turun {
		a.nilai = a.nilai.Neg()
	}
	return a, ok
}

// nyatakan states a figure of a subject.
func (k *pengalimat) nyatakan(f figur, id string) {
	b := f.besaran
	if (b == review.Nilai || b == review.Bagian) && k.p.subjek(id).Jenis == review.SubjekIndikator {
		b = review.Realisasi
	}
	kunci := review.Kunci{Besaran: b, Subjek: id, Tahun: f.tahun}
	switch {
	case b == review.TargetAkhir || b == review.PersenTargetAkhir:
		kunci.Tahun = 0
	case f.tahun < 0:
		kunci.Tahun = k.p.n.Tahun - 1
	}
	kolom := namaKolom[b]
	if kunci.Tahun != 0 && kunci.Tahun != k.p.n.Tahun {
		kolom = fmt.Sprintf("%s %d", kolom, kunci.Tahun)
	}
	t := k.tempat(kolom, f.teks)
	a, ok := k.baca(f, b)
	if !ok {
		if f.pasangan {
			k.p.takTerbaca(t)
		}
		return
	}
	k.p.nyatakan(kunci, t, a)
	k.nyatakanTerbilang(f, kunci)
	if b == review.Capaian {
		k.nyatakanKategori(f, kunci)
	}
}

// nyatakanTerbilang states the amount in words behind a figure. Words that are an amount for
// the most part and yet none are listed.
func (k *pengalimat) nyatakanTerbilang(f figur, kunci review.Kunci) {
	if f.terbilang == "" {
		return
	}
	n, semua := 0, strings.Fields(strings.ToLower(f.terbilang))
	for _, w := range semua {
		if kataBilangan[w] {
			n++
		}
	}
	if 2*n <= len(semua) {
		return
	}
	t := k.tempat("terbilang "+namaKolom[kunci.Besaran], f.terbilang)
	d, err := locale.ParseTerbilang(f.terbilang)
	if err != nil {
		k.p.takTerbaca(t)
		return
	}
	a := angka{nilai: d, jenis: review.JenisTerbilang}
	if !d.IsInteger() {
		a.desimal = 2
	}
	k.p.nyatakan(kunci, t, a)
}

var kataBilangan = set(`nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belas puluh seratus ratus seribu ribu juta miliar milyar triliun rupiah sen`)

// nyatakanKategori states the class that a sentence calls a percentage.
func (k *pengalimat) nyatakanKategori(f figur, kunci review.Kunci) {
	if k.p.n.Skala == nil || f.kategori == "" {
		return
	}
	nama := ""
	for _, c := range k.p.n.Skala.Kelas {
		s := strings.ToLower(f.kategori + " ")
		if strings.HasPrefix(s, strings.ToLower(c.Nama)+" ") && len(c.Nama) > len(nama) {
			nama = c.Nama
		}
	}
	if nama != "" {
		kunci.Besaran = review.Kategori
		k.p.nyatakanTeks(kunci, k.tempat("kategori", nama), nama)
	}
}

// uangKalimat tells the facts of a budget row.
func uangKalimat(b review.Besaran) bool {
	return b == review.Pagu || b == review.RealisasiAnggaran || b == review.CapaianAnggaran
}

func (k *pengalimat) milik(id string, j review.JenisSubjek) bool {
	s := k.p.subjek(id)
	return s != nil && s.Jenis == j
}

// cocok tells whether some figure about money is what is known of a subject.
func (k *pengalimat) cocok(id string, list []figur) bool {
	for _, f := range list {
		a, ok := k.baca(f, f.besaran)
		if ok && uangKalimat(f.besaran) && slices.ContainsFunc(k.tahu[fakta{id, f.besaran, cmp.Or(f.tahun, k.p.n.Tahun)}], func(d decimal.Decimal) bool {
			return d.Round(max(a.desimal, 0)).Equal(a.nilai)
		}) {
			return true
		}
	}
	return false
}

// total states the money of a sentence that names no subject of the whole budget: where one
// of its figures is what is known of that.
func (k *pengalimat) total(list []figur) bool {
	id, ok := k.p.anggaranTotal()
	if !ok {
		return false
	}
	uang := 0
	for _, f := range list {
		if !uangKalimat(f.besaran) {
			return false
		}
		if f.besaran != review.CapaianAnggaran {
			uang++
		}
	}
	if uang < 2 || !k.cocok(id, list) {
		return false
	}
	for _, f := range list {
		k.nyatakan(f, id)
	}
	return true
}

// faktaSendiri states what sentences say of something that is in no table of the agency's
// own: a share with both its parts, a value with the one before and how it changed. Where
// it is a row of a table from elsewhere, it is stated of that.
func (k *pengalimat) faktaSendiri(list []figur, kalimat string) {
	tahun := k.p.n.Tahun
	ada := map[review.Besaran]int{}
	var pakai []figur
	for _, f := range list {
		b := f.besaran
		switch b {
		case review.Nilai:
			if f.tahun != 0 && f.tahun != tahun {
				if f.tahun != -1 && f.tahun != tahun-1 {
					continue
				}
				b = "lalu"
			}
		case review.Perubahan, review.PerubahanPersen, review.Peringkat:
		case review.Pembilang, review.Penyebut, review.Bagian:
			if !f.pasangan {
				continue
			}
		default:
			continue
		}
		ada[b]++
		pakai = append(pakai, f)
	}
	for _, n := range ada {
		if n > 1 {
			return // of several things
		}
	}
	banding := k.barisBanding(pakai, kalimat)
	bagian := ada[review.Pembilang] > 0 && ada[review.Penyebut] > 0 && ada[review.Bagian] > 0
	ubah := ada[review.Nilai] > 0 && ada["lalu"] > 0 && ada[review.Perubahan]+ada[review.PerubahanPersen] > 0
	if banding == "" {
		if !bagian && !ubah {
			return
		}
		banding = k.p.tambahSubjek(review.Subjek{ID: fmt.Sprintf("kalimat %d", k.nomor), Nama: pendek(strings.TrimSpace(kalimat), 80), Jenis: review.SubjekPembanding})
	}
	for _, f := range pakai {
		if bagian == (f.besaran == review.Pembilang || f.besaran == review.Penyebut || f.besaran == review.Bagian) && (f.besaran != review.Peringkat) {
			k.nyatakan(k.sesuaikan(f, banding), banding)
		}
	}
}

// barisBanding is the row of a table from elsewhere that sentences are about: they name the
// row, and one of their values is what that row has for the year.
func (k *pengalimat) barisBanding(list []figur, kalimat string) string {
	out := ""
	for _, id := range k.barisDalam(kalimat) {
		for _, f := range list {
			if f.besaran != review.Nilai {
				continue
			}
			tahun := cmp.Or(f.tahun, k.p.n.Tahun)
			if f.tahun < 0 {
				tahun = k.p.n.Tahun - 1
			}
			a, ok := k.baca(k.polos(f), review.Nilai)
			if ok && slices.ContainsFunc(k.tahu[fakta{id, review.Nilai, tahun}], a.nilai.Equal) {
				if out != "" && out != id {
					return ""
				}
				out = id
			}
		}
	}
	return out
}

// barisDalam are the rows of tables from elsewhere that a text names.
func (k *pengalimat) barisDalam(kalimat string) (out []string) {
	w := kata(kalimat)
	for i := range w {
		for n := 1; n <= maksKataBaris && i+n <= len(w); n++ {
			for _, id := range k.baris[strings.Join(w[i:i+n], " ")] {
				if !slices.Contains(out, id) && len(out) < maksTokohKalim {
					out = append(out, id)
				}
			}
		}
	}
	return out
}

var polaPelipat = regexp.MustCompile(`(?i)\s*(?:ribu|juta|miliar|milyar|triliun|trilyun)$`)

// polos is a figure without the word that multiplies it.
func (k *pengalimat) polos(f figur) figur {
	f.teks = polaPelipat.ReplaceAllString(f.teks, "")
	return f
}

// sesuaikan writes a figure in the unit of what is known of its subject: a table in thousands
// prints 74,58 where a sentence says 74,58 ribu.
func (k *pengalimat) sesuaikan(f figur, id string) figur {
	tahu := slices.Concat(k.tahu[fakta{id, review.Nilai, k.p.n.Tahun}], k.tahu[fakta{id, review.Nilai, k.p.n.Tahun - 1}])
	a, ok1 := k.baca(f, review.Nilai)
	b, ok2 := k.baca(k.polos(f), review.Nilai)
	if len(tahu) > 0 && ok1 && ok2 && a.nilai.Sub(tahu[0]).Abs().GreaterThan(b.nilai.Sub(tahu[0]).Abs()) {
		return k.polos(f)
	}
	return f
}

var (
	polaSemua  = regexp.MustCompile(`(?i)\b(?:semua|seluruh)\s+(?:target(?:\s+(?:kinerja|indikator(?: kinerja)?|sasaran))?|indikator(?: kinerja)?)\s+(?:(?:telah|sudah|dapat|berhasil|pada|tahun|[0-9]{4}|yang|ditetapkan|diperjanjikan)\s+)*(?:tercapai|terpenuhi|dicapai|mencapai target)`)
	polaTidak  = regexp.MustCompile(`(?i)\b(?:tidak|belum|bukan|apabila|jika|agar|supaya|kecuali|hampir)\b`)
	namaProgam = regexp.MustCompile(`(?i)\b(?:program|kegiatan|bidang|urusan)\b`)
)

// simpulan states a conclusion that every target was reached.
func (k *pengalimat) simpulan(s string) {
	if m := polaSemua.FindString(s); m != "" && !polaTidak.MatchString(s) && !namaProgam.MatchString(s) {
		k.p.nyatakanTeks(review.Kunci{Besaran: review.Simpulan, Subjek: "laporan"}, k.tempat("simpulan", m), review.SimpulanTercapai)
	}
}
