package web

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/fault"
	"capaian/internal/httpx"
	"capaian/internal/locale"
	"capaian/internal/review"
	"capaian/internal/sakip"
	"capaian/internal/service"
	"capaian/internal/wire"
)

// ruteKebijakan are the pages of a year's calculation policy.
var ruteKebijakan = []Route{
	{"GET", tahunOPD + "/kebijakan", service.LihatOPD, (*handler).kebijakan, false},
	{"POST", tahunOPD + "/kebijakan", service.AturKebijakan, (*handler).simpanKebijakan, false},
}

// skalaSendiri is what is chosen for classes of the agency's own.
const skalaSendiri = "sendiri"

// kelasBaru and skalaPredikatBaru are how many blank rows the form has; the others how
// many it may send.
const kelasBaru, maksKelas, skalaPredikatBaru, maksSkalaPredikat = 2, 20, 1, 20

// namaSkala says of the presets where they come from.
var namaSkala = map[string]string{"lkjip-2023": "LKjIP 2023 (> 100, 75, 55)", "permendagri-86-2017": "Permendagri 86/2017 (91, 76, 66, 51)",
	"85-70-55": "85, 70, 55", "akip": "Predikat AKIP, PermenPANRB 88/2021 (> 90, 80, 70, 60, 50, 30)"}

// isiKebijakan is the policy of a year: in words, as a form, and what it would change.
type isiKebijakan struct {
	alamat
	F         service.LembarKebijakan
	Kata      [][2]string // what is in force, in words
	Praset    []opsi
	Formulir  bool
	Desimal   []pilihanBidang
	Cara      []pilihanBidang // pembulatan, rumus turun, dasar kategori
	Batas     []bidang        // atas, bawah, ambang menunjang
	Skala     pilihanBidang
	NamaSkala bidang
	Kelas     []kelasIsian
	Bobot     []bidang
	BobotLain []bidang // of indicators of other years, sent along
	Predikat  []predikatIsian
	Ejaan     pilihanBidang
	Sen       bool
	Versi     string
	Kunci     string
	Pratinjau *pratinjauTampil
	Lihat     string // what the preview was of
	Tinjauan  *isiTinjauan
	Galat     galatFormulir
	Bentrok   *bentrokTampil
	Tersimpan bool
}

type kelasIsian struct {
	N            int
	Nama, Bawah  bidang
	NamaTermasuk string
	Termasuk     bool
}

type predikatIsian struct{ Nama, Label bidang }

// pratinjauTampil is what a policy would change, by year and quarter.
type pratinjauTampil struct {
	Berubah int
	Basi    bool // the form has changed since it was looked at
	Periode []periodeTampil
}

type periodeTampil struct {
	Judul    string
	Buka     bool
	Baris    []bedaAngka
	Anggaran []bedaAngka // rows of the budget table, apart: there are many
}

// tabelBeda is one table of figures before and after.
type tabelBeda struct {
	Judul string
	Baris []bedaAngka
}

// Kinerja are the figures of sasaran and indicators; Uang those of budget rows.
func (p periodeTampil) Kinerja() tabelBeda { return tabelBeda{"Angka kinerja " + p.Judul, p.Baris} }
func (p periodeTampil) Uang() tabelBeda    { return tabelBeda{"Serapan " + p.Judul, p.Anggaran} }

type bedaAngka struct {
	ID, Nama, Angka string
	Sebelum         sel
	Sesudah         sel
}

func (h *handler) kebijakan(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	a, f, err := h.kebijakanPada(r, o)
	if err != nil {
		return err
	}
	k := f.Kebijakan
	if nama := r.URL.Query().Get("praset"); nama == "baku" {
		k = sakip.KebijakanBaku(a.Tahun)
	} else if s, ok := sakip.SkalaBaku(nama); ok {
		k.Skala = s
	}
	isi := isiKebijakan{Versi: teksVersi(f.Versi), Tersimpan: r.URL.Query().Get("tersimpan") == "1"}
	if isi.Tinjauan, err = h.tinjauanTersimpan(r, o, a, 4, tentang(review.PerihalKebijakan)); err != nil && fault.CodeOf(err) != fault.NotFound {
		return err // a year that was not begun has a policy, but nothing to review
	}
	return h.tulisKebijakan(w, r, o, a, f, isi, isianKebijakan(k), nil)
}

