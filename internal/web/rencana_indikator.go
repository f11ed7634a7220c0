package web

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/locale"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/wire"
)

// What an indicator may be, as people read it.
var (
	opsiTingkat = []opsiPilihan{{"tujuan", "Tujuan"}, {"sasaran", "Sasaran (IKU)"}, {"program", "Program"}, {"kegiatan", "Kegiatan"}, {"sub_kegiatan", "Sub kegiatan"}}
	opsiArah    = []opsiPilihan{{"naik", "makin tinggi makin baik"}, {"turun", "makin rendah makin baik"}, {"rentang", "baik bila di dalam rentang"}}
	opsiRumus   = []opsiPilihan{{"rasio", "Rasio: pembilang ÷ penyebut × pengali"}, {"skor", "Skor: skor ÷ skor maksimal × 100"},
		{"nilai", "Nilai: angka yang diisi, tanpa perhitungan"}, {"predikat", "Predikat: huruf atau sebutan pada skala"}}
	opsiEntri     = []opsiPilihan{{"triwulan_ini", "angka triwulan itu saja"}, {"sd_triwulan", "angka Januari s.d. triwulan itu"}}
	opsiFrekuensi = []opsiPilihan{{"triwulanan", "tiap triwulan"}, {"semesteran", "tiap semester (TW2 dan TW4)"}, {"tahunan", "setahun sekali (TW4)"}}
	opsiTahunData = []opsiPilihan{{"0", "tahun laporan"}, {"-1", "tahun sebelumnya, terbit belakangan"}}
	opsiAkumulasi = []opsiPilihan{{"jumlah", "dijumlahkan"}, {"posisi_akhir", "posisi triwulan terakhir"}, {"tetap", "tetap sepanjang tahun"},
		{"rata_rata", "rata-rata triwulan"}, {"maksimum", "triwulan tertinggi"}, {"minimum", "triwulan terendah"}}
)

// akumulasiBoleh are the ways in which quarters make a year, by formula, of pembilang and
// penyebut.
var akumulasiBoleh = map[string][2][]string{
	"rasio":    {{"jumlah", "posisi_akhir"}, {"jumlah", "posisi_akhir", "tetap"}},
	"skor":     {{"posisi_akhir", "rata_rata", "maksimum", "minimum"}, nil},
	"nilai":    {{"jumlah", "posisi_akhir", "rata_rata", "maksimum", "minimum"}, nil},
	"predikat": {{"posisi_akhir"}, nil},
}

func opsiDari(semua []opsiPilihan, boleh []string) []opsiPilihan {
	return slices.DeleteFunc(slices.Clone(semua), func(o opsiPilihan) bool { return !slices.Contains(boleh, o.Nilai) })
}

func teksOpsi(semua []opsiPilihan, nilai string) string {
	for _, o := range semua {
		if o.Nilai == nilai {
			return o.Teks
		}
	}
	return nilai
}

// isiIndikator is what an indicator's page says beside its form.
type isiIndikator struct {
	Rumus  []string // the indicator in words
	Contoh *contohHitung
	Alamat string
	Segar  bool
}

// contohHitung is a calculation with numbers that somebody tries.
type contohHitung struct {
	Isian     []bidang
	Predikat  []opsiTampil
	Realisasi sel
	Capaian   sel
	Rumus     []string
	Ada       bool
}

func (h *handler) lembarIndikator(k konteks, id string) (lembarRencana, error) {
	l := lembarRencana{konteks: k, judul: "Indikator baru", tujuan: k.Rencana("tambah", "indikator"), remah: k.remah(remah{"Indikator", k.Rencana("indikator")}),
		versi: "0", aksi: service.Rencanakan, bagian: func(s isian) []bagianUraian { return k.bagianIndikator(s, id == "") }, siap: siapIndikator,
		awal: raw(wire.Indikator{Tingkat: sakip.TingkatSasaran, Arah: sakip.Naik, Entri: sakip.TriwulanIni, Frekuensi: sakip.Triwulanan, AkumulasiX: sakip.Jumlah, AkumulasiY: sakip.Jumlah,
			Formula: wire.Formula{Jenis: sakip.FormulaRasio, Pengali: wire.AngkaDari(decimal.NewFromInt(100))}, Urut: len(k.d.Indikator) + 1})}
	l.simpan = simpanBentuk[wire.Indikator](func(s *service.Service, req service.Request, i sakip.Indikator, v int64) (int64, error) {
		return s.PutIndikator(k.r.Context(), req, k.OPD, k.Tahun, i, v)
	})
	l.kode, l.perihal = "id", tentang(id)
	if id == "" {
		return l, nil
	}
	i, ok := k.d.CariIndikator(id)
	if !ok {
		return l, fault.New(fault.NotFound, "Indikator", id)
	}
	l.template, l.judul, l.anak, l.tujuan, l.hapus = "indikator", i.Nama, i.ID, k.Rencana("indikator", id), k.Rencana("indikator", id, "hapus")
	l.awal, l.versi = raw(wire.FromIndikator(i)), teksVersi(k.versi[service.BarisIndikator(id)])
	l.lain = isiIndikator{Rumus: indikatorKata(i, k.d.OPD), Contoh: k.contohHitung(i), Alamat: l.tujuan}
	return l, nil
}

