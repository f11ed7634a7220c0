package store

import (
	"fmt"
	"strconv"
	"strings"
)

// Partition is the key of what is loaded and changed as a whole.
type Partition string

// TahunOPD is an agency-year: indicators, PK, rencana aksi, realisasi, budgets.
func TahunOPD(opd string, tahun int) Partition {
	return Partition(fmt.Sprintf("OPD#%s#T#%04d", opd, tahun))
}

// OPD is what an agency keeps over the years: profile, Renstra, units, officials, policies.
func OPD(opd string) Partition { return Partition("OPD#" + opd) }

// Kabupaten is what all agencies of a kabupaten share: its profile and calendar.
func Kabupaten(kab string) Partition { return Partition("KAB#" + kab) }

// Orang is the record of one person, by the sub of their token.
func Orang(sub string) Partition { return Partition("ORANG#" + sub) }

// Laporan is the requested reports of an agency-year. They lie apart so that asking
// for a report does not move the year that the report is about.
func Laporan(opd string, tahun int) Partition {
	return Partition(fmt.Sprintf("LAP#%s#T#%04d", opd, tahun))
}

// Bukti is the files handed in for an agency-year. They lie apart so that handing one in
// does not move the year.
func Bukti(opd string, tahun int) Partition {
	return Partition(fmt.Sprintf("BUKTI#%s#T#%04d", opd, tahun))
}

// Surat is the reminders of an agency-year, and which of its notices were sent. They lie
// apart so that neither moves the year that it is about.
func Surat(opd string, tahun int) Partition {
	return Partition(fmt.Sprintf("SURAT#%s#T#%04d", opd, tahun))
}

// LKE is the evaluation sheet of an agency-year. It lies apart so that an answer moves no
// figure of the year, and many people's answers do not wait for the year's entry.
func LKE(opd string, tahun int) Partition {
	return Partition(fmt.Sprintf("LKE#%s#T#%04d", opd, tahun))
}

// Terbitan is what an agency has published. It lies apart so that whoever serves the public
// can read it and nothing that is not public.
func Terbitan(opd string) Partition { return Partition("TERBIT#" + opd) }

// Hash is where a published file is found by the SHA-256 of its bytes.
func Hash(sha256 string) Partition { return Partition("HASH#" + sha256) }

// Tautan is one download link, by the SHA-256 of its token.
func Tautan(hash string) Partition { return Partition("TAUTAN#" + hash) }

// HashTautan is the SHA-256 of the token that a link's partition is of.
func HashTautan(p Partition) string { return strings.TrimPrefix(string(p), "TAUTAN#") }

// Indexes under which partitions are listed.
func IndexKabupaten() string         { return "KAB" }
func IndexOPD(kab string) string     { return "KAB#" + kab }
func IndexTahun(opd string) string   { return "OPD#" + opd + "#T" }
func IndexOrang(kab string) string   { return "KAB#" + kab + "#ORANG" }
func IndexLaporan(kab string) string { return "KAB#" + kab + "#LAP" }
func IndexBukti(opd string) string   { return "OPD#" + opd + "#BUKTI" }
func IndexLKE(opd string) string     { return "OPD#" + opd + "#LKE" }
func IndexTautan(opd string) string  { return "OPD#" + opd + "#TAUTAN" }
func IndexTerbit(kab string) string  { return "KAB#" + kab + "#TERBIT" }
func IndexHash(opd string) string    { return "OPD#" + opd + "#HASH" }

// ParseOPD reads the agency and, for an agency-year, the year out of a partition
// (tahun is 0 for the agency's own); ok is false for other partitions.
func ParseOPD(p Partition) (opd string, tahun int, ok bool) {
	return parse(p, "OPD#")
}

// ParseLaporan reads the agency-year out of a partition of reports.
func ParseLaporan(p Partition) (opd string, tahun int, ok bool) {
	opd, tahun, ok = parse(p, "LAP#")
	return opd, tahun, ok && tahun != 0
}

// ParseBukti reads the agency-year out of a partition of files handed in.
func ParseBukti(p Partition) (opd string, tahun int, ok bool) {
	opd, tahun, ok = parse(p, "BUKTI#")
	return opd, tahun, ok && tahun != 0
}

// ParseSurat reads the agency-year out of a partition of reminders.
func ParseSurat(p Partition) (opd string, tahun int, ok bool) {
	opd, tahun, ok = parse(p, "SURAT#")
	return opd, tahun, ok && tahun != 0
}

// ParseLKE reads the agency-year out of a partition of an evaluation sheet.
func ParseLKE(p Partition) (opd string, tahun int, ok bool) {
	opd, tahun, ok = parse(p, "LKE#")
	return opd, tahun, ok && tahun != 0
}

func parse(p Partition, prefix string) (opd string, tahun int, ok bool) {
	rest, ok := strings.CutPrefix(string(p), prefix)
	if !ok || rest == "" {
		return "", 0, false
	}
	opd, year, found := strings.Cut(rest, "#T#")
	if !found {
		return opd, 0, !strings.Contains(opd, "#")
	}
	tahun, err := strconv.Atoi(year)
	return opd, tahun, err == nil
}

// ParseTerbitan reads the agency out of a partition of what it has published.
func ParseTerbitan(p Partition) (opd string, ok bool) {
	opd, ok = strings.CutPrefix(string(p), "TERBIT#")
	return opd, ok && opd != ""
}

// ParseHash reads the SHA-256 out of a partition of a published file.
func ParseHash(p Partition) (sha256 string, ok bool) { return strings.CutPrefix(string(p), "HASH#") }

// ParseOrang reads the sub out of a person's partition.
func ParseOrang(p Partition) (sub string, ok bool) { return strings.CutPrefix(string(p), "ORANG#") }

// ParseKabupaten reads the id out of a kabupaten's partition.
func ParseKabupaten(p Partition) (id string, ok bool) { return strings.CutPrefix(string(p), "KAB#") }
