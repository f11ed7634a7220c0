package web

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"capaian/internal/review"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/wire"
)

var opsiZona = []opsiPilihan{{"WIB", "WIB"}, {"WITA", "WITA"}, {"WIT", "WIT"}}

const petunjukKode = "Huruf, angka, titik dan tanda hubung. Kosongkan untuk dibuatkan; setelah dipakai jangan diganti."

// isiProfil is what the profile's page says beside its form.
type isiProfil struct {
	Hari   string
	Kepala string // who heads the agency today; "" for nobody
	Sejak  string
	Lowong []string // stretches of the year without a head
}

func (h *handler) lembarProfil(k konteks) lembarRencana {
	d := k.d.OPD
	return lembarRencana{konteks: k, template: "profil", judul: "Profil perangkat daerah", anak: d.Nama, tujuan: k.Rencana("profil"), remah: k.remah(),
		awal: raw(wire.FromOPD(d)), versi: teksVersi(k.versi[service.BarisProfil()]), aksi: service.AturOPD, bagian: bagianProfil, siap: siapProfil, perbarui: perbaruiPilihan, lain: h.keadaanProfil(k),
		simpan: simpanBentuk[wire.OPD](func(s *service.Service, req service.Request, p sakip.PerangkatDaerah, v int64) (int64, error) {
			return s.PutProfil(k.r.Context(), req, p, v)
		})}
}

