package web

import (
	"slices"
	"strings"

	"capaian/internal/fault"
	"capaian/internal/locale"
	"capaian/internal/sakip"
	"capaian/internal/wire"
)

// aturan are the calculation rules as people read them: what the rule says, and where it
// comes from. docs/rules.md has each in full; a test holds this table to it.
var aturan = map[string]struct{ Isi, Dasar string }{
	"akumulasi.jumlah":            {"Nilai tahun adalah jumlah triwulan. Bila diisi s.d. triwulan, isian terakhir sudah mencakup semuanya.", "cara akumulasi indikator"},
	"akumulasi.posisi_akhir":      {"Nilai tahun adalah isian triwulan terakhir.", "cara akumulasi indikator"},
	"akumulasi.tetap":             {"Satu nilai yang sama sepanjang tahun, disebut lagi tiap triwulan.", "cara akumulasi indikator"},
	"akumulasi.rata_rata":         {"Nilai tahun adalah rata-rata triwulan yang diketahui.", "cara akumulasi indikator"},
	"akumulasi.maksimum":          {"Nilai tahun adalah triwulan tertinggi.", "cara akumulasi indikator"},
	"akumulasi.minimum":           {"Nilai tahun adalah triwulan terendah.", "cara akumulasi indikator"},
	"realisasi.rasio":             {"Pembilang dibagi penyebut dikali pengali; hasilnya angka terbitan, jadi dibulatkan dan dipakai sesudah dibulatkan.", "PermenPANRB 53/2014"},
	"realisasi.skor":              {"Skor dibagi skor maksimal dikali 100, dibulatkan.", "PermenPANRB 53/2014"},
	"realisasi.predikat":          {"Predikat dibaca sebagai skor labelnya pada skala yang ditetapkan.", "skala predikat pada kebijakan"},
	"realisasi.nilai":             {"Nilai dipakai seperti yang diisi.", "isian"},
	"capaian.naik":                {"Makin tinggi makin baik: realisasi dibagi target.", "PermenPANRB 53/2014"},
	"capaian.turun":               {"Makin rendah makin baik: dua kali target dikurangi realisasi, dibagi target.", "PermenPANRB 8/2021"},
	"capaian.turun.t/r":           {"Makin rendah makin baik: target dibagi realisasi.", "kebijakan perangkat daerah"},
	"capaian.rentang":             {"Di dalam rentang 100; di atasnya dihitung turun dari batas atas, di bawahnya naik ke batas bawah.", "PermenPANRB 8/2021"},
	"capaian.rentang.t/r":         {"Di dalam rentang 100; di atasnya batas atas dibagi realisasi, di bawahnya naik ke batas bawah.", "kebijakan perangkat daerah"},
	"target_akhir.persen":         {"Realisasi dibanding target akhir Renstra menurut arah indikator.", "Renstra"},
	"standar.persen":              {"Realisasi dibanding standar menurut arah indikator.", "standar nasional atau provinsi"},
	"anggaran.entri":              {"Anggaran dan realisasi seperti yang diisi pada baris ini.", "DPA dan isian"},
	"anggaran.jumlah":             {"Jumlah baris di bawahnya; baru diketahui bila semuanya sudah dilaporkan.", "DPA"},
	"anggaran.capaian":            {"Realisasi dibagi anggaran; nol dibagi nol dibiarkan kosong.", "PermenPANRB 53/2014"},
	"anggaran.indikator":          {"Jumlah kode anggaran yang ditautkan, dikurangi kode yang dikecualikan.", "tautan anggaran indikator"},
	"sasaran.rata":                {"Rata-rata capaian IKU yang dapat dihitung, dari nilai sebelum pembulatan, menurut bobot kebijakan.", "PermenPANRB 53/2014"},
	"sasaran.rata_anggaran":       {"Rata-rata capaian anggaran IKU, dari nilai sebelum pembulatan, menurut bobot kebijakan.", "PermenPANRB 53/2014"},
	"sasaran.serapan_tertimbang":  {"Jumlah realisasi dibagi jumlah anggaran, sebagai pembanding rata-rata sederhana.", "PermenPANRB 53/2014"},
	"efisiensi.tingkat":           {"Rata-rata capaian kinerja dibagi rata-rata capaian anggaran, dari nilai sebelum pembulatan.", "PermenPANRB 53/2014"},
	"pembanding.perubahan":        {"Nilai dikurangi nilai sebelumnya.", "tabel pembanding"},
	"pembanding.perubahan_persen": {"Selisih dibagi besar nilai sebelumnya.", "tabel pembanding"},
	"pembanding.bagian":           {"Nilai dibagi jumlah seluruhnya.", "tabel pembanding"},
	"lke.bagian":                  {"Bobot kriteria dikali nilai jawabannya, dibagi jumlah bobot kriteria yang dijawab.", "PermenPANRB 88/2021"},
	"lke.subkomponen":             {"Nilai gradasi dibagi 100 dikali bobot subkomponen; diketahui setelah semua kriterianya dijawab.", "PermenPANRB 88/2021"},
	"lke.komponen":                {"Jumlah nilai subkomponennya.", "PermenPANRB 88/2021"},
	"lke.total":                   {"Jumlah nilai komponen; predikatnya menurut skala AKIP.", "PermenPANRB 88/2021"},
	"fakta.nilai":                 {"Nilai dipakai seperti yang diisi.", "fakta"},
	"fakta.jumlah":                {"Jumlah bagian-bagiannya.", "fakta"},
}