func (k konteks) bagianIndikator(s isian, baru bool) []bagianUraian {
	jenis := cmp.Or(s["formula.jenis"], "rasio")
	unit := []opsiPilihan{{"", "– pilih –"}}
	for _, u := range k.d.OPD.Unit {
		unit = append(unit, opsiPilihan{u.ID, u.Nama})
	}
	urusan := []opsiPilihan{{"", "– tidak ada –"}}
	for _, u := range k.d.OPD.Urusan {
		urusan = append(urusan, opsiPilihan{u.Kode, u.Kode + " " + u.Nama})
	}
	identitas := []gambaran{{nama: "nama", label: "Nama indikator", ragam: teksPanjang},
		{nama: "tingkat", label: "Tingkat", ragam: pilihSatu, opsi: opsiTingkat, segar: true}, k.bidangInduk(s["tingkat"]),
		{nama: "satuan", label: "Satuan hasilnya", petunjuk: "misalnya persen, indeks, orang"},
		{nama: "arah", label: "Arah", ragam: pilihSatu, opsi: opsiArah}}
	kunci := gambaran{nama: "kunci", label: "Kunci lintas tahun", ragam: teksKode,
		petunjuk: "Sama di semua tahun, supaya capaian tahun ini disandingkan dengan tahun lalu dan Renstra. Kosongkan untuk dibuatkan."}
	if baru {
		identitas = append([]gambaran{{nama: "id", label: "Kode indikator", petunjuk: "misalnya IKU-1.1; tidak dapat diganti", ragam: teksKode}, kunci}, identitas...)
	} else {
		identitas = append(identitas, kunci)
	}
	return []bagianUraian{
		{"Identitas", "", identitas},
		{"Rumus", "", bidangRumus(s, jenis, k.opsiSkala())},
		{"Cara lapor", "", []gambaran{{nama: "entri", label: "Angka yang diisi operator", ragam: pilihSatu, opsi: opsiEntri},
			{nama: "frekuensi", label: "Jatuh tempo", ragam: pilihSatu, opsi: opsiFrekuensi},
			{nama: "tahun_data", label: "Data tahun", ragam: pilihBulat, opsi: opsiTahunData},
			{nama: "penanggung_jawab", label: "Unit penanggung jawab", petunjuk: "Operator unit ini yang mengisi realisasinya.", ragam: pilihSatu, opsi: unit},
			{nama: "sumber_data", label: "Sumber data", ragam: teksPanjang}}},
		{"Pembanding dan urutan", "", []gambaran{{nama: "standar", label: "Standar nasional atau provinsi, bila ada", ragam: objekIsian, anak: []gambaran{
			{nama: "nama", label: "Nama standar"}, {nama: "nilai", label: "Nilai", ragam: angkaRasio}}},
			{nama: "urusan", label: "Bidang urusan", ragam: pilihSatu, opsi: urusan},
			{nama: "urut", label: "Urutan pada laporan", ragam: bulat}}},
		{"Tautan anggaran", "Kode anggaran, tingkat mana pun, yang membiayai indikator ini; kode yang dikurangkan dicentang.",
			[]gambaran{{nama: "anggaran", ragam: daftarIsian, satu: "Tautan", gaya: "rapat", anak: []gambaran{
				{nama: "kode", label: "Kode anggaran", ragam: teksKode}, {nama: "kurang", label: "Dikurangkan", ragam: centang}}}}},
	}
}

// bidangInduk is what an indicator of a level hangs under.
func (k konteks) bidangInduk(tingkat string) gambaran {
	if tingkat != "" && tingkat != string(sakip.TingkatSasaran) && tingkat != string(sakip.TingkatTujuan) {
		return gambaran{nama: "induk", label: "Kode program, kegiatan atau sub kegiatan", petunjuk: "seperti pada anggaran, misalnya D.U1.P02", ragam: teksKode}
	}
	pilihan := []opsiPilihan{{"", "– pilih –"}}
	if tingkat == string(sakip.TingkatTujuan) {
		for _, t := range k.d.Renstra.Tujuan {
			pilihan = append(pilihan, opsiPilihan{t.ID, t.ID + " " + potong(t.Teks, 70)})
		}
		return gambaran{nama: "induk", label: "Tujuan yang diukur", ragam: pilihSatu, opsi: pilihan}
	}
	for _, x := range k.d.Renstra.Sasaran {
		pilihan = append(pilihan, opsiPilihan{x.ID, x.ID + " " + potong(x.Nama, 70)})
	}
	return gambaran{nama: "induk", label: "Sasaran yang diukur", ragam: pilihSatu, opsi: pilihan}
}

