package sakip

import (
	"strings"
	"time"

	"capaian/internal/fault"
)

// JenisLaporan is a kind of report.
type JenisLaporan string

const (
	LKjIP             JenisLaporan = "lkjip"        // annual performance report (PermenPANRB 53/2014, lampiran II)
	LaporanTriwulan   JenisLaporan = "triwulan"     // performance of a quarter and up to it
	LaporanPerjanjian JenisLaporan = "perjanjian"   // Perjanjian Kinerja (PermenPANRB 53/2014, lampiran I)
	LaporanRencana    JenisLaporan = "rencana_aksi" // the year's rencana aksi
	FormulirE81       JenisLaporan = "e81"          // evaluation of the Renja (Permendagri 86/2017, formulir E.81)
)

// FormatLaporan is a kind of file.
type FormatLaporan string

const (
	PDF  FormatLaporan = "pdf"
	DOCX FormatLaporan = "docx"
	XLSX FormatLaporan = "xlsx"
	HTML FormatLaporan = "html"
	JSON FormatLaporan = "json" // open data of a published report, as CSV
	CSV  FormatLaporan = "csv"
)

// FormatPaket are the formats that a report is asked for in together.
var FormatPaket = []FormatLaporan{PDF, DOCX, XLSX}

// StatusLaporan is where a requested report stands.
type StatusLaporan string

const (
	LaporanMenunggu StatusLaporan = "menunggu"
	LaporanSelesai  StatusLaporan = "selesai"
	LaporanGagal    StatusLaporan = "gagal"
)

// Laporan is one requested report of an agency-year and, once made, its file.
type Laporan struct {
	ID        string
	OPD       string
	Tahun     int
	Jenis     JenisLaporan
	Periode   int // triwulan at whose end it stands
	Format    FormatLaporan
	Paket     string // what the files of one report share that were asked for together: they are made of one snapshot
	Dokumen   string // which document of the kind, as in DokumenPerjanjian; "" for the one in force
	Status    StatusLaporan
	Pemohon   string // sub
	Diminta   time.Time
	Dibuat    time.Time // when the file was made; zero before
	Objek     string    // key in the objects
	Nama      string    // file name for people
	Ukuran    int64     // bytes
	SHA256    string
	Cuplikan  string // key of the data the file was made from
	Mesin     int    // engine version
	Penyusun  int    // renderer version: with it the snapshot makes the same bytes again
	Galat     string // why it failed, in Indonesian
	Percobaan int
	Reviu     ReviuLaporan // of the data that the file was made from

	JatuhTempo Tanggal // the due day that it belongs to when the schedule had it made; "" otherwise
	Kurang     int     // figures of the quarter that were not verified when the schedule or a run asked for it

	Penerbit      string    // sub of who had it published; "" before
	TerbitDiminta time.Time // when that was asked for
	Diterbitkan   time.Time // when it lay where nobody can change it
	Salinan       string    // id of the signed copy that was asked to be published for its Paket; "" for none
	SalinanTerbit time.Time // when that lay there too
}

// ReviuLaporan is what the review of a report's data came to.
type ReviuLaporan struct {
	Versi    int // of the rules; 0 when nothing was reviewed, and all else is unknown then
	Dihitung int // ties between figures that could be checked
	Cocok    int // those that hold
	Temuan   int // findings
	Menahan  int // contradictions that nobody accepted, which keep the report from being published
	Diterima int // findings that somebody accepted with a reason
}

// Berangka tells whether a kind of report shows what was achieved and spent. Others would
// publish figures that they do not print.
func (j JenisLaporan) Berangka() bool { return j == LKjIP || j == LaporanTriwulan || j == FormulirE81 }

// BelumDitinjau tells whether the report shows figures that no review has seen, for it was
// made before there was one. What belongs to a plan may have been signed by two parties
// since then, and stands as it is.
func (r Laporan) BelumDitinjau() bool { return r.Reviu.Versi == 0 && r.Jenis.Berangka() }

// KunciPaket is the Paket that a report is of; one from before there were any is alone.
func (r Laporan) KunciPaket() string {
	if r.Paket == "" {
		return r.ID
	}
	return r.Paket
}

