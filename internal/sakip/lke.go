package sakip

import (
	"slices"
	"strings"
	"time"

	"capaian/internal/fault"
)

// StatusLKE is where an evaluation sheet stands.
type StatusLKE string

const (
	LKEBelum    StatusLKE = ""         // nobody has begun it
	LKEDraf     StatusLKE = "draf"     // the agency evaluates itself
	LKEDiajukan StatusLKE = "diajukan" // handed in; the Inspektorat evaluates
	LKEDinilai  StatusLKE = "dinilai"  // evaluated; the agency sees it
	LKEFinal    StatusLKE = "final"    // the report of the evaluation (LHE) is out
)

// SemuaStatusLKE lists the statuses in the order of a sheet's way.
var SemuaStatusLKE = []StatusLKE{LKEBelum, LKEDraf, LKEDiajukan, LKEDinilai, LKEFinal}

// TahapLKE is one step of a sheet on its way.
type TahapLKE string

const (
	LKEAjukan     TahapLKE = "ajukan"
	LKEKembalikan TahapLKE = "kembalikan" // to the agency, with a note
	LKENilai      TahapLKE = "nilai"      // the evaluation is done
	LKENilaiUlang TahapLKE = "nilai_ulang"
	LKEFinalkan   TahapLKE = "finalkan"
	LKEBuka       TahapLKE = "buka_kembali" // of a final one, with a reason
)

// SemuaTahapLKE lists the steps in the order of a sheet's way.
var SemuaTahapLKE = []TahapLKE{LKEAjukan, LKEKembalikan, LKENilai, LKENilaiUlang, LKEFinalkan, LKEBuka}

// alurLKE is what each step makes of which status; alasan names the text that it needs.
var alurLKE = map[TahapLKE]struct {
	dari, ke StatusLKE
	alasan   string
}{
	LKEAjukan:     {LKEDraf, LKEDiajukan, ""},
	LKEKembalikan: {LKEDiajukan, LKEDraf, "catatan"},
	LKENilai:      {LKEDiajukan, LKEDinilai, ""},
	LKENilaiUlang: {LKEDinilai, LKEDiajukan, ""},
	LKEFinalkan:   {LKEDinilai, LKEFinal, ""},
	LKEBuka:       {LKEFinal, LKEDiajukan, "alasan"},
}

// keadaanLKE is a status in a sentence about a sheet, and who moves it on.
var keadaanLKE = map[StatusLKE]struct{ teks, pembuka string }{
	LKEBelum:    {"belum dimulai", "verifikator, dengan memulainya"},
	LKEDraf:     {"masih draf", "verifikator atau kepala perangkat daerah, dengan mengajukannya"},
	LKEDiajukan: {"sedang dinilai Inspektorat", "Inspektorat, dengan menyelesaikan penilaian atau mengembalikannya"},
	LKEDinilai:  {"sudah dinilai", "Inspektorat, dengan membuka penilaiannya lagi atau memfinalkannya"},
	LKEFinal:    {"sudah final", "admin kabupaten, dengan alasan"},
}

// SisiLKE is who answers: the agency itself, or who evaluates it.
type SisiLKE string

const (
	SisiMandiri SisiLKE = "mandiri"
	SisiPenilai SisiLKE = "penilai"
)

// SemuaSisi lists the sides.
var SemuaSisi = []SisiLKE{SisiMandiri, SisiPenilai}

// Saat is the status in which a side answers.
func (s SisiLKE) Saat() StatusLKE {
	if s == SisiPenilai {
		return LKEDiajukan
	}
	return LKEDraf
}

// LKE is the evaluation sheet of an agency-year, Lembar Kerja Evaluasi AKIP. Answers of
// both sides stay beside each other.
type LKE struct {
	OPD      string
	Tahun    int
	Kriteria string // id of the version of the criteria
	Status   StatusLKE
	Langkah  []LangkahLKE
	LHE      LHE
	Mandiri  []JawabanLKE // by Butir, as the next one is
	Penilai  []JawabanLKE
	Saran    []SaranLKE
}

// LangkahLKE is one step that the sheet has taken.
type LangkahLKE struct {
	Tahap TahapLKE
	Teks  string // the note or the reason
	Oleh  string // sub
	Nama  string
	Pada  time.Time
}

// LHE is the report of the evaluation, Laporan Hasil Evaluasi, which a final sheet names.
type LHE struct {
	Nomor   string
	Tanggal Tanggal
}

// Validasi lists every fault.
func (h LHE) Validasi() error {
	var l fault.List
	l.Add("", wajib("nomor", h.Nomor))
	l.Add("", h.Tanggal.validasi("tanggal", true))
	return l.Err()
}