func (h *handler) keadaanProfil(k konteks) isiProfil {
	d, hari := k.d.OPD, h.hariIni(k.d.OPD)
	out := isiProfil{Hari: hariTeks(hari)}
	if p, ok := d.Kepala(hari); ok {
		out.Kepala = p.Nama + ", " + p.Sebutan()
		if p.Mulai != "" {
			out.Sejak = hariTeks(p.Mulai)
		}
	}
	awal := time.Date(k.Tahun, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, r := range d.TanpaKepala(awal, awal.AddDate(1, 0, -1)) {
		out.Lowong = append(out.Lowong, hariTeks(r[0])+" s.d. "+hariTeks(r[1]))
	}
	return out
}

func bagianProfil(s isian) []bagianUraian {
	unit := []opsiPilihan{{"", "Pimpinan perangkat daerah"}}
	for _, n := range s.nomorBaris("unit") {
		u := s.di(jalurBaris("unit", n) + ".")
		if u["id"] != "" {
			unit = append(unit, opsiPilihan{u["id"], u["nama"]})
		}
	}
	return []bagianUraian{
		{"Identitas", "", []gambaran{
			{nama: "nama", label: "Nama perangkat daerah"}, {nama: "singkatan", label: "Singkatan"},
			{nama: "daerah", label: "Daerah, seperti tercetak", petunjuk: "misalnya Kabupaten Trenggalek"},
			{nama: "zona", label: "Zona waktu", ragam: pilihSatu, opsi: opsiZona},
			{nama: "dasar_hukum", label: "Dasar hukum tugas dan fungsi", ragam: teksPanjang}}},
		{"Bidang urusan", "Urutannya menjadi urutan tabel laporan.", []gambaran{{nama: "urusan", ragam: daftarIsian, satu: "Urusan", gaya: "rapat", anak: []gambaran{
			{nama: "kode", label: "Kode", ragam: teksKode}, {nama: "nama", label: "Nama"}, {nama: "singkatan", label: "Singkatan"}}}}},
		{"Unit", "Bagian yang mengisi dan bertanggung jawab atas angka: sekretariat, bidang, UPTD. Kode dikosongkan saja: dibuatkan dari namanya, dan sesudah dipakai tidak diganti.", []gambaran{{nama: "unit", ragam: daftarIsian, satu: "Unit", gaya: "rapat", anak: []gambaran{
			{nama: "nama", label: "Nama unit"}, {nama: "jenis", label: "Jenis", ragam: pilihSatu, opsi: []opsiPilihan{{"", "– pilih –"}, {"sekretariat", "sekretariat"}, {"bidang", "bidang"}, {"uptd", "UPTD"}}},
			{nama: "id", label: "Kode unit", ragam: teksKode}}}}},
		{"Pejabat", "Satu baris satu masa jabatan. Kepala yang diganti tidak dihapus: isi tanggal selesainya, lalu tambah penggantinya. Kode dikosongkan saja: dibuatkan dari namanya.",
			[]gambaran{{nama: "pejabat", ragam: daftarIsian, satu: "Pejabat", anak: []gambaran{
				{nama: "nama", label: "Nama dengan gelar"}, {nama: "jabatan", label: "Jabatan"},
				{nama: "status", label: "Status", ragam: pilihSatu, opsi: []opsiPilihan{{"", "definitif"}, {"Plt.", "Plt. (pelaksana tugas)"}, {"Plh.", "Plh. (pelaksana harian)"}}},
				{nama: "unit", label: "Memimpin", ragam: pilihSatu, opsi: unit},
				{nama: "nip", label: "NIP", petunjuk: "18 digit", ragam: teksKode}, {nama: "pangkat", label: "Pangkat"},
				{nama: "mulai", label: "Mulai menjabat", ragam: hari}, {nama: "selesai", label: "Hari terakhir, kosong bila masih menjabat", ragam: hari},
				{nama: "id", label: "Kode pejabat", ragam: teksKode}}}}},
	}
}

// siapProfil gives units and officials that have none a code.
func siapProfil(s isian) isian {
	return s.beriKode("unit", func(b isian, _ int) string { return kodeDari(b["nama"], "-") }).
		beriKode("pejabat", func(b isian, _ int) string { return kodeDari(b["nama"], "-") })
}

// beriKode fills the blank id of each row of a list in which something was typed.
func (s isian) beriKode(daftar string, kode func(isian, int) string) isian {
	ada := map[string]bool{}
	for _, n := range s.nomorBaris(daftar) {
		ada[s[jalurBaris(daftar, n)+".id"]] = true
	}
	for urut, n := range s.nomorBaris(daftar) {
		jalur := jalurBaris(daftar, n)
		b := s.di(jalur + ".")
		if b["id"] != "" || b.kosong() {
			continue
		}
		dasar := kode(b, urut+1)
		if dasar == "" {
			continue
		}
		id := dasar
		for lagi := 2; ada[id]; lagi++ {
			id = dasar + "-" + strconv.Itoa(lagi)
		}
		s[jalur+".id"], ada[id] = id, true
	}
	return s
}

// kodeDari makes an id of a name: its letters and digits, with sela where others stood.
func kodeDari(nama, sela string) string {
	kata := strings.FieldsFunc(strings.ToLower(nama), func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	id := strings.Join(kata, sela)
	return strings.TrimRight(id[:min(len(id), 60)], sela)
}

func (h *handler) lembarRenstra(k konteks) lembarRencana {
	awal := raw(wire.FromRenstra(k.d.Renstra))
	if k.versi[service.BarisRenstra()] == 0 {
		awal = raw(wire.Renstra{TahunAwal: k.Tahun, TahunAkhir: k.Tahun + 4})
	}
	return lembarRencana{konteks: k, judul: "Renstra", anak: k.d.OPD.Nama, tujuan: k.Rencana("renstra"), remah: k.remah(), awal: awal,
		versi: teksVersi(k.versi[service.BarisRenstra()]), aksi: service.AturOPD, bagian: k.bagianRenstra, siap: siapRenstra, perbarui: perbaruiPilihan, perihal: tentangRenstra(k.d),
		simpan: simpanBentuk[wire.Renstra](func(s *service.Service, req service.Request, d sakip.Renstra, v int64) (int64, error) {
			return s.PutRenstra(k.r.Context(), req, k.OPD, d, v)
		})}
}

// tentangRenstra tells the findings about what a plan promises and what it leaves out.
func tentangRenstra(d sakip.DataTahun) func(review.Temuan) bool {
	var sasaran []string
	for _, s := range d.Renstra.Sasaran {
		sasaran = append(sasaran, s.ID)
	}
	return func(t review.Temuan) bool {
		return t.Aturan == review.SasaranKosong && t.Menyangkut(sasaran...) || slices.ContainsFunc(t.Tempat, func(p review.Perbaikan) bool {
			return p.Kunci.Besaran == review.TargetAkhir || p.Kunci.Besaran == review.PersenTargetAkhir || p.Tabel == review.TabelRenstra
		})
	}
}

// opsiBaris are the rows of a list as options by their id.
func (s isian) opsiBaris(daftar, teks string) []opsiPilihan {
	out := []opsiPilihan{{"", "– pilih –"}}
	for _, n := range s.nomorBaris(daftar) {
		if b := s.di(jalurBaris(daftar, n) + "."); b["id"] != "" {
			out = append(out, opsiPilihan{b["id"], b["id"] + " " + potong(b[teks], 50)})
		}
	}
	return out
}

func (k konteks) bagianRenstra(s isian) []bagianUraian {
	misi, tujuan, sasaran := s.opsiBaris("misi", "teks"), s.opsiBaris("tujuan", "teks"), s.opsiBaris("sasaran", "nama")
	kode := func(contoh string) gambaran {
		return gambaran{nama: "id", label: "Kode, misalnya " + contoh, ragam: teksKode}
	}
	indikator := []opsiPilihan{{"", "– pilih –"}}
	for _, i := range k.d.IndikatorUrut() {
		indikator = append(indikator, opsiPilihan{i.Kunci, i.ID + " " + potong(i.Nama, 50)})
	}
	var tahunan []gambaran
	for _, n := range tahunRenstra(s) {
		tahunan = append(tahunan, gambaran{nama: n, label: n, ragam: angkaRasio})
	}
	return []bagianUraian{
		{"Masa dan visi", "", []gambaran{{nama: "judul", label: "Judul", petunjuk: "misalnya Renstra Tahun 2021-2026"},
			{nama: "tahun_awal", label: "Tahun awal", ragam: bulat}, {nama: "tahun_akhir", label: "Tahun akhir", ragam: bulat},
			{nama: "visi", label: "Visi", ragam: teksPanjang}}},
		{"Misi", "Kode yang dikosongkan dibuatkan. Misi, tujuan dan sasaran baru menjadi pilihan di bawahnya setelah disimpan atau setelah menekan Perbarui pilihan.", []gambaran{{nama: "misi", ragam: daftarIsian, satu: "Misi", anak: []gambaran{kode("M1"),
			{nama: "didukung", label: "Didukung perangkat daerah ini", ragam: centang}, {nama: "teks", label: "Misi", ragam: teksPanjang}}}}},
		{"Tujuan", "", []gambaran{{nama: "tujuan", ragam: daftarIsian, satu: "Tujuan", anak: []gambaran{kode("T1"),
			{nama: "misi", label: "Misi yang didukung", ragam: pilihSatu, opsi: misi}, {nama: "teks", label: "Tujuan", ragam: teksPanjang}}}}},
		{"Sasaran", "Sasaran strategis diukur oleh indikator kinerja utama.", []gambaran{{nama: "sasaran", ragam: daftarIsian, satu: "Sasaran", anak: []gambaran{kode("S1"),
			{nama: "tujuan", label: "Tujuan", ragam: pilihSatu, opsi: tujuan}, {nama: "nama", label: "Sasaran", ragam: teksPanjang}}}}},
		{"Strategi", "", []gambaran{{nama: "strategi", ragam: daftarIsian, satu: "Strategi", anak: []gambaran{
			{nama: "sasaran", label: "Sasaran", ragam: pilihSatu, opsi: sasaran}, {nama: "teks", label: "Strategi", ragam: teksPanjang}}}}},
		{"Arah kebijakan", "", []gambaran{{nama: "arah_kebijakan", ragam: daftarIsian, satu: "Arah kebijakan", anak: []gambaran{
			{nama: "sasaran", label: "Sasaran", ragam: pilihSatu, opsi: sasaran}, {nama: "teks", label: "Arah kebijakan", ragam: teksPanjang}}}}},
		{"Program", "Program dan misi yang didukungnya.", []gambaran{{nama: "program", ragam: daftarIsian, satu: "Program", gaya: "rapat", anak: []gambaran{
			{nama: "kode", label: "Kode program", ragam: teksKode}, {nama: "nama", label: "Nama program"}, {nama: "misi", label: "Misi", ragam: pilihSatu, opsi: misi}}}}},
		{"Target Renstra", "Kondisi awal, target tiap tahun dan target akhir tiap indikator. Indikator dipilih dari indikator tahun " + strconv.Itoa(k.Tahun) + ".",
			[]gambaran{{nama: "kolom", ragam: daftarIsian, satu: "Indikator", anak: []gambaran{
				{nama: "indikator", label: "Indikator", ragam: pilihSatu, opsi: indikator}, {nama: "awal", label: "Kondisi awal", ragam: angkaRasio},
				{nama: "tahunan", label: "Target tiap tahun", ragam: objekIsian, gaya: "deret", anak: tahunan},
				{nama: "akhir", label: "Target akhir", ragam: objekIsian, gaya: "deret", anak: bidangTarget(semuaTarget)}}}}},
	}
}

// tahunRenstra are the years that the plan's columns have: those of its period, and those
// that have a target already, so that none is lost unseen.
func tahunRenstra(s isian) []string {
	ada := map[string]bool{}
	awal, err1 := strconv.Atoi(strings.TrimSpace(s["tahun_awal"]))
	akhir, err2 := strconv.Atoi(strings.TrimSpace(s["tahun_akhir"]))
	if err1 == nil && err2 == nil && awal > 0 {
		for n := awal; n <= min(akhir, awal+5); n++ {
			ada[strconv.Itoa(n)] = true
		}
	}
	for _, n := range s.nomorBaris("kolom") {
		for tahun, v := range s.di(jalurBaris("kolom", n) + ".tahunan.") {
			if _, err := strconv.Atoi(tahun); err == nil && len(tahun) == 4 && v != "" {
				ada[tahun] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(ada))
}

// siapRenstra gives misi, tujuan and sasaran that have none a code.
func siapRenstra(s isian) isian {
	huruf := func(h string) func(isian, int) string {
		return func(_ isian, n int) string { return h + strconv.Itoa(n) }
	}
	return s.beriKode("misi", huruf("M")).beriKode("tujuan", huruf("T")).beriKode("sasaran", huruf("S"))
}

// ragamTarget says which fields a target has.
type ragamTarget struct{ nilai, rentang, predikat bool }

var semuaTarget = ragamTarget{true, true, true}

// targetUntuk are the fields that an indicator's target needs, and those it has already.
func targetUntuk(i sakip.Indikator, ada sakip.Target) ragamTarget {
	predikat := i.Formula.Jenis == sakip.FormulaPredikat
	rentang := i.Arah == sakip.Rentang && !predikat
	return ragamTarget{nilai: !predikat && !rentang || ada.Nilai != nil, rentang: rentang || ada.Bawah != nil || ada.Atas != nil,
		predikat: predikat || ada.Predikat != ""}
}

func bidangTarget(r ragamTarget) []gambaran {
	var out []gambaran
	if r.nilai {
		out = append(out, gambaran{nama: "nilai", label: "Target", ragam: angkaRasio})
	}
	if r.rentang {
		out = append(out, gambaran{nama: "bawah", label: "Batas bawah", ragam: angkaRasio}, gambaran{nama: "atas", label: "Batas atas", ragam: angkaRasio})
	}
	if r.predikat {
		out = append(out, gambaran{nama: "predikat", label: "Predikat"})
	}
	return append(out, gambaran{nama: "tercetak", label: "Tercetak sebagai, bila lain"})
}

func (h *handler) profil(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	k, err := h.konteksOPD(r, o)
	if err != nil {
		return err
	}
	return h.bukaAtauTerima(w, h.lembarProfil(k))
}

func (h *handler) renstra(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	k, err := h.konteksOPD(r, o)
	if err != nil {
		return err
	}
	return h.bukaAtauTerima(w, h.lembarRenstra(k))
}

// bukaAtauTerima shows a form or takes what was sent of it.
func (h *handler) bukaAtauTerima(w http.ResponseWriter, l lembarRencana) error {
	if l.r.Method == http.MethodGet {
		return h.buka(w, l)
	}
	return h.terima(w, l)
}