// MenungguTerbit is since when the report waits for being published, or for its signed copy
// to be; zero when it does not.
func (r Laporan) MenungguTerbit() time.Time {
	if r.Penerbit != "" && (r.Diterbitkan.IsZero() || r.Salinan != "" && r.SalinanTerbit.IsZero()) {
		return r.TerbitDiminta
	}
	return time.Time{}
}

// DokumenPerjanjian is one document of the Perjanjian Kinerja: of a version, "" the one in
// force, that of the head of the agency, or those of the units' heads below it (Jenjang).
// It is written "induk" and "induk/jenjang".
type DokumenPerjanjian struct {
	Versi   string
	Jenjang bool
}

const akhiranJenjang = "/jenjang"

// Perjanjian is which document of the Perjanjian Kinerja is asked for.
func (r Laporan) Perjanjian() DokumenPerjanjian {
	versi, jenjang := strings.CutSuffix(r.Dokumen, akhiranJenjang)
	return DokumenPerjanjian{versi, jenjang}
}

// String is the document as Laporan.Dokumen has it.
func (d DokumenPerjanjian) String() string {
	if d.Jenjang {
		return d.Versi + akhiranJenjang
	}
	return d.Versi
}

// SemuaJenisLaporan lists the kinds that can be asked for.
var SemuaJenisLaporan = []JenisLaporan{LKjIP, LaporanTriwulan, LaporanPerjanjian, LaporanRencana, FormulirE81}

var namaLaporan = map[JenisLaporan]string{LKjIP: "LKjIP", LaporanTriwulan: "Laporan triwulan", LaporanPerjanjian: "Perjanjian Kinerja",
	LaporanRencana: "Rencana aksi", FormulirE81: "Formulir E.81"}

// Nama is what people call the kind.
func (j JenisLaporan) Nama() string { return namaLaporan[j] }

// Sebutan is what people call the report, by its kind, version and quarter.
func (r Laporan) Sebutan() string {
	s := r.Jenis.Nama()
	d := r.Perjanjian()
	if d.Jenjang {
		s += " pejabat di bawah kepala"
	}
	if d.Versi != "" {
		return s + ", versi " + d.Versi
	}
	return s + " " + Periode{r.Tahun, r.Periode}.String()
}

// validasiDokumen refuses the name of a document for a kind that has but one, and what
// could be no version.
func (r Laporan) validasiDokumen(l *fault.List) {
	switch {
	case r.Dokumen == "":
	case r.Jenis != LaporanPerjanjian:
		l.Add("", fault.At("dokumen", fault.Invalid, "Hanya Perjanjian Kinerja yang punya versi; kosongkan isian ini."))
	case r.Perjanjian().Versi != "":
		l.Add("", ValidasiID("dokumen", r.Perjanjian().Versi))
	}
}

// Validasi lists every fault of the request.
func (r Laporan) Validasi() error {
	var l fault.List
	pilihan(&l, "jenis", r.Jenis, SemuaJenisLaporan...)
	pilihan(&l, "periode", r.Periode, 1, 2, 3, 4)
	pilihan(&l, "format", r.Format, PDF, DOCX, XLSX, HTML)
	r.validasiDokumen(&l)
	l.Add("", ValidasiTahun("tahun", r.Tahun))
	return l.Err()
}

// Tautan is a link that anybody who has it may download one file by, until it
// expires or is revoked. The token itself is not stored, only its SHA-256.
type Tautan struct {
	Hash     string
	OPD      string
	Tahun    int
	Laporan  string
	Objek    string
	Nama     string
	Pembuat  string // sub
	Dibuat   time.Time
	Berakhir time.Time
	Dicabut  bool
	Unduhan  int
	Terakhir time.Time // of the downloads; zero before the first
}

// UmurTautan are the lifetimes that a link may be given.
var UmurTautan = []time.Duration{24 * time.Hour, 7 * 24 * time.Hour, 30 * 24 * time.Hour, 90 * 24 * time.Hour}

// Sah tells why a link may not be used at a moment, or nil.
func (t Tautan) Sah(pada time.Time) error {
	switch {
	case t.Dicabut:
		return fault.New(fault.LinkRevoked)
	case !pada.Before(t.Berakhir):
		return fault.New(fault.LinkExpired)
	}
	return nil
}
