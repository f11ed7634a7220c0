package service

import (
	"context"
	"strings"

	"capaian/internal/fault"
	"capaian/internal/sakip"
	"capaian/internal/store"
)

// Aksi is something that a right is needed for.
type Aksi string

const (
	LihatOPD          Aksi = "lihat_opd"          // figures, plans and reports of an agency
	LihatAudit        Aksi = "lihat_audit"        // the audit chain
	LihatKabupaten    Aksi = "lihat_kabupaten"    // all agencies of the kabupaten side by side
	EntriRealisasi    Aksi = "entri_realisasi"    // realisasi of an indicator or a budget row
	Tarik             Aksi = "tarik"              // take back what was handed in
	Verifikasi        Aksi = "verifikasi"         // verify figures or return them
	Finalkan          Aksi = "finalkan"           // make a quarter's verified figures final
	BukaKembali       Aksi = "buka_kembali"       // reopen verified and final figures and signed agreements, with a reason
	Rencanakan        Aksi = "rencanakan"         // indicators, PK, rencana aksi, budgets, comparisons, texts
	AturOPD           Aksi = "atur_opd"           // profile, units, officials, Renstra
	AturKebijakan     Aksi = "atur_kebijakan"     // calculation policy of the agency
	TandaTangani      Aksi = "tandatangani"       // put a Perjanjian Kinerja into force
	TerimaTemuan      Aksi = "terima_temuan"      // accept a finding of the review with a reason
	TindakRekomendasi Aksi = "tindak_rekomendasi" // say how far a recommendation was followed up
	MuatTahun         Aksi = "muat_tahun"         // replace an agency-year whole
	MintaLaporan      Aksi = "minta_laporan"      // ask for a report file and its links
	JalankanPelaporan Aksi = "jalankan_pelaporan" // have a quarter's reports made before or beside the schedule
	Terbitkan         Aksi = "terbitkan"          // publish a report for good
	UnggahSalinan     Aksi = "unggah_salinan"     // hand in the signed copy of a report
	LihatKalender     Aksi = "lihat_kalender"     // the kabupaten's calendar
	AturKalender      Aksi = "atur_kalender"      // set it
	BeriPengecualian  Aksi = "beri_pengecualian"  // let a unit or an agency enter for longer
	AturKabupaten     Aksi = "atur_kabupaten"     // the kabupaten's record and its agencies
	KelolaOrang       Aksi = "kelola_orang"       // people records
	IsiLKE            Aksi = "isi_lke"            // answer the evaluation sheet of the own agency
	AjukanLKE         Aksi = "ajukan_lke"         // hand it in
	NilaiLKE          Aksi = "nilai_lke"          // evaluate it, or send it back
	FinalkanLKE       Aksi = "finalkan_lke"       // make the evaluation final
	LihatDiri         Aksi = "lihat_diri"         // one's own record: whoever signed in
	Publik            Aksi = "publik"             // anybody, signed in or not
)

// Lingkup is how far a role's right reaches.
type Lingkup int

const (
	TidakBoleh Lingkup = iota
	UnitSendiri
	OPDSendiri
	KabupatenSendiri
)

