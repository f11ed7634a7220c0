package impor

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/impor/berkas"
	"capaian/internal/locale"
	"capaian/internal/sakip"
)

// kolomIndikator is a column of an indicator: how it is written, and how a cell is read
// into it. One table serves the reading, the export and the list of what changes, so that
// what was exported reads as the same.
type kolomIndikator struct {
	arti
	lebar   int
	pilihan []string
	tulis   func(sakip.Indikator) Sel
	baca    func(*baca, *sakip.Indikator)
}

func kolomTeks(id, nama string, lebar int, di func(*sakip.Indikator) *string, sinonim ...string) kolomIndikator {
	return kolomIndikator{arti: arti{id: id, nama: nama, sinonim: sinonim}, lebar: lebar,
		tulis: func(i sakip.Indikator) Sel { return selIsi(*di(&i)) },
		baca:  func(r *baca, i *sakip.Indikator) { *di(i) = r.teks(id) }}
}

func kolomPilihan[T ~string](id, nama string, di func(*sakip.Indikator) *T, boleh []T, lain map[string]T, sinonim ...string) kolomIndikator {
	k := kolomIndikator{arti: arti{id: id, nama: nama, sinonim: sinonim}, lebar: 14,
		tulis: func(i sakip.Indikator) Sel { return selIsi(string(*di(&i))) },
		baca: func(r *baca, i *sakip.Indikator) {
			s := strings.ReplaceAll(rata(r.teks(id)), " ", "_")
			if v, ok := lain[s]; ok {
				*di(i) = v
				return
			}
			*di(i) = T(s)
			if !slices.Contains(boleh, T(s)) {
				r.tolak(id, "“"+potong(r.teks(id), 30)+"” bukan pilihan "+nama+". Pilih: "+gabung(boleh)+".")
			}
		}}
	for _, b := range boleh {
		k.pilihan = append(k.pilihan, string(b))
	}
	return k
}

func kolomAngka(id, nama string, ambil func(sakip.Indikator) *decimal.Decimal, taruh func(*sakip.Indikator, decimal.Decimal), sinonim ...string) kolomIndikator {
	return kolomIndikator{arti: arti{id: id, nama: nama, sinonim: sinonim}, lebar: 10,
		tulis: func(i sakip.Indikator) Sel { return selAda(ambil(i)) },
		baca: func(r *baca, i *sakip.Indikator) {
			if d := r.angka(id, locale.KindRasio); d != nil {
				taruh(i, *d)
			}
		}}
}

func gabung[T ~string](list []T) string {
	out := make([]string, len(list))
	for n, s := range list {
		out[n] = string(s)
	}
	return strings.Join(out, ", ")
}

var akumulasiX = []sakip.Akumulasi{sakip.Jumlah, sakip.PosisiAkhir, sakip.RataRata, sakip.Maksimum, sakip.Minimum}