// JawabanLKE is what one side says of one thing of the sheet: how far a criterion is
// fulfilled, or that a sub-komponen deserves a grade that follows from no share.
type JawabanLKE struct {
	Butir   string          // id of a Kriteria or of a SubKomponenLKE
	Jawaban JawabanKriteria // of a Kriteria
	Gradasi string          // of a SubKomponenLKE: the grade that is claimed; "" of who evaluates is that the agency's claim is not recognised
	Catatan string
	Bukti   []string   // ids of files handed in for the year
	Rujukan []Rujukan  // what else shows it
	Usulan  *UsulanLKE // what our own data proved when it was answered
	Oleh    string     // sub
	Nama    string
	Pada    time.Time
}

// SaranLKE is a recommendation of who evaluates, of one criterion. Once the sheet is
// final it is a Rekomendasi of the year after.
type SaranLKE struct {
	ID       string
	Kriteria string
	Uraian   string
	Tenggat  Tanggal
	Oleh     string // sub
	Nama     string
	Pada     time.Time
}

// Lanjutkan is the sheet after one more step by a person. Codes: Locked for a status that
// the step does not start from, with who can change that; Required and TooLarge for teks.
func (k LKE) Lanjutkan(t TahapLKE, o Orang, teks string, pada time.Time) (LKE, error) {
	a, ok := alurLKE[t]
	if !ok {
		return k, fault.At("tahap", fault.Unknown, "Tahap", string(t))
	}
	if k.Status != a.dari {
		return k, k.terkunci()
	}
	teks = strings.TrimSpace(teks)
	if a.alasan != "" {
		if err := wajib(a.alasan, teks); err != nil {
			return k, err
		}
	} else if err := panjang("catatan", teks); err != nil {
		return k, err
	}
	k.Status = a.ke
	k.Langkah = append(slices.Clone(k.Langkah), LangkahLKE{t, teks, o.Sub, o.Nama, pada})
	return k, nil
}

// BolehTahap tells whether a step starts from the sheet's status.
func (k LKE) BolehTahap(t TahapLKE) bool { return alurLKE[t].dari == k.Status && k.Status != LKEBelum }

// BolehJawab refuses an answer of a side while the sheet is not with it.
func (k LKE) BolehJawab(s SisiLKE) error {
	if k.Status == s.Saat() {
		return nil
	}
	return k.terkunci()
}

func (k LKE) terkunci() error {
	a := keadaanLKE[k.Status]
	return fault.New(fault.Locked, "LKE ini "+a.teks, a.pembuka)
}

// DuaSisi are a thing's answers of both sides; one without Butir was not given.
func (k LKE) DuaSisi(butir string) (mandiri, penilai JawabanLKE) {
	return cariJawaban(k.Mandiri, butir), cariJawaban(k.Penilai, butir)
}

// Sisi are the answers of one side.
func (k LKE) Sisi(s SisiLKE) []JawabanLKE {
	if s == SisiPenilai {
		return k.Penilai
	}
	return k.Mandiri
}

func cariJawaban(list []JawabanLKE, butir string) JawabanLKE {
	if n := slices.IndexFunc(list, func(j JawabanLKE) bool { return j.Butir == butir }); n >= 0 {
		return list[n]
	}
	return JawabanLKE{}
}

// TanpaPenilaian is the sheet as the agency sees it before its evaluation is done.
func (k LKE) TanpaPenilaian() LKE {
	if k.Status == LKEDraf || k.Status == LKEDiajukan {
		k.Penilai, k.Saran = nil, nil
	}
	return k
}

// Berbeda tells whether the two sides answer a thing differently. Where one has not
// answered there is no difference yet.
func Berbeda(mandiri, penilai JawabanLKE) bool {
	return mandiri.Butir != "" && penilai.Butir != "" && (mandiri.Jawaban != penilai.Jawaban || mandiri.Gradasi != penilai.Gradasi)
}

