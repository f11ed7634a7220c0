package baca

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"capaian/internal/review"
)

// figur is a figure of a sentence with the role that its words give it.
type figur struct {
	teks      string         // as printed, with its unit: "Rp5.345.600.000", "98,94%", "148.265"
	besaran   review.Besaran // "" where the sentence does not say what it is
	tahun     int            // that its words name; 0 for none
	turun     bool           // of a change: downwards
	tokoh     int            // the subject that was named last before it, see samar; -1 for none
	dekat     bool           // that subject stands right in the words before it
	sisa      []string       // words before it, behind the subject if that is near, that say something else
	asing     bool           // words before it say that it is somebody else's
	terbilang string         // the amount in words behind it
	kategori  string         // the words of a class behind it
	umum      bool           // of a capaian: called just so, as some call what was achieved
	pasangan  bool           // of parts: they are said to be what a percentage is reckoned from
}

// samar are the letters that stand for names of subjects in a sentence: the first for the
// first, and so on.
const samar = 0xe000

const (
	maksSamar  = 1000 // subjects that a sentence may name
	maksFigur  = 60   // figures of a sentence: what has more is none
	ujungFigur = 48   // bytes before a number that may say that it is no figure
)

var (
	polaFigur      = susunPola(`(?i)(?:\brp\s?\.?\s*)?-?\d(?:[\d.,]*\d)?(?:,-{1,2}|\.-)?(?:\s*(?:%|persen\s+poin\b|poin\s+persen\b|persen\b|poin\b))?(?:\s*(?:ribu|juta|miliar|milyar|triliun|trilyun)\b)?`)
	polaAngkaTahun = susunPola(`\b(?:19|20)\d\d\b`)
	polaSetelah    = susunPola(`(?i)^\s*(?:tahun\b|januari|februari|maret\b|april\b|mei\b|juni\b|juli\b|agustus|september|oktober|november|desember|desimal\b|(?:indikator|iku|program|sasaran|kegiatan|sub kegiatan|rekomendasi|menunjang|tidak|belum|mencapai)\b|-?\s*\d)`)
	// The figures of a division that is written as one: (705 ÷ 1.000) × 100% = 70,50%.
	polaPecahan   = susunPola(`(?i)\(?\s*(\d[\d.,]*)\s*([\pL]{0,20})\s*[÷:/]\s*(\d[\d.,]*)\s*([\pL]{0,20})\s*\)?\s*[×xX*]\s*100\s*%?\s*=\s*(\d[\d.,]*\s*%?)`)
	polaPeringkat = susunPola(`(?i)\b(peringkat|ranking)\s+ke\s?-?\s?(\d)`)
	polaKata      = susunPola(`^\s*\(\s*([\pL][\pL \n]*?)\s*\)`)
	polaKelas     = susunPola(`(?i)^\s*(?:,?\s*(?:dengan|dan|termasuk)?\s*(?:ber)?(?:kategori|predikat)\s+|\()([\pL]+(?: [\pL]+)?)`)
	polaBulat     = susunPola(`^(?:\d{1,3}(?:\.\d{3})+|\d{1,6})$`)
)