var tabelIndikator = []kolomIndikator{
	kolomTeks("nama", "Indikator", 50, func(i *sakip.Indikator) *string { return &i.Nama },
		"indikator kinerja", "nama indikator", "uraian", "uraian indikator", "indikator kinerja utama", "iku", "indikator kinerja program", "program kegiatan", "nama"),
	kolomTeks("kunci", "Kunci", 18, func(i *sakip.Indikator) *string { return &i.Kunci }, "kunci antar tahun"),
	kolomPilihan("tingkat", "Tingkat", func(i *sakip.Indikator) *sakip.Tingkat { return &i.Tingkat },
		[]sakip.Tingkat{sakip.TingkatTujuan, sakip.TingkatSasaran, sakip.TingkatProgram, sakip.TingkatKegiatan, sakip.TingkatSubKegiatan},
		map[string]sakip.Tingkat{"iku": sakip.TingkatSasaran, "subkegiatan": sakip.TingkatSubKegiatan, "outcome": sakip.TingkatProgram, "output": sakip.TingkatKegiatan}, "level", "jenis indikator"),
	kolomTeks("induk", "Induk", 12, func(i *sakip.Indikator) *string { return &i.Induk }, "sasaran", "kode sasaran", "kode induk", "kode program"),
	kolomTeks("urusan", "Urusan", 10, func(i *sakip.Indikator) *string { return &i.Urusan }, "bidang urusan", "kode urusan"),
	kolomTeks("satuan", "Satuan", 10, func(i *sakip.Indikator) *string { return &i.Satuan }, "unit pengukuran"),
	kolomPilihan("arah", "Arah", func(i *sakip.Indikator) *sakip.Arah { return &i.Arah }, []sakip.Arah{sakip.Naik, sakip.Turun, sakip.Rentang},
		map[string]sakip.Arah{"positif": sakip.Naik, "negatif": sakip.Turun, "maksimal": sakip.Naik, "minimal": sakip.Turun, "meningkat": sakip.Naik, "menurun": sakip.Turun}, "polaritas", "sifat"),
	kolomPilihan("formula", "Formula", func(i *sakip.Indikator) *sakip.JenisFormula { return &i.Formula.Jenis },
		[]sakip.JenisFormula{sakip.FormulaRasio, sakip.FormulaSkor, sakip.FormulaNilai, sakip.FormulaPredikat}, nil, "jenis formula", "rumus", "formulasi", "formula perhitungan"),
	kolomTeks("pembilang", "Pembilang", 30, func(i *sakip.Indikator) *string { return &i.Formula.Pembilang }, "nama pembilang"),
	kolomTeks("penyebut", "Penyebut", 30, func(i *sakip.Indikator) *string { return &i.Formula.Penyebut }, "nama penyebut"),
	kolomAngka("pengali", "Pengali", func(i sakip.Indikator) *decimal.Decimal {
		if i.Formula.Pengali.IsZero() {
			return nil
		}
		return &i.Formula.Pengali
	}, func(i *sakip.Indikator, d decimal.Decimal) { i.Formula.Pengali = d }),
	kolomAngka("skor_maksimal", "Skor maksimal", func(i sakip.Indikator) *decimal.Decimal { return i.Formula.SkorMaksimal },
		func(i *sakip.Indikator, d decimal.Decimal) { i.Formula.SkorMaksimal = &d }, "skor maks"),
	kolomTeks("skala_predikat", "Skala predikat", 14, func(i *sakip.Indikator) *string { return &i.Formula.SkalaPredikat }, "skala"),
	kolomTeks("satuan_komponen", "Satuan komponen", 14, func(i *sakip.Indikator) *string { return &i.Formula.Satuan }),
	{arti: arti{id: "bagian_dari", nama: "Pembilang bagian dari penyebut"}, lebar: 14, pilihan: []string{"ya", "tidak"},
		tulis: func(i sakip.Indikator) Sel {
			return Sel{Teks: map[bool]string{true: "ya", false: "tidak"}[i.Formula.BagianDari], Jenis: berkas.Teks}
		},
		baca: func(r *baca, i *sakip.Indikator) {
			v, ok := map[string]bool{"ya": true, "y": true, "1": true, "tidak": false, "t": false, "0": false}[rata(r.teks("bagian_dari"))]
			if i.Formula.BagianDari = v; !ok {
				r.tolak("bagian_dari", "Isi ya atau tidak.")
			}
		}},
	kolomPilihan("entri", "Cara isi", func(i *sakip.Indikator) *sakip.ModeEntri { return &i.Entri }, []sakip.ModeEntri{sakip.TriwulanIni, sakip.SDTriwulan}, nil, "entri", "mode entri"),
	kolomPilihan("akumulasi_pembilang", "Akumulasi pembilang", func(i *sakip.Indikator) *sakip.Akumulasi { return &i.AkumulasiX }, akumulasiX, nil, "akumulasi"),
	kolomPilihan("akumulasi_penyebut", "Akumulasi penyebut", func(i *sakip.Indikator) *sakip.Akumulasi { return &i.AkumulasiY },
		[]sakip.Akumulasi{sakip.Jumlah, sakip.PosisiAkhir, sakip.Tetap}, nil),
	kolomPilihan("frekuensi", "Frekuensi", func(i *sakip.Indikator) *sakip.Frekuensi { return &i.Frekuensi },
		[]sakip.Frekuensi{sakip.Triwulanan, sakip.Semesteran, sakip.Tahunan}, nil, "periode pelaporan"),
	{arti: arti{id: "tahun_data", nama: "Tahun data", sinonim: []string{"selisih tahun data"}}, lebar: 10,
		tulis: func(i sakip.Indikator) Sel { return selInt(i.TahunData) },
		baca: func(r *baca, i *sakip.Indikator) {
			if d := r.angka("tahun_data", locale.KindBilangan); d != nil && d.IsInteger() {
				i.TahunData = int(d.IntPart())
			} else if d != nil {
				r.tolak("tahun_data", "Isi 0 (data tahun laporan) atau -1 (data tahun sebelumnya).")
			}
		}},
	kolomTeks("penanggung_jawab", "Penanggung jawab", 18, func(i *sakip.Indikator) *string { return &i.PenanggungJawab }, "pic", "unit penanggung jawab", "unit", "bidang"),
	kolomTeks("sumber_data", "Sumber data", 24, func(i *sakip.Indikator) *string { return &i.SumberData }, "sumber"),
	{arti: arti{id: "anggaran", nama: "Kode anggaran", sinonim: []string{"kode rekening anggaran", "tautan anggaran"}}, lebar: 24,
		tulis: func(i sakip.Indikator) Sel { return selIsi(tulisTautan(i.Anggaran)) },
		baca:  func(r *baca, i *sakip.Indikator) { i.Anggaran = bacaTautan(r.teks("anggaran")) }},
	{arti: arti{id: "standar", nama: "Standar pembanding", sinonim: []string{"nama standar"}}, lebar: 18,
		tulis: func(i sakip.Indikator) Sel {
			if i.Standar == nil {
				return Sel{}
			}
			return selIsi(i.Standar.Nama)
		},
		baca: func(r *baca, i *sakip.Indikator) { standarBaru(i).Nama = r.teks("standar") }},
	{arti: arti{id: "standar_nilai", nama: "Nilai standar", sinonim: []string{"standar nasional", "nilai standar nasional"}}, lebar: 12,
		tulis: func(i sakip.Indikator) Sel {
			if i.Standar == nil {
				return Sel{}
			}
			return selAngkaDari(i.Standar.Nilai)
		},
		baca: func(r *baca, i *sakip.Indikator) {
			if d := r.angka("standar_nilai", locale.KindRasio); d != nil {
				standarBaru(i).Nilai = *d
			}
		}},
	{arti: arti{id: "urut", nama: "Urutan"}, lebar: 8,
		tulis: func(i sakip.Indikator) Sel {
			if i.Urut == 0 {
				return Sel{}
			}
			return selInt(i.Urut)
		},
		baca: func(r *baca, i *sakip.Indikator) {
			if d := r.angka("urut", locale.KindBilangan); d != nil && d.IsInteger() && d.Abs().LessThan(decimal.New(1, 6)) {
				i.Urut = int(d.IntPart())
			} else if d != nil {
				r.tolak("urut", "Urutan ditulis dengan bilangan bulat.")
			}
		}},
}