// butir is a name with what it stands for: a step from what was entered to the figure that is
// printed, a part of a policy, a day of the calendar.
type butir struct{ Judul, Teks string }

// angkaUraian is one figure to be explained.
type angkaUraian struct {
	Judul    string
	Tampil   string // with its unit; "" is not known
	Mentah   string // before rounding, as results write it
	Satuan   string // behind the raw figure
	Bulat    bool   // the policy rounds it for print
	Batas    bool   // the policy's floor and cap hold for it
	Kategori string
	Jelas    wire.Penjelasan
	Asal     []butir // how the inputs came about
}

// Alasan is why the figure is not known.
func (u angkaUraian) Alasan() string { return pertama(sakip.Alasan(u.Jelas.Alasan).Teks()) }

// Aturan is what the rule says, Dasar where it comes from.
func (u angkaUraian) Aturan() string { return aturan[u.Jelas.Aturan].Isi }

// Dasar is where the rule comes from.
func (u angkaUraian) Dasar() string { return aturan[u.Jelas.Aturan].Dasar }

// langkah writes the steps out.
func (u angkaUraian) langkah(k sakip.Kebijakan) []butir {
	var out []butir
	if u.Jelas.Rumus != "" {
		out = append(out, butir{"Rumus", u.Jelas.Rumus})
	}
	out = append(out, u.Asal...)
	if s := masukkanAngka(u.Jelas); s != "" {
		out = append(out, butir{"Angkanya dimasukkan", s})
	}
	if u.Mentah == "" {
		return append(out, butir{"Hasil", "tidak dapat dihitung: " + u.Alasan()})
	}
	d := wire.AngkaHasil(&u.Mentah)
	if d == nil {
		return out
	}
	if !u.Bulat {
		return append(out, butir{"Hasil", u.Tampil})
	}
	out = append(out, butir{"Hasil sebelum dibulatkan", tampilAngka(u.Mentah) + u.Satuan})
	if u.Batas && !k.Tampilkan(*d).Equal(k.Bulat(*d)) {
		out = append(out, butir{"Batas tampilan kebijakan", batasTeks(k) + ": ditampilkan " + locale.Angka(k.Tampilkan(*d), k.Desimal) + u.Satuan})
	}
	out = append(out, butir{"Dibulatkan", namaPembulatan(k) + ": " + u.Tampil})
	if u.Kategori != "" {
		for _, x := range k.Skala.Kelas {
			if x.Nama == u.Kategori {
				out = append(out, butir{"Kelas", u.Kategori + ", yaitu " + batasKelas(x)})
			}
		}
	}
	return out
}