// kunciKata are the words that give the figure after them its role. Of those before a figure
// the last counts, and of those that begin together the longest.
var kunciKata = []struct {
	pola *pola
	arti arti
	ada  []string // one of these it has in small letters
}{
	{susunPola(`(?i)(?:persentase(?:nya)?|capaian(?:nya)?|%) terhadap target akhir`), artiPersenAkhir, []string{"target akhir"}},
	{susunPola(`(?i)\bpersentasenya\b`), artiPersentase, []string{"persentasenya"}},
	{susunPola(`(?i)\btarget akhir\b`), artiTargetAkhir, []string{"target akhir"}},
	{susunPola(`(?i)\brata-rata (?:persentase )?(?:(?:capaian|serapan|penyerapan|realisasi) anggaran|serapan|penyerapan)`), artiRataSerapan, []string{"rata-rata"}},
	{susunPola(`(?i)\brata-rata (?:persentase )?(?:capaian kinerja|capaian)(?:nya)?\b`), artiRataCapaian, []string{"rata-rata"}},
	{susunPola(`(?i)\btingkat efisiensi(?:nya)?\b`), artiEfisiensi, []string{"efisiensi"}},
	{susunPola(`(?i)\b(?:capaian|serapan|penyerapan|realisasi) anggaran(?:nya)?\b|\b(?:terserap|serapan|penyerapan)\b`), artiSerapan, []string{"serap", "anggaran"}},
	{susunPola(`(?i)\b(?:te)?realisasi(?:nya)?\b|\b(?:di|ter)realisasikan\b`), artiRealisasi, []string{"realisasi"}},
	{susunPola(`(?i)\b(?:capaian kinerja|tingkat capaian|persentase capaian|capaian)(?:nya)?\b`), artiCapaian, []string{"capaian"}},
	{susunPola(`(?i)\b(?:ditargetkan|target)(?:nya)?\b`), artiTarget, []string{"target"}},
	{susunPola(`(?i)\b(?:pagu|anggaran|alokasi)\b`), artiPagu, []string{"pagu", "anggaran", "alokasi"}},
	{susunPola(`(?i)\b(?:peringkat|ranking)\b`), artiPeringkat, []string{"peringkat", "ranking"}},
	{susunPola(`(?i)\bskor\b`), artiSkor, []string{"skor"}},
	{susunPola(`(?i)(?:yang )?\b(?:naik|meningkat|bertambah|kenaikan|peningkatan|pertambahan)\b`), artiNaik, []string{"naik", "tambah", "ingkat"}},
	{susunPola(`(?i)(?:yang )?\b(?:turun|menurun|berkurang|penurunan|pengurangan)\b`), artiTurun, []string{"urun", "urang"}},
	{susunPola(`(?i)\b(?:selisih|kontribusi|kekurangan|sisa|kelebihan|skor maksimal|nilai maksimal)\b`), artiLain, []string{"selisih", "kontribusi", "kurang", "sisa", "lebih", "maksimal"}},
}

// arti is what a word says of the figure after it.
type arti int

const (
	artiTiada arti = iota
	artiPersenAkhir
	artiPersentase
	artiTargetAkhir
	artiRataSerapan
	artiRataCapaian
	artiEfisiensi
	artiSerapan
	artiRealisasi
	artiCapaian
	artiTarget
	artiPagu
	artiPeringkat
	artiSkor
	artiNaik
	artiTurun
	artiLain
)

// kataLalu are words that say nothing of what a figure is.
var kataLalu = set(`pada tahun bulan sebesar sebanyak sejumlah senilai mencapai adalah yaitu yakni dengan dan atau sehingga maka ini itu tersebut indikator kinerja dari terhadap yang telah sudah di ke
		untuk akhir renstra rpjmd masa periode dibandingkan dibanding bila jika apabila sebelumnya kategori predikat kondisi menjadi hanya juga mengalami sedangkan serta semula adapun capaian
	target tercapai tidak belum nilai angka hasil persen persentase total jumlah keseluruhan kami sangat baik cukup kurang tinggi sedang rendah memuaskan tertaut tetap membaik memburuk poin
	januari februari maret april mei juni juli agustus september oktober november desember tertinggi terendah berhasil sampai dalam dapat ditetapkan direncanakan diperoleh dicapai tercatat jiwa orang`)