// standarBaru gives the indicator a standard of its own, so that the year as it was keeps its.
func standarBaru(i *sakip.Indikator) *sakip.Standar {
	s := sakip.Standar{}
	if i.Standar != nil {
		s = *i.Standar
	}
	i.Standar = &s
	return i.Standar
}

const kurang = "kurang "

func tulisTautan(list []sakip.TautanAnggaran) string {
	var out []string
	for _, t := range list {
		if t.Kurang {
			out = append(out, kurang+t.Kode)
		} else {
			out = append(out, t.Kode)
		}
	}
	return strings.Join(out, "; ")
}

func bacaTautan(s string) (out []sakip.TautanAnggaran) {
	for _, p := range strings.FieldsFunc(s, func(r rune) bool { return r == ';' || r == '\n' || r == ',' }) {
		p = strings.TrimSpace(p)
		t := sakip.TautanAnggaran{Kode: p}
		if rest, ok := strings.CutPrefix(strings.ToLower(p), kurang); ok {
			t = sakip.TautanAnggaran{Kode: strings.TrimSpace(p[len(p)-len(rest):]), Kurang: true}
		}
		if t.Kode != "" {
			out = append(out, t)
		}
	}
	return out
}

// Columns of targets: of the year, of each quarter, and up to each.
func kolomTarget() []arti {
	out := []arti{
		{id: "target", nama: "Target", sinonim: []string{"target tahunan", "target kinerja", "target setahun", "target tahun"}},
		{id: "target_tercetak", nama: "Target tercetak"},
	}
	for tw := 1; tw <= 4; tw++ {
		n := strconv.Itoa(tw)
		out = append(out, arti{id: "target_tw" + n, nama: "Target TW" + n, sinonim: []string{"tw" + n, "target kinerja tw" + n, "rencana aksi tw" + n, "target rencana aksi tw" + n}})
	}
	for tw := 1; tw <= 4; tw++ {
		n := strconv.Itoa(tw)
		out = append(out, arti{id: "target_sd_tw" + n, nama: "Target s.d. TW" + n})
	}
	return out
}

