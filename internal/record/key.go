package record

import (
	"fmt"
	"strings"

	"capaian/internal/sakip"
	"capaian/internal/store"
)

// Documents of an agency-year. A budget version is a document of its own, see
// DocAnggaran.
const (
	DocIndikator         = "IND"
	DocPerjanjian        = "PK"
	DocRencanaAksi       = "RA"
	DocRealisasi         = "REAL"
	DocRealisasiAnggaran = "RANG"
	DocPembanding        = "PEMB"
	DocFakta             = "FAKTA"
	DocRekomendasi       = "REK"
	DocNarasi            = "NAR"
	DocPenerimaan        = "TERIMA"
	DocPengecualian      = "KECUALI"
	DocSurat             = "SURAT"
)

// Documents of an agency, and those of the other partitions.
const (
	DocProfil    = "PROFIL"
	DocRenstra   = "RENSTRA"
	DocKebijakan = "KBJ"
	DocKabupaten = "KAB"
	DocKalender  = "KALENDER"
	DocOrang     = "ORANG"
	DocLaporan   = "LAP"
	DocTerbit    = "TERBIT"
	DocTautan    = "TAUTAN"
	DocBukti     = "BUKTI"
	DocTerkirim  = "TERKIRIM"
	DocTerbitan  = "TERBITAN"
	DocDaftar    = "DAFTAR"
	DocBerkas    = "BERKAS"
	DocLKE       = "LKE"
	DocSaran     = "SARAN"
)

const (
	docAnggaran = "ANG#"   // followed by the version
	rowKepala   = "KEPALA" // what a budget version says of itself
	rowBaris    = "B#"     // followed by the identity of a budget row
)

// DocAnggaran is the document of a budget version: its head and its rows.
func DocAnggaran(versi string) string { return docAnggaran + versi }

// KeyIndikator is by the indicator's id.
func KeyIndikator(id string) store.Key { return store.Key{Doc: DocIndikator, Row: id} }

// KeyPerjanjian is by the version.
func KeyPerjanjian(versi string) store.Key { return store.Key{Doc: DocPerjanjian, Row: versi} }

// KeyRencanaAksi is by the indicator's id and the quarter.
func KeyRencanaAksi(indikator string, tw int) store.Key {
	return store.Key{Doc: DocRencanaAksi, Row: rowTriwulan(indikator, tw)}
}

// KeyRealisasi is by the indicator's id and the quarter.
func KeyRealisasi(indikator string, tw int) store.Key {
	return store.Key{Doc: DocRealisasi, Row: rowTriwulan(indikator, tw)}
}

// KeyAnggaranKepala is the head of a budget version.
func KeyAnggaranKepala(versi string) store.Key {
	return store.Key{Doc: DocAnggaran(versi), Row: rowKepala}
}

// KeyBarisAnggaran is one row of a budget version.
func KeyBarisAnggaran(versi string, b sakip.IdentitasBaris) store.Key {
	return store.Key{Doc: DocAnggaran(versi), Row: rowBaris + rowIdentitas(b)}
}

// KeyRealisasiAnggaran is what was spent on a budget row up to the quarter.
func KeyRealisasiAnggaran(b sakip.IdentitasBaris, tw int) store.Key {
	return store.Key{Doc: DocRealisasiAnggaran, Row: rowTriwulan(rowIdentitas(b), tw)}
}

// KeyPembanding is by the table's id.
func KeyPembanding(id string) store.Key { return store.Key{Doc: DocPembanding, Row: id} }

// KeyFakta is by the fact's id.
func KeyFakta(id string) store.Key { return store.Key{Doc: DocFakta, Row: id} }

// KeyRekomendasi is by the number, of three digits so that rows stand in its order.
func KeyRekomendasi(no int) store.Key {
	return store.Key{Doc: DocRekomendasi, Row: fmt.Sprintf("%03d", no)}
}

// KeyNarasi is by the section of the report.
func KeyNarasi(bagian string) store.Key { return store.Key{Doc: DocNarasi, Row: bagian} }

// KeyPenerimaan is that a finding was accepted, by the finding's id.
func KeyPenerimaan(temuan string) store.Key { return store.Key{Doc: DocPenerimaan, Row: temuan} }