func (h *handler) kebijakanPada(r *http.Request, o sakip.Orang) (alamat, service.LembarKebijakan, error) {
	a, err := alamatDari(r)
	if err != nil {
		return a, service.LembarKebijakan{}, err
	}
	f, err := h.Service.LembarKebijakan(r.Context(), o, a.OPD, a.Tahun)
	return a, f, err
}

// simpanKebijakan shows what a policy would change, or saves the one that was looked at.
func (h *handler) simpanKebijakan(w http.ResponseWriter, r *http.Request, o sakip.Orang) error {
	form, err := httpx.ReadForm(r, batasIsian)
	if err != nil {
		return err
	}
	a, f, err := h.kebijakanPada(r, o)
	if err != nil {
		return err
	}
	typed := isianForm(form)
	k, err := typed.kebijakan(a.Tahun)
	if err != nil && !f.BolehIsi {
		err = nil // who may not is told so, not what is wrong with the form
	}
	tinjau := func() (*isiTinjauan, error) {
		return h.tinjau(w, r, o, a, tentang(review.PerihalKebijakan), func(h *handler) error { return h.rekamKebijakan(r, o, a, k, typed, form) })
	}
	if typed[bidangTinjau] != "" {
		t := tertunda(a, 4, err)
		if err == nil {
			t, err = tinjau()
		}
		return h.tulisTinjauan(w, r, t, err)
	}
	isi := isiKebijakan{Versi: typed["versi"]}
	lihat := sidik(k)
	switch {
	case err != nil:
	case typed["aksi"] == "simpan" && typed["pratinjau"] == lihat:
		if err = h.rekamKebijakan(r, o, a, k, typed, form); err == nil {
			http.Redirect(w, r, a.Halaman()+"/kebijakan?tersimpan=1", http.StatusSeeOther)
			return nil
		}
	default:
		var p wire.Pratinjau
		if p, err = h.Service.PratinjauKebijakan(r.Context(), o, a.OPD, k); err == nil {
			isi.Pratinjau, isi.Lihat = pratinjauDari(p, a.Tahun), lihat
			isi.Pratinjau.Basi = typed["aksi"] == "simpan"
			if isi.Tinjauan, err = tinjau(); err != nil && fault.CodeOf(err) == fault.NotFound {
				err = nil // a year that was not begun has nothing to review
			}
			typed = isianKebijakan(k)
		}
	}
	if err != nil && !formulirUlang(err) {
		return err
	}
	if b, ok := bentrokDari(err); ok {
		isi.Versi = teksVersi(b.Versi)
		isi.Bentrok = bandingkanKebijakan(b, k)
	}
	return h.tulisKebijakan(w, r, o, a, f, isi, typed, err)
}

// rekamKebijakan is the one call of the service that saves.
func (h *handler) rekamKebijakan(r *http.Request, o sakip.Orang, a alamat, k sakip.Kebijakan, typed isian, form map[string][]string) error {
	versi, err := typed.versi()
	if err != nil {
		return err
	}
	req := request(r, o)
	if req.Idem, err = idem(r, form); err != nil {
		return err
	}
	_, err = h.Service.PutKebijakan(r.Context(), req, a.OPD, k, versi)
	return err
}