// artiKolom is what the columns of each kind may mean.
var artiKolom = map[Jenis][]arti{JenisIndikator: bernama(artiIndikator()), JenisRealisasi: bernama(kolomRealisasi), JenisAnggaran: bernama(kolomAnggaran)}

func artiIndikator() []arti {
	out := []arti{{id: "kode", nama: "Kode indikator", sinonim: []string{"kode", "id", "id indikator", "kode iku", "no iku"}}}
	for _, k := range tabelIndikator {
		out = append(out, k.arti)
	}
	out[1].wajib = true
	return append(out, kolomTarget()...)
}

// Arti is what a column may mean, for people to choose from.
type Arti struct{ ID, Nama string }

// ArtiKolom are the meanings that columns of a kind may have.
func ArtiKolom(j Jenis) (out []Arti) {
	for _, a := range artiKolom[j] {
		out = append(out, Arti{a.id, a.nama})
	}
	return out
}

// indikator reads a table of indicators with their targets. A blank cell leaves what is
// there; nothing is deleted.
func (h *hitungan) indikator() {
	pk, alasan := h.perjanjian()
	sudah := map[string]int{}
	for _, b := range h.k.baris {
		r := h.baca(b)
		if !r.ada("nama") && !r.ada("kode") {
			r.lewat("Baris tanpa kode dan nama indikator dilewati.")
			continue
		}
		i, ada := h.cocokkan(r)
		lama := i
		if r.hasil.Kode = i.ID; i.ID == "" {
			r.tolak("kode", "Kode indikator belum ada. Isi, misalnya IKU-1.1.")
		} else if n := sudah[i.ID]; n > 0 {
			r.tolak("kode", "Indikator "+i.ID+" sudah ada di baris "+strconv.Itoa(n)+".")
		}
		for _, k := range tabelIndikator {
			if !r.ada(k.id) {
				continue
			}
			baru := i
			k.baca(r, &baru)
			if !samaSel(k.tulis(i), k.tulis(baru)) {
				i = baru
			}
		}
		r.hasil.Uraian = potong(i.Nama, 200)
		i.PenanggungJawab = unitDari(h.d.OPD, i.PenanggungJawab)
		if !ada {
			r.bawaan(&i)
		}
		for _, k := range tabelIndikator {
			r.beda(k.nama, k.tulis(lama), k.tulis(i))
		}
		if !r.ditolak() {
			r.galat(i.Validasi(), bidangIndikator)
			if h.d.CaraHitungTerkunci(i) {
				r.tolak("kode", "Cara hitung "+i.ID+" dipakai angka yang sudah diverifikasi atau final. Buka kembali angkanya lebih dahulu (admin kabupaten, dengan alasan).")
			}
			if _, ok := h.d.Renstra.CariSasaran(i.Induk); i.Tingkat == sakip.TingkatSasaran && !ok {
				r.tolak("induk", "Sasaran “"+i.Induk+"” tidak ada di Renstra. Isi kode sasaran Renstra, misalnya "+contohSasaran(h.d.Renstra)+".")
			}
		}
		targetBaru := r.targetPK(pk, alasan, i)
		ra := r.rencanaAksi(i)
		if !r.ditolak() {
			sudah[i.ID] = b.No
			if len(r.hasil.Beda) > 0 || !ada {
				h.pasang(i, targetBaru, ra)
			}
		}
		r.selesai(ada)
	}
}