// hak is the rights table: who may do what, and how far. docs/hak.md is printed from it.
var hak = map[Aksi]map[sakip.Peran]Lingkup{
	LihatOPD: {sakip.Operator: OPDSendiri, sakip.Verifikator: OPDSendiri, sakip.Kepala: OPDSendiri,
		sakip.Bappeda: KabupatenSendiri, sakip.Inspektorat: KabupatenSendiri, sakip.Admin: KabupatenSendiri},
	LihatAudit: {sakip.Verifikator: OPDSendiri, sakip.Kepala: OPDSendiri,
		sakip.Inspektorat: KabupatenSendiri, sakip.Admin: KabupatenSendiri},
	LihatKabupaten:    {sakip.Bappeda: KabupatenSendiri, sakip.Inspektorat: KabupatenSendiri, sakip.Admin: KabupatenSendiri},
	EntriRealisasi:    {sakip.Operator: UnitSendiri, sakip.Verifikator: OPDSendiri},
	Tarik:             {sakip.Operator: UnitSendiri, sakip.Verifikator: OPDSendiri},
	Verifikasi:        {sakip.Verifikator: OPDSendiri},
	Finalkan:          {sakip.Kepala: OPDSendiri},
	BukaKembali:       {sakip.Admin: KabupatenSendiri},
	Rencanakan:        {sakip.Verifikator: OPDSendiri},
	AturOPD:           {sakip.Verifikator: OPDSendiri, sakip.Admin: KabupatenSendiri},
	AturKebijakan:     {sakip.Verifikator: OPDSendiri, sakip.Bappeda: KabupatenSendiri},
	TandaTangani:      {sakip.Verifikator: OPDSendiri, sakip.Kepala: OPDSendiri},
	TerimaTemuan:      {sakip.Verifikator: OPDSendiri, sakip.Kepala: OPDSendiri},
	TindakRekomendasi: {sakip.Verifikator: OPDSendiri, sakip.Inspektorat: KabupatenSendiri},
	MuatTahun:         {sakip.Verifikator: OPDSendiri, sakip.Admin: KabupatenSendiri},
	MintaLaporan: {sakip.Verifikator: OPDSendiri, sakip.Kepala: OPDSendiri,
		sakip.Bappeda: KabupatenSendiri, sakip.Inspektorat: KabupatenSendiri},
	JalankanPelaporan: {sakip.Verifikator: OPDSendiri, sakip.Kepala: OPDSendiri,
		sakip.Bappeda: KabupatenSendiri, sakip.Admin: KabupatenSendiri},
	Terbitkan:     {sakip.Kepala: OPDSendiri},
	UnggahSalinan: {sakip.Verifikator: OPDSendiri, sakip.Kepala: OPDSendiri},
	LihatKalender: {sakip.Operator: KabupatenSendiri, sakip.Verifikator: KabupatenSendiri, sakip.Kepala: KabupatenSendiri,
		sakip.Bappeda: KabupatenSendiri, sakip.Inspektorat: KabupatenSendiri, sakip.Admin: KabupatenSendiri},
	AturKalender:     {sakip.Bappeda: KabupatenSendiri, sakip.Admin: KabupatenSendiri},
	BeriPengecualian: {sakip.Admin: KabupatenSendiri},
	AturKabupaten:    {sakip.Admin: KabupatenSendiri},
	KelolaOrang:      {sakip.Admin: KabupatenSendiri},
	IsiLKE:           {sakip.Verifikator: OPDSendiri},
	AjukanLKE:        {sakip.Verifikator: OPDSendiri, sakip.Kepala: OPDSendiri},
	NilaiLKE:         {sakip.Inspektorat: KabupatenSendiri},
	FinalkanLKE:      {sakip.Inspektorat: KabupatenSendiri},
	LihatDiri: {sakip.Operator: UnitSendiri, sakip.Verifikator: OPDSendiri, sakip.Kepala: OPDSendiri,
		sakip.Bappeda: KabupatenSendiri, sakip.Inspektorat: KabupatenSendiri, sakip.Admin: KabupatenSendiri},
}

// SemuaAksi lists the actions of the rights table in the order in which they are printed.
var SemuaAksi = []Aksi{LihatOPD, LihatAudit, LihatKabupaten, EntriRealisasi, Tarik, Verifikasi, Finalkan, BukaKembali, Rencanakan, AturOPD, AturKebijakan,
	TandaTangani, TerimaTemuan, TindakRekomendasi, MuatTahun, MintaLaporan, JalankanPelaporan, Terbitkan, UnggahSalinan, LihatKalender, AturKalender, BeriPengecualian, AturKabupaten, KelolaOrang,
	IsiLKE, AjukanLKE, NilaiLKE, FinalkanLKE, LihatDiri, Publik}

// Hak is how far a role's right to do something reaches.
func Hak(a Aksi, p sakip.Peran) Lingkup {
	if a == Publik {
		return KabupatenSendiri
	}
	return hak[a][p]
}

// ditolak names who may do it, so that a refused person knows whom to ask.
func ditolak(a Aksi) error {
	var boleh []string
	for _, p := range sakip.SemuaPeran {
		if hak[a][p] != TidakBoleh {
			boleh = append(boleh, string(p))
		}
	}
	return fault.New(fault.Forbidden, strings.Join(boleh, ", "))
}

// izinOPD checks a right on an agency. An agency of another kabupaten, or one that is
// not there, is not found: tenants do not learn of each other.
func (s *Service) izinOPD(ctx context.Context, o sakip.Orang, a Aksi, opd string) error {
	if err := sakip.ValidasiID("opd", opd); err != nil {
		return fault.New(fault.NotFound, "Perangkat daerah", opd)
	}
	lingkup := Hak(a, o.Peran)
	if o.OPD != opd {
		m, err := s.Store.Meta(ctx, store.OPD(opd))
		if err != nil {
			return err
		}
		if m.Index != store.IndexOPD(o.Kabupaten) {
			return fault.New(fault.NotFound, "Perangkat daerah", opd)
		}
	}
	if lingkup == KabupatenSendiri && o.Peran.SeKabupaten() || lingkup != TidakBoleh && o.OPD == opd {
		return nil
	}
	return ditolak(a)
}

// izinUnit narrows izinOPD to what belongs to a unit.
func (s *Service) izinUnit(ctx context.Context, o sakip.Orang, a Aksi, opd, unit string) error {
	if err := s.izinOPD(ctx, o, a, opd); err != nil {
		return err
	}
	if Hak(a, o.Peran) == UnitSendiri && o.Unit != unit {
		return fault.New(fault.Forbidden, "operator unit “"+unit+"” atau verifikator")
	}
	return nil
}

// izinKabupaten checks a right on a kabupaten.
func izinKabupaten(o sakip.Orang, a Aksi, kab string) error {
	if o.Kabupaten != kab {
		return fault.New(fault.NotFound, "Kabupaten", kab)
	}
	if Hak(a, o.Peran) != KabupatenSendiri {
		return ditolak(a)
	}
	return nil
}