// sidik names a policy, so that what is saved is what was looked at.
func sidik(k sakip.Kebijakan) string {
	k.Versi = ""
	b, err := json.Marshal(wire.FromKebijakan(k))
	if err != nil {
		return "" // numbers and texts: it does not fail
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// isianKebijakan writes a policy as somebody would type it.
func isianKebijakan(k sakip.Kebijakan) isian {
	s := isian{"desimal": strconv.Itoa(int(k.Desimal)), "desimal_realisasi": strconv.Itoa(int(k.DesimalRealisasi)), "pembulatan": string(k.Pembulatan),
		"rumus_turun": string(k.RumusTurun), "dasar_kategori": string(k.DasarKategori), "ejaan_miliar": k.EjaanMiliar,
		"ambang_menunjang": ketik(k.AmbangMenunjang, locale.KindRasio), "skala": skalaSendiri, "skala.nama": k.Skala.Nama}
	for nama, d := range map[string]*decimal.Decimal{"batas_atas": k.BatasAtas, "batas_bawah": k.BatasBawah} {
		if d != nil {
			s[nama] = ketik(*d, locale.KindRasio)
		}
	}
	if k.TerbilangSen {
		s["terbilang_sen"] = "1"
	}
	if baku, ok := sakip.SkalaBaku(k.Skala.Nama); ok && sidik(sakip.Kebijakan{Skala: baku}) == sidik(sakip.Kebijakan{Skala: k.Skala}) {
		s["skala"] = k.Skala.Nama
	}
	for n, c := range k.Skala.Kelas {
		s[namaKelas(n, "nama")] = c.Nama
		if c.Bawah != nil {
			s[namaKelas(n, "bawah")] = ketik(*c.Bawah, locale.KindRasio)
		}
		if c.BawahTermasuk {
			s[namaKelas(n, "bawah_termasuk")] = "1"
		}
	}
	for id, b := range k.Bobot {
		s["bobot."+id] = ketik(b, locale.KindRasio)
	}
	for n, x := range k.SkalaPredikat {
		s[namaPredikat(n, "nama")] = x.Nama
		var baris []string
		for _, l := range x.Label {
			baris = append(baris, l.Label+" = "+ketik(l.Skor, locale.KindRasio))
		}
		s[namaPredikat(n, "label")] = strings.Join(baris, "\n")
	}
	return s
}

func namaKelas(n int, kolom string) string { return "skala.kelas[" + strconv.Itoa(n) + "]." + kolom }
func namaPredikat(n int, kolom string) string {
	return "skala_predikat[" + strconv.Itoa(n) + "]." + kolom
}

// kebijakan reads the fields as a policy from a year on.
func (s isian) kebijakan(tahun int) (sakip.Kebijakan, error) {
	var l fault.List
	k := sakip.Kebijakan{Tahun: tahun, Desimal: s.bulat("desimal", &l), DesimalRealisasi: s.bulat("desimal_realisasi", &l), Pembulatan: sakip.Pembulatan(s["pembulatan"]),
		RumusTurun: sakip.RumusTurun(s["rumus_turun"]), BatasAtas: s.persen("batas_atas", &l), BatasBawah: s.persen("batas_bawah", &l), DasarKategori: sakip.DasarKategori(s["dasar_kategori"]),
		EjaanMiliar: s["ejaan_miliar"], TerbilangSen: s["terbilang_sen"] != "", Skala: s.skala(&l)}
	if d := s.persen("ambang_menunjang", &l); d != nil {
		k.AmbangMenunjang = *d
	} else if s["ambang_menunjang"] == "" {
		l.Add("", fault.At("ambang_menunjang", fault.Required))
	}
	for nama := range s {
		if id, ok := strings.CutPrefix(nama, "bobot."); ok && id != "" {
			if d := s.persen(nama, &l); d != nil {
				if k.Bobot == nil {
					k.Bobot = map[string]decimal.Decimal{}
				}
				k.Bobot[id] = *d
			}
		}
	}
	for n := range maksSkalaPredikat {
		if x := s.predikat(n, &l); x.Nama != "" || len(x.Label) > 0 {
			k.SkalaPredikat = append(k.SkalaPredikat, x)
		}
	}
	if len(l) == 0 {
		l.Add("", k.Validasi())
	}
	return k, l.Err()
}

func (s isian) bulat(nama string, l *fault.List) int32 {
	n, err := strconv.ParseInt(s[nama], 10, 32)
	if err != nil {
		l.Add("", fault.At(nama, fault.OutOfRange, "0", "4"))
	}
	return int32(n)
}

// persen is a number that may be blank.
func (s isian) persen(nama string, l *fault.List) *decimal.Decimal {
	if strings.TrimSpace(s[nama]) == "" {
		return nil
	}
	d, err := locale.Parse(s[nama], locale.KindRasio)
	if err != nil {
		l.Add(nama, err)
		return nil
	}
	return &d
}

// skala is the preset that was chosen, or the classes as typed.
func (s isian) skala(l *fault.List) sakip.Skala {
	if baku, ok := sakip.SkalaBaku(s["skala"]); ok {
		return baku
	}
	var kelas []sakip.Kelas
	for n := range maksKelas {
		if s[namaKelas(n, "nama")] == "" && s[namaKelas(n, "bawah")] == "" {
			continue
		}
		k := sakip.Kelas{Nama: s[namaKelas(n, "nama")], Bawah: s.persen(namaKelas(n, "bawah"), l)}
		k.BawahTermasuk = k.Bawah != nil && s[namaKelas(n, "bawah_termasuk")] != ""
		kelas = append(kelas, k)
	}
	return sakip.SkalaDariBawah(s["skala.nama"], kelas)
}

// predikat reads one scale of labels, a line each: AA = 100.
func (s isian) predikat(n int, l *fault.List) sakip.SkalaPredikat {
	x, field := sakip.SkalaPredikat{Nama: s[namaPredikat(n, "nama")]}, namaPredikat(n, "label")
	for _, baris := range strings.Split(s[field], "\n") {
		i := strings.LastIndex(baris, "=")
		switch {
		case strings.TrimSpace(baris) == "":
			continue
		case i < 0:
			l.Add("", fault.At(field, fault.Invalid, "Tulis “"+strings.TrimSpace(baris)+"” dengan skornya, misalnya AA = 100."))
			continue
		}
		skor, err := locale.Parse(baris[i+1:], locale.KindRasio)
		l.Add(field, err)
		x.Label = append(x.Label, sakip.LabelPredikat{Label: strings.TrimSpace(baris[:i]), Skor: skor})
	}
	return x
}

// tempatKebijakan finds the field of the form that a fault of the policy is shown at.
var tempatKebijakan = []struct {
	pola *regexp.Regexp
	ke   string
}{
	{regexp.MustCompile(`^(skala_predikat\[\d+\])\.label\[\d+\].*$`), "$1.label"},
	{regexp.MustCompile(`^(skala\.kelas\[\d+\])$`), "$1.nama"},
}

func keKebijakan(err error) error {
	if err == nil {
		return nil
	}
	out := fault.All(err)
	for _, f := range out {
		for _, t := range tempatKebijakan {
			f.Field = t.pola.ReplaceAllString(f.Field, t.ke)
		}
	}
	return out
}

func (h *handler) tulisKebijakan(w http.ResponseWriter, r *http.Request, o sakip.Orang, a alamat, f service.LembarKebijakan, isi isiKebijakan, s isian, galat error) error {
	isi.alamat, isi.F, isi.Formulir, isi.Kunci = a, f, f.BolehIsi, h.NewID()
	isi.Kata = kataKebijakan(f.Kebijakan)
	isi.Praset = []opsi{{Nilai: "baku", Teks: "semua isian bawaan"}}
	for _, n := range sakip.NamaSkalaBaku() {
		isi.Praset = append(isi.Praset, opsi{Nilai: n, Teks: "skala " + namaSkala[n]})
	}
	p := pengisiDari(s, keKebijakan(galat))
	isi.isi(p, f)
	isi.Galat = p.galat(keKebijakan(galat))
	return h.tulis(w, r, statusFormulir(galat), "kebijakan", halaman{Judul: "Kebijakan perhitungan " + strconv.Itoa(a.Tahun), Orang: &o, Di: &a, Skrip: []string{"tinjau.js"}, Isi: isi})
}

// isi makes the fields, each in plain words with where it comes from.
func (isi *isiKebijakan) isi(p *pengisi, f service.LembarKebijakan) {
	var angka []opsi
	for n := range 5 {
		angka = append(angka, opsi{Nilai: strconv.Itoa(n), Teks: strconv.Itoa(n) + " angka di belakang koma"})
	}
	isi.Desimal = []pilihanBidang{
		pilih(p.bidang("desimal", "Persentase dicetak dengan", "Angka aslinya tetap disimpan utuh. Bawaan dua, seperti LKjIP 2023."), slices.Clone(angka)...),
		pilih(p.bidang("desimal_realisasi", "Realisasi indikator rasio dan skor dibulatkan sampai", "Realisasi ini angka yang diumumkan, jadi dipakai dalam keadaan bulat."), slices.Clone(angka)...)}
	isi.Cara = []pilihanBidang{
		pilih(p.bidang("pembulatan", "Cara membulatkan", "Bawaan: setengah ke atas, seperti LKjIP 2023."), opsi{Nilai: string(sakip.SetengahKeAtas), Teks: "setengah ke atas: 92,735 menjadi 92,74"},
			opsi{Nilai: string(sakip.Potong), Teks: "dipotong: 92,735 menjadi 92,73"}),
		pilih(p.bidang("rumus_turun", "Capaian indikator yang makin rendah makin baik", "Rumus pertama dari PermenPANRB 8/2021."),
			opsi{Nilai: string(sakip.DuaTMinusR), Teks: "(2 × target − realisasi) ÷ target × 100"}, opsi{Nilai: string(sakip.TBagiR), Teks: "target ÷ realisasi × 100"}),
		pilih(p.bidang("dasar_kategori", "Kategori diambil dari", "Dari angka tercetak: dua angka cetak yang sama selalu sekelas."),
			opsi{Nilai: string(sakip.DariTampil), Teks: "angka yang tercetak"}, opsi{Nilai: string(sakip.DariMentah), Teks: "angka sebelum dibulatkan dan dibatasi"})}
	isi.Batas = []bidang{p.bidang("batas_atas", "Capaian dicetak paling tinggi (%)", "Kosong: tanpa batas. Angka aslinya tetap disimpan. Ditentukan daerah, misalnya 120."),
		p.bidang("batas_bawah", "Capaian dicetak paling rendah (%)", "Kosong: tanpa batas, capaian boleh negatif. Ditentukan daerah, biasanya 0."),
		p.bidang("ambang_menunjang", "Program disebut Menunjang mulai (% target akhir Renstra)", "Ditentukan daerah. Bawaan 75.")}
	skala := []opsi{{Nilai: skalaSendiri, Teks: "kelas sendiri, seperti diisi di bawah"}}
	for _, n := range sakip.NamaSkalaBaku() {
		skala = append(skala, opsi{Nilai: n, Teks: namaSkala[n]})
	}
	isi.Skala = pilih(p.bidang("skala", "Skala kategori", ""), skala...)
	isi.NamaSkala = p.bidang("skala.nama", "Nama skala sendiri", "")
	isi.kelas(p)
	iku := map[string]bool{}
	for _, i := range f.Indikator {
		iku["bobot."+i.ID] = true
		isi.Bobot = append(isi.Bobot, p.bidang("bobot."+i.ID, i.ID+" "+i.Nama, ""))
	}
	for nama := range p.isian {
		if strings.HasPrefix(nama, "bobot.") && !iku[nama] {
			isi.BobotLain = append(isi.BobotLain, p.bidang(nama, "Bobot "+nama[len("bobot."):], ""))
		}
	}
	slices.SortFunc(isi.BobotLain, func(a, b bidang) int { return strings.Compare(a.Nama, b.Nama) })
	ada := 0
	for n := range maksSkalaPredikat {
		if p.isian[namaPredikat(n, "nama")] != "" || p.isian[namaPredikat(n, "label")] != "" {
			ada = n + 1
		}
	}
	for n := range min(ada+skalaPredikatBaru, maksSkalaPredikat) {
		isi.Predikat = append(isi.Predikat, predikatIsian{p.bidang(namaPredikat(n, "nama"), "Nama skala predikat "+strconv.Itoa(n+1), "Kosong: tidak ada."),
			p.bidang(namaPredikat(n, "label"), "Predikat dan skornya, satu per baris, misalnya AA = 100", "")})
	}
	isi.Ejaan = pilih(p.bidang("ejaan_miliar", "Ejaan dalam terbilang", "Kamus Besar Bahasa Indonesia: miliar."), opsi{Nilai: "miliar", Teks: "miliar"}, opsi{Nilai: "milyar", Teks: "milyar"})
	isi.Sen = p.isian["terbilang_sen"] != ""
}

// kelas makes the rows of the classes, with how far each goes as last understood.
func (isi *isiKebijakan) kelas(p *pengisi) {
	ada := 0
	for n := range maksKelas {
		if p.isian[namaKelas(n, "nama")] != "" || p.isian[namaKelas(n, "bawah")] != "" {
			ada = n + 1
		}
	}
	for n := range min(ada+kelasBaru, maksKelas) {
		isi.Kelas = append(isi.Kelas, kelasIsian{N: n + 1, Nama: p.bidang(namaKelas(n, "nama"), "Nama kelas "+strconv.Itoa(n+1), ""),
			Bawah:        p.bidang(namaKelas(n, "bawah"), "Mulai dari (%), kosong untuk kelas terendah", ""),
			NamaTermasuk: namaKelas(n, "bawah_termasuk"), Termasuk: p.isian[namaKelas(n, "bawah_termasuk")] != ""})
	}
}

// kataKebijakan says a policy in words.
func kataKebijakan(k sakip.Kebijakan) [][2]string {
	batas := func(d *decimal.Decimal) string {
		if d == nil {
			return "tanpa batas"
		}
		return locale.AngkaRingkas(*d) + "%"
	}
	kata := [][2]string{{"Dicetak dengan", strconv.Itoa(int(k.Desimal)) + " angka di belakang koma, " + map[sakip.Pembulatan]string{sakip.SetengahKeAtas: "setengah ke atas", sakip.Potong: "dipotong"}[k.Pembulatan]},
		{"Realisasi rasio dan skor", strconv.Itoa(int(k.DesimalRealisasi)) + " angka di belakang koma"},
		{"Indikator yang makin rendah makin baik", map[sakip.RumusTurun]string{sakip.DuaTMinusR: "(2 × target − realisasi) ÷ target × 100", sakip.TBagiR: "target ÷ realisasi × 100"}[k.RumusTurun]},
		{"Batas atas dan bawah cetakan", batas(k.BatasAtas) + "; " + batas(k.BatasBawah)},
		{"Kategori", kataSkala(k.Skala) + ", dari " + map[sakip.DasarKategori]string{sakip.DariTampil: "angka yang tercetak", sakip.DariMentah: "angka sebelum dibulatkan"}[k.DasarKategori]},
		{"Menunjang mulai", locale.AngkaRingkas(k.AmbangMenunjang) + "% target akhir"}}
	var bobot []string
	for id, b := range k.Bobot {
		bobot = append(bobot, id+" "+locale.AngkaRingkas(b))
	}
	slices.Sort(bobot)
	kata = append(kata, [2]string{"Rata-rata sasaran", map[bool]string{true: "bobot semua indikator sama", false: "bobot " + strings.Join(bobot, ", ") + "; lainnya 1"}[len(bobot) == 0]})
	var skala []string
	for _, s := range k.SkalaPredikat {
		skala = append(skala, s.Nama+" ("+strconv.Itoa(len(s.Label))+" predikat)")
	}
	if len(skala) > 0 {
		kata = append(kata, [2]string{"Skala predikat", strings.Join(skala, ", ")})
	}
	return append(kata, [2]string{"Terbilang", k.EjaanMiliar + map[bool]string{true: ", dengan sen", false: ", tanpa sen"}[k.TerbilangSen]})
}

func kataSkala(s sakip.Skala) string {
	var out []string
	for _, k := range s.Kelas {
		switch {
		case k.Bawah == nil:
			out = append(out, k.Nama+" di bawahnya")
		case k.BawahTermasuk:
			out = append(out, k.Nama+" mulai "+locale.AngkaRingkas(*k.Bawah))
		default:
			out = append(out, k.Nama+" di atas "+locale.AngkaRingkas(*k.Bawah))
		}
	}
	return strings.Join(out, ", ")
}

// bandingkanKebijakan puts the stored policy beside the one that was typed, in words.
func bandingkanKebijakan(b service.Bentrok, anda sakip.Kebijakan) *bentrokTampil {
	out := &bentrokTampil{Hilang: b.Versi == 0}
	var kini wire.Kebijakan
	if err := json.Unmarshal(b.Kini, &kini); err != nil || b.Versi == 0 {
		return out
	}
	var l fault.List
	x, y := map[string]string{}, kataKebijakan(anda)
	for _, k := range kataKebijakan(kini.Domain(&l)) {
		x[k[0]] = k[1]
	}
	for _, k := range y {
		out.Baris = append(out.Baris, banding{k[0], x[k[0]], k[1], x[k[0]] != k[1]})
	}
	return out
}

// labelAngka are the names of the figures that a preview tells of.
var labelAngka = map[string]string{"rata_capaian": "Rata-rata capaian", "kategori": "Kategori", "rata_capaian_anggaran": "Rata-rata capaian anggaran",
	"serapan_tertimbang": "Serapan tertimbang", "tingkat_efisiensi": "Tingkat efisiensi", "target": "Target", "target_sd": "Target s.d. triwulan", "target_tw": "Target triwulan",
	"realisasi": "Realisasi s.d. triwulan", "realisasi_tw": "Realisasi triwulan", "capaian": "Capaian", "capaian_sd": "Capaian s.d. triwulan",
	"kategori_sd": "Kategori s.d. triwulan", "capaian_tw": "Capaian triwulan", "persen_target_akhir": "% target akhir", "ket": "Ket.",
	"persen_standar": "% standar", "capaian_anggaran": "Capaian anggaran"}

// persenAngka are those of them that are printed with a percent sign.
var persenAngka = regexp.MustCompile(`capaian|serapan|efisiensi|persen`)

func pratinjauDari(p wire.Pratinjau, tahun int) *pratinjauTampil {
	out := &pratinjauTampil{Berubah: p.Berubah}
	for n, x := range p.Periode {
		t, lalu := periodeTampil{Judul: strconv.Itoa(x.Tahun) + ", " + x.Periode, Buka: n == 0 || x.Tahun == tahun && x.Periode == "TW4"}, ""
		for _, b := range x.Angka {
			label := labelAngka[b.Angka]
			if tahun, ok := strings.CutPrefix(b.Angka, "realisasi_2"); ok {
				label = "Realisasi 2" + tahun
			}
			if b.Nama == lalu { // the name stands beside the first of its figures
				b.Nama = ""
			} else {
				lalu = b.Nama
			}
			angka := bedaAngka{ID: b.ID, Nama: b.Nama, Angka: label, Sebelum: selBeda(b.Angka, b.Sebelum), Sesudah: selBeda(b.Angka, b.Sesudah)}
			if b.Jenis == "anggaran" {
				t.Anggaran = append(t.Anggaran, angka)
			} else {
				t.Baris = append(t.Baris, angka)
			}
		}
		out.Periode = append(out.Periode, t)
	}
	return out
}

func selBeda(angka, teks string) sel {
	if strings.HasPrefix(angka, "kategori") && teks != "" {
		return sel{Tampil: " ", Kategori: teks}
	}
	return sel{Tampil: teks, Persen: persenAngka.MatchString(angka), Alasan: "tidak ada"}
}