func contohSasaran(r sakip.Renstra) string {
	if len(r.Sasaran) > 0 {
		return r.Sasaran[0].ID
	}
	return "S1 (Renstra masih kosong: isi dahulu)"
}

// cocokkan finds the indicator that a row speaks of: by its code, else by its name.
func (h *hitungan) cocokkan(r *baca) (sakip.Indikator, bool) {
	kode := r.teks("kode")
	if r.ada("kode") {
		if i, ok := h.d.CariIndikator(kode); ok {
			return i, true
		}
		return sakip.Indikator{ID: kode}, false
	}
	nama := rata(r.teks("nama"))
	var found []sakip.Indikator
	for _, i := range h.d.Indikator {
		if rata(i.Nama) == nama {
			found = append(found, i)
		}
	}
	switch len(found) {
	case 1:
		return found[0], true
	case 0:
		return sakip.Indikator{}, false
	}
	r.tolak("nama", "Ada beberapa indikator dengan nama ini. Isi kode indikatornya.")
	return sakip.Indikator{}, false
}

// unitDari is a unit's id, given the id or its name.
func unitDari(o sakip.PerangkatDaerah, s string) string {
	for _, u := range o.Unit {
		if u.ID == s || rata(u.Nama) == rata(s) {
			return u.ID
		}
	}
	return s
}

// bawaan fills in of a new indicator what the table does not say, and says so.
func (r *baca) bawaan(i *sakip.Indikator) {
	isi := func(kosong bool, id, teks string, do func()) {
		if kosong {
			do()
			r.awas(id, teks)
		}
	}
	isi(i.Tingkat == "", "tingkat", "Tingkat tidak diisi; dianggap sasaran (IKU).", func() { i.Tingkat = sakip.TingkatSasaran })
	isi(i.Arah == "", "arah", "Arah tidak diisi; dianggap naik (makin tinggi makin baik).", func() { i.Arah = sakip.Naik })
	isi(i.Formula.Jenis == "", "formula", "Formula tidak diisi; dianggap nilai (angkanya langsung).", func() { i.Formula.Jenis = sakip.FormulaNilai })
	isi(i.Entri == "", "entri", "Cara isi tidak diisi; dianggap s.d. triwulan.", func() { i.Entri = sakip.SDTriwulan })
	isi(i.AkumulasiX == "", "akumulasi_pembilang", "Akumulasi tidak diisi; dianggap posisi akhir. Bila angka tiap triwulan dijumlahkan, isi jumlah.", func() { i.AkumulasiX = sakip.PosisiAkhir })
	isi(i.AkumulasiY == "" && i.Formula.Jenis == sakip.FormulaRasio, "akumulasi_penyebut", "Akumulasi penyebut tidak diisi; dianggap tetap.", func() { i.AkumulasiY = sakip.Tetap })
	isi(i.Frekuensi == "", "frekuensi", "Frekuensi tidak diisi; dianggap triwulanan.", func() { i.Frekuensi = sakip.Triwulanan })
	isi(i.Formula.Jenis == sakip.FormulaRasio && i.Formula.Pengali.IsZero(), "pengali", "Pengali tidak diisi; dianggap 100.", func() { i.Formula.Pengali = decimal.New(100, 0) })
	if i.Kunci == "" {
		i.Kunci = kunciDari(i.ID)
	}
	if i.Urut == 0 {
		for _, x := range r.h.p.baru.Indikator {
			i.Urut = max(i.Urut, x.Urut)
		}
		i.Urut++
	}
}

func kunciDari(id string) string {
	return strings.Trim(strings.ToLower(strings.Map(func(r rune) rune {
		if r == '.' || r == '-' || r == ' ' {
			return '_'
		}
		return r
	}, id)), "_")
}