func namaPembulatan(k sakip.Kebijakan) string {
	cara := "setengah dibulatkan ke atas"
	if k.Pembulatan == sakip.Potong {
		cara = "sisanya dipotong"
	}
	return tampilAngka(itoa(k.Desimal)) + " desimal, " + cara
}

func batasTeks(k sakip.Kebijakan) string {
	var s []string
	if k.BatasBawah != nil {
		s = append(s, "paling rendah "+locale.AngkaRingkas(*k.BatasBawah))
	}
	if k.BatasAtas != nil {
		s = append(s, "paling tinggi "+locale.AngkaRingkas(*k.BatasAtas))
	}
	if len(s) == 0 {
		return "tanpa batas"
	}
	return strings.Join(s, ", ")
}

// batasKelas says what a class holds.
func batasKelas(k sakip.Kelas) string {
	var s []string
	if k.Bawah != nil {
		kata := "lebih dari "
		if k.BawahTermasuk {
			kata = "mulai "
		}
		s = append(s, kata+locale.AngkaRingkas(*k.Bawah))
	}
	if k.Atas != nil {
		kata := "kurang dari "
		if k.AtasTermasuk {
			kata = "sampai dengan "
		}
		s = append(s, kata+locale.AngkaRingkas(*k.Atas))
	}
	if len(s) == 0 {
		return "semua nilai"
	}
	return strings.Join(s, ", ")
}

// masukkanAngka is the formula with its inputs put in, "" where the formula is no more
// than its inputs.
func masukkanAngka(j wire.Penjelasan) string {
	nilai := func(m wire.Masukan) string {
		if m.Nilai == nil {
			return "(tidak ada)"
		}
		if s := tampilAngka(*m.Nilai); !strings.HasPrefix(s, "-") {
			return s
		}
		return "(" + tampilAngka(*m.Nilai) + ")"
	}
	switch {
	case len(j.Masukan) == 0:
		return ""
	case j.Aturan == "sasaran.rata" || j.Aturan == "sasaran.rata_anggaran":
		return rataTeks(j.Masukan, nilai)
	case j.Aturan == "akumulasi.jumlah" || j.Aturan == "akumulasi.rata_rata":
		return jumlahTeks(j, nilai)
	case j.Aturan == "anggaran.indikator" || !strings.Contains(j.Rumus, "÷"):
		var s []string
		for _, m := range j.Masukan {
			s = append(s, m.Nama+" = "+nilai(m))
		}
		return strings.Join(s, "; ")
	}
	return sisip(j, nilai)
}

// rataTeks writes a mean out, with weights where there are some.
func rataTeks(list []wire.Masukan, nilai func(wire.Masukan) string) string {
	bobot := map[string]string{}
	for _, m := range list {
		if id, ok := strings.CutPrefix(m.Nama, "bobot "); ok {
			bobot[id] = nilai(m)
		}
	}
	var atas, bawah []string
	for _, m := range list {
		if strings.HasPrefix(m.Nama, "bobot ") {
			continue
		}
		b, ok := bobot[m.Nama]
		if !ok {
			b = "1"
		}
		bawah = append(bawah, b)
		if len(bobot) > 0 {
			b = " × " + b
		} else {
			b = ""
		}
		atas = append(atas, nilai(m)+b)
	}
	if len(bobot) == 0 {
		return "(" + strings.Join(atas, " + ") + ") ÷ " + itoa(int32(len(atas)))
	}
	return "(" + strings.Join(atas, " + ") + ") ÷ (" + strings.Join(bawah, " + ") + ")"
}

