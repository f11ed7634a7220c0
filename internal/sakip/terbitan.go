package sakip

import (
	"slices"
	"time"
)

// PeranBerkas is what a published file is.
type PeranBerkas string

const (
	BerkasNaskah  PeranBerkas = "naskah"  // as it was made: the unsigned master
	BerkasSalinan PeranBerkas = "salinan" // the signed copy
	BerkasData    PeranBerkas = "data"    // the figures as open data
)

// BerkasTerbit is one published file. Its key is where it lies for good.
type BerkasTerbit struct {
	Peran       PeranBerkas
	Format      FormatLaporan
	Nama        string
	Objek       string
	Ukuran      int64
	SHA256      string
	Penyusun    int          // renderer version, of a naskah
	Tanda       TandaSalinan // of a salinan
	Diterbitkan time.Time
	Diganti     time.Time // of a salinan: when a later one took its place; zero before
}

// Terbitan is a published Paket, as anybody may see it: of people it has the name and the
// office of who published it, and nothing else.
type Terbitan struct {
	Paket       string
	OPD         string
	Kabupaten   string
	Instansi    string // the agency's name then
	Daerah      string
	Zona        string
	Sintetis    bool
	Tahun       int
	Jenis       JenisLaporan
	Periode     int
	Dokumen     string
	Dibuat      time.Time // when the data were taken that its files were made from
	Mesin       int       // engine version
	Diterbitkan time.Time
	Penerbit    string // name
	Jabatan     string // office
	Berkas      []BerkasTerbit
	Reviu       ReviuLaporan
	DigantiOleh string    // the Paket that took its place; "" before
	DigantiPada time.Time // when
}

// Resmi is the file that the hash and the verification of the report speak of: the signed
// copy that stands, or else the PDF, or else the first file. ok is false without any.
func (t Terbitan) Resmi() (b BerkasTerbit, ok bool) {
	for _, cocok := range []func(BerkasTerbit) bool{
		func(b BerkasTerbit) bool { return b.Peran == BerkasSalinan && b.Diganti.IsZero() },
		func(b BerkasTerbit) bool { return b.Format == PDF && b.Peran == BerkasNaskah },
		func(b BerkasTerbit) bool { return b.Peran == BerkasNaskah },
	} {
		if n := slices.IndexFunc(t.Berkas, cocok); n >= 0 {
			return t.Berkas[n], true
		}
	}
	return BerkasTerbit{}, false
}

// Bertanda tells whether a signed copy stands.
func (t Terbitan) Bertanda() bool {
	b, ok := t.Resmi()
	return ok && b.Peran == BerkasSalinan
}

// Cari finds a file by the SHA-256 of its bytes.
func (t Terbitan) Cari(sha256 string) (BerkasTerbit, bool) {
	if n := slices.IndexFunc(t.Berkas, func(b BerkasTerbit) bool { return b.SHA256 == sha256 }); n >= 0 {
		return t.Berkas[n], true
	}
	return BerkasTerbit{}, false
}

// Tambah is the report with further files published; a signed copy takes the place of
// those before it. ok is false when that changes nothing.
func (t Terbitan) Tambah(berkas []BerkasTerbit) (baru Terbitan, ok bool) {
	t.Berkas = slices.Clone(t.Berkas)
	for _, b := range berkas {
		n := slices.IndexFunc(t.Berkas, func(a BerkasTerbit) bool { return a.SHA256 == b.SHA256 })
		switch {
		case n < 0:
			t.Berkas, n, ok = append(t.Berkas, b), len(t.Berkas), true
		case b.Peran == BerkasSalinan && !t.Berkas[n].Diganti.IsZero() && t.Berkas[n].Objek != b.Objek: // sent once more
			t.Berkas[n], ok = b, true
		default:
			continue
		}
		for m := range t.Berkas {
			if m != n && b.Peran == BerkasSalinan && t.Berkas[m].Peran == BerkasSalinan && t.Berkas[m].Diganti.IsZero() {
				t.Berkas[m].Diganti = b.Diterbitkan
			}
		}
	}
	return t, ok
}

// Keaslian is what can be said of a file by its bytes.
type Keaslian string

const (
	Asli      Keaslian = "asli"       // published, and stands
	AsliBelum Keaslian = "naskah"     // published, the unsigned master of a report whose signed copy stands
	AsliLama  Keaslian = "versi_lama" // published, and replaced since
	BukanAsli Keaslian = "bukan"      // not published here
)

// Periksa tells what a file is to this report, by the SHA-256 of its bytes.
func (t Terbitan) Periksa(sha256 string) (Keaslian, BerkasTerbit) {
	b, ok := t.Cari(sha256)
	switch {
	case !ok:
		return BukanAsli, b
	case t.DigantiOleh != "", !b.Diganti.IsZero():
		return AsliLama, b
	case b.Peran == BerkasNaskah && b.Format == PDF && t.Bertanda():
		return AsliBelum, b
	}
	return Asli, b
}

// DaftarTerbitan is what an agency has published, in brief, the latest first.
type DaftarTerbitan struct {
	OPD       string
	Kabupaten string
	Nama      string
	Daerah    string
	Zona      string
	Sintetis  bool
	Terbitan  []RingkasTerbitan
}

// RingkasTerbitan is one published Paket in a list.
type RingkasTerbitan struct {
	Paket       string
	Tahun       int
	Jenis       JenisLaporan
	Periode     int
	Dokumen     string
	Diterbitkan time.Time
	Bertanda    bool
	DigantiOleh string
}

// Sejenis tells whether of two published Paket the later takes the earlier's place: both
// are the same kind of report of the same document and period.
func (r RingkasTerbitan) Sejenis(t Terbitan) bool {
	return r.Tahun == t.Tahun && r.Jenis == t.Jenis && r.Periode == t.Periode && r.Dokumen == t.Dokumen
}

// Terbitkan puts a Paket that is published into the list and returns the Paket whose place
// it takes, as the list has them. One that is there already keeps its place.
func (d *DaftarTerbitan) Terbitkan(t Terbitan) (diganti []string) {
	baru := RingkasTerbitan{Paket: t.Paket, Tahun: t.Tahun, Jenis: t.Jenis, Periode: t.Periode, Dokumen: t.Dokumen,
		Diterbitkan: t.Diterbitkan, Bertanda: t.Bertanda(), DigantiOleh: t.DigantiOleh}
	for n, r := range d.Terbitan {
		if r.Paket == t.Paket {
			d.Terbitan[n] = baru
			return nil
		}
	}
	for n, r := range d.Terbitan {
		if r.Sejenis(t) && r.DigantiOleh == "" {
			d.Terbitan[n].DigantiOleh = t.Paket
			diganti = append(diganti, r.Paket)
		}
	}
	d.Terbitan = append([]RingkasTerbitan{baru}, d.Terbitan...)
	return diganti
}

// BerkasDikenal is where a published file is found by the SHA-256 of its bytes.
type BerkasDikenal struct {
	SHA256 string
	OPD    string
	Paket  string
}