// KeyPengecualian is by the quarter and the unit, "" for the whole agency.
func KeyPengecualian(unit string, tw int) store.Key {
	return store.Key{Doc: DocPengecualian, Row: fmt.Sprintf("TW%d#%s", tw, unit)}
}

// KeySurat is a notice to be sent, by its id. It is written once; that it is new is what
// the stream tells of.
func KeySurat(id string) store.Key { return store.Key{Doc: DocSurat, Row: id} }

// KeyTerkirim is that a notice was sent, by the notice's id.
func KeyTerkirim(id string) store.Key { return store.Key{Doc: DocTerkirim, Row: id} }

// KeyProfil is the agency's profile with its units and officials.
func KeyProfil() store.Key { return store.Key{Doc: DocProfil, Row: DocProfil} }

// KeyRenstra is the agency's five-year plan.
func KeyRenstra() store.Key { return store.Key{Doc: DocRenstra, Row: DocRenstra} }

// KeyKebijakan is the policy that begins in a year.
func KeyKebijakan(tahun int) store.Key {
	return store.Key{Doc: DocKebijakan, Row: fmt.Sprintf("%04d", tahun)}
}

// KeyKabupaten is the profile of a kabupaten.
func KeyKabupaten() store.Key { return store.Key{Doc: DocKabupaten, Row: DocKabupaten} }

// KeyKalender is a kabupaten's calendar of a year.
func KeyKalender(tahun int) store.Key {
	return store.Key{Doc: DocKalender, Row: fmt.Sprintf("%04d", tahun)}
}

// KeyOrang is the record of a person.
func KeyOrang() store.Key { return store.Key{Doc: DocOrang, Row: DocOrang} }

// KeyLaporan is by the report's id.
func KeyLaporan(id string) store.Key { return store.Key{Doc: DocLaporan, Row: id} }

// KeyTerbit is the request that a Paket be published, by the Paket: its reports as they
// were then; or that a signed copy be published for it. It is written once; that it is new
// is what the stream tells of.
func KeyTerbit(paket, salinan string) store.Key {
	if salinan != "" {
		paket += "#" + salinan
	}
	return store.Key{Doc: DocTerbit, Row: paket}
}

// PaketTerbit is the Paket that a row of KeyTerbit is about.
func PaketTerbit(row string) string {
	paket, _, _ := strings.Cut(row, "#")
	return paket
}

// KeyTerbitan is a published Paket.
func KeyTerbitan(paket string) store.Key { return store.Key{Doc: DocTerbitan, Row: paket} }

// KeyDaftar is the list of what an agency has published.
func KeyDaftar() store.Key { return store.Key{Doc: DocDaftar, Row: DocDaftar} }

// KeyBerkas is that a published file is of a Paket.
func KeyBerkas(paket string) store.Key { return store.Key{Doc: DocBerkas, Row: paket} }

// KeyBukti is by the file's id.
func KeyBukti(id string) store.Key { return store.Key{Doc: DocBukti, Row: id} }

// KeyLKE is what an evaluation sheet says of itself.
func KeyLKE() store.Key { return store.Key{Doc: DocLKE, Row: DocLKE} }

// docJawaban has the document of each side's answers.
var docJawaban = map[sakip.SisiLKE]string{sakip.SisiMandiri: "MANDIRI", sakip.SisiPenilai: "PENILAI"}

// KeyJawaban is a side's answer, by what it is about: each its own row, so that people who
// answer different things do not wait for each other.
func KeyJawaban(s sakip.SisiLKE, butir string) store.Key {
	return store.Key{Doc: docJawaban[s], Row: butir}
}

// KeySaran is a recommendation of who evaluates, by its id.
func KeySaran(id string) store.Key { return store.Key{Doc: DocSaran, Row: id} }

// KeyTautan is the record of a download link.
func KeyTautan() store.Key { return store.Key{Doc: DocTautan, Row: DocTautan} }

func rowTriwulan(id string, tw int) string { return fmt.Sprintf("%s#TW%d", id, tw) }

// lolos keeps a sub-unit or a source of funds, which are free text, from standing
// for two parts of a key.
var lolos = strings.NewReplacer("%", "%25", "#", "%23")

func rowIdentitas(b sakip.IdentitasBaris) string {
	return lolos.Replace(b.SubUnit) + "#" + lolos.Replace(b.Kode) + "#" + lolos.Replace(b.Sumber)
}