// uraiKalimat finds the figures of a sentence and the roles that its words give them. Names
// of subjects stand as letters from samar on. A figure whose role is not clear has none.
func uraiKalimat(s string) []figur {
	if adaSatu(s, []string{"ingkat", "anking"}) {
		s = polaPeringkat.ReplaceAllString(s, "$1 $2")
	}
	if m := pecahan(s); m != nil {
		out := uraiKalimat(s[:m[0]])
		bagian := func(n int) string { return strings.TrimRight(strings.TrimSpace(s[m[2*n]:m[2*n+1]]), ".,") }
		tokoh, _ := tokohDalam(s[:m[0]])
		return append(out, figur{teks: bagian(1), besaran: review.Pembilang, tokoh: tokoh, pasangan: true},
			figur{teks: bagian(3), besaran: review.Penyebut, tokoh: tokoh, pasangan: true}, figur{teks: bagian(5), besaran: review.Realisasi, tokoh: tokoh, pasangan: true})
	}
	var out []figur
	var depan []string // the words before each
	akhir, tokoh, terakhirArti := 0, -1, artiTiada
	semua := polaFigur.FindAllStringIndex(s, maksFigur+1)
	if len(semua) > maksFigur {
		return nil
	}
	for _, m := range semua {
		teks := strings.TrimSpace(s[m[0]:m[1]])
		if bukanFigur(s, m[0], m[1], teks) {
			continue
		}
		f := figur{teks: teks, tokoh: tokoh}
		cue := s[min(akhir, m[0]):m[0]]
		if t, ada := tokohDalam(cue); ada {
			f.tokoh, f.dekat = t, true
			tokoh = t
		}
		akhir = m[1] + f.baca(cue, s[m[1]:], out, &terakhirArti)
		depan = append(depan, cue)
		out = append(out, f)
	}
	pasangkan(out, depan)
	if slices.ContainsFunc(out, func(f figur) bool { return f.besaran == review.Realisasi || f.besaran == review.Target }) {
		for i := range out {
			out[i].umum = false // told from what was achieved
		}
	}
	return out
}

// pecahan is where a sentence writes a division out, as the submatches of polaPecahan.
func pecahan(s string) []int {
	if !strings.Contains(s, "=") {
		return nil
	}
	return polaPecahan.FindStringSubmatchIndex(s)
}

