// Package sample has the sample agency-years, as seed files in the wire shapes, and a
// seeded generator of made-up agencies; for the local machine, tests and benchmarks.
//
// The seeds are one real year, 2023 of the social service of Kabupaten Trenggalek as
// its published LKjIP prints it (with 2022 where that report states it), and a made-up
// agency whose years 2024 and 2025 use what the real year does not: quarters, falling
// and ranged indicators, predicates, late data, changed agreements and budgets. Of a
// cell that the report prints in two ways the seeds have the one that its other tables
// and its formula bear out. A third kabupaten, made up, has an admin and nothing else, to
// begin from. Every person is a sample; of real ones only the signatory of the report is
// named.
package sample

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"capaian/internal/fault"
	"capaian/internal/sakip"
	"capaian/internal/wire"
)

//go:embed seed
var seed embed.FS

// Bundle is everything that a store is filled with.
type Bundle struct {
	Kabupaten []sakip.Kabupaten
	Orang     []sakip.Orang
	OPD       []Agency
}

// Agency is an agency with all that is its own.
type Agency struct {
	Profil    sakip.PerangkatDaerah
	Renstra   sakip.Renstra
	Kebijakan []sakip.Kebijakan
	Tahun     []sakip.DataTahun // oldest first; each knows the years before it
}

// Seed reads the seed files. A fault names the file and the field.
func Seed() (Bundle, error) {
	var b Bundle
	var l fault.List
	for _, w := range read[[]wire.Kabupaten]("kabupaten.json", &l) {
		k := w.Domain(&l)
		l.Add("kabupaten.json", k.Validasi())
		b.Kabupaten = append(b.Kabupaten, k)
	}
	for _, w := range read[[]wire.Orang]("orang.json", &l) {
		o := w.Domain(&l)
		l.Add("orang.json "+o.Sub, o.Validasi())
		b.Orang = append(b.Orang, o)
	}
	for _, opd := range names("*/opd.json", &l) {
		b.OPD = append(b.OPD, agency(path.Dir(opd), &l))
	}
	return b, l.Err()
}

// agency reads the folder of one agency: opd.json, renstra.json, kebijakan-<year>.json
// and a file for each year.
func agency(dir string, l *fault.List) Agency {
	a := Agency{
		Profil:  domain(path.Join(dir, "opd.json"), wire.OPD.Domain, l),
		Renstra: domain(path.Join(dir, "renstra.json"), wire.Renstra.Domain, l),
	}
	l.Add(dir, a.Profil.Validasi())
	l.Add(dir, a.Renstra.Validasi())
	for _, name := range names(dir+"/kebijakan-*.json", l) {
		k := domain(name, wire.Kebijakan.Domain, l)
		l.Add(name, k.Validasi())
		a.Kebijakan = append(a.Kebijakan, k)
	}
	var lalu []sakip.TahunLalu
	for _, name := range names(dir+"/[0-9]*.json", l) {
		tahun, err := strconv.Atoi(strings.TrimSuffix(path.Base(name), ".json"))
		l.Add(name, err)
		d := domain(name, func(w wire.Tahun, l *fault.List) sakip.DataTahun {
			return w.Domain(a.Profil, a.Renstra, sakip.KebijakanBerlaku(a.Kebijakan, tahun), tahun, l)
		}, l)
		d.Lalu = append(d.Lalu, lalu...)
		l.Add(name, d.Validasi())
		a.Tahun = append(a.Tahun, d)
		lalu = append(lalu, sakip.RealisasiTahun(d))
	}
	return a
}

// domain reads a file and converts it, with its faults under the file's name.
func domain[W, D any](name string, convert func(W, *fault.List) D, l *fault.List) D {
	var sub fault.List
	d := convert(read[W](name, l), &sub)
	l.Add(name, sub.Err())
	return d
}

// read decodes a seed file strictly: a member that the shape does not have is a fault.
func read[W any](name string, l *fault.List) W {
	var w W
	b, err := seed.ReadFile(path.Join("seed", name))
	if err == nil {
		d := json.NewDecoder(bytes.NewReader(b))
		d.DisallowUnknownFields()
		err = d.Decode(&w)
	}
	if err != nil {
		l.Add(name, fmt.Errorf("seed file: %w", err))
	}
	return w
}

// names lists the seed files of a pattern in the order of their names.
func names(pattern string, l *fault.List) []string {
	sub, err := fs.Sub(seed, "seed")
	l.Add(pattern, err)
	out, err := fs.Glob(sub, pattern)
	l.Add(pattern, err)
	return out
}