func (k konteks) opsiSkala() []opsiPilihan {
	out := []opsiPilihan{{"", "– pilih –"}}
	for _, s := range k.d.Kebijakan.SkalaPredikat {
		out = append(out, opsiPilihan{s.Nama, s.Nama})
	}
	return out
}

// bidangRumus are the fields that a formula needs; what only another one has is let go.
func bidangRumus(s isian, jenis string, skala []opsiPilihan) []gambaran {
	akumulasi := akumulasiBoleh[jenis]
	ada := func(n string) bool { return s["formula."+n] != "" }
	f := []gambaran{{nama: "jenis", label: "Jenis rumus", ragam: pilihSatu, opsi: opsiRumus, segar: true}}
	pilih := func(perlu bool, u gambaran) {
		if !perlu {
			u.ragam = kosongkan
		}
		f = append(f, u)
	}
	rasio := jenis == "rasio"
	label := map[string]string{"rasio": "Pembilang: apa yang dihitung", "skor": "Skor apa, bila perlu dijelaskan", "nilai": "Angka apa, bila perlu dijelaskan"}[jenis]
	pilih(label != "", gambaran{nama: "pembilang", label: label})
	pilih(rasio || jenis == "skor" && ada("penyebut"), gambaran{nama: "penyebut", label: "Penyebut: dibagi apa"})
	pilih(rasio, gambaran{nama: "pengali", label: "Pengali", petunjuk: "biasanya 100", ragam: angkaRasio})
	pilih(jenis == "skor", gambaran{nama: "skor_maksimal", label: "Skor maksimal", ragam: angkaRasio})
	pilih(jenis == "predikat", gambaran{nama: "skala_predikat", label: "Skala predikat", petunjuk: "Skala ditetapkan pada kebijakan perhitungan.", ragam: pilihSatu, opsi: skala})
	pilih(jenis != "predikat", gambaran{nama: "satuan", label: "Satuan angka yang diisi", petunjuk: "misalnya KK, orang"})
	pilih(rasio, gambaran{nama: "bagian_dari", label: "Pembilang bagian dari penyebut (diperingatkan bila lebih besar)", ragam: centang})
	out := []gambaran{{nama: "formula", ragam: objekIsian, anak: f}, {nama: "akumulasi_pembilang", label: "Angka triwulan menjadi setahun", ragam: pilihSatu, opsi: opsiDari(opsiAkumulasi, akumulasi[0])}}
	y := gambaran{nama: "akumulasi_penyebut", label: "Penyebut triwulan menjadi setahun", ragam: pilihSatu, opsi: opsiDari(opsiAkumulasi, akumulasi[1])}
	if !rasio {
		y.ragam = kosongkan
	}
	return append(out, y)
}

// siapIndikator makes a key of the name where none was typed.
func siapIndikator(s isian) isian {
	if s["kunci"] == "" && s["nama"] != "" {
		s["kunci"] = kodeDari(s["nama"], "_")
	}
	for n, kolom := range []string{"akumulasi_pembilang", "akumulasi_penyebut"} {
		if boleh := akumulasiBoleh[s["formula.jenis"]][n]; len(boleh) > 0 && !slices.Contains(boleh, s[kolom]) {
			s[kolom] = boleh[0] // of another formula
		}
	}
	return s
}

// indikatorKata says in words what is measured and how.
func indikatorKata(i sakip.Indikator, o sakip.PerangkatDaerah) []string {
	out := []string{"Nilainya: " + rumusTeks(i) + ".", "Arah: " + teksOpsi(opsiArah, string(i.Arah)) + ".",
		"Diisi " + teksOpsi(opsiFrekuensi, string(i.Frekuensi)) + " oleh " + cmp.Or(o.NamaUnit(i.PenanggungJawab), "unit yang belum ditentukan") + ": " + teksOpsi(opsiEntri, string(i.Entri)) + "."}
	if i.Entri == sakip.TriwulanIni {
		out = append(out, "Setahun: "+teksOpsi(opsiAkumulasi, string(i.AkumulasiX))+akumulasiPenyebut(i)+".")
	}
	return out
}

func akumulasiPenyebut(i sakip.Indikator) string {
	if i.Formula.Jenis != sakip.FormulaRasio {
		return ""
	}
	return "; penyebut " + teksOpsi(opsiAkumulasi, string(i.AkumulasiY))
}

