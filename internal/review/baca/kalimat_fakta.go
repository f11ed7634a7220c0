package baca

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/review"
)

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

// kini tells a value of the report's year.
func (k *pengalimat) kini(f figur) bool {
	return f.besaran == review.Nilai && (f.tahun == 0 || f.tahun == k.p.n.Tahun)
}

var polaUbahPagu = susunPola(`(?i)\bdari (Rp[0-9.,]*[0-9]) pada Perjanjian Kinerja (?:induk|awal|murni) menjadi (Rp[0-9.,]*[0-9]) pada Perjanjian Kinerja perubahan`)

// ubahPagu states the money of the whole in the agreement and in the changed one.
func (k *pengalimat) ubahPagu(s string) {
	id, ok := k.p.anggaranTotal()
	m := polaUbahPagu.FindStringSubmatch(s)
	if !ok || m == nil {
		return
	}
	for n, versi := range []string{versiInduk, ""} {
		if a, ok := k.baca(figur{teks: m[n+1]}, review.Pagu); ok {
			k.p.nyatakan(review.Kunci{Besaran: review.Pagu, Subjek: id, Versi: versi}, k.tempat(namaKolom[review.Pagu]+map[bool]string{true: " induk"}[versi != ""], m[n+1]), a)
		}
	}
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
			if !k.kini(f) {
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
	// A rank is among the rows of one total, counted from the highest.
	dariTabel := banding != "" && k.p.subjek(banding).Induk != "" && strings.Contains(strings.ToLower(kalimat), "tertinggi")
	if banding == "" {
		if !bagian && !ubah {
			return
		}
		banding = k.p.tambahSubjek(review.Subjek{ID: fmt.Sprintf("kalimat %s%d", k.awalSubjek, k.nomor), Nama: pendek(strings.TrimSpace(kalimat), 80), Jenis: review.SubjekPembanding})
	}
	for _, f := range pakai {
		switch f.besaran {
		case review.Pembilang, review.Penyebut, review.Bagian:
			if !bagian {
				continue
			}
		case review.Peringkat:
			if !dariTabel {
				continue
			}
		default:
			if bagian {
				continue
			}
		}
		k.nyatakan(k.sesuaikan(f, banding), banding)
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
				if !slices.Contains(out, id) && len(out) < maksTokoh {
					out = append(out, id)
				}
			}
		}
	}
	return out
}

var polaPelipat = susunPola(`(?i)\s*(?:ribu|juta|miliar|milyar|triliun|trilyun)$`)

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