// jumlahTeks writes the sum or the mean of quarters out; entered up to the quarter, the
// last entry holds all of it.
func jumlahTeks(j wire.Penjelasan, nilai func(wire.Masukan) string) string {
	if strings.HasPrefix(j.Rumus, "nilai s.d.") {
		akhir := j.Masukan[len(j.Masukan)-1]
		return "isian s.d. " + akhir.Nama + " = " + nilai(akhir)
	}
	var s []string
	for _, m := range j.Masukan {
		if m.Nilai != nil {
			s = append(s, nilai(m))
		}
	}
	t := strings.Join(s, " + ")
	if j.Aturan == "akumulasi.rata_rata" && len(s) > 1 {
		t = "(" + t + ") ÷ " + itoa(int32(len(s)))
	}
	return t
}

// sisip puts the inputs in the place of their names. A range's formulas speak of its one
// end as the target.
func sisip(j wire.Penjelasan, nilai func(wire.Masukan) string) string {
	list := slices.Clone(j.Masukan)
	by := map[string]wire.Masukan{}
	for _, m := range list {
		by[m.Nama] = m
	}
	if _, ada := by["target"]; !ada {
		if r, a := wire.AngkaHasil(by["realisasi"].Nilai), wire.AngkaHasil(by["target atas"].Nilai); r != nil && a != nil {
			batas := by["target bawah"]
			if r.GreaterThan(*a) {
				batas = by["target atas"]
			}
			list = append(list, wire.Masukan{Nama: "target", Nilai: batas.Nilai})
		}
	}
	slices.SortStableFunc(list, func(a, b wire.Masukan) int { return len(b.Nama) - len(a.Nama) })
	var ganti []string
	for _, m := range list {
		ganti = append(ganti, m.Nama, nilai(m))
	}
	return strings.NewReplacer(ganti...).Replace(j.Rumus)
}

// asalKomponen says how the quarters' entries make the components of an indicator's
// formula; of a plain value the explanation of the realisasi says so itself.
func asalKomponen(i wire.Indikator, real map[int]wire.Realisasi, tw int) []butir {
	komponen := map[sakip.JenisFormula][]struct {
		nama      string
		akumulasi sakip.Akumulasi
		nilai     func(wire.Realisasi) wire.Angka
	}{
		sakip.FormulaRasio: {{"Pembilang", i.AkumulasiX, func(r wire.Realisasi) wire.Angka { return r.Pembilang }},
			{"Penyebut", i.AkumulasiY, func(r wire.Realisasi) wire.Angka { return r.Penyebut }}},
		sakip.FormulaSkor: {{"Skor", i.AkumulasiX, func(r wire.Realisasi) wire.Angka { return r.Skor }}},
	}[i.Formula.Jenis]
	var out []butir
	for _, k := range komponen {
		j := wire.Penjelasan{Aturan: "akumulasi." + string(k.akumulasi), Rumus: caraAkumulasi(k.akumulasi)}
		if i.Entri == sakip.SDTriwulan {
			j.Rumus = "nilai s.d. triwulan yang dilaporkan"
		}
		for n := 1; n <= tw; n++ {
			m := wire.Masukan{Nama: teksTW(n)}
			var l fault.List
			if d := k.nilai(real[n]).Kanonik("", &l); d != nil && real[n].Status.Dihitung() {
				s := sakip.Teks(*d)
				m.Nilai = &s
			}
			j.Masukan = append(j.Masukan, m)
		}
		out = append(out, butir{k.nama, masukkanAngka(j) + " (" + j.Rumus + ")"})
	}
	return out
}

func caraAkumulasi(a sakip.Akumulasi) string {
	switch a {
	case sakip.Jumlah:
		return "jumlah triwulan"
	case sakip.RataRata:
		return "rata-rata triwulan"
	case sakip.Maksimum:
		return "triwulan tertinggi"
	case sakip.Minimum:
		return "triwulan terendah"
	}
	return "triwulan terakhir"
}