// contohHitung tries the indicator's formula with the numbers of the address.
func (k konteks) contohHitung(i sakip.Indikator) *contohHitung {
	q := k.r.URL.Query()
	kebijakan := k.d.Kebijakan
	soal := sakip.Soal{Arah: i.Arah, Kebijakan: kebijakan}
	c := &contohHitung{}
	baca := func(nama, label string, kind locale.Kind, ke **decimal.Decimal) {
		b := bidang{Nama: "c_" + nama, Label: label, Nilai: q.Get("c_" + nama)}
		if b.Nilai != "" {
			d, err := locale.Parse(b.Nilai, kind)
			if err != nil {
				for _, f := range fault.All(err) {
					b.Galat = append(b.Galat, fault.Text(f))
				}
			} else {
				*ke, c.Ada = &d, true
			}
		}
		c.Isian = append(c.Isian, b)
	}
	switch f := i.Formula; f.Jenis {
	case sakip.FormulaRasio:
		baca("pembilang", "Pembilang", locale.KindBilangan, &soal.Pembilang)
		baca("penyebut", "Penyebut", locale.KindBilangan, &soal.Penyebut)
		soal.Pengali = &f.Pengali
	case sakip.FormulaSkor:
		baca("skor", "Skor", locale.KindRasio, &soal.Pembilang)
		if soal.Pembilang != nil {
			soal.Penyebut = f.SkorMaksimal
		}
	case sakip.FormulaNilai:
		baca("nilai", "Nilai", locale.KindRasio, &soal.Realisasi)
	case sakip.FormulaPredikat:
		for _, l := range labelPredikat(kebijakan, f.SkalaPredikat) {
			c.Predikat = append(c.Predikat, opsiTampil{opsiPilihan: opsiPilihan{l, l}, Dipilih: l == q.Get("c_predikat")})
		}
		if d, ok := kebijakan.SkorPredikat(f.SkalaPredikat, q.Get("c_predikat")); ok {
			soal.Realisasi, c.Ada = &d, true
		}
	}
	if i.Arah == sakip.Rentang {
		baca("bawah", "Target, batas bawah", locale.KindRasio, &soal.Target.Bawah)
		baca("atas", "Target, batas atas", locale.KindRasio, &soal.Target.Atas)
	} else {
		baca("target", "Target", locale.KindRasio, &soal.Target.Nilai)
	}
	if !c.Ada {
		return c
	}
	real, capaian := soal.Jawab()
	c.Realisasi = sel{Alasan: pertama(real.Alasan.Teks())}
	if real.Nilai != nil {
		c.Realisasi.Tampil = locale.AngkaRingkas(real.Nilai.Round(desimalTampil))
	}
	c.Capaian = sel{Persen: true, Kategori: capaian.Kategori, Alasan: pertama(capaian.Alasan.Teks())}
	if capaian.Tampil != nil {
		c.Capaian.Tampil = locale.AngkaRingkas(*capaian.Tampil)
	}
	c.Rumus = slices.DeleteFunc([]string{real.Jelas.Rumus, capaian.Jelas.Rumus}, func(s string) bool { return s == "" })
	return c
}

func (h *handler) daftarIndikator(k konteks) isiDaftar {
	d := isiDaftar{Judul: "Indikator", Satu: "indikator", Petunjuk: "Indikator kinerja utama mengukur sasaran Renstra; yang lain mengukur program, kegiatan dan sub kegiatan.",
		Kolom: []kolomDaftar{{"Tingkat", false}, {"Rumus", false}, {"Unit penanggung jawab", false}, {"Target " + strconv.Itoa(k.Tahun), true}}}
	target := targetBerlaku(k.d)
	for _, i := range k.d.IndikatorUrut() {
		unit := selDaftar{Teks: k.d.OPD.NamaUnit(i.PenanggungJawab), Kurang: "belum ditentukan"}
		d.Baris = append(d.Baris, barisRencana{i.ID, i.Nama, k.Rencana("indikator", i.ID), []selDaftar{
			{Teks: strings.ReplaceAll(string(i.Tingkat), "_", " ")}, {Teks: string(i.Formula.Jenis)}, unit,
			{Teks: wire.TampilTarget(target[i.ID]), Angka: true, Kurang: "belum ada"}}})
	}
	return d
}

// targetBerlaku are the targets of the last signed agreement, else of the last draft.
func targetBerlaku(d sakip.DataTahun) map[string]sakip.Target {
	p, _ := perjanjianTerakhir(d)
	return p.Target
}

// perjanjianTerakhir is the last signed version, else the last draft.
func perjanjianTerakhir(d sakip.DataTahun) (p sakip.Perjanjian, ada bool) {
	for _, v := range sakip.UrutPerjanjian(d.Perjanjian) {
		if v.Ditandatangani || !p.Ditandatangani {
			p, ada = v, true
		}
	}
	return p, ada
}
