package review

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"capaian/internal/locale"
)

// periksaTarget holds the plans of a year against one another: the quarters' targets and the
// Renstra's against the year's, and an agreement that is to be signed against the budget.
func (p *pemeriksa) periksaTarget() {
	tahun := p.n.Tahun
	for n := range p.n.Subjek {
		s := &p.n.Subjek[n]
		if p.subjek[s.ID] != s {
			continue
		}
		kunci := func(b Besaran, tw int, versi string) int {
			return p.satu(Kunci{Besaran: b, Subjek: s.ID, Tahun: tahun, Triwulan: tw, Versi: versi})
		}
		beda := func(t Tingkat, a, b int, apa, usulan string) {
			if a >= 0 && b >= 0 && !p.nilai[a].Equal(p.nilai[b]) {
				p.temukan(RencanaBeda, t, fmt.Sprintf("%s %s %s, sedangkan %s.", apa, p.namaSubjek(s.ID), p.n.Pernyataan[a].Tercetak, p.padaRencana(b)), usulan, a, b)
			}
		}
		for _, versi := range p.n.Draf {
			if a, b := kunci(Pagu, 0, versi), kunci(Pagu, 0, ""); s.Jenis == SubjekAnggaran && a >= 0 && b >= 0 && !p.nilai[a].Equal(p.nilai[b]) {
				p.temukan(BedaTempat, Peringatan, fmt.Sprintf("Anggaran %s pada %s, yang belum ditandatangani, %s; anggaran yang berlaku %s.", p.namaSubjek(s.ID), p.n.Pernyataan[a].Tabel, p.n.Pernyataan[a].Tercetak, p.n.Pernyataan[b].Tercetak), "Samakan sebelum ditandatangani.", a, b)
			}
		}
		setahun := kunci(Target, 0, "")
		for _, versi := range p.n.Draf {
			if i := kunci(Target, 0, versi); i >= 0 {
				setahun = i
			}
		}
		beda(Info, setahun, kunci(Target, 0, versiRenstra), "Target", "Jelaskan, atau samakan.")
		beda(Peringatan, kunci(TargetAkhir, 0, versiRenstra), kunci(TargetAkhir, 0, ""), "Target tahun terakhir Renstra untuk", "Samakan keduanya.")
		beda(Peringatan, kunci(Target, 4, versiSD), setahun, "Target s.d. TW4", "Samakan keduanya, atau jelaskan.")
		if !s.JumlahTarget || setahun < 0 {
			continue
		}
		var jumlah decimal.Decimal
		var sel []int
		for tw := 1; tw <= 4; tw++ {
			if i := kunci(Target, tw, ""); i >= 0 {
				jumlah, sel = jumlah.Add(p.nilai[i]), append(sel, i)
			}
		}
		if len(sel) > 0 && !jumlah.Equal(p.nilai[setahun]) {
			p.temukan(RencanaBeda, Peringatan, fmt.Sprintf("Jumlah target triwulan %s %s, sedangkan %s.", p.namaSubjek(s.ID), locale.AngkaRingkas(jumlah), p.padaRencana(setahun)), "Samakan keduanya, atau jelaskan.", append(sel, setahun)...)
		}
	}
}

// padaRencana says what a plan has.
func (p *pemeriksa) padaRencana(i int) string {
	s := &p.n.Pernyataan[i]
	if s.Besaran == Target && s.Triwulan == 0 && s.Versi == "" {
		return "target setahun " + s.Tercetak
	}
	r, n := utf8.DecodeRuneInString(s.Kolom)
	if n == 0 { // a place may have no heading
		return s.Tercetak + " di " + s.Tabel
	}
	return strings.ToLower(string(r)) + s.Kolom[n:] + " " + s.Tercetak + " di " + s.Tabel
}

// periksaRencana looks at what belongs together in the plan.
func (p *pemeriksa) periksaRencana() {
	if !p.n.Rencana {
		return
	}
	ditautkan := map[string][]string{} // leaf → indicators
	for n := range p.n.Subjek {
		s := &p.n.Subjek[n]
		switch s.Jenis {
		case SubjekSasaran:
			if len(p.anak[s.ID]) == 0 {
				p.temukanTentang(s.ID, SasaranKosong, Peringatan, "Sasaran "+p.namaSubjek(s.ID)+" tidak mempunyai indikator.", "Tambahkan indikatornya.")
			}
		case SubjekIndikator:
			if strings.TrimSpace(s.PenanggungJawab) == "" {
				p.temukanTentang(s.ID, TanpaPIC, Peringatan, "Indikator "+p.namaSubjek(s.ID)+" tidak mempunyai penanggung jawab.", "Isi penanggung jawabnya.")
			}
			if s.Utama {
				p.tautkan(s, ditautkan)
			}
		}
	}
	if len(ditautkan) == 0 {
		return
	}
	var lepas []int
	var jumlah decimal.Decimal
	for n := range p.n.Subjek {
		s := &p.n.Subjek[n]
		i := p.dari(s, Pagu, p.n.Tahun)
		if s.Jenis != SubjekAnggaran || len(p.anak[s.ID]) > 0 || i < 0 || p.nilai[i].IsZero() {
			continue
		}
		switch list := ditautkan[s.ID]; {
		case len(list) == 0:
			lepas = append(lepas, i)
			jumlah = jumlah.Add(p.nilai[i])
		case len(list) > 1:
			p.temukan(AnggaranGanda, Peringatan, fmt.Sprintf("Anggaran %s dihitung pada %s.", p.namaSubjek(s.ID), daftar(list)), "Tautkan ke satu indikator.", i)
		}
	}
	if len(lepas) > 0 {
		p.temukan(TanpaSasaran, Info, fmt.Sprintf("Anggaran %s (%d rincian) tidak ditautkan ke indikator utama mana pun.", locale.Rupiah(jumlah), len(lepas)), "Tautkan, atau jelaskan.", lepas...)
	}
}

// tautkan adds the leaves that an indicator's budget edges reach.
func (p *pemeriksa) tautkan(s *Subjek, ke map[string][]string) {
	daun := map[string]int{}
	var turun func(kode string, tanda, dalam int)
	turun = func(kode string, tanda, dalam int) {
		if len(p.anak[kode]) == 0 || dalam > 10 {
			daun[kode] += tanda
			return
		}
		for _, id := range p.anak[kode] {
			turun(id, tanda, dalam+1)
		}
	}
	for _, t := range s.Anggaran {
		tanda := 1
		if t.Kurang {
			tanda = -1
		}
		turun(t.Kode, tanda, 0)
	}
	for kode, n := range daun {
		if n > 0 {
			ke[kode] = append(ke[kode], s.ID)
		}
	}
}