// tokohDalam is the last subject named in a text.
func tokohDalam(s string) (int, bool) {
	i := strings.LastIndexFunc(s, func(r rune) bool { return r >= samar && r < samar+maksSamar })
	if i < 0 {
		return -1, false
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return int(r) - samar, true
}

// bukanFigur tells a number that counts or dates something else: of a law, table, year, day.
func bukanFigur(s string, awal, akhir int, teks string) bool {
	if r, _ := utf8.DecodeLastRuneInString(s[:awal]); awal > 0 && (unicode.IsLetter(r) && r < samar || unicode.IsDigit(r)) {
		return true // IKU-1.1, P1, 2021-2026
	}
	if awal > 0 && strings.HasPrefix(teks, "-") && strings.HasSuffix(s[:awal], ".") {
		return true
	}
	if r, _ := utf8.DecodeRuneInString(s[akhir:]); unicode.IsLetter(r) || r == '-' && akhir+1 < len(s) && unicode.IsDigit(rune(s[akhir+1])) {
		return true
	}
	sebelum := ujung(s[:awal])
	if rentangBelakang.MatchString(s[akhir:]) || rentangDepan.MatchString(sebelum) {
		return true // 60,00% - 85,00%
	}
	polos := strings.Trim(teks, "0123456789") == ""
	if polos && polaAngkaTahun.MatchString(teks) && len(teks) == 4 {
		return true
	}
	if ya, uang := bernomor(sebelum); ya {
		return polos || !uang
	}
	return polos && polaSetelah.MatchString(s[akhir:])
}

var (
	rentangBelakang = susunPola(`(?i)^\s*(?:[-–]|s\.d\.?|s/d|sampai(?: dengan)?)\s*(?:rp\.?\s*)?\d`)
	rentangDepan    = susunPola(`(?i)\d\s*(?:%|persen)?\s*(?:[-–]|s\.d\.?|s/d|sampai(?: dengan)?)\s*$`)
)

// kataNomor are words before a number that is no figure: it counts something, or is about
// right only. Of those that are true, money and percentages are figures nevertheless.
var kataNomor = func() map[string]bool {
	m := map[string]bool{"anggaran": true, "angka": true, "tahun": true}
	for w := range set(`nomor no nomer pasal ayat huruf tabel gambar grafik diagram lampiran bab triwulan tw semester versi halaman hal nip misi tanggal pukul umur usia kelas ke x sekitar hampir minimal maksimal
		kurang_lebih lebih_dari paling_sedikit paling_banyak sekurang-kurangnya di_atas di_bawah`) {
		m[w] = false
	}
	return m
}()

// bernomor tells whether the words before a number say that it is no figure; uang that they
// may stand before money and percentages.
func bernomor(s string) (ya, uang bool) {
	s = strings.TrimRight(s, " ")
	if r, _ := utf8.DecodeLastRuneInString(s); r == '=' || strings.ContainsRune("×*/÷^±~<>≥≤", r) {
		return true, r == '='
	}
	w := strings.Fields(strings.ToLower(s))
	if len(w) == 0 {
		return false, false
	}
	akhir := strings.TrimLeft(strings.TrimSuffix(w[len(w)-1], "."), "(\"“")
	if strings.HasSuffix(akhir, "ke-") {
		return true, false
	}
	if uang, ada := kataNomor[akhir]; ada {
		return true, uang
	}
	if len(w) > 1 {
		if _, ada := kataNomor[w[len(w)-2]+"_"+akhir]; ada {
			return true, false
		}
	}
	return false, false
}

// ujung is the end of a text, as far as it is looked at before a number.
func ujung(s string) string { return s[max(0, len(s)-ujungFigur):] }

// baca gives a figure its role by the words before and behind it. It tells how many bytes
// behind the figure belong to it: its year, its amount in words.
func (f *figur) baca(cue, belakang string, sebelum []figur, terakhir *arti) (lewat int) {
	persen := strings.Contains(f.teks, "%") || strings.HasSuffix(strings.ToLower(f.teks), "persen") && !strings.Contains(strings.ToLower(f.teks), "poin")
	rupiah := strings.HasPrefix(strings.ToLower(f.teks), "rp")
	poin := strings.Contains(strings.ToLower(f.teks), "poin")
	poinPersen := poin && (strings.Contains(strings.ToLower(f.teks), "persen") || strings.Contains(f.teks, "%"))
	a, awal, letak := artiDari(cue)
	yang := awal >= 0 && strings.HasPrefix(strings.ToLower(cue[awal:]), "yang ")
	f.tahun, lewat = tahunDari(cue, belakang)
	f.asing = adaSatu(strings.ToLower(cue), kataAsing) && polaAsing.MatchString(cue)
	if i := strings.LastIndexFunc(cue, func(r rune) bool { return r >= samar && r < samar+maksSamar }); i >= 0 {
		_, n := utf8.DecodeRuneInString(cue[i:])
		f.sisa = sisaKata(cue[i+n:])
	} else {
		f.sisa = sisaKata(tanpaSatuan(cue, sebelum))
	}
	if m := polaKata.FindStringSubmatchIndex(belakang); m != nil && rupiah {
		f.terbilang = strings.Join(strings.Fields(belakang[m[2]:m[3]]), " ")
		lewat = max(lewat, m[1])
	}
	if m := polaKelas.FindStringSubmatch(belakang); m != nil {
		f.kategori = m[1]
	}
	ekor := strings.ToLower(strings.TrimSpace(cue[letak:]))
	lama := polaLama.MatchString(ekor)
	switch {
	case a != artiTiada && !persen && strings.HasSuffix(ekor, ","): // mencapai target, 6 tidak
		a = artiTiada
	case (a == artiNaik || a == artiTurun) && yang, (a == artiNaik || a == artiTurun) && !polaDekat.MatchString(ekor), a != artiTiada && polaDan.MatchString(ekor):
		a = artiTiada
	}
	akhirTarget := polaDariAkhir.MatchString(belakang)
	var dulu *figur
	if len(sebelum) > 0 {
		dulu = &sebelum[len(sebelum)-1]
	}
	kurung := polaKurung.MatchString(cue)
	switch {
	case poinPersen:
	case kurung && persen && dulu != nil && dulu.besaran == review.Perubahan:
		f.besaran, f.turun = review.PerubahanPersen, dulu.turun
	case kurung && persen && *terakhir == artiSerapan && dulu == nil, persen && f.dekat && a == artiTiada && *terakhir == artiSerapan:
		f.besaran = review.CapaianAnggaran
	case persen && akhirTarget:
		f.besaran = review.PersenTargetAkhir
	case a == artiNaik || a == artiTurun:
		switch {
		case lama:
			f.besaran = review.Nilai
			if f.tahun == 0 {
				f.tahun = -1
			}
		case persen:
			f.besaran = review.PerubahanPersen
		default:
			f.besaran = review.Perubahan
		}
		f.turun = a == artiTurun && f.besaran != review.Nilai
	case persen && polaAtau.MatchString(cue) && dulu != nil && dulu.besaran == review.RealisasiAnggaran:
		f.besaran = review.CapaianAnggaran
	default:
		f.besaran = besaranDari(a, persen, rupiah, dulu)
		if a == artiTiada && (f.dekat && polaNetral.MatchString(cue) || f.tahun != 0 || strings.HasSuffix(ekor, "menjadi") || strings.HasSuffix(ekor, "menjadi sebesar")) {
			f.besaran = review.Nilai
		}
	}
	f.umum = f.besaran == review.Capaian && !polaCapaianJelas.MatchString(cue)
	if f.besaran == review.Pagu && polaLuar.MatchString(belakang) {
		f.besaran = ""
	}
	if a != artiTiada {
		*terakhir = a
	}
	return lewat
}

// kataAsing are pieces of what polaAsing finds, one of which it always has.
var kataAsing = []string{"nasional", "provinsi", "indonesia", "standar", "awal", "baseline", "proyeksi", "prediksi", "estimasi", "perkiraan", "lain", "rata-rata"}

var (
	polaLama  = susunPola(`(?:^|\s)dari(?: sebesar| sebanyak)?$`)
	polaDekat = susunPola(`^(?:(?:menjadi|dari|hingga|sampai|sebesar|sebanyak|sejumlah|senilai|sekitar|pada|tahun|(?:19|20)\d\d)\s*)*$`)
	polaDan   = susunPola(`(?:^|\s)(?:dan|serta)$`)
	polaLuar  = susunPola(`(?i)^\s*(?:yang )?(?:tidak|belum|di ?luar)\b`)
	polaAsing = susunPola(`(?i)\b(?:nasional|provinsi|indonesia|standar|kondisi awal|baseline|proyeksi|prediksi|estimasi|perkiraan|kabupaten/kota lain(?:nya)?|rata-rata (?:kabupaten|kota|daerah|provinsi|nasional))\b`)
	// A capaian that can be nothing but a percentage of the target.
	polaCapaianJelas = susunPola(`(?i)\b(?:capaian kinerja|tingkat capaian|persentase capaian|capaiannya)`)
	polaKurung       = susunPola(`^\s*[\pL]{0,12}\s*\($`)

	polaAtau      = susunPola(`(?i)^[^\pL]*(?:atau|\(|=|yaitu)[^\pL]*(?:sebesar|mencapai)?\s*$`)
	polaNetral    = susunPola(`(?i)(?:sebesar|mencapai|adalah|yaitu|yakni|menjadi|:|=)(?:\s+(?:nilai|angka))?\s*$`)
	polaDariAkhir = susunPola(`(?i)^[\s,]*(?:dari|terhadap) target akhir`)
)

// besaranDari is the fact that a word and the writing of a figure name together.
func besaranDari(a arti, persen, rupiah bool, dulu *figur) review.Besaran {
	anggaran := dulu != nil && (dulu.besaran == review.Pagu || dulu.besaran == review.RealisasiAnggaran)
	switch {
	case rupiah && (a == artiRealisasi || a == artiSerapan):
		return review.RealisasiAnggaran
	case rupiah && a == artiPagu:
		return review.Pagu
	case rupiah:
		return ""
	case a == artiTargetAkhir:
		return review.TargetAkhir
	case a == artiTarget:
		return review.Target
	case a == artiRealisasi && anggaran && persen:
		return review.CapaianAnggaran
	case a == artiRealisasi:
		return review.Realisasi
	case a == artiPeringkat && !persen:
		return review.Peringkat
	case a == artiSkor && !persen:
		return review.Pembilang
	case !persen:
		return ""
	}
	switch a {
	case artiPersenAkhir:
		return review.PersenTargetAkhir
	case artiPersentase:
		if dulu != nil && dulu.besaran == review.TargetAkhir {
			return review.PersenTargetAkhir
		}
	case artiRataSerapan:
		return review.RataSerapan
	case artiRataCapaian:
		return review.RataCapaian
	case artiEfisiensi:
		return review.Efisiensi
	case artiSerapan:
		return review.CapaianAnggaran
	case artiCapaian:
		return review.Capaian
	}
	return ""
}

// adaSatu tells whether a text has one of some pieces.
func adaSatu(s string, list []string) bool {
	return slices.ContainsFunc(list, func(x string) bool { return strings.Contains(s, x) })
}

// artiDari is the last word in a text that says what follows, and where it stands.
func artiDari(s string) (a arti, awal, akhir int) {
	awal = -1
	kecil := strings.ToLower(s)
	for _, k := range kunciKata {
		if !adaSatu(kecil, k.ada) {
			continue
		}
		list := k.pola.FindAllStringIndex(s, -1)
		if len(list) == 0 {
			continue
		}
		m := list[len(list)-1]
		if m[0] > awal && m[0] >= akhir || m[0] <= awal && m[1] > akhir {
			a, awal, akhir = k.arti, m[0], m[1]
		}
	}
	return a, awal, akhir
}

// tahunDari is the year that the words right before a figure name, else those right behind,
// of which it tells how many bytes they are.
func tahunDari(cue, belakang string) (tahun, panjang int) {
	if list := polaAngkaTahun.FindAllString(cue, -1); len(list) > 0 {
		tahun, _ = strconv.Atoi(list[len(list)-1])
		return tahun, 0
	}
	if m := tahunBelakang.FindStringSubmatch(belakang); m != nil {
		tahun, _ = strconv.Atoi(m[1])
		return tahun, len(m[0])
	}
	return 0, 0
}

var tahunBelakang = susunPola(`(?i)^\s*(?:(?:poin|orang|jiwa|KK|unit)\s+)?(?:pada|di|per|untuk)?\s*(?:akhir|bulan|tahun)?\s*(?:januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember|tahun)?\s*((?:19|20)\d\d)\b`)

// tanpaSatuan takes the unit of the figure before off the words after it.
func tanpaSatuan(cue string, sebelum []figur) string {
	if len(sebelum) == 0 || !unicode.IsDigit(rune(sebelum[len(sebelum)-1].teks[len(sebelum[len(sebelum)-1].teks)-1])) {
		return cue
	}
	return polaSatuanAwal.ReplaceAllString(cue, "")
}

var polaSatuanAwal = susunPola(`^\s[\pL²³]+`)

// sisaKata are the words before a figure that say something else than its role.
func sisaKata(cue string) (out []string) {
	cue = strings.ToLower(cue)
	for _, k := range kunciKata {
		if adaSatu(cue, k.ada) {
			cue = k.pola.ReplaceAllString(cue, " ")
		}
	}
	for _, w := range strings.FieldsFunc(cue, func(r rune) bool { return !unicode.IsLetter(r) || r >= samar && r < samar+maksSamar }) {
		if len(w) > 1 && !kataLalu[w] {
			out = append(out, w)
		}
	}
	return out
}

var (
	polaDari   = susunPola(`(?i)\b(?:dari|terhadap)\b`)
	polaHitung = susunPola(`(?i)\b(?:perhitungan|penghitungan|formula|rumus)\b|\b(?:sebanyak|sejumlah)\s*$`)
)

// pasangkan finds the counts of which one is said to be part of the other, "X dari Y", and
// the percentage that is said of them.
func pasangkan(out []figur, depan []string) {
	hitungan := func(n int) bool {
		return polaBulat.MatchString(out[n].teks) && (out[n].besaran == "" || out[n].besaran == review.Nilai || out[n].besaran == review.Target)
	}
	for i := range out {
		if !hitungan(i) || out[i].besaran == review.Target || polaDari.MatchString(ekorCue(depan[i])) {
			continue
		}
		j := i + 1
		for j < len(out) && strings.ContainsAny(out[j].teks, "%") {
			j++
		}
		if j >= len(out) || !hitungan(j) || !polaDari.MatchString(depan[j]) || strings.Contains(depan[j], ".") {
			continue
		}
		persen := -1
		switch {
		case j > i+1:
			persen = i + 1
		case j+1 < len(out) && strings.Contains(out[j+1].teks, "%") && kurungAtau.MatchString(depan[j+1]):
			persen = j + 1
		case i > 0 && strings.Contains(out[i-1].teks, "%") && (out[i-1].besaran == review.Nilai || out[i-1].besaran == review.Realisasi):
			persen = i - 1
		}
		jelas := persen >= 0 || polaHitung.MatchString(depan[i]) && polaHitung.MatchString(depan[j])
		out[i].besaran, out[j].besaran = review.Pembilang, review.Penyebut
		out[i].pasangan, out[j].pasangan = jelas, jelas
		out[i].tahun, out[j].tahun = 0, 0
		if persen >= 0 {
			out[persen].besaran, out[persen].pasangan = review.Bagian, true
		}
		return
	}
}

var kurungAtau = susunPola(`(?i)^\s*(?:[\pL]+[ /-]*){0,14}[,(]?\s*(?:atau|sehingga|yaitu|=|\()\s*(?:diperoleh|sebesar|mencapai|persentase(?:nya)?|nilai)?\s*(?:sebesar|mencapai)?\s*$`)

// ekorCue are the last words of a text: those after its last comma.
func ekorCue(s string) string {
	if i := strings.LastIndexAny(s, ",;:"); i >= 0 {
		s = s[i+1:]
	}
	kata := strings.Fields(s)
	return strings.Join(kata[max(0, len(kata)-4):], " ")
}

// kalimatDari takes a paragraph apart into sentences: a full stop ends one where a capital
// follows, unless it is an abbreviation's.
func kalimatDari(s string) (out []string) {
	awal := 0
	for i := 0; i+2 < len(s); i++ {
		if s[i] != '.' || s[i+1] != ' ' {
			continue
		}
		r, _ := utf8.DecodeRuneInString(s[i+2:])
		if !unicode.IsUpper(r) && r != '“' && r != '(' && (r < samar || r >= samar+maksSamar) {
			continue
		}
		kata := s[strings.LastIndexAny(s[:i], " (")+1 : i]
		if slices.Contains(singkatan, strings.ToLower(kata)) || len(kata) == 1 || i-awal < 4 && strings.Trim(kata, "0123456789") == "" {
			continue
		}
		out = append(out, s[awal:i+1])
		awal = i + 2
	}
	return append(out, s[awal:])
}

var singkatan = []string{"rp", "no", "prov", "kab", "dr", "drs", "ir", "plt", "plh", "pj", "s.d", "dll", "dsb", "st", "jl", "h", "hj", "m", "a.n", "u.p"}