// ValidasiJawaban lists every fault of an answer of a side. lain is the agency's own answer
// when who evaluates answers: another one needs a reason, as a claimed grade does.
func (k KriteriaLKE) ValidasiJawaban(s SisiLKE, j, lain JawabanLKE) error {
	var l fault.List
	l.Add("", panjang("catatan", j.Catatan))
	sub, adaSub := k.CariSub(j.Butir)
	_, _, adaKriteria := k.CariKriteria(j.Butir)
	switch {
	case adaKriteria:
		pilihan(&l, "jawaban", j.Jawaban, SemuaJawaban...)
		if j.Gradasi != "" {
			l.Add("", fault.At("gradasi", fault.Invalid, "Gradasi diakui untuk subkomponen, bukan untuk satu kriteria."))
		}
	case adaSub:
		tolak := s == SisiPenilai && j.Gradasi == "" && lain.Gradasi != ""
		if !tolak && !slices.ContainsFunc(k.Diakui(sub), func(g Gradasi) bool { return g.Nama == j.Gradasi }) {
			l.Add("", fault.At("gradasi", fault.Unknown, "Gradasi yang perlu pengakuan", j.Gradasi))
		}
		if j.Jawaban != "" {
			l.Add("", fault.At("jawaban", fault.Invalid, "Subkomponen dinilai dari jawaban kriterianya."))
		}
		if kosong(j.Catatan) {
			teks := "Tulis apa yang menunjukkan gradasi ini layak."
			if tolak {
				teks = "Tulis mengapa gradasi yang dinyatakan perangkat daerah tidak diakui."
			}
			l.Add("", fault.At("catatan", fault.Invalid, teks))
		}
	default:
		l.Add("", fault.At("butir", fault.Unknown, "Kriteria", j.Butir))
	}
	if s == SisiPenilai && kosong(j.Catatan) && lain.Butir != "" && lain.Jawaban != j.Jawaban {
		l.Add("", fault.At("catatan", fault.Invalid, "Jawaban ini lain dari jawaban perangkat daerah. Tulis alasannya."))
	}
	bukti := unik{jenis: "bukti", l: &l}
	for n, id := range j.Bukti {
		l.Add("", ValidasiID(at("bukti", n), id))
		bukti.tambah(at("bukti", n), id)
	}
	if len(j.Bukti) > maksBukti || len(j.Rujukan) > maksBukti {
		l.Add("", fault.At("bukti", fault.TooLarge, "20 bukti"))
	}
	for n, r := range j.Rujukan {
		l.Add(at("rujukan", n), r.Validasi())
	}
	return l.Err()
}

// maksBukti is how many files, and how many other things, show one answer.
const maksBukti = 20

// ValidasiSaran lists every fault of a recommendation.
func (k KriteriaLKE) ValidasiSaran(r SaranLKE) error {
	var l fault.List
	l.Add("", ValidasiID("id", r.ID))
	if _, _, ok := k.CariKriteria(r.Kriteria); !ok {
		l.Add("", fault.At("kriteria", fault.Unknown, "Kriteria", r.Kriteria))
	}
	l.Add("", wajib("uraian", r.Uraian))
	l.Add("", r.Tenggat.validasi("tenggat", true))
	return l.Err()
}

// SiapDiajukan lists what keeps a side's answers from being handed on: each criterion that
// it has not answered, and for who evaluates each answer that differs without a reason, and
// each grade that the agency claims, that the answers bear out, and that nobody answered.
func (k LKE) SiapDiajukan(kr KriteriaLKE, s SisiLKE) error {
	var l fault.List
	list := k.Sisi(s)
	for _, q := range kr.Semua() {
		j := cariJawaban(list, q.ID)
		if j.Jawaban == "" {
			l.Add("", fault.At(q.ID, fault.Required))
		} else if m := cariJawaban(k.Mandiri, q.ID); s == SisiPenilai && Berbeda(m, j) && kosong(j.Catatan) {
			l.Add("", fault.At(q.ID, fault.Invalid, "Jawaban ini lain dari jawaban perangkat daerah. Tulis alasannya."))
		}
	}
	if s == SisiPenilai {
		for _, id := range kr.klaimTerbuka(k) {
			l.Add("", fault.At(id, fault.Invalid, "Perangkat daerah menyatakan gradasi yang lebih tinggi. Akui, atau tulis mengapa tidak."))
		}
	}
	return l.Err()
}

// klaimTerbuka are the sub-komponen whose grade the agency claims, as far as it would count
// by the answers of who evaluates and they have not said whether it does.
func (kr KriteriaLKE) klaimTerbuka(k LKE) []string {
	var out []string
	for _, c := range kr.Komponen {
		for _, s := range c.Sub {
			mandiri, penilai := k.DuaSisi(s.ID)
			if mandiri.Gradasi == "" || penilai.Butir != "" {
				continue
			}
			di := map[string]JawabanLKE{s.ID: mandiri}
			for _, q := range s.Kriteria {
				di[q.ID] = cariJawaban(k.Penilai, q.ID)
			}
			if !kr.hitungSub(s, di).TakSampai {
				out = append(out, s.ID)
			}
		}
	}
	return out
}