// bidangIndikator is the column of a field that a rule speaks of.
func bidangIndikator(field string) string {
	if f, ok := map[string]string{"id": "kode", "formula.jenis": "formula"}[field]; ok {
		return f
	}
	if strings.HasPrefix(field, "anggaran") {
		return "anggaran"
	}
	return strings.TrimPrefix(field, "formula.")
}

// perjanjian is the version of the agreement that targets go to: the one that was named,
// else the last draft, else a new one. A signed one is not changed; alasan says so.
func (h *hitungan) perjanjian() (p sakip.Perjanjian, alasan string) {
	semua := sakip.UrutPerjanjian(h.d.Perjanjian)
	cari := func(ok func(sakip.Perjanjian) bool) bool {
		for n := len(semua) - 1; n >= 0; n-- {
			if ok(semua[n]) {
				p = semua[n]
				return true
			}
		}
		return false
	}
	switch nama := h.p.Opsi.PK; {
	case nama != "" && cari(func(x sakip.Perjanjian) bool { return x.Versi == nama }):
	case nama == "" && cari(func(x sakip.Perjanjian) bool { return !x.Ditandatangani }):
	case nama == "" && cari(func(sakip.Perjanjian) bool { return true }):
	default:
		p = sakip.Perjanjian{Versi: cmp.Or(nama, "induk"), Jenis: sakip.PKInduk}
		if len(semua) > 0 { // a change begins with what is in force
			lama := semua[len(semua)-1]
			p.Jenis, p.Program, p.PihakPertama, p.PihakKedua = sakip.PKPerubahan, lama.Program, lama.PihakPertama, lama.PihakKedua
			p.Target = lama.Target
		}
	}
	h.p.Opsi.PK = p.Versi
	if p.Ditandatangani {
		alasan = "PK " + p.Versi + " sudah ditandatangani; targetnya tidak diubah lewat impor. Tulis nama versi baru, misalnya perubahan-1, pada “Target masuk ke PK”."
	}
	return p, alasan
}

// targetPK reads the year's target; nil when it stays as it is.
func (r *baca) targetPK(pk sakip.Perjanjian, alasan string, i sakip.Indikator) *sakip.Target {
	lama := pk.Target[i.ID]
	t := lama
	if r.ada("target") {
		if baru, ok := r.target("target", i); ok && !samaSel(tulisTarget(lama), tulisTarget(baru)) {
			t = baru
		}
	}
	if r.ada("target_tercetak") {
		t.Tercetak = r.teks("target_tercetak")
	}
	b1 := r.beda("Target "+pk.Versi, tulisTarget(lama), tulisTarget(t))
	b2 := r.beda("Target tercetak", selIsi(lama.Tercetak), selIsi(t.Tercetak))
	if !b1 && !b2 {
		return nil
	}
	if alasan != "" {
		r.tolak("target", alasan)
		return nil
	}
	r.galat(t.Validasi(), func(string) string { return "target" })
	return &t
}

// rencanaAksi reads the quarters' targets, those that change.
func (r *baca) rencanaAksi(i sakip.Indikator) (out []sakip.RencanaAksi) {
	for tw := 1; tw <= 4; tw++ {
		a := sakip.RencanaAksi{Indikator: i.ID, Triwulan: tw}
		for _, x := range r.h.d.RencanaAksi {
			if x.Indikator == i.ID && x.Triwulan == tw {
				a = x
			}
		}
		n := strconv.Itoa(tw)
		satu := r.targetTW("target_tw"+n, "Target TW"+n, i, &a.Target)
		dua := r.targetTW("target_sd_tw"+n, "Target s.d. TW"+n, i, &a.TargetSD)
		if satu || dua {
			out = append(out, a)
		}
	}
	return out
}

func (r *baca) targetTW(id, nama string, i sakip.Indikator, di **sakip.Target) bool {
	if !r.ada(id) {
		return false
	}
	t, ok := r.target(id, i)
	if !ok || !r.beda(nama, tulisTargetAda(*di), tulisTarget(t)) {
		return false
	}
	r.galat(t.Validasi(), func(string) string { return id })
	*di = &t
	return true
}

