package baca

import (
	"strings"

	"capaian/internal/review"
	"capaian/internal/sakip"
)

// DariNarasi is a review.Pembaca: what the sentences of a year's narratives, and of what
// units say with their figures, state of the year, whose own statements n are. All of them
// are about the whole year, so that at the end of a quarter before the last there are none.
func DariNarasi(d sakip.DataTahun, h sakip.Hasil, n review.Bacaan) review.Bacaan {
	out := review.Bacaan{Tahun: n.Tahun}
	teks := teksTahun(d, h)
	if len(teks) == 0 {
		return out
	}
	p := pembacaTahun(n)
	k := p.pengalimat()
	k.daerah = strings.ToUpper(strings.Join(strings.Fields(d.OPD.Daerah), " "))
	for _, t := range teks {
		k.letak, k.awalKolom, k.awalSubjek = review.Tempat{Tabel: t.tabel, Baris: t.baris}, t.kolom, t.tabel+" "+t.baris+" "+t.kolom
		for n, s := range alineaNarasi(t.isi) {
			k.judul, k.nomor = t.indikator, n+1
			k.kalimat(s, func(s string) bool { return polaMasa.MatchString(s) || t.sebagian && polaSemua.MatchString(s) })
		}
	}
	out.Subjek, out.Pernyataan = p.n.Subjek[len(n.Subjek):], p.n.Pernyataan[len(n.Pernyataan):]
	return out
}

// teksNarasi is a text that somebody wrote, with where it stands.
type teksNarasi struct {
	tabel, baris, kolom string
	isi                 string
	indikator           string // that it is about
	sebagian            bool   // it is about a part of what the agency does
}

// teksTahun are the texts of a year that speak of it.
func teksTahun(d sakip.DataTahun, h sakip.Hasil) (out []teksNarasi) {
	if h.Periode.Triwulan != 4 {
		return nil
	}
	tambah := func(t teksNarasi) {
		if strings.ContainsAny(t.isi, "0123456789") || polaSemua.MatchString(t.isi) {
			out = append(out, t)
		}
	}
	bagian := map[string]sakip.BagianNarasi{}
	for _, b := range d.BagianNarasi() {
		bagian[b.ID] = b
	}
	for _, n := range d.Narasi {
		t := teksNarasi{tabel: review.TabelNarasi, baris: n.Bagian, isi: n.Isi}
		if b, ada := bagian[n.Bagian]; ada {
			t.baris, t.sebagian = b.Sebutan(), b.Tentang != ""
		}
		for _, i := range d.Indikator {
			if n.Bagian == sakip.BagianIndikator(i.ID) {
				t.indikator = i.ID
			}
		}
		tambah(t)
	}
	for _, r := range d.Realisasi {
		i, ada := d.CariIndikator(r.Indikator)
		// The figures of a quarter alone are not those of the year.
		if !ada || r.Triwulan != 4 || !r.Status.Dihitung() || i.Frekuensi != sakip.Tahunan && i.Entri != sakip.SDTriwulan {
			continue
		}
		for _, x := range []struct{ kolom, isi string }{{"Faktor pendorong", r.FaktorPendorong}, {"Faktor penghambat", r.FaktorPenghambat}, {"Solusi", r.Solusi}} {
			tambah(teksNarasi{review.TabelKeterangan, i.ID, x.kolom + ", ", x.isi, i.ID, true})
		}
		for _, x := range r.TindakLanjut {
			tambah(teksNarasi{review.TabelKeterangan, i.ID, "Tindak lanjut, ", x.Uraian, i.ID, true})
		}
	}
	return out
}

// pembacaTahun knows the subjects of a year by their names, and what is stated of them.
func pembacaTahun(n review.Bacaan) *pembaca {
	p := pembacaBaru()
	p.pemisah = pemisahKoma
	p.n = n
	// What is added must not be written into n.
	p.n.Subjek, p.n.Pernyataan = n.Subjek[:len(n.Subjek):len(n.Subjek)], n.Pernyataan[:len(n.Pernyataan):len(n.Pernyataan)]
	puncak := 0
	for k, s := range n.Subjek {
		p.letak[s.ID] = k
		p.skor[s.ID] = s.SkorMaksimal != nil
		if s.Jenis == review.SubjekPembanding {
			continue
		}
		d := p.daftar(s.Jenis)
		if e := (&entitas{id: s.ID}); len(d.list) < maksSubjek {
			d.list = append(d.list, e)
			d.namai(e, namai(s.Nama))
		}
		if s.Jenis == review.SubjekAnggaran && s.Induk == "" {
			p.total = s.ID
			puncak++
		}
	}
	if puncak > 1 {
		p.total = ""
	}
	return p
}

var (
	polaTandaButir = susunPola(`^(?:[-•–]|[0-9]{1,3}[.)]) `)
	// What is said of a part of the year.
	polaMasa = susunPola(`(?i)\b(?:triwulan|tw ?(?:[1-4]|iv|i{1,3})|semester|(?:hingga|sampai(?: dengan)?|s\.d\.?|s/d|per) (?:akhir |bulan |[0-9]{1,2} )*(?:januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november))\b`)
)

// alineaNarasi are the paragraphs and the items of lists of a text.
func alineaNarasi(s string) (out []string) {
	lanjut := false
	for baris := range strings.Lines(strings.ReplaceAll(s, "\r\n", "\n")) {
		isi := strings.Join(strings.Fields(strings.NewReplacer("**", "", "*", "").Replace(baris)), " ")
		if butir := polaTandaButir.FindString(isi); lanjut && isi != "" && butir == "" && strings.HasPrefix(baris, "  ") {
			out[len(out)-1] += " " + isi
			continue
		} else if lanjut = butir != ""; isi != "" {
			out = append(out, isi[len(butir):])
		}
	}
	return out
}
