package baca

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
	"capaian/internal/review"
)

const (
	narasi          = "Narasi"
	maksKalimat     = 4000      // bytes of a sentence that is read
	maksUraian      = 500_000   // bytes of sentences and headings that are read in all
	maksJudulAlinea = 240       // bytes of a paragraph that may be a heading
	minKataNama     = 2         // words of a name that sentences are searched for
	maksTokoh       = 40        // names in a sentence
	maksKataBaris   = 5         // words of the name of a row from elsewhere
	maksTahu        = 20        // values of one fact that a figure is held against
	maksKerja       = 5_000_000 // names that are compared
)

// bacaKalimat reads the sentences: a figure whose role and subject are clear is a statement,
// any other is left alone. The subject is named in the sentence, or it is that of the
// heading above or of the sentence before, and then the words before the figure must say
// nothing else.
func (p *pembaca) bacaKalimat(paragraf []Bagian) {
	k := p.pengalimat()
	k.daerah = daerah(paragraf)
	lembar := ""
	for _, b := range paragraf {
		if b.Lembar != lembar {
			lembar, k.judul = b.Lembar, ""
		}
		k.letak, k.nomor = review.Tempat{Tabel: narasi, Baris: strconv.Itoa(b.Nomor)}, b.Nomor
		if k.alinea(b.Paragraf); k.urai > maksUraian {
			p.takTerbaca(review.Tempat{Tabel: narasi, Baris: nomor(b.Nomor), Tercetak: "kalimat di baris ini dan sesudahnya, karena teksnya terlalu panjang"})
			break
		}
	}
}

// pengalimat reads sentences about what is known of the subjects so far.
func (p *pembaca) pengalimat() *pengalimat {
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
	return k
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

	nomor     int           // of the paragraph
	letak     review.Tempat // where the paragraph stands
	awalKolom string        // what the columns of its places begin with
	// awalSubjek tells the subjects of several texts apart, whatever stands in the others.
	awalSubjek string
	kolom      map[string]int // how often the paragraph states what
}

var polaLabel = susunPola(`^(?:[-•●▪○*–·➢✓]\s*)?(?:\(?[0-9]{1,2}[.)]\s+|\(?[a-zA-Z][.)]\s+)?`)

// alinea reads a paragraph: a heading, or sentences.
func (k *pengalimat) alinea(s string) {
	s = strings.TrimSpace(polaLabel.ReplaceAllString(rapi(s), ""))
	if !k.bacaJudul(s) {
		k.kalimat(s, nil)
	}
}

// kalimat reads the sentences of a paragraph but those that lewat tells.
func (k *pengalimat) kalimat(s string, lewat func(string) bool) {
	if !strings.ContainsAny(s, "0123456789") && !polaSemua.MatchString(s) {
		return
	}
	k.kolom = map[string]int{}
	lalu := ""                  // the subject of the sentence before
	var wilayah strings.Builder // the words of the paragraph, in which a row from elsewhere is named
	var bebas []figur
	for _, kal := range kalimatDari(s) {
		if k.urai += len(kal); len(kal) > maksKalimat || k.urai > maksUraian || lewat != nil && lewat(kal) {
			continue
		}
		k.simpulan(kal)
		k.ubahPagu(kal)
		wilayah.WriteString(" " + kal)
		samaran, tokoh := k.samarkan(kal)
		var sendiri []figur
		list := uraiKalimat(k.tanpaDaerah(samaran))
		for _, f := range list {
			if f.besaran == "" {
				continue
			}
			id, jelas := k.pemilik(f, tokoh, lalu, list)
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
			if slices.ContainsFunc(sendiri, func(f figur) bool { return k.kini(f) || f.besaran == review.Pembilang }) {
				k.faktaSendiri(bebas, wilayah.String()) // of something else
				bebas = nil
				wilayah.Reset()
				wilayah.WriteString(kal)
			}
			bebas = append(bebas, sendiri...)
		}
	}
	k.faktaSendiri(bebas, wilayah.String())
}

// bacaJudul takes a heading: the sentences below are about what it names.
func (k *pengalimat) bacaJudul(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	if len(s) > maksJudulAlinea || strings.ContainsRune(".:;,?", r) {
		return false
	}
	k.urai += len(s)
	samaran, tokoh := k.samarkan(s)
	if len(uraiKalimat(samaran)) > 0 || strings.Contains(s, "=") {
		return false
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
		total, ada := k.p.anggaranTotal()
		if ada && uangKalimat(f.besaran) && (id == "" || k.milik(id, review.SubjekAnggaran)) && !k.cocok(id, list) && k.cocok(total, list) {
			return total, true // "anggaran untuk urusan sosial dan …": of them all
		}
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
	return review.Tempat{Tabel: k.letak.Tabel, Baris: k.letak.Baris, Kolom: k.awalKolom + kolom, Tercetak: tercetak}
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

// dimaksud is what a figure of an indicator means: some call what was achieved its capaian,
// and some say that an indicator "reached" its capaian. What is known of it decides; "" is
// undecided.
func (k *pengalimat) dimaksud(f figur, b review.Besaran, id string) review.Besaran {
	if b != review.Capaian && (b != review.Realisasi || f.besaran != review.Nilai) {
		return b
	}
	a, ok := k.baca(f, b)
	tahun := cmp.Or(f.tahun, k.p.n.Tahun)
	tahu := func(b review.Besaran) bool {
		return ok && slices.ContainsFunc(k.tahu[fakta{id, b, tahun}], func(d decimal.Decimal) bool { return d.Round(max(a.desimal, 0)).Equal(a.nilai) })
	}
	switch {
	case tahu(b):
		return b
	case b == review.Capaian && tahu(review.Realisasi):
		return review.Realisasi
	case b == review.Realisasi && tahu(review.Capaian):
		return review.Capaian
	case b == review.Realisasi && tahu(review.Target), f.umum:
		return ""
	}
	return b
}

// nyatakan states a figure of a subject.
func (k *pengalimat) nyatakan(f figur, id string) {
	b := f.besaran
	if (b == review.Nilai || b == review.Bagian) && k.p.subjek(id).Jenis == review.SubjekIndikator {
		b = review.Realisasi
	}
	if b = k.dimaksud(f, b, id); b == "" {
		return
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

var (
	polaSemua  = susunPola(`(?i)\b(?:semua|seluruh)\s+(?:target(?:\s+(?:kinerja|indikator(?: kinerja)?|sasaran))?|indikator(?: kinerja)?)\s+(?:(?:telah|sudah|dapat|berhasil|pada|tahun|[0-9]{4}|yang|ditetapkan|diperjanjikan)\s+)*(?:tercapai|terpenuhi|dicapai|mencapai target)`)
	polaTidak  = susunPola(`(?i)\b(?:tidak|belum|bukan|apabila|jika|agar|supaya|kecuali|hampir)\b`)
	namaProgam = susunPola(`(?i)\b(?:program|kegiatan|bidang|urusan)\b`)
)

// simpulan states a conclusion that every target was reached.
func (k *pengalimat) simpulan(s string) {
	if m := polaSemua.FindString(s); m != "" && !polaTidak.MatchString(s) && !namaProgam.MatchString(s) {
		k.p.nyatakanTeks(review.Kunci{Besaran: review.Simpulan, Subjek: "laporan"}, k.tempat("simpulan", m), review.SimpulanTercapai)
	}
}