// pasang puts what a row says into the year as it would be.
func (h *hitungan) pasang(i sakip.Indikator, target *sakip.Target, ra []sakip.RencanaAksi) {
	d := &h.p.baru
	d.Indikator = pasang(d.Indikator, i, func(x sakip.Indikator) bool { return x.ID == i.ID })
	for _, a := range ra {
		d.RencanaAksi = pasang(d.RencanaAksi, a, func(x sakip.RencanaAksi) bool { return x.Indikator == a.Indikator && x.Triwulan == a.Triwulan })
	}
	if target == nil {
		return
	}
	n := slices.IndexFunc(d.Perjanjian, func(p sakip.Perjanjian) bool { return p.Versi == h.p.Opsi.PK })
	if n < 0 {
		p, _ := h.perjanjian()
		isi := map[string]sakip.Target{}
		for id, t := range p.Target {
			isi[id] = t
		}
		p.Target = isi
		d.Perjanjian = append(d.Perjanjian, p)
		n = len(d.Perjanjian) - 1
		h.catat("PK %s dibuat sebagai draf; lengkapi dan tandatangani di halaman Perjanjian Kinerja.", p.Versi)
	}
	d.Perjanjian[n].Target[i.ID] = *target
}

func pasang[T any](list []T, baru T, sama func(T) bool) []T {
	if n := slices.IndexFunc(list, sama); n >= 0 {
		list[n] = baru
		return list
	}
	return append(list, baru)
}

// A target is written as a number, as a range of two or as a label. tulisTarget is what the
// export has; pola are what cells have.
var (
	polaRentang = regexp.MustCompile(`(?i)^(-?[0-9.,]+)\s*%?\s*(?:-|–|—|s\.?d\.?|s/d|sampai)\s*([0-9.,]+)\s*%?$`)
	polaCetak   = regexp.MustCompile(`^([0-9.,]+)\s*%?\s*\(.{1,40}\)$`)
)

func tulisTarget(t sakip.Target) Sel {
	switch {
	case t.Nilai != nil:
		return selAngkaDari(*t.Nilai)
	case t.Bawah != nil && t.Atas != nil:
		return selIsi(tampil(*t.Bawah) + " s.d. " + tampil(*t.Atas))
	}
	return selIsi(t.Predikat)
}

func tulisTargetAda(t *sakip.Target) Sel {
	if t == nil {
		return Sel{}
	}
	return tulisTarget(*t)
}

// target reads a cell as a target of an indicator.
func (r *baca) target(id string, i sakip.Indikator) (t sakip.Target, ok bool) {
	s := r.sel(id)
	if s.Jenis == berkas.Teks {
		if m := polaRentang.FindStringSubmatch(s.Teks); m != nil {
			bawah, err1 := locale.Parse(m[1], locale.KindRasio)
			atas, err2 := locale.Parse(m[2], locale.KindRasio)
			if err1 == nil && err2 == nil && i.Arah == sakip.Rentang {
				return sakip.Target{Bawah: &bawah, Atas: &atas}, true
			}
			if err1 == nil && err2 == nil {
				r.tolak(id, "Target “"+s.Teks+"” berupa rentang, padahal arah indikator ini "+string(i.Arah)+". Isi satu angka, atau ubah arahnya menjadi rentang.")
				return t, false
			}
		}
		if m := polaCetak.FindStringSubmatch(s.Teks); m != nil {
			if d, err := locale.Parse(m[1], locale.KindRasio); err == nil {
				return sakip.Target{Nilai: &d, Tercetak: s.Teks}, true
			}
		}
		if i.Formula.Jenis == sakip.FormulaPredikat {
			if _, ok := r.h.d.Kebijakan.SkorPredikat(i.Formula.SkalaPredikat, s.Teks); ok {
				return sakip.Target{Predikat: s.Teks}, true
			}
			if _, err := locale.Parse(s.Teks, locale.KindRasio); err != nil {
				r.tolak(id, fault.Text(fault.New(fault.Unknown, "Predikat", potong(s.Teks, 30))))
				return t, false
			}
		}
	}
	d := r.angka(id, locale.KindRasio)
	return sakip.Target{Nilai: d}, d != nil
}
